import { describe, expect, it } from 'vitest';
import validate from '../../../schemas/compiled/guest-list.js';
import { encodeGuestList, type GuestListEntry } from '../../../src/formats/list/guest-list.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import { VERDICTS } from '../../../src/model/verdict.js';
import { expectGolden } from '../golden.js';
import { DISK, GUEST, guestSnapshot, PROCESS, RICH, snapshotOf, TAP, WEB_NIC } from '../rich-snapshot.js';

function entryOf(snapshot: Partial<GuestSnapshot>): GuestListEntry {
  const [entry] = encodeGuestList(snapshotOf(guestSnapshot(snapshot))).guests;
  if (entry === undefined) throw new Error('no entry');
  return entry;
}

describe('encodeGuestList', () => {
  it('is what the schema says', () => {
    validate(JSON.parse(JSON.stringify(encodeGuestList(RICH))));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('makes the golden list', async () => {
    await expectGolden(`${JSON.stringify(encodeGuestList(RICH), null, 2)}\n`, 'guest-list.json');
  });

  it('says null of what is unknown', () => {
    const entry = entryOf({
      uuid: undefined,
      pid: undefined,
      socket: undefined,
      qemu: undefined,
      linux: undefined,
    });
    expect(entry).toEqual({
      name: 'web1',
      uuid: null,
      pid: null,
      state: null,
      vcpus: null,
      machineBytes: null,
      declared: null,
      memory: {
        usedBytes: null,
        totalBytes: null,
        ageSeconds: null,
        verdict: 'failed',
        explanation: 'not asked',
        advice: VERDICTS.failed.advice,
      },
      rssBytes: null,
      cpuSeconds: null,
      cpuPercent: null,
      disks: null,
      stoppedDisks: [],
      nics: null,
      socket: null,
      problem: null,
      failures: [],
    });
  });

  it('names the disks that have stopped the guest, and none that work or do not say', () => {
    const image = { virtualBytes: 1, actualBytes: 1, readOnly: false, removable: false, snapshots: [] };
    const disks = [
      { ...DISK, name: 'full', image: { ...image, ioStatus: 'nospace' } },
      { ...DISK, name: 'well', image: { ...image, ioStatus: 'ok' } },
      { ...DISK, name: 'mute', image },
      { ...DISK, name: 'unread', image: undefined },
    ];
    expect(entryOf({ qemu: { ...GUEST, runState: 'io-error', disks } }).stoppedDisks).toEqual([
      { disk: 'full', why: 'nospace' },
    ]);
  });

  it('counts the cards of the command line when QEMU did not report them', () => {
    const nics = [{ nic: WEB_NIC, host: TAP, neighbourAddress: undefined }];
    expect(entryOf({ qemu: undefined, nics }).nics).toBe(1);
    expect(entryOf({ qemu: { ...GUEST, nics: [] } }).nics).toBe(0);
  });

  it('knows no load of a process of no age', () => {
    expect(entryOf({ linux: { ...PROCESS, elapsedSeconds: 0 } })).toMatchObject({
      cpuSeconds: 437.75,
      cpuPercent: null,
    });
  });

  it('rounds CPU time to milliseconds', () => {
    const linux = { ...PROCESS, userSeconds: 0.1, systemSeconds: 0.2 };
    expect(entryOf({ linux }).cpuSeconds).toBe(0.3);
  });

  it('has what the command line declares of a QEMU that did not answer', () => {
    const declared = { vcpus: undefined, memoryBytes: 2 ** 25 };
    expect(entryOf({ qemu: undefined, declared })).toMatchObject({
      ...{ vcpus: null, machineBytes: null },
      declared: { vcpus: null, memoryBytes: 2 ** 25 },
    });
    expect(entryOf({})).toMatchObject({ vcpus: 2, machineBytes: 2 ** 31, declared: null });
  });

  it('rounds an age to milliseconds', () => {
    const { memory } = guestSnapshot({});
    expect(entryOf({ memory: { ...memory, ageSeconds: 1.234_567 } }).memory.ageSeconds).toBe(1.235);
  });

  it('is empty on a host without guests', () => {
    expect(encodeGuestList(snapshotOf())).toEqual({ guests: [], warnings: [] });
  });
});
