import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guestDisks } from '../../../src/domain/agent/disks.js';
import { fsInfo } from '../../../src/domain/agent/file-systems.js';
import { guestInfo } from '../../../src/domain/agent/guest-info.js';
import { guestVcpus } from '../../../src/domain/agent/guest-vcpus.js';
import { hostname } from '../../../src/domain/agent/hostname.js';
import { agentInterfaces } from '../../../src/domain/agent/interfaces.js';
import { load } from '../../../src/domain/agent/load.js';
import { osInfo } from '../../../src/domain/agent/os-info.js';
import { sshKeys } from '../../../src/domain/agent/ssh-keys.js';
import { time } from '../../../src/domain/agent/time.js';
import { timezone } from '../../../src/domain/agent/timezone.js';
import { users } from '../../../src/domain/agent/users.js';
import { NoAgentError } from '../../../src/domain/domain-error.js';
import type { Reach } from '../../../src/domain/reach.js';
import { withAgentOf } from '../../../src/domain/with-agent.js';
import { encodeGuestInfo } from '../../../src/formats/domain/guest-info.js';
import type { QmpClient } from '../../../src/protocol/qmp/qmp-client.js';
import { describeLab } from '../../lab/context.js';
import { createRawImage } from '../../lab/disks.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { connectRaw } from '../../mock-qemu/raw-client.js';
import { reachOfProcess } from '../lab-reach.js';

const BOOT_MS = 60_000;
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHdoYXQgaXMgdGhpcyBrZXkgZm9yPyBub3RoaW5n alice@lab';
/** The guest's firmware numbers the bus of the port: its address is not that of the command line. */
const BEHIND_BRIDGE = [
  ...['-device', 'pcie-root-port,id=port0,chassis=1,slot=1'],
  ...['-blockdev', '{"driver":"null-co","read-zeroes":true,"size":1048576,"node-name":"behind-node"}'],
  ...['-device', 'virtio-blk-pci,id=behind,drive=behind-node,bus=port0'],
];
const LOGIN_SECONDS = 1_700_000_000;

/** A line of utmp(5): alice has logged in. */
function utmpRecord(): string {
  const record = Buffer.alloc(384);
  record.writeInt16LE(7, 0);
  record.writeInt32LE(1, 4);
  record.write('ttyS1', 8);
  record.write('alice', 44);
  record.writeInt32LE(LOGIN_SECONDS, 340);
  record.writeInt32LE(250_000, 344);
  return record.toString('base64');
}

