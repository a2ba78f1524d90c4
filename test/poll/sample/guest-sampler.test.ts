import { describe, expect, it } from 'vitest';
import { GuestSampler, type SamplerOptions } from '../../../src/poll/sample/guest-sampler.js';
import { INTERVAL, RoundsQemu, refusing } from './rounds-qemu.js';

const BALLOON = '/machine/peripheral/balloon0';
const HINTS = { builtInNics: false, vnc: false, spice: false };

function introduced(options: SamplerOptions = {}) {
  const qemu = new RoundsQemu();
  const sampler = new GuestSampler({ hints: HINTS, ...options });
  return {
    qemu,
    sampler,
    fast: () => sampler.sampleFast(qemu, {}),
    slow: () => sampler.sampleSlow(qemu, {}),
  };
}

const STEADY = ['qom-get guest-stats', 'query-balloon', 'query-blockstats', 'query-status'];

describe('GuestSampler.sampleFast', () => {
  it('asks the first time in two rounds, and nothing that may be slow', async () => {
    const { qemu, sampler, fast } = introduced();
    expect(sampler.isIntroduced).toBe(false);
    expect(sampler.latest()).toBeUndefined();
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
    expect(sampler.isIntroduced).toBe(true);
    expect(sampler.latest()).toEqual(sample);
  });

  it('sends four commands in one round from then on', async () => {
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

  it('asks for the vCPUs too when they are to prove which QEMU answers', async () => {
    const { qemu, sampler, fast } = introduced();
    await fast();
    qemu.taken();
    await sampler.sampleFast(qemu, { vcpus: true });
    expect(qemu.taken()).toEqual([[...STEADY, 'query-cpus-fast'].sort()]);
  });

  it('asks another QEMU for its identity, and shows nothing of the one before', async () => {
    const { qemu, sampler, fast } = introduced();
    await fast();
    await sampler.sampleSlow(qemu, {});
    qemu.taken();
    qemu.answer = (command) => {
      if (command === 'query-cpus-fast') return [{ 'cpu-index': 0, 'thread-id': 4242 }];
      if (command === 'query-name') return { name: 'another' };
      return undefined;
    };
    const sample = await sampler.sampleFast(qemu, { vcpus: true });
    expect(qemu.taken()).toHaveLength(3);
    expect(sample).toMatchObject({
      name: 'another',
      vcpus: [{ threadId: 4242 }],
      imagesReadAtSeconds: undefined,
    });
    expect(sampler.latest()).toEqual(sample);
  });

  it('has the reason of a part that failed, and all other parts', async () => {
    const { qemu, sampler, fast } = introduced();
    await fast();
    qemu.answer = refusing('query-blockstats', 'query-cpus-fast');
    const sample = await sampler.sampleFast(qemu, { vcpus: true });
    expect(sample).toMatchObject({ runState: 'running', disks: undefined, vcpus: undefined });
    expect(sample.failures.map(({ part }) => part)).toEqual(['disks', 'vcpus']);
  });

  it('keeps nothing of a QEMU that reports no run state: it has not answered', async () => {
    const { qemu, sampler, fast } = introduced();
    qemu.answer = refusing('query-status');
    expect((await fast()).runState).toBeUndefined();
    expect(sampler.isIntroduced).toBe(false);
    qemu.answer = () => undefined;
    const good = await fast();
    qemu.answer = refusing('query-status');
    await fast();
    expect(sampler.latest()).toEqual(good);
  });

  it('sends three commands to a machine without a balloon', async () => {
    const { qemu, fast } = introduced({ pollingSeconds: 10 });
    qemu.answer = (command) => (command === 'qom-list' ? [] : undefined);
    await fast();
    qemu.taken();
    expect((await fast()).balloon).toMatchObject({ device: undefined, report: undefined });
    expect(qemu.taken()).toEqual([['query-balloon', 'query-blockstats', 'query-status']]);
    expect(qemu.writes).toEqual([]);
  });

  it('passes the timeout to every command', async () => {
    const { qemu, sampler } = introduced();
    await sampler.sampleFast(qemu, { timeoutMs: 123 });
    await sampler.sampleFast(qemu, { timeoutMs: 123 });
    expect(new Set(qemu.timeouts.values())).toEqual(new Set([123]));
  });
});

describe('the polling of the balloon', () => {
  const set = (value: number) => ({ path: BALLOON, property: INTERVAL, value });

  it('is switched on when it is off, without waiting for a report', async () => {
    const { qemu, fast } = introduced({ pollingSeconds: 7 });
    qemu.interval = 0;
    expect((await fast()).balloon).toMatchObject({ intervalSeconds: 7 });
    expect(qemu.writes).toEqual([set(7)]);
    expect(qemu.taken().at(-1)).toEqual([`qom-set ${INTERVAL}`]);
    await fast();
    expect(qemu.writes).toEqual([set(7)]);
  });

  it('is left alone when another client has set it', async () => {
    const { qemu, sampler, fast, slow } = introduced({ pollingSeconds: 7 });
    qemu.interval = 30;
    expect((await fast()).balloon).toMatchObject({ intervalSeconds: 30 });
    qemu.interval = 5;
    await slow();
    expect(sampler.latest()?.balloon).toMatchObject({ intervalSeconds: 5 });
    expect(qemu.writes).toEqual([]);
  });

  it('is left off without the option: nothing is written', async () => {
    const { qemu, sampler, fast, slow } = introduced();
    qemu.interval = 0;
    await fast();
    await slow();
    expect(sampler.latest()?.balloon).toMatchObject({ intervalSeconds: 0 });
    expect(qemu.writes).toEqual([]);
  });

  it('is switched on again by the slow lane when it is off by then', async () => {
    const { qemu, sampler, fast, slow } = introduced({ pollingSeconds: 7 });
    await fast();
    qemu.interval = 0;
    await slow();
    expect(qemu.writes).toEqual([set(7)]);
    expect(sampler.latest()?.balloon).toMatchObject({ intervalSeconds: 7 });
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

  it('sends the command that may be slow last and alone, with a timeout of its own', async () => {
    const { qemu, sampler, fast } = introduced({ slowCommandMs: 9000 });
    await fast();
    qemu.taken();
    await sampler.sampleSlow(qemu, { timeoutMs: 100 });
    const rounds = qemu.taken();
    expect(rounds[0]).toEqual([
      'qom-list peripheral',
      'qom-list peripheral-anon',
      'query-cpus-fast',
      'query-dirty-rate',
      'query-hotpluggable-cpus',
      'query-iothreads',
      'query-memory-size-summary',
    ]);
    expect(rounds.at(-1)).toEqual(['query-block']);
    expect(qemu.timeouts.get('query-block')).toBe(9000);
    expect(qemu.timeouts.get('query-iothreads')).toBe(100);
  });

  it('asks how many vCPUs the machine can have until it knows', async () => {
    const { qemu, sampler, fast, slow } = introduced();
    qemu.answer = (command) => (command === 'query-hotpluggable-cpus' ? [{ 'vcpus-count': 3 }] : undefined);
    await fast();
    await slow();
    expect(sampler.latest()?.maxVcpus).toBe(3);
    qemu.taken();
    await slow();
    expect(qemu.taken().flat()).not.toContain('query-hotpluggable-cpus');
    expect(sampler.latest()?.maxVcpus).toBe(3);
  });

  it('adds its parts to the last sample, and to all later ones', async () => {
    const { qemu, sampler, fast, slow } = introduced();
    qemu.answer = (_, { property }) => ({ mac: '52:54:00:aa:bb:01', netdev: 'n0' })[String(property)];
    const before = await fast();
    await slow();
    const after = sampler.latest();
    expect(after).toMatchObject({ imagesReadAtSeconds: expect.any(Number), iothreads: [] });
    expect(after?.disks?.some(({ image }) => image !== undefined)).toBe(true);
    expect(after?.nics?.length).toBeGreaterThan(0);
    expect(after?.monotonicSeconds).toBe(before.monotonicSeconds);
    const { disks, nics } = await fast();
    expect({ disks, nics }).toEqual({ disks: after?.disks, nics: after?.nics });
  });

  it('keeps the old value of a part that fails', async () => {
    const { qemu, sampler, fast, slow } = introduced();
    await fast();
    await slow();
    const before = sampler.latest();
    qemu.answer = refusing(
      'query-block',
      'query-cpus-fast',
      'query-memory-size-summary',
      'query-iothreads',
      'qom-list peripheral',
    );
    await slow();
    expect(sampler.latest()).toEqual(before);
  });

  it('finds a balloon that was plugged in, and drops one that was unplugged', async () => {
    const { qemu, sampler, fast, slow } = introduced();
    qemu.answer = (command) => (command === 'qom-list' ? [] : undefined);
    await fast();
    qemu.answer = () => undefined;
    await slow();
    expect(sampler.latest()?.balloon).toMatchObject({ device: { path: BALLOON }, intervalSeconds: 10 });
    expect((await fast()).balloon?.report).toBeDefined();
    qemu.answer = (command) => (command === 'qom-list' ? [] : undefined);
    await slow();
    expect(sampler.latest()?.balloon).toMatchObject({ device: undefined, intervalSeconds: undefined });
  });

  it('keeps nothing of a QEMU that was forgotten meanwhile', async () => {
    const { sampler, fast, slow } = introduced();
    await fast();
    const asking = slow();
    sampler.forget();
    await asking;
    expect(sampler.isIntroduced).toBe(false);
    expect(sampler.latest()).toBeUndefined();
  });
});
