import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { GuestSampler, type SamplerOptions } from '../../../src/poll/sample/guest-sampler.js';
import type { CommandArguments } from '../../../src/protocol/qmp/command-map.js';
import type { Executor } from '../../../src/protocol/qmp/executor.js';
import { commandError, recordedQemu } from '../../qemu/fake-qemu.js';

const BALLOON = '/machine/peripheral/balloon0';
const INTERVAL = 'guest-stats-polling-interval';
const HINTS = { builtInNics: false, vnc: false, spice: false };

type Answer = (command: string, args: CommandArguments) => unknown;

/** A QEMU that notes what it is asked, by round: what is asked before the last round was answered is one round. */
class FakeQemu implements Executor {
  readonly rounds: string[][] = [];
  readonly timeouts = new Map<string, number | undefined>();
  readonly writes: unknown[] = [];
  interval = 10;
  /** Answers instead of the recorded QEMU, unless it has nothing to say. */
  answer: Answer = () => undefined;
  readonly #recorded = recordedQemu('qemu-7.2');
  #inRound = 0;

  readonly execute: Executor['execute'] = async (command, args = {}, { timeoutMs } = {}) => {
    if (this.#inRound++ === 0) this.rounds.push([]);
    this.rounds.at(-1)?.push(nameOf(command, args));
    this.timeouts.set(nameOf(command, args), timeoutMs);
    try {
      await pause(1);
      return this.#reply(command, args);
    } finally {
      this.#inRound--;
    }
  };

  /** What was asked since the last call. */
  taken(): readonly (readonly string[])[] {
    return this.rounds.splice(0).map((round) => round.sort());
  }

  #reply(command: string, args: CommandArguments): unknown {
    const reply = this.answer(command, args);
    if (reply !== undefined) return reply;
    if (command === 'qom-set') {
      this.writes.push(args);
      this.interval = Number(args.value);
      return {};
    }
    if (args.property === INTERVAL) return this.interval;
    if (command === 'query-iothreads') return [];
    return this.#recorded.execute(command, args);
  }
}

/** `qom-get guest-stats`, `qom-list peripheral`, `query-status`. */
function nameOf(command: string, { path, property }: CommandArguments): string {
  const what = property ?? (path === undefined ? undefined : String(path).split('/').at(-1));
  return what === undefined ? command : `${command} ${what}`;
}

function introduced(options: SamplerOptions = {}) {
  const qemu = new FakeQemu();
  const session = new GuestSampler({ hints: HINTS, ...options });
  return {
    qemu,
    session,
    fast: () => session.sampleFast(qemu, {}),
    slow: () => session.sampleSlow(qemu, {}),
  };
}

const refused = commandError('GenericError', 'not now');
const refusing =
  (...commands: readonly string[]): Answer =>
  (command, args) => {
    if (commands.includes(nameOf(command, args))) throw refused;
    return undefined;
  };

const STEADY = ['qom-get guest-stats', 'query-balloon', 'query-blockstats', 'query-status'];

