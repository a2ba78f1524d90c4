import { expect, it } from 'vitest';
import { startMockQemu } from '../../mock-qemu/index.js';
import { SocketTableCache } from '../../src/discover/socket-table-cache.js';
import { AccountBook } from '../../src/poll/account/account-book.js';
import { settingsOf } from '../../src/poll/poll-settings.js';
import { PolledGuest } from '../../src/poll/polled-guest.js';
import { SelfMeter } from '../../src/poll/self-meter.js';
import { parseAddress } from '../../src/protocol/transport/address.js';

/** The inode of a socket that no longer exists: another one has its path. */
const GONE_INODE = 1;

it.each([
  ['releases', false],
  ['holds', true],
])('drops the answer of another QEMU at the path, on a connection that it %s', async (_, hold) => {
  await using mock = await startMockQemu();
  const path = mock.path ?? '';
  const tables = new SocketTableCache('/proc');
  const context = {
    settings: settingsOf({ hold }),
    tables,
    meter: new SelfMeter(),
    accounts: new AccountBook(undefined, ''),
    tapLimits: { read: async () => undefined, get: () => undefined },
  };
  const monitor = { address: parseAddress(path), listening: { inode: GONE_INODE, path } };
  const target = {
    process: undefined,
    isNamed: true,
    monitors: [monitor],
    agent: undefined,
    whyNoMonitor: '',
  };
  const session = (reason: string) => ({ id: 1, beganAtSeconds: 0, reason });
  const guest = new PolledGuest(target, undefined, undefined, context, session);
  try {
    await guest.ask(new AbortController().signal);
    expect(guest.result.qemu?.runState).toBe('running');
    guest.verify(tables.refresh());
    expect(guest.result).toMatchObject({ qemu: undefined, problem: { kind: 'foreign' } });
  } finally {
    await guest.close();
  }
});
