import type { ScreenRows, ScreenView, TopScreen } from '../../formats/top/top-screen.js';
import { fitText } from '../../support/fit-text.js';
import type { Span, StyledLine } from '../../support/styled-text.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { textWidth } from '../../support/text-width.js';
import type { TopState } from './top-state.js';

const MAX_FILTER = 60;

/** The names of the screens with the digits that choose them, and what rows are shown. */
export function tabsLine(
  screens: readonly TopScreen[],
  { screen, isPaused, choices }: Pick<TopState, 'screen' | 'isPaused' | 'choices'>,
  { view, table }: { readonly view: ScreenView; readonly table: ScreenRows },
  columns: number,
): StyledLine {
  const filter = choices[screen]?.filter;
  const rows = filter
    ? `${terminalSafe(filter, MAX_FILTER)}: ${table.rows.length} of ${table.total}`
    : `${table.total} ${table.total === 1 ? 'row' : 'rows'}`;
  const notes: readonly Span[] = [
    ...(isPaused ? [{ text: 'PAUSED ', emphasis: 'notice' as const }] : []),
    { text: rows, emphasis: filter ? 'notice' : 'faint' },
  ];
  const order: Span = { text: view.sortedBy ? ` by ${view.sortedBy.name}` : '', emphasis: 'faint' };
  const tabs = tabSpans(screens, screen, columns - widthOf(notes));
  const room = columns - widthOf(tabs);
  const shown = [notes, [...notes, order]].findLast((spans) => widthOf(spans) <= room);
  if (shown) return [...tabs, { text: ' '.repeat(room - widthOf(shown)) }, ...shown];
  return [...tabs, { text: fitText(notes.map(({ text }) => text).join(''), room), emphasis: 'notice' }];
}

/** Only the present screen has its name where all of them have no room. */
function tabSpans(screens: readonly TopScreen[], present: string, room: number): readonly Span[] {
  const spans = (isShort: boolean) =>
    screens.map(({ name, title }, at): Span => {
      const isPresent = name === present;
      const text = isShort && !isPresent ? `${at + 1} ` : `${at + 1} ${title}  `;
      return isPresent ? { text: text.trimEnd(), isSelected: true } : { text };
    });
  const spaced = (tabs: readonly Span[]) =>
    tabs.flatMap((tab) => (tab.isSelected ? [tab, { text: '  ' }] : [tab]));
  const long = spaced(spans(false));
  return widthOf(long) <= room ? long : spaced(spans(true));
}

function widthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + textWidth(text), 0);
}
