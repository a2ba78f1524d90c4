import { terminalSafe } from '../../support/terminal-safe.js';

const MAX_TEXT = 4096;
const NAME_COLUMNS = 15;

/** `cpu_shares     : 1024`, a line each, as virsh prints tunables; a name without a value is left out. */
export function parameterLines(
  rows: readonly (readonly [name: string, value: string | number | undefined])[],
): string {
  return rows
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name.padEnd(NAME_COLUMNS)}: ${terminalSafe(String(value), MAX_TEXT)}\n`],
    )
    .join('');
}
