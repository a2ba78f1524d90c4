import { describe, expect, it } from 'vitest';
import type { MockQemu } from '../../mock-qemu/mock-qemu.js';
import { SocketTables } from '../../src/discover/socket-tables.js';
import { formatAddress, parseAddress } from '../../src/protocol/transport/address.js';
import { mock, named, Polling } from './polling.js';

/** Whether a mock serves a client now. */
function isServed({ path = '' }: MockQemu): boolean {
  const lines = new SocketTables('/proc').unixAt(undefined, path);
  return lines.some(({ state, inode }) => state === 'connected' && inode !== 0);
}

const socketOf = ({ address }: MockQemu) => formatAddress(parseAddress(address));

describe('a guest with a hold of its own', () => {
  it('is held where the others are not, or not where they are', async () => {
    const [web, db] = [await mock({ name: 'web' }), await mock({ name: 'db' })];
    const [atWeb, atDb] = named(web.address, db.address);
    if (atWeb === undefined || atDb === undefined) throw new Error('two guests are named');
    const guests = [{ ...atWeb, hold: true }, atDb];
    const polling = new Polling({ interval: 0.1, guests });
    await polling.started();
    await expect.poll(() => [web, db].map(isServed)).toEqual([true, false]);
    polling.poller.update({ interval: 0.1, guests: [{ ...atWeb, hold: false }, atDb], hold: true });
    await polling.next();
    await expect.poll(() => [web, db].map(isServed)).toEqual([false, true]);
  });

  it('is warned of in every snapshot while its last free monitor is held, lent or not', async () => {
    const web = await mock({ name: 'web' });
    const guests = named(web.address).map((guest) => ({ ...guest, hold: true }));
    const polling = new Polling({ interval: 0.1, guests });
    const warnings = [
      `web: its last free monitor is held (${socketOf(web)}): add a second -qmp socket for other clients`,
    ];
    expect((await polling.started()).warnings).toEqual(warnings);
    expect((await polling.next()).warnings).toEqual(warnings);
    const lease = await polling.poller.lend('web', { pid: 1, command: 'init' });
    expect((await polling.next()).warnings).toEqual(warnings);
    lease.release();
    expect((await polling.until(({ guests: [guest] }) => guest?.problem === undefined)).warnings).toEqual(
      warnings,
    );
    polling.poller.update({ interval: 0.1, guests: named(web.address) });
    expect((await polling.next()).warnings).toEqual([]);
  });
});
