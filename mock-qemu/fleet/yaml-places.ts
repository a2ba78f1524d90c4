import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { DataPath } from './schema-problems.js';
import { explainSyntaxErrors } from './yaml-words.js';

/** A YAML or JSON text as plain data, with the position of each part in the text. */
export interface PlacedData {
  readonly value: unknown;
  /** The offset of the value at the path, or of its key; when missing, of its nearest ancestor that exists. */
  readonly offsetOf: (path: DataPath, isKey?: boolean) => number;
  /** `line:column` of an offset; both count from 1. */
  readonly placeOf: (offset: number) => string;
  /** Syntax errors; `value` is undefined when there are any. */
  readonly errors: readonly { readonly offset: number; readonly message: string }[];
}

/** Parses a text; never throws, but returns syntax errors. */
export function readPlacedData(text: string): PlacedData {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'error' });
  const placeOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return `${line}:${col}`;
  };
  const broken = explainSyntaxErrors(document.errors, (offset) => lineCounter.linePos(offset).line);
  const errors = broken.length > 0 ? broken : findEndless(document);
  keepVersionsAsText(document);
  const { value, error } = errors.length > 0 ? { value: undefined } : toData(document);
  return {
    value,
    offsetOf: (path, isKey = false) => offsetOf(document, path, isKey),
    placeOf,
    errors: error === undefined ? errors : [{ offset: 0, message: error }],
  };
}

/** An alias inside the node that it refers to would make the data infinite. */
function findEndless(document: Document): PlacedData['errors'] {
  const found: { readonly offset: number; readonly message: string }[] = [];
  visit(document, {
    Alias(_, { source, range }, path) {
      if (!path.some((node) => isCollection(node) && node.anchor === source)) return;
      found.push({ offset: range?.[0] ?? 0, message: `*${source} is inside the node that it refers to` });
    },
  });
  return found;
}

/** In YAML, 10.0 is the number 10, but a version is meant as text. */
function keepVersionsAsText(document: Document): void {
  visit(document, {
    Pair(_, { key, value }) {
      const isVersion = isScalar(key) && key.value === 'version' && isScalar(value);
      if (isVersion && typeof value.value === 'number' && value.source !== undefined)
        value.value = value.source;
    },
  });
}

/** The parser throws on aliases that expand to far more data than the text holds. */
function toData(document: Document): { readonly value: unknown; readonly error?: string } {
  try {
    return { value: document.toJS() };
  } catch {
    return { value: undefined, error: 'its aliases expand to far more than its text' };
  }
}

function offsetOf(document: Document, path: DataPath, isKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(document.contents) ?? 0;
  for (const [index, part] of path.entries()) {
    const { key, child } = step(node, part);
    if (child === undefined && key === undefined) return offset;
    const [first, second] = isKey && index === path.length - 1 ? [key, child] : [child, key];
    offset = startOf(first) ?? startOf(second) ?? offset;
    node = child;
  }
  return offset;
}

function step(node: unknown, part: string | number): { readonly key?: unknown; readonly child?: unknown } {
  if (isSeq(node) && typeof part === 'number') return { child: node.items[part] };
  if (!isMap(node)) return {};
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
  return { key: pair?.key, child: pair?.value };
}

function startOf(node: unknown): number | undefined {
  const { range } = (node ?? {}) as Partial<Node>;
  return range?.[0];
}
