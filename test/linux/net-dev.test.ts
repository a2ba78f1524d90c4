import { describe, expect, it } from 'vitest';
import { parseNetDev, readNetDev } from '../../src/linux/net-dev.js';
import { capturedTree } from './captured-tree.js';

const HEADINGS = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
`;
const TAP =
  '  tap0:    1234      12    1    2    3     4          5         6     5678      34    7    8    9    10      11         12\n';
const TAP_COUNTERS = {
  receivedBytes: 1234,
  receivedPackets: 12,
  receivedErrors: 1,
  receivedDrops: 2,
  transmittedBytes: 5678,
  transmittedPackets: 34,
  transmittedErrors: 7,
  transmittedDrops: 8,
  collisions: 10,
  receivedFifo: 3,
  receivedFrame: 4,
  receivedCompressed: 5,
  receivedMulticast: 6,
  transmittedFifo: 9,
  transmittedCarrier: 11,
  transmittedCompressed: 12,
};

describe('parseNetDev', () => {
  it('takes each figure from its own column', () => {
    expect(parseNetDev(HEADINGS + TAP)).toEqual(new Map([['tap0', TAP_COUNTERS]]));
  });

  it('parts a name from a figure that is glued to its colon', () => {
    const line = 'vnet12345678901:98765432109876 12 1 2 3 4 5 6 5678 34 7 8 9 10 11 12\n';
    expect(parseNetDev(HEADINGS + line)).toEqual(
      new Map([['vnet12345678901', { ...TAP_COUNTERS, receivedBytes: 98_765_432_109_876 }]]),
    );
  });

  it('ends a name at its last colon', () => {
    expect([...parseNetDev(HEADINGS + TAP.replace('tap0', 'tap:0')).keys()]).toEqual(['tap:0']);
  });

  it.each(['', HEADINGS, `${HEADINGS}\n`, `${HEADINGS}  tap0: 1 2 3\n`, `${HEADINGS}nonsense\n`])(
    'leaves out lines of other forms: %j',
    (text) => {
      expect(parseNetDev(text)).toEqual(new Map());
    },
  );
});

describe('readNetDev', () => {
  it("reads the interfaces of a process's network namespace", async () => {
    const root = await capturedTree({ '7/net/dev': HEADINGS + TAP });
    expect([...readNetDev(root, 7).keys()]).toEqual(['tap0']);
  });

  it('is empty where there is no such process', async () => {
    expect(readNetDev(await capturedTree({}), 7)).toEqual(new Map());
  });
});
