import { asCount, asRecord, asString, type UnknownRecord } from '../support/decode.js';
import type { LoanEnd } from './lending.js';

/** The version of the messages on lend.sock, in each of them. */
const LEND_VERSION = 1;

/** The socket on which a daemon lends monitors, in its runtime directory. */
export const LEND_SOCKET = 'lend.sock';

/** A message is a JSON object on a line, which has at most this many bytes with its end. */
export const MAX_LEND_LINE_BYTES = 16_384;

/** Names of one guest in a request, at most. */
const MAX_GUESTS = 8;

/** What a borrower asks a daemon. */
export type LendRequest =
  | {
      readonly request: 'borrow';
      /** Names, UUIDs, pids or addresses of one guest: the first that the daemon knows counts. */
      readonly guests: readonly string[];
      /** The borrower's own pid, which the daemon checks. */
      readonly pid: number | undefined;
    }
  | { readonly request: 'renew' };

/**
 * Why a monitor is not lent:
 *
 * - `unknown-guest`: the daemon measures no such guest
 * - `lent`: another borrower has it
 * - `occupied`: what is in flight at the guest has not ended in time
 * - `denied`: the borrower is neither root nor the daemon's user
 * - `invalid`: the request is not valid
 * - `failed`: anything else
 */
export type LendRefusal = 'unknown-guest' | 'lent' | 'occupied' | 'denied' | 'invalid' | 'failed';

/** What a daemon answers. After `refused` and `ended` it closes the connection. */
export type LendReply =
  | { readonly reply: 'lent'; readonly guest: string; readonly leaseMs: number }
  | { readonly reply: 'renewed'; readonly leaseMs: number }
  | { readonly reply: 'refused'; readonly reason: LendRefusal; readonly message: string }
  | { readonly reply: 'ended'; readonly reason: LoanEnd };

const REFUSALS: readonly LendRefusal[] = [
  ...(['unknown-guest', 'lent', 'occupied', 'denied', 'invalid', 'failed'] as const),
];
const ENDS: readonly LoanEnd[] = ['released', 'expired', 'gone', 'closed'];

/** Encodes a message as a line. */
export function encodeLendMessage(message: LendRequest | LendReply): string {
  return `${JSON.stringify({ version: LEND_VERSION, ...message })}\n`;
}

/** Decodes a line of a borrower; `undefined` when it is not a valid request. */
export function decodeLendRequest(line: string): LendRequest | undefined {
  const message = parseMessage(line);
  if (message?.request === 'renew') return { request: 'renew' };
  if (message?.request !== 'borrow' || !Array.isArray(message.guests)) return undefined;
  const guests = message.guests.flatMap((guest: unknown) => asString(guest) || []);
  const isValid = guests.length === message.guests.length && guests.length > 0 && guests.length <= MAX_GUESTS;
  return isValid ? { request: 'borrow', guests, pid: asCount(message.pid) || undefined } : undefined;
}

/** Decodes a line of a daemon; `undefined` when it is not a valid reply. */
export function decodeLendReply(line: string): LendReply | undefined {
  const message = parseMessage(line);
  switch (message?.reply) {
    case 'lent':
      return decodeLent(message);
    case 'renewed': {
      const leaseMs = asCount(message.leaseMs);
      return leaseMs === undefined ? undefined : { reply: 'renewed', leaseMs };
    }
    case 'refused': {
      const reason = REFUSALS.find((known) => known === message.reason) ?? 'failed';
      const text = asString(message.message);
      return text === undefined ? undefined : { reply: 'refused', reason, message: text };
    }
    case 'ended': {
      const reason = ENDS.find((known) => known === message.reason);
      return reason && { reply: 'ended', reason };
    }
    default:
      return undefined;
  }
}

function decodeLent(message: UnknownRecord): LendReply | undefined {
  const guest = asString(message.guest);
  const leaseMs = asCount(message.leaseMs);
  return guest === undefined || leaseMs === undefined ? undefined : { reply: 'lent', guest, leaseMs };
}

function parseMessage(line: string): UnknownRecord | undefined {
  try {
    const message = asRecord(JSON.parse(line));
    return message?.version === LEND_VERSION ? message : undefined;
  } catch {
    return undefined;
  }
}
