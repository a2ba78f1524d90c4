import type { Context } from './context.js';

/** Where a terminal does not say how wide it is. */
const DEFAULT_COLUMNS = 80;

/** How wide a table may be; `undefined`, so that nothing is left out, where output is not a terminal, or with --wide. */
export function tableWidth(
  { terminal }: Pick<Context, 'terminal'>,
  isWide: boolean | undefined,
): number | undefined {
  if (terminal === undefined || isWide) return undefined;
  return terminal.output.columns || DEFAULT_COLUMNS;
}
