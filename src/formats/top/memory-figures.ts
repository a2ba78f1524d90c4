import type { BalloonReport } from '../../model/balloon.js';
import { isFresh } from '../../model/guest-memory.js';
import { machineBytes } from '../../model/machine-bytes.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { VERDICTS } from '../../model/verdict.js';
import type { Emphasis } from '../../support/styled-text.js';
import { type SizeFormat, UNKNOWN } from '../table/table-column.js';
import { percentOf } from './figures.js';

/** Used by total memory, as the guest itself sees it; `undefined` unless its last report is fresh. */
export function memoryPercent({ memory }: GuestSnapshot): number | undefined {
  return percentOf(memory.usedBytes, memory.totalBytes);
}

/** `763M/1.9G`, `?/2.0G` where the used part is unknown, `(2.0G)` where only the command line is known. */
export function memoryCell(guest: GuestSnapshot, formatSize: SizeFormat): string {
  const { memory, declared } = guest;
  const total = memory.totalBytes ?? machineBytes((guest.qemu ?? guest.lastGood?.qemu)?.memory);
  if (total !== undefined)
    return `${memory.usedBytes === undefined ? '?' : formatSize(memory.usedBytes)}/${formatSize(total)}`;
  return declared?.memoryBytes === undefined ? UNKNOWN : `(${formatSize(declared.memoryBytes)})`;
}

/** The last report of the balloon; `undefined` unless it is fresh. */
export function freshReportOf({ qemu, memory }: GuestSnapshot): BalloonReport | undefined {
  return isFresh(memory) ? qemu?.balloon?.report : undefined;
}

/** A statistic of a fresh report, by QEMU's name. */
export function statOf(guest: GuestSnapshot, stat: string): number | bigint | undefined {
  return freshReportOf(guest)?.supplied[stat];
}

/** The growth of a statistic per second, while reports are fresh. */
export function statRate(guest: GuestSnapshot, stat: string): number | undefined {
  return isFresh(guest.memory) ? guest.rates?.report?.[stat] : undefined;
}

/** How a verdict is shown: what is fine needs no attention. */
export function verdictEmphasis({ memory }: Pick<GuestSnapshot, 'memory'>): Emphasis {
  return EMPHASIS[VERDICTS[memory.verdict].severity];
}

const EMPHASIS = { fine: 'good', notice: 'notice', broken: 'bad', unknown: 'bad' } as const;
