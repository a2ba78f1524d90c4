import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { examineGuests } from '../../src/balloon/examine-guests.js';
import { findGuest } from '../../src/discover/find-guest.js';
import { type BalloonEntry, encodeBalloon } from '../../src/formats/balloon/json.js';
import { describeLab } from '../lab/context.js';
import { bootGuest } from '../lab/guest.js';
import { collectRecord, onlyVm, runQgauge } from '../run-qgauge.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { type MeasuredMachine, startMachine } from './paused-machine.js';

const MIB = 2 ** 20;
const COMMON = ['-accel', 'tcg', '-nodefaults', '-display', 'none', '-S', '-device', 'virtio-balloon-pci'];
const PLUGGABLE = ['-m', '64M,slots=4,maxmem=2G', ...COMMON];

function memfd(id: string, mebibytes: number): readonly string[] {
  return ['-object', `memory-backend-memfd,id=${id},size=${mebibytes}M,share=on`];
}

async function nvdimm(): Promise<readonly string[]> {
  const file = join(await temporaryDirectory(), 'root.img');
  writeFileSync(file, '');
  truncateSync(file, 128 * MIB);
  const backend = `memory-backend-file,id=mem0,mem-path=${file},size=${128 * MIB},readonly=on,share=on`;
  return ['-object', backend, '-device', 'nvdimm,id=nv0,memdev=mem0,unarmed=on'];
}

async function balloonOf(socket: string): Promise<BalloonEntry> {
  const { signal } = new AbortController();
  const [finding] = await examineGuests([findGuest(socket)], { signal });
  if (finding === undefined) throw new Error('no finding');
  return encodeBalloon(finding);
}

describeLab('the memory of a real QEMU', (lab) => {
  it.each<readonly [string, () => Promise<readonly string[]>, { memory: number; most: number }]>([
    ['no NVDIMM', nvdimm, { memory: 64, most: 64 }],
    [
      'a DIMM',
      async () => [...memfd('m1', 128), '-device', 'pc-dimm,id=d1,memdev=m1'],
      { memory: 192, most: 192 },
    ],
    [
      'no virtio-mem that no driver has taken',
      async () => [...memfd('m1', 128), '-device', 'virtio-mem-pci,id=vm1,memdev=m1,requested-size=128M'],
      { memory: 64, most: 64 },
    ],
    [
      'a DIMM beside an NVDIMM',
      async () => [...(await nvdimm()), ...memfd('m1', 128), '-device', 'pc-dimm,id=d1,memdev=m1'],
      { memory: 192, most: 192 },
    ],
    [
      'no virtio-pmem',
      async () => [...memfd('m1', 128), '-device', 'virtio-pmem-pci,id=p1,memdev=m1'],
      { memory: 64, most: 64 },
    ],
  ])('counts %s', async (_, plugged, { memory, most }) => {
    const machine = await startMachine(lab, [
      '-machine',
      'q35,nvdimm=on',
      ...PLUGGABLE,
      ...(await plugged()),
    ]);
    const vm = await machine.record();
    expect(vm.mem_alloc).toBe(memory * MIB);
    // An empty balloon has all that it can take from.
    expect(vm.balloon?.actual).toBe(most * MIB);
    expect(await balloonOf(machine.socket)).toMatchObject({
      actualBytes: most * MIB,
      mostBytes: most * MIB,
      machineBytes: memory * MIB,
    });
  });

  it('has virtio-mem at its present size, which no balloon takes from', async () => {
    await using guest = await bootGuest(lab, {
      name: 'vmem',
      kernelWords: ['memhp_default_state=online'],
      extraArgs: [
        ...['-m', '256M,slots=2,maxmem=4G', '-object', 'memory-backend-ram,id=m1,size=256M'],
        ...['-device', 'virtio-mem-pci,id=vm1,memdev=m1,requested-size=128M'],
      ],
    });
    const [socket = ''] = guest.monitors;
    const sizeOf = async () =>
      ((await guest.control('qom-get', { path: '/machine/peripheral/vm1', property: 'size' })) as number) /
      MIB;
    await expect.poll(sizeOf, { timeout: 90_000 }).toBe(128);
    const collected = async () => onlyVm((await collectRecord(['--socket', socket, '--extended'])).record);
    expect(await collected()).toMatchObject({ mem_alloc: 384 * MIB, balloon: { actual: 256 * MIB } });
    // The guest's own total includes it, once the guest has put it online and reported again.
    const totalBytes = async () => Number((await collected()).balloon?.stats['stat-total-memory']);
    await expect.poll(totalBytes, { timeout: 90_000 }).toBeGreaterThan(256 * MIB);
    expect((await collected()).mem_use).toBeGreaterThan(0);
    const balloon = await balloonOf(socket);
    expect(balloon).toMatchObject({
      actualBytes: 256 * MIB,
      mostBytes: 256 * MIB,
      machineBytes: 384 * MIB,
    });
    expect(balloon.evidence).toContain('the guest may use 256 MiB of 256 MiB and 128 MiB of virtio-mem');
    const most = await runQgauge(['balloon', 'set', socket, '300M', '--control']);
    expect(most).toMatchObject({ status: 2 });
    expect(most.stderr).toContain('300 MiB is more than the 256 MiB of the machine without its virtio-mem');
    const down = await runQgauge(['balloon', 'set', socket, '224M', '--control', '--restore']);
    expect(down.stdout).toContain('256 MiB → 224 MiB');
    // It shrinks, and the record follows.
    await guest.control('qom-set', {
      ...{ path: '/machine/peripheral/vm1', property: 'requested-size', value: 0 },
    });
    await expect.poll(sizeOf, { timeout: 90_000 }).toBeLessThan(128);
    const largest = 256 + (await sizeOf());
    const { record } = await collectRecord(['--socket', socket]);
    const least = 256 + (await sizeOf());
    const memory = (onlyVm(record).mem_alloc ?? 0) / MIB;
    expect(memory).toBeLessThanOrEqual(largest);
    expect(memory).toBeGreaterThanOrEqual(least);
  });
});

