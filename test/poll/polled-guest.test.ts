import { describe, expect, it, onTestFinished } from 'vitest';
import { SocketTableCache } from '../../src/discover/socket-table-cache.js';
import type { Target } from '../../src/discover/target.js';
import { AccountBook } from '../../src/poll/account/account-book.js';
import { settingsOf } from '../../src/poll/poll-settings.js';
import { PolledGuest } from '../../src/poll/polled-guest.js';
import { SelfMeter } from '../../src/poll/self-meter.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { mock } from './polling.js';

/** A guest of which only the address is known. */
function watched(...addresses: readonly string[]) {
  const target: Target = {
    process: undefined,
    isNamed: true,
    monitors: addresses.map((address) => ({ address: parseAddress(address), listening: undefined })),
    agent: undefined,
    whyNoMonitor: 'it has none',
  };
  const around = {
    settings: settingsOf({ procRoot: '/nonexistent' }),
    tables: new SocketTableCache('/nonexistent'),
    meter: new SelfMeter(),
    accounts: new AccountBook(undefined, ''),
    tapLimits: { read: async () => undefined, get: () => undefined },
  };
  let sessions = 0;
  const guest = new PolledGuest(target, undefined, undefined, around, (reason) => ({
    id: ++sessions,
    beganAtSeconds: 0,
    reason,
  }));
  onTestFinished(() => guest.close());
  return guest;
}

const { signal } = new AbortController();

describe('PolledGuest', () => {
  it('shows no answer of the last sweep when this one ends before the guest is asked', async () => {
    const qemu = await mock();
    const guest = watched(qemu.address);
    guest.beginSweep();
    await guest.ask(signal);
    expect(guest.result).toMatchObject({ qemu: { runState: 'running' }, problem: undefined });
    guest.beginSweep();
    await guest.ask(AbortSignal.abort());
    expect(guest.result).toEqual({
      qemu: undefined,
      cost: undefined,
      brokeOff: false,
      problem: {
        kind: 'late',
        message: `${qemu.address}: not asked yet: the sweep ended before its turn came`,
      },
    });
    expect(guest.latest).toBeUndefined();
    expect(guest.lastGood).toMatchObject({ runState: 'running' });
    guest.beginSweep();
    expect(guest.isTrusted).toBe(true);
  });

  it('is late, and not hung, when the sweep leaves it no time to answer', async () => {
    const qemu = await mock();
    const guest = watched(qemu.address);
    guest.beginSweep();
    await guest.ask(signal);
    qemu.fault('hang', { command: 'query-status' });
    guest.beginSweep();
    const asked = guest.ask(signal);
    const { problem } = guest.result;
    expect(problem).toEqual({
      kind: 'late',
      message: `${qemu.address}: no answer yet: it was asked 0.0 s ago`,
    });
    expect(guest.lastGood).toMatchObject({ runState: 'running' });
    guest.beginSweep();
    expect(guest.isTrusted).toBe(true);
    await asked;
    expect(guest.result.problem?.kind).toBe('hung');
  });

  it('has the newest parts of the slow lane in its last answer too', async () => {
    const guest = watched((await mock()).address);
    guest.beginSweep();
    await guest.ask(signal);
    expect(guest.lastGood?.imagesReadAtSeconds).toBeUndefined();
    await guest.askSlow();
    expect(guest.lastGood?.imagesReadAtSeconds).toBeGreaterThan(0);
    expect(guest.lastGood).toEqual(guest.latest);
  });

  it('is not asked by the slow lane when it has not answered', async () => {
    const qemu = await mock({ faults: [{ kind: 'close', where: 'accept' }] });
    const guest = watched(qemu.address);
    guest.beginSweep();
    await guest.ask(signal);
    await guest.askSlow();
    expect(guest.schedule.isDue).toBe(false);
    expect(guest.result.problem?.kind).toBe('gone');
  });

  it('reports why it has no monitor', async () => {
    const guest = watched();
    guest.beginSweep();
    await guest.ask(signal);
    expect(guest.result.problem).toEqual({ kind: 'no-monitor', message: 'pid ?: it has none' });
  });
});
