import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Disk } from '../../src/model/disk.js';
import type { GuestSnapshot, Snapshot } from '../../src/model/snapshot.js';
import { parseAddress } from '../../src/transport/address.js';
import { createCgroup, type LabCgroup, whyNoCgroup } from '../lab/cgroup.js';
import { describeLab } from '../lab/context.js';
import { createLayeredImage, createRawImage } from '../lab/disks.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import { type SlowDisk, serveSlowDisk } from '../lab/nbdkit.js';
import { createNamespace, createTap, type NetworkNamespace, type Tap } from '../lab/tap.js';
import type { Truth } from '../lab/truth.js';
import {
  BracketedPoller,
  expectWithin,
  growthBetween,
  type Look,
  onlyGuest,
  type Range,
  rateBetween,
  secondsBetween,
} from './bracket.js';
import { type KvmtopRow, onlyDomain } from './print-kvmtop.js';
import { readFaults, readIo, readLink, readSchedstats } from './read-by-hand.js';

const KIB = 1024;
const MIB = 1024 * KIB;
/** Rates and percentages are printed as whole numbers. */
const ROUNDING = 0.5;
const WRITE_DELAY_MS = 30;
const LIMITS = { memoryBytes: 1024 * MIB, cores: 1.5, tasks: 500 };
const HOST_ADDRESS = '10.97.41.1';
const GUEST_ADDRESS = '10.97.41.2';

/** What the guest does between the two looks: 32 + 16 writes and 8 reads of known sizes, all past its caches. */
const ON_DISKS = `
  dd if=/dev/zero of=/dev/vdb bs=64k count=32 oflag=direct
  dd if=/dev/vda of=/dev/null bs=32k count=8 iflag=direct
  dd if=/dev/zero of=/dev/vdc bs=4k count=16 oflag=direct`;
/** The guest sends much, and the host sends little: that tells the directions apart. */
const ON_NET = `head -c 100000 /dev/zero >/tmp/much; for i in 1 2 3; do nc -u -w 1 ${HOST_ADDRESS} 9 </tmp/much & done; wait`;

describeLab('what the poller says of a real guest', (lab) => {
  let images: string;
  let network: NetworkNamespace;
  let tap: Tap;
  let slow: SlowDisk;
  let guest: LabGuest;
  let group: LabCgroup | undefined;
  let poller: BracketedPoller;
  let layered: Disk & { file: string };

  const readAll = () => ({
    threads: readSchedstats(guest.pid),
    faults: readFaults(guest.pid),
    io: readIo(guest.pid),
    link: readLink(network.name, tap.ifname),
    memoryBytes: group?.readMemoryBytes() ?? Number.NaN,
    cpuSeconds: group?.readCpuSeconds() ?? Number.NaN,
  });
  let first: Look<ReturnType<typeof readAll>>;
  let second: typeof first;
  let earlier: GuestSnapshot;
  let later: GuestSnapshot;
  let row: KvmtopRow;
  let truth: Truth;

  beforeAll(async () => {
    images = mkdtempSync(join(tmpdir(), 'qg-'));
    network = await createNamespace();
    tap = await createTap(network, { address: `${HOST_ADDRESS}/24` });
    slow = await serveSlowDisk(images, 8, WRITE_DELAY_MS);
    guest = await bootGuest(lab, {
      name: 'truth',
      namespace: network.name,
      cpus: 2,
      iothread: true,
      disks: [
        await createLayeredImage(lab.qemuImg, images, 'layered', 32, 'before'),
        createRawImage(images, 'plain', 16),
        { id: 'slow', blockdev: { driver: 'nbd', server: { type: 'unix', path: slow.socket } } },
      ],
      nics: [{ kind: 'tap', ifname: tap.ifname, mac: '52:54:00:aa:bb:41', address: `${GUEST_ADDRESS}/24` }],
    });
    group = whyNoCgroup() === undefined ? createCgroup(guest.pid, LIMITS) : undefined;
    // Something to be seen in the guest's memory.
    await guest.run('dd if=/dev/zero of=/tmp/fill bs=1M count=40');
    const address = parseAddress(guest.monitors[0] ?? '');
    poller = new BracketedPoller({ interval: 2, guests: [{ address }], pollingSeconds: 1, slowInterval: 1 });
    await poller.next();
    first = await poller.look(readAll);
    const [, , disks] = await Promise.all([sendFromHost(network), guest.run(ON_NET), guest.run(ON_DISKS)]);
    console.log(disks);
    second = await poller.look(readAll);
    truth = await guest.truth();
    earlier = onlyGuest(first.snapshot);
    later = onlyGuest(second.snapshot);
    row = onlyDomain(second.snapshot);
    console.log(row, later.cost);
  });

  afterAll(async () => {
    await poller?.[Symbol.asyncDispose]();
    await guest?.stop();
    await slow?.[Symbol.asyncDispose]();
    await group?.[Symbol.asyncDispose]();
    await network?.remove();
    rmSync(images, { recursive: true, force: true });
  });

  const disk = ({ guest: sample }: GuestSnapshot, name: string) =>
    sample?.disks?.find((candidate) => candidate.name === name);
  const grown = (name: string, counter: keyof Disk['counters']) =>
    (disk(later, name)?.counters[counter] ?? Number.NaN) - (disk(earlier, name)?.counters[counter] ?? Number.NaN);
  const ratesOf = (name: string) => later.rates?.disks?.find((candidate) => candidate.name === name);
  const guestSeconds = () => later.rates?.guestSeconds ?? Number.NaN;

  it('has what the guest wrote and read, to the byte', () => {
    expect(grown('disk1-node', 'writeBytes')).toBe(32 * 64 * KIB);
    expect(grown('disk1-node', 'writeOperations')).toBe(32);
    expect(grown('disk0-node', 'readBytes')).toBe(8 * 32 * KIB);
    expect(grown('disk0-node', 'readOperations')).toBe(8);
    expect(grown('slow-node', 'writeBytes')).toBe(16 * 4 * KIB);
    expect(grown('slow-node', 'writeOperations')).toBe(16);
  });
});

/** Small datagrams to a port where nobody listens. */
async function sendFromHost({ through }: NetworkNamespace): Promise<void> {
  const [program = '', ...args] = through;
  const send = `for ((i = 0; i < 20; i++)); do printf '%0100d' 0; done >/dev/udp/${GUEST_ADDRESS}/9`;
  execFileSync(program, [...args, 'bash', '-c', send]);
}
