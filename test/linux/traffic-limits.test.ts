import { expect, it } from 'vitest';
import { qdiscsOf } from '../../src/linux/traffic-limits.js';

const ALL = `qdisc noqueue 0: dev lo root refcnt 2
qdisc tbf 8001: dev tap1 root refcnt 2 rate 80Mbit burst 1024Kb lat 100ms
qdisc htb 1: dev tap10 root refcnt 2 r2q 10 default 0x1 direct_packets_stat 0 direct_qlen 1000
qdisc ingress ffff: dev tap10 parent ffff:fff1 ----------------
`;

it('picks the queues of one interface, as tc prints them for it alone', () => {
  expect(qdiscsOf(ALL, 'tap1')).toBe('qdisc tbf 8001: root refcnt 2 rate 80Mbit burst 1024Kb lat 100ms\n');
  expect(qdiscsOf(ALL, 'tap10')).toBe(
    'qdisc htb 1: root refcnt 2 r2q 10 default 0x1 direct_packets_stat 0 direct_qlen 1000\n' +
      'qdisc ingress ffff: parent ffff:fff1 ----------------\n',
  );
});

it('picks nothing for an interface that is not there', () => {
  expect(qdiscsOf(ALL, 'tap')).toBe('');
});
