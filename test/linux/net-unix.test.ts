import { describe, expect, it } from 'vitest';
import { parseNetUnix, readNetUnix } from '../../src/linux/net-unix.js';
import { capturedTree } from './captured-tree.js';

const HEADING = 'Num       RefCount Protocol Flags    Type St Inode Path';
const LISTENING = 'ffff9c5a8e6f1c00: 00000002 00000000 00010000 0001 01 34567 /run/vm1/qmp.sock';

describe('parseNetUnix', () => {
  it('distinguishes a listening socket, a served connection, and a waiting one', () => {
    const text = [
      HEADING,
      LISTENING,
      '0000000000000000: 00000003 00000000 00000000 0001 03 34999 /run/vm1/qmp.sock',
      '0000000000000000: 00000002 00000000 00000000 0001 02     0 /run/vm1/qmp.sock',
    ].join('\n');
    expect(parseNetUnix(`${text}\n`)).toEqual([
      { inode: 34567, path: '/run/vm1/qmp.sock', state: 'listening' },
      { inode: 34999, path: '/run/vm1/qmp.sock', state: 'connected' },
      { inode: 0, path: '/run/vm1/qmp.sock', state: 'waiting' },
    ]);
  });

  it('leaves out sockets without a name, which are the far ends of connections', () => {
    const text = [
      HEADING,
      '0000000000000000: 00000003 00000000 00000000 0001 03 35000',
      LISTENING,
      '0000000000000000: 00000003 00000000 00000000 0001 03 35001 ',
    ].join('\n');
    expect(parseNetUnix(`${text}\n`).map(({ inode }) => inode)).toEqual([34567]);
  });

  it('shows an abstract name with its @', () => {
    const text = `${HEADING}\n0000000000000000: 00000002 00000000 00010000 0001 01 34570 @qmp vm1@@\n`;
    expect(parseNetUnix(text)).toEqual([{ inode: 34570, path: '@qmp vm1@@', state: 'listening' }]);
  });

  it.each(['/run/my vm/qmp .sock', ' leading', '/run/日本/qmp.sock', 'relative.sock', '/a: 1 2 3 4 5 6 /b'])(
    'keeps the path %j as it is',
    (path) => {
      const text = `${HEADING}\n0000000000000000: 00000002 00000000 00010000 0001 01  9 ${path}\n`;
      expect(parseNetUnix(text)).toEqual([{ inode: 9, path, state: 'listening' }]);
    },
  );

  it('calls a datagram socket, which is in no state of ours, other', () => {
    const text = `${HEADING}\n0000000000000000: 00000002 00000000 00000000 0002 01 12 /run/systemd/notify\n`;
    expect(parseNetUnix(text)).toEqual([{ inode: 12, path: '/run/systemd/notify', state: 'other' }]);
  });

  it.each([
    '',
    HEADING,
    'nonsense',
    '0000000000000000: 00000002',
    '0000000000000000: 00000002 00000000 00010000 0001 01 x /p',
    'zzzz: 00000002 00000000 00010000 0001 01 34567 /p',
    '00000002 00000000 00010000 0001 01 34567 /p',
  ])('leaves out a line of another form: %j', (line) => {
    expect(parseNetUnix(`${HEADING}\n${line}\n`)).toEqual([]);
  });
});

describe('readNetUnix', () => {
  it("reads the sockets of a process's network namespace", async () => {
    const root = await capturedTree({ '7/net/unix': `${HEADING}\n${LISTENING}\n` });
    expect(readNetUnix(root, 7)).toHaveLength(1);
  });

  it('is empty where there is no such process', async () => {
    expect(readNetUnix(await capturedTree({}), 'self')).toEqual([]);
  });
});
