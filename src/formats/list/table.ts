import { ageText } from '../../support/duration.js';
import { formatSize } from '../../support/size.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { layoutColumns } from '../columns.js';
import type { GuestListEntry } from './guest-list.js';

type Column = readonly [heading: string, align: 'left' | 'right', cell: (guest: GuestListEntry) => string];

const UNKNOWN = '-';
const MAX_CELL = 40;

const COLUMNS: readonly Column[] = [
  ['NAME', 'left', ({ name }) => terminalSafe(name, MAX_CELL)],
  ['PID', 'right', ({ pid }) => figure(pid)],
  [
    'STATE',
    'left',
    ({ state, problem }) => terminalSafe(state ?? (problem ? `(${problem.kind})` : UNKNOWN), MAX_CELL),
  ],
  ['VCPUS', 'right', ({ vcpus }) => figure(vcpus)],
  ['MEM USED/TOTAL', 'right', ({ memory }) => memoryCell(memory)],
  ['AGE', 'right', ({ memory }) => (memory.ageSeconds === null ? UNKNOWN : ageText(memory.ageSeconds))],
  ['RSS', 'right', ({ rssBytes }) => (rssBytes === null ? UNKNOWN : formatSize(rssBytes))],
  ['CPU', 'right', ({ cpuPercent }) => (cpuPercent === null ? UNKNOWN : `${cpuPercent.toFixed(1)}%`)],
  ['DISKS', 'right', ({ disks }) => figure(disks)],
  ['NICS', 'right', ({ nics }) => figure(nics)],
  ['SOCKET', 'left', ({ socket }) => terminalSafe(socket ?? UNKNOWN, 120)],
  ['PROBLEM', 'left', (guest) => terminalSafe(problemText(guest), 300)],
];

/**
 * Encodes guests as a table for people: a line of headings and a line for each, safe for a terminal, without trailing
 * blanks.
 */
export function encodeTable(guests: readonly GuestListEntry[]): string {
  return layoutColumns(
    COLUMNS.map(([heading, align]) => ({ heading, align })),
    guests.map((guest) => COLUMNS.map(([, , cell]) => cell(guest))),
  );
}

function problemText({ problem, memory, stoppedDisks, failures }: GuestListEntry): string {
  const stopped = stoppedDisks.map(({ disk, why }) => `disk ${disk}: ${IO_PROBLEMS.get(why) ?? why}`);
  const unanswered = failures.map(({ part, why }) => `${part}: ${why}`);
  const texts = [...stopped, memory.explanation, ...unanswered].filter((text) => text !== '');
  return problem?.message ?? texts.join('; ');
}

const IO_PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['failed', 'an I/O error has stopped the guest'],
  ['nospace', 'no space left on its storage, which has stopped the guest'],
]);

function memoryCell({ usedBytes, totalBytes }: GuestListEntry['memory']): string {
  if (totalBytes === null) return UNKNOWN;
  return `${usedBytes === null ? '?' : formatSize(usedBytes)}/${formatSize(totalBytes)}`;
}

function figure(value: number | null): string {
  return value === null ? UNKNOWN : String(value);
}
