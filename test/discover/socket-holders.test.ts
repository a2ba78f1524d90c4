import { describe, expect, it } from 'vitest';
import { SocketHolders } from '../../src/discover/socket-holders.js';
import { capturedTree } from '../linux/captured-tree.js';

const socket = (inode: number) => ({ link: `socket:[${inode}]` });

describe('SocketHolders', () => {
  it('lists the processes that hold a socket, in ascending order', async () => {
    const root = await capturedTree({
      '20/fd/3': socket(7),
      '20/fd/4': { link: '/dev/null' },
      '3/fd/5': socket(7),
      '3/fd/6': socket(8),
      'self/fd/5': socket(9),
    });
    const holders = new SocketHolders(root);
    expect(holders.pidsOf(7)).toEqual([3, 20]);
    expect(holders.pidsOf(8)).toEqual([3]);
    expect(holders.pidsOf(9)).toEqual([]);
  });

  it('counts a process once that holds a socket twice', async () => {
    const root = await capturedTree({ '3/fd/5': socket(7), '3/fd/6': socket(7) });
    expect(new SocketHolders(root).pidsOf(7)).toEqual([3]);
  });

  it('passes over processes that end meanwhile, or are closed to this user', async () => {
    const root = await capturedTree({ '3/stat': '', '4/fd/5': socket(7) });
    expect(new SocketHolders(root).pidsOf(7)).toEqual([4]);
  });
});
