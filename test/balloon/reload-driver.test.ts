import { describe, expect, it } from 'vitest';
import { reloadDriver } from '../../src/balloon/reload-driver.js';
import { runCheck } from '../../src/balloon/run-check.js';
import type { RunInGuest } from '../../src/monitor/with-agent.js';
import { manualBench } from './manual-bench.js';

const CASE = { id: 'driver-reload', title: 'reloads', basis: 'this test', run: reloadDriver };

/** Runs the case alone, in a guest whose modprobe exits with these statuses, in order. */
async function reload(statuses: readonly (number | Error)[], end = new AbortController()) {
  const ran: string[] = [];
  const left = [...statuses];
  const runInGuest: RunInGuest = async (program, args, signal) => {
    signal.throwIfAborted();
    ran.push([program, ...args].join(' '));
    const status = left.shift() ?? 0;
    if (!(status instanceof Error)) return status;
    end.abort(status);
    throw status;
  };
  const { bench } = await manualBench({ version: '7.2' }, end.signal, runInGuest);
  const { results, leftBehind } = await runCheck(bench, { control: true, disruptive: true, cases: [CASE] });
  return { ran, leftBehind, state: results[0]?.state, why: results[0]?.why };
}

const UNLOAD = 'modprobe -r virtio_balloon';
const LOAD = 'modprobe virtio_balloon';

describe('a driver whose device cannot be unplugged', () => {
  it('is unloaded and loaded by the guest agent', async () => {
    expect(await reload([0, 0])).toEqual({ ran: [UNLOAD, LOAD], leftBehind: [], state: 'passed', why: '' });
  });

  it('is left alone when it cannot be unloaded', async () => {
    expect(await reload([1])).toEqual({
      ran: [UNLOAD],
      leftBehind: [],
      state: 'skipped',
      why: 'modprobe -r virtio_balloon in the guest exited with status 1',
    });
  });

  it('is loaded once more after a failure, and reported when that fails too', async () => {
    expect(await reload([0, 1, 0])).toMatchObject({
      ran: [UNLOAD, LOAD, LOAD],
      leftBehind: [],
      state: 'failed',
    });
    expect(await reload([0, 1, 1])).toMatchObject({
      leftBehind: [
        'the guest may be without its driver: run modprobe virtio_balloon in it (modprobe exited with status 1)',
      ],
    });
  });

  it('is loaded again when the run is interrupted in between', async () => {
    const { ran, leftBehind, state } = await reload([0, new Error('Ctrl+C'), 0]);
    expect({ ran, leftBehind, state }).toEqual({
      ran: [UNLOAD, LOAD, LOAD],
      leftBehind: [],
      state: 'skipped',
    });
  });

  it('is skipped without an agent', async () => {
    const { bench } = await manualBench();
    expect(await reloadDriver(bench)).toMatchObject({
      state: 'skipped',
      why: expect.stringMatching(/does not support hotplugging\), and there is no guest agent/),
    });
  });
});
