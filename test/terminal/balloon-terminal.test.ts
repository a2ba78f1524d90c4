import { describe, expect, it, onTestFinished } from 'vitest';
import { BalloonTerminal } from '../../src/terminal/balloon-terminal.js';
import { CHANGE, INTRO, SAMPLE } from '../formats/balloon/watched-balloon.js';
import { FakeInput, FakeOutput } from './fake-terminal.js';

function startTerminal() {
  const output = new FakeOutput();
  const input = new FakeInput();
  let quits = 0;
  const onQuit = () => {
    quits++;
  };
  const terminal = new BalloonTerminal({ intro: INTRO, output, input, onQuit });
  onTestFinished(() => terminal[Symbol.dispose]());
  return { terminal, output, input, quits: () => quits };
}

describe('BalloonTerminal', () => {
  it('leaves the terminal alone until something is known', () => {
    const { terminal, output } = startTerminal();
    terminal.onItem(CHANGE);
    expect(output.take()).toBe('');
    terminal.onPresent({ ...SAMPLE, reason: 'present' });
    expect(output.take()).toMatch(/running.*BALLOON_CHANGE actual 512 MiB/s);
  });

  it('draws each sample and each event at once, and the present no more often than can be read', () => {
    const { terminal, output } = startTerminal();
    terminal.onItem(SAMPLE);
    expect(output.take()).toContain('768 MiB');
    terminal.onPresent({ ...SAMPLE, ageSeconds: 7 });
    expect(output.take()).toBe('');
    terminal.onItem({ ...CHANGE, event: 'STOP', data: {} });
    expect(output.screen).toMatch(/7s old.*STOP/s);
  });

  it('stands still when it is paused, and goes on with what came meanwhile', () => {
    const { terminal, output, input } = startTerminal();
    terminal.onItem(SAMPLE);
    input.type(' ');
    expect(output.take()).toContain('PAUSED');
    terminal.onItem({ ...SAMPLE, actualBytes: 2 ** 29 });
    expect(output.take()).toBe('');
    output.resize(60, 20);
    expect(output.take()).toMatch(/768 MiB.*PAUSED/s);
    input.type(' ');
    expect(output.screen).toMatch(/512 MiB.*space pauses/s);
  });

  it('has its span widened and narrowed, also while it is paused', () => {
    const { terminal, output, input } = startTerminal();
    terminal.onItem(SAMPLE);
    const spans = ['+', '=', '+', '+', '-', ' ', '-'].map((key) => {
      input.type(key);
      return /(\S+) shown/.exec(output.screen)?.[1];
    });
    expect(spans).toEqual(['10m', '30m', '60m', '60m', '30m', '30m', '10m']);
  });

  it.each(['q', '\u0003'])('quits with %j', (key) => {
    const { terminal, input, quits } = startTerminal();
    terminal.onItem(SAMPLE);
    input.type('x');
    expect(quits()).toBe(0);
    input.type(key);
    expect(quits()).toBe(1);
  });
});
