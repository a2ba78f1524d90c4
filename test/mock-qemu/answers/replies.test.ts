import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../mock-qemu/answers/commands.js';
import { Machine } from '../../../mock-qemu/machine/machine.js';
import type { MachineOptions } from '../../../mock-qemu/machine/machine-options.js';
import { ManualTime } from '../../../mock-qemu/machine/manual-time.js';
import { checkReply } from '../../../mock-qemu/qapi/check-reply.js';
import { introspectionOf } from '../../../mock-qemu/qapi/introspection.js';
import type { QemuVersion } from '../../../mock-qemu/qapi/versions.js';
import type { Json, JsonObject } from '../../../mock-qemu/wire/json.js';
import { QmpError } from '../../../mock-qemu/wire/qmp-error.js';

const VERSIONS: readonly QemuVersion[] = ['5.2', '7.2', '10.0', '11.1'];

describe.each(VERSIONS)('the mock of QEMU %s', (version) => {
  const schema = introspectionOf(version);

  it.each(Object.entries(MACHINES))('returns what its introspection describes: %s', (_, options) => {
    using bench = startBench({ ...options, version });
    const problems = REQUESTS.filter(([command]) => schema.commands.has(command)).flatMap(
      ([command, args]) => {
        const reply = runCommand(bench.machine, { execute: command, arguments: args, isOob: false });
        const returns = schema.commands.get(command)?.['ret-type'] ?? '';
        return checkReply(schema, returns, reply, command);
      },
    );
    expect(problems).toEqual([]);
  });

  it('answers every query as its introspection describes', () => {
    using bench = startBench({ ...MACHINES.rich, version });
    const problems = [...schema.commands.values()]
      .filter(({ name, 'arg-type': args }) => name.startsWith('query-') && hasNoMandatoryMember(args))
      .flatMap(({ name, 'ret-type': returns }) => {
        const reply = replyOrRefusal(bench.machine, name);
        return reply instanceof QmpError ? [] : checkReply(schema, returns, reply, name);
      });
    expect(problems).toEqual([]);
  });

  it('sends events as its introspection describes', () => {
    using bench = startBench({ ...MACHINES.rich, version, noShutdown: true });
    const { machine, events } = bench;
    machine.migration.settings.setCapability('events', true);
    machine.failDisk('disk0', { operation: 'read', nospace: false });
    machine.cont();
    machine.stop();
    machine.cont();
    machine.suspend();
    machine.wakeUp();
    machine.powerDown();
    machine.expireWatchdog();
    machine.migration.start('tcp:nowhere:1');
    machine.jobs.start('job0', 'snapshot-delete', () => undefined);
    machine.panic();
    machine.reset();
    machine.quit();
    const names = new Set(events.map(({ name }) => name));
    expect(names.size).toBeGreaterThan(11);
    const problems = events.flatMap(({ name, data }) => {
      const info = schema.events.get(name);
      return info === undefined
        ? [`${name}: unknown`]
        : checkReply(schema, info['arg-type'], data ?? {}, name);
    });
    expect(problems).toEqual([]);
  });

  function hasNoMandatoryMember(typeName: string): boolean {
    const type = schema.type(typeName);
    return type['meta-type'] === 'object' && type.members.every((member) => member.default !== undefined);
  }
});

/** QEMU refuses a query about hardware that the machine does not have. */
function replyOrRefusal(machine: Machine, command: string): Json | QmpError {
  try {
    return runCommand(machine, { execute: command, arguments: {}, isOob: false });
  } catch (error) {
    if (error instanceof QmpError) return error;
    throw error;
  }
}

/** A machine without clients, and the events that it sends. */
function startBench(options: MachineOptions) {
  const events: { name: string; data: JsonObject | undefined }[] = [];
  const machine = new Machine(options, new ManualTime(1_795_223_580_145), (name, data) =>
    events.push({ name, data }),
  );
  return { machine, events, [Symbol.dispose]: () => machine.close() };
}

const MACHINES: Readonly<Record<string, MachineOptions>> = {
  plain: {},
  rich: {
    vcpus: 4,
    iothreads: [{ id: 'io0', threadId: 77 }],
    emptyDrive: true,
    disks: [
      {
        id: 'disk0',
        device: 'drive0',
        backingFiles: ['/srv/base.qcow2', '/srv/root.qcow2'],
        snapshots: [{ name: 'a', vmStateBytes: 5 }, { name: 'b' }],
        load: 'busy',
        throttle: { bps_rd: 1_000_000, iops: 500 },
      },
      {
        id: 'disk1',
        format: 'raw',
        load: { readsPerSecond: 1, failedReadsPerSecond: 2 },
        ioStatus: 'failed',
      },
    ],
    nics: [
      { id: 'net0', mac: '52:54:00:aa:bb:01', netdev: 'n0' },
      { id: 'net1', mac: '52:54:00:aa:bb:02', model: 'e1000' },
    ],
    vnc: { host: '::1', port: 5901, auth: 'vnc', clients: [{ host: '::1', port: 40000 }] },
    spice: { host: '127.0.0.1', port: 5930 },
    rootPorts: ['rp0'],
  },
  microvm: { balloon: 'mmio', nics: [], disks: [] },
  stopped: { status: 'prelaunch', balloon: 'none' },
};

const REQUESTS: readonly (readonly [command: string, args: JsonObject])[] = [
  ...['/', '/machine', '/machine/unattached', '/machine/peripheral', '/objects', '/chardevs'].map(
    (path) => ['qom-list', { path }] as const,
  ),
  ['qom-list-get', { paths: ['/machine', '/machine/peripheral', '/machine/unattached'] }],
  ['qom-list-types', { implements: 'device', abstract: true }],
  ['qom-list-properties', { typename: 'virtio-balloon-pci' }],
  ['device-list-properties', { typename: 'virtio-net-pci' }],
  ['query-named-block-nodes', { flat: true }],
  ['query-named-block-nodes', {}],
  ['query-blockstats', { 'query-nodes': true }],
  ['query-blockstats', {}],
  ['query-block', {}],
  ['query-migrate', {}],
  ['migrate-set-capabilities', { capabilities: [{ capability: 'events', state: true }] }],
  ['migrate', { uri: 'exec:cat' }],
  ['query-migrate', {}],
  ['migrate_cancel', {}],
  ['query-migrate', {}],
  ['object-add', { 'qom-type': 'iothread', id: 'io7' }],
  ['object-del', { id: 'io7' }],
  ['query-jobs', {}],
  ['snapshot-save', { 'job-id': 'j', tag: 't', vmstate: 'x', devices: ['x'] }],
  ['query-jobs', {}],
  ['set-action', { panic: 'pause' }],
  ['watchdog-set-action', { action: 'none' }],
];
