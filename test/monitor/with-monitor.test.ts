import { expect, it, onTestFinished, vi } from 'vitest';
import { type MockQemu, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { findTarget } from '../../src/discover/find-guest.js';
import type { Problem } from '../../src/model/problem.js';
import { holdMonitor, withMonitor } from '../../src/monitor/with-monitor.js';
import { parseAddress } from '../../src/protocol/transport/address.js';

const signal = new AbortController().signal;

async function start(): Promise<MockQemu> {
  const qemu = await startMockQemu();
  onTestFinished(() => qemu.close());
  return qemu;
}

const targetOf = ({ address }: MockQemu) => findTarget(parseAddress(address));

it('waits for another command at the same monitor, whose holder does not let go when it is asked', async () => {
  const target = targetOf(await start());
  const other = await holdMonitor(target, { signal });
  // The other one is done just after its holder was asked.
  const whenBusy = vi.fn(async (_target: unknown, busy: Problem) => {
    void other.close();
    return busy;
  });
  const status = await withMonitor(target, { signal, whenBusy }, (qmp) => qmp.execute('query-status'));
  expect(status).toMatchObject({ status: 'running' });
  expect(whenBusy).toHaveBeenCalledOnce();
});

it('asks the holder twice, and then reports who it is', async () => {
  const target = targetOf(await start());
  await using _held = await holdMonitor(target, { signal });
  const whenBusy = vi.fn(async (_target: unknown, busy: Problem) => ({ ...busy, message: 'asked in vain' }));
  const work = vi.fn(async () => ({}));
  expect(await withMonitor(target, { signal, whenBusy }, work)).toEqual({
    kind: 'busy',
    message: 'asked in vain',
  });
  expect(whenBusy).toHaveBeenCalledTimes(2);
  expect(work).not.toHaveBeenCalled();
});

it('asks the holder once where many guests wait', async () => {
  const target = targetOf(await start());
  await using _held = await holdMonitor(target, { signal });
  const whenBusy = vi.fn(async (_target: unknown, busy: Problem) => busy);
  await expect(holdMonitor(target, { signal, whenBusy, patience: 'short' })).rejects.toMatchObject({
    problem: { kind: 'busy' },
  });
  expect(whenBusy).toHaveBeenCalledOnce();
});
