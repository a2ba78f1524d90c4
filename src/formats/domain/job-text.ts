import type { DirtyRate } from '../../model/dirty-rate.js';
import type { BlockJob, BlockJobKind, JobOperation, JobStats } from '../../model/domain-job.js';
import { toLibvirtUnits } from '../../model/libvirt-units.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { listed, prettySize } from './virsh-text.js';

const OPERATIONS: { readonly [operation in JobOperation]: string } = {
  unknown: 'Unknown',
  'migration-in': 'Incoming migration',
  'migration-out': 'Outgoing migration',
  dump: 'Dump',
  backup: 'Backup',
};

type Write = (figure: number) => string;

const padded =
  (width: number, unit = ''): Write =>
  (figure) =>
    `${`${figure}`.padEnd(width)}${unit}`;
const milliseconds = padded(12, ' ms');
const rate: Write = (bytes) => `${prettySize(bytes)}/s`;

/** The figures of libvirt's job statistics in virsh's order, with its labels. */
const FIGURES: readonly (readonly [key: string, label: string, write: Write])[] = [
  ['time_elapsed', 'Time elapsed', milliseconds],
  ['data_processed', 'Data processed', prettySize],
  ['data_remaining', 'Data remaining', prettySize],
  ['data_total', 'Data total', prettySize],
  ['memory_processed', 'Memory processed', prettySize],
  ['memory_remaining', 'Memory remaining', prettySize],
  ['memory_total', 'Memory total', prettySize],
  ['memory_bps', 'Memory bandwidth', rate],
  ['memory_dirty_rate', 'Dirty rate', padded(12, ' pages/s')],
  ['memory_page_size', 'Page size', padded(12, ' bytes')],
  ['memory_iteration', 'Iteration', padded(12)],
  ['memory_postcopy_requests', 'Postcopy requests', padded(12)],
  ['disk_processed', 'File processed', prettySize],
  ['disk_remaining', 'File remaining', prettySize],
  ['disk_total', 'File total', prettySize],
  ['disk_bps', 'File bandwidth', rate],
  ['memory_constant', 'Constant pages', padded(12)],
  ['memory_normal', 'Normal pages', padded(12)],
  ['memory_normal_bytes', 'Normal data', prettySize],
  ['downtime', 'Expected downtime', milliseconds],
  ['setup_time', 'Setup time', milliseconds],
  ['compression_cache', 'Compression cache', prettySize],
  ['compression_bytes', 'Compressed data', prettySize],
  ['compression_pages', 'Compressed pages', padded(13)],
  ['compression_cache_misses', 'Compression cache misses', padded(13)],
  ['compression_overflow', 'Compression overflows', padded(13)],
  ['auto_converge_throttle', 'Auto converge throttle', padded(13)],
];

/**
 * `virsh domjobinfo`: the figures that the job has. Of a job that failed or was cancelled virsh prints them only with
 * `anyStats`.
 */
export function encodeJobStats(stats: JobStats, { anyStats = false } = {}): string {
  const { type, operation, errorMessage } = stats;
  const head = line('Job type', `${type.charAt(0).toUpperCase()}${type.slice(1)}`.padEnd(12));
  if (type === 'none' || (!anyStats && (type === 'failed' || type === 'cancelled'))) return head;
  const figures = toLibvirtUnits.jobStats(stats);
  const lines = FIGURES.map(([key, label, write]) => {
    const figure = figures[key];
    if (typeof figure !== 'number') return '';
    const isTotal = key === 'downtime' && !stats.isDowntimeExpected;
    return line(isTotal ? 'Total downtime' : label, write(figure));
  });
  const error = errorMessage === undefined ? '' : line('Error message', terminalSafe(errorMessage, 1000));
  return [head, line('Operation', OPERATIONS[operation].padEnd(12)), ...lines, error].join('');
}

function line(label: string, value: string): string {
  return `${`${label}:`.padEnd(17)} ${value}\n`;
}

const KINDS: { readonly [kind in BlockJobKind]: string } = {
  unknown: 'Unknown job',
  pull: 'Block Pull',
  copy: 'Block Copy',
  commit: 'Block Commit',
  'active-commit': 'Active Block Commit',
  backup: 'Backup',
};

/** `virsh blockjob DISK --info`; null: there is none. */
export function encodeBlockJob(disk: string, job: BlockJob | null): string {
  if (job === null) return `No current block job for ${terminalSafe(disk)}\n`;
  const { kind, currentBytes, endBytes, limitBytesPerSecond: limit } = job;
  const progress =
    currentBytes === undefined || endBytes === undefined ? '-' : percentOf(currentBytes, endBytes);
  const bandwidth = limit ? `    Bandwidth limit: ${limit} bytes/s (${prettySize(limit)}/s)` : '';
  return `${KINDS[kind]}: [${progress} %]${bandwidth}\n`;
}

/** Of a job that is not done never 100. */
function percentOf(done: number, all: number): string {
  const percent = done >= all ? 100 : Math.min(99, Math.floor((100 * done) / all));
  return `${percent}`.padStart(3);
}

/** The dirty rate by the keys of `virsh domstats --dirtyrate`, a line each. */
export function encodeDirtyRate(dirtyRate: DirtyRate): string {
  const figures = Object.entries(toLibvirtUnits.dirtyRate(dirtyRate));
  return listed(
    figures.map(([key, figure]) => [`dirtyrate.${key}`, figure]),
    '=',
  );
}
