import { test } from 'vitest';
import type { Domain } from '../../../src/domain/domain.js';

/** The methods of Domain; rows.test.ts finds by the calls of these which of those that control a real guest has tried. */
type Method = keyof Domain;

/** A test on a real guest in which a method does what it promises. */
export function succeeds(method: Method, what: string, run: () => Promise<void>, timeoutMs?: number): void {
  test(`${String(method)}() ${what}`, run, timeoutMs);
}

/** A test on a real guest in which a method refuses, and changes nothing. */
export function refuses(method: Method, what: string, run: () => Promise<void>, timeoutMs?: number): void {
  test(`${String(method)}() refuses ${what}`, run, timeoutMs);
}
