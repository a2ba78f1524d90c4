import type { ScreenOrders } from '../../formats/top/top-screen.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { TopAction } from './keys.js';
import { openPrompt } from './prompt.js';
import { selectAt } from './selection.js';
import type { Shown } from './shown-table.js';
import { type TopState, withChoice } from './top-state.js';

/** What the keys act upon: what is on the screen now. */
export interface TopContext extends Shown {
  /** How many rows are shown. */
  readonly room: number;
  /** The place of the selected row; -1 without one. */
  readonly at: number;
}

/** What top does besides showing something else. */
export type TopEffect = 'quit' | 'save' | 'copy' | 'slower' | 'faster';

export interface Applied {
  readonly state: TopState;
  readonly effect?: TopEffect | undefined;
}

/** The orders that keys choose, by the columns that each screen has for them. */
const ORDERS: { readonly [action in TopAction]?: keyof ScreenOrders } = {
  'sort-cpu': 'cpu',
  'sort-memory': 'memory',
  'sort-disk': 'disk',
  'sort-net': 'net',
  'sort-time': 'time',
};

/** Applies what a key does; pure. */
export function applyAction(before: TopState, action: TopAction, context: TopContext): Applied {
  const state = { ...before, message: '' };
  const move = MOVES[action];
  if (move) return { state: moveBy(state, move(context.room), context) };
  if (isEffect(action)) return { state, effect: action };
  const order = ORDERS[action];
  if (order) return { state: sortBy(state, order, context) };
  return { state: CHANGES[action]?.(state, context) ?? state };
}

function isEffect(action: TopAction): action is TopEffect & TopAction {
  return ['quit', 'save', 'copy', 'slower', 'faster'].includes(action);
}

/** Rows from the selected one; a page keeps one row of the last. */
const MOVES: { readonly [action in TopAction]?: (room: number) => number } = {
  up: () => -1,
  down: () => 1,
  'page-up': (room) => 1 - room,
  'page-down': (room) => room - 1,
  first: () => Number.NEGATIVE_INFINITY,
  last: () => Number.POSITIVE_INFINITY,
};

/** Moves the selection, or on a page its first line. What is beyond the last line is found out when it is drawn. */
export function moveBy(state: TopState, by: number, { table, at }: TopContext): TopState {
  const { page } = state;
  if (page.kind === 'table') return selectAt(state, table.rows, at + by);
  // The last line, until it is known which that is.
  const first = Math.min(MOST_LINES, Math.max(0, page.first + by));
  return { ...state, page: { ...page, first } };
}

const MOST_LINES = 1e6;

type Change = (state: TopState, context: TopContext) => TopState;

const CHANGES: { readonly [action in TopAction]?: Change } = {
  help: (state) => ({
    ...state,
    page: state.page.kind === 'help' ? { kind: 'table' } : { kind: 'help', first: 0 },
  }),
  open: openGuest,
  back: goBack,
  'next-screen': (state, context) => goToScreen(state, context, 1),
  'previous-screen': (state, context) => goToScreen(state, context, -1),
  'sort-left': (state, context) => sortAside(state, context, -1),
  'sort-right': (state, context) => sortAside(state, context, 1),
  reverse,
  'own-order': (state) => withChoice(state, { sort: undefined }),
  search: (state) => {
    const { selected, selectedAt } = state;
    return { ...state, prompt: openPrompt('search', ''), beforeSearch: { selected, selectedAt } };
  },
  'search-next': (state, context) => findNext(state, context, state.search, 1),
  filter: (state) => ({ ...state, prompt: openPrompt('filter', state.choices[state.screen]?.filter ?? '') }),
  'only-problems': toggleProblems,
  columns: (state, { view }) => ({ ...state, prompt: openPrompt('columns', view.columns.join(',')) }),
  pause: (state) => ({ ...state, isPaused: !state.isPaused }),
  units: (state) => ({ ...state, sizeUnit: state.sizeUnit === 'auto' ? 'MiB' : 'auto' }),
  'cpu-scale': (state) => ({ ...state, cpuScale: state.cpuScale === 'core' ? 'machine' : 'core' }),
};

