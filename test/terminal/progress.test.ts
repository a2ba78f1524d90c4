import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Progress } from '../../src/terminal/describe-progress.js';
import { ProgressLine } from '../../src/terminal/progress.js';
import { FakeOutput } from './fake-terminal.js';

const CLEARED = '\r\u001b[K';

/** What an update writes. */
function drawn(line: string): string {
  return `\r${line}\u001b[K`;
}

function lineOn(output: FakeOutput): ProgressLine {
  return new ProgressLine({ output, isAscii: false });
}

const waiting = () => ({ what: 'waiting' });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a progress on a terminal', () => {
  it('is shown after a second, overwritten, and gone at the end', () => {
    const output = new FakeOutput();
    const shown = lineOn(output).show(waiting);
    vi.advanceTimersByTime(900);
    expect(output.take()).toBe('');
    vi.advanceTimersByTime(100);
    expect(output.take()).toBe(drawn('waiting: 1 s'));
    vi.advanceTimersByTime(1000);
    expect(output.take()).toBe(drawn('waiting: 2 s'));
    shown[Symbol.dispose]();
    vi.advanceTimersByTime(5000);
    expect(output.take()).toBe(CLEARED);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('writes nothing for what ends within a second', async () => {
    const output = new FakeOutput();
    const work = async () => {
      vi.advanceTimersByTime(950);
      return 7;
    };
    expect(await lineOn(output).during(waiting, work)).toBe(7);
    expect(output.take()).toBe('');
  });

  it('ends with work that fails', async () => {
    const output = new FakeOutput();
    const work = async () => {
      vi.advanceTimersByTime(1000);
      throw new Error('lost');
    };
    await expect(lineOn(output).during(waiting, work)).rejects.toThrow('lost');
    expect(output.take()).toBe(drawn('waiting: 1 s') + CLEARED);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is updated ten times a second at most, with the rate since before it was shown', () => {
    const output = new FakeOutput();
    let done = 0;
    using _shown = lineOn(output).show(() => ({ what: 'w', done: ++done, total: 100, unit: 'x' }));
    vi.advanceTimersByTime(1000);
    expect(output.take()).toBe(drawn('w: 10 of 100 x, 10/s, 9 s left'));
    vi.advanceTimersByTime(1000);
    expect(output.take().split('\r')).toHaveLength(11);
  });

  it('fits into the terminal, which may be resized or report no size', () => {
    const output = new FakeOutput();
    using _shown = lineOn(output).show(() => ({
      what: 'w'.repeat(100),
      done: 5,
      unit: 'messages',
    }));
    output.columns = 20;
    vi.advanceTimersByTime(1000);
    expect(output.take()).toBe(drawn('wwwwwwwww…: 5 mess…'));
    output.columns = 40;
    vi.advanceTimersByTime(100);
    expect(output.take()).toBe(drawn(`${'w'.repeat(26)}…: 5 messages`));
    output.columns = 0;
    vi.advanceTimersByTime(100);
    expect(output.take()).toBe(drawn(`${'w'.repeat(66)}…: 5 messages`));
  });

  it('has no other characters than the terminal', () => {
    const output = new FakeOutput();
    using _shown = new ProgressLine({ output, isAscii: true }).show(() => ({ what: '2 → 1 é' }));
    vi.advanceTimersByTime(1000);
    expect(output.take()).toBe(drawn('2 > 1 ?: 1 s'));
  });

  it('makes way for other output, and follows it once its line has ended', () => {
    const output = new FakeOutput();
    const line = lineOn(output);
    using _shown = line.show(waiting);
    line.makeWay('early\n');
    expect(output.take()).toBe('');
    vi.advanceTimersByTime(1000);
    output.take();
    line.makeWay('half a ');
    expect(output.take()).toBe(CLEARED);
    vi.advanceTimersByTime(1000);
    expect(output.take()).toBe('');
    line.makeWay('');
    line.makeWay('line\n');
    expect(output.take()).toBe('');
    vi.advanceTimersByTime(100);
    expect(output.take()).toBe(drawn('waiting: 2 s'));
  });

  it('is cleared while there is nothing to show, and not drawn while the terminal is not ours', () => {
    const output = new FakeOutput();
    let progress: Progress | undefined;
    let isOurs = true;
    using _shown = new ProgressLine({ output, mayDraw: () => isOurs }).show(() => progress);
    vi.advanceTimersByTime(1000);
    expect(output.take()).toBe('');
    progress = waiting();
    vi.advanceTimersByTime(100);
    expect(output.take()).toBe(drawn('waiting: 1 s'));
    isOurs = false;
    vi.advanceTimersByTime(1000);
    expect(output.take()).toBe('');
    progress = undefined;
    vi.advanceTimersByTime(1000);
    expect(output.take()).toBe(CLEARED);
  });

  it('is cleared when the process ends in the middle', () => {
    const output = new FakeOutput();
    const before = process.listeners('exit');
    const shown = lineOn(output).show(waiting);
    vi.advanceTimersByTime(3000);
    output.take();
    const [added] = process.listeners('exit').filter((listener) => !before.includes(listener));
    added?.(0);
    expect(output.take()).toBe(CLEARED);
    expect(process.listeners('exit')).toEqual(before);
    shown[Symbol.dispose]();
    expect(output.take()).toBe('');
  });
});

describe('a progress without a terminal', () => {
  it('is silent, and sets no timer', () => {
    using _shown = new ProgressLine().show(() => {
      throw new Error('nobody looks');
    });
    vi.advanceTimersByTime(5000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is a line a second where a command asks for lines', () => {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const shown = new ProgressLine().show(waiting, print);
    vi.advanceTimersByTime(2900);
    expect(lines).toEqual(['waiting: 1 s\n', 'waiting: 2 s\n']);
    shown[Symbol.dispose]();
    vi.advanceTimersByTime(2000);
    expect(lines).toHaveLength(2);
  });

  it('prints no lines on a terminal', () => {
    const lines: string[] = [];
    using _shown = lineOn(new FakeOutput()).show(waiting, (line) => lines.push(line));
    vi.advanceTimersByTime(5000);
    expect(lines).toEqual([]);
  });
});
