import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../../mock-qemu/index.js';
import { linesOf, runInTerminal } from '../../run-in-terminal.js';
import { type Run, runQgauge } from '../../run-qgauge.js';

const GIB = 2 ** 30;
const GUEST: MockQemuOptions = {
  version: '10.0',
  name: 'web',
  emptyDrive: true,
  disks: [
    {
      id: 'disk0',
      file: '/images/top.qcow2',
      virtualSizeBytes: 10 * GIB,
      actualSizeBytes: GIB,
      load: 'idle',
      counters: { rd_operations: 7, rd_bytes: 3584, rd_total_time_ns: 9000 },
      throttle: { bps_rd: 1_000_000 },
      snapshots: [{ name: 'before', takenAtMs: 1_795_977_113_000, vmStateBytes: 5 }],
    },
    { id: 'disk1', file: '/images/data.raw', format: 'raw', load: 'idle', counters: { rd_operations: 3 } },
  ],
};

async function start(options: MockQemuOptions = {}): Promise<MockQemu> {
  const mock = await startMockQemu({ ...GUEST, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** Runs a verb: `domblkstat disk0`. */
async function dom(mock: MockQemu, typed: string): Promise<Run> {
  const [verb = '', ...words] = typed.split(' ');
  return await runQgauge(['dom', verb, mock.address, ...words]);
}

/** The columns of each line. */
function columnsOf({ stdout }: Run): readonly (readonly string[])[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.trim().split(/ {2,}/));
}

describe('qgauge dom', () => {
  it.each([
    ['domblkerror', 'No errors found\n', []],
    [
      'domblkinfo disk0',
      /^Capacity: {7}10737418240\nAllocation: {5}\d+\nPhysical: {7}\d+\n$/,
      { capacityBytes: 10 * GIB },
    ],
    ['domblkinfo disk0 --human', /^Capacity: {7}10\.000 GiB\n/, { capacityBytes: 10 * GIB }],
    [
      'domblkstat disk0',
      /^disk0 rd_req 7\ndisk0 rd_bytes 3584\n/,
      { read: { operations: 7, nanoseconds: 9000 } },
    ],
    ['domblkstat', /^ rd_req 13\n/, [{ disk: 'disk0' }, { disk: 'disk1' }, {}]],
    ['domblkstat --human', /^Device: \n number of read operations: {6}13\n/, [{}, {}, {}]],
    [
      'blkdeviotune disk0',
      /^read_bytes_sec : 1000000$/m,
      { bytesPerSecond: { read: 1_000_000, write: null } },
    ],
    ['domjobinfo', 'Job type:         None        \n', { type: 'none' }],
    ['domjobinfo --completed', 'Job type:         None        \n', { type: 'none' }],
    ['blockjob disk0 --info', 'No current block job for disk0\n', { job: null }],
    ['domdirtyrate', /^dirtyrate\.calc_status=0\n/, { status: 'unstarted' }],
    ['dump-info', /^\{\n {2}"status": "none",/, { status: 'none' }],
  ])('%s prints what virsh does, and the result itself for programs', async (typed, text, json) => {
    const mock = await start();
    const run = await dom(mock, typed);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(text instanceof RegExp ? text : new RegExp(`^${text}$`));
    const { stdout } = await dom(mock, `${typed} --json`);
    expect(JSON.parse(stdout)).toMatchObject(json);
    // Nothing of it stays with QEMU.
    expect(mock.calls.filter(({ execute }) => !execute.startsWith('q'))).toEqual([]);
  });

  it('domblklist and domblkinfo --all have a row for each disk', async () => {
    const mock = await start();
    expect(columnsOf(await dom(mock, 'domblklist --details'))).toEqual([
      ['Type', 'Device', 'Target', 'Source'],
      [expect.stringMatching(/^-+$/)],
      ['file', 'disk', 'disk0', '/images/top.qcow2'],
      ['file', 'disk', 'disk1', '/images/data.raw'],
      ['-', 'cdrom', expect.any(String), '-'],
    ]);
    const all = await dom(mock, 'domblkinfo --all');
    // That a drive is empty is nothing to warn about.
    expect(all).toMatchObject({ status: 0, stderr: '' });
    expect(
      columnsOf(all)
        .map(([target, capacity]) => [target, capacity])
        .slice(2, 4),
    ).toEqual([
      ['disk0', `${10 * GIB}`],
      ['disk1', `${10 * GIB}`],
    ]);
    expect(JSON.parse((await dom(mock, 'domblklist --json')).stdout)).toMatchObject([
      { name: 'disk0', path: '/images/top.qcow2' },
      { name: 'disk1' },
      { layers: [] },
    ]);
  });

  it('domblkinfo of an empty drive says so once', async () => {
    const run = await dom(await start(), 'domblkinfo ide2-cd0');
    expect(run).toMatchObject({
      status: 0,
      stderr: "qgauge: capacity, allocation, physical: the drive 'ide2-cd0' has no medium\n",
    });
  });

  it('a table wraps no line on a terminal, but with --wide', async () => {
    const file = '/var/lib/libvirt/images/web-frontend-production.qcow2';
    const { address } = await start({ disks: [{ id: 'disk0', file }], emptyDrive: false });
    const sourceAt40 = async (...options: readonly string[]) => {
      const args = ['dom', 'domblklist', address, ...options];
      const terminal = runInTerminal(args, { columns: 40 });
      expect(await terminal.ended).toBe(0);
      return linesOf(terminal.output()).at(2);
    };
    expect(await sourceAt40()).toBe(' disk0    /var/lib/libvi…roduction.qcow2');
    expect(await sourceAt40('--wide')).toBe(` disk0    ${file}`);
  });

  it('domiflist has a row for each network card', async () => {
    const mock = await start();
    const columns = columnsOf(await dom(mock, 'domiflist'));
    expect(columns.at(-1)).toEqual(['-', '-', '-', 'virtio', '52:54:00:aa:bb:01']);
    const { interfaces } = JSON.parse((await dom(mock, 'domiflist --json')).stdout);
    expect(interfaces).toMatchObject([{ name: 'net0', model: 'virtio-net-pci' }]);
  });

  it('snapshot-list and checkpoint-list have what the images hold', async () => {
    const mock = await start();
    expect(columnsOf(await dom(mock, 'snapshot-list')).at(-1)).toEqual(['before', expect.any(String), '-']);
    expect(JSON.parse((await dom(mock, 'snapshot-list --json')).stdout)).toMatchObject([
      { kind: 'internal', name: 'before', vmStateBytes: 5, isComplete: false },
    ]);
    expect(columnsOf(await dom(mock, 'checkpoint-list'))[0]).toEqual(['Name', 'Creation Time']);
    expect(JSON.parse((await dom(mock, 'checkpoint-list --json')).stdout)).toEqual([]);
  });

  it('domblkerror names the disk that has stopped the guest', async () => {
    const [disk] = GUEST.disks ?? [];
    const mock = await start({
      status: 'io-error',
      disks: [{ id: 'disk0', ...disk, ioStatus: 'nospace' }],
    });
    expect((await dom(mock, 'domblkerror')).stdout).toBe('disk0: no space\n');
  });

  it('names what stands for other verbs of virsh', async () => {
    expect(await runQgauge(['dom', 'list', '--all'])).toMatchObject({
      ...{ status: 2, stdout: '', stderr: "qgauge: dom has no list: 'qgauge ls' lists the guests\n" },
    });
  });

  it.each([
    ['domblkstat nope', 1, "web has no disk 'nope': it has disk0, disk1, ide2-cd0"],
    ['domblkinfo disk9', 1, "web has no disk 'disk9'; did you mean 'disk0'?"],
    [
      'domblkstat vda',
      1,
      "web has no disk 'vda': it has disk0, disk1, ide2-cd0; vda is a name that libvirt gives: 'qgauge dom domblklist' lists those of QEMU",
    ],
    [
      'domifstat vnet0',
      1,
      "web has no network card 'vnet0': it has net0; vnet0 is a name that libvirt gives to a tap, and none of this guest's is called so",
    ],
    ['blkdeviotune nope', 1, "web has no disk 'nope': it has disk0, disk1, ide2-cd0"],
    ['blockjob nope --info', 1, "web has no disk 'nope': it has disk0, disk1, ide2-cd0"],
    ['domifstat net7', 1, "web has no network card 'net7'; did you mean 'net0'?"],
    ['domif-getlink nope', 1, "web has no network card 'nope': it has net0"],
    ['domifstat net0', 1, 'web: the traffic of net0 is not counted: its QEMU is not on this host'],
    ['domblkinfo', 2, 'domblkinfo takes a disk, or --all for all of them'],
    ['domblkinfo disk0 --all', 2, 'domblkinfo takes a disk or --all, and not both'],
    [
      'domifaddr --source arb',
      2,
      "'arb' is not a valid source: expected one of lease, agent, arp; did you mean 'arp'?",
    ],
    ['blkdeviotune', 2, "missing required argument 'disk'"],
  ])('%s is refused in one sentence', async (typed, status, message) => {
    expect(await dom(await start(), typed)).toMatchObject({
      status,
      stdout: '',
      stderr: `qgauge: ${message}\n`,
    });
  });
});
