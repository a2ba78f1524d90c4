import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type MockAgentOptions, startMockAgent } from '../../mock-qemu/agent/mock-agent.js';
import type { Target } from '../../src/discover/target.js';
import { AgentUnavailableError } from '../../src/monitor/agent-unavailable-error.js';
import { askAgent, runnerOf, withAgent } from '../../src/monitor/with-agent.js';
import { DeadlineExceeded } from '../../src/support/deadline.js';
import { targetWithAgent } from '../domain/agent-target.js';
import { connectRaw } from '../mock-qemu/raw-client.js';
import { scriptedServer } from '../scripted-server.js';
import { temporaryDirectory } from '../temporary-directory.js';

const LONG_MS = 30_000;

async function mock(options: MockAgentOptions = {}) {
  const agent = await startMockAgent(options);
  onTestFinished(() => agent.close());
  return agent;
}

/** As discovery binds it: the kernel's table names the path. */
function listening(path: string): Target {
  const target = targetWithAgent(`unix:${path}`);
  return { ...target, agent: target.agent && { ...target.agent, listening: { inode: 1, path } } };
}

function pathOf({ path }: { readonly path: string | undefined }): string {
  if (path === undefined) throw new Error('no unix socket');
  return path;
}

async function failureOf(promise: Promise<unknown>): Promise<AgentUnavailableError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AgentUnavailableError)) throw error;
  expect(error.code).toBe('ERR_AGENT_UNAVAILABLE');
  return error;
}

describe('withAgent', () => {
  it('connects, synchronises, does the work, and lets go', async () => {
    const agent = await mock();
    const target = listening(pathOf(agent));
    for (let time = 0; time < 2; time++) {
      const answer = withAgent(target, { timeoutMs: LONG_MS }, (client) =>
        client.execute('guest-get-host-name'),
      );
      expect(await answer).toEqual({ 'host-name': 'labguest' });
      await expect.poll(() => agent.isConnected).toBe(false);
    }
  });

  it('rejects as the work does', async () => {
    const target = targetWithAgent((await mock()).address);
    const work = () => Promise.reject(new Error('the work'));
    await expect(withAgent(target, { timeoutMs: LONG_MS }, work)).rejects.toThrow('the work');
  });

  it('ends the work with its time', async () => {
    const target = targetWithAgent((await mock({ mode: 'late', lateMs: LONG_MS })).address);
    const work = withAgent(target, { timeoutMs: 300 }, (client) => client.execute('guest-ping'));
    await expect(work).rejects.toBeInstanceOf(DeadlineExceeded);
  });

  it('has no agent to ask where no socket is known', async () => {
    const target = { ...targetWithAgent('unix:/x'), agent: undefined };
    const error = await failureOf(withAgent(target, { timeoutMs: LONG_MS }, async () => 0));
    expect(error).toMatchObject({ why: 'none', message: 'no socket of a guest agent is known' });
  });

  it('leaves an agent alone that serves another client, and names that one', async () => {
    const agent = await mock();
    await using client = await connectRaw(agent.address);
    await expect.poll(() => agent.isConnected).toBe(true);
    const options = { timeoutMs: LONG_MS, patienceMs: [1, 1] };
    const error = await failureOf(withAgent(listening(pathOf(agent)), options, async () => 0));
    expect(error.why).toBe('busy');
    expect(error.message).toMatch(
      /^unix:\S+: (?:pid \d+ \(.+\)|another client) holds the guest agent, which serves one client at a time: end that one$/,
    );
    expect(client.text).toBe('');
  });

  it('waits for another client that is about to leave', async () => {
    const agent = await mock();
    const client = await connectRaw(agent.address);
    await expect.poll(() => agent.isConnected).toBe(true);
    const patienceMs = Array.from({ length: 500 }, () => 20);
    const answer = withAgent(listening(pathOf(agent)), { timeoutMs: LONG_MS, patienceMs }, (asked) =>
      asked.execute('guest-ping'),
    );
    await client.close();
    expect(await answer).toEqual({});
  });

  it('waits until QEMU accepts the connection of another client', async () => {
    const path = pathOf(await mock());
    const procRoot = await temporaryDirectory();
    await mkdir(join(procRoot, 'self', 'net'), { recursive: true });
    const table = (...lines: readonly string[]) =>
      writeFile(
        join(procRoot, 'self', 'net', 'unix'),
        ['Num RefCount Protocol Flags Type St Inode Path', ...lines, ''].join('\n'),
      );
    const listener = `00000000a1b2c3d4: 00000002 00000000 00010000 0001 01     1 ${path}`;
    const waiting = `00000000a1b2c3d5: 00000002 00000000 00000000 0001 02     0 ${path}`;
    await table(listener, waiting);
    const ask = (patienceMs: readonly number[]) =>
      withAgent(listening(path), { procRoot, timeoutMs: LONG_MS, patienceMs }, (agent) =>
        agent.execute('guest-ping'),
      );
    const hung = await failureOf(ask([1]));
    expect(hung.message).toBe(`unix:${path}: QEMU does not accept connections: its main loop hangs`);
    const answer = ask(Array.from({ length: 500 }, () => 20));
    await table(listener);
    expect(await answer).toEqual({});
  });

  it('says that nothing listens', async () => {
    const error = await failureOf(
      withAgent(targetWithAgent('unix:/nonexistent/qga.sock'), { timeoutMs: LONG_MS }, async () => 0),
    );
    expect(error.why).toBe('unreachable');
    expect(error.message).toContain('/nonexistent/qga.sock');
  });

  it('says that the agent does not answer', async () => {
    const target = targetWithAgent((await mock({ mode: 'silent' })).address);
    const options = { timeoutMs: LONG_MS, commandTimeoutMs: 100 };
    const error = await failureOf(withAgent(target, options, async () => 0));
    expect(error).toMatchObject({
      why: 'silent',
      message: expect.stringContaining('guest agent: no answer within 100 ms'),
    });
  });

  it('bounds the answers', async () => {
    const target = targetWithAgent((await mock()).address);
    const options = { timeoutMs: LONG_MS, maxLineBytes: 100 };
    const work = withAgent(target, options, (client) => client.execute('guest-get-osinfo'));
    await expect(work).rejects.toThrow('it sends a line of more than 100 bytes');
  });
});

