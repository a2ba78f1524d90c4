import { decodeFault } from '../monitor/decode-fault.js';
import type { FaultKind } from '../monitor/fault-table.js';
import type { FaultSpec } from './machine-spec.js';

/** @throws {MockError} ERR_MOCK_FAULT naming the nearest kind */
export function knownKind(kind: string): FaultKind {
  return decodeFault(kind).kind;
}

/**
 * Reads `kind,key=value,…`, as a command line has it; a value of digits is a number. Whether there are such a kind and
 * such options is for {@link decodeFault} to say.
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