const NR_HUGEPAGES = '/proc/sys/vm/nr_hugepages';

/** Reserves huge pages for the test, beside those that others use. */
function reserveHugePages(mebibytes: number): void {
  const before = Number(readFileSync(NR_HUGEPAGES, 'utf8'));
  writeFileSync(NR_HUGEPAGES, String(before + mebibytes / 2));
  onTestFinished(() => {
    writeFileSync(NR_HUGEPAGES, String(before));
  });
}

/** The pages of all mappings, as the kernel finds them when it walks through them. */
function residentBytes(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kib = ['Rss', 'Shared_Hugetlb', 'Private_Hugetlb'].map((key) =>
    Number(new RegExp(`^${key}: +(\\d+) kB$`, 'm').exec(text)?.[1]),
  );
  return kib.reduce((sum, part) => sum + part, 0) * 1024;
}

describeLab('the resident memory of a real QEMU', (lab) => {
  const start = async (backend: string): Promise<MeasuredMachine> => {
    const memory = ['-object', `${backend},id=ram,size=64M,prealloc=on`];
    return await startMachine(lab, ['-machine', 'q35,memory-backend=ram', '-m', '64M', ...COMMON, ...memory]);
  };

  it.each([
    ['private memory', 'memory-backend-ram'],
    ['a memfd', 'memory-backend-memfd,share=on'],
    ['a shared file', 'memory-backend-file,share=on,mem-path=FILE'],
    ['a private file', 'memory-backend-file,share=off,mem-path=FILE'],
    ['huge pages of a memfd', 'memory-backend-memfd,hugetlb=on,hugetlbsize=2M,share=on'],
    ['private huge pages', 'memory-backend-memfd,hugetlb=on,hugetlbsize=2M,share=off'],
  ])('counts %s', async (_, backend) => {
    if (backend.includes('hugetlb')) reserveHugePages(64);
    const file = join(await temporaryDirectory(), 'ram');
    const machine = await start(backend.replace('FILE', file));
    const before = residentBytes(machine.pid);
    const vm = await machine.record();
    const after = residentBytes(machine.pid);
    expect(before).toBeGreaterThan(64 * MIB);
    // The kernel counts pages of each processor apart, and adds them up later.
    expect(vm.rss).toBeGreaterThan(Math.min(before, after) - 2 * MIB);
    // For its answers QEMU takes some megabytes, and gives them back: a fraction of the memory that is looked for.
    expect(vm.rss).toBeLessThan(Math.max(before, after) + 16 * MIB);
    const memory = Number(/^MemTotal: +(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024;
    expect(vm.pmem).toBeCloseTo((100 * (vm.rss ?? 0)) / memory, 2);
  });
});
