import { expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { decodeTimezone, timezone } from '../../../src/domain/agent/timezone.js';
import { recordedAnswer } from '../../protocol/qga/recorded-agent.js';
import { reachOf } from '../agent-reach.js';

it('has a name and an offset, to the west too', async () => {
  expect(decodeTimezone(recordedAnswer('guest-get-timezone'))).toEqual({ name: 'UTC', offsetSeconds: 0 });
  expect(decodeTimezone({ zone: 'NST', offset: -12_600 })).toEqual({ name: 'NST', offsetSeconds: -12_600 });
  expect(await timezone(await reachOf())).toEqual({ name: 'UTC', offsetSeconds: 0 });
});

it('may have no name', () => {
  expect(decodeTimezone({ offset: 3600 })).toEqual({ name: undefined, offsetSeconds: 3600 });
});

it('is none without an offset that the earth has', () => {
  for (const answer of [
    null,
    {},
    { offset: '0' },
    { offset: 90_000 },
    { offset: 2n ** 63n },
    { offset: 0.5 },
  ])
    expect(() => decodeTimezone(answer)).toThrow(AgentAnswerError);
});
