import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import validate from '../../../schemas/compiled/hv-monitor.js';
import {
  encodeHvMonitor,
  findOverlongNames,
  formatHvMonitor,
} from '../../../src/formats/hv-monitor/hv-monitor.js';
import type { HvMonitorRecord, HvMonitorVm } from '../../../src/formats/hv-monitor/record.js';
import { uniqueNames } from '../../../src/model/guest-name.js';
import type { ProblemKind } from '../../../src/model/problem.js';
import type { GuestSnapshot, Snapshot } from '../../../src/model/snapshot.js';
import { unicodeText } from '../../unicode-text.js';
import { expectGolden, golden } from '../golden.js';
import { CD, DISK, GUEST, guestSnapshot, MACVTAP, RICH, snapshotOf, TAP, WEB_NIC } from '../rich-snapshot.js';

/** What the reader gets: the text, parsed, after it was found to be what the schema says. */
function received(record: HvMonitorRecord): HvMonitorRecord {
  const text = formatHvMonitor(record);
  expect(text).not.toContain('\\');
  const value: HvMonitorRecord = JSON.parse(text);
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
  return value;
}

/** The one VM of a record. */
function vmOf(snapshot: Partial<GuestSnapshot>, extended = false): HvMonitorVm {
  const [vm, ...others] = Object.values(
    received(encodeHvMonitor(snapshotOf(guestSnapshot(snapshot)), { extended })).data.VMs,
  );
  if (vm === undefined || others.length > 0) throw new Error('not one VM');
  return vm;
}

describe('a whole record', () => {
  it('is the golden one', async () => {
    const record = encodeHvMonitor(RICH);
    received(record);
    await expectGolden(`${formatHvMonitor(record, true)}\n`, 'hv-monitor.json');
  });

  it('is the golden one with what is on request', async () => {
    const record = encodeHvMonitor(RICH, { extended: true });
    received(record);
    await expectGolden(`${formatHvMonitor(record, true)}\n`, 'hv-monitor-extended.json');
  });

  it('says the same on one line as with indents', () => {
    const text = formatHvMonitor(encodeHvMonitor(RICH));
    expect(text).not.toContain('\n');
    expect(JSON.parse(text)).toEqual(JSON.parse(golden('hv-monitor.json')));
  });

  it('has the kind of hypervisor that is given', () => {
    expect(received(encodeHvMonitor(RICH, { hv: 'CBSD' })).data.hv).toBe('CBSD');
  });
});

describe('a record without answers', () => {
  it('has sums of 0 for a host without guests, and no cow nor nswap', () => {
    const { error, errorString, data } = received(encodeHvMonitor(snapshotOf()));
    expect([error, errorString, data.VMs]).toEqual([0, '', {}]);
    const { cow, nswap, ...sums } = data.totals;
    expect([cow, nswap]).toEqual([null, null]);
    expect(new Set(Object.values(sums))).toEqual(new Set([0]));
    expect(Object.keys(sums)).toHaveLength(48);
  });

  it('is an error when no guest answered, and has what Linux knows', () => {
    const problem = { kind: 'busy', message: 'unix:/q: another "client"' } as const;
    const one = guestSnapshot({ name: 'a', qemu: undefined, problem });
    const two = guestSnapshot({ name: 'b', qemu: undefined, problem: undefined });
    const record = received(encodeHvMonitor(snapshotOf(one, two)));
    expect(record.error).toBe(1);
    expect(record.errorString).toBe('none of 2 guests answered: unix:/q: another _client_');
    expect(record.data.totals).toMatchObject({
      unknown: 2,
      on: 0,
      usertime: 700.5,
      cpus: null,
      rbytes: null,
    });
  });

  it('is not an error when one guest answered', () => {
    const one = guestSnapshot({ name: 'a', qemu: undefined });
    const record = received(encodeHvMonitor(snapshotOf(one, guestSnapshot({ name: 'b' }))));
    expect([record.error, record.errorString]).toEqual([0, '']);
  });
});

const HOSTILE = [
  'quo"te',
  'back\\slash',
  'new\nline\r\n',
  '\u001b[2J\u001b]0;title\u0007',
  '😀 日本 é',
  'x'.repeat(200),
  '__proto__',
  'constructor',
  '',
  '\u202eright-to-left',
  'half \ud800',
  '7',
];

