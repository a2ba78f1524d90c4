import { expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { decodeUsers, users } from '../../../src/domain/agent/users.js';
import { recordedAnswer } from '../../protocol/qga/recorded-agent.js';
import { reachOf } from '../agent-reach.js';

it('lists who is logged in, and since when', async () => {
  expect(decodeUsers(recordedAnswer('guest-get-users'))).toEqual([]);
  expect(await users(await reachOf())).toEqual([
    { name: 'root', domain: undefined, loginSeconds: 1795207000.25 },
  ]);
});

it('knows the logon domain of Windows', () => {
  expect(decodeUsers([{ user: 'eve', domain: 'ACME', 'login-time': 1 }])).toEqual([
    { name: 'eve', domain: 'ACME', loginSeconds: 1 },
  ]);
});

it('leaves out a user without a name, and a time that is none', () => {
  const answer = [
    { user: '' },
    { 'login-time': 5 },
    'root',
    null,
    { user: 'a', 'login-time': -1 },
    { user: 'b', 'login-time': 1e300 },
    { user: 'c', 'login-time': '5' },
  ];
  expect(decodeUsers(answer)).toEqual(
    ['a', 'b', 'c'].map((name) => ({ name, domain: undefined, loginSeconds: undefined })),
  );
  expect(() => decodeUsers({})).toThrow(AgentAnswerError);
});
