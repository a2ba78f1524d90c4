import { statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MockQemu } from '../../../mock-qemu/mock-qemu.js';
import { borrowMonitor } from '../../../src/client/borrow.js';
import { BorrowedMonitor } from '../../../src/client/borrowed-monitor.js';
import { findTarget } from '../../../src/discover/find-guest.js';
import { encodeLendMessage, MAX_LEND_LINE_BYTES } from '../../../src/model/lend-protocol.js';
import { withMonitor } from '../../../src/monitor/with-monitor.js';
import { parseAddress } from '../../../src/protocol/transport/address.js';
import { type LendServerOptions, startLendServer } from '../../../src/serve/lend/lend-server.js';
import { mock, named, Polling } from '../../poll/polling.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { THIS_CLIENT } from '../../this-client.js';
import { RawBorrower } from './raw-borrower.js';

interface Lending {
  readonly qemu: MockQemu;
  readonly polling: Polling;
  readonly path: string;
  readonly close: () => Promise<void>;
}

/** A daemon that holds the monitor of a guest `web`, and lends it. */
async function startLending(options: Partial<LendServerOptions> = {}): Promise<Lending> {
  const qemu = await mock({ name: 'web' });
  const polling = new Polling({ interval: 0.1, guests: named(qemu.address), hold: true });
  await polling.started();
  const path = join(await temporaryDirectory(), 'lend.sock');
  const server = await startLendServer({ poller: polling.poller, path, ...options });
  onTestFinished(() => server.close());
  return { qemu, polling, path, close: server.close };
}

async function borrowed(socketPath: string, guest = 'web'): Promise<BorrowedMonitor> {
  const loan = await borrowMonitor({ socketPath, guest });
  if (!(loan instanceof BorrowedMonitor)) throw new Error(loan.message);
  onTestFinished(() => loan.release());
  return loan;
}

/** Asks the guest one question, on a connection of its own. */
async function askOnce({ address }: MockQemu): Promise<unknown> {
  const { signal } = new AbortController();
  return withMonitor(findTarget(parseAddress(address)), { signal }, (client) =>
    client.execute('query-status'),
  );
}

const kindOf = ({ guests: [guest] }: Awaited<ReturnType<Polling['next']>>) => guest?.problem?.kind;

