import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LendConnection, type LendContext } from '../../../src/serve/lend/lend-connection.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { RawBorrower } from './raw-borrower.js';

/** Serves one borrower, of whom the kernel says what the test likes. */
async function connectTo(context: LendContext): Promise<RawBorrower> {
  const path = join(await temporaryDirectory(), 'lend.sock');
  const server = createServer((socket) => new LendConnection(socket, context));
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => {
    server.close();
  });
  return RawBorrower.connect(path);
}

const NOTHING = { lend: () => Promise.reject(new Error('nothing is lent')) };

it('lends nothing to a process of another user, which the mode of the socket keeps out already', async () => {
  const found = { pid: 4242, command: 'socat', uid: 1000 };
  const borrower = await connectTo({
    poller: NOTHING,
    uid: 999,
    leaseMs: undefined,
    findBorrower: async () => found,
  });
  borrower.borrow('web');
  await borrower.closed;
  expect(borrower.replies).toEqual([
    {
      reply: 'refused',
      reason: 'denied',
      message: "pid 4242 (socat) is of user 1000: only root and the daemon's user may borrow a monitor",
    },
  ]);
});

it.each([
  [0, 999],
  [999, 999],
  [undefined, 999],
])('asks the poller for a process of user %s where the daemon is of user %d', async (uid, own) => {
  const found = { pid: uid === undefined ? undefined : 4242, command: 'socat', uid };
  const borrower = await connectTo({
    poller: NOTHING,
    uid: own,
    leaseMs: undefined,
    findBorrower: async () => found,
  });
  borrower.borrow('web');
  await borrower.closed;
  expect(borrower.replies).toEqual([{ reply: 'refused', reason: 'failed', message: 'nothing is lent' }]);
});

it('keeps nothing for a borrower that never reads', async () => {
  let renewals = 0;
  const lease = {
    guest: 'web',
    borrower: { pid: 1, command: '' },
    leaseMs: 1,
    ended: new Promise<never>(() => undefined),
    renew: () => {
      renewals++;
      return true;
    },
    release: () => released(),
  };
  let released: () => void = () => undefined;
  const isReleased = new Promise<void>((resolve) => {
    released = resolve;
  });
  const flood = () => {
    const timer = setInterval(() => borrower.send('{"version":1,"request":"renew"}\n'.repeat(1000)), 1);
    onTestFinished(() => clearInterval(timer));
  };
  const borrower = await connectTo({
    poller: {
      lend: async () => {
        // Only what is lent is renewed.
        setImmediate(flood);
        return lease;
      },
    },
    uid: 0,
    leaseMs: undefined,
    findBorrower: async () => ({ pid: 1, command: '', uid: 0 }),
  });
  borrower.pause();
  borrower.borrow('web');
  await isReleased;
  expect(renewals).toBeGreaterThan(0);
});
