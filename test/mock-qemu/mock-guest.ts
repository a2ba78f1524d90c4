import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { MockQemuOptions } from '../../mock-qemu/index.js';
import type { PortStep } from '../../mock-qemu/port/port-step.js';

const CHILD = join(import.meta.dirname, 'mock-guest-child.js');

/** How the host has answered. */
export interface PortAnswer {
  readonly status: number;
  /** Each line with its end. */
  readonly body: string;
}

/** What the guest has read in the steps, and how many connections its port has had. */
interface StepsDone {
  readonly lines: readonly string[];
  readonly connections: number;
}

/** A guest of a mock QEMU that is a process of its own, as a daemon demands that answers on a port. Ends with the test. */
export interface MockGuest {
  /** Of its monitor. */
  readonly address: string;
  /** Where QEMU listens for the host's end of the port. */
  readonly path: string;
  /** Carries out steps at the port. */
  readonly run: (steps: readonly PortStep[]) => Promise<StepsDone>;
  /** Asks as a program in the guest that passes over what is not the answer, and waits for it. */
  readonly ask: (call: string) => Promise<PortAnswer>;
}

export async function startMockGuest(options: MockQemuOptions): Promise<MockGuest> {
  // Only a process with the name of a QEMU is one. Without a name of the guest in its command line, others that look for
  // QEMUs take it for none of theirs.
  const child = spawn(process.execPath, [CHILD, JSON.stringify(options)], {
    argv0: 'qemu-system-x86_64',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [{ address, path }] = await once(child, 'message');
  let sent = 0;
  const waiting = new Map<number, (done: StepsDone) => void>();
  child.on('message', ({ id, ...done }: StepsDone & { readonly id: number }) => {
    waiting.get(id)?.(done);
    waiting.delete(id);
  });
  const run = (steps: readonly PortStep[]): Promise<StepsDone> =>
    new Promise((resolve) => {
      const id = ++sent;
      waiting.set(id, resolve);
      child.send({ id, steps });
    });
  return { address, path, run, ask: (call) => askWith(run, call) };
}

let asked = 0;

async function askWith(run: MockGuest['run'], call: string): Promise<PortAnswer> {
  const id = `q${++asked}`;
  const head = new RegExp(`^${id} (\\d+) (\\d+)$`);
  const begun = await run([{ do: 'open' }, { do: 'write', text: `\n${id} ${call}\n` }, { do: 'read' }]);
  let [line = ''] = begun.lines;
  while (!head.test(line)) [line = ''] = (await run([{ do: 'read' }])).lines;
  const [, status, count] = head.exec(line) ?? [];
  const { lines } = await run([{ do: 'read', lines: Number(count) }, { do: 'close' }]);
  return { status: Number(status), body: lines.map((each) => `${each}\n`).join('') };
}
