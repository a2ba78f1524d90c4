import { type ChildProcess, type ChildProcessByStdio, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findCheckoutRoot } from '../test/lab/checkout.js';
import { nextMessage } from './next-message.js';
import type { FloodName, PortOrder, PortResult } from './port-child.js';
import type { ServeConfig } from './serve-child.js';

const RELAY = join(findCheckoutRoot(), 'bench', 'guest-processes.pl');

/** Mock guests that ask the host, and one more that only floods its port. */
export interface ChannelGuests extends AsyncDisposable {
  /** For the daemon that is to answer them. */
  readonly config: ServeConfig;
  /** All ask once a second; resolves to the milliseconds of each answer, infinity where there was none. */
  ask(seconds: number): Promise<readonly number[]>;
  /** As {@link ask}, while the one floods its port; resolves to the bytes of the flood, too. */
  askBeside(flood: FloodName, seconds: number): Promise<readonly [ms: readonly number[], floodBytes: number]>;
}

/** Starts the mocks, the programs that ask and the one that floods in processes of their own, and a process for each guest. */
export async function startChannelGuests(count: number): Promise<ChannelGuests> {
  const directory = await mkdtemp(join(tmpdir(), 'qg-'));
  const ports = Array.from({ length: count + 1 }, (_, number) => join(directory, `${number}.port`));
  const asking = startChild('port-child.js', ports.slice(0, -1));
  const flooding = startChild('port-child.js', ports.slice(-1));
  const children = [asking, flooding];
  const listening = Promise.all(children.map(nextMessage));
  const stop = async () => {
    await Promise.all(children.map(end));
    await rm(directory, { recursive: true });
  };
  try {
    const relays = spawn('perl', [RELAY, directory, String(ports.length)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(relays);
    const mocks = startChild('mock-server.js', [
      'mock',
      directory,
      String(ports.length),
      await readPids(relays),
    ]);
    children.push(mocks);
    await Promise.all([listening, nextMessage(mocks)]);
  } catch (error) {
    await stop();
    throw error;
  }
  const guests = ports.map((_, number) => ({
    name: `vm${number}`,
    address: join(directory, `${number}.qmp`),
    channel: { connect: join(directory, `${number}.chardev`) },
  }));
  return {
    config: { guests, discover: false, guestStats: true },
    ask: async (seconds) => (await carryOut(asking, { do: 'ask', seconds })).ms,
    askBeside: async (flood, seconds) => {
      const flooded = carryOut(flooding, { do: 'flood', flood, seconds });
      const { ms } = await carryOut(asking, { do: 'ask', seconds });
      return [ms, (await flooded).floodBytes];
    },
    [Symbol.asyncDispose]: stop,
  };
}

function startChild(script: string, args: readonly string[]): ChildProcess {
  return fork(join(import.meta.dirname, script), args, { serialization: 'advanced' });
}

/** @throws {Error} when the child ends instead; it has said why on standard error */
async function readPids(relays: ChildProcessByStdio<Writable, Readable, null>): Promise<string> {
  const [chunk] = await Promise.race([once(relays.stdout, 'data'), once(relays, 'exit')]);
  if (!Buffer.isBuffer(chunk)) throw new Error('the processes of the guests have not started');
  return chunk.toString().trim();
}

function carryOut(child: ChildProcess, order: PortOrder): Promise<PortResult> {
  const result = nextMessage<PortResult>(child);
  child.send(order);
  return result;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  if (child.kill('SIGKILL')) await ended;
}
