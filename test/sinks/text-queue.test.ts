import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextQueue } from '../../src/sinks/text-queue.js';

const push = (queue: TextQueue, text: string) => queue.push(Buffer.from(text)).map(String);
const take = (queue: TextQueue) => queue.take()?.toString();

describe('TextQueue', () => {
  it('returns the oldest text, and the same one until it is done', () => {
    const queue = new TextQueue(100);
    push(queue, 'one');
    push(queue, 'two');
    expect([take(queue), take(queue), queue.done(), take(queue), queue.done()]).toEqual([
      'one',
      'one',
      3,
      'two',
      3,
    ]);
    expect([take(queue), queue.isEmpty, queue.done()]).toEqual([undefined, true, 0]);
  });

  it('drops the oldest of the waiting texts, but neither the one that was taken nor the newest', () => {
    const queue = new TextQueue(4);
    push(queue, 'taken');
    expect(take(queue)).toBe('taken');
    expect(push(queue, 'one')).toEqual([]);
    expect(push(queue, 'longer than the limit')).toEqual(['one']);
    expect(push(queue, 'four')).toEqual(['longer than the limit']);
    expect(take(queue)).toBe('taken');
  });

  it('is empty when it was cleared, also of the text that was taken', () => {
    const queue = new TextQueue(100);
    push(queue, 'one');
    take(queue);
    push(queue, 'two');
    expect(queue.clear().map(String)).toEqual(['one', 'two']);
    expect([queue.isEmpty, queue.done(), take(queue)]).toEqual([true, 0, undefined]);
  });

  it('keeps the order and its limit, and loses nothing unseen', () => {
    const step = fc.oneof(
      fc.integer({ min: 1, max: 9 }).map((length) => ({ do: 'push', length }) as const),
      fc.constantFrom({ do: 'take' } as const, { do: 'done' } as const),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const queue = new TextQueue(12);
        const out: string[] = [];
        let pushed = 0;
        for (const one of steps) {
          if (one.do === 'push') out.push(...push(queue, `${pushed++}:`.padEnd(one.length, 'x')));
          else if (one.do === 'take') queue.take();
          else if (!queue.isEmpty) {
            out.push(take(queue) ?? '');
            expect(queue.done()).toBe(out.at(-1)?.length);
          }
        }
        const left = queue.clear().map(String);
        expect(left.slice(2).join('').length).toBeLessThanOrEqual(12);
        const numbers = [...out, ...left].map((text) => Number.parseInt(text, 10));
        expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: pushed }, (_, at) => at));
        expect(left.map((text) => Number.parseInt(text, 10))).toEqual(
          left.map((text) => Number.parseInt(text, 10)).toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
