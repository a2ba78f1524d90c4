import type { TopScreen } from '../../formats/top/top-screen.js';
import { fitText, wrapText } from '../../support/fit-text.js';
import type { StyledLine } from '../../support/styled-text.js';
import { KEY_BINDINGS } from './keys.js';

const KEYS_COLUMNS = 13;

/** The page of the keys, and of the words that a filter, an order and a choice of columns can have. */
export function helpPage(
  screens: readonly TopScreen[],
  screen: TopScreen,
  columns: number,
): readonly StyledLine[] {
  const heading = (text: string): StyledLine => [{ text, emphasis: 'heading' }];
  const key = (keys: string, about: string): StyledLine => [
    { text: keys.padEnd(KEYS_COLUMNS), emphasis: 'good' },
    { text: fitText(about, Math.max(1, columns - KEYS_COLUMNS)) },
  ];
  const names = screen.columns.map(({ name }) => name).join(' ');
  return [
    heading('Keys (none of them changes a guest)'),
    key(`1 - ${screens.length}`, screens.map(({ title }, at) => `${at + 1} ${title}`).join('  ')),
    ...KEY_BINDINGS.map(({ keys, shown, about }) => key(shown ?? keys.join(' '), about)),
    key('mouse', 'a click on a heading sorts by it, on a row selects it; the wheel moves'),
    [],
    heading('Filters: terms with blanks between them, all of which must hold'),
    key('web', 'a text of the row contains it'),
    key(
      'state:paused',
      'the column is this; state:paused,shutdown one of these; name:web* begins so; why:- unknown',
    ),
    key('cpu>50', 'also >= < <= = !=, with a unit where the column has one: rss>4G age<30s'),
    key('name~web', 'the column contains it; name!~web does not'),
    key('!term', 'the term does not hold'),
    [],
    heading(`Columns of '${screen.title}', for o, \\ and --columns, --sort, --filter`),
    ...wrapText(names, columns).map((text) => [{ text }]),
  ];
}
