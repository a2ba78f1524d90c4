import { expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { decodeGuestVcpus, guestVcpus } from '../../../src/domain/agent/guest-vcpus.js';
import { recordedAnswer } from '../../protocol/qga/recorded-agent.js';
import { reachOf } from '../agent-reach.js';

const TWO = { known: [0, 1], online: [0, 1], offlinable: [1] };

it('lists the numbers of the guest’s system, in order', async () => {
  expect(decodeGuestVcpus(recordedAnswer('guest-get-vcpus'))).toEqual(TWO);
  expect(await guestVcpus(await reachOf())).toEqual(TWO);
});

it('tells those that are switched off', () => {
  const answer = [
    { 'logical-id': 10, online: false, 'can-offline': true },
    { 'logical-id': 2, online: true },
    { 'logical-id': 0, online: true, 'can-offline': false },
    { 'logical-id': 2, online: true },
  ];
  expect(decodeGuestVcpus(answer)).toEqual({ known: [0, 2, 10], online: [0, 2], offlinable: [10] });
});

it('leaves out what has no number', () => {
  const answer = [{ online: true }, { 'logical-id': -1, online: true }, { 'logical-id': 2n ** 63n }, null];
  expect(decodeGuestVcpus(answer)).toEqual({ known: [], online: [], offlinable: [] });
  expect(() => decodeGuestVcpus(null)).toThrow(AgentAnswerError);
});
