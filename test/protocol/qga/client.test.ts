import { describe, expect, it } from 'vitest';
import { AgentError } from '../../../src/protocol/qga/agent-error.js';
import { sleep } from '../../../src/support/deadline.js';
import { mockAgent, scriptedAgent, synced, synchronising } from './connected-agent.js';

const MIB = 1024 * 1024;

async function failureOf(promise: Promise<unknown>): Promise<AgentError> {
  const error = await promise.then(
    (value) => new Error(`resolved to ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof AgentError)) throw error;
  expect(error.code).toBe('ERR_AGENT');
  expect(error.message).not.toMatch(/\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
  return error;
}

describe('a conversation with an agent', () => {
  it('synchronises, and asks one thing after the other', async () => {
    const { agent } = await mockAgent();
    await agent.synchronise();
    expect(await agent.execute('guest-ping')).toEqual({});
    expect(await agent.execute('guest-get-host-name')).toEqual({ 'host-name': 'labguest' });
  });

  it('goes on after a command that the agent refuses', async () => {
    const { agent, name } = await mockAgent();
    await agent.synchronise();
    const error = await failureOf(agent.execute('guest-get-load'));
    expect(error.message).toBe(
      `${name}: guest agent: guest-get-load: The command guest-get-load has not been found`,
    );
    expect(error.isRefusal).toBe(true);
    expect(await agent.execute('guest-ping')).toEqual({});
  });

  it('discards what an earlier client left behind, a half line too', async () => {
    const { agent } = await scriptedAgent(({ arguments: args }) =>
      args === undefined
        ? '{"return": 1}\n'
        : Buffer.concat([
            Buffer.from('t": "labguest"}}\n{"error": {"class": "GenericError"}}\n'),
            synced(args.id),
          ]),
    );
    await agent.synchronise();
    expect(await agent.execute('guest-ping')).toBe(1);
  });

  it("passes over the answer to an earlier client's sync, which comes late", async () => {
    const { agent } = await scriptedAgent(({ arguments: args }) =>
      args === undefined ? '{"return": 1}\n' : Buffer.concat([synced(args.id + 1), synced(args.id)]),
    );
    await agent.synchronise();
    expect(await agent.execute('guest-ping')).toBe(1);
  });

  it('takes an answer that comes in pieces, and a line that ends in CR LF', async () => {
    const { agent } = await scriptedAgent(({ arguments: args }, socket) => {
      if (args !== undefined) return synced(args.id);
      const answer = Buffer.from('{"return": "é日本"}\r\n');
      for (const at of answer.keys()) setTimeout(() => socket.write(answer.subarray(at, at + 1)), 2 * at);
      return '';
    });
    await agent.synchronise();
    expect(await agent.execute('guest-ping')).toBe('é日本');
  });
});

describe('an agent that misbehaves', () => {
  it('by silence leaves its caller waiting, whose end of the stream ends the wait', async () => {
    const { agent, socket, name } = await mockAgent({ mode: 'silent' });
    const failure = failureOf(agent.synchronise());
    await sleep(50);
    socket.destroy();
    const error = await failure;
    expect(error.message).toBe(`${name}: guest agent: the connection was closed`);
    expect(error.isRefusal).toBe(false);
  });

  it('by silence after the sync does so too', async () => {
    const { agent, socket, name } = await mockAgent({ mode: 'late', lateMs: 60_000 });
    await agent.synchronise();
    const failure = failureOf(agent.execute('guest-ping'));
    await sleep(50);
    socket.destroy();
    expect((await failure).message).toBe(`${name}: guest agent: the connection was closed`);
  });

  it('by forgetting the 0xFF never synchronises', async () => {
    const { agent, socket } = await mockAgent({ mode: 'no-ff' });
    const failure = failureOf(agent.synchronise());
    await sleep(50);
    socket.destroy();
    await failure;
  });

  it.each(['guest-sync-delimited', 'guest-ping'])('by hanging up at %s is found out', async (last) => {
    const { agent, name } = await scriptedAgent((request, socket) => {
      if (request.execute === last) socket.destroy();
      return synchronising('')(request);
    });
    const failure = await failureOf(agent.synchronise().then(() => agent.execute('guest-ping')));
    expect(failure.message).toBe(`${name}: guest agent: the connection was closed`);
  });

  it('by hanging up while nobody asks is found out by the next question', async () => {
    const { agent, socket, name } = await scriptedAgent((request, end) => {
      setTimeout(() => end.end(), 10);
      return synchronising('')(request);
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    await agent.synchronise();
    await closed;
    expect((await failureOf(agent.execute('guest-ping'))).message).toBe(
      `${name}: guest agent: the connection was closed`,
    );
  });

  it('by sending without end before the sync is given up after a mebibyte', async () => {
    const { agent, socket, name } = await scriptedAgent(() => Buffer.alloc(64 * MIB, 'A'));
    const error = await failureOf(agent.synchronise());
    expect(error.message).toBe(`${name}: guest agent: it sends without end`);
    expect(socket.bytesRead).toBeLessThan(2 * MIB);
    await sleep(50);
    expect(socket.bytesRead).toBeLessThan(2 * MIB);
  });

  it.each(['huge', 'endless'] as const)(
    'by a line that is %s is given up before it fills the memory',
    async (mode) => {
      const { agent, socket, name } = await mockAgent({ mode });
      await agent.synchronise();
      const error = await failureOf(agent.execute('guest-get-host-name'));
      expect(error.message).toBe(`${name}: guest agent: maximum buffer reached`);
      expect(socket.bytesRead).toBeLessThan(MIB);
      await sleep(50);
      expect(socket.bytesRead).toBeLessThan(MIB);
    },
  );

  it.each([
    ['nonsense', 'nonsense\n', "'nonsense' is not JSON"],
    ['a number', '5\n', 'guest-ping: no reply'],
    ['null', 'null\n', 'guest-ping: no reply'],
    ['an object that is no reply', '{"event": "X"}\n', 'guest-ping: no reply'],
    ['an error without words', '{"error": {}}\n', 'guest-ping: '],
    ['an error of another form', '{"error": "no"}\n', 'guest-ping: no reply'],
    ['control characters', '\u001b[2J\u202e\n', "'?[2J?' is not JSON"],
  ])('by answering with %s is quoted harmlessly', async (_, answer, message) => {
    const { agent, name } = await scriptedAgent(synchronising(answer));
    await agent.synchronise();
    expect((await failureOf(agent.execute('guest-ping'))).message).toBe(`${name}: guest agent: ${message}`);
  });

  it.each([
    ['an error', JSON.stringify({ error: { desc: `\u001b[2J\u202e${'x'.repeat(100_000)}` } })],
    ['a line that is no JSON', `\u001b]0;owned\u0007${'x'.repeat(100_000)}`],
  ])('by %s of great length has its words cut off', async (_, answer) => {
    const { agent } = await scriptedAgent(synchronising(`${answer}\n`));
    await agent.synchronise();
    expect((await failureOf(agent.execute('guest-ping'))).message.length).toBeLessThan(500);
  });
});
