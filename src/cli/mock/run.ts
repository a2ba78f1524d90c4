import type { Scenario } from 'qgauge/mock';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import { UsageError } from '../usage.js';
import { checkMockOptions, describeMachines, type MockOptions, optionOf } from './options.js';
import { sayReady, untilEnded, withHangUp } from './ready.js';

/** Loaded when it is needed: who measures does without it. */
type Mock = typeof import('qgauge/mock');

/**
 * Plays mock machines until a signal or a `shutdown` ends them, which is no failure. Resolves to the exit status.
 *
 * @throws {UsageError}
 */
export async function mock(options: MockOptions, context: Context): Promise<number> {
  checkMockOptions(options);
  // From now on, or a signal in the middle of starting would leave sockets behind.
  using stopping = withHangUp(context.signal);
  return await playUntilStopped(options, { ...context, signal: stopping.signal });
}

async function playUntilStopped(options: MockOptions, context: Context): Promise<number> {
  if (options.replay !== undefined) {
    const { replay } = await import('./replay.js');
    return replay(options.replay, options, context);
  }
  const play = await import('qgauge/mock');
  try {
    const scenario = await scenarioOf(options, play);
    if (options.check) return tellScenario(scenario, options, context);
    return await run(scenario, options, play, context);
  } catch (error) {
    if (!(error instanceof play.FleetError || error instanceof play.MockError)) throw error;
    context.warn(error.message);
    return error.code === 'ERR_MOCK_ADDRESS' ? EXIT.usage : EXIT.failed;
  }
}

/** What the command line says of machines is a scenario too, and held to the same rules. */
async function scenarioOf(options: MockOptions, play: Mock): Promise<Scenario> {
  if (options.scenario !== undefined) return play.readScenario(options.scenario);
  try {
    return play.decodeScenario({ machines: [describeMachines(options, play.parseFault)] });
  } catch (error) {
    if (!(error instanceof play.ScenarioError)) throw error;
    throw new UsageError(
      error.problems.map(({ path, message }) => `${optionOf(path)}: ${message}`).join('\n'),
    );
  }
}

function tellScenario({ machines, timeline }: Scenario, options: MockOptions, context: Context): number {
  const what = `machines: ${machines.length}, lines of the timeline: ${timeline.length}`;
  context.out(`${terminalSafe(options.scenario ?? '', 4096)}: a valid scenario (${what})\n`);
  return EXIT.ok;
}

async function run(scenario: Scenario, options: MockOptions, play: Mock, context: Context): Promise<number> {
  const { dir, control: listen } = options;
  await using fleet = await play.Fleet.start({
    ...scenario,
    ...(dir !== undefined && { directory: dir }),
    onProblem: (message) => context.warn(message),
  });
  await using control =
    listen === undefined
      ? undefined
      : await play.startControlServer(listen, (action) => fleet.perform(action));
  // Whoever has ended it meanwhile is not told that all is ready.
  if (context.signal.aborted) return EXIT.ok;
  const machines = fleet.list().map(({ name, addresses, agent }) => ({ name, addresses, agent }));
  sayReady({ control: control?.address ?? null, machines }, context);
  await untilEnded(fleet.ended, context.signal);
  return EXIT.ok;
}
