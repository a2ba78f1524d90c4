import { expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { decodeLoad, load } from '../../../src/domain/agent/load.js';
import { NoAgentError } from '../../../src/domain/domain-error.js';
import { reachOf } from '../agent-reach.js';

it('is asked of an agent that knows it', async () => {
  expect(await load(await reachOf({ version: '10.0.0' }))).toEqual({
    oneMinute: 0.5,
    fiveMinutes: 0.25,
    fifteenMinutes: 0.125,
  });
});

it('is not known to an older agent, which says so', async () => {
  await expect(load(await reachOf())).rejects.toThrow(NoAgentError);
  await expect(load(await reachOf())).rejects.toThrow('it lacks guest-get-load (version 7.2.22)');
});

it('is none without all three averages', () => {
  for (const answer of [
    [],
    {},
    { load1m: 0, load5m: 0, load15m: -1 },
    { load1m: 0, load5m: 0, load15m: 'x' },
  ])
    expect(() => decodeLoad(answer)).toThrow(AgentAnswerError);
});
