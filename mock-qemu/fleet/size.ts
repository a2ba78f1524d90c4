import type { DataPath, Problem } from './schema-problems.js';

/** Reads `4G`, `1.5T`, `512M` or `64K`, in powers of 1024; undefined when the text is no such size. */
export function parseSize(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)([KMGT])$/.exec(text) ?? [];
  const bytes = Math.floor(Number(amount) * 1024 ** (' KMGT'.indexOf(unit) || Number.NaN));
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}

/** The sizes with a unit that stand for too many bytes to be counted, or for less than one. */
export function findSizeProblems(value: unknown, path: DataPath = []): readonly Problem[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    if (!isSize(key, member)) return findSizeProblems(member, here);
    if (parseSize(member) !== undefined) return [];
    return [{ path: here, message: `'${member}' is no size that can be had: from 1 byte to 8191T` }];
  });
}

/** The same data, with every size in a member whose name ends in `Bytes` as a number. */
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
