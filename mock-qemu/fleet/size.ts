/** Reads `4G`, `1.5T`, `512M` or `64K`, in powers of 1024; undefined when the text is no such size. */
export function parseSize(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)([KMGT])$/.exec(text) ?? [];
  const bytes = Math.floor(Number(amount) * 1024 ** (' KMGT'.indexOf(unit) || Number.NaN));
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}

/** The same data, with every size in a member whose name ends in `Bytes` as a number. */
export function withSizesAsBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSizesAsBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const isSize = key.endsWith('Bytes') && typeof member === 'string';
      return [key, isSize ? (parseSize(member) ?? member) : withSizesAsBytes(member)];
    }),
  );
}
