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
    const error = await failureOf(agent.execute('guest-ssh-get-authorized-keys', { username: 'eve' }));
    expect(error.message).toBe(
      `${name}: guest agent: guest-ssh-get-authorized-keys: failed to lookup user 'eve'`,
    );
    expect(error).toMatchObject({ isRefusal: true, reason: 'refused' });
    expect(await agent.execute('guest-ping')).toEqual({});
  });

  it('begins with a synchronisation, whether asked to or not', async () => {
    const asked: string[] = [];
    const { agent } = await scriptedAgent((request) => {
      asked.push(request.execute);
      return synchronising('{"return": {}}\n')(request);
    });
    expect(await agent.execute('guest-ping')).toEqual({});
    await agent.synchronise();
    expect(asked).toEqual(['guest-sync-delimited', 'guest-ping']);
  });

  it('sends nothing for who has given up before it was their turn', async () => {
    const asked: string[] = [];
    const { agent } = await scriptedAgent((request) => {
      asked.push(request.execute);
      return synchronising('{"return": {}}\n')(request);
    });
    await agent.synchronise();
    const options = { signal: AbortSignal.abort('late') };
    await expect(agent.execute('guest-shutdown', undefined, options)).rejects.toBe('late');
    expect(await agent.execute('guest-ping')).toEqual({});
    expect(asked).toEqual(['guest-sync-delimited', 'guest-ping']);
  });

  it.each([
    ['the time', '1795900397639308000', 1795900397639308000n],
    ['the largest integer', '9223372036854775807', 2n ** 63n - 1n],
    ['an integer that no agent has', '-18446744073709551615', 1n - 2n ** 64n],
  ])('keeps %s exact', async (_, text, value) => {
    const { agent } = await scriptedAgent(synchronising(`{"return": ${text}}\n`));
    expect(await agent.execute('guest-get-time')).toBe(value);
  });

  it('sends what a bigint is', async () => {
    const lines: string[] = [];
    const { agent } = await scriptedAgent((request) => {
      lines.push(JSON.stringify(request));
      return request.execute === 'guest-set-time'
        ? '{"return": {}}\n'
        : synchronising('{"return": {}}\n')(request);
    });
    await agent.execute('guest-set-time', { time: 1024n ** 6n });
    expect(lines[1]).toBe('{"execute":"guest-set-time","arguments":{"time":1152921504606847000}}');
  });

  it('asks one thing at a time, in the order of the calls', async () => {
    const { agent } = await mockAgent({ mode: 'late', lateMs: 20 });
    const answers = await Promise.all([
      agent.execute('guest-get-host-name'),
      agent.execute('guest-ping'),
      agent.execute('guest-get-timezone'),
    ]);
    expect(answers).toEqual([{ 'host-name': 'labguest' }, {}, { zone: 'UTC', offset: 0 }]);
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
      expect(error.message).toBe(`${name}: guest agent: it sends a line of more than 262144 bytes`);
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

describe('a request that is given up', () => {
  it('does not disturb the next one: its late answer is discarded', async () => {
    let sendLate = (): void => undefined;
    const { agent, name } = await scriptedAgent((request, socket) => {
      if (request.execute === 'guest-get-fsinfo') {
        sendLate = () => socket.write('{"return": ["late"]}\n');
        return '';
      }
      if (request.execute === 'guest-sync-delimited') sendLate();
      return synchronising('{"return": "on time"}\n')(request);
    });
    const error = await failureOf(agent.execute('guest-get-fsinfo', undefined, { timeoutMs: 50 }));
    expect(error.message).toBe(`${name}: guest agent: no answer within 50 ms`);
    expect(error).toMatchObject({ isRefusal: false, reason: 'silent' });
    expect(await agent.execute('guest-ping')).toBe('on time');
    expect(await agent.execute('guest-ping')).toBe('on time');
  });

  it('by its signal rejects with the reason', async () => {
    const controller = new AbortController();
    const { agent } = await scriptedAgent((request) => {
      if (request.execute === 'guest-ping') controller.abort(new Error('enough'));
      return synchronising(request.execute === 'guest-ping' ? '' : '{"return": 5}\n')(request);
    });
    const { signal } = controller;
    await expect(agent.execute('guest-ping', undefined, { signal })).rejects.toThrow('enough');
    expect(await agent.execute('guest-get-time')).toBe(5);
  });

  it('is the last one that is waited for, when the agent does not even synchronise again', async () => {
    const { agent, name } = await mockAgent({ mode: 'late', lateMs: 60_000 });
    await agent.synchronise();
    const messages = [];
    for (let request = 0; request < 4; request++) {
      const error = await failureOf(agent.execute('guest-ping', undefined, { timeoutMs: 300 }));
      expect(error.reason).toBe('silent');
      messages.push(error.message.replace(`${name}: guest agent: `, ''));
    }
    expect(messages).toEqual([
      'no answer within 300 ms',
      'no answer within 300 ms',
      'it has stopped answering',
      'it has stopped answering',
    ]);
  });
});

describe('what an agent is able to do', () => {
  it('is asked once', async () => {
    const asked: string[] = [];
    const info = { version: '8.0', supported_commands: [{ name: 'guest-ping', enabled: true }] };
    const { agent } = await scriptedAgent((request) => {
      asked.push(request.execute);
      return synchronising(`${JSON.stringify({ return: info })}\n`)(request);
    });
    expect(await agent.supports('guest-ping')).toBe(true);
    expect(await agent.supports('guest-get-load')).toBe(false);
    expect((await agent.capabilities()).version).toBe('8.0');
    expect(asked).toEqual(['guest-sync-delimited', 'guest-info']);
  });

  it('explains why a command is not answered: the agent lacks it, or forbids it', async () => {
    const { agent, name } = await mockAgent({ forbidden: ['guest-get-users'] });
    const lacking = await failureOf(agent.execute('guest-get-load'));
    expect(lacking.message).toBe(`${name}: guest agent: it lacks guest-get-load (version 7.2.22)`);
    expect(lacking).toMatchObject({ isRefusal: true, reason: 'missing' });
    const forbidding = await failureOf(agent.execute('guest-get-users'));
    expect(forbidding.message).toBe(`${name}: guest agent: it forbids guest-get-users (version 7.2.22)`);
    expect(forbidding).toMatchObject({ isRefusal: true, reason: 'forbidden' });
    expect(await agent.supports('guest-get-users')).toBe(false);
    expect(await agent.execute('guest-ping')).toEqual({});
  });

  it('is what the agent says of a command, where it does not list its commands', async () => {
    const { agent, name } = await mockAgent({ mode: 'error' });
    const error = await failureOf(agent.execute('guest-ping'));
    expect(error.message).toBe(`${name}: guest agent: guest-ping: Command guest-ping has been disabled`);
    expect(error.isRefusal).toBe(true);
  });

  it('is asked again after a failure', async () => {
    let infos = 0;
    const { agent } = await scriptedAgent((request) => {
      const answer =
        infos === 0 ? '{"error": {"class": "GenericError", "desc": "not now"}}\n' : '{"return": {}}\n';
      if (request.execute === 'guest-info') infos += 1;
      return synchronising(answer)(request);
    });
    await failureOf(agent.supports('guest-ping'));
    expect(await agent.supports('guest-ping')).toBe(false);
    expect(infos).toBe(2);
  });
});

describe('a command whose success is silence', () => {
  const shutdown = (answer: string) =>
    scriptedAgent((request) => {
      if (request.execute === 'guest-shutdown') return answer;
      return synchronising('{"return": {}}\n')(request);
    });

  it('succeeds when no error has come, and the next command synchronises again', async () => {
    const { agent } = await shutdown('');
    await agent.executeSilently('guest-shutdown', { mode: 'powerdown' }, { silenceMs: 100 });
    expect(await agent.execute('guest-ping')).toEqual({});
  });

  it('succeeds with an agent that answers all the same', async () => {
    const { agent } = await shutdown('{"return": {}}\n');
    await agent.executeSilently('guest-shutdown', undefined, { silenceMs: 60_000 });
    expect(await agent.execute('guest-ping')).toEqual({});
  });

  it('succeeds when the connection ends with the guest', async () => {
    const { agent } = await scriptedAgent((request, socket) => {
      if (request.execute === 'guest-shutdown') socket.destroy();
      return synchronising('')(request);
    });
    await agent.synchronise();
    await agent.executeSilently('guest-shutdown', undefined, { silenceMs: 60_000 });
    const error = await failureOf(agent.executeSilently('guest-shutdown', undefined, { silenceMs: 60_000 }));
    expect(error.reason).toBe('closed');
  });

  it('fails in the words of the agent', async () => {
    const { agent, name } = await shutdown(
      '{"error": {"class": "GenericError", "desc": "child process has failed to shutdown"}}\n',
    );
    const error = await failureOf(agent.executeSilently('guest-shutdown', undefined, { silenceMs: 60_000 }));
    expect(error.message).toBe(`${name}: guest agent: guest-shutdown: child process has failed to shutdown`);
    expect(await agent.execute('guest-ping')).toEqual({});
  });

  it('fails with an agent that does not synchronise', async () => {
    const { agent } = await mockAgent({ mode: 'silent' });
    const error = await failureOf(
      agent.executeSilently('guest-shutdown', undefined, { silenceMs: 50, timeoutMs: 50 }),
    );
    expect(error.reason).toBe('silent');
  });
});
