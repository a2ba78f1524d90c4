import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import type { PollOptions } from '../../src/poll/poll-options.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { describeLab } from '../lab/context.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import type { GuestOptions } from '../lab/guest-options.js';
import type { Lab } from '../lab/packages.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { BracketedPoller } from './bracket.js';
import { onlyDomain } from './print-kvmtop.js';

const BALLOON = '/machine/peripheral/balloon0';
/** A boot takes 5 seconds here, and on a busy machine several times that. */
const MOST_SWEEPS = 100;
const TIMEOUT = { timeout: 150_000 };

async function boot(lab: Lab, options: GuestOptions): Promise<LabGuest> {
  const guest = await bootGuest(lab, { name: 'alive', monitors: 2, ...options });
  onTestFinished(() => guest.stop());
  return guest;
}

function watch(
  guests: readonly LabGuest[],
  monitor: number,
  options: Omit<PollOptions, 'interval'> = {},
): BracketedPoller {
  const poller = new BracketedPoller({
    interval: 1,
    slowInterval: 2,
    guests: guests.map(({ monitors }) => ({ address: parseAddress(monitors[monitor] ?? '') })),
    ...options,
  });
  onTestFinished(() => poller[Symbol.asyncDispose]());
  return poller;
}

interface Seen {
  readonly all: readonly Snapshot[];
  readonly last: Snapshot;
}

/** Takes snapshots until one is wanted. */
async function sweepsUntil(
  poller: BracketedPoller,
  isWanted: (snapshot: Snapshot) => boolean | Promise<boolean>,
): Promise<Seen> {
  const all: Snapshot[] = [];
  while (all.length < MOST_SWEEPS) {
    const last = await poller.next();
    all.push(last);
    if (await isWanted(last)) return { all, last };
  }
  throw new Error(`not seen in ${MOST_SWEEPS} sweeps: ${JSON.stringify(all.at(-1)?.guests)}`);
}

/** Another poller on this host may be served during a sweep; the guest's answer is missing then. */
function onlyOne({ guests: [guest, ...others] }: Snapshot): GuestSnapshot {
  if (guest === undefined || others.length > 0) throw new Error(`there are ${others.length + 1} guests`);
  return guest;
}

/** The guest's minor faults by its last report; NaN when they are unknown. */
function minorFaultsIn(snapshot: Snapshot): number {
  return Number(onlyOne(snapshot).qemu?.balloon?.report?.supplied['stat-minor-faults'] ?? Number.NaN);
}

describeLab('a guest that is reset while it is polled', (lab) => {
  it(
    'has no absurd rate, and begins a new session, on a held and on a released monitor',
    TIMEOUT,
    async () => {
      const guest = await boot(lab, { disks: [{ blockdev: { driver: 'null-co', size: 2 ** 20 } }] });
      const released = watch([guest], 0, { pollingSeconds: 1 });
      const held = watch([guest], 1, { hold: true });
      // More faults than a boot causes.
      const [, before] = await Promise.all([
        guest.run(
          'for i in $(seq 400); do /bin/busybox true; done; dd if=/dev/zero of=/dev/vda bs=4k count=50 oflag=direct',
        ),
        sweepsUntil(released, (snapshot) => minorFaultsIn(snapshot) > 10_000),
        held.next(),
      ]);
      const offset = guest.consoleText().length;
      await guest.control('system_reset');
      const hasBegun = (snapshot: Snapshot) => onlyOne(snapshot).session?.reason !== '';
      const isUp = guest.waitForConsole(/^TRUTH /m, 60_000, offset);
      const [seen, announced] = await Promise.all([
        sweepsUntil(released, hasBegun),
        sweepsUntil(held, (snapshot) => minorFaultsIn(snapshot) < 10_000),
        isUp,
      ]);
      const after = [...seen.all, await released.next()];
      const alsoAfter = [...announced.all, await held.next(), await held.next()];
      expect(reasonsIn(after)).toEqual(['', "the guest's counters stepped back: it was reset"]);
      // The event has begun the session. The firmware resets a q35 once more by itself, any number of times.
      expect(reasonsIn(alsoAfter)).toEqual(['the guest was reset']);
      for (const snapshots of [after, alsoAfter]) expectNoRatesAtBeginnings(snapshots);
      for (const snapshot of [...before.all, ...after, ...alsoAfter]) expectSane(snapshot);
    },
  );
});

