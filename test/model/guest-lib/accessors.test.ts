import { expect, it } from 'vitest';
import { ACCESSORS, LIBRARY_GROUP } from '../../../src/model/guest-lib/accessors.js';

const rows = Object.entries(ACCESSORS);

it('have the numbers 1 to 38, in order and without gaps', () => {
  expect(rows.map(([, { id }]) => id)).toEqual(Array.from({ length: 38 }, (_, index) => index + 1));
});

it('begin with the 20 values of the document', () => {
  const documented = [
    ...['cpuLimitMHz', 'cpuReservationMHz', 'cpuShares', 'cpuStolenMs', 'cpuUsedMs', 'elapsedMs'],
    ...['hostProcessorSpeed', 'memActiveMB', 'memBalloonedMB', 'memLimitMB', 'memMappedMB', 'memOverheadMB'],
    ...[
      'memReservationMB',
      'memSharedMB',
      'memSharedSavedMB',
      'memShares',
      'memSwappedMB',
      'memTargetSizeMB',
    ],
    ...['memUsedMB', 'resourcePoolPath'],
  ];
  const names = rows.map(([name]) => name);
  expect(names.slice(0, 20).sort()).toEqual(documented);
});

it('are 64 bits wide where a sum, a target or the host may be', () => {
  const wide = rows.filter(([, { type }]) => type === 'uint64').map(([name]) => name);
  expect(wide).toEqual([
    ...['cpuUsedMs', 'elapsedMs', 'cpuStolenMs', 'memTargetSizeMB', 'hostCpuUsedMs', 'hostMemSwappedMB'],
    ...['hostMemSharedMB', 'hostMemUsedMB', 'hostMemPhysMB', 'hostMemPhysFreeMB', 'hostMemKernOvhdMB'],
    ...['hostMemMappedMB', 'hostMemUnmappedMB', 'memShares64'],
  ]);
});

it('have the unit that ends their name', () => {
  for (const [name, { unit }] of rows) {
    const [, end] = /(MHz|MB|Ms)$/.exec(name) ?? [];
    if (end !== undefined) expect([name, unit.toLowerCase()]).toEqual([name, end.toLowerCase()]);
  }
});

it('read what the host sends beyond the statistics from a group of its own', () => {
  const other = rows.filter(([, { group }]) => group !== LIBRARY_GROUP).map(([name]) => name);
  expect(other).toEqual([
    ...[
      'cpuReservationMHz',
      'cpuLimitMHz',
      'cpuUsedMs',
      'hostProcessorSpeed',
      'memReservationMB',
      'memLimitMB',
    ],
    ...['memMappedMB', 'memBalloonedMB', 'memSwappedMB', 'memUsedMB', 'elapsedMs', 'hostNumCpuCores'],
  ]);
});
