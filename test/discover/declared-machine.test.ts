import { expect, it } from 'vitest';
import { parseCommandLine } from '../../src/discover/command-line.js';

const MIB = 2 ** 20;

it.each([
  ['-smp 4 -m 512', 4, 512 * MIB],
  ['-smp 4,sockets=2,cores=2 -m 4G', 4, 4096 * MIB],
  ['-smp cpus=2,maxcpus=8 -m size=1048576k,slots=2,maxmem=8G', 2, 1024 * MIB],
  ['-smp maxcpus=8', 8, undefined],
  ['-smp sockets=2,cores=3,threads=2 -m 1.5g', 12, 1536 * MIB],
  ['-smp 0,cores=2 -m 268435456b', 2, 256 * MIB],
  ['-m slots=2,maxmem=8G -m 64', undefined, 64 * MIB],
  ['-smp many -m much', undefined, undefined],
  ['-nodefaults', undefined, undefined],
])('the size of %s', (text, vcpus, memoryBytes) => {
  expect(parseCommandLine(text.split(' ')).declared).toEqual({ vcpus, memoryBytes });
});

it.each([
  ['-smp 4', 4],
  ['-smp 2,maxcpus=8', 8],
  ['-smp 2,sockets=4,cores=2', 8],
  ['-smp sockets=2,cores=3', 6],
  ['-smp 6,threads=2', 6],
  ['-smp 0', undefined],
  ['-nodefaults', undefined],
])('%s has at most %s vCPUs', (text, most) => {
  expect(parseCommandLine(text.split(' ')).maxVcpus).toBe(most);
});

it('knows whether a guest is to arrive by migration', () => {
  expect(parseCommandLine('-m 32 -incoming defer'.split(' ')).isIncoming).toBe(true);
  expect(parseCommandLine('-m 32'.split(' ')).isIncoming).toBe(false);
});
