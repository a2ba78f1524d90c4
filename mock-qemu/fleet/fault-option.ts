import { decodeFault } from '../monitor/decode-fault.js';
import type { FaultKind } from '../monitor/fault-table.js';
import type { FaultSpec } from './machine-spec.js';

/** @throws {MockError} ERR_MOCK_FAULT when the kind does not exist; the message suggests the nearest one */
export function knownKind(kind: string): FaultKind {
  return decodeFault(kind).kind;
}

/**
 * Parses a fault of a command line: `kind,key=value,…`, such as `delay,ms=500`. A value of digits becomes a number.
 * Kind and options are not checked; {@link decodeFault} does that.
 */
export function parseFault(text: string): FaultSpec {
  const [kind = '', ...options] = text.split(',');
  const members = options.map((option): [string, unknown] => {
    const [name = '', ...value] = option.split('=');
    const word = value.join('=');
    return [name, /^\d+(\.\d+)?$/.test(word) ? Number(word) : word];
  });
  return { ...Object.fromEntries(members), kind };
}
