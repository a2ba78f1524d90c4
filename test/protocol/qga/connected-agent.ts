import { Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type MockAgentOptions, startMockAgent } from '../../../mock-qemu/agent/mock-agent.js';
import { AgentClient } from '../../../src/protocol/qga/client.js';
import { type Address, formatAddress, parseAddress } from '../../../src/protocol/transport/address.js';
import { connect } from '../../../src/protocol/transport/connect.js';
import { scriptedServer } from '../../scripted-server.js';

export interface ConnectedAgent {
  readonly agent: AgentClient;
  readonly socket: Socket;
  /** How every message begins. */
  readonly name: string;
}

/** Connects to a mock agent that behaves as `options` say; both ends close with the test. */
export async function mockAgent(options: MockAgentOptions = {}): Promise<ConnectedAgent> {
  const mock = await startMockAgent(options);
  onTestFinished(() => mock.close());
  return connected(parseAddress(mock.address));
}

/** Connects to an agent that answers each request line by what `answer` makes of it, byte for byte. */
export async function scriptedAgent(
  answer: (request: Request, socket: Socket) => string | Buffer,
): Promise<ConnectedAgent> {
  const address = await scriptedServer((socket) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) socket.write(answer(JSON.parse(line.replaceAll('\xff', '')), socket));
    });
  });
  return connected(address);
}

export interface Request {
  readonly execute: string;
  readonly arguments?: { readonly id: number };
}

/** The answer of a well-behaved agent to a sync, and `answer` to everything else. */
export function synchronising(answer: string): (request: Request) => Buffer {
  return (request) => (request.arguments === undefined ? Buffer.from(answer) : synced(request.arguments.id));
}

/** How an agent ends a delimited sync: 0xFF, and the id. */
export function synced(id: number): Buffer {
  return Buffer.concat([Buffer.of(0xff), Buffer.from(`{"return": ${id}}\n`)]);
}

async function connected(address: Address): Promise<ConnectedAgent> {
  const socket = await connect(address);
  if (!(socket instanceof Socket)) throw new Error('no socket');
  onTestFinished(() => {
    socket.on('error', () => undefined).destroy();
  });
  return { agent: new AgentClient(socket, address), socket, name: formatAddress(address) };
}
