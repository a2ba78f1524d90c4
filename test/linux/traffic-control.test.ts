import { describe, expect, it } from 'vitest';
import {
  hasIngress,
  parseBytes,
  parseRate,
  parseReceivedLimit,
  parseSentLimit,
} from '../../src/linux/traffic-control.js';

/** What tc of iproute2 6.1 shows on Linux 6.1 after the commands of libvirt for average=1000, peak=2000, burst=512. */
const HTB = `qdisc htb 1: root refcnt 2 r2q 10 default 0x1 direct_packets_stat 0 direct_qlen 1000
qdisc sfq 2: parent 1:1 limit 127p quantum 1514b depth 127 divisor 1024 perturb 10sec${' '}
qdisc ingress ffff: parent ffff:fff1 ----------------${' '}
`;
const CLASS = 'class htb 1:1 root leaf 2: prio 0 rate 8Mbit ceil 16Mbit burst 512Kb cburst 1600b \n';
const POLICE = `filter parent ffff: protocol all pref 49152 u32 chain 0${' '}
filter parent ffff: protocol all pref 49152 u32 chain 0 fh 800: ht divisor 1${' '}
filter parent ffff: protocol all pref 49152 u32 chain 0 fh 800::800 order 2048 key ht 800 bkt 0 *flowid :1 not_in_hw${' '}
  match 00000000/00000000 at 0
 police 0x1 rate 24Mbit burst 256Kb mtu 64Kb action drop overhead 0b${' '}
	ref 1 bind 1${' '}

`;

describe('parseSentLimit', () => {
  it('reads the class to which all traffic goes', () => {
    const others = 'class htb 1:2 root prio 0 rate 1Mbit ceil 1Mbit burst 1600b cburst 1600b \n';
    expect(parseSentLimit(HTB, others + CLASS)).toEqual({
      averageBytesPerSecond: 1_000_000,
      peakBytesPerSecond: 2_000_000,
      burstBytes: 524_288,
    });
  });

  it('takes the root class where no class is the default', () => {
    expect(parseSentLimit(HTB.replace('0x1', '0'), CLASS)?.averageBytesPerSecond).toBe(1_000_000);
  });

  it('has no peak where that is the average', () => {
    expect(parseSentLimit(HTB, CLASS.replace('16Mbit', '8Mbit'))?.peakBytesPerSecond).toBeUndefined();
  });

  it('reads a token bucket', () => {
    expect(parseSentLimit('qdisc tbf 8001: root refcnt 2 rate 80Mbit burst 1024Kb lat 100ms \n', '')).toEqual(
      {
        averageBytesPerSecond: 10_000_000,
        peakBytesPerSecond: undefined,
        burstBytes: 1_048_576,
      },
    );
  });

  it.each([
    ['qdisc fq_codel 0: root refcnt 2 limit 10240p flows 1024 quantum 1514 target 5ms\n', ''],
    ['qdisc noqueue 0: root refcnt 2 \n', ''],
    [HTB, ''],
    ['', CLASS],
  ])('knows no limit in %j', (qdiscs, classes) => {
    expect(parseSentLimit(qdiscs, classes)).toBeNull();
  });
});

describe('parseReceivedLimit', () => {
  it('reads the police action', () => {
    expect(parseReceivedLimit(POLICE)).toEqual({
      averageBytesPerSecond: 3_000_000,
      peakBytesPerSecond: undefined,
      burstBytes: 262_144,
    });
  });

  it('reads that of Proxmox VE, and one of a clsact', () => {
    const proxmox = `filter parent ffff: protocol all pref 50 basic chain 0 handle 0x1${' '}
 police 0x2 rate 80Mbit burst 1048560b mtu 64Kb action drop overhead 0b${' '}
	ref 1 bind 1${' '}
`;
    const clsact = `filter protocol all pref 49152 matchall chain 0 handle 0x1${' '}
  not_in_hw
	action order 1:  police 0x3 rate 1Mbit burst 10Kb mtu 2Kb action drop overhead 0b${' '}
	ref 1 bind 1${' '}
`;
    expect(parseReceivedLimit(proxmox)).toMatchObject({
      averageBytesPerSecond: 10_000_000,
      burstBytes: 1_048_560,
    });
    expect(parseReceivedLimit(clsact)).toMatchObject({ averageBytesPerSecond: 125_000, burstBytes: 10_240 });
  });

  it('knows none without', () => {
    expect(parseReceivedLimit('filter protocol all pref 49152 u32 chain 0\n')).toBeNull();
  });

  it('is looked for where there is an ingress', () => {
    expect(hasIngress(HTB)).toBe(true);
    expect(hasIngress('qdisc clsact ffff: parent ffff:fff1 \n')).toBe(true);
    expect(hasIngress('qdisc noqueue 0: root refcnt 2 \n')).toBe(false);
  });
});

it.each([
  ['8bit', 1],
  ['1500Kbit', 187_500],
  ['1.5Gbit', 187_500_000],
  ['8Kibit', 1024],
  ['8', undefined],
  ['', undefined],
])('a rate of %j is %s bytes a second', (text, rate) => {
  expect(parseRate(text)).toBe(rate);
});

it.each([
  ['1600b', 1600],
  ['15Kb/8', 15_360],
  ['2Mb', 2_097_152],
  ['2MB', undefined],
])('a size of %j is %s bytes', (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes);
});
