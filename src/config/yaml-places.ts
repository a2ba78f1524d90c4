import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import type { DataPath } from './problem.js';
import { explainSyntaxErrors } from './yaml-words.js';

/** A YAML text as plain data, with the place of each part. */
export interface PlacedData {
  readonly value: unknown;
  /** Syntax errors, and YAML that is not supported; `value` is undefined when there are any. */
  readonly faults: readonly Fault[];
  /** Where a part or its key begins; where it is missing, the innermost part of its path that exists. */
  offsetOf(path: DataPath, isKey?: boolean): number;
  /** `line:column` of an offset; both count from 1. */
  placeOf(offset: number): string;
}

/** An error at a place in the text. */
export interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** Parses YAML 1.2 without merge keys and tags; never throws. */
export function parsePlacedData(text: string): PlacedData {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    logLevel: 'error',
    // Fixed here, whatever a %YAML line says: merge keys take unbounded time.
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    // The parser's own check compares each key with every other one; findKeyFaults uses a set.
    uniqueKeys: false,
  });
  const { value, faults } = toData(document, (offset) => lineCounter.linePos(offset).line);
  return {
    value,
    faults,
    offsetOf: (path, isKey = false) => offsetOf(document, path, isKey),
    placeOf: (offset) => {
      const { line, col } = lineCounter.linePos(offset);
      return `${line}:${col}`;
    },
  };
}

function toData(
  document: Document,
  lineOf: (offset: number) => number,
): { readonly value?: unknown; readonly faults: readonly Fault[] } {
  const broken = explainSyntaxErrors([...document.errors, ...document.warnings], lineOf);
  const faults = broken.length > 0 ? broken : findFaults(document);
  if (faults.length > 0) return { faults };
  try {
    // An empty file, or one of comments alone, is an empty configuration.
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {}, faults };
  } catch {
    return { faults: [{ offset: 0, message: 'its aliases expand to far more than its text' }] };
  }
}

function findFaults(document: Document): readonly Fault[] {
  const faults: Fault[] = [];
  let aliases = 0;
  visit(document, {
    Map(_, map) {
      faults.push(...findKeyFaults(map));
    },
    Alias(_, alias, path) {
      // Resolving an alias takes a walk through the whole document.
      if (++aliases > MAX_ALIASES) return visit.BREAK;
      const message = aliasFault(document, alias, path);
      if (message !== undefined) faults.push({ offset: startOf(alias) ?? 0, message });
      return undefined;
    },
  });
  if (aliases > MAX_ALIASES) faults.push({ offset: 0, message: `it has more than ${MAX_ALIASES} aliases` });
  return faults;
}

const MAX_ALIASES = 100;

function findKeyFaults({ items }: YAMLMap): readonly Fault[] {
  const seen = new Set<string>();
  return items.flatMap(({ key, value }): readonly Fault[] => {
    const offset = startOf(key) ?? startOf(value) ?? 0;
    if (!isScalar(key)) return [{ offset, message: 'a key must be a scalar' }];
    const name = String(key.value);
    if (name === '<<') return [{ offset, message: 'merge keys (<<) are not supported: write the keys out' }];
    if (seen.has(name)) return [{ offset, message: `duplicate key '${name}'` }];
    seen.add(name);
    return [];
  });
}

function aliasFault(document: Document, alias: Alias, path: readonly unknown[]): string | undefined {
  const { source } = alias;
  const isInside = path.some((node) => isNode(node) && 'anchor' in node && node.anchor === source);
  if (isInside) return `*${source} refers to a node that contains it`;
  return alias.resolve(document) ? undefined : `*${source}: no anchor &${source} before it`;
}

function offsetOf(document: Document, path: DataPath, isKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [index, part] of path.entries()) {
    const { key, child } = step(document, node, part);
    const wanted = isKey && index === path.length - 1 ? [key, child] : [child, key];
    const found = wanted.map(startOf).find((start) => start !== undefined);
    if (found === undefined) return offset;
    offset = found;
    node = child;
  }
  return offset;
}

function step(
  document: Document,
  parent: unknown,
  part: string | number,
): { key?: unknown; child?: unknown } {
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node) && typeof part === 'number') return { child: node.items[part] };
  if (!isMap(node)) return {};
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
  return { key: pair?.key, child: pair?.value };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
