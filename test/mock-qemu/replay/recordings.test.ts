import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startReplay } from '../../../mock-qemu/index.js';
import { GuestSampler } from '../../../src/poll/sample/guest-sampler.js';
import { AgentClient } from '../../../src/protocol/qga/client.js';
import { readAgentFacts } from '../../../src/protocol/qga/facts.js';
import { CommandError } from '../../../src/protocol/qmp/errors.js';
import type { Executor } from '../../../src/protocol/qmp/executor.js';
import { QmpClient } from '../../../src/protocol/qmp/qmp-client.js';
import { parseAddress } from '../../../src/protocol/transport/address.js';
import { connect } from '../../../src/protocol/transport/connect.js';
import type { UnknownRecord } from '../../../src/support/decode.js';
import { parseJson } from '../../../src/support/lossless-json.js';
import { parseTranscript } from '../../../src/transcript/read-transcript.js';

const RECORDINGS = join(import.meta.dirname, '..', '..', 'fixtures', 'recordings');

interface RecordedExchange {
  readonly request: UnknownRecord;
  readonly reply: UnknownRecord;
  readonly events: readonly UnknownRecord[];
}

function fileOf(recording: string): string {
  return join(RECORDINGS, `${recording}.jsonl`);
}

/** The recording, read without the code of the replay: line by line, one request at a time. */
function exchangesOf(recording: string): readonly RecordedExchange[] {
  const exchanges: RecordedExchange[] = [];
  let request: UnknownRecord = {};
  let events: UnknownRecord[] = [];
  for (const row of readFileSync(fileOf(recording), 'utf8').trimEnd().split('\n')) {
    const { from, line } = JSON.parse(row);
    if (line.startsWith('\u00ff') || line.includes('stray')) continue;
    const message = parseJson(line) as UnknownRecord;
    if (from === 'client') request = message;
    else if ('event' in message) events.push(message);
    else if (!('QMP' in message)) {
      exchanges.push({ request, reply: message, events });
      events = [];
    }
  }
  return exchanges;
}

/** Sends a request, and resolves to the reply as it was on the wire, without its id. */
async function ask(
  qmp: Pick<QmpClient, 'executeUntyped'>,
  { execute, arguments: args }: UnknownRecord,
): Promise<UnknownRecord> {
  try {
    return { return: await qmp.executeUntyped(String(execute), args as UnknownRecord | undefined) };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { error: { class: error.class, desc: error.description } };
  }
}

function withoutId({ id: _, ...reply }: UnknownRecord): UnknownRecord {
  return reply;
}

/** Answers from the recorded replies, without a stream. */
function recordedExecutor(recording: string): Executor {
  const exchanges = exchangesOf(recording);
  const keyOf = (execute: unknown, args: unknown) => JSON.stringify([execute, args ?? {}]);
  return {
    execute: async (command, args) => {
      const { reply } = exchanges.find(
        ({ request }) => keyOf(request.execute, request.arguments) === keyOf(command, args),
      ) ?? { reply: { error: { class: 'GenericError', desc: 'not recorded' } } };
      if ('return' in reply) return reply.return;
      const { class: errorClass, desc } = reply.error as { class: string; desc: string };
      throw new CommandError({ type: 'unix', path: '/x' }, command, errorClass, desc);
    },
  };
}

describe.each(['qemu-7.2', 'qemu-10.0'])('the recording of %s', (recording) => {
  it('replays every reply, error and event to our client, in order and exact', async () => {
    const exchanges = exchangesOf(recording);
    await using replay = await startReplay({ file: fileOf(recording) });
    await using qmp = await QmpClient.connect(replay.address, { control: true });
    const events = qmp.events();
    const replies: UnknownRecord[] = [];
    for (const { request } of exchanges.slice(1)) replies.push(await ask(qmp, request));
    const seen: string[] = [];
    for (const _ of exchanges.flatMap((exchange) => exchange.events)) {
      const { value } = await events.next();
      seen.push(value.event);
    }

    expect(exchanges.length).toBeGreaterThan(90);
    expect(replies).toEqual(exchanges.slice(1).map(({ reply }) => withoutId(reply)));
    expect(seen).toEqual(exchanges.flatMap((exchange) => exchange.events.map(({ event }) => event)));
    expect(seen).toEqual(['STOP', 'RESUME', 'BALLOON_CHANGE', 'BALLOON_CHANGE', 'BALLOON_CHANGE']);
    expect(replay.calls).toHaveLength(exchanges.length);
    expect(qmp.anomalies).toMatchObject({ garbageBytes: 0, brokenFrames: 0, unexpectedReplies: 0 });
  });

  it('sends the bytes that QEMU sent, but for the id', async () => {
    const { lines } = parseTranscript(readFileSync(fileOf(recording), 'utf8'), recording);
    await using replay = await startReplay({ file: fileOf(recording) });
    const stream = await connect(parseAddress(replay.address));
    const sent = lines.filter(({ from }) => from === 'qemu').map(({ line }) => `${line}\r\n`);
    const expected = sent.join('');
    let received = '';
    stream.setEncoding('latin1').write(
      lines
        .filter(({ from }) => from === 'client')
        .map(({ line }) => line)
        .join(''),
    );
    for await (const text of stream) {
      received += text;
      if (received.length >= expected.length) break;
    }
    expect(received).toBe(expected);
  });

  it('gives our readers the sample that the recorded replies give them', async () => {
    await using replay = await startReplay({ file: fileOf(recording), match: 'loose' });
    await using qmp = await QmpClient.connect(replay.address);
    const { signal } = new AbortController();
    const direct = await new GuestSampler().sample(recordedExecutor(recording), signal);
    const replayed = await new GuestSampler().sample(qmp, signal);

    const untimed = ({ balloon, takenAtSeconds: _, ...rest }: typeof direct) => ({
      ...rest,
      balloon: { ...balloon, readAtSeconds: 0 },
      monotonicSeconds: 0,
      imagesReadAtSeconds: 0,
      failures: rest.failures.map(({ part }) => part),
    });
    expect(untimed(replayed)).toEqual(untimed(direct));
    expect(replayed.failures).toEqual([]);
    expect(replayed).toMatchObject({
      runState: 'running',
      balloon: { intervalSeconds: 1, report: { supplied: { 'stat-total-memory': 159_789_056 } } },
    });
  });
});

describe('the recording of the guest agent', () => {
  const recording = 'qga-7.2';

  it('replays every reply to our client', async () => {
    await using replay = await startReplay({ file: fileOf(recording) });
    const address = parseAddress(replay.address);
    const stream = await connect(address);
    try {
      const agent = new AgentClient(stream, address);
      await agent.synchronise();
      for (const { request, reply } of exchangesOf(recording)) {
        const command = String(request.execute);
        if ('return' in reply) {
          expect(await agent.execute(command)).toEqual(reply.return);
        } else {
          const { desc } = reply.error as { desc: string };
          await expect(agent.execute(command)).rejects.toThrow(desc);
        }
      }
    } finally {
      stream.destroy();
    }
  });

  it('gives our readers the facts of the guest', async () => {
    await using replay = await startReplay({ file: fileOf(recording), match: 'loose' });
    const address = parseAddress(replay.address);
    const stream = await connect(address);
    try {
      const agent = new AgentClient(stream, address);
      await agent.synchronise();
      const facts = await readAgentFacts(agent);
      expect(JSON.stringify(facts)).toContain('lab');
    } finally {
      stream.destroy();
    }
  });
});
