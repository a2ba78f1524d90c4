import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guestInfo } from '../../../src/domain/agent/guest-info.js';
import { NoAgentError } from '../../../src/domain/domain-error.js';
import { encodeGuestInfo } from '../../../src/formats/domain/guest-info.js';
import { scriptedAgent, synchronising } from '../../protocol/qga/connected-agent.js';
import { qemuWith } from '../../qemu/fake-qemu.js';
import { reachOf } from '../agent-reach.js';
import { domainQmp } from '../fake-domain-qmp.js';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'libvirt-9.0-guest');

/** What virsh, the agent and QEMU said of one guest at one time. */
function recorded(file: string): string {
  return readFileSync(join(FIXTURES, file), 'utf8').trimEnd();
}

describe('guestInfo', () => {
  it('is what virsh guestinfo prints of the same guest, but for the names of the disks', async () => {
    const { agent } = await scriptedAgent((request) => {
      const answer = synchronising(`{"error": {"class": "GenericError", "desc": "not recorded"}}\n`);
      if (!existsSync(join(FIXTURES, `${request.execute}.json`))) return answer(request);
      return `{"return": ${recorded(`${request.execute}.json`)}}\n`;
    });
    const qmp = domainQmp(qemuWith({ 'query-pci': JSON.parse(recorded('query-pci.json')) }));
    const reach = {
      qmp,
      options: {},
      withAgent: <T>(work: (client: typeof agent) => Promise<T>) => work(agent),
    };
    const ours = encodeGuestInfo(await guestInfo(reach));
    const withoutBus = ours.replace(/^disk\.\d+\.guest_bus .*\n/gm, ''); // newer than that libvirt
    expect(withoutBus.replaceAll('virtio-disk0', 'vda').replaceAll('virtio-disk1', 'vdb')).toBe(
      `${recorded('virsh-guestinfo.txt')}\n`,
    );
    expect(ours).toContain('fs.1.disk.0.alias   : virtio-disk1\n');
  });

  it('tells all that the agent knows, and why the rest is unknown', async () => {
    const info = await guestInfo(await reachOf());
    expect(info).toMatchObject({
      users: [{ name: 'root' }],
      os: { id: 'lab' },
      timezone: { name: 'UTC' },
      hostname: 'labguest',
      filesystems: [{ mountpoint: '/' }, { mountpoint: '/srv' }],
      disks: [{ name: '/dev/vda1' }, { name: '/dev/vda' }, { name: '/dev/vdb' }],
      interfaces: [{ name: 'lo' }, { name: 'eth0' }, { name: 'eth1' }],
      load: undefined,
    });
    expect(info.failures).toEqual([
      { part: 'load', why: expect.stringContaining('it lacks guest-get-load (version 7.2.22)') },
    ]);
  });

  it('asks for the parts that are wanted', async () => {
    const asked: string[] = [];
    const { agent } = await scriptedAgent((request) => {
      asked.push(request.execute);
      return synchronising('{"return": {"host-name": "web"}}\n')(request);
    });
    const qmp = domainQmp(qemuWith({}));
    const reach = {
      qmp,
      options: {},
      withAgent: <T>(work: (client: typeof agent) => Promise<T>) => work(agent),
    };
    const info = await guestInfo(reach, ['hostname']);
    expect(info).toEqual({
      users: undefined,
      os: undefined,
      timezone: undefined,
      hostname: 'web',
      filesystems: undefined,
      disks: undefined,
      interfaces: undefined,
      load: undefined,
      failures: [],
    });
    expect(asked).toEqual(['guest-sync-delimited', 'guest-get-host-name']);
  });

  it('loses the file systems alone to a mount that hangs', async () => {
    const { agent } = await scriptedAgent((request) =>
      request.execute === 'guest-get-fsinfo' ? '' : synchronising('{"return": []}\n')(request),
    );
    const qmp = domainQmp(qemuWith({}));
    const withAgent = <T>(work: (client: typeof agent) => Promise<T>) => work(agent);
    const hurried = { qmp, options: {}, withAgent };
    const timed = agent.execute.bind(agent);
    agent.execute = (command, args) => timed(command, args, { timeoutMs: 200 });
    const info = await guestInfo(hurried, ['users', 'filesystems', 'interfaces', 'disks']);
    expect(info).toMatchObject({ users: [], interfaces: [], disks: [], filesystems: undefined });
    expect(info.failures).toEqual([
      { part: 'filesystems', why: expect.stringContaining('no answer within 200 ms') },
    ]);
  });

  it('fails as a whole where there is no agent', async () => {
    await expect(guestInfo(await reachOf({ mode: 'absent' }))).rejects.toBeInstanceOf(NoAgentError);
  });

  it.each(['wrong-types', 'big-integers', 'control-characters', 'error'] as const)(
    'keeps to its form with an agent of %s',
    async (mode) => {
      const info = await guestInfo(await reachOf({ mode, version: '10.0.0' }));
      expect(JSON.stringify(info)).not.toMatch(/\\u00|[\u2028\u202e]/);
      const unknown = Object.entries(info)
        .filter(([, part]) => part === undefined)
        .map(([part]) => part);
      expect(info.failures.map(({ part }) => part)).toEqual(expect.arrayContaining(unknown));
    },
  );
});
