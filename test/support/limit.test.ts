import { expect, it } from 'vitest';
import { Limit } from '../../src/support/limit.js';

it('Limit runs at most its maximum at once, and all of them in the end, also after a failure', async () => {
  const limit = new Limit(3);
  let running = 0;
  let most = 0;
  const work = async (number: number) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running--;
    if (number === 4) throw new Error('four');
    return number;
  };
  const results = await Promise.allSettled(
    Array.from({ length: 10 }, (_, number) => limit.run(() => work(number))),
  );
  expect(most).toBe(3);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(9);
});