describe('a daemon that lends monitors', () => {
  it('lends one as long as the borrower is connected, and says who has it', async () => {
    const { qemu, polling, path } = await startLending();
    expect(await askOnce(qemu)).toMatchObject({ kind: 'busy' });
    const loan = await borrowed(path);
    expect(loan.guest).toBe('web');
    await expect.poll(() => askOnce(qemu), { timeout: 90_000 }).toMatchObject({ status: 'running' });
    const { problem } = await polling.guest();
    const who = THIS_CLIENT === 'another client' ? `pid ${process.pid} (node)` : THIS_CLIENT;
    expect(problem).toMatchObject({
      kind: 'lent',
      message: expect.stringMatching(/: lent to pid \d+ \(node/),
    });
    expect(problem?.message).toContain(who.replace(/ \(.*/, ''));
    await loan.release();
    await polling.until((snapshot) => kindOf(snapshot) === undefined);
    expect(await loan.ended).toBe('released');
  });

  it('takes it back when the borrower is gone, in whatever state', async () => {
    const { polling, path } = await startLending();
    const early = await RawBorrower.connect(path);
    early.end();
    const half = await RawBorrower.connect(path);
    half.borrow('web');
    half.end();
    const whole = await RawBorrower.connect(path);
    await polling.next();
    await expect
      .poll(async () => {
        const loan = await borrowMonitor({ socketPath: path, guest: 'web' });
        if (loan instanceof BorrowedMonitor) await loan.release();
        return 'ended' in loan;
      })
      .toBe(true);
    whole.borrow('web');
    await expect.poll(() => whole.replies[0]?.reply).toBe('lent');
    expect(kindOf(await polling.next())).toBe('lent');
    whole.end();
    await polling.until((snapshot) => kindOf(snapshot) === undefined);
  });

  it('refuses it to a second borrower, and names the first', async () => {
    const { path } = await startLending();
    await borrowed(path);
    expect(await borrowMonitor({ socketPath: path, guest: ['no-such', 'web'] })).toEqual({
      reason: 'lent',
      message: expect.stringMatching(/^web is lent to pid \d+ \(node.*\): try again when that has ended$/),
    });
  });

  it('knows a guest by any of the names that a borrower has for it, and refuses others', async () => {
    const { qemu, path } = await startLending();
    const loan = await borrowMonitor({ socketPath: path, guest: ['no-such', qemu.address] });
    expect(loan).toMatchObject({ guest: 'web' });
    if (loan instanceof BorrowedMonitor) await loan.release();
    expect(await borrowMonitor({ socketPath: path, guest: ['no-such', 'tcp:nowhere'] })).toMatchObject({
      reason: 'unknown-guest',
      message: expect.stringContaining("'no-such'"),
    });
  });

  it('takes it back in time from a borrower that does not renew, and not from one that does', async () => {
    const { polling, path } = await startLending({ leaseMs: 300 });
    const loan = await borrowed(path);
    const lazy = new Promise((resolve) => setTimeout(resolve, 2000));
    await lazy;
    expect(kindOf(await polling.next())).toBe('lent');
    await loan.release();
    await polling.until((snapshot) => kindOf(snapshot) === undefined);
    const silent = await RawBorrower.connect(path);
    silent.borrow('web');
    await silent.closed;
    expect(silent.replies).toEqual([
      { reply: 'lent', guest: 'web', leaseMs: 300 },
      { reply: 'ended', reason: 'expired' },
    ]);
    await polling.until((snapshot) => kindOf(snapshot) === undefined);
  });

  it('says when its poller has ended, or when the guest is not polled any more', async () => {
    const { polling, path } = await startLending();
    const loan = await borrowed(path);
    await polling.end();
    expect(await loan.ended).toBe('closed');
    expect(await borrowMonitor({ socketPath: path, guest: 'web' })).toMatchObject({
      reason: 'unknown-guest',
    });
  });

  it('closes every connection when it ends, and removes the socket', async () => {
    const { path, close } = await startLending();
    const loan = await borrowed(path);
    await close();
    expect(await loan.ended).toBe('closed');
    expect(await borrowMonitor({ socketPath: path, guest: 'web' })).toMatchObject({ reason: 'no-daemon' });
  });

  it.each([
    ['nonsense\n', 'the request is not valid, or of another version'],
    ['{"version":2,"request":"renew"}\n', 'the request is not valid, or of another version'],
    [encodeLendMessage({ request: 'renew' }), 'nothing is borrowed that could be renewed'],
    ['x'.repeat(MAX_LEND_LINE_BYTES + 1), `a request has at most ${MAX_LEND_LINE_BYTES} bytes`],
  ])('refuses %j', async (text, message) => {
    const { path } = await startLending();
    const borrower = await RawBorrower.connect(path);
    borrower.send(text);
    await borrower.closed;
    expect(borrower.replies).toEqual([{ reply: 'refused', reason: 'invalid', message }]);
  });

  it('takes the monitor back from a borrower that asks for a second one', async () => {
    const { polling, path } = await startLending();
    const borrower = await RawBorrower.connect(path);
    borrower.borrow('web');
    borrower.borrow('web');
    await borrower.closed;
    expect(borrower.replies.at(-1)).toMatchObject({
      reason: 'invalid',
      message: 'a connection borrows one monitor',
    });
    await polling.until((snapshot) => kindOf(snapshot) === undefined);
  });

  it('disconnects who says nothing', async () => {
    const { path } = await startLending();
    const borrower = await RawBorrower.connect(path);
    await borrower.closed;
    expect(borrower.replies).toEqual([
      { reply: 'refused', reason: 'invalid', message: 'no request came within 5000 ms' },
    ]);
  });

  it('serves so many, and disconnects the rest at once', async () => {
    const { path } = await startLending();
    const all = await Promise.all(Array.from({ length: 70 }, () => RawBorrower.connect(path)));
    const closed = new Set<RawBorrower>();
    for (const borrower of all) void borrower.closed.then(() => closed.add(borrower));
    await expect.poll(() => closed.size).toBe(6);
    for (const borrower of all) borrower.end();
    await expect.poll(async () => 'ended' in (await borrowedOnce(path))).toBe(true);
  });
});

async function borrowedOnce(socketPath: string) {
  const loan = await borrowMonitor({ socketPath, guest: 'web' });
  if (loan instanceof BorrowedMonitor) await loan.release();
  return loan;
}

describe('lend.sock', () => {
  it('is for its owner alone, and the process creates other files as before', async () => {
    const { path } = await startLending();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const other = join(await temporaryDirectory(), 'f');
    const umask = process.umask();
    writeFileSync(other, '');
    expect(statSync(other).mode & 0o777).toBe(0o666 & ~umask);
  });

  it('of a daemon that was killed is replaced, and the one of a living daemon is not', async () => {
    const path = join(await temporaryDirectory(), 'lend.sock');
    const poller = { lend: () => Promise.reject(new Error('nothing is lent')) };
    // A server in a process of its own leaves its socket behind when it is killed.
    const { spawn } = await import('node:child_process');
    const script = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('ready'))`;
    const dead = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => dead.stdout.once('data', resolve));
    dead.kill('SIGKILL');
    await new Promise((resolve) => dead.once('close', resolve));
    expect(statSync(path).isSocket()).toBe(true);
    await using _first = await startLendServer({ poller, path });
    await expect(startLendServer({ poller, path })).rejects.toMatchObject({
      code: 'ERR_LISTEN',
      message: `cannot listen at ${path}: pid ${process.pid} (node) listens there: stop it, or choose another path`,
    });
    expect(await borrowMonitor({ socketPath: path, guest: 'web' })).toEqual({
      reason: 'failed',
      message: 'nothing is lent',
    });
  });
});

describe('a borrower', () => {
  it('trusts no socket that somebody else may have made', async () => {
    const directory = await temporaryDirectory();
    writeFileSync(join(directory, 'lend.sock'), '');
    expect(await borrowMonitor({ socketPath: join(directory, 'lend.sock'), guest: 'web' })).toEqual({
      reason: 'untrusted',
      message: `${directory}/lend.sock is not a socket`,
    });
  });

  it.each([
    ['', 'the daemon has closed the connection without an answer'],
    ['what?\n', 'the answer is not one of this version of the protocol'],
    ['{"version":1,"reply":"renewed","leaseMs":1}\n', "the answer is 'renewed', not a loan"],
    ['x'.repeat(MAX_LEND_LINE_BYTES + 1), 'the answer is too long'],
  ])('makes no sense of %j', async (answer, why) => {
    const path = join(await temporaryDirectory(), 'lend.sock');
    const server = createServer((socket) => socket.on('error', () => undefined).end(answer));
    await new Promise<void>((resolve) => server.listen(path, resolve));
    onTestFinished(() => {
      server.close();
    });
    expect(await borrowMonitor({ socketPath: path, guest: 'web' })).toEqual({
      reason: 'failed',
      message: `${path}: ${why}`,
    });
  });

  it('gives up with its signal', async () => {
    const { qemu, polling, path } = await startLending();
    qemu.fault('hang', { command: 'query-status' });
    const seen = qemu.calls.length;
    const sweep = polling.next();
    await expect.poll(() => qemu.calls.length).toBeGreaterThan(seen);
    const ending = new AbortController();
    const asked = borrowMonitor({ socketPath: path, guest: 'web', signal: ending.signal });
    setImmediate(() => ending.abort(new Error('interrupted')));
    await expect(asked).rejects.toThrow('interrupted');
    await expect(borrowMonitor({ socketPath: path, guest: 'web', signal: ending.signal })).rejects.toThrow(
      'interrupted',
    );
    qemu.heal();
    await sweep;
    await polling.until((snapshot) => kindOf(snapshot) === undefined);
  });
});
