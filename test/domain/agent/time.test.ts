import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { decodeTime, time } from '../../../src/domain/agent/time.js';
import { recordedAnswer } from '../../protocol/qga/recorded-agent.js';
import { reachOf } from '../agent-reach.js';

it('is exact to the nanosecond', () => {
  expect(decodeTime(recordedAnswer('guest-get-time'))).toEqual({
    seconds: 1_795_207_429,
    nanoseconds: 310_582_000,
  });
  expect(decodeTime(1_795_207_429_310_582_001n)).toEqual({
    seconds: 1_795_207_429,
    nanoseconds: 310_582_001,
  });
  expect(decodeTime(1_500_000_000)).toEqual({ seconds: 1, nanoseconds: 500_000_000 });
});

it('is lossless for every time that an agent can tell', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (told) => {
      const { seconds, nanoseconds } = decodeTime(told);
      expect(BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds)).toBe(told);
      expect(nanoseconds).toBeLessThan(1_000_000_000);
    }),
  );
});

it('is none before the epoch, beyond an int64, or of another type', () => {
  for (const answer of [-1, 2n ** 63n, 1.5, '1795207429310582000', null, {}, 2 ** 60])
    expect(() => decodeTime(answer)).toThrow(AgentAnswerError);
});

it('is asked of the agent', async () => {
  const before = Math.floor(Date.now() / 1000);
  const { seconds } = await time(await reachOf());
  expect(seconds).toBeGreaterThanOrEqual(before);
  expect(seconds).toBeLessThanOrEqual(Date.now() / 1000);
});
