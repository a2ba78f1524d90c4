import type { Limit } from '../../model/group-parameters.js';
import { parseCount } from '../files/parse-count.js';
import { parseLimitV1 } from './cgroup-v1.js';

/** Parses a limit of version 2: `4096`, or `max` for none. */
export function parseMax(text: string): Limit {
  return text.trim() === 'max' ? null : parseCount(text);
}

/** Parses a limit of memory in version 1, where the largest multiple of a page stands for none. */
export function parseMemoryMaxV1(text: string): Limit {
  return parseCount(text) === undefined ? undefined : (parseLimitV1(text) ?? null);
}
