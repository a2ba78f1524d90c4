import { machineBytes, presentBytes } from '../../../model/machine-bytes.js';
import { statusOf } from '../../hv-monitor/status.js';
import type { GuestSource } from '../guest-source.js';
import { counter, gauge, info, metricsOf, type Row } from '../metric.js';

/** virDomainState, in the words of the exporters. The numbers are those of HV::Monitor, which has them from libvirt. */
const STATES: ReadonlyMap<number, string> = new Map([
  [1, 'the domain is running'],
  [3, 'the domain is paused by user'],
  [4, 'the domain is being shut down'],
  [5, 'the domain is shut off'],
  [6, 'the domain is crashed'],
  [7, 'the domain is suspended by guest power management'],
]);

/** The domain itself. */
export const LIBVIRT_DOMAIN_METRICS = metricsOf<GuestSource>(
  'libvirt_domain_',
  ['domain'],
  [
    gauge('timed_out', '1 when the domain did not answer.', 'QMP', ({ guest }) =>
      guest.qemu === undefined && guest.problem?.kind !== 'absent' ? 1 : 0,
    ),
    info('info', ['os_type'], 'Type of the guest: hvm, as of every QEMU.', 'qgauge', () => ({
      os_type: 'hvm',
    })),
    info(
      'openstack_info',
      ['instance_name', 'instance_id'],
      'The name and the UUID of the guest, where the variables of dashboards look for those of OpenStack.',
      'query-uuid',
      identityOf('instance_id'),
    ),
    gaugeInfo(
      'info_meta',
      ['uuid', 'instance_name'],
      'The name and the UUID of the guest.',
      'query-uuid',
      identityOf('uuid'),
    ),
    gauge('info_vstate', 'State of the domain, a number of virDomainState.', 'query-status', stateOf),
    stateWithWords(),
    gauge(
      'info_maximum_memory_bytes',
      'All memory of the machine.',
      'query-memory-size-summary',
      ({ guest }) => machineBytes(guest.qemu?.memory),
    ),
    gauge(
      'info_memory_usage_bytes',
      'What the balloon leaves to the guest, else all memory of the machine.',
      'query-balloon',
      ({ guest }) => presentBytes(guest.qemu),
    ),
    gauge(
      'info_virtual_cpus',
      'Number of vCPUs.',
      'query-cpus-fast',
      ({ guest }) => guest.qemu?.vcpus?.length,
    ),
    counter(
      'info_cpu_time_seconds_total',
      'CPU time of the QEMU process.',
      '/proc/PID/stat',
      ({ guest }) => guest.linux && guest.linux.userSeconds + guest.linux.systemSeconds,
    ),
  ],
);

function identityOf(uuidLabel: string) {
  return ({ guest }: GuestSource) => ({ instance_name: guest.name, [uuidLabel]: guest.uuid });
}

/** An info whose name does not end in `_info`. */
function gaugeInfo(...args: Parameters<typeof info<GuestSource>>): Row<GuestSource> {
  return { ...info(...args), type: 'gauge' };
}

/** `undefined` for a guest that does not answer: libvirt has no number for that. */
function stateOf({ guest }: GuestSource): number | undefined {
  const status = statusOf(guest.qemu, guest.problem?.kind);
  return STATES.has(status) ? status : undefined;
}

/** The state as one exporter has it: with its words in a label, which change with it. */
function stateWithWords(): Row<GuestSource> {
  return {
    ...{ name: 'info_state', type: 'gauge', labels: ['state_desc'], from: 'query-status' },
    help: 'State of the domain, a number of virDomainState, and what it means.',
    addOf: (source, sink) => {
      const state = stateOf(source);
      if (state !== undefined) sink.add(`${source.labels},state_desc="${STATES.get(state)}"`, state);
    },
  };
}