describe('hostile names', () => {
  const names = HOSTILE.map((name) => ({ name, uuid: undefined, pid: undefined }));
  const guests = uniqueNames(names).names.map((name) => guestSnapshot({ name }));

  it('of guests are all kept, without a backslash', () => {
    const { VMs } = received(encodeHvMonitor(snapshotOf(...guests))).data;
    expect(Object.keys(VMs)).toHaveLength(HOSTILE.length);
    expect(Object.keys(VMs)).toEqual(
      expect.arrayContaining([
        'quo_te',
        'back_slash',
        'new_line__',
        '_[2J_]0;title_',
        '😀 日本 é',
        '__proto__',
      ]),
    );
  });

  it('of disks are all kept, two of one name too', () => {
    const named = [...HOSTILE, 'same', 'same', 'same', 'a"', 'a\\'].map((name) => ({ ...DISK, name }));
    const vm = vmOf({ qemu: { ...GUEST, disks: named } });
    expect(Object.keys(vm.disks)).toHaveLength(named.length);
    expect(Object.keys(vm.disks)).toEqual(
      expect.arrayContaining(['__proto__', 'same', 'same-2', 'same-3', 'a_', 'a_-2']),
    );
    expect(vm.rreqs).toBe(named.length * 398);
  });

  it.each(HOSTILE)('of bridges, consoles and hypervisors do no harm: %j', (name) => {
    const nics = [{ nic: WEB_NIC, host: { ...TAP, name, parent: name }, neighbourAddress: undefined }];
    const server = { type: 'vnc', id: name, address: name, isWebsocket: false, isTls: false } as const;
    const display = { type: 'vnc', address: name, servers: [server] } as const;
    const guest = guestSnapshot({ qemu: { ...GUEST, display }, nics });
    received(encodeHvMonitor(snapshotOf(guest), { hv: name, extended: true }));
  });

  it('never make a backslash, whatever they are', () => {
    const text = unicodeText();
    const some = fc.array(fc.record({ name: text, disks: fc.array(text, { maxLength: 4 }) }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(some, text, (wanted, message) => {
        const { names } = uniqueNames(wanted.map(({ name }) => ({ name, uuid: undefined, pid: undefined })));
        const snapshots = wanted.map(({ disks }, at) =>
          guestSnapshot({
            name: names[at] ?? '',
            qemu: { ...GUEST, disks: disks.map((name) => ({ ...DISK, name })) },
            nics: [
              { nic: WEB_NIC, host: { ...TAP, name: message, parent: message }, neighbourAddress: undefined },
            ],
          }),
        );
        const { VMs } = received(encodeHvMonitor(snapshotOf(...snapshots), { hv: message })).data;
        const diskCounts = Object.values(VMs).map(({ disks }) => Object.keys(disks).length);
        expect(diskCounts.sort()).toEqual(wanted.map(({ disks }) => disks.length).sort());
        const failed = guestSnapshot({ qemu: undefined, problem: { kind: 'failed', message } });
        received(encodeHvMonitor(snapshotOf(failed)));
      }),
    );
  });
});

describe('an interface', () => {
  const withHost = (host: typeof TAP | undefined) =>
    vmOf({ nics: [{ nic: WEB_NIC, host, neighbourAddress: undefined }] });

  it('of a tap has its counters swapped: what the tap transmits, the guest receives', () => {
    const vm = withHost(TAP);
    const expected = {
      ibytes: 2001,
      ipkts: 21,
      ierrs: 22,
      idrop: 23,
      obytes: 1001,
      opkts: 11,
      oerrs: 12,
      odrop: 13,
    };
    expect(vm.ifs.nic0).toEqual({ if: 'tap0', parent: 'br0', mac: WEB_NIC.mac, ...expected, coll: 3 });
    expect(vm).toMatchObject(expected);
  });

  it('of a macvtap has them as they are', () => {
    expect(withHost(MACVTAP).ifs.nic0).toMatchObject({
      if: 'macvtap0',
      parent: 'eth0',
      ibytes: 1001,
      obytes: 2001,
      ierrs: 12,
    });
  });

  it('without a host side has no counters, and neither has its VM', () => {
    const vm = withHost(undefined);
    expect(vm.ifs.nic0).toMatchObject({ if: '', parent: '', mac: WEB_NIC.mac, ibytes: null, coll: null });
    expect(vm.ibytes).toBeNull();
  });

  it('whose counters cannot be read keeps its name', () => {
    expect(withHost({ ...TAP, counters: undefined }).ifs.nic0).toMatchObject({ if: 'tap0', ibytes: null });
  });
});

describe('the disks of a VM', () => {
  const image = DISK.image && { ...DISK.image, snapshots: [] };
  const sizes = (disks: typeof GUEST.disks) => {
    const { disk_alloc, disk_in_use, disk_on_disk, rbytes } = vmOf({ qemu: { ...GUEST, disks } });
    return { disk_alloc, disk_in_use, disk_on_disk, rbytes };
  };

  it('count into its sizes unless they are removable or read-only, and into its traffic always', () => {
    const readOnly = { ...DISK, name: 'tools', image: image && { ...image, readOnly: true } };
    const removable = { ...DISK, name: 'usb', image: image && { ...image, removable: true } };
    const all = sizes([DISK, CD, readOnly, removable]);
    expect(all).toEqual({ ...sizes([DISK]), rbytes: 3 * 51_909_120 + 2048 });
    expect(all.disk_alloc).toBe(10 * 1024 ** 3);
  });

  it('are in use up to their highest offset, and at least as far as they are on disk', () => {
    const { disks } = vmOf({
      qemu: {
        ...GUEST,
        disks: [
          { ...DISK, name: 'a', image: image && { ...image, actualBytes: 10 }, highestWrittenBytes: 20 },
          { ...DISK, name: 'b', image: image && { ...image, actualBytes: 30 }, highestWrittenBytes: 20 },
          {
            ...DISK,
            name: 'c',
            image: image && { ...image, actualBytes: 30 },
            highestWrittenBytes: undefined,
          },
          { ...DISK, name: 'd', image: undefined },
        ],
      },
    });
    expect(Object.values(disks).map(({ in_use }) => in_use)).toEqual([20, 30, 30, null]);
  });

  it('are in use to an unknown extent on a block device, and their sums are those of the others', () => {
    const volume = { ...DISK, name: 'lv', image: image && { ...image, actualBytes: undefined } };
    const { disks } = vmOf({ qemu: { ...GUEST, disks: [volume] } });
    expect(disks.lv).toMatchObject({ alloc: 10 * 1024 ** 3, in_use: null, on_disk: null });
    expect(sizes([volume])).toMatchObject({ disk_in_use: null, disk_on_disk: null });
    const one = sizes([DISK]);
    expect(sizes([volume, DISK])).toMatchObject({
      disk_alloc: 20 * 1024 ** 3,
      disk_in_use: one.disk_in_use,
      disk_on_disk: one.disk_on_disk,
    });
  });

  it('have their I/O status on request, and an empty one where the device does not say', () => {
    const stopped = { ...DISK, image: image && { ...image, ioStatus: 'nospace' } };
    const mute = { ...DISK, name: 'mute', image: undefined };
    const qemu = { ...GUEST, disks: [stopped, mute] };
    const statuses = (extended: boolean) =>
      Object.values(vmOf({ qemu }, extended).disks).map(({ io_status }) => io_status);
    expect(statuses(true)).toEqual(['nospace', '']);
    expect(statuses(false)).toEqual([undefined, undefined]);
  });

  it('have one snapshot where all of them have one of that name', () => {
    expect(vmOf({})).toMatchObject({ snaps: 2, snaps_size: 610_000_000 });
  });

  it('are unknown, and so are their sums, when QEMU did not report them', () => {
    const vm = vmOf({ qemu: { ...GUEST, disks: undefined } });
    expect(vm).toMatchObject({ disks: {}, disk_alloc: null, rbytes: null, snaps: null, snaps_size: null });
  });
});

describe('the figures of a VM', () => {
  it('are null when they are unknown, and texts are empty', () => {
    const { disks, ifs, ...vm } = vmOf({ qemu: undefined, linux: undefined });
    expect([disks, ifs]).toEqual([{}, {}]);
    const known = Object.entries(vm).filter(([, value]) => value !== null && value !== '');
    expect(known).toEqual([['status_int', 9]]);
  });

  it('keep the last state of a guest that had no time to answer, and of no other', () => {
    const silent = { qemu: undefined, lastGood: { qemu: GUEST, ageSeconds: 10 } };
    const statusOf = (kind: ProblemKind) => vmOf({ ...silent, problem: { kind, message: 'why' } }).status_int;
    expect(statusOf('late')).toBe(1);
    expect(statusOf('hung')).toBe(9);
    expect(vmOf({ qemu: undefined, problem: { kind: 'late', message: 'why' } }).status_int).toBe(9);
  });

  it('have no used memory when the report is not fresh', () => {
    expect(vmOf({}).mem_use).toBe(800_000_000);
    expect(vmOf({ qemu: { ...GUEST, runState: 'paused' } }).mem_use).toBeNull();
  });

  it('have no share of a host whose memory is not known, and no load of a process of no age', () => {
    const guest = guestSnapshot({});
    const snapshot: Snapshot = { ...snapshotOf(guest), host: { memoryBytes: undefined } };
    expect(received(encodeHvMonitor(snapshot)).data.VMs.web1?.pmem).toBeNull();
    expect(vmOf({ linux: guest.linux && { ...guest.linux, elapsedSeconds: 0 } }).pcpu).toBeNull();
  });

  it('take an address of the agent before one of the host, and IPv4 before IPv6', () => {
    const nics = [{ nic: WEB_NIC, host: TAP, neighbourAddress: '192.0.2.7' }];
    const agentOf = (...addresses: readonly string[]) => ({
      osId: undefined,
      addresses: addresses.map((address) => ({ mac: WEB_NIC.mac, address })),
    });
    expect(vmOf({ nics }).ip).toBe('192.0.2.7');
    expect(vmOf({ nics, agent: agentOf() }).ip).toBe('192.0.2.7');
    expect(vmOf({ nics, agent: agentOf('2001:db8::7') }).ip).toBe('2001:db8::7');
    expect(vmOf({ nics, agent: agentOf('2001:db8::7', '192.0.2.17') }).ip).toBe('192.0.2.17');
    expect(vmOf({}).ip).toBe('');
  });

  it('have every address of the console when they are asked for', () => {
    expect(vmOf({}, true).consoles).toEqual([
      { type: 'vnc', id: 'default', address: '127.0.0.1:5907', websocket: false, tls: false },
      { type: 'vnc', id: 'default', address: '127.0.0.1:5707', websocket: true, tls: false },
    ]);
    expect(vmOf({ qemu: { ...GUEST, display: null } }, true).consoles).toEqual([]);
    expect(vmOf({ qemu: undefined }, true).consoles).toEqual([]);
    expect(vmOf({})).not.toHaveProperty('consoles');
  });

  it('have all memory of the machine, virtio-mem included', () => {
    const memory = { baseBytes: 1024, pluggedBytes: 768, virtioMemBytes: 256 };
    expect(vmOf({ qemu: { ...GUEST, memory } }).mem_alloc).toBe(1792);
  });

  it('have exact balloon statistics when they are asked for', () => {
    const record = encodeHvMonitor(snapshotOf(guestSnapshot({})), { extended: true });
    expect(formatHvMonitor(record)).toContain('"stat-minor-faults":9223372036854775807');
  });
});

describe('findOverlongNames', () => {
  /** VMs_, the name, _ and disk_on_disk, which is the longest of the keys, in 64 characters. */
  const LONGEST = 'n'.repeat(64 - 'VMs__disk_on_disk'.length);

  it('warns of names with which a figure does not fit into 64 characters', () => {
    const find = (name: string) => findOverlongNames(encodeHvMonitor(snapshotOf(guestSnapshot({ name }))));
    expect(find(LONGEST)).toEqual([]);
    expect(find(`${LONGEST}n`)).toEqual([`${LONGEST}n`]);
    expect(find('n'.repeat(200))).toEqual(['n'.repeat(200)]);
  });

  it('names no VM on a host without guests', () => {
    expect(findOverlongNames(encodeHvMonitor(snapshotOf()))).toEqual([]);
  });
});
