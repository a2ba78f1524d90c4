import { describe, expect, it } from 'vitest';
import { SEVERITIES, VERDICTS } from '../../src/model/verdict.js';

describe('the table of verdicts', () => {
  it('has a meaning for each verdict, and advice where something is wrong', () => {
    for (const [verdict, { severity, meaning, advice }] of Object.entries(VERDICTS)) {
      expect(SEVERITIES, verdict).toContain(severity);
      expect(meaning, verdict).toMatch(/^[A-Z].*\.$/);
      expect(advice, verdict).toMatch(severity === 'fine' ? /^$/ : /^[A-Z].*\.$/);
    }
  });
});
