import { describe, expect, it } from 'vitest';
import { generateQapi } from '../../../scripts/qapi/generate-qapi.js';
import { Schema } from '../../../scripts/qapi/read-schemas.js';
import { array, object, tinySchema } from './tiny-schema.js';

const reply = tinySchema('1.0', {
  1: object({ bytes: 'int', 'thread-id?': 'int', nodes: '2', name: 'str' }),
  2: array('int'),
});

function typesOf(schemas: readonly Schema[], ...rows: readonly string[]): string | undefined {
  return generateQapi(schemas, { smallIntegers: [{ why: 'a test', rows }] }).get('types.ts');
}

describe('a member that is listed as a small integer', () => {
  it('is a number, and so are the items of a list', () => {
    expect(typesOf([reply], 'AskReply: thread-id', 'AskReply: nodes')).toContain(
      `export interface AskReply {
  readonly bytes: Integer;
  readonly 'thread-id'?: number;
  readonly nodes: readonly number[];
  readonly name: string;
}
`,
    );
  });

  it('must exist, and be an integer', () => {
    expect(() => typesOf([reply], 'AskReply: bytes name gone', 'Gone: id')).toThrow(
      'small-integers.js: not an integer of replies or events alone: AskReply.name, AskReply.gone, Gone.id',
    );
  });

  it('must not be an argument', () => {
    const command = { 'meta-type': 'command', name: 'set', 'arg-type': '1', 'ret-type': '1' };
    const types = [
      { name: '1', ...object({ id: 'int' }) },
      { name: 'int', 'meta-type': 'builtin', 'json-type': 'int' },
    ];
    expect(() => typesOf([new Schema('1.0', [command, ...types])], 'SetArguments: id')).toThrow(
      'small-integers.js: not an integer of replies or events alone: SetArguments.id',
    );
  });
});
