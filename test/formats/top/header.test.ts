import { describe, expect, it } from 'vitest';
import { topHeader } from '../../../src/formats/top/header.js';
import { AFTER, BEFORE } from '../moving-snapshot.js';
import { guestSnapshot, RICH, snapshotOf } from '../rich-snapshot.js';
import { SICK } from './sick-snapshot.js';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

describe('the figures of the header', () => {
  it('are those of the host and of the sweep', () => {
    const header = topHeader({ snapshot: AFTER });
    expect(header).toMatchObject({
      takenAtSeconds: AFTER.takenAtSeconds,
      hostName: 'host1.example',
      cpu: {
        cores: 4,
        busyRatio: 0.45,
        guestRatio: expect.closeTo(0.2125),
        stealRatio: 0.025,
        iowaitRatio: 0.05,
      },
      memory: { usedBytes: 7 * GIB, totalBytes: 16 * GIB },
      hugepages: { usedBytes: 768 * MIB, totalBytes: 1024 * MIB },
      swap: undefined,
      pressure: { cpu: 1.25, memory: 1.25, io: 1.25 },
      sweepSeconds: 0.05,
      oldestSeconds: 10.001,
    });
  });

  it('are unknown where they are, never 0', () => {
    const { cpu } = topHeader({ snapshot: BEFORE });
    expect(cpu).toEqual({
      cores: 4,
      busyRatio: undefined,
      guestRatio: undefined,
      stealRatio: undefined,
      iowaitRatio: undefined,
    });
    expect(topHeader({ snapshot: RICH })).toMatchObject({
      hostName: undefined,
      memory: { usedBytes: undefined, totalBytes: 16 * GIB },
      hugepages: undefined,
      pressure: { cpu: undefined },
      sweepSeconds: undefined,
    });
  });

  it('count the guests by what they do, and those that something is wrong with', () => {
    expect(topHeader({ snapshot: SICK }).guests).toEqual({
      total: 4,
      states: [
        { state: 'running', count: 2 },
        { state: 'io-error', count: 1 },
      ],
      unanswered: 1,
      troubled: 2,
    });
  });

  it('leave out the end of a migration whose guest is at the other end', () => {
    const incoming = guestSnapshot({ migration: 'incoming' });
    expect(topHeader({ snapshot: snapshotOf(guestSnapshot({}), incoming) }).guests.total).toBe(1);
  });
});
