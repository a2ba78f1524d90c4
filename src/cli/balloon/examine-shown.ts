import { type ExamineGuestsOptions, examineGuests } from '../../balloon/examine-guests.js';
import type { NamedTarget } from '../../discover/list-targets.js';
import type { BalloonFinding } from '../../model/balloon-finding.js';
import type { Context } from '../context.js';

/** Examines the balloons of guests, and shows how many are done. */
export function examineShown(
  guests: readonly NamedTarget[],
  options: Omit<ExamineGuestsOptions, 'signal' | 'onFinding'>,
  { signal, progress }: Pick<Context, 'signal' | 'progress'>,
): Promise<readonly BalloonFinding[]> {
  let done = 0;
  const onFinding = () => {
    done++;
  };
  return progress.during(
    () => ({ what: 'examining balloons', soFar: `${done} of ${guests.length} done` }),
    () => examineGuests(guests, { ...options, signal, onFinding }),
  );
}
