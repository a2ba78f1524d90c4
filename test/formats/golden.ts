import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

/** Returns the text of a file of test/golden. */
export function golden(name: string): string {
  return readFileSync(pathOf(name), 'utf8');
}

/**
 * Expects a text to be that of a file of test/golden, byte for byte. `npm run update-goldens` writes the text into the
 * file instead; where CI is set nothing is written without it, not even a file that is missing.
 */
export async function expectGolden(text: string, name: string): Promise<void> {
  // toMatchFileSnapshot accepts LF where the file has CRLF.
  if (existsSync(pathOf(name)) && golden(name).includes('\r\n')) expect(text).toContain('\r\n');
  await expect(text).toMatchFileSnapshot(pathOf(name));
}

function pathOf(name: string): string {
  return join(import.meta.dirname, '..', 'golden', name);
}
