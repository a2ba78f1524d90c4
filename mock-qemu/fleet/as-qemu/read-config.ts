import { readFileSync } from 'node:fs';
import type { Option } from './option.js';
import { QemuRefusal } from './refusal.js';

/**
 * Reads a file of -readconfig as the options that it stands for. A group is an option, but for the names of some:
 *
 *     [chardev "monitor"]       ->  -chardev id=monitor,backend=socket,…
 *     backend = "socket"
 *
 * @throws {QemuRefusal} when it cannot be read, or a line is not one of a configuration
 */
export function readConfigFile(path: string): readonly Option[] {
  const groups: { readonly name: string; readonly values: string[] }[] = [];
  for (const [index, line] of readLines(path).entries()) {
    const [, group, id] = /^\s*\[([\w-]+)(?:\s+"([^"]*)")?\]\s*$/.exec(line) ?? [];
    const [, key, value = ''] = /^\s*([\w.-]+)\s*=\s*"([^"]*)"\s*$/.exec(line) ?? [];
    const current = groups.at(-1);
    if (group !== undefined) {
      groups.push({ name: OPTION_OF.get(group) ?? group, values: id === undefined ? [] : [pair('id', id)] });
    } else if (key !== undefined && current !== undefined) current.values.push(pair(key, value));
    else if (!/^\s*(#.*)?$/.test(line))
      throw new QemuRefusal(`-readconfig ${path}: line ${index + 1}: parse error`);
  }
  return groups.map(({ name, values }) => ({ name, value: values.join(',') }));
}

/** The groups whose option has another name. */
const OPTION_OF: ReadonlyMap<string, string> = new Map([
  ['memory', 'm'],
  ['smp-opts', 'smp'],
]);

/** A comma in a value is doubled in an option. */
function pair(key: string, value: string): string {
  return `${key}=${value.replaceAll(',', ',,')}`;
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const why = REASONS.get(code) ?? (cause instanceof Error ? cause.message : String(cause));
    throw new QemuRefusal(`-readconfig ${path}: Could not open '${path}': ${why}`);
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'No such file or directory'],
  ['EACCES', 'Permission denied'],
]);
