import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOMAIN_EVENT_NAMES } from '../../../src/model/domain-event.js';
import { type Run, runQgauge } from '../../run-qgauge.js';
import { waitFor } from '../../wait-for.js';

const NOT_THERE = 'unix:/nonexistent/q.sock';

let directory: string;
let address: string;
/** Ends the mock. */
let stop: () => Promise<void>;

/** A mock in the place of a QEMU: a process with threads of its own, and a guest with an agent. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'qg-'));
  const qemu = join(directory, 'qemu-system-x86_64');
  await runQgauge(['mock', '--launcher', qemu, '--version', '7.2']);
  const monitor = join(directory, 'q.sock');
  address = `unix:${monitor}`;
  const child = spawn(
    qemu,
    [
      ...['-name', 'guest=web,debug-threads=on', '-machine', 'q35,accel=tcg', '-m', '256', '-smp', '2'],
      ...['-object', 'iothread,id=iothread1', '-object', 'iothread,id=fast', '-vnc', '127.0.0.1:7'],
      ...['-device', 'virtio-serial', '-device', 'virtio-balloon'],
      ...['-chardev', `socket,id=qga0,path=${directory}/qga.sock,server=on,wait=off`],
      ...['-device', 'virtserialport,chardev=qga0,name=org.qemu.guest_agent.0'],
      ...['-qmp', `unix:${monitor},server=on,wait=off`],
    ],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  stop = async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(directory, { recursive: true, force: true });
  };
  const hasBooted = async () => expect(await dom('domhostname')).toMatchObject({ stdout: 'labguest\n' });
  await waitFor(hasBooted);
});
afterAll(() => stop());

const dom = (verb: string, ...words: readonly string[]): Promise<Run> =>
  runQgauge(['dom', verb, address, ...words]);

/** What a verb prints, which has nothing to complain about. */
async function textOf(verb: string, ...words: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await dom(verb, ...words);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

async function jsonOf(verb: string, ...words: readonly string[]): Promise<unknown> {
  return JSON.parse(await textOf(verb, ...words, '--json'));
}

describe('qgauge dom, of memory', () => {
  it('dommemstat prints KiB, and bytes for programs', async () => {
    expect(await textOf('dommemstat')).toMatch(/^actual 262144\nswap_in \d+\n(?:.+\n)*rss \d+\n$/);
    expect(await jsonOf('dommemstat')).toMatchObject({ actualBytes: 2 ** 28, failures: expect.any(Array) });
  });

  it('numatune prints what was set', async () => {
    expect(await textOf('numatune')).toBe('numa_mode      : strict\nnuma_nodeset   : \n');
    expect(await jsonOf('numatune')).toMatchObject({ mode: 'strict', backends: [{ policy: 'default' }] });
  });
});

describe('qgauge dom, of the control group', () => {
  it('schedinfo prints microseconds of what is known, and seconds for programs', async () => {
    const { status, stdout } = await dom('schedinfo');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Scheduler {6}: posix\n(?:\w+ *: -?\d+\n)*$/);
    const { stdout: json } = await dom('schedinfo', '--json');
    expect(JSON.parse(json)).toHaveProperty('failures');
  });

  it('memtune prints KiB of what is known', async () => {
    const { status, stdout } = await dom('memtune');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^(?:(?:hard_limit {5}|soft_limit {5}|swap_hard_limit): (?:unlimited|\d+)\n)*$/);
    const { stdout: json } = await dom('memtune', '--json');
    expect(JSON.parse(json)).toHaveProperty('failures');
  });
});

