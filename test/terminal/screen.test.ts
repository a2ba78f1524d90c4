import { describe, expect, it } from 'vitest';
import type { StyledLine } from '../../src/support/styled-text.js';
import { Screen, type ScreenOptions } from '../../src/terminal/screen.js';
import { FakeInput, FakeOutput } from './fake-terminal.js';

const ENTER = '\u001b[?1049h\u001b[?7l\u001b[?25l';
const LEAVE = '\u001b[?25h\u001b[?7h\u001b[?1049l';
const SYNCHRONIZED_BEGIN = '\u001b[?2026h';
const SYNCHRONIZED_END = '\u001b[?2026l';
const COLOUR = { palette: 'colour', isAscii: false } as const;

function startScreen(options: Partial<ScreenOptions> = {}) {
  const output = new FakeOutput();
  const input = new FakeInput();
  const keys: string[] = [];
  const screen = new Screen({
    ...{ output, input, look: COLOUR },
    draw: ({ columns, rows }) => [[{ text: `${columns}` }], [{ text: `${rows}` }]],
    onEvent: (event) => keys.push(event.type === 'key' ? event.key : event.action),
    ...options,
  });
  return { screen, output, input, keys };
}

/** How many listen to the end of the process, and to its signals. */
const listenerCounts = () => ['exit', 'SIGCONT', 'SIGQUIT'].map((name) => process.listenerCount(name));

/** A screen that shows the lines of the moment. */
function startLines(lines: readonly StyledLine[], options: Partial<ScreenOptions> = {}) {
  let shown = lines;
  const started = startScreen({ draw: () => shown, ...options });
  started.output.take();
  return {
    ...started,
    /** What is written for the next lines. */
    show: (next: readonly StyledLine[]) => {
      shown = next;
      started.screen.redraw();
      return started.output.take().replace(SYNCHRONIZED_BEGIN, '').replace(SYNCHRONIZED_END, '');
    },
  };
}

