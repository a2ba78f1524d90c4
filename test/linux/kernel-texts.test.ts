import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeviceFigures, parseIoMax, parseWeights } from '../../src/linux/cgroup/parse-devices.js';
import { parseMax, parseMemoryMaxV1 } from '../../src/linux/cgroup/parse-limit.js';
import { parseBandwidth } from '../../src/linux/cgroup/scheduler-parameters.js';
import { parseLeaseFile, parseLeaseStatus } from '../../src/linux/dhcp-leases.js';
import { parsePerCpu } from '../../src/linux/guest-cpu-stats.js';
import { parseNeighbours } from '../../src/linux/net-arp.js';
import { parsePerfStat } from '../../src/linux/perf-stat.js';
import { parseAffinity } from '../../src/linux/proc-affinity.js';
import { parseSched } from '../../src/linux/proc-sched.js';
import { parseDacLabel, parseProfile } from '../../src/linux/security-label.js';
import { parseReceivedLimit, parseSentLimit } from '../../src/linux/traffic-control.js';
import { unicodeText } from '../unicode-text.js';

/** Real lines, which a garbled text is made from: what is nearly right goes wrong more often than noise does. */
const LINES = [
  'Cpus_allowed_list:\t0-3,7',
  'se.nr_migrations                             :                   42',
  'wait_sum                                     :            12.345678',
  '8:16 rbps=2097152 wbps=max riops=max wiops=120',
  'default 100',
  '8:0 200',
  'max 100000',
  '1207526937977 1208822437575 ',
  '0.65,msec,task-clock,651115,100.00,0.512,CPUs utilized',
  '<not supported>,,cpu-cycles,0,100.00,,',
  'qdisc htb 1: root refcnt 2 r2q 10 default 0x1 direct_packets_stat 0 direct_qlen 1000',
  'class htb 1:1 root prio 0 rate 8Mbit ceil 16Mbit burst 512Kb cburst 1600b ',
  ' police 0x1 rate 24Mbit burst 256Kb mtu 64Kb action drop overhead 0b',
  '1795903200 52:54:00:12:34:56 192.0.2.7 labguest *',
  '[{"ip-address":"192.0.2.7","mac-address":"52:54:00:12:34:56","expiry-time":1}]',
  '192.0.2.7  0x1  0x2  52:54:00:12:34:56  *  br0',
  'Uid:\t64055\t64055\t64055\t64055',
  'libvirt-0d3c (enforce)',
];
const piece = fc.oneof(fc.constantFrom(...LINES), unicodeText({ maxLength: 20 }));
const garbled = fc
  .array(fc.tuple(piece, fc.nat({ max: 90 }), fc.constantFrom('\n', '', ' ')))
  .map((pieces) => pieces.map(([text, cut, end]) => text.slice(0, cut) + end).join(''));

describe.each<[string, (text: string) => unknown]>([
  ['parseAffinity', parseAffinity],
  ['parseSched', parseSched],
  ['parseIoMax', parseIoMax],
  ['parseDeviceFigures', parseDeviceFigures],
  ['parseWeights', parseWeights],
  ['parseMax', parseMax],
  ['parseMemoryMaxV1', parseMemoryMaxV1],
  ['parseBandwidth', parseBandwidth],
  ['parsePerCpu', parsePerCpu],
  ['parsePerfStat', parsePerfStat],
  ['parseSentLimit', (text) => parseSentLimit(text, text)],
  ['parseReceivedLimit', parseReceivedLimit],
  ['parseLeaseFile', parseLeaseFile],
  ['parseLeaseStatus', parseLeaseStatus],
  ['parseNeighbours', parseNeighbours],
  ['parseDacLabel', parseDacLabel],
  ['parseProfile', parseProfile],
])('%s', (_, parse) => {
  it('never throws, and makes no figures of garbage', () => {
    fc.assert(fc.property(garbled, (text) => figuresIn(parse(text)).every((figure) => figure >= 0)));
  });
});

function figuresIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (value instanceof Map) return [...value.values()].flatMap(figuresIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(figuresIn) : [];
}

describe('parseAffinity', () => {
  it('reads both lists, and not what a thread calls itself', () => {
    const text =
      'Name:\tCpus_allowed_list:\t9\nCpus_allowed_list:\t0-1,4\nMems_allowed:\t1\nMems_allowed_list:\t0\n';
    expect(parseAffinity(text)).toEqual({ cpus: [0, 1, 4], nodes: [0] });
    expect(parseAffinity('Name:\tx\n')).toEqual({ cpus: undefined, nodes: undefined });
  });
});

describe('parsePerCpu', () => {
  it('reads a figure a CPU, as Linux ends the line', () => {
    expect(parsePerCpu('1207526937977 1208822437575 \n')).toEqual([1_207_526_937_977, 1_208_822_437_575]);
    expect(parsePerCpu('7\n')).toEqual([7]);
  });

  it('takes time in proportion to the text', () => {
    const started = performance.now();
    expect(parsePerCpu(`${'1'.repeat(10_000)}x`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('parseSched', () => {
  it('reads the name that wait_sum had before Linux 5.16 too', () => {
    const text = `x (1, #threads: 1)\nse.statistics.wait_sum                       :             1.500000\n`;
    expect(parseSched(text)).toEqual({ migrations: undefined, waitSumNanoseconds: 1_500_000 });
  });
});
