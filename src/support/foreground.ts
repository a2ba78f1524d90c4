import { readFileSync } from 'node:fs';

/**
 * Whether this process may draw on its terminal: a shell's job in the background would draw over what is typed. True without a
 * controlling terminal, and without /proc.
 */
export function isInForeground(): boolean {
  try {
    return parseIsInForeground(readFileSync('/proc/self/stat', 'utf8'));
  } catch {
    return true;
  }
}

/**
 * Parses /proc/PID/stat, proc_pid_stat(5): a process is in the foreground when its process group is that of its terminal.
 *
 * @param stat `42 (node) S 7 42 7 34816 42 …`: pid, name, state, parent, process group, session, terminal, its foreground group
 */
export function parseIsInForeground(stat: string): boolean {
  const [, , group, , , foreground] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return foreground === group || foreground === '-1';
}
