import { METRIC_GROUPS, type MetricGroup } from '../model/vocabulary.js';
import { flag, option } from './typed-option.js';
import { UsageError } from './usage.js';

/** kvmtop's options that choose what is shown, and ours for pressure and the balloon. */
export const METRIC_OPTIONS = {
  cpu: flag('--cpu', 'CPU metrics'),
  mem: flag('--mem', 'memory metrics'),
  disk: flag('--disk', 'disk metrics'),
  net: flag('--net', 'network metrics'),
  io: flag('--io', 'input and output of each QEMU process'),
  pressure: flag(
    '--psi, --pressure',
    'pressure stall information: time lost waiting for CPU, memory and I/O',
  ),
  host: flag('--host', 'name of the host'),
  balloon: flag('--balloon', 'guest memory as the guest itself reports it'),
  verbose: flag('--verbose', 'add metrics that are seldom needed'),
  netdev: option('--netdev <names>', 'network interfaces of the host to sum, separated by commas', {
    parse: parseNames,
    shown: 'all physical ones',
  }),
  storedev: option('--storedev <names>', 'block devices of the host to sum, separated by commas', {
    parse: parseNames,
    shown: 'all physical ones',
  }),
};

/** Names with commas between them, as kvmtop takes them. */
export function parseNames(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.every((name) => name !== '')) return names;
  throw new UsageError(`'${text}' is not a valid list of devices: expected names such as sda,sdb`);
}

/** The groups of metrics that the command line names; `undefined` when it names none. */
export function chosenGroups(
  options: { readonly [group in MetricGroup]?: boolean },
): readonly MetricGroup[] | undefined {
  const groups = METRIC_GROUPS.filter((group) => options[group]);
  return groups.length > 0 ? groups : undefined;
}
