import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLine } from '../../../src/protocol/qapi/split-line.js';

describe('splitLine', () => {
  it.each<[string, readonly string[], object]>([
    ['', [], { endsInWord: false, open: undefined }],
    ['  a  b=c ', ['a', 'b=c'], { endsInWord: false, open: undefined }],
    ['a b="c d"e', ['a', 'b=c de'], { endsInWord: true, open: undefined }],
    ['a b="c \\" d" e=\'f " g\'', ['a', 'b=c " d', 'e=f " g'], { open: undefined }],
    ['a b={"c": [1, 2]} d=1', ['a', 'b={"c": [1, 2]}', 'd=1'], { open: undefined }],
    ['a {"b": "}"}', ['a', '{"b": "}"}'], { open: undefined }],
    ['a {"b": "\\"}"', ['a', '{"b": "\\"}"'], { open: 'json' }],
    ['{"execute":\n"x"}', ['{"execute":\n"x"}'], { open: undefined }],
    ['a path=/device[3] b', ['a', 'path=/device[3]', 'b'], { open: undefined }],
    ['a b="c', ['a', 'b=c'], { open: 'quote' }],
    ['a ""', ['a', ''], { endsInWord: true }],
  ])('%j', (line, words, more) => {
    expect(splitLine(line)).toMatchObject({ words, ...more });
  });

  it('keeps JSON as it is, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.object(), fc.array(fc.jsonValue())), (value) => {
        const json = JSON.stringify(value);
        expect(splitLine(`a b=${json} c`)).toMatchObject({ words: ['a', `b=${json}`, 'c'], open: undefined });
      }),
    );
  });
});
