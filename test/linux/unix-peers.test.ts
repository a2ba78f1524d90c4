import { expect, it } from 'vitest';
import { parseUnixPeers } from '../../src/linux/unix-peers.js';

it('reads the two ends of connections from what ss prints', () => {
  const text = [
    'u_str 0      0                  /tmp/with blanks * in it.sock 241043 * 241042',
    'u_str 0      0                             @abstract 77777 * 77778',
    'u_dgr 0      0                                     * 9000  * 9001',
    'something else',
    '',
  ].join('\n');
  expect([...parseUnixPeers(text)]).toEqual([
    [241043, 241042],
    [77777, 77778],
    [9000, 9001],
  ]);
});
