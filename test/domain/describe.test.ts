import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeOptions, readCommandLine } from '../../src/domain/command-line-options.js';
import { describe as describeGuest } from '../../src/domain/describe.js';
import { messages } from '../../src/domain/messages.js';
import { processFiles, START_TICKS } from '../linux/task-files.js';
import { recorded } from '../qemu/fake-qemu.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { reachOf } from './qmp-reach.js';

/** A /proc with one process of these arguments, which runs as this user. */
async function procWith(args: readonly string[], uid = 107) {
  const procRoot = await temporaryDirectory();
  mkdirSync(join(procRoot, '7'));
  writeFileSync(join(procRoot, '7', 'cmdline'), `${['qemu-system-x86_64', ...args].join('\0')}\0`);
  writeFileSync(join(procRoot, '7', 'status'), `Name:\tqemu\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\n`);
  writeFileSync(join(procRoot, '7', 'stat'), String(processFiles(7)['7/stat']));
  return { procRoot, process: { pid: 7, startTicks: START_TICKS } };
}

describe('the options of a command line', () => {
  it('have their parts, or their text', () => {
    const args = '-S -m 256 -device virtio-net-pci,netdev=n0,id=nic0 -kernel /boot/vmlinuz -smp 2,maxcpus=4';
    expect(describeOptions(args.split(' '))).toEqual([
      { name: 'S', text: '', parts: {} },
      { name: 'm', text: '', parts: { size: '256' } },
      { name: 'device', text: '', parts: { driver: 'virtio-net-pci', netdev: 'n0', id: 'nic0' } },
      { name: 'kernel', text: '/boot/vmlinuz', parts: {} },
      { name: 'smp', text: '', parts: { cpus: '2', maxcpus: '4' } },
    ]);
  });

  it.each([
    ['the data of a secret', ['-object', 'secret,id=sec0,data=hush']],
    ['the same in JSON', ['-object', '{"qom-type":"secret","id":"sec0","data":"hush"}']],
    ['the same when it is set later', ['-object', 'secret,id=sec0', '-set', 'object.sec0.data=hush']],
    ['a password of SPICE', ['-spice', 'port=5900,password=hush']],
    ['the user and password of iSCSI', ['-iscsi', 'user=hush,password=hush']],
    ['a nested password', ['-blockdev', '{"driver":"raw","file":{"driver":"ssh","password":"hush"}}']],
    ['the cookie of a web server', ['-drive', 'file.driver=https,file.url=https://h/a,file.cookie=hush']],
    ['an address', ['-drive', 'file=https://me:hush@host/a.qcow2,format=qcow2']],
    ['the password of an image in JSON', ['-drive', 'file=json:{"driver":"ssh",,"password":"hush"}']],
    ['a key of Ceph', ['-drive', 'file=rbd:pool/image:id=admin:key=hush==:conf=/c,format=raw']],
    ['a string of the firmware', ['-fw_cfg', 'name=opt/x,string=hush']],
    ['a credential for systemd', ['-smbios', 'type=11,value=io.systemd.credential:passwd.root=hush']],
    ['the command line of a kernel', ['-append', 'root=/dev/vda db_password=hush quiet']],
    [
      "the answers to Debian's installer",
      ['-append', 'passwd/root-password=hush passwd/root-password-again=hush'],
    ],
  ])('have lost %s', (_, args) => {
    const text = JSON.stringify(describeOptions(args));
    expect(text).not.toContain('hush');
    expect(text).toContain('(removed)');
  });

  it('have lost a secret that is like a switch', () => {
    expect(describeOptions(['-object', 'secret,id=sec0,data=on'])[0]?.parts.data).toBe('(removed)');
  });

  it('keep the name of a secret, and that a password is needed', () => {
    const args = ['-vnc', ':0,password=on', '-blockdev', 'driver=luks,key-secret=sec0,node-name=n'];
    expect(describeOptions(args).map(({ parts }) => parts)).toEqual([
      { vnc: ':0', password: 'on' },
      { driver: 'luks', 'key-secret': 'sec0', 'node-name': 'n' },
    ]);
  });

  it('may be anything', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('-object', '-drive', '-append', '-m', 'data=a,,b'));
    fc.assert(
      fc.property(fc.array(word), (args) => {
        for (const { name, parts } of describeOptions(args)) {
          expect(name).not.toBe('');
          if (name === 'object' && 'data' in parts) expect(parts.data).toBe('(removed)');
        }
      }),
    );
  });

  it('are those of the process, of which there may be none', async () => {
    const reach = { name: 'vm1', ...(await procWith(['-name', 'guest=vm1', '-S'])) };
    expect(readCommandLine(reach)).toMatchObject([{ name: 'name', parts: { guest: 'vm1' } }, { name: 'S' }]);
    expect(() => readCommandLine({ ...reach, process: undefined })).toThrow(
      'vm1: its QEMU is not among the processes of this host',
    );
    const another = { ...reach, process: { pid: 7, startTicks: 1 } };
    expect(() => readCommandLine(another)).toThrow('vm1: its QEMU, process 7, has ended');
    writeFileSync(join(reach.procRoot, '7', 'cmdline'), '');
    expect(() => readCommandLine(reach)).toThrow('vm1: its process does not show its command line');
  });
});

