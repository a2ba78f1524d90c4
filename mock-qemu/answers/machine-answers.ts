import type { Machine } from '../machine/machine.js';
import type { DisplayOptions } from '../machine/machine-options.js';
import { CPU_TYPE, cpuName } from '../machine/qom-tree.js';
import { isAtLeast, versionInfo } from '../qapi/versions.js';
import type { Json, JsonObject } from '../wire/json.js';
import { doing, type Handlers } from './handler.js';

export const machineHandlers: Handlers = {
  'query-version': (machine) => versionInfo(machine.version),
  'query-status': queryStatus,
  'query-name': (machine) => (machine.name === '' ? {} : { name: machine.name }),
  'query-uuid': (machine) => ({ UUID: machine.uuid }),
  'query-cpus-fast': queryCpusFast,
  'query-iothreads': queryIothreads,
  'query-memory-size-summary': queryMemorySizeSummary,
  'query-vnc': queryVnc,
  'query-spice': querySpice,
  'query-chardev': (machine) => machine.chardevs.map((chardev) => ({ ...chardev })),
  stop: doing((machine) => machine.stop()),
  cont: doing((machine) => machine.cont()),
  system_reset: doing((machine) => machine.reset()),
  quit: doing((machine) => machine.quit()),
};

function queryStatus(machine: Machine): Json {
  const running = machine.status === 'running';
  const singlestep = isAtLeast(machine.version, '9.0') ? undefined : false;
  return { running, singlestep, status: machine.status };
}

function queryCpusFast(machine: Machine): Json {
  return machine.threadIds.map((threadId, index) => ({
    'cpu-index': index,
    'qom-type': isAtLeast(machine.version, '11.1') ? CPU_TYPE : undefined,
    'qom-path': `/machine/unattached/${cpuName(index)}`,
    'thread-id': threadId,
    props: { 'socket-id': 0, 'core-id': index, 'thread-id': 0 },
    arch: isAtLeast(machine.version, '6.0') ? undefined : 'x86',
    target: 'x86_64',
  }));
}

function queryIothreads(machine: Machine): Json {
  return machine.iothreads.map(({ id, threadId }) => ({
    id,
    'thread-id': threadId,
    'poll-max-ns': 32768,
    'poll-grow': 0,
    'poll-shrink': 0,
    'poll-weight': isAtLeast(machine.version, '11.1') ? 0 : undefined,
    'aio-max-batch': isAtLeast(machine.version, '6.1') ? 0 : undefined,
  }));
}

function queryMemorySizeSummary(machine: Machine): Json {
  return { 'base-memory': machine.memoryBytes, 'plugged-memory': 0 };
}

function queryVnc(machine: Machine): Json {
  const { vnc } = machine;
  if (vnc === undefined) return { enabled: false };
  return {
    enabled: true,
    host: vnc.host,
    family: 'ipv4',
    service: String(vnc.port),
    auth: 'none',
    clients: [],
  };
}

function querySpice(machine: Machine): Json {
  const display = machine.spice;
  const off: JsonObject = { enabled: false, migrated: false, 'mouse-mode': 'client' };
  return display === undefined || display === 'not-built' ? off : { ...off, ...spiceServer(display) };
}

function spiceServer({ host, port }: DisplayOptions): JsonObject {
  return { enabled: true, host, port, auth: 'none', 'compiled-version': '0.15.1', channels: [] };
}
