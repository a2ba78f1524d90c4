import { describe, expect, it } from 'vitest';
import { parseNetArp, readNeighbours } from '../../src/linux/net-arp.js';
import { capturedTree } from './captured-tree.js';

const HEADING = 'IP address       HW type     Flags       HW address            Mask     Device\n';
const COMPLETE = '192.0.2.7        0x1         0x2         52:54:00:AA:BB:01     *        br0\n';

describe('parseNetArp', () => {
  it('finds addresses by MAC, in lower case', () => {
    expect(parseNetArp(HEADING + COMPLETE)).toEqual(new Map([['52:54:00:aa:bb:01', '192.0.2.7']]));
  });

  it('leaves out entries that are not complete', () => {
    const incomplete = '192.0.2.8        0x1         0x0         00:00:00:00:00:00     *        br0\n';
    expect(parseNetArp(HEADING + incomplete)).toEqual(new Map());
  });

  it('takes a permanent entry too', () => {
    const permanent = '192.0.2.9        0x1         0x6         52:54:00:aa:bb:09     *        br0\n';
    expect(parseNetArp(HEADING + permanent).get('52:54:00:aa:bb:09')).toBe('192.0.2.9');
  });

  it('takes the first address of a MAC that has several', () => {
    const second = COMPLETE.replace('192.0.2.7', '192.0.2.70');
    expect(parseNetArp(HEADING + COMPLETE + second).get('52:54:00:aa:bb:01')).toBe('192.0.2.7');
  });

  it.each(['', HEADING, `${HEADING}nonsense\n`, `${HEADING}999.0.2.7 0x1 0x2 52:54:00:aa:bb:01 * br0\n`])(
    'leaves out lines of other forms: %j',
    (text) => {
      expect(parseNetArp(text)).toEqual(new Map());
    },
  );
});

describe('readNeighbours', () => {
  it('reads the table, and is empty where there is none', async () => {
    expect(readNeighbours(await capturedTree({ 'net/arp': HEADING + COMPLETE })).size).toBe(1);
    expect(readNeighbours(await capturedTree({})).size).toBe(0);
  });
});
