import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of test/golden, which is what a reader is to get to the last byte. */
export function golden(name: string): string {
  return readFileSync(join(import.meta.dirname, '..', 'golden', name), 'utf8');
}
