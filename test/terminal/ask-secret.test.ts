import { describe, expect, it } from 'vitest';
import { askSecret } from '../../src/terminal/ask-secret.js';
import { FakeInput, FakeOutput } from './fake-terminal.js';

function ask(signal = new AbortController().signal) {
  const [input, output] = [new FakeInput(), new FakeOutput()];
  return { input, output, answer: askSecret('password: ', { input, output }, signal) };
}

describe('askSecret', () => {
  it('takes what is typed until Enter, without an echo', async () => {
    const { input, output, answer } = ask();
    expect(input.isRaw).toBe(true);
    input.type('hünter');
    input.type('2\r');
    expect(await answer).toBe('hünter2');
    expect(output.text).toBe('password: \n');
    expect(input).toMatchObject({ isRaw: false, isFlowing: false });
    expect(input.listenerCount('data')).toBe(0);
  });

  it('lets mistakes be corrected', async () => {
    const { input, answer } = ask();
    input.type('wrong\u0015hunü\u007fter1\b2\n');
    expect(await answer).toBe('hunter2');
  });

  it('has no answer where nothing is typed', async () => {
    const { input, answer } = ask();
    input.type('\u0004');
    expect(await answer).toBeUndefined();
  });

  it('restores the terminal when it is aborted', async () => {
    const controller = new AbortController();
    const { input, answer } = ask(controller.signal);
    controller.abort(new Error('interrupted'));
    await expect(answer).rejects.toThrow('interrupted');
    expect(input.isRaw).toBe(false);
  });
});
