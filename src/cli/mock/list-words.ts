import type { MockOptions } from './command.js';

/** The parts of the mock that have the words. */
type Mock = Pick<
  typeof import('qgauge/mock'),
  'AGENT_MODES' | 'DRIVER_TEXTS' | 'FAULT_TABLE' | 'RUN_STATES' | 'VERSIONS'
>;

/** The words that an option takes, a line each, where the word `help` was given; else `undefined`. */
export function listWords(options: MockOptions, mock: Mock): string | undefined {
  if (options.version === 'help') return lines(mock.VERSIONS.map((word) => [word, '']));
  if (options.status === 'help') return lines(mock.RUN_STATES.map((word) => [word, '']));
  if (options.driver === 'help') return lines(Object.entries(mock.DRIVER_TEXTS));
  if (options.agent === 'help') return lines(Object.entries(mock.AGENT_MODES));
  if (options.fault?.includes('help')) {
    return lines(
      Object.entries(mock.FAULT_TABLE).map(([kind, { text, options: table }]) => [kind, text, table]),
    );
  }
  return undefined;
}

type Row = readonly [
  word: string,
  text: string,
  options?: Readonly<Record<string, { readonly text: string }>>,
];

function lines(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([word]) => word.length)) + 2;
  return rows
    .flatMap(([word, text, options = {}]) => [
      `${word.padEnd(width)}${text}`.trimEnd(),
      ...Object.entries(options).map(([name, option]) => `${' '.repeat(width)}  ${name}: ${option.text}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}
