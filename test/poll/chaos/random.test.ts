import { expect, it } from 'vitest';
import { Random } from './random.js';

const some = (random: Random) => Array.from({ length: 100 }, () => random.next());

it('repeats its sequence with the same seed only', () => {
  expect(some(new Random(1))).toEqual(some(new Random(1)));
  expect(some(new Random(1))).not.toEqual(some(new Random(2)));
});

it('stays between its bounds', () => {
  const random = new Random(3);
  const numbers = Array.from({ length: 1000 }, () => random.between(5, 7));
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(5);
  expect(Math.max(...numbers)).toBeLessThan(7);
});

it('has forks that are independent of what is taken from the first sequence later', () => {
  const [one, other] = [new Random(4), new Random(4)];
  const [fork, same] = [one.fork(), other.fork()];
  one.next();
  expect(some(fork)).toEqual(some(same));
});
