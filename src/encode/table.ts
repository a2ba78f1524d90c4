import stringWidth from 'string-width';
import { formatSize } from '../support/size.js';
import { terminalSafe } from '../support/terminal-safe.js';
import type { GuestListEntry } from './guest-list.js';

type Column = readonly [heading: string, align: 'left' | 'right', cell: (guest: GuestListEntry) => string];

const UNKNOWN = '-';
const GAP = '  ';
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

/** Lays guests out as a table for people: a heading and a line each, safe for a terminal, without trailing blanks. */
export function encodeTable(guests: readonly GuestListEntry[]): string {
  const rows = [
    COLUMNS.map(([heading]) => heading),
    ...guests.map((guest) => COLUMNS.map(([, , cell]) => cell(guest))),
  ];
  const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => stringWidth(row[at] ?? ''))));
  const lines = rows.map((row) =>
    COLUMNS.map(([, align], at) => pad(row[at] ?? '', widths[at] ?? 0, align)).join(GAP),
  );
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function problemText({ problem, memory, failures }: GuestListEntry): string {
  const unanswered = failures.map(({ part, why }) => `${part}: ${why}`);
  return problem?.message ?? [memory.explanation, ...unanswered].filter((text) => text !== '').join('; ');
}

function memoryCell({ usedBytes, totalBytes }: GuestListEntry['memory']): string {
  if (totalBytes === null) return UNKNOWN;
  return `${usedBytes === null ? '?' : formatSize(usedBytes)}/${formatSize(totalBytes)}`;
}

function figure(value: number | null): string {
  return value === null ? UNKNOWN : String(value);
}

/** `3s`, `5m`, `2h`, `9d`. */
function ageText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)}s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)}h` : `${Math.round(seconds / 86_400)}d`;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'left' ? text + blanks : blanks + text;
}
