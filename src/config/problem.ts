/** The keys and indexes that lead to a part of the data. */
export type DataPath = readonly (string | number)[];

/** A rule that the configuration breaks, and where. */
export interface ConfigProblem {
  readonly path: DataPath;
  readonly message: string;
  /** The last key of the path is wrong, not its value. */
  readonly isKey?: boolean;
}

/** Formats a path: `sinks[0].printer`. */
export function formatPath(path: DataPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${shorten(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** Formats a value for a message; a long one is cut. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return shorten(typeof value === 'string' ? `'${value}'` : JSON.stringify(value));
}

const MAX_SHOWN = 60;

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
