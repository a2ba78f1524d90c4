import { keyedGuests } from '../../formats/top/row-keys.js';
import { TOP_SCREENS } from '../../formats/top/screens.js';
import type { ScreenRows, ScreenView, TopRow, TopScreen, TopSource } from '../../formats/top/top-screen.js';
import type { TopState } from './top-state.js';

/** A screen with the rows that are chosen of it. */
export interface Shown {
  readonly screens: readonly TopScreen[];
  readonly screen: TopScreen;
  readonly source: TopSource;
  readonly view: ScreenView;
  readonly table: ScreenRows;
  /** The key of the guest of a row. */
  readonly keyOfGuest: (row: TopRow) => string | undefined;
}

type Choice = Pick<TopState, 'screen' | 'choices' | 'cpuScale'>;

interface Remembered {
  readonly from: TopSource;
  readonly choice: Choice;
  readonly shown: Shown;
}

/** Filters and sorts once for a sweep and a choice, however often they are drawn. */
export class ShownTable {
  #last: Remembered | undefined;

  of(from: TopSource, { screen, choices, cpuScale }: Choice): Shown {
    const choice: Choice = { screen, choices, cpuScale };
    if (this.#last?.from !== from || !isSame(this.#last.choice, choice))
      this.#last = { from, choice, shown: choose({ ...from, cpuScale }, choice) };
    return this.#last.shown;
  }
}

function isSame(one: Choice, other: Choice): boolean {
  return one.screen === other.screen && one.choices === other.choices && one.cpuScale === other.cpuScale;
}

function choose(source: TopSource, { screen: name, choices }: Choice): Shown {
  const [first] = TOP_SCREENS;
  const screen = TOP_SCREENS.find((one) => one.name === name) ?? first;
  const view = screen.view(choices[screen.name] ?? {});
  const table = view.rowsOf(source);
  const keyOfGuest = ({ guest }: TopRow) =>
    keyedGuests(source.snapshot).find((keyed) => keyed.guest === guest)?.key;
  return { screens: TOP_SCREENS, screen, source, view, table, keyOfGuest };
}
