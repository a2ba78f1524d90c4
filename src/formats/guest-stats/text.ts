import type { GuestStatGroup } from '../../model/guest-stats.js';
import type { StatEncoder } from './stat-encoder.js';

/** OpenJDK's crash report copies these two into buffers of 300 and 600 bytes, each with its terminating NUL. */
const MAX_BYTES: ReadonlyMap<string, number> = new Map([
  ['host', 299],
  ['resources', 599],
]);

/** `name = value` lines. */
export const textEncoder: StatEncoder = { figures, list: (names) => joinLines(names) };

function figures({ name, stats }: GuestStatGroup): string {
  const lines = stats.map((stat) => `${stat.name} = ${stat.value}`);
  return joinLines(takeFitting(lines, MAX_BYTES.get(name) ?? Number.POSITIVE_INFINITY));
}

/** Leaves out a line that is too long, and no part of one: half a number would pass for another. */
function takeFitting(lines: readonly string[], maxBytes: number): readonly string[] {
  let left = maxBytes;
  return lines.filter((line) => {
    const bytes = Buffer.byteLength(line) + 1;
    if (bytes > left) return false;
    left -= bytes;
    return true;
  });
}

function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
