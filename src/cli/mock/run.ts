import type { Scenario } from 'qgauge/mock';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import { UsageError } from '../usage.js';
import { checkMockOptions } from './check-options.js';
import type { MockOptions } from './command.js';
import { isDaemon } from './daemon.js';
import { describeMachines, optionOf } from './describe-machines.js';
import { listWords } from './list-words.js';
import { printReady, untilEnded, withHangUp } from './ready.js';

/** A part of its own, which the other commands never load. */
type Mock = typeof import('qgauge/mock');

/**
 * Runs mock machines until a signal or the action `shutdown` ends them; neither is a failure.
 *
 * @throws {UsageError}
 */
export async function mock(
  qemuArguments: readonly string[],
  options: MockOptions,
  context: Context,
): Promise<number> {
  checkMockOptions(options, qemuArguments);
  if (options.launcher !== undefined) {
    const { writeLauncher } = await import('./launcher.js');
    return writeLauncher(options.launcher, options, context);
  }
  const { asQemu = false } = options;
  // Before anything starts: a hang-up in the middle would leave sockets behind.
  using stopping = withHangUp(context.signal, endsWithParent(options));
  const stoppable = { ...context, signal: stopping.signal };
  if (!asQemu) return await runUntilStopped(options, stoppable);
  const { runAsQemu } = await import('./as-qemu.js');
  return await runAsQemu(qemuArguments, options, stoppable);
}

function endsWithParent({ onParentExit, asQemu }: MockOptions): boolean {
  if (onParentExit !== undefined) return onParentExit === 'end';
  if (asQemu) return !isDaemon();
  // SIGTERM ends npx and its shell, and neither passes it on.
  return process.env.npm_lifecycle_event !== undefined;
}

async function runUntilStopped(options: MockOptions, context: Context): Promise<number> {
  if (options.replay !== undefined) {
    const { replay } = await import('./replay.js');
    return replay(options.replay, options, context);
  }
  const library = await import('qgauge/mock');
  const words = listWords(options, library);
  if (words !== undefined) {
    context.out(words);
    return EXIT.ok;
  }
  try {
    const scenario = await scenarioOf(options, library);
    if (options.check) return printValid(scenario, options, context);
    return await run(scenario, options, library, context);
  } catch (error) {
    if (!(error instanceof library.FleetError || error instanceof library.MockError)) throw error;
    context.warn(error.message);
    return error.code === 'ERR_MOCK_ADDRESS' ? EXIT.usage : EXIT.failed;
  }
}

/** Machines of the command line become a scenario too, and obey the same rules. */
async function scenarioOf(options: MockOptions, library: Mock): Promise<Scenario> {
  if (options.scenario !== undefined) return library.readScenario(options.scenario);
  try {
    return library.decodeScenario({ machines: [describeMachines(options, library.parseFault)] });
  } catch (error) {
    if (!(error instanceof library.ScenarioError)) throw error;
    throw new UsageError(
      error.problems.map(({ path, message }) => `${optionOf(path)}: ${message}`).join('\n'),
    );
  }
}

function printValid({ machines, timeline }: Scenario, options: MockOptions, context: Context): number {
  const size = `machines: ${machines.length}, lines of the timeline: ${timeline.length}`;
  context.out(`${terminalSafe(options.scenario ?? '', 4096)}: a valid scenario (${size})\n`);
  return EXIT.ok;
}

async function run(
  scenario: Scenario,
  options: MockOptions,
  library: Mock,
  context: Context,
): Promise<number> {
  const { dir, control: listen } = options;
  await using fleet = await context.progress.during(
    () => ({ what: 'starting the machines' }),
    () =>
      library.Fleet.start({
        ...scenario,
        ...(dir !== undefined && { directory: dir }),
        onProblem: (message) => context.warn(message),
      }),
  );
  await using control =
    listen === undefined
      ? undefined
      : await library.startControlServer(listen, (action) => fleet.perform(action));
  // A signal that came while it started leaves nothing that is ready.
  if (context.signal.aborted) return EXIT.ok;
  const machines = fleet
    .list()
    .map(({ name, version, addresses, agent }) => ({ name, version, addresses, agent }));
  printReady({ control: control?.address ?? null, machines }, context);
  await untilEnded(fleet.ended, context.signal);
  return EXIT.ok;
}
