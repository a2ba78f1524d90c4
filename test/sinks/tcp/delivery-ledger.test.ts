import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeliveryLedger } from '../../../src/sinks/tcp/delivery-ledger.js';
import { DeliveryModel, type Step } from './delivery-model.js';
import { MemoryBacklog } from './memory-backlog.js';

const LIMITS = { chunkBytes: 50, liveBytes: 60 };
const ROOMY = 10_000;

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('write' as const), length: fc.integer({ min: 0, max: 40 }) }),
  },
  { weight: 4, arbitrary: fc.constant({ do: 'take' } as const) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('arrive' as const), share: fc.constantFrom(0.5, 0.9, 1) }),
  },
  { weight: 3, arbitrary: fc.constant({ do: 'observe' } as const) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('connect' as const), headerBytes: fc.constantFrom(0, 3) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'disconnect' } as const) },
);
const diskStep: fc.Arbitrary<Step> = fc.constantFrom({ do: 'fail' } as const, { do: 'mend' } as const);
const steps = fc.array(step, { maxLength: 60 });
const stepsOnBadDisk = fc.array(
  fc.oneof({ weight: 8, arbitrary: step }, { weight: 1, arbitrary: diskStep }),
  {
    maxLength: 60,
  },
);

function run(all: readonly Step[], backlogBytes: number): DeliveryModel {
  const model = new DeliveryModel(LIMITS, backlogBytes);
  for (const one of all) model.run(one);
  return model;
}

describe('the delivery ledger, whatever happens', () => {
  it('keeps the order, and has each text in one place', () => {
    fc.assert(
      fc.property(stepsOnBadDisk, fc.integer({ min: 20, max: 300 }), (all, backlogBytes) => {
        run(all, backlogBytes);
      }),
      { numRuns: 1000 },
    );
  });

  it('loses nothing while the backlog has room', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const model = run(all, ROOMY);
        model.drain();
        expect(model.backlog.lost).toEqual([]);
        expect([...model.received].sort()).toEqual([...model.written].sort());
        expect(model.outstanding).toEqual([]);
        expect(model.ledger.isSettled).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('delivers what the backlog has not counted as lost', () => {
    fc.assert(
      fc.property(stepsOnBadDisk, fc.integer({ min: 20, max: 300 }), (all, backlogBytes) => {
        const model = run(all, backlogBytes);
        model.drain();
        const lost = new Set(model.backlog.lost);
        const missing = model.written.filter((text) => !model.received.has(text) && !lost.has(text));
        expect(missing).toEqual([]);
        expect(model.outstanding).toEqual([]);
        expect(model.backlog.bytes).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the delivery ledger', () => {
  function connected(headerBytes = 0): { readonly ledger: DeliveryLedger; readonly backlog: MemoryBacklog } {
    const backlog = new MemoryBacklog(ROOMY);
    const ledger = new DeliveryLedger(backlog, LIMITS);
    ledger.connect(headerBytes);
    return { ledger, backlog };
  }

  const sent = (bytes: Buffer | undefined) => bytes && String(bytes);

  it('hands a text out at once, and keeps it in memory alone, while the kernel takes everything', () => {
    const { ledger, backlog } = connected();
    expect(sent(ledger.accept(Buffer.from('a\n')))).toBe('a\n');
    ledger.take(2);
    expect(sent(ledger.accept(Buffer.from('b\n')))).toBe('b\n');
    expect(backlog.texts).toEqual([]);
  });

  it('hands nothing out before the header is taken, or without a connection', () => {
    const { ledger, backlog } = connected(1);
    expect(ledger.accept(Buffer.from('a\n'))).toBeUndefined();
    expect(ledger.next()).toBeUndefined();
    ledger.take(1);
    expect(sent(ledger.next())).toBe('a\n');
    ledger.disconnect();
    ledger.accept(Buffer.from('b\n'));
    expect(ledger.next()).toBeUndefined();
    expect(backlog.texts).toEqual(['a\n', 'b\n']);
  });

  it('keeps live texts behind a slow reader, in front of what is new', () => {
    const { ledger, backlog } = connected();
    ledger.accept(Buffer.from('a\n'));
    ledger.accept(Buffer.from('b\n'));
    expect(backlog.texts).toEqual(['a\n', 'b\n']);
    ledger.take(2);
    // The first was sent already.
    expect(sent(ledger.next())).toBe('b\n');
  });

  it('settles a text at the second observation after it has arrived, and does not send it again', () => {
    const { ledger } = connected();
    for (const text of ['a\n', 'b\n']) {
      ledger.accept(Buffer.from(text));
      ledger.take(2);
    }
    ledger.observe(2);
    expect(ledger.isSettled).toBe(false);
    ledger.observe(2);
    ledger.disconnect();
    ledger.connect(0);
    expect(sent(ledger.next())).toBe('b\n');
  });

  it('sends again what had arrived, but not for long enough', () => {
    const { ledger } = connected();
    ledger.accept(Buffer.from('a\n'));
    ledger.take(2);
    ledger.observe(2);
    ledger.connect(0);
    expect(sent(ledger.next())).toBe('a\n');
  });

  it('settles everything for a reader that has acknowledged it', () => {
    const { ledger, backlog } = connected();
    ledger.accept(Buffer.from('a\n'));
    ledger.take(2);
    ledger.settleAll();
    ledger.disconnect();
    expect([ledger.isSettled, backlog.texts]).toEqual([true, []]);
  });

  it('lets no more than its limit live in memory', () => {
    const { ledger, backlog } = connected();
    const line = `${'x'.repeat(29)}\n`;
    for (let count = 0; count < 2; count++) {
      expect(sent(ledger.accept(Buffer.from(line)))).toBe(line);
      ledger.take(line.length);
    }
    expect(ledger.accept(Buffer.from('late\n'))).toBeUndefined();
    expect(backlog.texts).toEqual([line, line, 'late\n']);
    expect(sent(ledger.next())).toBe('late\n');
  });

  it('has room in memory for new texts once older ones are settled', () => {
    const { ledger, backlog } = connected();
    const line = `${'x'.repeat(29)}\n`;
    for (let count = 1; count <= 9; count++) {
      expect(sent(ledger.accept(Buffer.from(line)))).toBe(line);
      ledger.take(line.length);
      ledger.observe(count * line.length);
    }
    expect(backlog.texts).toEqual([]);
  });

  it('knows when the kernel has taken all there is', () => {
    const { ledger } = connected(3);
    const isAllTaken = [ledger.isAllTaken];
    ledger.take(3);
    isAllTaken.push(ledger.isAllTaken);
    ledger.accept(Buffer.from('a\n'));
    isAllTaken.push(ledger.isAllTaken);
    ledger.take(2);
    isAllTaken.push(ledger.isAllTaken);
    ledger.disconnect();
    isAllTaken.push(ledger.isAllTaken);
    expect(isAllTaken).toEqual([false, true, false, true, false]);
    expect(ledger.handedOutBytes).toBe(0);
  });
});
