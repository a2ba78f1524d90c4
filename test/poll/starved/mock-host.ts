import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { MAIN } from '../../run-qgauge.js';
import { endAll } from './busy-loops.js';

/** Mock guests in a process of their own, which has the CPU that it needs. */
export interface MockHost extends AsyncDisposable {
  /** The words that have qgauge ask these guests, and no others. */
  readonly sockets: readonly string[];
  /** The name of the one that hangs; each has its name in that of its socket. */
  readonly hung: string;
}

/** Starts healthy mocks, and one whose main loop hangs. */
export async function startMocks(directory: string, count: number): Promise<MockHost> {
  const healthy = await start('--count', String(count), '--dir', directory);
  const hung = await start('--listen', `${directory}/hung.sock`, '--name', 'hung', '--fault', 'hang');
  const addresses = [...healthy.addresses, ...hung.addresses];
  return {
    sockets: addresses.flatMap((address) => ['--socket', address]),
    hung: 'hung',
    [Symbol.asyncDispose]: () => endAll([healthy.child, hung.child]),
  };
}

interface Started {
  readonly child: ChildProcess;
  readonly addresses: readonly string[];
}

async function start(...args: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, [MAIN, 'mock', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  const ready: { readonly machines: readonly { readonly addresses: readonly string[] }[] } = JSON.parse(line);
  return { child, addresses: ready.machines.flatMap(({ addresses }) => addresses) };
}
