import { BROKEN_STATES } from '../../model/run-state.js';
import { ageText } from '../../support/duration.js';
import { formatSize } from '../../support/size.js';
import type { Emphasis } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { ioProblemText, problemText } from '../problem-text.js';
import { type TableColumn, tableColumn, UNKNOWN } from '../table/table-column.js';
import { type ItemTable, textOfLines, viewTable } from '../table/table-view.js';
import type { GuestListEntry } from './guest-list.js';

type Column = TableColumn<GuestListEntry>;

const MAX_CELL = 40;

const column = tableColumn<GuestListEntry>;

const COLUMNS: readonly Column[] = [
  column({ name: 'name', heading: 'NAME', unit: 'text', figureOf: ({ name }) => name }),
  column({
    ...{ name: 'pid', heading: 'PID', unit: 'count', figureOf: ({ pid }) => pid ?? undefined },
    cell: ({ pid }) => figure(pid),
  }),
  column({
    ...{ name: 'state', heading: 'STATE', unit: 'text', cell: stateCell },
    figureOf: ({ state, problem }) => state ?? problem?.kind,
    emphasis: stateEmphasis,
  }),
  column({
    ...{ name: 'vcpus', heading: 'VCPUS', unit: 'count', rank: 2, cell: vcpusCell },
    figureOf: ({ vcpus, declared }) => vcpus ?? declared?.vcpus ?? undefined,
  }),
  column({
    ...{ name: 'mem', heading: 'MEM USED/TOTAL', unit: 'bytes', cell: memoryCell },
    figureOf: ({ memory }) => memory.usedBytes ?? undefined,
  }),
  column({
    ...{ name: 'age', heading: 'AGE', unit: 'seconds', rank: 3, cell: ageCell },
    figureOf: ({ memory }) => memory.ageSeconds ?? undefined,
  }),
  column({
    ...{ name: 'rss', heading: 'RSS', unit: 'bytes', rank: 1 },
    figureOf: ({ rssBytes }) => rssBytes ?? undefined,
  }),
  column({
    ...{ name: 'cpu', heading: 'AVG CPU', unit: 'percent', cell: percentCell },
    figureOf: ({ cpuPercent }) => cpuPercent ?? undefined,
  }),
  column({
    ...{ name: 'disks', heading: 'DISKS', unit: 'count', rank: 4 },
    figureOf: ({ disks }) => disks ?? undefined,
  }),
  column({
    ...{ name: 'nics', heading: 'NICS', unit: 'count', rank: 5 },
    figureOf: ({ nics }) => nics ?? undefined,
  }),
  column({
    ...{ name: 'socket', heading: 'SOCKET', unit: 'text', isElastic: true, cutTo: 16 },
    figureOf: ({ socket }) => socket ?? undefined,
    cell: ({ socket }) => terminalSafe(socket ?? UNKNOWN, 120),
  }),
  column({
    ...{ name: 'problem', heading: 'PROBLEM', unit: 'text', isElastic: true, cutTo: 24 },
    figureOf: (guest) => problemCell(guest) || undefined,
    cell: (guest) => terminalSafe(problemCell(guest), 600),
  }),
];

/** The table of guests: on a terminal problems are told below it. */
export const GUEST_TABLE: ItemTable<GuestListEntry> = {
  columns: COLUMNS,
  wide: ['socket', 'problem'],
  notesOf: (guest) =>
    problemsOf(guest, guest.name === guest.socket).map((text) => ({ name: guest.name, text })),
  notesColumn: 'problem',
};

/**
 * Encodes guests as a table for people: a line of headings and a line for each, safe for a terminal, without trailing
 * blanks.
 *
 * @param width that of the terminal: no line is longer, and problems are told below the table (default: every column, with
 * sockets and problems, as long as it is)
 */
export function encodeTable(guests: readonly GuestListEntry[], width?: number): string {
  return textOfLines(viewTable(GUEST_TABLE, {}).layout(guests, width));
}

function problemCell(guest: GuestListEntry): string {
  return problemsOf(guest, true)
    .map((text) => text.replace(/\.$/, ''))
    .join('; ');
}

function problemsOf(guest: GuestListEntry, isSocketShown: boolean): readonly string[] {
  const main = problemText({ ...guest, ...guest.memory }, isSocketShown);
  const stopped = guest.stoppedDisks.map(({ disk, why }) => `disk ${disk}: ${ioProblemText(why)}`);
  const unanswered = guest.failures.map(({ part, why }) => `${part}: ${why}`);
  return [...stopped, ...(main === '' ? [] : [main]), ...unanswered];
}

function stateCell({ state, problem }: GuestListEntry): string {
  return terminalSafe(state ?? (problem ? `(${problem.kind})` : UNKNOWN), MAX_CELL);
}

function stateEmphasis({ state, problem }: GuestListEntry): Emphasis | undefined {
  if (problem !== null) return 'bad';
  if (state === null) return undefined;
  if (state === 'running') return 'good';
  // Every other state is one that an administrator wants to know of.
  return BROKEN_STATES.has(state) ? 'bad' : 'notice';
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

function ageCell({ memory: { ageSeconds } }: GuestListEntry): string {
  return ageSeconds === null ? UNKNOWN : ageText(ageSeconds);
}

function percentCell({ cpuPercent }: GuestListEntry): string {
  return cpuPercent === null ? UNKNOWN : `${cpuPercent.toFixed(1)}%`;
}

function figure(value: number | null): string {
  return value === null ? UNKNOWN : String(value);
}