describe('GuestSampler.sampleFast', () => {
  it('introduces itself in two rounds, and asks nothing that may be slow', async () => {
    const { qemu, session, fast } = introduced();
    expect(session.isIntroduced).toBe(false);
    expect(session.latest()).toBeUndefined();
    const sample = await fast();
    expect(qemu.taken()).toEqual([
      [
        'qom-list peripheral',
        'qom-list peripheral-anon',
        'query-balloon',
        'query-blockstats',
        'query-cpus-fast',
        'query-memory-size-summary',
        'query-name',
        'query-status',
        'query-uuid',
      ],
      ['qom-get guest-stats', `qom-get ${INTERVAL}`],
    ]);
    expect(sample).toMatchObject({
      runState: 'running',
      failures: [],
      balloon: { device: { path: BALLOON }, intervalSeconds: 10, readAtSeconds: expect.any(Number) },
      imagesReadAtSeconds: undefined,
      nics: undefined,
      display: undefined,
      monotonicSeconds: expect.any(Number),
    });
    expect(sample.disks?.every(({ image }) => image === undefined)).toBe(true);
    expect(session.isIntroduced).toBe(true);
    expect(session.latest()).toEqual(sample);
  });

  it('asks four questions in one round from then on', async () => {
    const { qemu, fast } = introduced();
    const first = await fast();
    qemu.taken();
    const second = await fast();
    expect(qemu.taken()).toEqual([STEADY]);
    expect(second).toMatchObject({
      name: first.name,
      uuid: first.uuid,
      vcpus: first.vcpus,
      memory: first.memory,
    });
    expect(second.monotonicSeconds).toBeGreaterThan(first.monotonicSeconds ?? Number.POSITIVE_INFINITY);
  });

  it('asks for the vCPUs too where they are to prove who answers', async () => {
    const { qemu, session, fast } = introduced();
    await fast();
    qemu.taken();
    await session.sampleFast(qemu, { vcpus: true });
    expect(qemu.taken()).toEqual([[...STEADY, 'query-cpus-fast'].sort()]);
  });

  it('asks another QEMU who it is, and shows nothing of the one before', async () => {
    const { qemu, session, fast } = introduced();
    await fast();
    await session.sampleSlow(qemu, {});
    qemu.taken();
    qemu.answer = (command) => {
      if (command === 'query-cpus-fast') return [{ 'cpu-index': 0, 'thread-id': 4242 }];
      if (command === 'query-name') return { name: 'another' };
      return undefined;
    };
    const sample = await session.sampleFast(qemu, { vcpus: true });
    expect(qemu.taken()).toHaveLength(3);
    expect(sample).toMatchObject({
      name: 'another',
      vcpus: [{ threadId: 4242 }],
      imagesReadAtSeconds: undefined,
    });
    expect(session.latest()).toEqual(sample);
  });

  it('has the reason of a part that failed, and all other parts', async () => {
    const { qemu, session, fast } = introduced();
    await fast();
    qemu.answer = refusing('query-blockstats', 'query-cpus-fast');
    const sample = await session.sampleFast(qemu, { vcpus: true });
    expect(sample).toMatchObject({ runState: 'running', disks: undefined, vcpus: undefined });
    expect(sample.failures.map(({ part }) => part)).toEqual(['disks', 'vcpus']);
  });

  it('keeps nothing of a QEMU that tells no state: it has not answered', async () => {
    const { qemu, session, fast } = introduced();
    qemu.answer = refusing('query-status');
    expect((await fast()).runState).toBeUndefined();
    expect(session.isIntroduced).toBe(false);
    qemu.answer = () => undefined;
    const good = await fast();
    qemu.answer = refusing('query-status');
    await fast();
    expect(session.latest()).toEqual(good);
  });

  it('asks a machine without a balloon for three things', async () => {
    const { qemu, fast } = introduced({ pollingSeconds: 10 });
    qemu.answer = (command) => (command === 'qom-list' ? [] : undefined);
    await fast();
    qemu.taken();
    expect((await fast()).balloon).toMatchObject({ device: undefined, report: undefined });
    expect(qemu.taken()).toEqual([['query-balloon', 'query-blockstats', 'query-status']]);
    expect(qemu.writes).toEqual([]);
  });

  it('takes no longer for a command than it is told', async () => {
    const { qemu, session } = introduced();
    await session.sampleFast(qemu, { timeoutMs: 123 });
    await session.sampleFast(qemu, { timeoutMs: 123 });
    expect(new Set(qemu.timeouts.values())).toEqual(new Set([123]));
  });
});

