import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import type { Json } from '../../../mock-qemu/wire/json.js';
import { GenericQmpClient } from '../../../src/protocol/qmp/generic-qmp-client.js';
import { unicodeText } from '../../unicode-text.js';

/** Both sides are ours and share no code: what one does wrong with the wire, the other stumbles over. */
describe('whatever the mock writes, the client reads', () => {
  it.each([
    ['on a plain monitor', { pretty: false }],
    ['on a pretty monitor', { pretty: true }],
    ['byte by byte', { pretty: false, faults: [{ kind: 'trickle' }] }],
    ['byte by byte from a pretty monitor', { pretty: true, faults: [{ kind: 'trickle' }] }],
  ] as const)('%s', async (_, options) => {
    await using qemu = await startMockQemu(options);
    await using client = await GenericQmpClient.connect(qemu.address);
    await client.execute('query-name');
    const events = client.events();
    await fc.assert(
      fc.asyncProperty(value, async (written) => {
        qemu.emit('WRITTEN', { written });
        expect((await events.next()).value.data).toEqual({ written: asRead(written) });
      }),
    );
    expect(client.anomalies).toMatchObject({ garbageBytes: 0, brokenFrames: 0, unexpectedReplies: 0 });
  });
});

describe('whatever the client writes, the mock reads', () => {
  it('in the arguments of a command', async () => {
    await using qemu = await startMockQemu();
    await using client = await GenericQmpClient.connect(qemu.address);
    await fc.assert(
      fc.asyncProperty(value, async (written) => {
        await client.execute('query-name', { written: [written] }).catch(() => undefined);
        expect(qemu.calls.at(-1)).toEqual({
          execute: 'query-name',
          arguments: { written: [asRead(written)] },
        });
      }),
    );
    expect(client.anomalies).toMatchObject({ idlessErrors: 0, lastIdlessError: '' });
  });

  it('in one that is longer than what is read at once', async () => {
    await using qemu = await startMockQemu();
    await using client = await GenericQmpClient.connect(qemu.address);
    const path = `/machine${'/é'.repeat(500_000)}`;
    // A megabyte takes its time on a busy machine.
    await expect(client.execute('qom-list', { path }, { timeoutMs: 30_000 })).rejects.toMatchObject({
      class: 'DeviceNotFound',
    });
    expect(qemu.calls.at(-1)).toEqual({ execute: 'qom-list', arguments: { path } });
  });
});

/** What QEMU takes for a character: no lone surrogates, and none of the code points that are none. */
const anyText = unicodeText().filter(
  (string) => !/[\uFDD0-\uFDEF]|\p{Cs}|\p{Noncharacter_Code_Point}/u.test(string),
);
/** What frames and strings are made of, where it means nothing. */
const trickyText = fc
  .array(
    fc.constantFrom('"', '\\', '{', '}', '[', ']', ':', ',', '\r\n', '\t', '\u0001', 'é', '€', '😀', 'u00e9'),
  )
  .map((parts) => parts.join(''));
const text = fc.oneof(anyText, trickyText);

const edges = [53n, 63n].flatMap((bits) => [-1n, 0n, 1n].map((step) => 2n ** bits + step));
const integer = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
  fc.constantFrom(0n, -(2n ** 53n), -(2n ** 53n) - 1n, -(2n ** 63n), 2n ** 64n - 1n, ...edges),
);
/** A double that is whole may be written as an integer, and read as one. */
const double = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Number.isInteger(number)),
  fc.constantFrom(0.1, 1e30, -2.5e-7),
);

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    integer,
    double,
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }).map((object) => ({ ...object })),
  ),
}));

/** An integer is a number where a double holds it and its neighbours, else a bigint. */
function asRead(written: Json | undefined): unknown {
  if (typeof written === 'bigint') {
    return Number.isSafeInteger(Number(written)) ? Number(written) : written;
  }
  if (typeof written !== 'object' || written === null) return written;
  if (Array.isArray(written)) return written.map(asRead);
  return Object.fromEntries(Object.entries(written).map(([key, member]) => [key, asRead(member)]));
}
