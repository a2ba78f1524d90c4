import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** What a program in the guest has asked. */
export interface PortRequest {
  readonly id: string;
  readonly call: string;
}

/** The host's end of a port, whose other end a program can open as in a guest. */
export interface FakePort {
  readonly path: string;
  /** Resolves to the next request. */
  next(): Promise<PortRequest>;
  /** Resolves when the port has the bytes. */
  write(bytes: Uint8Array | string): Promise<void>;
  /** The host leaves: the guest reads the end of the file. */
  leave(): void;
}

/** Opens a port for the running test. */
export async function openFakePort(): Promise<FakePort> {
  const child = spawn('python3', [join(import.meta.dirname, 'port-pty.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const readLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('the port has been closed');
    return value;
  };
  return {
    path: await readLine(),
    next: async () => {
      for (;;) {
        const [, id, call] = /^(\S+) (.*)$/.exec(await readLine()) ?? [];
        if (id !== undefined && call !== undefined) return { id, call };
      }
    },
    write: (bytes) => new Promise((resolve) => child.stdin.write(bytes, () => resolve())),
    leave: () => void child.stdin.end(),
  };
}
