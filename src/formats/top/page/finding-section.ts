import type { StyledLine } from '../../../support/styled-text.js';
import { troublesOf } from '../guest-troubles.js';
import { verdictEmphasis } from '../memory-figures.js';
import { wrapped } from './page-lines.js';
import type { PageSource } from './page-options.js';

/** What is wrong with the guest, and the verdict on its memory with its reason and advice. */
export function findingSection(page: PageSource): readonly StyledLine[] {
  const { guest, source } = page;
  const troubles = troublesOf(guest, source.snapshot.takenAtSeconds).filter(({ id }) => id !== 'memory');
  const problems = troubles.flatMap(({ kind, what, severity }) =>
    wrapped('problem', `${kind}: ${what}`, page, severity === 'broken' ? 'bad' : 'notice'),
  );
  // The verdict on a guest that does not answer is its problem.
  return guest.problem ? problems : [...problems, ...verdictLines(page)];
}

function verdictLines(page: PageSource): readonly StyledLine[] {
  const { verdict, explanation, advice } = page.guest.memory;
  return [
    ...wrapped(
      'verdict',
      explanation === '' ? verdict : `${verdict}: ${explanation}`,
      page,
      verdictEmphasis(page.guest),
    ),
    ...(advice === '' ? [] : wrapped('advice', advice, page)),
  ];
}
