import fc from 'fast-check';

/**
 * Any text of Unicode characters, as `fc.string({ unit: 'binary' })` makes it. That one maps each of a million characters
 * first, which takes a second for every file that uses it.
 */
export function unicodeText(constraints: { readonly maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: CHARACTER });
}

const FIRST_SURROGATE = 0xd800;
const SURROGATES = 0x800;

const CHARACTER = fc.nat({ max: 0x10ffff - SURROGATES }).map(
  (index) => String.fromCodePoint(index < FIRST_SURROGATE ? index : index + SURROGATES),
  (value) => indexOf(value),
);

/** @throws {Error} for what is not one character: fast-check takes that for a no */
function indexOf(value: unknown): number {
  const point = typeof value === 'string' ? (value.codePointAt(0) ?? -1) : -1;
  if (point < 0 || String.fromCodePoint(point) !== value) throw new Error('not one character');
  if (point < FIRST_SURROGATE) return point;
  if (point < FIRST_SURROGATE + SURROGATES) throw new Error('half a character');
  return point - SURROGATES;
}
