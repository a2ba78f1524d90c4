import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DiskCounters } from '../../src/model/disk.js';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { createCgroup, type LabCgroup, whyNoCgroup } from '../lab/cgroup.js';
import { describeLab } from '../lab/context.js';
import { createLayeredImage, createRawImage } from '../lab/disks.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import { type SlowDisk, serveSlowDisk } from '../lab/nbdkit.js';
import { runCommand } from '../lab/run-command.js';
import { createNamespace, createTap, type NetworkNamespace, type Tap } from '../lab/tap.js';
import type { Truth } from '../lab/truth.js';
import {
  type Bracket,
  BracketedPoller,
  expectWithin,
  growthBetween,
  onlyGuest,
  rateBetween,
  secondsBetween,
} from './bracket.js';
import {
  BROKEN,
  FLOOD,
  GUEST_ADDRESS,
  HOST_ADDRESS,
  MIB,
  ON_DISKS,
  ON_NET,
  RECEIVE,
  SENT_BYTES,
} from './guest-load.js';
import { type KvmtopRow, onlyDomain } from './print-kvmtop.js';
import { readFaults, readIo, readLink, readSchedstats } from './read-by-hand.js';

const KIB = 1024;
/** Rates and percentages are printed as whole numbers. */
const ROUNDING = 0.5;
const WRITE_DELAY_MS = 30;
const SLOW_DISK_MIB = 8;
const MOST_SWEEPS = 10;
const MOST_TRIES = 3;
const POLLING_INTERVAL = { path: '/machine/peripheral/balloon0', property: 'guest-stats-polling-interval' };
const LIMITS = { memoryBytes: 1024 * MIB, cores: 1.5, tasks: 500 };
const whyNot = whyNoCgroup();

