import type { StreamOptions } from '../stream/command.js';
import { UsageError } from '../usage.js';
import type { TopOptions } from './command.js';

/**
 * The options of top for `stream -p ncurses`, which kvmtop has too. The balloon's interval is set only where the command line
 * asks for it.
 *
 * @throws {UsageError} for an option that a screen has no use for
 */
export function topOptionsOfStream(options: StreamOptions): TopOptions {
  const { output, target, spool, config, check, hold, numa, agent, stats, batch } = options;
  const others = { output, target, spool, config, check, hold, numa, agent, stats, batch };
  const wrong = Object.entries(others).find(([, value]) => value !== undefined);
  if (wrong) throw new UsageError(`--${wrong[0]} conflicts with -p ncurses: leave out one`);
  const { frequency, runs, interval, printer: _printer, quiet: _quiet, netdev: _netdev, ...shared } = options;
  return {
    ...shared,
    mouse: true,
    ...(frequency === undefined ? {} : { delay: frequency }),
    ...(runs === -1 ? {} : { runs }),
    ...(typeof interval === 'number' ? { polling: interval } : {}),
  };
}
