import { getEventListeners } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { describeLab } from '../../lab/context.js';
import { CHAOS_SEED } from '../../poll/chaos/chaos-settings.js';
import { Random } from '../../poll/chaos/random.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { ChaosPlace } from './chaos/chaos-place.js';
import { type ChaosCourse, playRound } from './chaos/chaos-round.js';
import { freezeGuards } from './frozen-guest.js';

/**
 * By hand, with the seed of an earlier run:
 *
 *     npm run build && QGAUGE_CHAOS_CALLS=200 QGAUGE_CHAOS_SEED=42 npx vitest run --project lab test/domain/acting/chaos.lab.test.ts
 */
const CALLS = Number(process.env.QGAUGE_CHAOS_CALLS ?? 40);
/** A call, a boot of a Linux that was killed, and a busy machine. */
const CALL_MS = 60_000;
/** The guard of a freeze looks each second whether its QEMU has ended. */
const GUARD_PATIENCE = { timeout: 30_000 };

/** Three that stay in their firmware, and a Linux that obeys its power button and its agent, and writes to a disk. */
const PLACES = [{ isLinux: false }, { isLinux: false }, { isLinux: false }, { isLinux: true }];

describeLab('control calls', (lab) => {
  it(
    'end in time, and leave no guest stopped or frozen unsaid, whatever happens to QEMU, monitor and caller',
    async () => {
      const random = new Random(CHAOS_SEED);
      const ending = new AbortController();
      const directory = await temporaryDirectory();
      const places = PLACES.map(
        ({ isLinux }, number) => new ChaosPlace(lab, `act-chaos${number}`, { isLinux, directory }),
      );
      onTestFinished(async () => {
        await Promise.all(places.map((place) => place.close()));
      });
      const sockets = countSockets();
      const violations: string[] = [];
      const counts = { done: 0, failed: 0, killed: 0 };
      const course: ChaosCourse = {
        ...{ signal: ending.signal, directory },
        onCall: (outcome) => void counts[outcome]++,
        onViolation: (violation) => void violations.push(violation),
      };
      const each = Math.ceil(CALLS / places.length);
      await Promise.all(
        places.map(async (place) => {
          const own = random.fork();
          for (let call = 0; call < each; call++) await playRound(place, own, course);
        }),
      );

      await Promise.all(places.map((place) => place.close()));
      console.log(`control calls, seed ${CHAOS_SEED}: ${JSON.stringify(counts)}`);
      expect.soft(violations, `QGAUGE_CHAOS_SEED=${CHAOS_SEED}`).toEqual([]);
      expect.soft(counts.done).toBeGreaterThan(0);
      expect.soft(getEventListeners(ending.signal, 'abort')).toEqual([]);
      await expect.poll(freezeGuards, GUARD_PATIENCE).toEqual([]);
      await expect.poll(countSockets).toBeLessThanOrEqual(sockets);
      expect.soft(locksOfThisProcess(join(directory, 'control'))).toEqual([]);
    },
    CALLS * CALL_MS,
  );
});

function countSockets(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith('socket:');
    } catch {
      // It was that of the directory itself.
      return false;
    }
  }).length;
}

/** Those of callers that were killed stay until the next one comes. */
function locksOfThisProcess(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory).filter((file) =>
    readFileSync(join(directory, file), 'utf8').startsWith(`${process.pid} `),
  );
}