describe('the polling of the balloon', () => {
  const set = (value: number) => ({ path: BALLOON, property: INTERVAL, value });

  it('is switched on where it is off, and not waited for', async () => {
    const { qemu, fast } = introduced({ pollingSeconds: 7 });
    qemu.interval = 0;
    expect((await fast()).balloon).toMatchObject({ intervalSeconds: 7 });
    expect(qemu.writes).toEqual([set(7)]);
    expect(qemu.taken().at(-1)).toEqual([`qom-set ${INTERVAL}`]);
    await fast();
    expect(qemu.writes).toEqual([set(7)]);
  });

  it('is left alone where somebody else has set it', async () => {
    const { qemu, session, fast, slow } = introduced({ pollingSeconds: 7 });
    qemu.interval = 30;
    expect((await fast()).balloon).toMatchObject({ intervalSeconds: 30 });
    qemu.interval = 5;
    await slow();
    expect(session.latest()?.balloon).toMatchObject({ intervalSeconds: 5 });
    expect(qemu.writes).toEqual([]);
  });

  it('is left off by who is not told to switch it on: nothing is written', async () => {
    const { qemu, session, fast, slow } = introduced();
    qemu.interval = 0;
    await fast();
    await slow();
    expect(session.latest()?.balloon).toMatchObject({ intervalSeconds: 0 });
    expect(qemu.writes).toEqual([]);
  });

  it('is switched on again by the slow lane when it is off by then', async () => {
    const { qemu, session, fast, slow } = introduced({ pollingSeconds: 7 });
    await fast();
    qemu.interval = 0;
    await slow();
    expect(qemu.writes).toEqual([set(7)]);
    expect(session.latest()?.balloon).toMatchObject({ intervalSeconds: 7 });
  });

  it('is off in the sample when QEMU refuses to switch it on', async () => {
    const { qemu, fast } = introduced({ pollingSeconds: 7 });
    qemu.interval = 0;
    qemu.answer = refusing(`qom-set ${INTERVAL}`);
    const sample = await fast();
    expect(sample.balloon).toMatchObject({ intervalSeconds: 0 });
    expect(sample.failures).toMatchObject([{ part: 'balloon' }]);
  });
});

describe('GuestSampler.sampleSlow', () => {
  it('asks nothing before the first sample', async () => {
    const { qemu, slow } = introduced();
    await slow();
    expect(qemu.taken()).toEqual([]);
  });

  it('asks what may be slow last and alone, with a time of its own', async () => {
    const { qemu, session, fast } = introduced({ slowCommandMs: 9000 });
    await fast();
    qemu.taken();
    await session.sampleSlow(qemu, { timeoutMs: 100 });
    const rounds = qemu.taken();
    expect(rounds[0]).toEqual([
      'qom-list peripheral',
      'qom-list peripheral-anon',
      'query-cpus-fast',
      'query-iothreads',
      'query-memory-size-summary',
    ]);
    expect(rounds.at(-1)).toEqual(['query-block']);
    expect(qemu.timeouts.get('query-block')).toBe(9000);
    expect(qemu.timeouts.get('query-iothreads')).toBe(100);
  });

  it('adds to the last sample what it has found out, and to all later ones', async () => {
    const { qemu, session, fast, slow } = introduced();
    qemu.answer = (_, { property }) => ({ mac: '52:54:00:aa:bb:01', netdev: 'n0' })[String(property)];
    const before = await fast();
    await slow();
    const after = session.latest();
    expect(after).toMatchObject({ imagesReadAtSeconds: expect.any(Number), iothreads: [] });
    expect(after?.disks?.some(({ image }) => image !== undefined)).toBe(true);
    expect(after?.nics?.length).toBeGreaterThan(0);
    expect(after?.monotonicSeconds).toBe(before.monotonicSeconds);
    const { disks, nics } = await fast();
    expect({ disks, nics }).toEqual({ disks: after?.disks, nics: after?.nics });
  });

  it('leaves what fails as it was', async () => {
    const { qemu, session, fast, slow } = introduced();
    await fast();
    await slow();
    const before = session.latest();
    qemu.answer = refusing(
      'query-block',
      'query-cpus-fast',
      'query-memory-size-summary',
      'query-iothreads',
      'qom-list peripheral',
    );
    await slow();
    expect(session.latest()).toEqual(before);
  });

  it('finds a balloon that was plugged in, and loses one that was pulled out', async () => {
    const { qemu, session, fast, slow } = introduced();
    qemu.answer = (command) => (command === 'qom-list' ? [] : undefined);
    await fast();
    qemu.answer = () => undefined;
    await slow();
    expect(session.latest()?.balloon).toMatchObject({ device: { path: BALLOON }, intervalSeconds: 10 });
    expect((await fast()).balloon?.report).toBeDefined();
    qemu.answer = (command) => (command === 'qom-list' ? [] : undefined);
    await slow();
    expect(session.latest()?.balloon).toMatchObject({ device: undefined, intervalSeconds: undefined });
  });

  it('keeps nothing of a QEMU that was forgotten meanwhile', async () => {
    const { session, fast, slow } = introduced();
    await fast();
    const asking = slow();
    session.forget();
    await asking;
    expect(session.isIntroduced).toBe(false);
    expect(session.latest()).toBeUndefined();
  });
});
