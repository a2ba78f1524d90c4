import type { FaultKind } from '../monitor/faults.js';
import { FleetError } from './fleet-error.js';
import type { FaultSpec } from './machine-spec.js';
import { didYouMean } from './nearest-word.js';

type OptionType = 'number' | 'string' | 'bytes';

/** What each kind of fault can be told, beside `command` and `times`. */
const OPTIONS: Readonly<Record<string, Readonly<Record<string, OptionType>>>> = {
  hang: {},
  delay: { ms: 'number' },
  drop: {},
  close: { at: 'string' },
  half: {},
  garbage: { bytes: 'bytes' },
  oversize: { mebibytes: 'number' },
  trickle: { ms: 'number' },
  refuse: {},
  'event-flood': { perSecond: 'number' },
  'stop-reading': {},
  freeze: {},
  'wrong-greeting': { bytes: 'bytes' },
  'no-greeting': {},
  'duplicate-reply': {},
  'unknown-id': {},
};

const FOR_ALL: Readonly<Record<string, OptionType>> = { command: 'string', times: 'number' };

export interface DecodedFault {
  readonly kind: FaultKind;
  readonly options: object;
}

/**
 * A fault that the monitor can play.
 *
 * @throws {FleetError} ERR_FLEET_ACTION naming the kind or option that is none
 */
export function decodeFault({ kind, ...options }: FaultSpec): DecodedFault {
  const known = { ...OPTIONS[knownKind(kind)], ...FOR_ALL };
  for (const [name, value] of Object.entries(options)) {
    const type = known[name];
    if (type === undefined) {
      const names = Object.keys(known);
      throw new FleetError(
        'ERR_FLEET_ACTION',
        `'${name}' is no option of the fault ${kind}, which has ${names.join(', ')}${didYouMean(name, names)}`,
      );
    }
    if (!isOfType(value, type)) {
      throw new FleetError(
        'ERR_FLEET_ACTION',
        `the option ${name} of the fault ${kind} is ${DESCRIPTION[type]}`,
      );
    }
  }
  return { kind: knownKind(kind), options };
}

/** @throws {FleetError} ERR_FLEET_ACTION naming the nearest kind */
export function knownKind(kind: string): FaultKind {
  const kinds = Object.keys(OPTIONS);
  if (!kinds.includes(kind)) {
    throw new FleetError(
      'ERR_FLEET_ACTION',
      `'${kind}' is none of ${kinds.join(', ')}${didYouMean(kind, kinds)}`,
    );
  }
  return kind as FaultKind;
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

function isOfType(value: unknown, type: OptionType): boolean {
  if (type === 'number') return typeof value === 'number' && value >= 0 && value < 2 ** 31;
  if (type === 'string') return typeof value === 'string' && value !== '';
  return typeof value === 'string' || (Array.isArray(value) && value.every(isByte));
}

function isByte(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255;
}

const DESCRIPTION: Readonly<Record<OptionType, string>> = {
  number: 'a number of 0 or more',
  string: 'a text',
  bytes: 'a text, or a list of bytes',
};
