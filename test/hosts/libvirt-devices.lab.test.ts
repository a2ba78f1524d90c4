import { expect, it } from 'vitest';
import { describeHost } from '../lab/lab-host.js';
import type { Run } from '../run-qgauge.js';
import { LIBVIRT_NAMES, type LibvirtGuest, startLibvirtGuest } from './libvirt-guest.js';

/** A verb with what follows the guest, in libvirt's names; and why lines of ours differ by design. */
interface Verb {
  readonly verb: string;
  readonly words?: string;
  /** Makes lines of either side comparable, or leaves one out, for the reason beside it. */
  readonly comparable?: (line: string) => string | undefined;
}

const CARD = 'vnet0';
const MAC = '52:54:00:aa:bb:01';

const VERBS: readonly Verb[] = [
  { verb: 'domblklist' },
  {
    verb: 'domblklist',
    words: '--details',
    // An empty drive has no image, whose place QEMU could tell; libvirt has it in its XML.
    comparable: (line) => line.replace(/^\S+ cdrom sda/, '- cdrom sda'),
  },
  { verb: 'domblkstat', words: 'vda' },
  { verb: 'domblkstat', words: 'sda' },
  { verb: 'domblkstat' },
  { verb: 'domblkstat', words: 'vda --human' },
  { verb: 'domblkinfo', words: 'vda' },
  { verb: 'domblkinfo', words: 'vdb --human' },
  { verb: 'domblkinfo', words: '--all' },
  { verb: 'domblkinfo', words: '--all --human' },
  { verb: 'domblkerror' },
  { verb: 'blkdeviotune', words: 'vda' },
  { verb: 'blkdeviotune', words: 'vdb' },
  { verb: 'domiflist' },
  { verb: 'domifstat', words: CARD },
  { verb: 'domif-getlink', words: CARD },
  { verb: 'domjobinfo' },
  { verb: 'domjobinfo', words: '--completed' },
  { verb: 'blockjob', words: 'vda --info' },
  { verb: 'snapshot-list' },
  { verb: 'checkpoint-list' },
];

describeHost("a guest of libvirt's", (lab) => {
  it('has the same disks, cards and jobs, line by line', async () => {
    const guest = await startLibvirtGuest(lab);
    for (const verb of VERBS) await expectSame(guest, verb);
    await withNeighbour(guest);
    await withoutLimits(guest);
    await withBlockJob(guest);
    await withCheckpoint(guest);
    await withDirtyRate(guest);
    await withDump(guest);
  });
});

async function expectSame(guest: LibvirtGuest, verb: Verb): Promise<void> {
  const { words = '', comparable = (line: string) => line } = verb;
  // The progress of a job is on standard error, behind a carriage return.
  const theirs = (await guest.libvirt.virsh(`${verb.verb} witness ${words} 2>&1`)).replace('\r', '');
  const run = await runVerb(guest, verb);
  const command = `${verb.verb} ${words}`;
  expect.soft(run.status, `${command}: ${run.stderr}`).toBe(0);
  const compared = (text: string) =>
    wordsOf(text)
      .map(comparable)
      .filter((line) => line !== undefined);
  expect.soft(compared(run.stdout), command).toEqual(compared(theirs));
}

const OURS = new Map(Object.entries(LIBVIRT_NAMES).map(([ours, theirs]) => [theirs, ours]));

async function runVerb({ host, monitor }: LibvirtGuest, { verb, words = '' }: Verb): Promise<Run> {
  const args = words.split(' ').filter((word) => word !== '');
  const named = args.map((word) => OURS.get(word) ?? word);
  return await host.qgauge(['dom', verb, `unix:${monitor}`, ...named, '--timeout', '30']);
}

/** The lines, with libvirt's names of disks, and without the widths of columns, which follow from the names. */
function wordsOf(text: string): readonly string[] {
  // Not in a path: a throttling group is named by that of its device.
  const renamed = text.trimEnd().replace(/(?<![/\w])[\w-]+(?![/\w])/g, (name) => LIBVIRT_NAMES[name] ?? name);
  return renamed.split('\n').map((line) => line.trim().replace(/ +/g, ' ').replace(/^-+$/, '---'));
}

