import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorAt, portAt } from './mock-targets.js';
import { nextMessage } from './next-message.js';
import type { FloodName, PortOrder, PortResult } from './port-thread.js';
import type { ServeConfig } from './serve-child.js';

/** Mock guests that ask the host, and one more that only floods its port. */
export interface ChannelGuests extends AsyncDisposable {
  /** For the daemon that is to answer them. */
  readonly config: ServeConfig;
  /** All ask once a second; resolves to the milliseconds of each answer, infinity where there was none. */
  ask(seconds: number): Promise<readonly number[]>;
  /** As {@link ask}, while the one floods its port. */
  askBeside(flood: FloodName, seconds: number): Promise<{ ms: readonly number[]; floodBytes: number }>;
}

/** Starts them, in a process of their own, on new sockets. */
export async function startChannelGuests(count: number): Promise<ChannelGuests> {
  const directory = await mkdtemp(join(tmpdir(), 'qg-'));
  const child = fork(join(import.meta.dirname, 'channel-child.js'), [directory, String(count + 1)]);
  const carryOut = (...orders: readonly PortOrder[]) => {
    const results = takeMessages<PortResult>(child, orders.length);
    for (const order of orders) child.send(order);
    return results;
  };
  const guests = Array.from({ length: count + 1 }, (_, number) => ({
    name: `vm${number}`,
    address: monitorAt(directory, number),
    channel: { connect: portAt(directory, number) },
  }));
  await nextMessage<string>(child);
  return {
    config: { guests, discover: false, guestStats: true },
    ask: async (seconds) => (await carryOut({ do: 'ask', seconds })).flatMap(({ ms }) => ms),
    askBeside: async (flood, seconds) => {
      const results = await carryOut({ do: 'flood', flood, seconds }, { do: 'ask', seconds });
      return {
        ms: results.flatMap(({ ms }) => ms),
        floodBytes: results.reduce((sum, { floodBytes }) => sum + floodBytes, 0),
      };
    },
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      if (child.kill('SIGKILL')) await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function takeMessages<Message>(
  child: ReturnType<typeof fork>,
  count: number,
): Promise<readonly Message[]> {
  const messages: Message[] = [];
  while (messages.length < count) messages.push(await nextMessage<Message>(child));
  return messages;
}
