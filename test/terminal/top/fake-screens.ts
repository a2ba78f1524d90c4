import { tableColumn } from '../../../src/formats/table/table-column.js';
import { type TopScreen, type TopSource, topScreen } from '../../../src/formats/top/top-screen.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import type { TopContext } from '../../../src/terminal/top/apply-action.js';
import { DEFAULT_SETTINGS, startState, type TopState } from '../../../src/terminal/top/top-state.js';

interface FakeRow {
  readonly key: string;
  readonly guest: GuestSnapshot | undefined;
  readonly cpu: number | undefined;
  readonly trouble: string | undefined;
}

const column = tableColumn<FakeRow>;

/** Rows of the screen `guests`: keys a to d. */
export const ROWS: readonly FakeRow[] = [
  { key: 'a', guest: undefined, cpu: 5, trouble: undefined },
  { key: 'b', guest: undefined, cpu: undefined, trouble: 'hung' },
  { key: 'c', guest: undefined, cpu: 50, trouble: undefined },
  { key: 'd', guest: undefined, cpu: 20, trouble: 'stale' },
];

function fakeScreen(name: string): TopScreen {
  return topScreen<FakeRow>({
    name,
    title: name,
    columns: [
      column({ name: 'name', heading: 'NAME', unit: 'text', figureOf: ({ key }) => key }),
      column({ name: 'cpu', heading: 'CPU%', unit: 'percent', figureOf: ({ cpu }) => cpu }),
      column({ name: 'rx', heading: 'RX', unit: 'bytes', figureOf: () => undefined }),
      ...(name === 'guests'
        ? [column({ name: 'trouble', heading: 'TROUBLE', unit: 'text', figureOf: ({ trouble }) => trouble })]
        : []),
    ],
    shown: ['name', 'cpu'],
    sort: 'cpu',
    orders: { cpu: 'cpu', net: 'rx' },
    rowsOf: () => ROWS,
  });
}

export const SCREENS: readonly TopScreen[] = [fakeScreen('guests'), fakeScreen('disks')];

/** No row needs anything of it. */
const SOURCE = {} as TopSource;

export const START: TopState = startState(DEFAULT_SETTINGS);

/** What is on the screen in a state. */
export function contextOf(state: TopState, room = 2): TopContext {
  const screen = SCREENS.find(({ name }) => name === state.screen) as TopScreen;
  const view = screen.view(state.choices[screen.name] ?? {});
  const table = view.rowsOf(SOURCE);
  const at = table.rows.findIndex(({ key }) => key === state.selected);
  return {
    ...{ screens: SCREENS, screen, view, table, room, source: SOURCE },
    at: state.selected === undefined ? 0 : at,
    keyOfGuest: ({ key }) => (key === 'b' ? undefined : `guest ${key}`),
  };
}

/** The keys of the rows that a state shows, in their order. */
export function shownKeys(state: TopState): string {
  return contextOf(state)
    .table.rows.map(({ key }) => key)
    .join('');
}
