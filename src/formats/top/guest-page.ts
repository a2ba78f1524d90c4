import type { GuestSnapshot } from '../../model/snapshot.js';
import { cutLine } from '../../support/cut-line.js';
import { fitText } from '../../support/fit-text.js';
import { formatSize } from '../../support/size.js';
import type { StyledLine } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { SizeFormat } from '../table/table-column.js';
import { cgroupSection } from './page/cgroup-section.js';
import { cpuSection, diskSection, nicSection } from './page/device-sections.js';
import { eventSection } from './page/event-section.js';
import { findingSection } from './page/finding-section.js';
import { identitySection } from './page/identity-section.js';
import { memorySection } from './page/memory-section.js';
import type { DrawCourse, PageSource } from './page/page-options.js';
import type { TopSource } from './top-screen.js';

export interface GuestPageOptions {
  readonly width: number;
  /** Default: {@link formatSize}. */
  readonly formatSize?: SizeFormat | undefined;
  /** For a terminal without UTF-8 (default: false). */
  readonly isAscii?: boolean | undefined;
  /** Draws the course of figures (default: there is none). */
  readonly sparkline?: DrawCourse | undefined;
}

/** A part of a guest's page. */
export interface PageSection {
  readonly title: string;
  readonly lines: readonly StyledLine[];
}

interface DeclaredSection {
  readonly title: string;
  readonly linesOf: (page: PageSource) => readonly StyledLine[];
  /** Left out for a guest of which neither Linux nor QEMU has reported anything. */
  readonly isReported?: true;
}

const SECTIONS: readonly DeclaredSection[] = [
  { title: 'Guest', linesOf: identitySection },
  { title: 'Finding', linesOf: findingSection },
  { title: 'CPU', linesOf: cpuSection, isReported: true },
  { title: 'Memory', linesOf: memorySection, isReported: true },
  { title: 'Disks', linesOf: diskSection, isReported: true },
  { title: 'Network', linesOf: nicSection, isReported: true },
  { title: 'Control group', linesOf: cgroupSection },
  { title: 'Events', linesOf: eventSection },
];

/** All that is known of one guest of a sweep, in sections; one that would be empty is left out. */
export function guestPage(
  source: TopSource,
  guest: GuestSnapshot,
  { width, formatSize: size = formatSize, isAscii = false, sparkline }: GuestPageOptions,
): readonly PageSection[] {
  const gauges = isAscii ? 'ascii' : 'blocks';
  const page: PageSource = { key: '', guest, source, width, formatSize: size, gauges, sparkline };
  const isKnown = (guest.qemu ?? guest.lastGood ?? guest.linux) !== undefined;
  const sections = SECTIONS.filter(({ isReported }) => isKnown || !isReported);
  return sections
    .map(({ title, linesOf }, at) => ({
      title: at === 0 ? terminalSafe(guest.name, 80) : title,
      lines: linesOf(page).map((line) => cutLine(line, width)),
    }))
    .filter(({ lines }) => lines.length > 0);
}

/** The sections of a page below each other, with their titles, and a blank line between them. */
export function pageLines(sections: readonly PageSection[], width: number): readonly StyledLine[] {
  return sections.flatMap(({ title, lines }, at) => [
    ...(at === 0 ? [] : [[]]),
    [{ text: fitText(title, width), emphasis: 'heading' as const }],
    ...lines,
  ]);
}
