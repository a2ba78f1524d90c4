import type { BalloonFinding } from '../../../model/balloon-finding.js';
import { SEVERITIES, type Severity } from '../../../model/verdict.js';
import { EXIT } from '../../context.js';

/** The exit status of `doctor`; 1 and 2 mean a failure and an invalid command line. */
export const EXIT_OF_SEVERITY: { readonly [severity in Severity]: number } = {
  fine: EXIT.ok,
  notice: 3,
  broken: 4,
  unknown: 5,
};

/** The status of the worst finding. */
export function worstStatus(findings: readonly BalloonFinding[]): number {
  const worst = Math.max(0, ...findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return EXIT_OF_SEVERITY[SEVERITIES[worst] ?? 'fine'];
}