/** Shows a screen, from its first row on. */
export function showScreen(state: TopState, screen: string): TopState {
  if (state.screen === screen) return { ...state, page: { kind: 'table' } };
  const start = { selected: undefined, selectedAt: 0, firstRow: 0 } as const;
  return { ...state, ...start, screen, page: { kind: 'table' } };
}

function goToScreen(state: TopState, { screens, screen }: TopContext, by: number): TopState {
  const at = screens.indexOf(screen) + by + screens.length;
  return showScreen(state, screens[at % screens.length]?.name ?? screen.name);
}

function openGuest(state: TopState, { table, at, keyOfGuest }: TopContext): TopState {
  if (state.page.kind !== 'table') return state.page.kind === 'help' ? goBack(state) : state;
  const row = table.rows[at];
  const key = row && keyOfGuest(row);
  if (key === undefined) return { ...state, message: 'no guest is selected' };
  return { ...selectAt(state, table.rows, at), page: { kind: 'guest', key, first: 0 } };
}

/** Closes a page; on a table, takes the filter away. */
function goBack(state: TopState): TopState {
  if (state.page.kind !== 'table') return { ...state, page: { kind: 'table' } };
  return withChoice(state, { filter: undefined });
}

/** Sorts by the column beside the one that the rows are sorted by. */
function sortAside(state: TopState, { view }: TopContext, by: number): TopState {
  const at = view.columns.indexOf(view.sortedBy?.name ?? '');
  const next = view.columns[Math.min(view.columns.length - 1, Math.max(0, at + by))];
  return next === undefined ? state : withChoice(state, { sort: next });
}

function reverse(state: TopState, { view, screen }: TopContext): TopState {
  const { sortedBy } = view;
  if (sortedBy === undefined) return { ...state, message: "the rows are in the screen's own order" };
  const present = state.choices[state.screen]?.sort ?? screen.sort ?? sortedBy.name;
  return withChoice(state, { sort: present.startsWith('-') ? present.slice(1) : `-${present}` });
}

function sortBy(state: TopState, order: keyof ScreenOrders, { screen }: TopContext): TopState {
  const name = screen.orders[order];
  if (name === undefined)
    return { ...state, message: `the screen '${screen.name}' has no order by ${order}` };
  return withChoice(state, { sort: name });
}

const ONLY_PROBLEMS = 'trouble!=-';

function toggleProblems(state: TopState, { screen }: TopContext): TopState {
  if (!screen.columns.some(({ name }) => name === 'trouble'))
    return { ...state, message: `the screen '${screen.name}' lists no guests` };
  const filter = state.choices[state.screen]?.filter ?? '';
  const others = filter.split(' ').filter((term) => term !== ONLY_PROBLEMS);
  const isOn = filter.split(' ').includes(ONLY_PROBLEMS);
  const next = [...others, ...(isOn ? [] : [ONLY_PROBLEMS])].join(' ').trim();
  return withChoice(state, { filter: next === '' ? undefined : next });
}

const MAX_SHOWN = 40;

/** Selects the next row whose names contain a text, from the selected one on, and round to the first. */
export function findNext(state: TopState, { table, at }: TopContext, text: string, from: 0 | 1): TopState {
  if (text === '') return { ...state, message: '/ searches for a row' };
  const wanted = text.toLowerCase();
  const { rows } = table;
  const start = Math.max(0, at) + from;
  const order = [...rows.slice(start), ...rows.slice(0, start)];
  const found = order.find((row) => table.textOf(row).toLowerCase().includes(wanted));
  if (found !== undefined) return selectAt({ ...state, search: text }, rows, rows.indexOf(found));
  return { ...state, search: text, message: `no row has '${terminalSafe(text, MAX_SHOWN)}'` };
}
