import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainStats, domstatsJson, encodeDomstats } from '../../../src/formats/domstats/domstats.js';
import { DOMSTATS_GROUPS } from '../../../src/formats/domstats/stat.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import { DISK, RICH } from '../rich-snapshot.js';

const MEBIBYTE = 2 ** 20;
const COUNTERS = DISK.counters;
const [FIRST] = RICH.guests;

/** A guest with every figure that domstats prints. */
function guest(): GuestSnapshot {
  if (FIRST?.qemu === undefined || FIRST.linux === undefined) throw new Error('the first guest is whole');
  return {
    ...FIRST,
    name: 'web',
    nics: FIRST.nics.slice(0, 1),
    linux: {
      ...FIRST.linux,
      userSeconds: 12.5,
      systemSeconds: 0.29,
      rssBytes: 300 * MEBIBYTE + 512,
      threads: [
        { id: 11, name: 'CPU 0/KVM', state: 'S', runNanoseconds: 1_530_000_123, waitNanoseconds: 4096 },
        { id: 12, name: 'CPU 1/KVM', state: 'S', runNanoseconds: undefined, waitNanoseconds: undefined },
      ],
    },
    qemu: {
      ...FIRST.qemu,
      runState: 'io-error',
      vcpus: [
        { index: 0, threadId: 11 },
        { index: 2, threadId: 12 },
      ],
      maxVcpus: 4,
      memory: { baseBytes: 1024 * MEBIBYTE, pluggedBytes: 0 },
      balloon: {
        device: { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' },
        actualBytes: 512 * MEBIBYTE,
        intervalSeconds: 5,
        report: {
          supplied: {
            'stat-swap-in': 4096,
            'stat-major-faults': 7,
            'stat-free-memory': 10 * MEBIBYTE + 1,
            'stat-total-memory': 480 * MEBIBYTE,
            'stat-htlb-pgfail': 0,
          },
          unset: ['stat-swap-out'],
          lastUpdateSeconds: 1_795_205_860,
        },
      },
      disks: [
        {
          ...DISK,
          name: 'disk0',
          image: {
            virtualBytes: 10 * MEBIBYTE,
            actualBytes: 2 * MEBIBYTE,
            readOnly: false,
            removable: false,
            snapshots: [],
            layers: [
              {
                filename: '/images/top.qcow2',
                virtualBytes: 10 * MEBIBYTE,
                actualBytes: 2 * MEBIBYTE,
                highestWrittenBytes: 0,
              },
              { filename: 'nbd://host/base', virtualBytes: 8 * MEBIBYTE, actualBytes: undefined },
            ],
          },
        },
      ],
      emptyDrives: [{ name: 'cd0', counters: { ...COUNTERS, readOperations: 0 } }],
      iothreads: [
        { id: 'iothread7', threadId: 21, pollMaxNanoseconds: 32_768, pollGrow: 0, pollShrink: 0 },
        { id: 'io', threadId: 22 },
      ],
      dirtyRate: {
        status: 'measured',
        mode: 'page-sampling',
        startSeconds: 416,
        periodSeconds: 1,
        bytesPerSecond: 4 * MEBIBYTE,
        vcpus: [],
      },
    },
  };
}

function print(options?: Parameters<typeof encodeDomstats>[1]): string {
  return encodeDomstats({ guests: [guest()] }, options);
}

describe('domstats', () => {
  it('prints a state and its reason', () => {
    expect(print({ groups: ['state'] })).toBe("Domain: 'web'\n  state.state=3\n  state.reason=5\n");
  });

  it('prints times of the process in nanoseconds', () => {
    expect(domainStats(guest(), { groups: ['cpu-total'] })).toEqual([
      ['cpu.time', 12_790_000_000],
      ['cpu.user', 12_500_000_000],
      ['cpu.system', 290_000_000],
    ]);
  });

  it('prints memory in whole KiB, and leaves out what the guest does not supply', () => {
    expect(domainStats(guest(), { groups: ['balloon'] })).toEqual([
      ['balloon.current', 524_288],
      ['balloon.maximum', 1_048_576],
      ['balloon.swap_in', 4],
      ['balloon.major_fault', 7],
      ['balloon.unused', 10_240],
      ['balloon.available', 491_520],
      ['balloon.last-update', 1_795_205_860],
      ['balloon.hugetlb_pgfail', 0],
      ['balloon.rss', 307_200],
    ]);
  });

  it('prints vCPUs under their own numbers', () => {
    expect(domainStats(guest(), { groups: ['vcpu'] })).toEqual([
      ['vcpu.current', 2],
      ['vcpu.maximum', 4],
      ['vcpu.0.state', 1],
      ['vcpu.0.time', 1_530_000_123],
      ['vcpu.0.delay', 4096],
      ['vcpu.2.state', 1],
    ]);
  });

  it("prints the guest's view of its network cards", () => {
    const [nic] = guest().nics;
    const stats = Object.fromEntries(domainStats(guest(), { groups: ['interface'] }));
    expect(stats['net.count']).toBe(1);
    expect(stats['net.0.name']).toBe(nic?.host?.name);
    expect(stats['net.0.rx.bytes']).toBe(nic?.host?.counters?.transmittedBytes);
    expect(stats['net.0.tx.drop']).toBe(nic?.host?.counters?.receivedDrops);
  });

  it('prints no count of network cards where nothing tells it, and 0 where QEMU says that there are none', () => {
    const { qemu, ...others } = guest();
    const count = (sample: GuestSnapshot['qemu']) =>
      domainStats({ ...others, nics: [], qemu: sample }, { groups: ['interface'] });
    expect(count(undefined)).toEqual([]);
    expect(count(qemu && { ...qemu, nics: undefined })).toEqual([]);
    expect(count(qemu && { ...qemu, nics: [] })).toEqual([['net.count', 0]]);
  });

  it('takes the whole memory for the current one only of a machine without a balloon', () => {
    const { qemu, ...others } = guest();
    const current = (balloon: NonNullable<GuestSnapshot['qemu']>['balloon']) =>
      domainStats(
        { ...others, linux: undefined, qemu: qemu && { ...qemu, balloon } },
        { groups: ['balloon'] },
      );
    const whole = ['balloon.maximum', 1_048_576];
    const none = { device: undefined, actualBytes: undefined, intervalSeconds: undefined, report: undefined };
    expect(current(none)).toEqual([['balloon.current', 1_048_576], whole]);
    expect(current({ ...none, device: qemu?.balloon?.device })).toEqual([whole]);
    expect(current(undefined)).toEqual([whole]);
  });

  it('prints disks with their counters, and drives without a medium', () => {
    expect(print({ groups: ['block'] })).toBe(`Domain: 'web'
  block.count=2
  block.0.name=disk0
  block.0.path=/images/top.qcow2
  block.0.backingIndex=1
  block.0.rd.reqs=398
  block.0.rd.bytes=51909120
  block.0.rd.times=22534382
  block.0.wr.reqs=64
  block.0.wr.bytes=1048576
  block.0.wr.times=5000001
  block.0.fl.reqs=7
  block.0.fl.times=700000
  block.0.allocation=0
  block.0.capacity=10485760
  block.0.physical=2097152
  block.1.name=cd0
  block.1.rd.reqs=0
  block.1.rd.bytes=51909120
  block.1.rd.times=22534382
  block.1.wr.reqs=64
  block.1.wr.bytes=1048576
  block.1.wr.times=5000001
  block.1.fl.reqs=7
  block.1.fl.times=700000
`);
  });

  it('prints the images below, each a record without counters, when asked for', () => {
    const stats = domainStats(guest(), { groups: ['block'], backing: true });
    expect(stats[0]).toEqual(['block.count', 3]);
    expect(stats).toContainEqual(['block.0.backingIndex', 1]);
    expect(stats.filter(([key]) => key.startsWith('block.1.'))).toEqual([
      ['block.1.name', 'disk0'],
      ['block.1.backingIndex', 2],
      ['block.1.capacity', 8_388_608],
    ]);
    expect(stats).toContainEqual(['block.2.name', 'cd0']);
  });

  it('numbers iothreads as libvirt names them, and others by their place', () => {
    expect(domainStats(guest(), { groups: ['iothread'] })).toEqual([
      ['iothread.count', 2],
      ['iothread.7.poll-max-ns', 32_768],
      ['iothread.7.poll-grow', 0],
      ['iothread.7.poll-shrink', 0],
    ]);
  });

  it('prints whole seconds of a measurement that was given in milliseconds', () => {
    const { qemu, ...others } = guest();
    const dirtyRate = qemu?.dirtyRate && { ...qemu.dirtyRate, periodSeconds: 1.5 };
    const stats = domainStats({ ...others, qemu: qemu && { ...qemu, dirtyRate } }, { groups: ['dirtyrate'] });
    expect(stats).toContainEqual(['dirtyrate.calc_period', 1]);
  });

  it('prints the last measured dirty rate', () => {
    expect(domainStats(guest(), { groups: ['dirtyrate'] })).toEqual([
      ['dirtyrate.calc_status', 2],
      ['dirtyrate.calc_start_time', 416],
      ['dirtyrate.calc_period', 1],
      ['dirtyrate.calc_mode', 'page-sampling'],
      ['dirtyrate.megabytes_per_second', 4],
    ]);
  });

  it("adds libvirt's zeros only when asked for", () => {
    const keys = (libvirt: boolean) => domainStats(guest(), { libvirt }).map(([key]) => key);
    const zeros = keys(true).filter((key) => !keys(false).includes(key));
    expect(zeros).toEqual([
      'cpu.cache.monitor.count',
      'cpu.haltpoll.success.time',
      'cpu.haltpoll.fail.time',
      'vcpu.0.wait',
      'vcpu.2.wait',
    ]);
  });

  it("keeps libvirt's order of groups, whatever the order that is asked for", () => {
    const all = domainStats(guest());
    const reversed = domainStats(guest(), { groups: [...DOMSTATS_GROUPS].reverse() });
    expect(reversed).toEqual(all);
    const groups = [...new Set(all.map(([key]) => key.split('.')[0]))];
    expect(groups).toEqual(['state', 'cpu', 'balloon', 'vcpu', 'net', 'block', 'iothread', 'dirtyrate']);
  });

  it('separates guests by an empty line', () => {
    const two = encodeDomstats({ guests: [guest(), { ...guest(), name: 'db' }] }, { groups: ['state'] });
    expect(two).toContain("state.reason=5\n\nDomain: 'db'\n");
  });

  it('prints a guest that does not answer without a figure of its QEMU', () => {
    const stats = Object.fromEntries(domainStats({ ...guest(), qemu: undefined }));
    expect(stats['state.state']).toBe(0);
    expect(stats['cpu.time']).toBe(12_790_000_000);
    expect(Object.keys(stats).filter((key) => /^(?:vcpu|block|dirtyrate)/.test(key))).toEqual([]);
  });

  it('gives programs the same figures', () => {
    const [object] = domstatsJson({ guests: [guest()] });
    expect(object).toEqual({ 'domain.name': 'web', ...Object.fromEntries(domainStats(guest())) });
  });

  it('lets no text of a guest break a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const text = encodeDomstats({ guests: [{ ...guest(), name }] }, { groups: ['state'] });
        return text.split('\n').length === 4;
      }),
    );
  });
});
