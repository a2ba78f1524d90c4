import type { GuestStats } from '../guest-stats.js';
import type { Accessor } from './accessors.js';
import { GUEST_LIB_ERROR, type GuestLibResult } from './error-codes.js';

const { SUCCESS, NOT_AVAILABLE, BUFFER_TOO_SMALL, UNSUPPORTED_VERSION } = GUEST_LIB_ERROR;
const DIVISORS: Readonly<Partial<Record<Accessor['unit'], bigint>>> = { MB: 1024n, ms: 1000n };
const LARGEST = { uint32: 2n ** 32n - 1n, uint64: 2n ** 64n - 1n } as const;

/**
 * Reads a value of the guest library from statistics: in its unit, rounded down.
 *
 * The code is 10 where the host sent nothing of the group, so that it is older than the value; 4 where the value is unknown
 * or hidden; 7 where it does not fit the type. No limit (-1) is the largest number of the type, as in C.
 */
export function readAccessor(
  stats: GuestStats,
  accessor: Accessor,
): GuestLibResult<number | bigint | string> {
  const group = stats.groups.find(({ name }) => name === accessor.group);
  if (group === undefined) return { code: UNSUPPORTED_VERSION };
  const value = group.stats.find(({ name }) => name === accessor.stat)?.value;
  if (typeof value === 'string') {
    return accessor.type === 'text' ? { code: SUCCESS, value } : { code: NOT_AVAILABLE };
  }
  if (value === undefined || accessor.type === 'text') return { code: NOT_AVAILABLE };
  return convert(value, accessor.unit, accessor.type);
}

function convert(
  value: number | bigint,
  unit: Accessor['unit'],
  type: keyof typeof LARGEST,
): GuestLibResult<number | bigint> {
  const largest = LARGEST[type];
  const whole = typeof value === 'bigint' ? value : BigInt(Math.floor(value));
  const converted = whole < 0n ? largest : whole / (DIVISORS[unit] ?? 1n);
  if (converted > largest) return { code: BUFFER_TOO_SMALL };
  return { code: SUCCESS, value: type === 'uint32' ? Number(converted) : converted };
}
