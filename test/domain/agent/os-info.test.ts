import { expect, it } from 'vitest';
import { AgentAnswerError } from '../../../src/domain/agent/agent-answer.js';
import { decodeOsInfo, osInfo } from '../../../src/domain/agent/os-info.js';
import { recordedAnswer } from '../../protocol/qga/recorded-agent.js';
import { reachOf } from '../agent-reach.js';

const LAB = {
  id: 'lab',
  name: 'Lab',
  prettyName: 'Lab Linux 1',
  version: undefined,
  versionId: '1',
  machine: 'x86_64',
  variant: undefined,
  variantId: undefined,
  kernelRelease: '6.1.0-56-cloud-amd64',
  kernelVersion: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)',
};

it('is what os-release and uname say in the guest', async () => {
  expect(decodeOsInfo(recordedAnswer('guest-get-osinfo'))).toEqual(LAB);
  expect(await osInfo(await reachOf())).toEqual(LAB);
});

it('knows the members of other systems', () => {
  const windows = {
    id: 'mswindows',
    version: 'Microsoft Windows 10',
    variant: 'client',
    'variant-id': 'client',
  };
  expect(decodeOsInfo(windows)).toMatchObject({
    id: 'mswindows',
    version: 'Microsoft Windows 10',
    variant: 'client',
    variantId: 'client',
    machine: undefined,
  });
});

it('is none where the answer is no object', () => {
  expect(() => decodeOsInfo([])).toThrow(AgentAnswerError);
});
