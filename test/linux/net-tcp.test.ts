import { describe, expect, it } from 'vitest';
import { parseNetTcp, readNetTcp } from '../../src/linux/net-tcp.js';
import { capturedTree } from './captured-tree.js';

const HEADING =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const LISTENING =
  '   0: 0100007F:115C 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 10603 1 ffff9c5a86d51a40 100 0 0 10 0';
const LISTENING_V6 =
  '   0: 00000000000000000000000001000000:115D 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 10700 1 ffff9c5a86d51a40 100 0 0 10 0';

describe('parseNetTcp', () => {
  it('distinguishes listening, connected and closing sockets', () => {
    const text = [
      HEADING,
      LISTENING,
      '   1: 0100007F:115C 0100007F:D2F0 01 00000000:00000000 02:000AD4F2 00000000  1000        0 10611 2 ffff9c5a86d52300 20 4 30 10 -1',
      '  12: 0100007F:D2F0 0100007F:115C 06 00000000:00000000 03:00000D5C 00000000     0        0 0 3 ffff9c5a86d52bc0',
    ].join('\n');
    expect(parseNetTcp(`${text}\n`)).toEqual([
      {
        inode: 10603,
        localAddress: '127.0.0.1',
        localPort: 4444,
        remoteAddress: '0.0.0.0',
        remotePort: 0,
        state: 'listening',
      },
      {
        inode: 10611,
        localAddress: '127.0.0.1',
        localPort: 4444,
        remoteAddress: '127.0.0.1',
        remotePort: 54000,
        state: 'connected',
      },
      {
        inode: 0,
        localAddress: '127.0.0.1',
        localPort: 54000,
        remoteAddress: '127.0.0.1',
        remotePort: 4444,
        state: 'other',
      },
    ]);
  });

  it('counts a client that has left unnoticed: its server has it still', () => {
    const left =
      '   1: 0100007F:115C 0100007F:D2F0 08 00000000:00000001 00:00000000 00000000     0        0 0 1 ffff9c5a86d52300 20 4 30 10 -1';
    expect(parseNetTcp(`${HEADING}\n${left}\n`)).toMatchObject([{ inode: 0, state: 'connected' }]);
  });

  it('reads the long addresses of tcp6', () => {
    expect(parseNetTcp(`${HEADING}\n${LISTENING_V6}\n`)).toEqual([
      {
        inode: 10700,
        localAddress: '0:0:0:0:0:0:0:1',
        localPort: 4445,
        remoteAddress: '0:0:0:0:0:0:0:0',
        remotePort: 0,
        state: 'listening',
      },
    ]);
  });

  it('takes an IPv4 address that tcp6 keeps for what it is', () => {
    const mapped = LISTENING_V6.replace(
      '00000000000000000000000001000000',
      '0000000000000000FFFF00000100007F',
    );
    expect(parseNetTcp(`${HEADING}\n${mapped}\n`)).toMatchObject([{ localAddress: '127.0.0.1' }]);
  });

  it.each(['', HEADING, 'nonsense', '   0: 0100007F:115C', LISTENING.replace('10603', 'x')])(
    'leaves out a line of another form: %j',
    (line) => {
      expect(parseNetTcp(`${line}\n`)).toEqual([]);
    },
  );
});

describe('readNetTcp', () => {
  it('reads tcp and tcp6', async () => {
    const root = await capturedTree({
      '7/net/tcp': `${HEADING}\n${LISTENING}\n`,
      '7/net/tcp6': `${HEADING}\n${LISTENING_V6}\n`,
    });
    expect(readNetTcp(root, 7).map(({ localPort }) => localPort)).toEqual([4444, 4445]);
  });

  it('does without tcp6, which a kernel may lack', async () => {
    const root = await capturedTree({ '7/net/tcp': `${HEADING}\n${LISTENING}\n` });
    expect(readNetTcp(root, 7)).toHaveLength(1);
  });
});