describe('askAgent', () => {
  it('knows what a guest runs, and nothing of one whose agent is silent or absent', async () => {
    const facts = await askAgent(targetWithAgent((await mock()).address), {});
    expect(facts).toMatchObject({ osId: 'lab' });
    const silent = targetWithAgent((await mock({ mode: 'silent' })).address);
    expect(await askAgent(silent, {})).toBeUndefined();
    expect(await askAgent({ ...silent, agent: undefined }, {})).toBeUndefined();
  });
});

describe('runnerOf', () => {
  it('runs a program through an agent that is free', async () => {
    const address = await scriptedServer((socket) => {
      socket.setEncoding('latin1').on('data', (text: string) => {
        for (const line of text.split('\n').filter((part) => part !== '')) {
          const { execute, arguments: args } = JSON.parse(line.replaceAll('\xff', ''));
          if (execute === 'guest-sync-delimited') {
            socket.write(Buffer.concat([Buffer.of(0xff), Buffer.from(`{"return": ${args.id}}\n`)]));
          } else {
            const status = { exited: true, exitcode: 3 };
            socket.write(`${JSON.stringify({ return: execute === 'guest-exec' ? { pid: 7 } : status })}\n`);
          }
        }
      });
    });
    const { signal } = new AbortController();
    expect(await runnerOf(targetWithAgent(address))?.('true', [], signal)).toBe(3);
  });

  it('has none where another client holds the agent, or there is none', async () => {
    const agent = await mock();
    await using _client = await connectRaw(agent.address);
    await expect.poll(() => agent.isConnected).toBe(true);
    expect(runnerOf(listening(pathOf(agent)))).toBeUndefined();
    expect(runnerOf({ ...targetWithAgent('unix:/x'), agent: undefined })).toBeUndefined();
  });
});
