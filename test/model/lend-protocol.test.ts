import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeLendReply,
  decodeLendRequest,
  encodeLendMessage,
  type LendReply,
  type LendRequest,
  MAX_LEND_LINE_BYTES,
} from '../../src/model/lend-protocol.js';
import { describeBorrower } from '../../src/model/lending.js';

const text = fc.string({ minLength: 1, unit: 'binary' });

const requests: fc.Arbitrary<LendRequest> = fc.oneof(
  fc.record({
    request: fc.constant('borrow' as const),
    guests: fc.array(text, { minLength: 1, maxLength: 8 }),
    pid: fc.option(fc.integer({ min: 1, max: 4_194_304 }), { nil: undefined }),
  }),
  fc.constant({ request: 'renew' } as const),
);

const replies: fc.Arbitrary<LendReply> = fc.oneof(
  fc.record({ reply: fc.constant('lent' as const), guest: text, leaseMs: fc.nat() }),
  fc.record({ reply: fc.constant('renewed' as const), leaseMs: fc.nat() }),
  fc.record({
    reply: fc.constant('refused' as const),
    reason: fc.constantFrom('unknown-guest', 'lent', 'occupied', 'denied', 'invalid', 'failed'),
    message: text,
  }),
  fc.record({
    reply: fc.constant('ended' as const),
    reason: fc.constantFrom('released', 'expired', 'gone', 'closed'),
  }),
);

describe('a message on lend.sock', () => {
  it('is read as it was written, and is one line', () => {
    fc.assert(
      fc.property(requests, (message) => {
        expect(decodeLendRequest(lineOf(message))).toEqual(message);
      }),
    );
    fc.assert(
      fc.property(replies, (message) => {
        expect(decodeLendReply(lineOf(message))).toEqual(message);
      }),
    );
  });

  it('of anything else is none', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `{"version":1,"request":${json}}`),
    );
    fc.assert(
      fc.property(anything, (line) => {
        expect(decodeLendRequest(line)).toBeUndefined();
        expect(decodeLendReply(line)).toBeUndefined();
      }),
    );
  });

  it.each([
    '{"version":2,"request":"renew"}',
    '{"request":"renew"}',
    '{"version":1,"request":"borrow"}',
    '{"version":1,"request":"borrow","guests":[]}',
    '{"version":1,"request":"borrow","guests":[""]}',
    '{"version":1,"request":"borrow","guests":["a",7]}',
    '{"version":1,"request":"borrow","guests":["1","2","3","4","5","6","7","8","9"]}',
  ])('is not a valid request: %s', (line) => {
    expect(decodeLendRequest(line)).toBeUndefined();
  });

  it.each([
    '{"version":1,"reply":"lent","guest":"web","leaseMs":-1}',
    '{"version":1,"reply":"lent","leaseMs":1}',
    '{"version":1,"reply":"renewed"}',
    '{"version":1,"reply":"refused","reason":"lent"}',
    '{"version":1,"reply":"ended","reason":"whatever"}',
    '{"version":1,"reply":"other"}',
  ])('is not a valid reply: %s', (line) => {
    expect(decodeLendReply(line)).toBeUndefined();
  });

  it('may refuse for a reason that a later version adds', () => {
    const line = '{"version":1,"reply":"refused","reason":"tired","message":"not today"}';
    expect(decodeLendReply(line)).toEqual({ reply: 'refused', reason: 'failed', message: 'not today' });
  });

  it('has room for the longest addresses', () => {
    const guests = Array.from({ length: 5 }, () => `unix:/${'x'.repeat(107)}`);
    const line = encodeLendMessage({ request: 'borrow', guests, pid: 4_194_304 });
    expect(line.length).toBeLessThan(MAX_LEND_LINE_BYTES / 2);
  });
});

describe('a borrower', () => {
  it.each([
    [{ pid: 4242, command: 'socat' }, 'pid 4242 (socat)'],
    [{ pid: 4242, command: '' }, 'pid 4242'],
    [{ pid: undefined, command: '' }, 'another process'],
  ])('%j is called %s', (borrower, name) => {
    expect(describeBorrower(borrower)).toBe(name);
  });
});

function lineOf(message: LendRequest | LendReply): string {
  const line = encodeLendMessage(message);
  expect(line.indexOf('\n')).toBe(line.length - 1);
  return line.slice(0, -1);
}
