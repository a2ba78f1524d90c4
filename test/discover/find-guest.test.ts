import { describe, expect, it } from 'vitest';
import { findGuest, findGuests, NoSuchGuestError } from '../../src/discover/find-guest.js';
import { parseNamedMonitor } from '../../src/discover/named-monitor.js';
import { AddressError } from '../../src/protocol/transport/address.js';
import { ProcessTree, qemuArgs } from '../poll/process-tree.js';

/** Paths without files: only /proc shows where they lead. */
const [A, B, C] = ['/nonexistent/qgauge-a', '/nonexistent/qgauge-b', '/nonexistent/qgauge-c'];

/** Two guests are named web, and one db. */
async function threeGuests() {
  const tree = await ProcessTree.create();
  await tree.listen([21, A], [22, B], [23, C]);
  await tree.run(100, { args: qemuArgs('web', A), sockets: [21] });
  await tree.run(101, { args: qemuArgs('web', B), sockets: [22], startTicks: 2000 });
  await tree.run(102, { args: qemuArgs('db', C), sockets: [23], startTicks: 3000 });
  return { procRoot: tree.root, end: (pid: number) => tree.end(pid) };
}

const pidOf = (text: string, procRoot: string) => findGuest(text, { procRoot }).target.process?.pid;

describe('findGuest', () => {
  it('finds a guest by its name, its pid and the address of its monitor', async () => {
    const { procRoot } = await threeGuests();
    expect(['db', '102', C, `unix:${C}`].map((text) => pidOf(text, procRoot))).toEqual([102, 102, 102, 102]);
  });

  it('takes a name that two guests have for neither, and hints at what they are called', async () => {
    const { procRoot } = await threeGuests();
    expect(() => pidOf('web', procRoot)).toThrow(NoSuchGuestError);
    expect(() => pidOf('web', procRoot)).toThrow("2 guests are named 'web': write web-100 or web-101");
    expect(['web-100', 'web-101'].map((text) => pidOf(text, procRoot))).toEqual([100, 101]);
  });

  it('finds a guest by its name with a suffix, also when the other one of that name is gone', async () => {
    const { procRoot, end } = await threeGuests();
    await end(101);
    expect(findGuest('web-100', { procRoot })).toMatchObject({ name: 'web-100', given: { name: 'web-100' } });
    expect(pidOf('web', procRoot)).toBe(100);
  });

  it('finds a guest by the name that a user has given, and by its own', async () => {
    const { procRoot } = await threeGuests();
    const guests = [parseNamedMonitor(`database=${C}`)];
    for (const text of ['database', 'db', '102']) {
      expect(findGuest(text, { procRoot, guests })).toMatchObject({ name: 'database' });
    }
    expect(() => findGuest('web-100', { procRoot, guests })).toThrow(NoSuchGuestError);
    expect(findGuest('web-100', { procRoot, guests, discover: true }).name).toBe('web-100');
  });

  it('refuses what is written like an address and is none', async () => {
    const { procRoot } = await threeGuests();
    expect(() => pidOf('localhost:4444', procRoot)).toThrow(AddressError);
  });
});

describe('findGuests', () => {
  it('has each guest once, however often and by whatever it is named', async () => {
    const { procRoot } = await threeGuests();
    const found = findGuests(['db', C, '102', 'web-101'], { procRoot });
    expect(found.map(({ name }) => name)).toEqual(['db', 'web-101']);
    expect(findGuests([], { procRoot }).map(({ name }) => name)).toEqual(['web-100', 'web-101', 'db']);
  });
});
