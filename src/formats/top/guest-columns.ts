import { BROKEN_STATES, doesRun } from '../../model/run-state.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import type { Emphasis } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type TableColumn, UNKNOWN } from '../table/table-column.js';
import { columnsOf } from './columns-of.js';
import { cpuPercent, processCpu, stealPercent, vcpusOf } from './cpu-figures.js';
import { diskLatency, diskTraffic } from './disk-figures.js';
import { alarm } from './figures.js';
import type { GuestRow } from './guest-row.js';
import { memoryCell, memoryPercent, verdictEmphasis } from './memory-figures.js';
import { nicTraffic } from './nic-figures.js';

const { text, bytes, seconds, percent, count } = columnsOf<GuestRow>();

const LONGEST_STATE = 16;

/** What is shown of a guest where the user has not chosen: a few ranks are below 0, and fit into 80 columns. */
export const GUEST_COLUMNS: readonly TableColumn<GuestRow>[] = [
  text('name', 'NAME', 'name of the guest', ({ guest }) => guest.name, { leastWidth: 8 }),
  text('state', 'STATE', "QEMU's run state; the last one in parentheses", ({ guest }) => runStateOf(guest), {
    leastWidth: 7,
    cell: ({ guest }) => stateCell(guest),
    emphasis: ({ guest }) => stateEmphasis(guest),
  }),
  count('vcpus', 'VCPUS', 'vCPUs', ({ guest }) => vcpusOf(guest), {
    rank: 5,
    cell: ({ guest }) => vcpusCell(guest),
  }),
  percent('cpu', 'CPU%', 'CPU time of the QEMU process', (row) => cpuPercent(processCpu(row.guest), row), {
    leastWidth: 5,
  }),
  percent(
    'steal',
    'STEAL%',
    'time that its vCPUs waited for a CPU, mean',
    ({ guest }) => stealPercent(guest),
    { rank: -2, emphasis: ({ guest }) => alarm(stealPercent(guest), 10, 25) },
  ),
  percent('mem', 'MEM%', 'memory used, as the guest itself sees it', ({ guest }) => memoryPercent(guest), {
    rank: -3,
    emphasis: ({ guest }) => alarm(memoryPercent(guest), 90, 97),
  }),
  bytes(
    'used',
    'USED/TOTAL',
    'memory used and in all, as the guest itself sees it',
    ({ guest }) => guest.memory.usedBytes,
    { rank: 3, cell: ({ guest }, size) => memoryCell(guest, size) },
  ),
  seconds('age', 'AGE', 'time since the last report of its balloon', ({ guest }) => guest.memory.ageSeconds, {
    rank: 6,
    emphasis: ({ guest }) => (guest.memory.verdict === 'stale' ? 'bad' : undefined),
  }),
  bytes('rss', 'RSS', 'resident memory of its QEMU', ({ guest }) => guest.linux?.rssBytes, { rank: 4 }),
  bytes('read', 'RD/s', 'read from all disks', ({ guest }) => diskTraffic(guest, 'readBytes'), { rank: -1 }),
  bytes('write', 'WR/s', 'written to all disks', ({ guest }) => diskTraffic(guest, 'writeBytes'), {
    rank: -1,
  }),
  seconds('lat', 'LAT', 'mean time of a read or write', ({ guest }) => latencyOf(guest), {
    rank: 2,
    leastWidth: 5,
    emphasis: ({ guest }) => latencyEmphasis(latencyOf(guest)),
  }),
  bytes('rx', 'RX/s', 'received by all cards', ({ guest }) => nicTraffic(guest, 'receivedBytes'), {
    rank: 0,
  }),
  bytes('tx', 'TX/s', 'sent by all cards', ({ guest }) => nicTraffic(guest, 'transmittedBytes'), { rank: 0 }),
  text(
    'why',
    'WHY',
    'why it does not answer, or the verdict on its memory; empty when ok',
    ({ guest }) => guest.memory.verdict,
    {
      leastWidth: 11,
      isElastic: true,
      cell: ({ guest }) => (guest.memory.verdict === 'ok' ? '' : guest.memory.verdict),
      emphasis: ({ guest }) => verdictEmphasis(guest),
    },
  ),
];

function latencyOf(guest: GuestSnapshot): number | undefined {
  return diskLatency(guest, ['read', 'write']);
}

/** Storage that answers so late makes guests wait. */
export function latencyEmphasis(latencySeconds: number | undefined): Emphasis | undefined {
  return alarm(latencySeconds, 0.05, 0.5);
}

export function runStateOf({ qemu }: GuestSnapshot): string | undefined {
  return qemu?.runState;
}

/** The last state of a guest that does not answer is in parentheses. */
export function stateCell({ qemu, lastGood }: GuestSnapshot): string {
  const last = lastGood?.qemu.runState;
  return terminalSafe(qemu?.runState ?? (last === undefined ? UNKNOWN : `(${last})`), LONGEST_STATE);
}

/** Every state but running is one that an administrator wants to know of. */
export function stateEmphasis({ qemu }: GuestSnapshot): Emphasis | undefined {
  if (qemu === undefined) return 'bad';
  if (qemu.runState === undefined) return undefined;
  if (BROKEN_STATES.has(qemu.runState)) return 'bad';
  return doesRun(qemu) ? 'good' : 'notice';
}

/** What the command line declares is in parentheses: the machine may have changed since. */
function vcpusCell(guest: GuestSnapshot): string {
  const vcpus = vcpusOf(guest);
  if (vcpus === undefined) return UNKNOWN;
  return guest.qemu?.vcpus === undefined ? `(${vcpus})` : String(vcpus);
}
