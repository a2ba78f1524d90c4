import { describe, expect, it } from 'vitest';
import {
  freeReceived,
  freeSent,
  limitReceived,
  limitSent,
  ownerOfReceived,
  ownerOfSent,
} from '../../src/linux/traffic-rules.js';

const KERNEL = 'qdisc fq_codel 0: root refcnt 2 limit 10240p flows 1024\n';
const OURS = 'qdisc htb 9a9e: root refcnt 2 r2q 10 default 0x1 direct_packets_stat 0 direct_qlen 1000\n';
const LIBVIRT = 'qdisc htb 1: root refcnt 2 r2q 10 default 0x1 direct_packets_stat 0\n';
const INGRESS = 'qdisc ingress ffff: parent ffff:fff1 ---------------- \n';
const CLSACT = 'qdisc clsact ffff: parent ffff:fff1 \n';
const OUR_FILTER =
  'filter parent ffff: protocol all pref 39582 u32 chain 0 \nfilter parent ffff: protocol all pref 39582 u32 chain 0 fh 800: ht divisor 1 \n police 0x1 rate 8Mbit burst 1Mb mtu 64Kb action drop overhead 0b \n';
const OTHER_FILTER = 'filter parent ffff: protocol all pref 49152 bpf chain 0 handle 0x1 cilium \n';
const LIMIT = { averageBytesPerSecond: 1000, peakBytesPerSecond: 2000, burstBytes: 4096 };
const words = (rules: readonly { readonly words: readonly string[] }[]) =>
  rules.map((rule) => rule.words.join(' '));
const undos = (rules: readonly { readonly undo: readonly string[] | undefined }[]) =>
  rules.map(({ undo }) => undo?.join(' '));

describe('the owner', () => {
  it.each([
    ['', 'nobody'],
    [KERNEL, 'nobody'],
    ['qdisc noqueue 0: root refcnt 2 \n', 'nobody'],
    [OURS, 'ours'],
    [LIBVIRT, { foreign: 'qdisc htb 1:' }],
    ['qdisc tbf 8001: root refcnt 2 rate 80Mbit burst 1024Kb lat 100ms\n', { foreign: 'qdisc tbf 8001:' }],
    [`${INGRESS}${KERNEL}`, 'nobody'],
  ])('of what is sent, by %j', (qdiscs, owner) => {
    expect(ownerOfSent(qdiscs)).toEqual(owner);
  });

  it.each([
    [KERNEL, '', 'nobody'],
    [INGRESS, '', 'ours'],
    [INGRESS, OUR_FILTER, 'ours'],
    [CLSACT, OTHER_FILTER, { foreign: OTHER_FILTER.trim() }],
    [INGRESS, `${OUR_FILTER}${OTHER_FILTER}`, { foreign: OTHER_FILTER.trim() }],
  ])('of what is received, by %j and %j', (qdiscs, filters, owner) => {
    expect(ownerOfReceived(qdiscs, filters)).toEqual(owner);
  });
});

describe('a limit', () => {
  it('of what is sent is a queue with one class', () => {
    const rules = limitSent('tap0', LIMIT, undefined);
    expect(words(rules)).toEqual([
      'qdisc add dev tap0 root handle 9a9e: htb default 1',
      'class add dev tap0 parent 9a9e: classid 9a9e:1 htb rate 1000bps ceil 2000bps burst 4096b quantum 60000',
    ]);
    expect(undos(rules)).toEqual(['qdisc del dev tap0 root', 'class del dev tap0 classid 9a9e:1']);
    const changed = limitSent(
      'tap0',
      { ...LIMIT, peakBytesPerSecond: undefined, burstBytes: undefined },
      LIMIT,
    );
    expect(words(changed)).toEqual([
      'class replace dev tap0 parent 9a9e: classid 9a9e:1 htb rate 1000bps ceil 1000bps quantum 60000',
    ]);
    expect(undos(changed)[0]).toContain('ceil 2000bps burst 4096b');
    expect(words(freeSent('tap0'))).toEqual(['qdisc del dev tap0 root']);
  });

  it('of what is received is a filter', () => {
    const filter =
      'filter add dev tap0 parent ffff: protocol all prio 39582 u32 match u32 0 0 police rate 1000bps burst 4096b mtu 65536b drop flowid :1';
    const removed = 'filter del dev tap0 parent ffff: pref 39582';
    const rules = limitReceived('tap0', LIMIT, undefined, KERNEL);
    expect(words(rules)).toEqual(['qdisc add dev tap0 handle ffff: ingress', filter]);
    expect(undos(rules)).toEqual(['qdisc del dev tap0 handle ffff: ingress', removed]);
    expect(words(limitReceived('tap0', LIMIT, LIMIT, INGRESS))).toEqual([removed, filter]);
    expect(words(limitReceived('tap0', LIMIT, undefined, CLSACT))).toEqual([filter]);
  });

  it('is taken away without what others have made', () => {
    expect(words(freeReceived('tap0', INGRESS, OUR_FILTER))).toEqual([
      'qdisc del dev tap0 handle ffff: ingress',
    ]);
    expect(words(freeReceived('tap0', CLSACT, OUR_FILTER))).toEqual([
      'filter del dev tap0 parent ffff: pref 39582',
    ]);
    expect(freeReceived('tap0', CLSACT, '')).toEqual([]);
    expect(undos(freeReceived('tap0', INGRESS, ''))).toEqual(['qdisc add dev tap0 handle ffff: ingress']);
  });

  it('that is taken away with its queue is not brought back by an empty one', () => {
    expect(undos(freeReceived('tap0', INGRESS, OUR_FILTER))).toEqual([undefined]);
  });
});
