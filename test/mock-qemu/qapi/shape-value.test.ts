import { describe, expect, it } from 'vitest';
import { Introspection, type SchemaInfo } from '../../../mock-qemu/qapi/introspection.js';
import { shapeValue } from '../../../mock-qemu/qapi/shape-value.js';

describe('shapeValue', () => {
  it('drops members that the type does not have, and adds mandatory ones', () => {
    expect(shapeValue(SCHEMA, 'node', { name: 'a', color: 'red' })).toEqual({ name: 'a', size: 0 });
  });

  it('looks into lists and members', () => {
    const nodes = [{ name: 'a', size: 1, inner: { name: 'b', size: 2, more: 3 } }];
    expect(shapeValue(SCHEMA, 'nodes', nodes)).toEqual([
      { name: 'a', size: 1, inner: { name: 'b', size: 2 } },
    ]);
  });

  it('takes the members of the kind that an object is of', () => {
    expect(shapeValue(SCHEMA, 'image', { kind: 'raw', offset: 7, level: 1 })).toEqual({
      kind: 'raw',
      offset: 7,
    });
    expect(shapeValue(SCHEMA, 'image', { kind: 'qcow2', offset: 7 })).toEqual({ kind: 'qcow2' });
  });

  it('leaves out an object of a kind that the version does not know', () => {
    expect(shapeValue(SCHEMA, 'disk', { image: { kind: 'file' } })).toEqual({});
    expect(shapeValue(SCHEMA, 'kind', 'file')).toBeUndefined();
  });
});

const ENTRIES: SchemaInfo[] = [
  { 'meta-type': 'builtin', name: 'int', 'json-type': 'int' },
  { 'meta-type': 'builtin', name: 'str', 'json-type': 'string' },
  { 'meta-type': 'array', name: 'nodes', 'element-type': 'node' },
  {
    'meta-type': 'object',
    name: 'node',
    members: [
      { name: 'name', type: 'str' },
      { name: 'size', type: 'int' },
      { name: 'inner', type: 'node', default: null },
    ],
  },
  { 'meta-type': 'enum', name: 'kind', values: ['raw', 'qcow2'] },
  { 'meta-type': 'object', name: 'raw', members: [{ name: 'offset', type: 'int' }] },
  {
    'meta-type': 'object',
    name: 'image',
    members: [{ name: 'kind', type: 'kind' }],
    tag: 'kind',
    variants: [{ case: 'raw', type: 'raw' }],
  },
  { 'meta-type': 'object', name: 'disk', members: [{ name: 'image', type: 'image', default: null }] },
];

const SCHEMA = new Introspection('7.2', ENTRIES);
