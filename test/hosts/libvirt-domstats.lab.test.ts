import { expect, it } from 'vitest';
import { describeHost } from '../lab/lab-host.js';
import { LIBVIRT_NAMES, startLibvirtGuest } from './libvirt-guest.js';

/** Read at different times, while the process works for both: nanoseconds of CPU time, and KiB of the process. */
const MOVING: { readonly [key: string]: number } = {
  'cpu.time': 2e9,
  'cpu.user': 2e9,
  'cpu.system': 2e9,
  'vcpu.0.time': 2e8,
  'vcpu.1.time': 2e8,
  'vcpu.0.delay': 2e9,
  'vcpu.1.delay': 2e9,
  'balloon.rss': 20_000,
};

describeHost('a guest that libvirt has started', (lab) => {
  it.each([
    ['domstats', ''],
    ['domstats with backing files', '--backing'],
  ])('has the same keys and values in %s, line by line', async (_, option) => {
    const { host, libvirt, monitor } = await startLibvirtGuest(lab);
    const theirs = await libvirt.virsh(`domstats ${option} witness`);
    const run = await host.qgauge([
      ...['domstats', '--direct', '--libvirt', '--timeout', '30', ...(option === '' ? [] : [option])],
      ...['--socket', `witness=${monitor}`],
    ]);
    expect(run.stderr).toBe('');
    expect(linesOf(run.stdout).map(comparable)).toEqual(
      linesOf(theirs).map((line) => comparable(expectNear(line, run.stdout))),
    );
  });
});

function linesOf(text: string): readonly string[] {
  return text.trimEnd().split('\n');
}

/** A line without libvirt's own count of images; of ours with libvirt's name of a disk. */
function comparable(line: string): string {
  const [, key, name = ''] = /^( +block\.\d+\.name=)(.*)$/.exec(line) ?? [];
  return key === undefined
    ? line.replace(/(\.backingIndex)=\d+$/, '$1')
    : `${key}${LIBVIRT_NAMES[name] ?? name}`;
}

/** libvirt's line; where its figure moves and ours is near it, ours. */
function expectNear(line: string, ours: string): string {
  const [, key = '', value] = /^ +([^=]+)=(.*)$/.exec(line) ?? [];
  const most = MOVING[key];
  const same = linesOf(ours).find((other) => other.startsWith(`  ${key}=`));
  if (most === undefined || same === undefined) return line;
  return Math.abs(Number(value) - Number(same.split('=')[1])) <= most ? same : line;
}
