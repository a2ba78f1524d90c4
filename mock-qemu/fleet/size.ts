import type { DataPath, Problem } from './schema-problems.js';

/** Parses `4G`, `1.5T`, `512M` or `64K`, in powers of 1024; undefined when the text is not a valid size. */
export function parseSize(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)([KMGT])$/.exec(text) ?? [];
  const bytes = Math.floor(Number(amount) * 1024 ** (' KMGT'.indexOf(unit) || Number.NaN));
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}

/** The sizes with a unit that are less than one byte, or more than a double can count. */
export function findSizeProblems(value: unknown, path: DataPath = []): readonly Problem[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (!isSize(key, member)) return findSizeProblems(member, here);
    if (parseSize(member) !== undefined) return [];
    return [{ path: here, message: `'${member}' is not a valid size: expected 1 byte to 8191T` }];
  });
}

/** The same data, with the sizes with a unit (in members whose names end in `Bytes`) as numbers. */
export function withSizesAsBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSizesAsBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      return [key, isSize(key, member) ? (parseSize(member) ?? member) : withSizesAsBytes(member)];
    }),
  );
}

function isSize(key: string, member: unknown): member is string {
  return key.endsWith('Bytes') && typeof member === 'string';
}
