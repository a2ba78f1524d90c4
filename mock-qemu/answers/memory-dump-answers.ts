import type { Machine } from '../machine/machine.js';
import { isAtLeast } from '../qapi/versions.js';
import type { JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { doing, type Handlers, integer, text } from './handler.js';

/**
 * Commands that write the guest's memory or screen to a file of the host. The mock checks the arguments and writes
 * nothing.
 */
export const memoryDumpHandlers: Handlers = {
  memsave: doing(saveVirtualMemory),
  'dump-guest-memory': doing(dumpGuestMemory),
  screendump: doing(dumpScreen),
  'input-send-event': doing((machine, args) => {
    const device = text(args, 'device');
    if (device !== undefined) throw new QmpError(`Device '${device}' not found`, 'DeviceNotFound');
    if (machine.status !== 'running' && machine.status !== 'suspended') throw new QmpError('VM not running');
  }),
  'calc-dirty-rate': doing((machine, args) => {
    if (machine.backends.dirtyRateIsMeasured) {
      throw new QmpError('the dirty rate is already being measured.');
    }
    const seconds = integer(args, 'calc-time') ?? 0n;
    if (seconds < 1n || seconds > 60n) throw new QmpError('calc-time is out of range[1, 60].');
    machine.backends.dirtyRateIsMeasured = true;
    machine.time.after(Number(seconds) * 1000, () => {
      machine.backends.dirtyRateIsMeasured = false;
    });
  }),
};

function saveVirtualMemory(machine: Machine, args: JsonObject): void {
  needCpu(machine, args);
  const [start, size] = [integer(args, 'val') ?? 0n, integer(args, 'size') ?? 0n];
  const address = BigInt.asUintN(64, start);
  if (address + size <= BigInt(machine.memoryBytes)) return;
  throw new QmpError(`Invalid addr 0x${address.toString(16).padStart(16, '0')}/size ${size} specified`);
}

/**
 * The CPU that a command chooses by `cpu-index` (default: the first).
 *
 * @throws {QmpError} when the machine does not have it
 */
export function needCpu(machine: Machine, args: JsonObject): number {
  const index = BigInt.asIntN(32, integer(args, 'cpu-index') ?? 0n);
  if (index >= 0n && index < machine.threadIds.length) return Number(index);
  throw new QmpError("Parameter 'cpu-index' expects a CPU number");
}

function dumpGuestMemory({ version }: Machine, args: JsonObject): void {
  const [begin, length] = [integer(args, 'begin'), integer(args, 'length')];
  if (begin !== undefined && length === undefined) throw new QmpError("Parameter 'length' is missing");
  if (begin === undefined && length !== undefined) throw new QmpError("Parameter 'begin' is missing");
  const protocol = text(args, 'protocol') ?? '';
  if (protocol.startsWith('fd:')) {
    throw new QmpError(`File descriptor named '${protocol.slice(3)}' has not been found`);
  }
  if (protocol.startsWith('file:')) return;
  throw new QmpError(
    isAtLeast(version, '10.0')
      ? "parameter 'protocol' must start with 'file:' or 'fd:'"
      : "Invalid parameter 'protocol'",
  );
}

function dumpScreen(_: Machine, args: JsonObject): void {
  const device = text(args, 'device');
  if (device !== undefined) throw new QmpError(`Device '${device}' not found`, 'DeviceNotFound');
  if (args.head !== undefined) throw new QmpError("'head' must be specified together with 'device'");
  throw new QmpError('There is no console to take a screendump from');
}
