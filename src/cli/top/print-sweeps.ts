import type { Context } from '../context.js';
import type { TopOptions } from './command.js';
export async function printSweeps(
  _select: readonly string[],
  _options: TopOptions,
  _context: Context,
): Promise<void> {}
