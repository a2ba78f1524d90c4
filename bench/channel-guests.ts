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

/** Those that a bare program answers instead of the daemon. */
const BARE = 20;

/** The milliseconds of each answer in some seconds, infinity where there was none. */
export interface Answers {
  readonly ours: readonly number[];
  /** Of a bare program, to other guests at the same time. */
  readonly bare: readonly number[];
}

/** Mock guests that ask the host, and one more that only floods its port. */
export interface ChannelGuests extends AsyncDisposable {
  /** For the daemon that is to answer them. */
  readonly config: ServeConfig;
  /** All ask once a second. */
  ask(seconds: number): Promise<Answers>;
  /** As {@link ask}, while the one floods its port; resolves to the bytes of the flood, too. */
  askBeside(flood: FloodName, seconds: number): Promise<readonly [answers: Answers, floodBytes: number]>;
}

/** Starts the mocks, the programs that ask and the one that floods in processes of their own, and a process for each guest. */
export async function startChannelGuests(count: number): Promise<ChannelGuests> {
  const directory = await mkdtemp(join(tmpdir(), 'qg-'));
  const bases = Array.from({ length: count + 1 + BARE }, (_, number) => join(directory, String(number)));
  const portsOf = (part: readonly string[]) => part.map((base) => `${base}.port`);
  const [asking, flooding, bareAsking] = [
    startChild('port-child.js', portsOf(bases.slice(0, count))),
    startChild('port-child.js', portsOf(bases.slice(count, count + 1))),
    startChild('port-child.js', portsOf(bases.slice(count + 1))),
  ];
  const processes = bases.map(startGuestProcess);
  const pids = processes.map(({ pid }) => pid).join(' ');
  const mocks = startChild('mock-server.js', ['mock', directory, String(bases.length), pids]);
  const children = [asking, flooding, bareAsking, mocks, ...processes];
  const stop = async () => {
    await Promise.all(children.map(end));
    await rm(directory, { recursive: true });
  };
  try {
    const started = [asking, flooding, bareAsking, mocks].map(nextMessage);
    await Promise.all([...started, ...processes.map(untilListening)]);
    const bare = startChild(
      'bare-answers.js',
      bases.slice(count + 1).map((base) => `${base}.chardev`),
    );
    children.push(bare);
    await nextMessage(bare);
  } catch (error) {
    await stop();
    throw error;
  }
  const ask = async (seconds: number): Promise<Answers> => {
    const orders = [asking, bareAsking].map((child) => carryOut(child, { do: 'ask', seconds }));
    const [ours, bare] = await Promise.all(orders);
    return { ours: ours?.ms ?? [], bare: bare?.ms ?? [] };
  };
  const guests = bases.slice(0, count + 1).map((base, number) => ({
    name: `vm${number}`,
    address: `${base}.qmp`,
    channel: { connect: `${base}.chardev` },
  }));
  return {
    config: { guests, discover: false, guestStats: true },
    ask,
    askBeside: async (flood, seconds) => {
      const flooded = carryOut(flooding, { do: 'flood', flood, seconds });
      return [await ask(seconds), (await flooded).floodBytes];
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
