const UNITS = ['B', 'K', 'M', 'G', 'T', 'P', 'E'];
const FACTOR = 1024;

/**
 * Parses a size with its unit, in powers of 1024: `512M`, `512MiB`, `1.5G`, `4096B`; case does not matter.
 *
 * @returns bytes, an integer; `undefined` when the text is not a size, or is beyond 2^53
 */
export function parseSize(text: string): number | undefined {
  const [, digits = '', letter = ''] = /^(\d+(?:\.\d+)?)\s*([kmgtpe](?=i?b?$)|b$)/i.exec(text) ?? [];
  const power = UNITS.indexOf(letter.toUpperCase());
  const bytes = Math.round(Number(digits) * FACTOR ** power);
  return digits === '' || power < 0 || !Number.isSafeInteger(bytes) ? undefined : bytes;
}

/** Formats a size with at most three digits, in powers of 1024: `1.5G`. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= FACTOR;
    unit++;
  }
  return `${value < 9.95 && unit > 0 ? value.toFixed(1) : Math.round(value)}${UNITS[unit]}`;
}

/** Formats a size in its largest unit, with at most three decimals: `1 KiB`, `256 MiB`, `1.25 GiB`. */
export function describeSize(bytes: number): string {
  const size = Math.abs(bytes);
  const unit = size < FACTOR ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(size) / Math.log(FACTOR)));
  const value = Math.round((bytes / FACTOR ** unit) * 1000) / 1000;
  return unit === 0 ? `${value} B` : `${value} ${UNITS[unit]}iB`;
}

/** Whole KiB, as libvirt and the kernel count memory; `undefined` stays so. */
export function kibibytes(bytes: number): number;
export function kibibytes(bytes: number | undefined): number | undefined;
export function kibibytes(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : Math.floor(bytes / FACTOR);
}
