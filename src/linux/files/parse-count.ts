/** Parses a file that holds one integer, `4096\n`; `undefined` for anything else, e.g. `max`, `-1`, or no file. */
export function parseCount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+\n?$/.test(text) ? Number(text) : undefined;
}
