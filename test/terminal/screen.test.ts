import { describe, expect, it } from 'vitest';
import { Screen } from '../../src/terminal/screen.js';
import { FakeInput, FakeOutput } from './fake-terminal.js';

const ENTER = '\u001b[?1049h\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?1049l';

function startScreen(input: FakeInput | undefined = new FakeInput()) {
  const output = new FakeOutput();
  const keys: string[] = [];
  const draw = ({ columns, rows }: { columns: number; rows: number }) => [`${columns}`, `${rows}`];
  const screen = new Screen({ output, input, draw, onKey: (key) => keys.push(key) });
  return { screen, output, input, keys };
}

describe('Screen', () => {
  it('takes the terminal over, draws, and gives it back as it was', () => {
    const before = process.listenerCount('exit');
    const { screen, output, input } = startScreen();
    expect(output.take()).toBe(
      `${ENTER}\u001b[2J\u001b[?2026h\u001b[1;1H\u001b[2K80\u001b[2;1H\u001b[2K24\u001b[3;1H\u001b[J\u001b[?2026l`,
    );
    expect(input).toMatchObject({ isRaw: true, isFlowing: true });
    screen[Symbol.dispose]();
    expect(output.take()).toBe(LEAVE);
    expect(input).toMatchObject({ isRaw: false, isFlowing: false });
    expect(input.listenerCount('data') + output.listenerCount('resize')).toBe(0);
    expect(process.listenerCount('exit')).toBe(before);
    screen[Symbol.dispose]();
    screen.redraw();
    expect(output.take()).toBe('');
  });

  it('draws again on an empty screen when the window is resized', () => {
    const { screen, output } = startScreen();
    output.take();
    output.resize(30, 2);
    expect(output.take()).toBe(
      '\u001b[2J\u001b[?2026h\u001b[1;1H\u001b[2K30\u001b[2;1H\u001b[2K2\u001b[?2026l',
    );
    screen[Symbol.dispose]();
    output.resize(40, 2);
    expect(output.take()).toBe(LEAVE);
  });

  it('believes no terminal that says that it has no size', () => {
    const { screen, output } = startScreen();
    output.take();
    output.resize(0, 0);
    expect(output.take()).toContain('80');
    screen[Symbol.dispose]();
  });

  it('passes on each key, except those that send several characters', () => {
    const { screen, input, keys } = startScreen();
    input.type('q+');
    input.type('\u001b[A');
    input.type('\u0003');
    expect(keys).toEqual(['q', '+', '\u0003']);
    screen[Symbol.dispose]();
  });

  it('does without a keyboard', () => {
    const output = new FakeOutput();
    const screen = new Screen({ output, input: undefined, draw: () => [], onKey: () => undefined });
    screen[Symbol.dispose]();
    expect(output.take()).toContain(LEAVE);
  });

  it('gives the terminal back when the process ends without it being disposed of', () => {
    const before = process.listeners('exit');
    const { output, input } = startScreen();
    const [onExit] = process.listeners('exit').filter((listener) => !before.includes(listener));
    output.take();
    onExit?.call(process, 1);
    expect(output.take()).toBe(LEAVE);
    expect(input.isRaw).toBe(false);
  });

  it('leaves a keyboard raw that was raw before', () => {
    const input = new FakeInput();
    input.isRaw = true;
    startScreen(input).screen[Symbol.dispose]();
    expect(input.isRaw).toBe(true);
  });
});
