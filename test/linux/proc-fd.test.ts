import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readOpenFiles, readTunName } from '../../src/linux/proc-fd.js';
import { asNobody, capturedTree } from './captured-tree.js';

const tree = () =>
  capturedTree({
    '7/fd/0': { link: '/dev/null' },
    '7/fd/10': { link: 'socket:[34567]' },
    '7/fd/11': { link: '/dev/net/tun' },
    '7/fd/12': { link: 'anon_inode:[eventfd]' },
    '7/fd/13': { link: '/srv/socket:[1]' },
    '7/fdinfo/11': 'pos:\t104\nflags:\t02104002\nmnt_id:\t29\nino:\t161\niff:\ttap0\n',
    '7/fdinfo/12': 'pos:\t0\nflags:\t02\n',
  });

describe('readOpenFiles', () => {
  it('parts sockets from what has a path', async () => {
    expect(readOpenFiles(await tree(), 7)).toEqual({
      sockets: new Map([[10, 34567]]),
      paths: new Map([
        [0, '/dev/null'],
        [11, '/dev/net/tun'],
        [12, 'anon_inode:[eventfd]'],
        [13, '/srv/socket:[1]'],
      ]),
    });
  });

  it("is undefined for no such process, and for another user's", async () => {
    const root = await tree();
    await chmod(`${root}/7/fd`, 0);
    expect(readOpenFiles(root, 8)).toBeUndefined();
    expect(asNobody(() => readOpenFiles(root, 7))).toBeUndefined();
    await chmod(`${root}/7/fd`, 0o755);
  });

  it('is undefined where the descriptors are listed, and none of them can be read', async () => {
    // A file in place of a link: readlink(2) fails, as it does without CAP_SYS_PTRACE.
    expect(readOpenFiles(await capturedTree({ '7/fd/0': '', '7/fd/1': '' }), 7)).toBeUndefined();
  });
});

describe('readTunName', () => {
  it("reads the tap's name behind a descriptor, where there is one", async () => {
    const root = await tree();
    expect(readTunName(root, 7, 11)).toBe('tap0');
    expect(readTunName(root, 7, 12)).toBeUndefined();
    expect(readTunName(root, 7, 13)).toBeUndefined();
  });
});
