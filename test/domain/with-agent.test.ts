import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/discover/command-line.js';
import { NoAgentError } from '../../src/domain/domain-error.js';
import { withAgentOf } from '../../src/domain/with-agent.js';
import { AgentError } from '../../src/protocol/qga/agent-error.js';
import { DeadlineExceeded, startDeadline } from '../../src/support/deadline.js';
import { UnfinishedError } from '../../src/support/errors.js';
import { qemuWith } from '../qemu/fake-qemu.js';
import { reachOf } from './agent-reach.js';
import { clientOf } from './linux-reach.js';

const ping = (agent: { execute(command: string): Promise<unknown> }) => agent.execute('guest-ping');

async function failureOf(promise: Promise<unknown>): Promise<NoAgentError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof NoAgentError)) throw error;
  expect(error.message).toMatch(/^web: \S.*[^.]$/);
  return error;
}

describe('withAgentOf', () => {
  it('asks the agent', async () => {
    const { withAgent } = await reachOf();
    expect(await withAgent(ping)).toEqual({});
    expect(await withAgent(ping)).toEqual({});
  });

  it('says how to give the machine a channel', async () => {
    const reach = await reachOf();
    const here = {
      pid: process.pid,
      startTicks: 0,
      netNamespace: undefined,
      commandLine: parseCommandLine(['-machine', 'q35']),
      hasQemuName: true,
    };
    const target = { ...reach.target, agent: undefined, process: here };
    const error = await failureOf(withAgentOf({ ...reach, target })(ping));
    expect(error.message).toContain('-device virtserialport,chardev=qga0,name=org.qemu.guest_agent.0');
  });

  it('says where an agent of another host can be asked', async () => {
    const reach = await reachOf();
    const target = { ...reach.target, agent: undefined };
    const error = await failureOf(withAgentOf({ ...reach, target })(ping));
    expect(error.message).toContain('can only be asked on the host of its QEMU');
  });

  it('waits for no answer where QEMU knows that no agent runs', async () => {
    const { withAgent } = await reachOf({ mode: 'absent' }, { timeoutMs: 60_000 });
    const error = await failureOf(withAgent(ping));
    expect(error.message).toContain('install and start qemu-guest-agent in the guest');
  });

  it('waits for no answer of a guest that is paused', async () => {
    const reach = await reachOf({}, { timeoutMs: 60_000 });
    const qmp = clientOf(qemuWith({ 'query-status': { status: 'paused', running: false } }));
    const error = await failureOf(withAgentOf({ ...reach, qmp })(ping));
    expect(error.message).toBe(
      'web: the guest is paused, and so is its agent: it answers when the guest runs',
    );
  });

  it('says what a silent agent may mean', async () => {
    const { withAgent } = await reachOf({ mode: 'silent' }, { timeoutMs: 100 });
    const error = await failureOf(withAgent(ping));
    expect(error.message).toMatch(/no answer within 100 ms: it may hang, /);
  });

  it('says what the agent lacks, or forbids', async () => {
    const { withAgent } = await reachOf({ forbidden: ['guest-ping'] });
    const lacking = await failureOf(withAgent((agent) => agent.execute('guest-get-load')));
    expect(lacking.message).toMatch(
      /it lacks guest-get-load \(version 7\.2\.22\): install a newer qemu-guest-agent in the guest$/,
    );
    const forbidding = await failureOf(withAgent(ping));
    expect(forbidding.message).toMatch(
      /it forbids guest-ping \(version 7\.2\.22\): thaw its file systems, or /,
    );
  });

  it('passes on what the agent refuses, and what it breaks', async () => {
    const { withAgent } = await reachOf();
    const refused = withAgent((agent) => agent.execute('guest-ssh-get-authorized-keys', { username: 'eve' }));
    await expect(refused).rejects.toBeInstanceOf(AgentError);
    const { withAgent: withHuge } = await reachOf({ mode: 'huge', mebibytes: 4 });
    await expect(withHuge(ping)).rejects.toThrow('it sends a line of more than 1048576 bytes');
  });

  it('gives up an agent that answers byte by byte', async () => {
    const { withAgent } = await reachOf({ mode: 'trickle', trickleMs: 60_000 }, { timeoutMs: 100 });
    await expect(withAgent(ping)).rejects.toThrow('guest agent: no answer within 100 ms');
  });

  it('ends with the signal of its caller', async () => {
    const reach = await reachOf({ mode: 'silent' });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(withAgentOf({ ...reach, options: { signal } })(ping)).rejects.toThrow('enough');
  });

  it('leaves an agent that does not synchronise when its call ends', async () => {
    const { withAgent } = await reachOf({ mode: 'silent' }, { timeoutMs: 60_000 });
    const { signal } = startDeadline(50);
    let isAsked = false;
    const call = withAgent(
      async () => {
        isAsked = true;
      },
      { signal },
    );
    await expect(call).rejects.toBeInstanceOf(DeadlineExceeded);
    expect(isAsked).toBe(false);
  });

  it('lets through what is not its own', async () => {
    const { withAgent } = await reachOf();
    await expect(withAgent(() => Promise.reject(new UnfinishedError('mine')))).rejects.toThrow('mine');
  });
});
