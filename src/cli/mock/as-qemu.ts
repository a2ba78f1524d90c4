import { basename } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MachineSpec, PidFile, QemuArguments } from 'qgauge/mock';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import { UsageError } from '../usage.js';
import type { MockOptions } from './command.js';
import { isDaemon, reportFailure, reportUp, startDaemon } from './daemon.js';
import { describeMachines, optionOf } from './describe-machines.js';
import { untilEnded } from './ready.js';

type Mock = typeof import('qgauge/mock');

/**
 * Runs a mock machine as a QEMU with this command line would: it prints nothing, has a pid file, and ends when the machine
 * ends. What QEMU refuses is refused in QEMU's words, with its status 1.
 *
 * @throws {UsageError} for an option of the mock
 */
export async function runAsQemu(
  args: readonly string[],
  options: MockOptions,
  context: Context,
): Promise<number> {
  const library = await import('qgauge/mock');
  const ours = ownOptions(options, library);
  try {
    const qemu = library.readQemuArguments(args, library.ownThreadIds());
    if (qemu.machine === undefined) {
      context.out(library.versionText(ours.version ?? library.NEWEST_VERSION));
      return EXIT.ok;
    }
    if (qemu.daemonize && !isDaemon()) return await becomeDaemon(qemu.machine, qemu.otherSockets);
    const machine = withOwnOptions(qemu.machine, ours);
    return await runMachine({ ...qemu, machine }, options.control, library, context);
  } catch (error) {
    const { QemuRefusal, FleetError, MockError } = library;
    const isExpected =
      error instanceof QemuRefusal || error instanceof FleetError || error instanceof MockError;
    if (!isExpected) throw error;
    return fail(error.message);
  }
}

type OwnOptions = Pick<MachineSpec, 'version' | 'driver' | 'faults' | 'agent'>;

/** The options that a QEMU's command line does not have, by the rules of scenarios. */
function ownOptions(options: MockOptions, library: Mock): OwnOptions {
  const { version, driver, fault, agent } = options;
  const known = {
    ...(version !== undefined && { version }),
    ...(driver !== undefined && { driver }),
    ...(fault !== undefined && { fault }),
    ...(agent !== undefined && { agent }),
  };
  try {
    const { machines } = library.decodeScenario({ machines: [describeMachines(known, library.parseFault)] });
    const { name: _, ...rest } = machines[0] ?? { name: '' };
    return rest;
  } catch (error) {
    if (!(error instanceof library.ScenarioError)) throw error;
    const problems = error.problems.map(({ path, message }) => `${optionOf(path)}: ${message}`);
    throw new UsageError(problems.join('\n'));
  }
}

/** `--agent` changes how the agent of the command line behaves; it adds none. */
function withOwnOptions(machine: MachineSpec, { agent, ...ours }: OwnOptions): MachineSpec {
  const { agent: port } = machine;
  if (typeof port !== 'object' || typeof agent !== 'string') return { ...machine, ...ours };
  return { ...machine, ...ours, agent: { ...port, mode: agent } };
}

async function becomeDaemon(machine: MachineSpec, otherSockets: readonly string[]): Promise<number> {
  const monitors = [machine, ...(machine.monitors ?? [])].map(({ listen, connect }) => listen ?? connect);
  const addresses = [...monitors, ...otherSockets];
  const descriptors = addresses.flatMap((address) => /^fd:(\d+)$/.exec(address ?? '')?.[1] ?? []);
  const failure = await startDaemon(programName(), descriptors.map(Number));
  return failure === undefined ? EXIT.ok : fail(failure);
}

async function runMachine(
  { machine, otherSockets, isStopped, pidFile }: QemuArguments & { readonly machine: MachineSpec },
  controlAddress: string | undefined,
  library: Mock,
  context: Context,
): Promise<number> {
  const written = pidFile === undefined ? undefined : library.writePidFile(pidFile);
  using _ = removing(written);
  await using fleet = await library.Fleet.start({ machines: [machine] });
  await using _others = await library.openSilentSockets(otherSockets);
  const address = controlAddress?.replaceAll('{name}', machine.name);
  await using _control =
    address === undefined
      ? undefined
      : await library.startControlServer(address, (action) => fleet.perform(action));
  const qemu = fleet.machine(machine.name);
  if (!isStopped && qemu.machine.status === 'prelaunch') qemu.machine.cont();
  // It stays in its directory, unlike QEMU: Node.js removes a socket by the path that it was given, also a relative one.
  if (isDaemon()) await reportUp();
  await untilEnded(Promise.race([fleet.ended, qemu.ended]), context.signal);
  // As the kernel reports a QEMU that an assertion has ended; it removes nothing.
  if (qemu.hasDied) process.kill(process.pid, 'SIGABRT');
  if (context.signal.aborted) {
    qemu.emit('SHUTDOWN', { guest: false, reason: 'host-signal' });
    // The clients receive it before their connections are closed.
    await nextTurn();
  }
  return EXIT.ok;
}

function removing(file: PidFile | undefined): Disposable {
  return { [Symbol.dispose]: () => file?.remove() };
}

/** Reports in QEMU's form, on standard error, or to the process that waits for the daemon. */
async function fail(message: string): Promise<number> {
  if (isDaemon()) await reportFailure(message);
  else {
    for (const [index, line] of message.split('\n').entries()) {
      const prefix = index === 0 ? `${basename(programName())}: ` : '';
      process.stderr.write(`${prefix}${terminalSafe(line, MAX_LINE)}\n`);
    }
  }
  return EXIT.failed;
}

/** The name under which a QEMU was started: that of the launcher, or of the usual program. */
function programName(): string {
  return /^(qemu|kvm)/.test(basename(process.argv0)) ? process.argv0 : 'qemu-system-x86_64';
}

const MAX_LINE = 2000;
