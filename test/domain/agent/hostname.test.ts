import { expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { decodeHostname, hostname } from '../../../src/domain/agent/hostname.js';
import { recordedAnswer } from '../../protocol/qga/recorded-agent.js';
import { reachOf } from '../agent-reach.js';

it('is the guest’s own word', async () => {
  expect(decodeHostname(recordedAnswer('guest-get-host-name'))).toBe('labguest');
  expect(await hostname(await reachOf({ hostName: 'mail' }))).toBe('mail');
});

it('is cut when it is very long', () => {
  expect(decodeHostname({ 'host-name': '\u{1f600}'.repeat(70_000) })).toBe('\u{1f600}'.repeat(255));
});

it('is none where the agent tells none', () => {
  for (const answer of [undefined, 'web', {}, { 'host-name': '' }, { 'host-name': ['web'] }])
    expect(() => decodeHostname(answer)).toThrow(AgentAnswerError);
  expect(() => decodeHostname({})).toThrow(
    'guest-get-host-name: the answer of the guest agent has no valid host-name',
  );
});
