import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Finds the root of the checkout: the nearest folder above this file whose package.json is named qgauge.
 *
 * Walks instead of counting `..`, because the benchmark runs a compiled copy of this file from `build/test/lab`.
 *
 * @throws {Error} when no such folder exists, which means that the file was copied out of the checkout
 */
export function findCheckoutRoot(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (isCheckoutRoot(folder)) return folder;
    if (folder === dirname(folder)) throw new Error(`no qgauge checkout above ${import.meta.dirname}`);
  }
}

/** Where the lab keeps what it downloads and builds; git ignores it, and deleting it costs one download. */
export function labCacheFolder(): string {
  return join(findCheckoutRoot(), 'build', 'lab');
}

function isCheckoutRoot(folder: string): boolean {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return false;
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  return (
    typeof manifest === 'object' && manifest !== null && 'name' in manifest && manifest.name === 'qgauge'
  );
}