/** The reasons of the sessions in the snapshots. */
function reasonsIn(snapshots: readonly Snapshot[]): readonly (string | undefined)[] {
  return [...new Set(snapshots.map((snapshot) => onlyOne(snapshot).session?.reason))];
}

function expectNoRatesAtBeginnings(snapshots: readonly Snapshot[]): void {
  const guests = snapshots.map(onlyOne);
  for (const [at, { session, rates }] of guests.entries()) {
    const isFirst = at > 0 && guests[at - 1]?.session?.id !== session?.id;
    if (isFirst) expect(rates).toBeUndefined();
  }
}

/** Rates that a small guest can have. */
function expectSane(snapshot: Snapshot): void {
  const { rates } = onlyOne(snapshot);
  for (const [path, figure] of numbersIn(rates)) {
    expect(figure, path).toBeGreaterThanOrEqual(0);
    expect(figure, path).toBeLessThan(1e10);
    if (path.endsWith('Ratio')) expect(figure, path).toBeLessThanOrEqual(1);
  }
  for (const [name, figure] of Object.entries(onlyDomain(snapshot))) {
    if (typeof figure === 'number') expect(figure, name).toBeGreaterThanOrEqual(0);
  }
}

function numbersIn(value: unknown, path = 'rates'): readonly (readonly [string, number])[] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => numbersIn(part, `${path}.${key}`));
}

describeLab('a guest that is migrated while it is polled', (lab) => {
  it('begins a new session at its destination, and its balloon is polled again', TIMEOUT, async () => {
    const socket = join(await temporaryDirectory(), 'm');
    const source = await boot(lab, {});
    const destination = await boot(lab, { stopped: true, extraArgs: ['-incoming', 'defer'] });
    const poller = watch([source, destination], 0, { pollingSeconds: 1, slowInterval: 60 });
    const arriving = ({ guests }: Snapshot) => guests.find(({ pid }) => pid === destination.pid);
    const path = BALLOON;
    const property = 'guest-stats-polling-interval';

    const waiting = await sweepsUntil(
      poller,
      (snapshot) => arriving(snapshot)?.qemu?.runState === 'inmigrate',
    );
    expect(arriving(waiting.last)).toMatchObject({ session: { reason: '' } });
    // As if another client had switched it off before the guest arrives.
    await destination.control('qom-set', { path, property, value: 0 });
    await destination.control('migrate-incoming', { uri: `unix:${socket}` });
    await source.control('migrate', { uri: `unix:${socket}` });
    await sweepsUntil(poller, (snapshot) => arriving(snapshot)?.qemu?.runState === 'paused');
    await destination.control('cont');

    const isPolled = async () => Number(await destination.control('qom-get', { path, property })) > 0;
    const moved = await sweepsUntil(poller, isPolled);
    for (const snapshot of moved.all)
      expect(arriving(snapshot)).toMatchObject({ session: { reason: 'the guest arrived by migration' } });
    const reportedAt = (snapshot: Snapshot) =>
      arriving(snapshot)?.qemu?.balloon?.report?.lastUpdateSeconds ?? 0;
    const last = reportedAt(moved.last);
    const fresh = await sweepsUntil(poller, (snapshot) => reportedAt(snapshot) > last + 1);
    expect(arriving(fresh.last)).toMatchObject({ memory: { verdict: 'ok' }, problem: undefined });
  });
});
