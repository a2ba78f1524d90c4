import { expect, it } from 'vitest';
import { setGuestVcpus } from '../../../src/domain/cpus/set-guest-vcpus.js';
import { setVcpus } from '../../../src/domain/cpus/set-vcpus.js';
import { startDirtyRate } from '../../../src/domain/memory/start-dirty-rate.js';
import type { Reach } from '../../../src/domain/reach.js';
import type { AgentClient } from '../../../src/protocol/qga/client.js';
import { commandError, fakeQemu } from '../../qemu/fake-qemu.js';
import { controlReachOf } from '../control/guest-reach.js';
import { clientOf, reachOf } from '../linux-reach.js';

/** A QEMU with slots for vCPUs; what is plugged in has an id. */
function machine(isKvm: boolean, plugged: (string | undefined)[]) {
  const qmp = fakeQemu((command) => {
    if (command === 'query-kvm') return { enabled: isKvm, present: true };
    if (command === 'query-cpus-fast')
      return plugged.flatMap((id, at) =>
        id === undefined ? [] : [{ 'cpu-index': at, 'thread-id': at + 1 }],
      );
    if (command === 'query-hotpluggable-cpus')
      return plugged.map((id, at) => ({
        ...{ type: 'host-x86_64-cpu', 'vcpus-count': 1, props: { 'core-id': at } },
        ...(id === undefined
          ? {}
          : { 'qom-path': id === 'boot' ? '/machine/unattached/device[0]' : `/machine/peripheral/${id}` }),
      }));
    if (command === 'qom-list') return [];
    if (command === 'query-dirty-rate') return { status: 'unstarted', 'calc-time': 0, 'start-time': 0 };
    throw commandError('CommandNotFound', command);
  });
  return clientOf(qmp, (command) => command !== 'query-accelerators');
}

it('vCPUs come in the order of their slots, and go the last first', async () => {
  const plugged = ['boot', undefined, undefined, undefined];
  const reach = await controlReachOf(
    await reachOf({}, { qmp: machine(true, plugged), isRemote: true }),
    (command, args) => {
      if (command === 'device_add') plugged[Number(args['core-id'])] = String(args.id);
      else plugged[plugged.indexOf(String(args.id))] = undefined;
    },
  );
  expect(await setVcpus(reach, 3)).toBe(3);
  expect(plugged).toEqual(['boot', 'vcpu1', 'vcpu2', undefined]);
  expect(await setVcpus(reach, 1)).toBe(1);
  expect(reach.sent.slice(2)).toEqual(['device_del {"id":"vcpu2"}', 'device_del {"id":"vcpu1"}']);
  await expect(setVcpus(reach, 0)).rejects.toThrow(
    'vm1: cannot have 0 vCPUs: it takes a whole number, 1 to 4',
  );
});

