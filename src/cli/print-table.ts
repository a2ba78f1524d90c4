import { type Context, EXIT } from './context.js';
import { formatListing, loadView } from './format-listing.js';
import type { PrintOptions, TableCommand } from './table-command.js';
import { watchSeconds } from './table-options.js';

/**
 * Prints what a command finds: on a terminal a table that fits it, in colours, to a pipe the whole table, or JSON. With `--watch`
 * again and again.
 *
 * @returns the exit status: 1 when there are items, and none has answered
 * @throws {TableError} when the options do not fit the table, before anything is asked
 */
export async function printTable<Item>(
  command: TableCommand<Item>,
  options: PrintOptions,
  context: Context,
): Promise<number> {
  const { columns, sort, filter } = options;
  const isChosen = [columns, sort, filter].some((choice) => choice !== undefined);
  const view = isChosen ? await loadView(command, options) : undefined;
  const seconds = watchSeconds(options);
  if (seconds !== undefined) {
    const { watchTable } = await import('./watch-table.js');
    return watchTable({ command, options, view }, seconds, context);
  }
  const listing = await command.ask(context, false);
  if (!options.json) for (const warning of listing.warnings) context.warn(warning);
  context.out(await formatListing(listing, { command, options, view }, context));
  const { items } = listing;
  return items.length === 0 || items.some(command.hasAnswered) ? EXIT.ok : EXIT.failed;
}
