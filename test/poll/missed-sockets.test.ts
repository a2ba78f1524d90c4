import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NamedTargets } from '../../src/discover/named-targets.js';
import { SocketTables } from '../../src/discover/socket-tables.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { temporaryDirectory } from '../temporary-directory.js';

const HEADING = 'Num       RefCount Protocol Flags    Type St Inode Path\n';
const NAMED = [{ address: parseAddress('/run/vm1.sock') }];

/** A /proc with the unix sockets of these inodes, all at one path. */
async function procWith(...inodes: readonly number[]): Promise<string> {
  const procRoot = await temporaryDirectory();
  mkdirSync(join(procRoot, 'self', 'net'), { recursive: true });
  writeSockets(procRoot, ...inodes);
  return procRoot;
}

function writeSockets(procRoot: string, ...inodes: readonly number[]): void {
  const lines = inodes.map(
    (inode) => `0000000000000000: 00000002 00000000 00010000 0001 01 ${inode} /run/vm1.sock\n`,
  );
  writeFileSync(join(procRoot, 'self', 'net', 'unix'), [HEADING, ...lines].join(''));
}

it('keeps a target whose socket one reading of the table has missed', async () => {
  const procRoot = await procWith(42);
  const targets = new NamedTargets(procRoot);
  const [first] = targets.update(NAMED, [], new SocketTables(procRoot));
  const missed = new SocketTables(await procWith());
  expect(targets.update(NAMED, [], missed)).toEqual([first]);
  expect(targets.update(NAMED, [], missed)[0]).toBe(first);
});

it('locates the socket again when it is gone, or another one', async () => {
  const procRoot = await procWith(42);
  const targets = new NamedTargets(procRoot);
  targets.update(NAMED, [], new SocketTables(procRoot));
  writeSockets(procRoot);
  expect(targets.update(NAMED, [], new SocketTables(procRoot))).toMatchObject([
    { monitors: [{ listening: undefined }] },
  ]);
  writeSockets(procRoot, 43);
  expect(targets.update(NAMED, [], new SocketTables(procRoot))).toMatchObject([
    { monitors: [{ listening: { inode: 43 } }] },
  ]);
});