describe('Screen', () => {
  it('takes the terminal over, draws, and gives it back as it was', () => {
    const before = listenerCounts();
    const { screen, output, input } = startScreen();
    expect(output.take()).toBe(`${ENTER}\u001b[2J\u001b[?2026h\u001b[1;1H80\u001b[2;1H24\u001b[?2026l`);
    expect(input).toMatchObject({ isRaw: true, isFlowing: true });
    screen[Symbol.dispose]();
    expect(output.take()).toBe(LEAVE);
    expect(input).toMatchObject({ isRaw: false, isFlowing: false });
    expect(input.listenerCount('data') + input.listenerCount('end')).toBe(0);
    expect(output.listenerCount('resize')).toBe(0);
    expect(listenerCounts()).toEqual(before);
    screen[Symbol.dispose]();
    screen.redraw();
    expect(output.take()).toBe('');
  });

  it('draws again on an empty screen when the window is resized', () => {
    const { screen, output } = startScreen();
    output.take();
    output.resize(30, 2);
    expect(output.take()).toBe('\u001b[2J\u001b[?2026h\u001b[1;1H30\u001b[2;1H2\u001b[?2026l');
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

  it('writes only what has changed, and nothing when nothing has', () => {
    const { screen, show } = startLines([[{ text: 'web  running  12.5' }], [{ text: 'db   running   3.0' }]]);
    expect(show([[{ text: 'web  running  12.6' }], [{ text: 'db   running   3.0' }]])).toBe('\u001b[1;18H6');
    expect(show([[{ text: 'web  running  12.6' }], [{ text: 'db   paused  -' }]])).toBe(
      '\u001b[2;6Hpaused  -\u001b[2;15H\u001b[K',
    );
    expect(show([[{ text: 'web  running  12.6' }]])).toBe('\u001b[2;1H\u001b[2;1H\u001b[K');
    expect(show([[{ text: 'web  running  12.6' }]])).toBe('');
    screen[Symbol.dispose]();
  });

  it('writes a text again when only its emphasis has changed', () => {
    const { screen, show } = startLines([[{ text: 'web ' }, { text: 'running', emphasis: 'good' }]]);
    expect(show([[{ text: 'web ' }, { text: 'running', emphasis: 'bad' }]])).toBe(
      '\u001b[1;5H\u001b[1;31mrunning\u001b[0m',
    );
    screen[Symbol.dispose]();
  });

  it('draws whole lines of wide characters', () => {
    const { screen, show } = startLines([[{ text: '東京 1' }]]);
    expect(show([[{ text: '東京 2' }]])).toBe('\u001b[1;1H\u001b[K東京 2');
    expect(show([[{ text: '東 2' }]])).toBe('\u001b[1;1H\u001b[K東 2');
    screen[Symbol.dispose]();
  });

  it('uses no colour where the terminal has none, and ASCII where it shows nothing else', () => {
    const look = { palette: 'monochrome', isAscii: true } as const;
    const { screen, show } = startLines([], { look });
    expect(show([[{ text: '▁█ 東 5µs…', emphasis: 'good' }], [{ text: 'x', isSelected: true }]])).toBe(
      '\u001b[1;1H_# ?? 5us~\u001b[2;1H\u001b[7mx\u001b[0m',
    );
    screen[Symbol.dispose]();
  });

  it('passes on keys by their names', () => {
    const { screen, input, keys } = startScreen();
    input.type('q+\u001b[A\u0003');
    expect(keys).toEqual(['q', '+', 'up', 'ctrl+c']);
    screen[Symbol.dispose]();
  });

  it('has the mouse reported only where that is wanted, and no longer afterwards', () => {
    const { screen, output, input, keys } = startScreen({ hasMouse: true });
    expect(output.take()).toContain('\u001b[?1000h\u001b[?1006h');
    input.type('\u001b[<0;3;4M');
    expect(keys).toEqual(['press']);
    screen[Symbol.dispose]();
    expect(output.take()).toBe(`\u001b[?1006l\u001b[?1000l${LEAVE}`);
  });

  it('gives the terminal back with Ctrl+Z, and takes it again when the process goes on', () => {
    let suspended = 0;
    const { screen, output, input } = startScreen({ suspend: () => suspended++ });
    output.take();
    input.type('\u001a');
    expect(suspended).toBe(1);
    expect(output.take()).toBe(LEAVE);
    expect(input.isRaw).toBe(false);
    screen.redraw();
    expect(output.take()).toBe('');
    process.emit('SIGCONT');
    expect(output.take()).toContain(`${ENTER}\u001b[2J`);
    expect(input.isRaw).toBe(true);
    screen[Symbol.dispose]();
  });

  it('gives the terminal back before it throws the error of its first frame', () => {
    const before = listenerCounts();
    const [output, input] = [new FakeOutput(), new FakeInput()];
    const draw = () => {
      throw new Error('a bug');
    };
    expect(() => startScreen({ output, input, draw })).toThrow('a bug');
    expect(output.text.endsWith(LEAVE)).toBe(true);
    expect(input).toMatchObject({ isRaw: false, isFlowing: false });
    expect(output.listenerCount('resize')).toBe(0);
    expect(listenerCounts()).toEqual(before);
  });

  it('draws everything again with Ctrl+L', () => {
    const { screen, output, input } = startScreen();
    output.take();
    input.type('\u000c');
    expect(output.take()).toContain('\u001b[2J');
    screen[Symbol.dispose]();
  });

  it('says that the terminal is gone', () => {
    let ends = 0;
    const { screen, input } = startScreen({ onEnd: () => ends++ });
    input.emit('end');
    expect(ends).toBe(1);
    screen[Symbol.dispose]();
  });

  it('does without a keyboard', () => {
    const { screen, output } = startScreen({ input: undefined });
    screen[Symbol.dispose]();
    expect(output.take()).toContain(LEAVE);
  });

  it('gives the terminal back when the process ends without it being disposed of', () => {
    const before = process.listeners('exit');
    const { screen, output, input } = startScreen();
    const [onExit] = process.listeners('exit').filter((listener) => !before.includes(listener));
    output.take();
    onExit?.call(process, 1);
    expect(output.take()).toBe(LEAVE);
    expect(input.isRaw).toBe(false);
    screen[Symbol.dispose]();
  });

  it('leaves a keyboard raw that was raw before', () => {
    const input = new FakeInput();
    input.isRaw = true;
    startScreen({ input }).screen[Symbol.dispose]();
    expect(input.isRaw).toBe(true);
  });
});