describe('qgauge dom, of threads', () => {
  it('vcpuinfo prints each vCPU', async () => {
    const ofVcpu = (number: number, affinity: string) =>
      `VCPU: {11}${number}\nCPU: {12}\\d+\nState: {10}running\nCPU time: {7}\\d+\\.\\ds\nCPU Affinity: {3}${affinity}\n`;
    const both = (affinity: string) => new RegExp(`^${ofVcpu(0, affinity)}\n${ofVcpu(1, affinity)}$`);
    expect(await textOf('vcpuinfo')).toMatch(both('[y-]+'));
    expect(await textOf('vcpuinfo', '--pretty')).toMatch(both('[\\d,-]+ \\(out of \\d+\\)'));
    expect(await jsonOf('vcpuinfo')).toMatchObject({ vcpus: [{ number: 0 }, { number: 1 }], failures: [] });
  });

  it.each([
    [[], 'maximum      live           2\ncurrent      live           2\n', { maximum: 2, current: 2 }],
    [['--maximum'], '2\n', 2],
    [['--live', '--active'], '2\n', 2],
    [['--current', '--maximum'], '2\n', 2],
    [['--guest'], '2\n', 2],
    [['--guest', '--maximum'], '2\n', 2],
  ])('vcpucount counts: %j', async (words, text, json) => {
    expect(await textOf('vcpucount', ...words)).toBe(text);
    expect(await jsonOf('vcpucount', ...words)).toEqual(json);
  });

  it('vcpucount has no configuration to count', async () => {
    expect(await dom('vcpucount', '--config')).toMatchObject({
      ...{ status: 1, stdout: '' },
      stderr: 'qgauge: vcpucount --config: a QEMU has no vCPUs but those of the running guest: --live\n',
    });
  });

  it('vcpupin, emulatorpin and iothreadinfo print lists of CPUs', async () => {
    const list = '[\\d,-]+';
    expect(await textOf('vcpupin')).toMatch(
      new RegExp(`^ VCPU   CPU Affinity\n-{22}\n 0      ${list}\n 1      ${list}\n$`),
    );
    expect(await textOf('vcpupin', '1')).toMatch(new RegExp(`^ VCPU .*\n-{22}\n 1      ${list}\n$`));
    expect(await jsonOf('vcpupin', '1')).toMatchObject({ vcpus: [{ number: 1 }] });
    expect(await textOf('emulatorpin')).toMatch(
      new RegExp(`^emulator: CPU Affinity\n-{34}\n {7}\\*: ${list}\n$`),
    );
    expect(await jsonOf('emulatorpin')).toContain(0);
    expect(await textOf('iothreadinfo')).toMatch(
      new RegExp(`^ IOThread ID   CPU Affinity\n-{29}\n 1             ${list}\n fast          ${list}\n$`),
    );
    expect(await jsonOf('iothreadinfo')).toMatchObject({ iothreads: [{ id: 'iothread1' }, { id: 'fast' }] });
  });

  it('vcpupin names the vCPUs that there are', async () => {
    expect(await dom('vcpupin', '7')).toMatchObject({
      ...{ status: 1, stdout: '', stderr: "qgauge: web has no vCPU '7': it has 0, 1\n" },
    });
  });

  it('perf says which events can be counted here, and once why others cannot', async () => {
    const { status, stdout, stderr } = await dom('perf');
    expect(status).toBe(0);
    expect(stdout.split('\n')).toHaveLength(22 + 1);
    expect(stdout).toMatch(/^cmt {12}: disabled\n(?:.*\n)*page_faults {4}: enabled\n/);
    expect(stderr).toContain('cmt, mbmt, mbml: only /sys/fs/resctrl');
    const { stdout: json } = await dom('perf', '--json');
    expect(JSON.parse(json).events).toContain('page_faults');
  });
});

describe('qgauge dom, of the screen', () => {
  it('domdisplay prints where it is served', async () => {
    expect(await textOf('domdisplay')).toBe('vnc://127.0.0.1:7\n');
    expect(await textOf('domdisplay', '--all')).toBe('vnc://127.0.0.1:7\n');
    expect(await jsonOf('domdisplay')).toMatchObject({ type: 'vnc', address: '127.0.0.1:5907' });
  });
});

