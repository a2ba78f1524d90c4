import { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { attachTerminal } from '../../src/terminal/attach-terminal.js';
import { FakeInput } from './fake-terminal.js';

/** The other end: what it was sent, and what it says. */
class FakeConsole extends Duplex {
  received = '';

  override _read(): void {
    // It speaks by itself.
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.received += bytes.toString('latin1');
    done();
  }
}

function attach(signal = new AbortController().signal) {
  const [console, input] = [new FakeConsole(), new FakeInput()];
  const written: string[] = [];
  const output = { write: (bytes: Uint8Array | string) => void written.push(Buffer.from(bytes).toString()) };
  return { console, input, written, done: attachTerminal(console, { input, output }, signal) };
}

describe('attachTerminal', () => {
  it('passes on each byte both ways, Ctrl+C too, until Ctrl+]', async () => {
    const { console, input, written, done } = attach();
    input.type('ls\r\u0003');
    console.push('\u001b[31mhello');
    await new Promise(setImmediate);
    input.type('x\u001dnever');
    expect(await done).toBe('left');
    expect(console.received).toBe('ls\r\u0003x');
    expect(written[0]).toBe('\u001b[31mhello');
    expect(console.destroyed).toBe(true);
    expect(input).toMatchObject({ isRaw: false, isFlowing: false });
  });

  it('ends with the other end, and closes a screen that it has left open', async () => {
    const { console, input, written, done } = attach();
    console.push('\u001b[?1049h');
    console.push(null);
    expect(await done).toBe('ended');
    expect(written.at(-1)).toMatch(/\?25h.*\?1049l$/);
    expect(input.isRaw).toBe(false);
  });

  it('does not wait for another end that is gone already', async () => {
    const [console, input] = [new FakeConsole().destroy(), new FakeInput()];
    const { signal } = new AbortController();
    expect(await attachTerminal(console, { input, output: { write: () => true } }, signal)).toBe('ended');
    expect(input.isRaw).toBe(false);
  });

  it('leaves the first screen alone, where the cursor would move', async () => {
    const { console, written, done } = attach();
    console.push('\u001b[?1049hvi\u001b[?1049l');
    console.push(null);
    await done;
    expect(written.at(-1)).not.toContain('1049');
  });

  it('restores the terminal when it is aborted, and when the process exits', async () => {
    const controller = new AbortController();
    const { input, done } = attach(controller.signal);
    controller.abort(new Error('interrupted'));
    await expect(done).rejects.toThrow('interrupted');
    expect(input.isRaw).toBe(false);

    const other = attach();
    const restore = process.listeners('exit').at(-1);
    restore?.call(process, 1);
    expect(other.input.isRaw).toBe(false);
    other.console.push(null);
    await other.done;
    expect(process.listeners('exit')).not.toContain(restore);
  });

  it('rejects when the other end fails', async () => {
    const { console, input, done } = attach();
    console.destroy(new Error('reset'));
    await expect(done).rejects.toThrow('reset');
    expect(input.isRaw).toBe(false);
  });
});
