import { guessJson, TypedText } from '../../protocol/qapi/given.js';
import type { BuiltinType } from '../../protocol/qapi/introspection.js';
import { convertScalar } from '../../protocol/qapi/scalars.js';

/** QOM's own names of types, which no introspection lists. */
const KINDS: readonly (readonly [RegExp, BuiltinType['json-type']])[] = [
  [/^(?:string|str)$/, 'string'],
  [/^bool$/, 'boolean'],
  [/^(?:u?int(?:8|16|32|64)?|size)$/, 'int'],
];

/**
 * Makes a property's value of a text: by the property's type where that is a plain one, else by what the text looks like.
 *
 * @throws {ArgumentError} when it is no such value
 */
export function convertProperty(type: string | undefined, text: string, property: string): unknown {
  const kind = KINDS.find(([pattern]) => pattern.test(type ?? ''))?.[1];
  if (kind === undefined) return guessJson(text, property);
  return convertScalar(
    { 'meta-type': 'builtin', name: '', 'json-type': kind },
    new TypedText(text),
    property,
  );
}
