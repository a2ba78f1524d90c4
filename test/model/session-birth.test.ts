import { describe, expect, it } from 'vitest';
import type { QemuSample } from '../../src/model/qemu-sample.js';
import { findNewSession } from '../../src/model/session-changes.js';

const NOW = 1_795_205_869;
const RESET = "the guest's counters stepped back: it was reset";

function reporting(minorFaults: number, lastUpdateSeconds: number, runState = 'running'): QemuSample {
  const supplied = { 'stat-minor-faults': minorFaults };
  return {
    name: 'vm1',
    uuid: undefined,
    runState,
    vcpus: [],
    memory: undefined,
    balloon: {
      device: { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' },
      actualBytes: 1024,
      report: { supplied, unset: [], lastUpdateSeconds },
      intervalSeconds: 1,
    },
    disks: [],
    nics: [],
    display: null,
    takenAtSeconds: NOW,
    failures: [],
  };
}

describe("a guest's counters that step back", () => {
  const before = reporting(5000, NOW - 10);
  const after = reporting(900, NOW);

  it('show that it was reset', () => {
    expect(findNewSession(before, after)).toBe(RESET);
    expect(findNewSession(after, reporting(5000, NOW + 1))).toBeUndefined();
  });

  it('show nothing new when the last report is of a session that is known to have ended', () => {
    expect(findNewSession(before, after, NOW - 5.5)).toBeUndefined();
    expect(findNewSession(before, reporting(0, 0), NOW - 5.5)).toBeUndefined();
  });

  it('show nothing new either when that report came in the second in which the session ended', () => {
    expect(findNewSession(before, after, NOW - 10 + 0.9)).toBeUndefined();
  });

  it('show the next reset, once this session has reported', () => {
    expect(findNewSession(before, after, NOW - 10.1)).toBe(RESET);
  });

  it('show nothing for a guest that has never reported', () => {
    expect(findNewSession(reporting(0, 0), after)).toBeUndefined();
  });
});

describe("a guest's state", () => {
  it.each([
    ['shutdown', 'running', 'the guest was reset after it had gone down'],
    ['inmigrate', 'paused', 'the guest arrived by migration'],
    ['suspended', 'running', 'the guest has woken up'],
    ['restore-vm', 'running', 'the guest was restored from a snapshot'],
    ['paused', 'running', undefined],
    ['shutdown', 'internal-error', undefined],
  ])('that goes from %s to %s begins a session accordingly', (was, is, reason) => {
    expect(findNewSession(reporting(1, NOW, was), reporting(1, NOW, is))).toBe(reason);
  });
});
