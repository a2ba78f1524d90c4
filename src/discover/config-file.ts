import type { QemuOption } from './qemu-options.js';

/**
 * Parses a file of -readconfig (util/qemu-config.c), whose groups are options:
 *
 * ```
 * [chardev "monitor"]
 *   backend = "socket"
 * ```
 *
 * A line that QEMU would refuse is skipped: the file may have changed since QEMU has read it.
 */
export function parseConfigFile(text: string): readonly QemuOption[] {
  const options: { name: string; text: string; values: Map<string, string> }[] = [];
  for (const line of text.split('\n')) {
    const group = /^\s*\[\s*([^\s"\]]+)(?:\s+"([^"]*)")?\s*\]/.exec(line);
    const entry = /^\s*([^\s=#[]+)\s*=\s*"([^"]*)"/.exec(line);
    if (group?.[1] !== undefined) {
      const values = new Map(group[2] === undefined ? [] : [['id', group[2]]]);
      options.push({ name: group[1], text: '', values });
    } else if (entry?.[1] !== undefined) {
      options.at(-1)?.values.set(entry[1], entry[2] ?? '');
    }
  }
  return options;
}
