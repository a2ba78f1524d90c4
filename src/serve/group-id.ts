import { readFileSync } from 'node:fs';
import { errnoOf } from '../support/errors.js';

/**
 * Finds the id of a group of this host; `undefined` when there is none. A line reads `qgauge:x:998:alice,bob`.
 *
 * Reads the file alone: the daemon's own group is a local one.
 */
export function readGroupId(name: string, file = '/etc/group'): number | undefined {
  return parseGroupId(readIfThere(file), name);
}

function parseGroupId(text: string, name: string): number | undefined {
  const fields = text.split('\n').map((line) => line.split(':'));
  const digits = fields.find(([candidate]) => candidate === name)?.[2];
  return digits !== undefined && /^\d+$/.test(digits) ? Number(digits) : undefined;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'EACCES') return '';
    throw error;
  }
}
