import type { Context } from './context.js';

/** Where a terminal does not say how wide it is. */
const DEFAULT_COLUMNS = 80;

/** How wide a table may be; `undefined`, so that nothing is left out, where output is not a terminal, or with --wide. */
export function tableWidth(
  { terminal, dumbColumns }: Pick<Context, 'terminal' | 'dumbColumns'>,
  isWide: boolean | undefined,
): number | undefined {
  if (isWide) return undefined;
  return terminal ? terminal.output.columns || DEFAULT_COLUMNS : dumbColumns;
}
