import { Schema } from '../../../scripts/qapi/read-schemas.js';

/** One version's introspection of a command `ask`, which replies with type `1`; its types besides the built-in ones. */
export function tinySchema(version: string, types: { readonly [number: string]: object }): Schema {
  return new Schema(version, [
    { 'meta-type': 'command', name: 'ask', 'arg-type': '0', 'ret-type': '1' },
    { 'meta-type': 'object', name: '0', members: [] },
    { 'meta-type': 'builtin', name: 'str', 'json-type': 'string' },
    { 'meta-type': 'builtin', name: 'int', 'json-type': 'int' },
    { 'meta-type': 'builtin', name: 'any', 'json-type': 'value' },
    { 'meta-type': 'builtin', name: 'null', 'json-type': 'null' },
    ...Object.entries(types).map(([name, type]) => ({ name, ...type })),
  ]);
}

/** An object type: members by name, `?` behind the name of an optional one. */
export function object(members: { readonly [name: string]: string }, more: object = {}): object {
  return {
    'meta-type': 'object',
    members: Object.entries(members).map(([name, type]) =>
      name.endsWith('?') ? { name: name.slice(0, -1), type, default: null } : { name, type },
    ),
    ...more,
  };
}

/** A union: cases to the types of their members. */
export function variants(tag: string, cases: { readonly [value: string]: string }): object {
  return { tag, variants: Object.entries(cases).map(([value, type]) => ({ case: value, type })) };
}

export function enumeration(...values: readonly string[]): object {
  return { 'meta-type': 'enum', values };
}

export function array(element: string): object {
  return { 'meta-type': 'array', 'element-type': element };
}

export function alternate(...types: readonly string[]): object {
  return { 'meta-type': 'alternate', members: types.map((type) => ({ type })) };
}
