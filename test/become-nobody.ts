import { onTestFinished } from 'vitest';

const NOBODY = 65_534;

/** From now to the end of the test this process is a user who owns nothing, so that root meets closed doors too. */
export function becomeNobody(): void {
  if (process.geteuid?.() !== 0) return;
  process.seteuid?.(NOBODY);
  onTestFinished(() => process.seteuid?.(0));
}
