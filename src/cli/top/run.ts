import { TOP_SCREENS } from '../../formats/top/screens.js';
import { checkRoots } from '../../linux/check-roots.js';
import { messageOf } from '../../support/errors.js';
import { TopTerminal } from '../../terminal/top/top-terminal.js';
import { collectOften } from '../collect-often.js';
import { type Context, EXIT, type Terminal } from '../context.js';
import { UsageError } from '../usage.js';
import { chooseSettings, findScreen } from './choose-settings.js';
import type { TopOptions } from './command.js';
import { listColumns } from './list-columns.js';
import { openSweeps } from './open-sweeps.js';
import { printSweeps } from './print-sweeps.js';
import { readSettings, settingsPath, writeSettings } from './settings-file.js';

/** Shows the guests until the user quits, or prints them where there is no screen. Writes nothing to any guest. */
export async function top(select: readonly string[], options: TopOptions, context: Context): Promise<number> {
  if (options.columns === 'help') {
    context.out(listColumns(findScreen(options.screen, 'guests')));
    return EXIT.ok;
  }
  collectOften();
  checkRoots({ procRoot: options.procfs });
  const { terminal } = context;
  const { batch, csv, once } = options;
  if (csv && batch) throw new UsageError('--csv conflicts with --batch: leave out one');
  if (terminal?.input === undefined || batch || csv || once) await printSweeps(select, options, context);
  else await showSweeps(select, options, context, terminal);
  return EXIT.ok;
}

async function showSweeps(
  select: readonly string[],
  options: TopOptions,
  context: Context,
  { input, output }: Terminal,
): Promise<void> {
  const path = settingsPath(process.env);
  const { settings: kept, warnings } = readSettings(path, TOP_SCREENS);
  const settings = chooseSettings(kept, options);
  const quit = new AbortController();
  const signal = AbortSignal.any([context.signal, quit.signal]);
  using _hangup = context.onReload(() => quit.abort());
  // Standard error is the same terminal: what is said belongs below the table.
  const said: string[] = [...warnings];
  let warn = (message: string): void => void said.push(message);
  const sweeps = openSweeps(select, options, settings.intervalSeconds, {
    signal,
    warn: (text) => warn(text),
  });
  using view = new TopTerminal({
    ...{ input, output, settings, devices: options, hasMouse: options.mouse ?? true },
    onQuit: () => quit.abort(),
    onSave: async (chosen) => {
      try {
        await writeSettings(path, { ...chosen, intervalSeconds: sweeps.chosenSeconds() });
        return `kept in ${path}`;
      } catch (error) {
        return messageOf(error);
      }
    },
    onPace: (change) => sweeps.changePace(change),
  });
  let left = options.runs ?? Number.POSITIVE_INFINITY;
  try {
    for await (const snapshot of sweeps.snapshots) {
      view.show(snapshot);
      for (const message of said.splice(0)) view.report(message);
      warn = (message) => view.report(message);
      left -= 1;
      if (left === 0) break;
    }
  } catch (error) {
    if (!quit.signal.aborted) throw error;
  }
  context.signal.throwIfAborted();
}
