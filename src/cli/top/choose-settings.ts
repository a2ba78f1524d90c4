import { groupColumns } from '../../formats/top/group-columns.js';
import { TOP_SCREENS } from '../../formats/top/screens.js';
import type { TopScreen, ViewChoice } from '../../formats/top/top-screen.js';
import { DEFAULT_METRIC_GROUPS, type MetricGroup } from '../../model/vocabulary.js';
import { chosenGroups } from '../metric-options.js';
import { UsageError, wordOf } from '../usage.js';
import type { TopOptions } from './command.js';
import type { KeptSettings } from './settings-file.js';

const screenOf = wordOf(
  'screen',
  TOP_SCREENS.map(({ name }) => name),
);

/** The screen of `--screen`, by its name or its digit; else the first. @throws {UsageError} */
export function findScreen(text: string | undefined, fallback: string): TopScreen {
  const byNumber = TOP_SCREENS[Number(text) - 1];
  const name = text === undefined ? fallback : (byNumber?.name ?? screenOf(text));
  return TOP_SCREENS.find((screen) => screen.name === name) ?? TOP_SCREENS[0];
}

/**
 * The settings to begin with: options override what was kept.
 *
 * @throws {UsageError}
 * @throws {TableError} when columns, an order or a filter do not fit the screen
 */
export function chooseSettings(kept: KeptSettings, options: TopOptions): KeptSettings {
  const screen = findScreen(options.screen, groupsOf(options) ? TOP_SCREENS[0].name : kept.screen);
  checkGroups(options, screen);
  const given = Object.entries(choiceOf(options)).filter(([, value]) => value !== undefined);
  const choice: ViewChoice = { ...kept.choices[screen.name], ...Object.fromEntries(given) };
  screen.view(choice);
  return { ...kept, screen: screen.name, choices: { ...kept.choices, [screen.name]: choice } };
}

/** kvmtop's options choose columns of guests, as `stream` does with `--verbose` alone; `--columns` chooses those of any screen. */
function choiceOf(options: TopOptions): ViewChoice {
  const groups = groupsOf(options);
  const byGroup = groups && groupColumns(groups, options.verbose).join(',');
  return { columns: options.columns ?? byGroup, sort: options.sort, filter: options.filter };
}

function groupsOf(options: TopOptions): readonly MetricGroup[] | undefined {
  return chosenGroups(options) ?? (options.verbose ? DEFAULT_METRIC_GROUPS : undefined);
}

/** @throws {UsageError} when kvmtop's options meet what they have no part in */
function checkGroups(options: TopOptions, screen: TopScreen): void {
  if (groupsOf(options) === undefined) return;
  const given = '--cpu, --mem and the others of kvmtop';
  if (options.columns !== undefined) throw new UsageError(`--columns conflicts with ${given}: leave out one`);
  if (screen !== TOP_SCREENS[0])
    throw new UsageError(
      `${given} choose columns of guests: --columns chooses those of --screen ${screen.name}`,
    );
}