describeLab('a snapshot of a real guest', (lab) => {
  let images: string;
  let network: NetworkNamespace;
  let tap: Tap;
  let slow: SlowDisk;
  let guest: LabGuest;
  let group: LabCgroup | undefined;
  let poller: BracketedPoller;

  const readAll = () => ({
    threads: readSchedstats(guest.pid),
    faults: readFaults(guest.pid),
    io: readIo(guest.pid),
    link: readLink(network.name, tap.ifname),
    memoryBytes: group?.readMemoryBytes() ?? Number.NaN,
    cpuSeconds: group?.readCpuSeconds() ?? Number.NaN,
  });
  let first: Bracket<ReturnType<typeof readAll>>;
  let second: typeof first;
  let earlier: GuestSnapshot;
  let later: GuestSnapshot;
  let row: KvmtopRow;
  let truth: Truth;

  beforeAll(async () => {
    images = mkdtempSync(join(tmpdir(), 'qg-'));
    network = await createNamespace();
    tap = await createTap(network, { address: `${HOST_ADDRESS}/24` });
    slow = await serveSlowDisk(images, SLOW_DISK_MIB, WRITE_DELAY_MS);
    guest = await bootGuest(lab, {
      name: 'truth',
      namespace: network.name,
      cpus: 2,
      // Another poller on this host holds at most one of them.
      monitors: 2,
      iothread: true,
      disks: [
        await createLayeredImage(lab.qemuImg, images, 'layered', 32, 'before'),
        createRawImage(images, 'plain', 16),
        { id: 'broken', blockdev: BROKEN },
        { id: 'slow', blockdev: { driver: 'nbd', server: { type: 'unix', path: slow.socket } } },
      ],
      nics: [{ kind: 'tap', ifname: tap.ifname, mac: '52:54:00:aa:bb:41', address: `${GUEST_ADDRESS}/24` }],
    });
    group = whyNot === undefined ? createCgroup(guest.pid, LIMITS) : undefined;
    // Something visible in the guest's memory.
    await guest.run('dd if=/dev/zero of=/tmp/fill bs=1M count=40');
    // Another poller on this host may have set another interval, which ours would leave alone.
    for (const value of [0, 1]) await guest.control('qom-set', { ...POLLING_INTERVAL, value });
    const guests = guest.monitors.map((path) => ({ address: parseAddress(path) }));
    poller = new BracketedPoller({ interval: 2, guests, slowInterval: 1 });
    await poller.next();
    // On a machine with much other work the guest may miss one of the two sweeps.
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      first = await poller.bracket(readAll);
      await Promise.all([inside(network, RECEIVE), guest.run(ON_NET), guest.run(ON_DISKS)]);
      await guest.control('stop');
      await inside(network, FLOOD);
      await guest.control('cont');
      second = await poller.bracket(readAll);
      if ([first, second].every(({ snapshot }) => snapshot.guests.every(({ qemu }) => qemu))) break;
    }
    truth = await guest.truth();
    earlier = onlyGuest(first.snapshot);
    later = onlyGuest(second.snapshot);
    row = onlyDomain(second.snapshot);
  });

  afterAll(async () => {
    await poller?.[Symbol.asyncDispose]();
    await guest?.stop();
    await slow?.[Symbol.asyncDispose]();
    await group?.[Symbol.asyncDispose]();
    await network?.remove();
    rmSync(images, { recursive: true, force: true });
  });

  const disk = ({ qemu: sample }: GuestSnapshot, name: string) =>
    sample?.disks?.find((candidate) => candidate.name === name);
  const grown = (name: string, counter: keyof DiskCounters) => {
    const [before, after] = [earlier, later].map(
      (snapshot) => disk(snapshot, name)?.counters[counter] ?? Number.NaN,
    );
    return (after ?? Number.NaN) - (before ?? Number.NaN);
  };
  const ratesOf = (name: string) => later.rates?.disks?.find((candidate) => candidate.name === name);

  it('counts what the guest wrote and read on each disk, to the byte', () => {
    expect(grown('disk1', 'writeBytes')).toBe(32 * 64 * KIB);
    expect(grown('disk1', 'writeOperations')).toBe(32);
    expect(grown('disk0', 'readBytes')).toBe(8 * 32 * KIB);
    expect(grown('disk0', 'readOperations')).toBe(8);
    expect(grown('slow', 'writeBytes')).toBe(16 * 4 * KIB);
    expect(grown('slow', 'writeOperations')).toBe(16);
  });

  it('divides that by the time between the answers', () => {
    const seconds = later.rates?.guestSeconds ?? Number.NaN;
    expectWithin(seconds, secondsBetween(first, second), 0, 'guestSeconds');
    const written = 32 * 64 * KIB + 16 * 4 * KIB;
    const figures = {
      wrbytes: written,
      wrreq: 48,
      rdbytes: 8 * 32 * KIB + 5 * 4 * KIB,
      rdreq: 13,
      flushreq: 0,
    };
    for (const [name, total] of Object.entries(figures)) {
      const rate = total / seconds;
      expectWithin(row[`disk_stats_${name}`], { least: rate, most: rate }, ROUNDING, name);
    }
  });

  it('has the time that a write took', () => {
    const latency = ratesOf('slow')?.writeLatencySeconds ?? Number.NaN;
    // nbdkit delays each one this long; a busy machine adds to that, which counts as well.
    expect(latency).toBeGreaterThanOrEqual(WRITE_DELAY_MS / 1000);
    expect(latency).toBeLessThan((4 * WRITE_DELAY_MS) / 1000);
    const meanSeconds = grown('slow', 'writeNanoseconds') / 1e9 / 16;
    expect(latency).toBeCloseTo(meanSeconds, 9);
    for (const latencySeconds of [
      ratesOf('disk1')?.writeLatencySeconds,
      ratesOf('disk0')?.readLatencySeconds,
    ]) {
      expectWithin(latencySeconds, { least: 1e-6, most: WRITE_DELAY_MS / 1000 }, 0, 'latency of a file');
    }
    expect(ratesOf('disk0')?.writeLatencySeconds).toBeUndefined();
  });

  it('counts the time of failed reads separately from that of good ones', () => {
    expect(grown('broken', 'readOperations')).toBe(5);
    const failed = grown('broken', 'failedReads');
    expect(failed).toBeGreaterThanOrEqual(3);
    const meanSeconds = grown('broken', 'readNanoseconds') / 1e9 / (5 + failed);
    expect(ratesOf('broken')?.readLatencySeconds).toBeCloseTo(meanSeconds, 9);
  });

  it("has the disks' sizes as qemu-img reports them", async () => {
    // The slow lane, which asks for the sizes, runs after a sweep.
    const isReadSince = ({ guests: [last] }: Snapshot) =>
      (last?.qemu?.imagesReadAtSeconds ?? 0) > second.snapshot.takenAtSeconds;
    let snapshot = await poller.next();
    for (let sweep = 1; !isReadSince(snapshot) && sweep < MOST_SWEEPS; sweep++)
      snapshot = await poller.next();
    const info = ['layered.qcow2', 'plain.raw'].map((name) => {
      const args = ['info', '--force-share', '--output=json', join(images, name)];
      return JSON.parse(execFileSync(lab.qemuImg, args, { encoding: 'utf8' }));
    });
    const sizes = onlyDomain(snapshot);
    expect(sizes.disk_size_capacity).toBe(
      info[0]['virtual-size'] + info[1]['virtual-size'] + (2 + SLOW_DISK_MIB) * MIB,
    );
    expect(sizes.disk_size_physical).toBe(info[0]['actual-size'] + info[1]['actual-size']);
    // Of the raw image as far as the guest wrote, of the other one what it occupies.
    expect(sizes.disk_size_allocation).toBe(info[0]['actual-size'] + 32 * 64 * KIB);
  });

  it("counts the tap's traffic as ip(8) does, from the host's side", () => {
    const counters: Readonly<Record<string, number>> = { ...later.nics[0]?.host?.counters };
    for (const name of Object.keys(second.before.link)) {
      const range = {
        least: second.before.link[name] ?? Number.NaN,
        most: second.after.link[name] ?? Number.NaN,
      };
      expectWithin(counters[counterOf(name)], range, 0, name);
      const rate = rateBetween(first, second, ({ link }) => link[name] ?? Number.NaN);
      expectWithin(row[`net_${name}`], rate, ROUNDING, `net_${name}`);
    }
    const { least: seconds } = secondsBetween(first, second);
    expect(Number(row.net_receivedBytes) * seconds).toBeGreaterThan(0.5 * SENT_BYTES);
    expect(Number(row.net_receivedBytes)).toBeGreaterThan(2 * Number(row.net_transmittedBytes));
    expect(row.net_transmittedDrop).toBeGreaterThan(0);
    expect(row.net_interfaces).toBe(tap.ifname);
  });

  it("has the guest's memory as the guest itself reports it", () => {
    expect(row.ram_total).toBe(truth.memTotalBytes / KIB);
    const used = (truth.memTotalBytes - truth.memFreeBytes) / KIB;
    // The report and the guest's own reading are a second or two apart, while the guest runs.
    const slack = (0.02 * truth.memTotalBytes) / KIB;
    expectWithin(row.ram_used, { least: used, most: used }, slack, 'ram_used');
    expect(row.ram_used).toBeGreaterThan((40 * MIB) / KIB);
  });

  it("has the process's page faults, its reads and its writes", () => {
    for (const name of Object.keys(second.before.faults)) {
      const growth = growthBetween(first, second, ({ faults }) => faults[name] ?? Number.NaN);
      expectWithin(row[name], growth, ROUNDING, name);
    }
    for (const name of Object.keys(second.before.io)) {
      const rate = rateBetween(first, second, ({ io }) => io[name] ?? Number.NaN);
      expectWithin(row[`io_${name}`], rate, ROUNDING, `io_${name}`);
    }
    expect(Number(row.io_wchar)).toBeGreaterThan(0);
  });

  it('distinguishes the threads of vCPUs and iothreads from the others', () => {
    const threads = later.rates?.threads ?? [];
    const named = threads.filter(({ role }) => role !== 'other').map(({ role, of }) => [role, of]);
    expect(named).toHaveLength(3);
    expect(named).toEqual(
      expect.arrayContaining([
        ['vcpu', 0],
        ['vcpu', 1],
        ['iothread', 'iothread0'],
      ]),
    );
    for (const { id, runRatio = Number.NaN } of threads) {
      const nanoseconds = rateBetween(first, second, (reading) => reading.threads.get(id)?.run ?? Number.NaN);
      expectWithin(runRatio * 1e9, nanoseconds, 0, `thread ${id}`);
    }
    // The iothread has served the disks.
    expect(threads.find(({ role }) => role === 'iothread')?.runRatio).toBeGreaterThan(0);
  });

  it.skipIf(whyNot !== undefined)(
    `has its control group's limits and usage${whyNot ? ` (${whyNot})` : ''}`,
    () => {
      const { cgroup } = later;
      expect(cgroup).toMatchObject({
        version: group?.version,
        path: group?.path,
        cpu: { limitCores: LIMITS.cores },
        memory: { limitBytes: LIMITS.memoryBytes },
        tasks: { limit: LIMITS.tasks },
      });
      const { before, after } = second;
      const cpuSeconds = { least: before.cpuSeconds, most: after.cpuSeconds };
      expectWithin(cgroup?.cpu?.usageSeconds, cpuSeconds, 0, 'usageSeconds');
      const readings = [before.memoryBytes, after.memoryBytes];
      const bytes = { least: Math.min(...readings), most: Math.max(...readings) };
      // Memory use varies, and the kernel counts it in batches.
      expectWithin(cgroup?.memory?.usageBytes, bytes, 4 * MIB, 'usageBytes');
      expect(cgroup?.tasks?.current).toBe(later.linux?.threads.length);
    },
  );

  it('costs QEMU six commands and 400 bytes a sweep at most', () => {
    expect(later.cost?.commands).toBeLessThanOrEqual(6);
    expect(later.cost?.requestBytes).toBeLessThanOrEqual(400);
  });
});

/** Runs a bash script in the guest's network namespace. */
function inside({ through }: NetworkNamespace, script: string): Promise<string> {
  const [program = '', ...args] = through;
  return runCommand(program, [...args, 'bash', '-c', script]);
}

/** The model's name for a counter of kvmtop. */
function counterOf(name: string): string {
  return name.replace(/Errs$/, 'Errors').replace(/Drop$/, 'Drops').replace('transmittedColls', 'collisions');
}