it('one that QEMU refuses takes those with it that came before, but not under TCG', async () => {
  const fails = (_: string, args: { readonly [name: string]: unknown }) => {
    if (args.id === 'vcpu2') throw commandError('GenericError', 'no room');
    return {};
  };
  const kvm = await controlReachOf(
    await reachOf({}, { qmp: machine(true, ['boot', undefined, undefined]), isRemote: true }),
    fails,
  );
  await expect(setVcpus(kvm, 3)).rejects.toThrow(
    /undone again: device_add \{.*"vcpu1".*; nothing is changed$/,
  );
  expect(kvm.sent.at(-1)).toBe('device_del {"id":"vcpu1"}');
  const tcg = await controlReachOf(
    await reachOf({}, { qmp: machine(false, ['boot', undefined, undefined]), isRemote: true }),
    fails,
  );
  await expect(setVcpus(tcg, 3)).rejects.toThrow(
    /changed: device_add .*; to undo it: nothing removes vcpu1 before QEMU ends: TCG runs it/,
  );
  expect(tcg.sent.filter((line) => line.startsWith('device_del'))).toEqual([]);
});

it('a vCPU that the guest does not let go of is said at the deadline', async () => {
  const reach = await controlReachOf(
    await reachOf({}, { qmp: machine(true, ['boot', 'vcpu1']), isRemote: true }),
  );
  await expect(setVcpus(reach, 1, { deadlineMs: 300 })).rejects.toThrow(
    /not finished within 300 ms; changed: device_del \{"id":"vcpu1"\}/,
  );
});

it.each([
  ['DEVICE_UNPLUG_GUEST_ERROR', { device: 'vcpu1', path: '/machine/peripheral/vcpu1' }],
  ['ACPI_DEVICE_OST', { info: { device: 'vcpu1', slot: '1', 'slot-type': 'CPU', source: 3, status: 129 } }],
])('a guest that refuses to let go of a vCPU is heard: %s', async (event, data) => {
  const reach = await controlReachOf(
    await reachOf({}, { qmp: machine(true, ['boot', 'vcpu1']), isRemote: true }),
    () => {
      reach.sendEvent('ACPI_DEVICE_OST', { info: { device: 'vcpu1', source: 3, status: 0x83 } });
      reach.sendEvent('ACPI_DEVICE_OST', { info: { device: 'vcpu9', source: 3, status: 1 } });
      reach.sendEvent(event, data);
    },
  );
  await expect(setVcpus(reach, 1)).rejects.toThrow('vm1: setVcpus: the guest refuses to let go of vcpu1');
});

it('a mode of the dirty rate is sent only with KVM', async () => {
  const of = async (isKvm: boolean) =>
    controlReachOf(await reachOf({}, { qmp: machine(isKvm, ['boot']), isRemote: true }));
  const tcg = await of(false);
  await expect(startDirtyRate(tcg, { mode: 'dirty-bitmap' })).rejects.toThrow(
    'vm1: the mode dirty-bitmap needs KVM, and would end this QEMU, which runs without: page-sampling is the one',
  );
  expect(tcg.sent).toEqual([]);
  await expect(startDirtyRate(tcg, { deadlineMs: 100 })).rejects.toThrow();
  expect(tcg.sent).toEqual(['calc-dirty-rate {"calc-time":1}']);
  const kvm = await of(true);
  await expect(startDirtyRate(kvm, { mode: 'dirty-ring', deadlineMs: 100 })).rejects.toThrow();
  expect(kvm.sent).toEqual(['calc-dirty-rate {"calc-time":1,"mode":"dirty-ring"}']);
});

/** An agent of a guest with four processors, which sets only the first of a list. */
async function hesitantGuest(refuseAt: number) {
  const online = new Set([0, 1, 2, 3]);
  const calls: unknown[] = [];
  const execute = async (command: string, args?: object) => {
    if (command === 'guest-get-vcpus')
      return [0, 1, 2, 3].map((id) => ({ 'logical-id': id, online: online.has(id), 'can-offline': id > 0 }));
    const { vcpus } = args as { vcpus: { 'logical-id': number; online: boolean }[] };
    calls.push(vcpus.map((vcpu) => vcpu['logical-id']));
    const [first] = vcpus;
    if (first === undefined || calls.length === refuseAt) throw commandError('GenericError', 'device busy');
    const all = first.online ? vcpus : [first];
    for (const vcpu of all) vcpu.online ? online.add(vcpu['logical-id']) : online.delete(vcpu['logical-id']);
    return all.length;
  };
  const reach = await reachOf({}, { isRemote: true });
  const agent = { execute } as unknown as AgentClient;
  const withAgent: Reach['withAgent'] = (work) => work(agent);
  return { reach: await controlReachOf({ ...reach, withAgent }), online, calls };
}

it('an agent that sets a part is asked for the rest', async () => {
  const { reach, calls } = await hesitantGuest(0);
  expect(await setGuestVcpus(reach, [1, 2, 3], false)).toMatchObject({ online: [0] });
  expect(calls).toEqual([[1, 2, 3], [2, 3], [3]]);
});

it('what an agent has done is undone when it refuses the rest', async () => {
  const { reach, online } = await hesitantGuest(2);
  await expect(setGuestVcpus(reach, [1, 2], false)).rejects.toThrow(
    /device busy.*undone again: agent: guest-set-vcpus/,
  );
  expect([...online].sort()).toEqual([0, 1, 2, 3]);
});
