import { describe, expect, it } from 'vitest';
import type { AccessorName } from '../../../src/model/guest-lib/accessors.js';
import {
  closeHandle,
  type GuestHandle,
  type GuestStatsSource,
  getSessionId,
  getValue,
  openHandle,
  updateInfo,
} from '../../../src/model/guest-lib/handle.js';
import type { GuestStats } from '../../../src/model/guest-stats.js';
import { EXAMPLE, sum, withGroups } from '../../formats/guest-stats/example-stats.js';
import { LIBRARY_STATS, withLibrary } from './library-stats.js';

type Answer = GuestStats | undefined | Error;

describe('a handle', () => {
  it('is not to be had outside a guest', () => {
    expect(openHandle(undefined)).toEqual({ code: 2 });
  });

  it('has no values before the first update', () => {
    const { handle } = opened();
    expect(getSessionId(handle)).toEqual({ code: 5 });
    expect(getValue(handle, 'cpuUsedMs')).toEqual({ code: 5 });
  });

  it('has the values of its last update', async () => {
    const { handle } = opened(atUptime(1_000_000), atUptime(2_000_000));
    expect(await updateInfo(handle)).toBe(0);
    expect(getSessionId(handle)).toEqual({ code: 0, value: 4004861987670969122n });
    expect(getValue(handle, 'elapsedMs')).toEqual({ code: 0, value: 1000n });
    expect(await updateInfo(handle)).toBe(0);
    expect(getValue(handle, 'elapsedMs')).toEqual({ code: 0, value: 2000n });
  });

  it('is independent of another one', async () => {
    const [one, other] = [opened(EXAMPLE), opened(EXAMPLE)];
    await updateInfo(one.handle);
    expect(getSessionId(other.handle)).toEqual({ code: 5 });
  });

  it('is invalid once it is closed', async () => {
    const { handle } = opened(EXAMPLE);
    await updateInfo(handle);
    expect(closeHandle(handle)).toBe(0);
    expect(closeHandle(handle)).toBe(8);
    expect(await updateInfo(handle)).toBe(8);
    expect(getSessionId(handle)).toEqual({ code: 8 });
    expect(getValue(handle, 'cpuUsedMs')).toEqual({ code: 8 });
  });

  it('stays closed when it is closed during an update', async () => {
    const { handle } = opened(EXAMPLE);
    const update = updateInfo(handle);
    closeHandle(handle);
    expect(await update).toBe(8);
    expect(getSessionId(handle)).toEqual({ code: 8 });
  });

  it('may be missing, which is an invalid one', async () => {
    expect(await updateInfo(undefined)).toBe(8);
    expect([closeHandle(undefined), getSessionId(undefined).code]).toEqual([8, 8]);
    expect(getValue(undefined, 'cpuUsedMs')).toEqual({ code: 8 });
  });
});

describe('an update', () => {
  it.each<[string, Answer, number]>([
    ['there is no answer', new Error('no answer'), 1],
    ['the answer has no session', { ...EXAMPLE, session: 0n }, 1],
    ['the host has the statistics switched off', undefined, 3],
  ])('fails when %s, and the last values stay', async (_, answer, code) => {
    const { handle } = opened(EXAMPLE, answer);
    await updateInfo(handle);
    expect(await updateInfo(handle)).toBe(code);
    expect(getValue(handle, 'elapsedMs')).toEqual({ code: 0, value: 1036293n });
  });

  it('rejects with the reason of an aborted signal', async () => {
    const { handle } = opened(EXAMPLE);
    await expect(updateInfo(handle, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

describe('in a new session, an update', () => {
  const after = { ...atUptime(5_000_000), session: 7n };

  it('asks once more, and has only values of the new one', async () => {
    const { handle, asked } = opened(EXAMPLE, { ...EXAMPLE, session: 7n }, after);
    await updateInfo(handle);
    expect(await updateInfo(handle)).toBe(0);
    expect(getSessionId(handle)).toEqual({ code: 0, value: 7n });
    expect(getValue(handle, 'elapsedMs')).toEqual({ code: 0, value: 5000n });
    expect(asked()).toBe(3);
  });

  it('has the last session, when it changes again in between', async () => {
    const { handle } = opened(EXAMPLE, { ...EXAMPLE, session: 6n }, after);
    await updateInfo(handle);
    expect(await updateInfo(handle)).toBe(0);
    expect(getSessionId(handle)).toEqual({ code: 0, value: 7n });
  });

  it('forgets the old values, even when the second answer does not come', async () => {
    const { handle } = opened(EXAMPLE, after, undefined, after);
    await updateInfo(handle);
    expect(await updateInfo(handle)).toBe(3);
    expect(getSessionId(handle)).toEqual({ code: 5 });
    expect(getValue(handle, 'elapsedMs')).toEqual({ code: 5 });
    expect(await updateInfo(handle)).toBe(0);
    expect(getSessionId(handle)).toEqual({ code: 0, value: 7n });
  });
});

describe('an accessor checks', () => {
  const unknown = 'cpuTemperature' as AccessorName as 'cpuUsedMs';

  it('first the handle', () => {
    expect(getValue(undefined, unknown)).toEqual({ code: 8 });
  });

  it('then what is asked for', () => {
    expect(getValue(opened().handle, unknown)).toEqual({ code: 9 });
    expect(getValue(opened().handle, 'toString' as 'cpuUsedMs')).toEqual({ code: 9 });
  });

  it('then whether there was an update', () => {
    expect(getValue(opened().handle, 'cpuStolenMs')).toEqual({ code: 5 });
  });

  it('then whether the host knows of the value', async () => {
    const { handle } = opened(EXAMPLE);
    await updateInfo(handle);
    expect(getValue(handle, 'memZippedMB')).toEqual({ code: 10 });
  });

  it('then whether the host has it', async () => {
    const { handle } = opened(LIBRARY_STATS);
    await updateInfo(handle);
    expect(getValue(handle, 'memZippedMB')).toEqual({ code: 4 });
  });

  it('then whether it fits', async () => {
    const { handle } = opened(withLibrary(sum('vm.cpu.shares', 2 ** 32, '')));
    await updateInfo(handle);
    expect(getValue(handle, 'cpuShares')).toEqual({ code: 7 });
  });
});

/** Statistics of the example's session at another time. */
function atUptime(microseconds: number): GuestStats {
  return withGroups({ name: 'session', stats: [sum('uptime', microseconds, 'us')] });
}

/** A handle of a source that gives the answers, one after the other. */
function opened(...answers: readonly Answer[]): { readonly handle: GuestHandle; asked(): number } {
  let count = 0;
  const source: GuestStatsSource = {
    async read(signal) {
      signal?.throwIfAborted();
      const answer = answers[count++];
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const result = openHandle(source);
  if (result.code !== 0) throw new Error(`code ${result.code}`);
  return { handle: result.value, asked: () => count };
}
