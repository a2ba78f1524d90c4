import type { Actions } from '../../machine/actions.js';
import type { VncOptions } from '../../machine/machine-options.js';
import type { MachineSpec } from '../machine-spec.js';
import { agentChardev, readDevices } from './devices.js';
import { readMonitors, readOtherSockets } from './monitors.js';
import { parseOptionList } from './option-list.js';
import { type Options, splitOptions } from './options.js';
import { QemuRefusal } from './refusal.js';

/** What a QEMU's command line asks for. */
export interface QemuArguments {
  /** The machine; undefined with -version, which starts none. */
  readonly machine: MachineSpec | undefined;
  /** Whether its vCPUs wait for `cont`: -S. */
  readonly isStopped: boolean;
  /** Where other chardevs listen, such as a serial console. */
  readonly otherSockets: readonly string[];
  readonly pidFile: string | undefined;
  readonly daemonize: boolean;
}

/**
 * Reads a QEMU's command line, without the name of the program. Options of QEMU that the mock does not simulate are passed
 * over: what they would create is missing.
 *
 * @param threadIds of this process, for the machine's vCPUs and I/O threads
 * @throws {QemuRefusal} when QEMU would refuse it, or a monitor cannot be simulated
 */
export function readQemuArguments(args: readonly string[], threadIds: readonly number[]): QemuArguments {
  const options = splitOptions(args);
  const machine = options.has('version') ? undefined : machineOf(options, threadIds);
  const monitors = machine === undefined ? [] : [machine, ...(machine.monitors ?? [])];
  const used = [agentChardev(options), ...monitors.map(({ chardev }) => chardev)];
  return {
    machine,
    otherSockets: readOtherSockets(options, new Set(used.filter((id) => id !== undefined))),
    isStopped: options.has('S'),
    pidFile: options.last('pidfile'),
    daemonize: options.has('daemonize'),
  };
}

function machineOf(options: Options, threadIds: readonly number[]): MachineSpec {
  const [first, ...monitors] = readMonitors(options);
  const vcpus = vcpusOf(options.merged('smp', 'cpus'));
  const uuid = options.last('uuid');
  if (uuid !== undefined && !UUID.test(uuid)) {
    throw new QemuRefusal(`-uuid ${uuid}: failed to parse UUID string: wrong format`);
  }
  const incoming = options.last('incoming');
  const vnc = vncOf(options.last('vnc'));
  return {
    ...first,
    monitors,
    name: options.merged('name', 'guest').get('guest') ?? '',
    uuid: uuid?.toLowerCase() ?? '00000000-0000-0000-0000-000000000000',
    memoryBytes: memoryOf(options.last('m')),
    vcpus: Array.from({ length: vcpus }, (_, index) => threadIds[index % threadIds.length] ?? 0),
    accelerator: usesKvm(options) ? 'kvm' : 'tcg',
    status: incoming === undefined ? 'prelaunch' : 'inmigrate',
    noReboot: options.has('no-reboot'),
    noShutdown: options.has('no-shutdown'),
    actions: Object.fromEntries(options.merged('action', '')) as Partial<Actions>,
    ...(vnc && { vnc }),
    ...readDevices(options, threadIds),
  };
}

const UUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/** `4`, or the product of sockets, dies, clusters, cores and threads. 0 is as if not given, as up to QEMU 8. */
function vcpusOf(smp: ReadonlyMap<string, string>): number {
  const cpus = Number(smp.get('cpus') ?? 0);
  if (cpus > 0) return cpus;
  const parts = [...smp].filter(([key]) => PARTS.has(key)).map(([, value]) => Number(value) || 1);
  return parts.reduce((product, part) => product * part, 1);
}

const PARTS: ReadonlySet<string> = new Set(['sockets', 'dies', 'clusters', 'cores', 'threads', 'modules']);

/** Without a unit it is MiB; the default of every PC is 128 MiB. */
function memoryOf(text: string | undefined): number {
  if (text === undefined) return 128 * 2 ** 20;
  const size = parseOptionList(text, 'size').get('size') ?? '128';
  const [, amount, unit = 'M'] = /^(\d+(?:\.\d+)?)([bBkKmMgGtTpPeE]?)B?$/.exec(size) ?? [];
  if (amount === undefined) throw new QemuRefusal(`-m ${text}: ${NOT_A_SIZE}`);
  const power = 'BKMGTPE'.indexOf((unit || 'M').toUpperCase());
  return Math.floor(Number(amount) * 1024 ** power);
}

const NOT_A_SIZE = [
  "Parameter 'size' expects a non-negative number below 2^64",
  'Optional suffix k, M, G, T, P or E means kilo-, mega-, giga-, tera-, peta-',
  'and exabytes, respectively.',
].join('\n');

function usesKvm(options: Options): boolean {
  const wanted = [
    options.merged('accel', 'accel').get('accel'),
    ...options.lists('machine', 'type').map((one) => one.get('accel')),
  ];
  return options.has('enable-kvm') || wanted.some((accel) => accel?.split(':')[0] === 'kvm');
}

/** `127.0.0.1:1` is port 5901; a UNIX socket and `none` are passed over. */
function vncOf(text: string | undefined): VncOptions | undefined {
  const [, host, display] = /^([^:,]*|\[[^\]]*\]):(\d+)(?:,|$)/.exec(text ?? '') ?? [];
  if (host === undefined) return undefined;
  return { host: host.replace(/^\[|\]$/g, '') || '0.0.0.0', port: 5900 + Number(display) };
}
