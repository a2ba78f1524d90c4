import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCgroupMounts } from '../../src/linux/cgroup/cgroup-mounts.js';
import { locateCgroup } from '../../src/linux/cgroup/cgroup-place.js';
import { parseLimitV1, sumBlkio } from '../../src/linux/cgroup/cgroup-v1.js';
import { parseCpuMax, parseIoStat } from '../../src/linux/cgroup/cgroup-v2.js';
import { parseProcCgroup } from '../../src/linux/cgroup/proc-cgroup.js';
import { parseCpuinfoHertz } from '../../src/linux/cpu-frequencies.js';
import { parseDiskstats } from '../../src/linux/diskstats.js';
import { parseFlatKeyed } from '../../src/linux/files/flat-keyed.js';
import { parseCount } from '../../src/linux/files/parse-count.js';
import { parseHostStat } from '../../src/linux/host-stat.js';
import { parseMeminfo } from '../../src/linux/meminfo.js';
import { parseMountInfo } from '../../src/linux/mountinfo.js';
import { parseNumaMaps } from '../../src/linux/numa-maps.js';
import { parsePressure } from '../../src/linux/pressure.js';
import { parseOpenFilesLimit } from '../../src/linux/proc-limits.js';
import { parseSchedStat } from '../../src/linux/proc-schedstat.js';
import { parseVmstat } from '../../src/linux/vmstat.js';
import { unicodeText } from '../unicode-text.js';

/** Real lines, which a garbled text is made from: what is nearly right goes wrong more often than noise does. */
const LINES = [
  'cpu  100 200 300 400 500 600 700 800 900 1000',
  'MemTotal:       24684084 kB',
  'pswpin 10',
  ' 254       0 vda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17',
  'some avg10=1.44 avg60=0.87 avg300=0.78 total=3419865625',
  '35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory',
  '4:cpu,cpuacct:/machine/vm1',
  '0::/machine.slice/vm1.scope',
  '8:0 rbytes=1459200 wbytes=314773504 rios=192 wios=353 dbytes=0 dios=0',
  '8:0 Read 4096',
  '7f81d8000000 default anon=3 dirty=3 active=0 N0=2 N1=1 kernelpagesize_kB=4',
  '1843728111 30217 95',
  '150000 100000',
  'Max open files            1024                 524288               files',
  'cpu MHz\t\t: 2600.000',
];
const piece = fc.oneof(fc.constantFrom(...LINES), unicodeText({ maxLength: 20 }));
const garbled = fc
  .array(fc.tuple(piece, fc.nat({ max: 80 }), fc.constantFrom('\n', '', ' ')))
  .map((pieces) => pieces.map(([text, cut, end]) => text.slice(0, cut) + end).join(''));

describe.each<[string, (text: string) => unknown]>([
  ['parseHostStat', parseHostStat],
  ['parseMeminfo', parseMeminfo],
  ['parseVmstat', (text) => parseVmstat(text, 4096)],
  ['parseDiskstats', parseDiskstats],
  ['parsePressure', parsePressure],
  ['parseMountInfo', parseMountInfo],
  ['parseProcCgroup', parseProcCgroup],
  [
    'locateCgroup',
    (text) => locateCgroup(parseCgroupMounts(text.replaceAll('/sys', '/no')), parseProcCgroup(text)),
  ],
  ['parseIoStat', parseIoStat],
  ['sumBlkio', (text) => sumBlkio(text, 'Read')],
  ['parseNumaMaps', parseNumaMaps],
  ['parseSchedStat', parseSchedStat],
  ['parseCpuMax', parseCpuMax],
  ['parseLimitV1', parseLimitV1],
  ['parseOpenFilesLimit', parseOpenFilesLimit],
  ['parseCpuinfoHertz', parseCpuinfoHertz],
  ['parseFlatKeyed', parseFlatKeyed],
  ['parseCount', parseCount],
])('%s', (_, parse) => {
  it('never throws, and makes no figures of garbage', () => {
    fc.assert(fc.property(garbled, (text) => figuresIn(parse(text)).every(isFigure)));
  });
});

function figuresIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (value instanceof Map) return [...value.values()].flatMap(figuresIn);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(figuresIn) : [];
}

function isFigure(figure: number): boolean {
  return figure >= 0;
}

describe('parseSchedStat', () => {
  it('reads what was run and waited, and takes three zeros for no answer', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1 }), (run, wait, slices) => {
        const expected = { runNanoseconds: run, waitNanoseconds: wait };
        expect(parseSchedStat(`${run} ${wait} ${slices}\n`)).toEqual(expected);
      }),
    );
    expect(parseSchedStat('0 0 0\n')).toBeUndefined();
    expect(parseSchedStat('1 2\n')).toBeUndefined();
  });
});

describe('parseMountInfo', () => {
  it('reads blanks in paths, and lines with any number of optional fields', () => {
    const text =
      '1 2 0:3 / /with\\040blank rw - cgroup2 none rw\n1 2 0:3 /part /x rw shared:1 master:2 - cgroup cgroup rw,cpu,cpuacct\n';
    expect(parseMountInfo(text)).toEqual([
      { root: '/', mountPoint: '/with blank', type: 'cgroup2', options: ['rw'] },
      { root: '/part', mountPoint: '/x', type: 'cgroup', options: ['rw', 'cpu', 'cpuacct'] },
    ]);
  });
});

describe('parseCpuMax', () => {
  it.each([
    ['max 100000\n', undefined],
    ['50000 100000\n', 0.5],
    ['50000 0\n', undefined],
    ['', undefined],
  ])('reads %j as %s CPUs', (text, cores) => {
    expect(parseCpuMax(text)).toBe(cores);
  });
});

describe('parseOpenFilesLimit', () => {
  it('takes the limit in force', () => {
    const text = 'Max open files            1024                 524288               files     \n';
    expect(parseOpenFilesLimit(text)).toBe(1024);
    expect(parseOpenFilesLimit(text.replace('1024 ', 'unlimited '))).toBeUndefined();
  });
});

describe('parseDiskstats', () => {
  it.each([
    [11, 1],
    [15, 1],
    [17, 1],
    [4, 0],
  ])('of a line with %i figures makes %i disks', (count, disks) => {
    const figures = Array.from({ length: count }, (_, at) => at).join(' ');
    expect(parseDiskstats(`   8       1 sda1 ${figures}\n`)).toHaveLength(disks);
  });
});
