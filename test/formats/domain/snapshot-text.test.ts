import { describe, expect, it } from 'vitest';
import { encodeCheckpointList, encodeSnapshotList } from '../../../src/formats/domain/snapshot-text.js';
import type { InternalSnapshot, Snapshot } from '../../../src/model/guest-snapshot.js';
import { virshOutput } from './virsh-output.js';

const INTERNAL: InternalSnapshot = {
  kind: 'internal',
  name: 'before',
  takenAtSeconds: 1_795_977_113,
  vmClockNanoseconds: 38_000_000_000,
  vmStateBytes: 107_880_412,
  disks: ['disk0'],
  isComplete: true,
};
const EXTERNAL: Snapshot = { kind: 'external', disk: 'disk0', path: '/base', overlayPath: '/top' };

/** The rows, with one blank between two columns. */
function rowsOf(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .slice(2)
    .map((row) => row.trim().replace(/ {2,}/g, '|'));
}

describe('snapshot-list', () => {
  it('is as virsh prints it', () => {
    expect(encodeSnapshotList([])).toBe(virshOutput('snapshot-list'));
  });

  it('has the time on the clock of this host, and the state where an image tells it', () => {
    const snapshots = [INTERNAL, EXTERNAL, { ...INTERNAL, name: 'disks', vmStateBytes: 0 }];
    const [first = '', second = '', ...others] = rowsOf(encodeSnapshotList(snapshots));
    const [name, time = '', state] = first.split('|');
    expect([name, state]).toEqual(['before', '-']);
    expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}$/);
    const iso = time.replace(' ', 'T').replace(/ ([+-]\d\d)(\d\d)$/, '$1:$2');
    expect(Date.parse(iso) / 1000).toBe(INTERNAL.takenAtSeconds);
    expect(second).toBe(`disks|${time}|disk-snapshot`);
    expect(others).toEqual([]);
  });

  it.each([undefined, 2 ** 53 - 1, -(2 ** 53)])('has a dash for the time %j', (takenAtSeconds) => {
    expect(rowsOf(encodeSnapshotList([{ ...INTERNAL, takenAtSeconds }]))).toEqual(['before|-|-']);
  });
});

describe('checkpoint-list', () => {
  it('is as virsh prints it, but for the time, which no image tells', () => {
    expect(encodeCheckpointList([])).toBe(virshOutput('checkpoint-list'));
    const checkpoint = { name: 'a\u0007', bitmaps: [], isComplete: true, isConsistent: true };
    expect(rowsOf(encodeCheckpointList([checkpoint]))).toEqual(['a?|-']);
  });
});
