import type { CaseResult, CheckReport } from '../../model/check-report.js';
import { terminalSafe } from '../../support/terminal-safe.js';

const WORDS = { passed: 'pass', failed: 'FAIL', skipped: 'skip' } as const;
const ID_WIDTH = 24;
const MAX_TEXT = 300;

/** Encodes one case for people: a line, and below it what was measured; safe for a terminal. */
export function encodeCaseLine({ state, id, title, why, facts, basis, seconds }: CaseResult): string {
  const head = `${WORDS[state]}  ${id.padEnd(ID_WIDTH)}${seconds.toFixed(1).padStart(6)} s  ${title}\n`;
  const reasons = why === '' ? [] : [why];
  const rests = state === 'failed' ? [basis] : [];
  return (
    head + [...reasons, ...facts, ...rests].map((text) => `      ${terminalSafe(text, MAX_TEXT)}\n`).join('')
  );
}

/** Encodes the totals, `18 passed, 1 failed, 2 skipped`, and what could not be restored. */
export function encodeCheckSummary({ results, leftBehind }: CheckReport): string {
  const count = (state: CaseResult['state']) => results.filter((result) => result.state === state).length;
  const left = leftBehind.map((text) => `not restored: ${terminalSafe(text, MAX_TEXT)}\n`).join('');
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped\n${left}`;
}