const NO_LIMITS = `device_weight  : 
device_read_iops_sec: 
device_write_iops_sec: 
device_read_bytes_sec: 
device_write_bytes_sec: 
`;

/** libvirt has no control groups here, and fails: QEMU is in that of the machine, which limits no device. */
async function withoutLimits(guest: LibvirtGuest): Promise<void> {
  await expect.soft(guest.libvirt.virsh('blkiotune witness')).rejects.toThrow("blkio cgroup isn't mounted");
  const { status, stdout } = await runVerb(guest, { verb: 'blkiotune' });
  expect
    .soft({ status, stdout: stdout.replace(/^weight {9}: \d+\n/, '') })
    .toEqual({ status: 0, stdout: NO_LIMITS });
}

/** libvirt cannot read the neighbours in a namespace ("wrong nlmsg len"): the witness is the entry itself. */
async function withNeighbour(guest: LibvirtGuest): Promise<void> {
  await guest.host.shell(`ip neigh replace 192.0.2.7 lladdr ${MAC} dev ${CARD} nud permanent`);
  const { stdout } = await runVerb(guest, { verb: 'domifaddr', words: '--source arp' });
  const [heading, , ...rows] = stdout.trimEnd().split('\n');
  // Without an agent, libvirt prints the heading of an empty table, too.
  expect.soft(`${heading}\n`).toBe((await guest.libvirt.virsh('domifaddr witness')).split('-')[0]);
  expect.soft(rows).toEqual([` ${CARD}      ${MAC}    ipv4         192.0.2.7`]);
}

async function withBlockJob(guest: LibvirtGuest): Promise<void> {
  await guest.host.shell('dd if=/dev/urandom of=data.raw bs=1M count=16 conv=notrunc status=none');
  const copy = `--dest ${guest.host.path('copy.raw')} --format raw --transient-job --bytes --bandwidth 1000`;
  await guest.libvirt.virsh(`blockcopy witness vdb ${copy}`);
  // The first pieces are copied at once; the limit then holds the job for a minute.
  let before = '';
  const isAtRest = async (): Promise<boolean> => {
    const last = before;
    before = await guest.libvirt.virsh('blockjob witness vdb --info 2>&1');
    return before === last;
  };
  await expect.poll(isAtRest, { interval: 500 }).toBe(true);
  await expectSame(guest, { verb: 'blockjob', words: 'vdb --info' });
  await guest.libvirt.virsh('blockjob witness vdb --abort');
}

async function withCheckpoint(guest: LibvirtGuest): Promise<void> {
  await guest.libvirt.virsh(
    'checkpoint-create-as witness before --diskspec vda --diskspec vdb,checkpoint=no',
  );
  await expectSame(guest, {
    verb: 'checkpoint-list',
    // When a bitmap was made, an image does not tell.
    comparable: (line) => line.replace(/^(before) .*/, '$1'),
  });
}

async function withDirtyRate(guest: LibvirtGuest): Promise<void> {
  await guest.libvirt.virsh('domdirtyrate-calc witness --seconds 1');
  const measured = () => guest.libvirt.virsh('domstats --dirtyrate witness');
  await expect.poll(measured, { timeout: 60_000, interval: 200 }).toMatch('calc_status=2');
  const { stdout } = await runVerb(guest, { verb: 'domdirtyrate' });
  expect(wordsOf(stdout)).toEqual(wordsOf(await measured()).slice(1));
}

async function withDump(guest: LibvirtGuest): Promise<void> {
  await guest.libvirt.virsh(`dump witness ${guest.host.path('core')}`);
  await expectSame(guest, {
    verb: 'domjobinfo',
    words: '--completed',
    // To QEMU such a dump is a migration, into a file; its time begins later than that of libvirt, which may ask for the figures
    // before QEMU has computed the last of them.
    comparable: (line) =>
      /^(?:Memory bandwidth|Total downtime):/.test(line)
        ? undefined
        : line.replace(/^(Operation|Time elapsed): .*/, '$1'),
  });
}
