import { expect, it } from 'vitest';
import { parseStatEncoding } from '../../../src/formats/guest-stats/stat-encoding.js';

it.each([
  ['', 'text'],
  ['text', 'text'],
  ['xml', 'xml'],
  ['json', 'json'],
  ['yaml', 'yaml'],
])('the word "%s" stands for %s', (word, encoding) => {
  expect(parseStatEncoding(word)).toBe(encoding);
});

it.each(['XML', 'csv', ' ', 'toString', 'text '])('the word "%s" is not an encoding', (word) => {
  expect(parseStatEncoding(word)).toBeUndefined();
});