const QUIET = {
  'query-block': recorded('qemu-10.0', 'query-block'),
  'query-blockstats': recorded('qemu-10.0', 'query-blockstats'),
  'query-machines': [{ name: 'pc-q35-2.4', deprecated: true }],
  'qom-get /machine type': 'pc-q35-9.2-machine',
};

describe('the description of a guest', () => {
  it('has all its parts', async () => {
    const reach = reachOf(
      {
        ...QUIET,
        ...{ 'query-name': { name: 'vm1' }, 'query-uuid': {}, 'query-pci': [], 'query-memory-devices': [] },
        'query-chardev': [{ label: 'agent', filename: 'unix:/run/a,server=on', 'frontend-open': false }],
        'qom-list': [],
        'qom-list /machine/peripheral undefined': [{ name: 'd', type: 'child<virtio-blk-pci>' }],
        'qom-list /machine/unattached undefined': [
          { name: 'device[3]', type: 'child<ICH9-LPC>' },
          { name: 'io[0]', type: 'child<memory-region>' },
          { name: 'non-qdev-gpio[2]', type: 'child<irq>' },
          { name: 'sysbus', type: 'child<System>' },
        ],
      },
      await procWith(['-S']),
    );
    expect(await describeGuest(reach)).toEqual({
      identity: { id: 7, name: 'vm1', uuid: undefined, uuidBytes: undefined, osType: 'hvm' },
      commandLine: [{ name: 'S', text: '', parts: {} }],
      devices: [
        { path: '/machine/peripheral/d', type: 'virtio-blk-pci', id: 'd' },
        { path: '/machine/unattached/device[3]', type: 'ICH9-LPC', id: undefined },
      ],
      pci: [],
      block: [expect.anything(), expect.anything(), expect.anything()],
      chardevs: [{ label: 'agent', filename: 'unix:/run/a,server=on', isOpen: false }],
      memoryDevices: [],
      failures: [],
    });
  });

  it('leaves out what cannot be read, with the reason', async () => {
    const description = await describeGuest(reachOf({ 'query-pci': [] }));
    expect(description).toMatchObject({ pci: [], block: undefined, commandLine: undefined });
    expect(description.failures.map(({ part }) => part).sort()).toEqual([
      ...['block', 'chardevs', 'command-line', 'devices', 'identity', 'memory-devices'],
    ]);
  });
});

describe('the messages about a guest', () => {
  const idsOf = async (args: readonly string[], replies: object = {}, uid?: number) => {
    const { messages: said, failures } = await messages(
      reachOf({ ...QUIET, ...replies }, await procWith(args, uid)),
    );
    expect(failures).toEqual([]);
    return said.map(({ id }) => id);
  };

  it('are none of a sound one', async () => {
    expect(
      await idsOf(['-cpu', 'EPYC', '-drive', 'file=/a,format=raw', '-netdev', 'tap,id=n,script=no']),
    ).toEqual([]);
  });

  it('name a deprecated machine', async () => {
    const old = { 'qom-get /machine type': 'pc-q35-2.4-machine' };
    expect(await idsOf([], old)).toEqual(['deprecated-machine']);
  });

  it.each([
    ['host-cpu', ['-cpu', 'host,+vmx']],
    ['custom-dtb', ['-dtb', '/a.dtb']],
    ['disk-probing', ['-drive', 'file=/a.img,if=virtio']],
    ['shell-scripts', ['-netdev', 'tap,id=n,script=/etc/qemu-ifup']],
    ['shell-scripts', ['-nic', 'tap,downscript=/etc/qemu-ifdown']],
  ])('name %s', async (id, args) => {
    expect(await idsOf(args)).toEqual([id]);
  });

  it('name root, and a cache that ignores flushes', async () => {
    expect(await idsOf([], {}, 0)).toEqual(['high-privileges']);
    const inserted = { cache: { writeback: true, direct: false, 'no-flush': true } };
    const unsafe = { 'query-block': [{ device: 'a\u001b[2J', inserted }] };
    expect(await idsOf([], unsafe)).toEqual(['unsafe-cache']);
    const reach = reachOf({ ...QUIET, ...unsafe }, await procWith([]));
    expect((await messages(reach)).messages[0]?.text).toContain("the disk 'a?[2J' ignores flushes");
  });

  it('tell what could not be looked at', async () => {
    const { messages: said, failures } = await messages(reachOf({}));
    expect(said).toEqual([]);
    expect(failures.map(({ part }) => part).sort()).toEqual(['block', 'command-line', 'machine', 'user']);
  });
});
