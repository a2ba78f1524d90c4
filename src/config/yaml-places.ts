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
import { messageOf } from '../support/errors.js';
import type { DataPath } from './problem.js';

/** A YAML text as plain data that knows where each part of it stands. */
export interface PlacedData {
  readonly value: unknown;
  /** What makes the text no YAML, or YAML that is not taken; `value` is undefined then. */
  readonly faults: readonly Fault[];
  /** Where the part begins, or its key; else the last part on the way to it that is there. */
  offsetOf(path: DataPath, isKey?: boolean): number;
  /** `line:column` of an offset; both count from 1. */
  placeOf(offset: number): string;
}

export interface Fault {
  readonly offset: number;
  readonly message: string;
}

export function parsePlacedData(text: string): PlacedData {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    logLevel: 'error',
    // Whatever a %YAML line says: merge keys take a time without bound.
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    // The parser compares each key with each other one.
    uniqueKeys: false,
  });
  const { value, faults } = toData(document);
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

/** Where the parser's own words speak of its insides. */
const EXPLANATIONS: { readonly [code: string]: string } = {
  MULTIPLE_DOCS: 'another document begins here: a configuration is one',
  RESOURCE_EXHAUSTION: 'what begins here is nested too deeply',
  TAG_RESOLVE_FAILED: 'tags such as this are not taken: leave it out',
};

function toData(document: Document): { readonly value?: unknown; readonly faults: readonly Fault[] } {
  const broken = [...document.errors, ...document.warnings].map(({ code, message, pos }) => {
    return { offset: pos[0], message: EXPLANATIONS[code] ?? message };
  });
  const faults = broken.length > 0 ? broken : findFaults(document);
  if (faults.length > 0) return { faults };
  try {
    // What is commented out from the first line to the last says nothing, which is all right.
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {}, faults };
  } catch (error) {
    // Aliases that stand for far more than the text is long.
    return { faults: [{ offset: 0, message: messageOf(error) }] };
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
      // To find what one stands for takes a walk through the whole document.
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
    if (!isScalar(key)) return [{ offset, message: 'a key is one word, and this is none' }];
    const name = String(key.value);
    if (name === '<<') return [{ offset, message: 'merge keys (<<) are not taken: write the keys out' }];
    if (seen.has(name)) return [{ offset, message: `the key '${name}' stands here a second time` }];
    seen.add(name);
    return [];
  });
}

function aliasFault(document: Document, alias: Alias, path: readonly unknown[]): string | undefined {
  const { source } = alias;
  const isInside = path.some((node) => isNode(node) && 'anchor' in node && node.anchor === source);
  if (isInside) return `*${source} stands inside of what it stands for`;
  return alias.resolve(document) ? undefined : `*${source}: there is no &${source} before it`;
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
