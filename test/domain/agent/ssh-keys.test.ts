import { expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { decodeSshKeys, sshKeys } from '../../../src/domain/agent/ssh-keys.js';
import { reachOf } from '../agent-reach.js';

it('are those of the user', async () => {
  const [key, ...others] = await sshKeys(await reachOf(), 'root');
  expect(key).toMatch(/^ssh-ed25519 \S+ root@lab$/);
  expect(others).toEqual([]);
});

it('are refused in the words of the agent', async () => {
  await expect(sshKeys(await reachOf(), 'eve')).rejects.toThrow(
    /guest agent: guest-ssh-get-authorized-keys: failed to lookup user 'eve'$/,
  );
});

it('are whole keys only', () => {
  const long = `ssh-rsa ${'A'.repeat(16_000)}`;
  expect(decodeSshKeys({ keys: [long, `${long}${'A'.repeat(500)}`, '', 5, 'a\u001b[2J\nb'] })).toEqual([
    long,
    'a?[2J?b',
  ]);
  expect(decodeSshKeys({ keys: Array.from({ length: 5000 }, () => 'k') })).toHaveLength(1024);
  expect(() => decodeSshKeys(['ssh-ed25519 A'])).toThrow(AgentAnswerError);
});
