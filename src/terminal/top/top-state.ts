import type { ViewChoice } from '../../formats/top/top-screen.js';
import type { Prompt } from './prompt.js';

/** In what sizes are shown: rounded to a unit that suits each, or all in MiB. */
export type SizeUnit = 'auto' | 'MiB';

/** What the user has chosen, and may keep for the next time. */
export interface TopSettings {
  /** The name of the screen that is shown. */
  readonly screen: string;
  /** By the names of the screens. */
  readonly choices: { readonly [screen: string]: ViewChoice };
  readonly cpuScale: 'core' | 'machine';
  readonly sizeUnit: SizeUnit;
}

/** What is shown below the header. */
export type TopPage =
  | { readonly kind: 'table' }
  /** The page of the guest with this key, from this line on; beyond the last line that is shown, none is. */
  | { readonly kind: 'guest'; readonly key: string; readonly first: number }
  | { readonly kind: 'help'; readonly first: number };

/** What top shows, but for the figures. */
export interface TopState extends TopSettings {
  readonly page: TopPage;
  /** The key of the selected row, which the selection follows when rows move; `undefined`: the first row. */
  readonly selected: string | undefined;
  /** Where the selected row stood last: the row that takes its place when it is gone. */
  readonly selectedAt: number;
  /** The first row that is shown. */
  readonly firstRow: number;
  readonly prompt: Prompt | undefined;
  /** What was selected before a text is searched for; `undefined` while none is typed. */
  readonly beforeSearch?: Pick<TopState, 'selected' | 'selectedAt'> | undefined;
  /** The last text that was searched for. */
  readonly search: string;
  /** What there is to say about the last key; empty for nothing. */
  readonly message: string;
  readonly isPaused: boolean;
}

export const DEFAULT_SETTINGS: TopSettings = {
  screen: 'guests',
  choices: {},
  cpuScale: 'core',
  sizeUnit: 'auto',
};

export function startState(settings: TopSettings): TopState {
  return {
    ...settings,
    page: { kind: 'table' },
    selected: undefined,
    selectedAt: 0,
    firstRow: 0,
    prompt: undefined,
    search: '',
    message: '',
    isPaused: false,
  };
}

/** The part of a state that is kept. */
export function settingsOf({ screen, choices, cpuScale, sizeUnit }: TopState): TopSettings {
  return { screen, choices, cpuScale, sizeUnit };
}

/** Changes what the user has chosen of the present screen. */
export function withChoice(state: TopState, changed: ViewChoice): TopState {
  const choice = { ...state.choices[state.screen], ...changed };
  return { ...state, choices: { ...state.choices, [state.screen]: choice } };
}
