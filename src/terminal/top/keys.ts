/** What a key does. */
export type TopAction =
  | 'quit'
  | 'help'
  | 'up'
  | 'down'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'open'
  | 'back'
  | 'next-screen'
  | 'previous-screen'
  | 'sort-left'
  | 'sort-right'
  | 'reverse'
  | 'own-order'
  | 'sort-cpu'
  | 'sort-memory'
  | 'sort-disk'
  | 'sort-net'
  | 'sort-time'
  | 'search'
  | 'search-next'
  | 'filter'
  | 'only-problems'
  | 'columns'
  | 'pause'
  | 'slower'
  | 'faster'
  | 'units'
  | 'cpu-scale'
  | 'copy'
  | 'save';

/** Keys that do the same. */
export interface KeyBinding {
  readonly keys: readonly string[];
  readonly action: TopAction;
  /** How the help names the keys (default: as they are). */
  readonly shown?: string;
  readonly about: string;
}

/** Every key but the digits, which choose a screen; in the order of the help. None changes a guest. */
export const KEY_BINDINGS: readonly KeyBinding[] = [
  { keys: ['q', 'f10', 'ctrl+c'], action: 'quit', shown: 'q F10 Ctrl+C', about: 'quit' },
  { keys: ['?', 'h', 'f1'], action: 'help', shown: '? h F1', about: 'this help' },
  { keys: ['up', 'k'], action: 'up', shown: 'Up k', about: 'the row above' },
  { keys: ['down', 'j'], action: 'down', shown: 'Down j', about: 'the row below' },
  { keys: ['pageup', 'ctrl+b'], action: 'page-up', shown: 'PgUp', about: 'a page up' },
  { keys: ['pagedown', 'ctrl+f'], action: 'page-down', shown: 'PgDn', about: 'a page down' },
  { keys: ['home', 'g'], action: 'first', shown: 'Home g', about: 'the first row' },
  { keys: ['end', 'G'], action: 'last', shown: 'End G', about: 'the last row' },
  { keys: ['enter'], action: 'open', shown: 'Enter', about: "the page of the row's guest" },
  { keys: ['escape'], action: 'back', shown: 'Esc', about: 'back; on a table: no filter' },
  { keys: ['tab'], action: 'next-screen', shown: 'Tab', about: 'the next screen' },
  { keys: ['shift+tab'], action: 'previous-screen', shown: 'Shift+Tab', about: 'the previous screen' },
  { keys: ['left', '<'], action: 'sort-left', shown: 'Left <', about: 'sort by the column to the left' },
  { keys: ['right', '>'], action: 'sort-right', shown: 'Right >', about: 'sort by the column to the right' },
  { keys: ['r', 'I'], action: 'reverse', about: 'reverse the order' },
  { keys: ['R'], action: 'own-order', about: "the screen's own order" },
  { keys: ['P'], action: 'sort-cpu', about: 'sort by CPU' },
  { keys: ['M'], action: 'sort-memory', about: 'sort by memory' },
  { keys: ['D'], action: 'sort-disk', about: 'sort by what is read from disks' },
  { keys: ['N'], action: 'sort-net', about: 'sort by what is received' },
  { keys: ['T'], action: 'sort-time', about: 'sort by age or time' },
  { keys: ['/'], action: 'search', about: 'search for a row' },
  { keys: ['n'], action: 'search-next', about: 'the next row that is searched for' },
  {
    keys: ['\\', 'f4'],
    action: 'filter',
    shown: '\\ F4',
    about: 'show only some rows: state:paused cpu>50 name~web',
  },
  { keys: ['p'], action: 'only-problems', about: 'show only guests in trouble, or all' },
  { keys: ['o', 'f2'], action: 'columns', shown: 'o F2', about: 'choose the columns' },
  { keys: [' ', 'z', 'Z'], action: 'pause', shown: 'Space z', about: 'stand still, or go on' },
  { keys: ['+', '='], action: 'slower', shown: '+', about: 'more time between sweeps' },
  { keys: ['-'], action: 'faster', about: 'less time between sweeps' },
  { keys: ['u'], action: 'units', about: 'sizes in MiB, or in a unit that suits each' },
  { keys: ['c'], action: 'cpu-scale', about: '100 % are one CPU, or all of the host' },
  { keys: ['y'], action: 'copy', about: "copy the row as JSON to the terminal's clipboard" },
  { keys: ['w'], action: 'save', about: 'keep these settings for the next time' },
];

const ACTIONS: ReadonlyMap<string, TopAction> = new Map(
  KEY_BINDINGS.flatMap(({ keys, action }) => keys.map((key) => [key, action] as const)),
);

/** `undefined` for a key that does nothing. */
export function actionOf(key: string): TopAction | undefined {
  return ACTIONS.get(key);
}
