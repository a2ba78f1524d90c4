import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Domain } from '../../domain/domain.js';
import { sleep, untilAborted } from '../../support/deadline.js';
import { messageOf } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { attachTerminal } from '../../terminal/attach-terminal.js';
import { type Context, EXIT } from '../context.js';
import { printable } from './agent-control-verbs.js';
import type { AfterwardsVerb } from './verb.js';

/** `virsh console`. The monitor is given back while the console is open. */
export async function consoleVerb(
  domain: Domain,
  _words: readonly string[],
  { devname, dryRun }: { readonly devname?: string; readonly dryRun?: boolean },
  { terminal, signal, out, warn }: Pick<Context, 'terminal' | 'signal' | 'out' | 'warn'>,
): Promise<AfterwardsVerb> {
  const name = terminalSafe(domain.name, 100);
  const stream = ignoringErrors(await domain.openConsole(devname));
  return async () => {
    const input = terminal?.input;
    if (dryRun || input === undefined) return EXIT.ok;
    out(`Connected to domain '${name}'\nEscape character is ^] (Ctrl + ])\n`);
    const attached = { input, output: terminal?.output ?? process.stdout };
    const how = await attachTerminal(stream, attached, signal).catch((error: unknown) => {
      // A QEMU that is killed resets its connections.
      signal.throwIfAborted();
      warn(`console of ${name}: ${messageOf(error)}`);
      return 'ended' as const;
    });
    out(how === 'left' ? '\n' : `\nThe console of domain '${name}' has ended\n`);
    return how === 'left' ? EXIT.ok : EXIT.failed;
  };
}

/** Standard input to the channel, and what comes from there to standard output. The monitor is given back meanwhile. */
export async function channel(
  domain: Domain,
  [name = '']: readonly string[],
  { wait, dryRun }: { readonly wait: number; readonly dryRun?: boolean },
  { stdout, signal, warn }: Pick<Context, 'stdout' | 'signal' | 'warn'>,
): Promise<AfterwardsVerb> {
  const stream = ignoringErrors(await domain.openChannel(name));
  return async () => {
    if (dryRun) return EXIT.ok;
    try {
      return await untilAborted(connectStandard(stream, stdout, wait), signal);
    } catch (error) {
      signal.throwIfAborted();
      warn(`channel ${terminalSafe(name, 100)}: ${messageOf(error)}`);
      return EXIT.failed;
    } finally {
      stream.destroy();
    }
  };
}

/** Before it is connected, and afterwards, an error is its end, and nothing else. */
function ignoringErrors(stream: Duplex): Duplex {
  return stream.on('error', () => undefined);
}

/** @returns 1 when the channel has ended before standard input */
async function connectStandard(
  stream: Duplex,
  stdout: Context['stdout'],
  waitSeconds: number,
): Promise<number> {
  if (stream.destroyed) return EXIT.failed;
  const isTerminal = 'isTTY' in stdout && stdout.isTTY === true;
  stream.on('data', (bytes: Buffer) => {
    const isTaken = stdout.write(isTerminal ? printable(bytes.toString('utf8')) : bytes);
    if (isTaken) return;
    stream.pause();
    stdout.once('drain', () => stream.resume());
  });
  const ended = Promise.race([once(stream, 'end'), once(stream, 'close')]).then(() => EXIT.failed);
  return Promise.race([ended, sendInput(stream).then(() => within(waitSeconds))]);
}

async function sendInput(stream: Duplex): Promise<void> {
  for await (const chunk of process.stdin) if (!stream.write(chunk)) await once(stream, 'drain');
}

async function within(seconds: number): Promise<number> {
  await sleep(seconds * 1000);
  return EXIT.ok;
}
