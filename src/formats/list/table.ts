import { ageText } from '../../support/duration.js';
import { formatSize } from '../../support/size.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type CellColumn, layoutItems } from '../columns.js';
import { layoutFootnotes } from '../footnotes.js';
import { problemText } from '../problem-text.js';
import type { GuestListEntry } from './guest-list.js';

type Column = CellColumn<GuestListEntry>;

const UNKNOWN = '-';
const MAX_CELL = 40;

const COLUMNS: readonly Column[] = [
  { heading: 'NAME', align: 'left', cell: ({ name }) => terminalSafe(name, MAX_CELL) },
  { heading: 'PID', align: 'right', cell: ({ pid }) => figure(pid) },
  { heading: 'STATE', align: 'left', cell: stateCell },
  { heading: 'VCPUS', align: 'right', rank: 2, cell: vcpusCell },
  { heading: 'MEM USED/TOTAL', align: 'right', cell: memoryCell },
  { heading: 'AGE', align: 'right', rank: 3, cell: ({ memory }) => ageCell(memory.ageSeconds) },
  { heading: 'RSS', align: 'right', rank: 1, cell: ({ rssBytes }) => sizeCell(rssBytes) },
  { heading: 'AVG CPU', align: 'right', cell: ({ cpuPercent }) => percentCell(cpuPercent) },
  { heading: 'DISKS', align: 'right', rank: 4, cell: ({ disks }) => figure(disks) },
  { heading: 'NICS', align: 'right', rank: 5, cell: ({ nics }) => figure(nics) },
];
/** Where nothing is left out. */
const WIDE_COLUMNS: readonly Column[] = [
  ...COLUMNS,
  { heading: 'SOCKET', align: 'left', cell: ({ socket }) => terminalSafe(socket ?? UNKNOWN, 120) },
  { heading: 'PROBLEM', align: 'left', cell: (guest) => terminalSafe(problemCell(guest), 600) },
];

/**
 * Encodes guests as a table for people: a line of headings and a line for each, safe for a terminal, without trailing
 * blanks.
 *
 * @param width that of the terminal: no line is longer, and problems are told below the table (default: every column, with
 * sockets and problems, as long as it is)
 */
export function encodeTable(guests: readonly GuestListEntry[], width?: number): string {
  if (width === undefined) return layoutItems(WIDE_COLUMNS, guests);
  const notes = guests.flatMap((guest) =>
    problemsOf(guest, false).map((text) => ({ name: guest.name, text })),
  );
  return layoutItems(COLUMNS, guests, width) + layoutFootnotes(notes, width);
}

function problemCell(guest: GuestListEntry): string {
  return problemsOf(guest, true)
    .map((text) => text.replace(/\.$/, ''))
    .join('; ');
}

function problemsOf(guest: GuestListEntry, isSocketShown: boolean): readonly string[] {
  const main = problemText({ ...guest, ...guest.memory }, isSocketShown);
  const stopped = guest.stoppedDisks.map(({ disk, why }) => `disk ${disk}: ${IO_PROBLEMS.get(why) ?? why}`);
  const unanswered = guest.failures.map(({ part, why }) => `${part}: ${why}`);
  return [...stopped, ...(main === '' ? [] : [main]), ...unanswered];
}

const IO_PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['failed', 'an I/O error has stopped the guest'],
  ['nospace', 'no space left on its storage, which has stopped the guest'],
]);

function stateCell({ state, problem }: GuestListEntry): string {
  return terminalSafe(state ?? (problem ? `(${problem.kind})` : UNKNOWN), MAX_CELL);
}

/** What the command line declares is in parentheses: the machine may have changed since. */
function vcpusCell({ vcpus, declared }: GuestListEntry): string {
  return vcpus === null && declared?.vcpus != null ? `(${declared.vcpus})` : figure(vcpus);
}

function memoryCell({ memory: { usedBytes, totalBytes }, machineBytes, declared }: GuestListEntry): string {
  const allBytes = totalBytes ?? machineBytes;
  if (allBytes !== null) return `${usedBytes === null ? '?' : formatSize(usedBytes)}/${formatSize(allBytes)}`;
  return declared?.memoryBytes == null ? UNKNOWN : `(${formatSize(declared.memoryBytes)})`;
}

function ageCell(seconds: number | null): string {
  return seconds === null ? UNKNOWN : ageText(seconds);
}

function sizeCell(bytes: number | null): string {
  return bytes === null ? UNKNOWN : formatSize(bytes);
}

function percentCell(percent: number | null): string {
  return percent === null ? UNKNOWN : `${percent.toFixed(1)}%`;
}

function figure(value: number | null): string {
  return value === null ? UNKNOWN : String(value);
}
