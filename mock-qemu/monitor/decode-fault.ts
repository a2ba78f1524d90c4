import { MockError } from '../listen/mock-error.js';
import {
  FAULT_TABLE,
  type Fault,
  type FaultDescription,
  type FaultKind,
  type FaultOption,
} from './fault-table.js';
import { didYouMean } from './nearest-word.js';

/**
 * Decodes a fault from outside: a command line, the control socket or a scenario.
 *
 * @param options an object of plain JSON values; without it, the defaults
 * @throws {MockError} ERR_MOCK_FAULT when kind or options are not valid; the message names the valid ones
 */
export function decodeFault(kind: string, options: unknown = {}): Fault {
  if (!isFaultKind(kind)) throw fail(`'${kind}' is not one of ${KINDS.join(', ')}${didYouMean(kind, KINDS)}`);
  if (!isPlainObject(options)) throw fail(`the options of the fault '${kind}' must be an object`);
  const known: FaultDescription['options'] = FAULT_TABLE[kind].options;
  for (const [name, value] of Object.entries(options)) {
    const option = Object.hasOwn(known, name) ? known[name] : undefined;
    if (option === undefined)
      throw fail(
        `the fault '${kind}' has no option '${name}': ${offered(known)}${didYouMean(name, Object.keys(known))}`,
      );
    if (!fits(option, value)) {
      throw fail(
        `the option '${name}' of the fault '${kind}' must be ${wanted(option)}, not ${shown(value)}`,
      );
    }
  }
  // Every option has been checked against the table from which the type is derived.
  return { kind, ...options } as Fault;
}

const KINDS = Object.keys(FAULT_TABLE);

function isFaultKind(kind: string): kind is FaultKind {
  return Object.hasOwn(FAULT_TABLE, kind);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fits(option: FaultOption, value: unknown): boolean {
  if (option.type === 'number') return typeof value === 'number' && Number.isFinite(value) && value >= 0;
  if (option.type === 'bytes' && Array.isArray(value)) return value.every(isByte);
  return typeof value === 'string' && option.words?.includes(value) !== false;
}

function isByte(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;
}

function wanted(option: FaultOption): string {
  if (option.words !== undefined) return `one of ${option.words.join(', ')}`;
  return WANTED[option.type];
}

const WANTED: Readonly<Record<FaultOption['type'], string>> = {
  string: 'a string',
  number: 'a number of 0 or more',
  bytes: 'a string or a list of numbers from 0 to 255',
};

function offered(options: FaultDescription['options']): string {
  const names = Object.keys(options);
  return names.length === 0 ? 'it has no options' : `its options are ${names.join(', ')}`;
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

function fail(message: string): MockError {
  return new MockError('ERR_MOCK_FAULT', message);
}
