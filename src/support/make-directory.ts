import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { errnoOf } from './errors.js';

/**
 * Creates a directory and its parents, accessible to their owner only; does nothing when it exists.
 *
 * Node's own `recursive` never returns below /proc, where mkdir fails with an error that does not say so.
 *
 * @throws {Error} of Node, from mkdir
 */
export function makePrivateDirectory(path: string): void {
  if (existsSync(path)) return;
  makePrivateDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process has created it meanwhile.
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
}
