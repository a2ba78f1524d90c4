import { vi } from 'vitest';

/**
 * Waits until a check passes. Rejects with its last error when that never happens: the limit is long, because how long anything
 * takes says nothing on a machine that others use too.
 */
export function waitFor<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 90_000, interval: 50 });
}
