import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli');

/** The long options that the file of a command declares. */
export function optionsOf(command: string): readonly string[] {
  const declared = readFileSync(join(CLI, command, 'command.ts'), 'utf8');
  return Array.from(declared.matchAll(/'(?:-\w, )?(--[a-z]+)/g), ([, option = '']) => option);
}
