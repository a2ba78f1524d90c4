import { CPU_TYPE, cpuName } from '../machine/board.js';
import type { Machine } from '../machine/machine.js';
import { memoryId } from '../machine/user-objects.js';
import { isAtLeast, versionInfo } from '../qapi/versions.js';
import type { Json, JsonObject } from '../wire/json.js';
import type { Handlers } from './handler.js';
import { shaped } from './shaped.js';

export const machineHandlers: Handlers = {
  'query-version': (machine) => versionInfo(machine.version),
  'query-name': (machine) => (machine.name === '' ? {} : { name: machine.name }),
  'query-uuid': (machine) => ({ UUID: machine.uuid }),
  'query-target': () => ({ arch: 'x86_64' }),
  'query-kvm': (machine) => ({ enabled: machine.accelerator === 'kvm', present: true }),
  'query-accelerators': (machine) => ({ enabled: machine.accelerator, present: ['kvm', 'tcg'] }),
  'query-current-machine': () => ({ 'wakeup-suspend-support': true }),
  'query-cpus-fast': queryCpusFast,
  'query-hotpluggable-cpus': queryHotpluggableCpus,
  'query-iothreads': queryIothreads,
  'query-memory-size-summary': (machine) => ({ 'base-memory': machine.memoryBytes, 'plugged-memory': 0 }),
  'query-memdev': queryMemdev,
  'query-chardev': (machine) => machine.chardevs.map((chardev) => ({ ...chardev })),
};

function queryCpusFast(machine: Machine): Json {
  return machine.threadIds.map((threadId, index) => ({
    'cpu-index': index,
    'qom-type': isAtLeast(machine.version, '11.1') ? CPU_TYPE : undefined,
    ...place(index),
    'thread-id': threadId,
    arch: isAtLeast(machine.version, '6.0') ? undefined : 'x86',
    target: 'x86_64',
  }));
}

/** In reverse order, all of them plugged. */
function queryHotpluggableCpus(machine: Machine): Json {
  const cpus = machine.threadIds.map((_, index) => ({ type: CPU_TYPE, 'vcpus-count': 1, ...place(index) }));
  return cpus.reverse();
}

function place(index: number): JsonObject {
  return {
    'qom-path': `/machine/unattached/${cpuName(index)}`,
    props: { 'socket-id': 0, 'core-id': index, 'thread-id': 0 },
  };
}

function queryIothreads(machine: Machine): Json {
  const isNew = isAtLeast(machine.version, '11.1');
  return machine.iothreads.map(({ id, threadId }) => ({
    id,
    'thread-id': threadId,
    'poll-max-ns': 32768,
    'poll-grow': isNew ? 2 : 0,
    'poll-shrink': isNew ? 2 : 0,
    'poll-weight': isNew ? 3 : undefined,
    'aio-max-batch': isAtLeast(machine.version, '6.1') ? 0 : undefined,
  }));
}

function queryMemdev(machine: Machine): Json {
  const added = machine.objects.list
    .filter(({ type }) => type.startsWith('memory-backend-'))
    .map(({ id, properties }) => memdev(id, Number(properties.size)));
  return shaped(machine, 'query-memdev', [
    ...added.reverse(),
    memdev(memoryId(machine), machine.memoryBytes),
  ]);
}

function memdev(id: string, size: number): JsonObject {
  const flags = { merge: true, dump: true, prealloc: false, share: false, reserve: true };
  return { id, size, ...flags, 'host-nodes': [], policy: 'default' };
}
