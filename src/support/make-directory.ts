import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { errnoOf } from './errors.js';

/**
 * Makes a directory, and those above it, for their owner alone; does nothing where it is.
 *
 * Node's own `recursive` never ends below /proc, where a directory cannot be made and no error says so.
 *
 * @throws what mkdir does
 */
export function makePrivateDirectory(path: string): void {
  if (existsSync(path)) return;
  makePrivateDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Somebody else has made it meanwhile.
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}
