import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AlternateScreen, type AlternateScreenOptions } from '../../src/terminal/alternate-screen.js';
import { FakeInput, FakeOutput } from './fake-terminal.js';

const ENTER = '\u001b[?1049h\u001b[?7l\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?7h\u001b[?1049l';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** An alternate screen of a job, and the terminal of its shell. */
function startJob(options: Partial<AlternateScreenOptions> = {}) {
  const output = new FakeOutput();
  const input = new FakeInput();
  const job = { isInForeground: true, opened: 0 };
  const screen = new AlternateScreen({
    ...{ output, input, onBytes: () => undefined, onOpen: () => job.opened++ },
    suspend: () => undefined,
    isInForeground: () => job.isInForeground,
    ...options,
  });
  return { screen, output, input, job };
}

describe('AlternateScreen', () => {
  it('switches off that lines wrap, and on again', () => {
    const { screen, output } = startJob();
    screen.open();
    expect(output.take()).toBe(ENTER);
    screen[Symbol.dispose]();
    expect(output.take()).toBe(LEAVE);
  });

  it('makes keys raw before it writes anything', () => {
    const { screen, output, input } = startJob();
    const written: string[] = [];
    input.setRawMode = (isRaw) => void written.push(isRaw ? output.text : '');
    screen.open();
    expect(written).toEqual(['', '']);
    screen[Symbol.dispose]();
  });

  it('comes back after Ctrl+Z where nothing has stopped the process', () => {
    const { screen, output, input, job } = startJob();
    screen.open();
    screen.suspend();
    expect(screen.isOpen).toBe(false);
    output.take();
    vi.runOnlyPendingTimers();
    expect(output.take()).toBe(ENTER);
    expect(input).toMatchObject({ isRaw: true, isFlowing: true });
    expect(job.opened).toBe(2);
    screen[Symbol.dispose]();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('touches nothing in the background, until the process is in the foreground again', () => {
    const { screen, output, input, job } = startJob();
    screen.open();
    screen.suspend();
    output.take();
    job.isInForeground = false;
    process.emit('SIGCONT');
    vi.runOnlyPendingTimers();
    expect(output.take()).toBe('');
    expect(input).toMatchObject({ isRaw: false, isFlowing: false });
    // Some shells send SIGCONT only to a job that is stopped.
    job.isInForeground = true;
    vi.runOnlyPendingTimers();
    expect(output.take()).toBe(ENTER);
    screen[Symbol.dispose]();
  });

  it('opens at once when SIGCONT comes with the foreground', () => {
    const { screen, output, job } = startJob();
    job.isInForeground = false;
    screen.open();
    expect(output.take()).toBe('');
    job.isInForeground = true;
    process.emit('SIGCONT');
    expect(output.take()).toBe(ENTER);
    expect(vi.getTimerCount()).toBe(0);
    screen[Symbol.dispose]();
  });

  it('leaves the keys to the shell when the process goes on in the background, and takes them anew', () => {
    const { screen, output, input, job } = startJob();
    const modes: boolean[] = [];
    screen.open();
    output.take();
    input.setRawMode = (isRaw) => void modes.push(isRaw);
    job.isInForeground = false;
    process.emit('SIGCONT');
    expect(output.take()).toBe(LEAVE);
    expect(modes).toEqual([]);
    job.isInForeground = true;
    vi.runOnlyPendingTimers();
    expect(modes).toEqual([false, true]);
    screen[Symbol.dispose]();
  });

  it('waits for the foreground no longer once it is disposed of', () => {
    const { screen, output, job } = startJob();
    job.isInForeground = false;
    screen.open();
    screen[Symbol.dispose]();
    expect(vi.getTimerCount()).toBe(0);
    screen.open();
    expect(output.take()).toBe('');
  });

  it('gives the terminal back on SIGQUIT, which then ends the process', () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const { screen, output, input } = startJob();
    screen.open();
    output.take();
    process.emit('SIGQUIT');
    expect(output.take()).toBe(LEAVE);
    expect(input.isRaw).toBe(false);
    expect(process.listenerCount('SIGQUIT')).toBe(0);
    expect(kill.mock.calls).toEqual([[process.pid, 'SIGQUIT']]);
  });
});
