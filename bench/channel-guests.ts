import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCheckoutRoot } from '../test/lab/checkout.js';
import { nextMessage } from './next-message.js';
import type { FloodName, PortOrder, PortResult } from './port-child.js';
import type { ServeConfig } from './serve-child.js';

const GUEST_PROCESS = join(findCheckoutRoot(), 'bench', 'guest-process.pl');

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
  const bases = Array.from({ length: count + 1 }, (_, number) => join(directory, String(number)));
  const ports = bases.map((base) => `${base}.port`);
  const asking = startChild('port-child.js', ports.slice(0, -1));
  const flooding = startChild('port-child.js', ports.slice(-1));
  const processes = bases.map(startGuestProcess);
  const pids = processes.map(({ pid }) => pid).join(' ');
  const mocks = startChild('mock-server.js', ['mock', directory, String(bases.length), pids]);
  const stop = async () => {
    await Promise.all([asking, flooding, mocks, ...processes].map(end));
    await rm(directory, { recursive: true });
  };
  try {
    await Promise.all([...[asking, flooding, mocks].map(nextMessage), ...processes.map(untilListening)]);
  } catch (error) {
    await stop();
    throw error;
  }
  const guests = bases.map((base, number) => ({
    name: `vm${number}`,
    address: `${base}.qmp`,
    channel: { connect: `${base}.chardev` },
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

/** Infinity is not in JSON. */
function startChild(script: string, args: readonly string[]): ChildProcess {
  return fork(join(import.meta.dirname, script), args, { serialization: 'advanced' });
}

function startGuestProcess(base: string): ChildProcess {
  // Without a name others that look for QEMUs take it for none of theirs.
  const options = ['-qmp', `unix:${base}.qmp,server=on,wait=off`];
  return spawn('perl', [GUEST_PROCESS, base, ...options], {
    argv0: 'qemu-system-x86_64',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** @throws {Error} when the child ends instead; it has said why on standard error */
async function untilListening(child: ChildProcess): Promise<void> {
  const [chunk] = await Promise.race([child.stdout ? once(child.stdout, 'data') : [], once(child, 'exit')]);
  if (!Buffer.isBuffer(chunk)) throw new Error('a process of the benchmark has failed');
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
