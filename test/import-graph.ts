import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Files of the checkout, by their paths from its root, and the files that each imports: for its types too. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Reads the imports of every module below a folder that lead to a file of the checkout. */
export function readImports(folder: string): ImportGraph {
  const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => /\.(ts|js|mjs)$/.test(name)).map((name) => join(folder, name));
  return new Map(files.map((file) => [file, importsOf(file)]));
}

/** Reads a file of the checkout. */
export function readSource(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** Returns the path of a circle, or nothing where there is none. */
export function findCircle(graph: ImportGraph): readonly string[] {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    done.add(file);
    for (const target of graph.get(file) ?? []) {
      const circle = visit(target, [...path, file]);
      if (circle.length > 0) return circle;
    }
    return [];
  };
  for (const file of graph.keys()) {
    const circle = visit(file, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

/** Returns a file and all files of the graph that it imports, directly or not. */
export function closureOf(graph: ImportGraph, file: string): ReadonlySet<string> {
  const closure = new Set([file]);
  for (const each of closure) {
    for (const target of graph.get(each) ?? []) if (graph.has(target)) closure.add(target);
  }
  return closure;
}

/** Relative specifiers. A program beside the file, which it starts by its path, counts as an import. */
const IMPORTS = /(?:from|import\()\s*'(\.[^']+)'|import\.meta\.dirname, '([^'/]+\.m?js)'/g;

function importsOf(file: string): readonly string[] {
  return Array.from(readSource(file).matchAll(IMPORTS), ([, specifier, program]) => {
    const path = join(dirname(file), specifier ?? program ?? '');
    const source = path.replace(/\.js$/, '.ts');
    return existsSync(join(ROOT, source)) ? source : path;
  });
}