describe('qgauge dom, by the guest agent', () => {
  it('domfsinfo prints a table', async () => {
    expect(await textOf('domfsinfo')).toBe(
      [
        ' Mountpoint   Name   Type   Target\n',
        '--------------------------------------\n',
        ' /            vda1   ext4   /dev/vda\n',
        ' /srv         vdb    ext2   /dev/vdb\n',
      ].join(''),
    );
    expect(await jsonOf('domfsinfo')).toMatchObject({ fileSystems: [{ mountpoint: '/' }, { name: 'vdb' }] });
  });

  it('guestinfo prints the parts that are asked for', async () => {
    expect(await textOf('guestinfo', '--user', '--timezone', '--hostname')).toBe(
      [
        'user.count          : 1\n',
        'user.0.name         : root\n',
        'user.0.login-time   : 1795207000250\n',
        'timezone.name       : UTC\n',
        'timezone.offset     : 0\n',
        'hostname            : labguest\n',
      ].join(''),
    );
    const prefixes = { '--os': 'os', '--filesystem': 'fs', '--disk': 'disk', '--interface': 'if' };
    for (const [option, prefix] of Object.entries(prefixes))
      expect(await textOf('guestinfo', option)).toMatch(new RegExp(`^(?:${prefix}\\..+\n)+$`));
    const json = await jsonOf('guestinfo', '--hostname');
    expect(json).toEqual({ hostname: 'labguest', failures: [] });
  });

  it('guestinfo prints all, and says what this agent lacks', async () => {
    const { status, stdout, stderr } = await dom('guestinfo');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^user\.count(?:.*\n)*os\.id(?:.*\n)*if\.2\.addr\.count +: 0\n$/);
    expect(stderr).toMatch(/^qgauge: load: .*lacks guest-get-load \(version 7\.2\.22\)\n$/);
  });

  it('guestvcpus prints lists of processors', async () => {
    expect(await textOf('guestvcpus')).toBe(
      'vcpus          : 0-1\nonline         : 0-1\nofflinable     : 1\n',
    );
    expect(await jsonOf('guestvcpus')).toEqual({ known: [0, 1], online: [0, 1], offlinable: [1] });
  });

  it('domtime prints seconds, or a date', async () => {
    const now = Date.now() / 1000;
    const [, seconds] = /^Time: (\d+)\n$/.exec(await textOf('domtime')) ?? [];
    expect(Math.abs(Number(seconds) - now)).toBeLessThan(120);
    const [, date] =
      /^Time: (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)\n$/.exec(await textOf('domtime', '--pretty')) ?? [];
    expect(Math.abs(Date.parse(`${date}Z`) / 1000 - now)).toBeLessThan(120);
    expect(await jsonOf('domtime')).toEqual({ seconds: expect.any(Number), nanoseconds: expect.any(Number) });
  });

  it('domhostname asks the agent, or a dnsmasq', async () => {
    expect(await jsonOf('domhostname', '--source', 'agent')).toBe('labguest');
    expect(await dom('domhostname', '--source', 'lease')).toMatchObject({ status: 1, stdout: '' });
    expect(await dom('domhostname', '--source', 'arp')).toMatchObject({
      status: 2,
      stderr: "qgauge: 'arp' is not a valid source: expected one of agent, lease\n",
    });
  });

  it('get-user-sshkeys prints keys, or what the agent says', async () => {
    expect(await textOf('get-user-sshkeys', 'root')).toMatch(/^ssh-ed25519 AAAA\S+ root@lab\n$/);
    expect(await jsonOf('get-user-sshkeys', 'root')).toEqual([expect.stringMatching(/^ssh-ed25519 /)]);
    expect(await dom('get-user-sshkeys', 'nobody')).toMatchObject({
      ...{ status: 1, stdout: '' },
      stderr: expect.stringMatching(/failed to lookup user 'nobody'\n$/),
    });
    expect(await dom('get-user-sshkeys')).toMatchObject({ status: 2 });
  });
});

describe('qgauge dom event', () => {
  it('lists the names, without a guest', async () => {
    const list = await runQgauge(['dom', 'event', '--list']);
    expect(list).toMatchObject({ status: 0, stderr: '' });
    expect(list.stdout.trimEnd().split('\n')).toEqual([...DOMAIN_EVENT_NAMES]);
    const { stdout } = await runQgauge(['dom', 'event', NOT_THERE, '--list', '--json']);
    expect(JSON.parse(stdout)).toEqual([...DOMAIN_EVENT_NAMES]);
  });

  it.each([
    [[NOT_THERE], 'event requires --event NAME, or --all; --list prints the names'],
    [['--all'], "missing required argument 'guest'"],
    [['--all', '--event', 'reboot'], "option '--all' cannot be used with option '--event <name>'"],
    [['--list', '--all'], "option '--list' cannot be used with option '--all'"],
  ])('refuses %j', async (words, message) => {
    expect(await runQgauge(['dom', 'event', ...words])).toMatchObject({
      ...{ status: 2, stdout: '', stderr: `qgauge: ${message}\n` },
    });
  });

  it('ends after its time, with status 1 when nothing happened', async () => {
    expect(await dom('event', '--event', 'watchdog', '--timeout', '300ms')).toMatchObject({
      ...{ status: 1, stdout: 'event loop timed out\nevents received: 0\n', stderr: '' },
    });
    expect(await dom('event', '--event', 'watchdog', '--timeout', '300ms', '--json')).toMatchObject({
      ...{ status: 1, stdout: '', stderr: '' },
    });
  });
});