describeLab('the agent of a real guest', (lab) => {
  let images: string;
  let guest: LabGuest;
  let reach: Reach;
  let qmp: QmpClient;

  const witness = async (command: string): Promise<string> => {
    const { status, output } = await guest.run(command);
    expect(status, output).toBe(0);
    return output.trim();
  };

  beforeAll(async () => {
    images = mkdtempSync(join(tmpdir(), 'qlab-images-'));
    guest = await bootGuest(lab, {
      name: 'web',
      cpus: 2,
      agent: true,
      disks: [createRawImage(images, 'system', 16), { ...createRawImage(images, 'data', 16), id: 'data' }],
      nics: [{ kind: 'user', mac: '52:54:00:aa:bb:01' }],
      extraArgs: BEHIND_BRIDGE,
    });
    await witness('mke2fs /dev/vda && mke2fs /dev/vdb && mkdir -p /mnt/a /mnt/b');
    await witness(
      'mount /dev/vdb /mnt/b && mount /dev/vda /mnt/a && dd if=/dev/zero of=/mnt/b/f bs=1k count=500 && sync',
    );
    await witness(
      'echo alice:x:1000:1000::/alice:/bin/sh >>/etc/passwd; echo bob:x:1001:1001::/bob:/bin/sh >>/etc/passwd',
    );
    await witness(`mkdir -p /alice/.ssh && printf '# mine\\n${KEY}\\n' >/alice/.ssh/authorized_keys`);
    await witness(`echo ${utmpRecord()} | base64 -d >/var/run/utmp`);
    ({ reach, client: qmp } = await reachOfProcess('web', guest.pid, guest.monitors[0] ?? ''));
  }, BOOT_MS);

  afterAll(async () => {
    await qmp.close();
    await guest.stop();
    rmSync(images, { recursive: true });
  });

  it('tells the name, the clock and the time zone of the guest', async () => {
    expect(await hostname(reach)).toBe(await witness('hostname'));
    const before = Number(await witness('date +%s'));
    const { seconds, nanoseconds } = await time(reach);
    const after = Number(await witness('date +%s'));
    expect(seconds).toBeGreaterThanOrEqual(before);
    expect(seconds).toBeLessThanOrEqual(after);
    expect(nanoseconds).toBeLessThan(1_000_000_000);
    expect(await timezone(reach)).toEqual({ name: await witness('date +%Z'), offsetSeconds: 0 });
  });

  it('tells its system, of os-release and uname', async () => {
    expect(await osInfo(reach)).toEqual({
      id: 'lab',
      name: 'Lab',
      prettyName: 'Lab Linux 1',
      version: undefined,
      versionId: '1',
      machine: await witness('uname -m'),
      variant: undefined,
      variantId: undefined,
      kernelRelease: await witness('uname -r'),
      kernelVersion: await witness('uname -v'),
    });
  });

  it('tells who is logged in', async () => {
    expect(await users(reach)).toEqual([
      { name: 'alice', domain: undefined, loginSeconds: LOGIN_SECONDS + 0.25 },
    ]);
  });

  it('tells its processors, and which of them are switched off', async () => {
    expect(await guestVcpus(reach)).toEqual({ known: [0, 1], online: [0, 1], offlinable: [1] });
    await witness('echo 0 >/sys/devices/system/cpu/cpu1/online');
    expect(await witness('cat /sys/devices/system/cpu/online')).toBe('0');
    expect(await guestVcpus(reach)).toEqual({ known: [0, 1], online: [0], offlinable: [1] });
    await witness('echo 1 >/sys/devices/system/cpu/cpu1/online');
    expect((await guestVcpus(reach)).online).toEqual([0, 1]);
  });

  it('tells its file systems in the order of mounting, their sizes, and the disks they lie on', async () => {
    const { fileSystems, failures } = await fsInfo(reach);
    expect(failures).toEqual([]);
    const seen = fileSystems.map(({ name, type, mountpoint, disks }) => ({
      name,
      type,
      mountpoint,
      disks: disks.map(({ busType, device, alias }) => ({ busType, device, alias })),
    }));
    const mounts = (await witness('grep ^/dev/vd /proc/mounts')).split('\n').map((line) => line.split(' '));
    expect(seen).toEqual(
      mounts.map(([device = '', mountpoint, type]) => ({
        name: device.slice('/dev/'.length),
        type,
        mountpoint,
        disks: [{ busType: 'virtio', device, alias: device === '/dev/vda' ? 'disk0' : 'data' }],
      })),
    );
    for (const { mountpoint, usedBytes, totalBytes } of fileSystems) {
      const numbers = await witness(`stat -f -c '%b %f %a %S' ${mountpoint}`);
      const [blocks = 0, free = 0, available = 0, size = 0] = numbers.split(' ').map(Number);
      expect(usedBytes).toBe((blocks - free) * size);
      expect(totalBytes).toBe((blocks - (free - available)) * size);
    }
  });

  it('tells its disks', async () => {
    const { disks, failures } = await guestDisks(reach);
    expect(failures).toEqual([]);
    expect(
      disks.map(({ name, isPartition, address }) => ({ name, isPartition, alias: address?.alias })),
    ).toEqual(
      expect.arrayContaining([
        { name: '/dev/vda', isPartition: false, alias: 'disk0' },
        { name: '/dev/vdb', isPartition: false, alias: 'data' },
        { name: '/dev/vdc', isPartition: false, alias: 'behind' },
      ]),
    );
  });

  it('tells its interfaces', async () => {
    const [loopback, card, ...others] = await agentInterfaces(reach);
    expect(others).toEqual([]);
    expect(loopback).toMatchObject({
      name: 'lo',
      addresses: [{ type: 'ipv4', address: '127.0.0.1', prefix: 8 }, {}],
    });
    expect(card).toMatchObject({ name: 'eth0', mac: await witness('cat /sys/class/net/eth0/address') });
    const lines = await witness("ip -o addr show eth0 | awk '{print $4}'");
    expect(card?.addresses.map(({ address, prefix }) => `${address}/${prefix}`)).toEqual(lines.split('\n'));
  });

  it('tells the keys that may log in, and why not', async () => {
    expect(await sshKeys(reach, 'alice')).toEqual([KEY]);
    await expect(sshKeys(reach, 'bob')).rejects.toThrow(
      /guest-ssh-get-authorized-keys: .*\/bob\/\.ssh\/authorized_keys/,
    );
    await expect(sshKeys(reach, 'nobody')).rejects.toThrow(/guest-ssh-get-authorized-keys: .*nobody/);
  });

  it('tells its load, if it is new enough, and all else at once', async () => {
    const info = await guestInfo(reach);
    const version = await witness('qemu-ga --version');
    if (Number(/\d+/.exec(version)?.[0]) >= 10) {
      expect(info.failures).toEqual([]);
      const [one] = (await witness('cat /proc/loadavg')).split(' ').map(Number);
      expect(Math.abs((await load(reach)).oneMinute - (one ?? 0))).toBeLessThan(1);
    } else {
      expect(info.failures).toEqual([
        { part: 'load', why: expect.stringContaining('it lacks guest-get-load') },
      ]);
      await expect(load(reach)).rejects.toBeInstanceOf(NoAgentError);
    }
    expect(encodeGuestInfo(info)).toMatch(
      /^user\.count {10}: 1\n(?:.*\n)*hostname {12}: labguest\n(?:.*\n)*fs\.0\.disk\.0\.alias {3}: data\n/,
    );
  });

  it('serves one client, which is named to the next', async () => {
    await using _client = await connectRaw(`unix:${guest.agentPath}`);
    await expect(hostname(reach)).rejects.toThrow(
      new RegExp(`^web: unix:\\S+: pid ${process.pid} \\(.+\\) holds the guest agent`),
    );
  });

  it('says what it forbids while its file systems are frozen', async () => {
    await reach.withAgent((agent) => agent.execute('guest-fsfreeze-freeze'));
    try {
      await expect(hostname(reach)).rejects.toThrow(
        /it forbids guest-get-host-name .*: thaw its file systems/,
      );
    } finally {
      await reach.withAgent((agent) => agent.execute('guest-fsfreeze-thaw'));
    }
    expect(await hostname(reach)).toBe('labguest');
  });

  it('succeeds in silence, and fails with words', async () => {
    const shutdown = reach.withAgent((agent) =>
      agent.executeSilently('guest-shutdown', { mode: 'no such' }, { silenceMs: 30_000 }),
    );
    await expect(shutdown).rejects.toThrow(/guest agent: guest-shutdown: /);
    const suspended = reach.withAgent((agent) =>
      agent.executeSilently('guest-suspend-ram', undefined, { silenceMs: 1000 }),
    );
    await suspended;
    await expect
      .poll(() => guest.control('query-status'), { timeout: 30_000 })
      .toMatchObject({ status: 'suspended' });
    await guest.control('system_wakeup');
    await expect
      .poll(() => guest.control('query-status'), { timeout: 30_000 })
      .toMatchObject({ status: 'running' });
    await guest.truth(30_000);
    expect(await hostname(reach)).toBe('labguest');
  });

  it('is silent while it is stopped, and answers the next client when it goes on', async () => {
    const hurried = { ...reach, withAgent: withAgentOf(reach, { timeoutMs: 500 }) };
    await witness('kill -STOP $(pidof qemu-ga)');
    await expect(hostname(hurried)).rejects.toThrow(/^web: .*no answer within 500 ms: it may hang/);
    await witness('kill -CONT $(pidof qemu-ga)');
    expect(await hostname(reach)).toBe('labguest');
  });

  it('is known not to run, without waiting for an answer', async () => {
    await witness('kill $(pidof qemu-ga); while pidof qemu-ga; do sleep 0.1; done');
    await expect
      .poll(() => hostname(reach).catch((error: Error) => error.message), { timeout: 30_000 })
      .toContain('install and start qemu-guest-agent in the guest');
  });
});
