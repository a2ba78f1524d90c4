import { expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { listTargets } from '../../src/discover/list-targets.js';
import { parseNamedMonitor } from '../../src/discover/named-monitor.js';
import { Domain } from '../../src/domain/domain.js';
import { ClientClosedError } from '../../src/protocol/qmp/errors.js';

async function openMock(): Promise<Domain> {
  const mock = await startMockQemu({ name: 'web' });
  onTestFinished(() => mock.close());
  const [guest] = listTargets({ guests: [parseNamedMonitor(mock.address)] });
  if (guest === undefined) throw new Error('the mock is not listed');
  return Domain.open(guest);
}

it('lets go of the monitor for good: no later method connects again', async () => {
  const domain = await openMock();
  await domain[Symbol.asyncDispose]();
  await expect(domain.state()).rejects.toThrow(ClientClosedError);
});

it('ends the events of a guest', async () => {
  const domain = await openMock();
  const next = domain.events(new AbortController().signal).next();
  await domain.state();
  await domain[Symbol.asyncDispose]();
  expect(await next).toEqual({ done: true, value: undefined });
});
