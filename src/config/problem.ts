/** The way to a part of the data: keys and indexes. */
export type DataPath = readonly (string | number)[];

/** A rule that the configuration breaks, and where in the data. */
export interface ConfigProblem {
  readonly path: DataPath;
  readonly message: string;
  /** It is the last key of the path that is wrong, and not what stands under it. */
  readonly isKey?: boolean;
}

/** `sinks[0].printer` */
export function formatPath(path: DataPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${shorten(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** A value as a message shows it. */
export function show(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return shorten(typeof value === 'string' ? `'${value}'` : JSON.stringify(value));
}

const MAX_SHOWN = 60;

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
