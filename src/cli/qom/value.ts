import { guessJson, TypedText } from '../../protocol/qapi/given.js';
import type { BuiltinType } from '../../protocol/qapi/introspection.js';
import { convertScalar } from '../../protocol/qapi/scalars.js';

/** The names of QOM's own types, which no introspection lists. */
const KINDS: readonly (readonly [RegExp, BuiltinType['json-type']])[] = [
  [/^(?:string|str)$/, 'string'],
  [/^bool$/, 'boolean'],
  [/^(?:u?int(?:8|16|32|64)?|size)$/, 'int'],
];

/**
 * Converts a text to the value of a property: by the property's type where that is a scalar, else by what it looks like.
 *
 * @throws {ArgumentError} when the text is not a value of that type
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
