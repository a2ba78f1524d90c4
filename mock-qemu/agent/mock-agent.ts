import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ListenOptions, startOneClientServer, writeBytes } from '../listen/one-client-server.js';
import type { Json, JsonObject } from '../wire/json.js';
import { type Message, MessageReader } from '../wire/message-reader.js';
import { QmpError } from '../wire/qmp-error.js';
import { type Call, decodeRequest, type Request, requestId, toCall } from '../wire/request.js';
import { writeJson } from '../wire/writer.js';
import { AGENT_REPLIES, CONTROL_CHARACTER_REPLIES, WRONG_TYPE_REPLIES } from './agent-replies.js';
import { ArgumentReader } from './arguments.js';

/**
 * How the guest misbehaves. All but `silent` and `no-ff` synchronise well and then: `huge` and `endless` send a reply
 * without a line end, of many MiB or until the client leaves; `late` answers after its client has lost patience.
 */
export type AgentMode =
  | 'healthy'
  | 'silent'
  | 'huge'
  | 'endless'
  | 'wrong-types'
  | 'control-characters'
  | 'late'
  | 'no-ff';

export interface MockAgentOptions extends ListenOptions {
  readonly mode?: AgentMode;
  readonly hostName?: string;
  /** How much `huge` sends. */
  readonly mebibytes?: number;
  /** How long `late` thinks about everything but a sync. */
  readonly lateMs?: number;
}

/** A guest agent on the socket of its chardev. */
export interface MockAgent extends AsyncDisposable {
  /** `unix:/path` or `tcp:127.0.0.1:port` */
  readonly address: string;
  readonly path: string | undefined;
  readonly calls: readonly Call[];
  close(): Promise<void>;
}

/**
 * Starts a mock guest agent: no greeting, no negotiation, line feeds only, and the manners of qemu-ga 7.2 when a
 * 0xFF comes in.
 *
 * @throws {MockError} ERR_MOCK_LISTEN when the address cannot be had
 */
export async function startMockAgent(options: MockAgentOptions = {}): Promise<MockAgent> {
  const calls: Call[] = [];
  const closing = new AbortController();
  const server = await startOneClientServer(options, async (socket) => {
    const reader = new MessageReader();
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      for (const message of reader.push(chunk)) {
        const request = decode(message);
        if (!(request instanceof QmpError)) calls.push(toCall(request));
        await answer(socket, message, request, options, closing.signal);
      }
    }
  });
  const close = () => {
    closing.abort();
    return server.close();
  };
  return { address: server.address, path: server.path, calls, close, [Symbol.asyncDispose]: close };
}

async function answer(
  socket: Duplex,
  message: Message,
  request: Request | QmpError,
  options: MockAgentOptions,
  closing: AbortSignal,
): Promise<void> {
  const { mode = 'healthy' } = options;
  if (mode === 'silent') return;
  const id = 'value' in message ? requestId(message.value) : undefined;
  const isSync = !(request instanceof QmpError) && request.execute.startsWith('guest-sync');
  const isCommand = !(request instanceof QmpError) && !isSync;
  if (isCommand && mode === 'late')
    await sleep(options.lateMs ?? 3000, undefined, { ref: false, signal: closing });
  if (isCommand && mode === 'huge') return writeBlocks(socket, options.mebibytes ?? 16);
  if (isCommand && mode === 'endless') return writeBlocks(socket, Number.POSITIVE_INFINITY);
  const line = Buffer.from(`${writeJson({ ...reply(request, options), id })}\n`, 'latin1');
  const delimited = isSync && request.execute === 'guest-sync-delimited' && mode !== 'no-ff';
  await writeBytes(socket, delimited ? Buffer.concat([SENTINEL, line]) : line);
}

/** What a delimited sync is answered with first, so that a client can find the place. */
const SENTINEL = Buffer.from([0xff]);

function decode(message: Message): Request | QmpError {
  try {
    if ('error' in message) throw new QmpError(message.error);
    return decodeRequest(message.value);
  } catch (error) {
    if (error instanceof QmpError) return error;
    throw error;
  }
}

function reply(request: Request | QmpError, options: MockAgentOptions): JsonObject {
  try {
    if (request instanceof QmpError) throw request;
    return { return: run(request, options) };
  } catch (error) {
    if (error instanceof QmpError) return { error: { class: error.class, desc: error.message } };
    throw error;
  }
}

function run(request: Request, options: MockAgentOptions): Json {
  const command = COMMANDS.get(request.execute);
  if (command === undefined) {
    throw new QmpError(`The command ${request.execute} has not been found`, 'CommandNotFound');
  }
  const args = new ArgumentReader(request.arguments ?? {});
  const answered = command(args, options);
  args.end();
  if (options.mode === 'wrong-types') return WRONG_TYPE_REPLIES.get(request.execute) ?? answered;
  if (options.mode === 'control-characters')
    return CONTROL_CHARACTER_REPLIES.get(request.execute) ?? answered;
  return answered;
}

type AgentCommand = (args: ArgumentReader, options: MockAgentOptions) => Json;

const COMMANDS: ReadonlyMap<string, AgentCommand> = new Map<string, AgentCommand>([
  ['guest-sync-delimited', (args) => args.integer('id')],
  ['guest-sync', (args) => args.integer('id')],
  ['guest-info', () => ({ version: '7.2.22', supported_commands: supportedCommands() })],
  ['guest-get-host-name', (_, options) => ({ 'host-name': options.hostName ?? 'labguest' })],
  ...[...AGENT_REPLIES].map(([name, fixed]): [string, AgentCommand] => [name, () => fixed]),
]);

function supportedCommands(): Json {
  return [...COMMANDS.keys()].map((name) => ({ name, enabled: true, 'success-response': true }));
}

/** The beginning of a reply that never comes to its end. */
async function writeBlocks(socket: Duplex, mebibytes: number): Promise<void> {
  const block = Buffer.alloc(64 * 1024, 'A');
  await writeBytes(socket, Buffer.from('{"return": {"host-name": "'));
  for (let sent = 0; sent < mebibytes * 1024 * 1024 && !socket.destroyed; sent += block.length) {
    await writeBytes(socket, block);
  }
}
