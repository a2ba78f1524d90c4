import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export interface KernelModule {
  readonly name: string;
  readonly content: Buffer;
}

/** A module is at most a few megabytes; Node's own limit on a child's output is one. */
const DECOMPRESSED_BYTES_MAX = 64 * 2 ** 20;

const DECOMPRESSORS: ReadonlyMap<string, string> = new Map([
  ['.ko.xz', 'xz'],
  ['.ko.zst', 'zstd'],
]);

/**
 * Reads the named modules and their dependencies, in an order in which they load.
 *
 * A name that is neither a module nor built into the kernel is an error; a built-in one is left out. Dependencies come
 * from the modules themselves, because an unpacked kernel package has no modules.dep.
 */
export function readKernelModules(modulesFolder: string, names: readonly string[]): readonly KernelModule[] {
  const entries = readdirSync(modulesFolder, { recursive: true, encoding: 'utf8' });
  const loaded = new Map<string, KernelModule>();
  const load = (name: string): void => {
    if (loaded.has(name)) return;
    const path = entries.find((entry) => moduleName(entry) === name);
    if (path === undefined) {
      if (isBuiltIn(modulesFolder, entries, name)) return;
      throw new Error(`${modulesFolder} holds no module ${name}`);
    }
    const content = decompress(join(modulesFolder, path));
    for (const dependency of parseDependencies(content)) load(dependency);
    loaded.set(name, { name, content });
  };
  for (const name of names) load(name);
  return [...loaded.values()];
}

/** To the kernel `-` and `_` in the name of a module are the same; files use either. */
function moduleName(path: string): string | undefined {
  const match = /^(.+)\.ko(\.xz|\.zst)?$/.exec(basename(path));
  return match?.[1]?.replaceAll('-', '_');
}

function isBuiltIn(modulesFolder: string, entries: readonly string[], name: string): boolean {
  const list = entries.find((entry) => basename(entry) === 'modules.builtin');
  if (list === undefined) return false;
  return readFileSync(join(modulesFolder, list), 'utf8')
    .split('\n')
    .some((line) => moduleName(line) === name);
}

/** A module contains a text like `depends=virtio_ring,virtio` between NUL bytes. */
function parseDependencies(content: Buffer): readonly string[] {
  const list = /\0depends=([^\0]*)\0/.exec(content.toString('latin1'))?.[1] ?? '';
  return list.split(',').filter((name) => name !== '');
}

function decompress(path: string): Buffer {
  const program = [...DECOMPRESSORS].find(([suffix]) => path.endsWith(suffix))?.[1];
  if (program === undefined) return readFileSync(path);
  return execFileSync(program, ['--decompress', '--stdout', path], { maxBuffer: DECOMPRESSED_BYTES_MAX });
}
