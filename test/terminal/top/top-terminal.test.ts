import { describe, expect, it, onTestFinished } from 'vitest';
import type { GuestSnapshot, Snapshot } from '../../../src/model/snapshot.js';
import { DEFAULT_SETTINGS, type TopSettings } from '../../../src/terminal/top/top-state.js';
import { TopTerminal, type TopTerminalOptions } from '../../../src/terminal/top/top-terminal.js';
import { AFTER, BEFORE } from '../../formats/moving-snapshot.js';
import { guestSnapshot } from '../../formats/rich-snapshot.js';
import { FakeInput, FakeOutput } from '../fake-terminal.js';

function startTop(options: Partial<TopTerminalOptions> = {}) {
  const output = new FakeOutput();
  const input = new FakeInput();
  const did: string[] = [];
  const saved: TopSettings[] = [];
  const top = new TopTerminal({
    ...{ input, output, settings: DEFAULT_SETTINGS, devices: {}, hasMouse: true },
    look: { palette: 'colour', isAscii: false },
    onQuit: () => did.push('quit'),
    onSave: async (settings) => {
      saved.push(settings);
      return 'kept in a file';
    },
    onPace: (change) => {
      did.push(change);
      return `now ${change}`;
    },
    ...options,
  });
  onTestFinished(() => top[Symbol.dispose]());
  return { top, output, input, did, saved, lines: () => output.screen.split('\n') };
}

/** The same sweep a moment later, with other guests. */
function later(snapshot: Snapshot, guests: readonly GuestSnapshot[]): Snapshot {
  return { ...snapshot, takenAtSeconds: snapshot.takenAtSeconds + 1, guests };
}

/** The lines of guests, from below the headings to the end of the table. */
function rowsOf(lines: readonly string[]): readonly string[] {
  const headings = lines.findIndex((line) => line.startsWith('NAME'));
  const end = lines.indexOf('', headings);
  return lines.slice(headings + 1, end);
}

describe('TopTerminal', () => {
  it('leaves the terminal alone until the first sweep', () => {
    const { top, output } = startTop();
    expect(output.take()).toBe('');
    top.show(BEFORE);
    expect(output.screen).toContain('1 Guests');
  });

  it('gives the terminal back when it is disposed of', () => {
    const { top, output, input } = startTop();
    top.show(BEFORE);
    expect(input.isRaw).toBe(true);
    output.take();
    top[Symbol.dispose]();
    expect(output.take()).toBe('\u001b[?1006l\u001b[?1000l\u001b[?25h\u001b[?7h\u001b[?1049l');
    expect(input.isRaw).toBe(false);
  });

  it('writes nothing for a sweep that looks the same', () => {
    const { top, output } = startTop();
    top.show(BEFORE);
    top.show(BEFORE);
    output.take();
    top.show(BEFORE);
    expect(output.take()).toBe('');
  });

  it('shows each screen by its digit', () => {
    const { top, input, lines } = startTop();
    top.show(AFTER);
    for (const [digit, heading] of [
      ['2', 'THREAD'],
      ['3', 'DISK'],
      ['4', 'NIC'],
      ['5', 'VERDICT'],
      ['6', 'GUEST'],
      ['7', 'SEVERITY'],
      ['1', 'STATE'],
    ] as const) {
      input.type(digit);
      expect(lines().some((line) => line.split(/ +/).includes(heading))).toBe(true);
    }
  });

  it('keeps the selection on its guest when rows move', () => {
    const { top, input, lines } = startTop();
    const guests = ['a', 'b', 'c'].map((name) => guestSnapshot({ name, linux: undefined }));
    top.show(later(AFTER, guests));
    input.type('\u001b[B');
    top.show(later(AFTER, guests.toReversed().slice(1)));
    input.type('\r');
    expect(lines()[4]).toBe('b');
  });

  it('acts on the guest of the page that is shown', () => {
    const { top, output, input, lines } = startTop();
    const guests = ['a', 'b'].map((name) => guestSnapshot({ name, linux: undefined }));
    top.show(later(AFTER, guests));
    input.type('\u001b[B\r\r');
    expect(lines()[4]).toBe('b');
    top.show(later(AFTER, guests.toReversed()));
    output.take();
    input.type('y');
    const [, copied = ''] = /\]52;c;([\w+/=]+)/.exec(output.take()) ?? [];
    expect(JSON.parse(Buffer.from(copied, 'base64').toString())).toMatchObject({ name: 'b' });
  });

  it('scrolls a page by its height, from end to end', () => {
    const { top, input, lines } = startTop();
    top.show(AFTER);
    input.type('?');
    const first = lines()[4];
    input.type('G');
    const last = lines().at(-2);
    input.type('k');
    expect(lines().at(-2)).not.toBe(last);
    input.type('jj');
    expect(lines().at(-2)).toBe(last);
    input.type('g');
    expect(lines()[4]).toBe(first);
    const second = lines()[4 + 18];
    input.type('\u001b[6~');
    expect(lines()[4]).toBe(second);
  });

  it('says all that there is to say about a row where it has room, and that there is more where not', () => {
    const { top, output, input } = startTop();
    const message = `${'word '.repeat(60)}end`;
    const problem = { kind: 'hung', message } as const;
    const hung = guestSnapshot({ name: 'a', qemu: undefined, problem });
    top.show(later(AFTER, [hung]));
    input.type('7');
    expect(output.screen.replaceAll('\n', ' ')).toContain('word end. A QEMU that hangs');
    output.resize(80, 17);
    top.show(
      later(
        AFTER,
        Array.from({ length: 20 }, (_, at) => ({ ...hung, name: `a${at}`, pid: at })),
      ),
    );
    expect(output.screen).toMatch(/^a0: word .*\nword .*\nword .*…\nq quits/m);
  });

  it('shows all sizes in one unit', () => {
    const { top, input, output } = startTop();
    output.resize(120, 30);
    top.show(AFTER);
    expect(output.screen).toContain('512K');
    input.type('u');
    expect(output.screen).not.toMatch(/\d[KG]\b/);
    expect(output.screen).toContain('0.5M');
  });

  it('stands still while it is paused, and goes on with the last sweep', () => {
    const { top, output, input } = startTop();
    top.show(AFTER);
    input.type(' ');
    expect(output.screen).toContain('PAUSED');
    output.take();
    top.show(later(AFTER, AFTER.guests.slice(0, 1)));
    expect(output.take()).toBe('');
    input.type(' ');
    expect(output.screen).not.toContain('PAUSED');
    expect(rowsOf(output.screen.split('\n'))).toHaveLength(1);
  });

  it('filters by a line that is typed, and takes the filter away with Esc', async () => {
    const { top, input, output, lines } = startTop();
    top.show(AFTER);
    const all = rowsOf(lines()).length;
    input.type('\\state:running\r');
    expect(output.screen).toContain('state:running: ');
    expect(rowsOf(lines()).length).toBeLessThan(all);
    input.type('\u001b');
    await expect.poll(() => rowsOf(lines()).length).toBe(all);
  });

  it('says why a filter is not valid, until it is', () => {
    const { top, input, output } = startTop();
    top.show(AFTER);
    input.type('\\stat:running\r');
    expect(output.screen).toMatch(/'stat' is not a column.*\nfilter: stat:running/s);
    input.type('\u0015state:running\r');
    expect(output.screen).not.toContain('not a column');
  });

  it('says so when nothing matches', () => {
    const { top, input, output } = startTop();
    top.show(AFTER);
    input.type('\\cpu>9999\r');
    expect(output.screen).toContain('nothing matches the filter');
  });

  it('sorts by the heading that is clicked, and selects the row that is clicked', () => {
    const { top, input, output, lines } = startTop();
    output.resize(120, 30);
    top.show(AFTER);
    const headings = lines().findIndex((line) => line.startsWith('NAME'));
    input.type(`\u001b[<0;2;${headings + 1}M`);
    expect(output.screen).toContain('by name');
    const names = rowsOf(lines()).map((row) => row.split(' ')[0]);
    expect(names).toEqual([...names].sort());
    input.type(`\u001b[<0;2;${headings + 1}M`);
    expect(rowsOf(lines()).map((row) => row.split(' ')[0])).toEqual(names.toReversed());
    input.type(`\u001b[<0;2;${headings + 3}M\r`);
    expect(lines()[4]).toBe(names.toReversed()[1]);
  });

  it('has its window for every size', () => {
    const { top, output, lines } = startTop();
    top.show(AFTER);
    for (const [columns, rows] of [
      [200, 60],
      [40, 10],
      [20, 3],
      [1, 1],
      [80, 24],
    ] as const) {
      output.resize(columns, rows);
      expect(lines().length).toBeLessThanOrEqual(rows);
      for (const line of lines()) expect(line.length).toBeLessThanOrEqual(columns);
    }
  });

  it('reports in its last line, until the next key', () => {
    const { top, input, lines } = startTop();
    top.show(AFTER);
    top.report('the daemon\u001b[2J is gone');
    expect(lines().at(-1)).toBe('the daemon?[2J is gone');
    input.type('j');
    expect(lines().at(-1)).toMatch(/^q quits/);
  });

  it('says above its last line why there is no sweep, whatever keys are pressed, until there is one', () => {
    const { top, input, lines, output } = startTop();
    top.show(AFTER);
    top.lose('kvm7: nobody listens there');
    const why = 'figures of 0 s ago: kvm7: nobody listens there';
    for (const keys of ['', 'j', '?', 'q', '1/a']) {
      input.type(keys);
      expect(lines().at(-2)).toBe(why);
      expect(lines()).toHaveLength(24);
    }
    output.resize(80, 2);
    expect(output.screen).not.toContain(why);
    output.resize(80, 24);
    top.show(later(AFTER, AFTER.guests));
    expect(output.screen).not.toContain('kvm7');
  });

  it('hands on what it does not do itself', async () => {
    const { top, input, output, did, saved, lines } = startTop();
    top.show(AFTER);
    input.type('+-3uw');
    expect(did).toEqual(['slower', 'faster']);
    expect(saved).toMatchObject([{ screen: 'disks', sizeUnit: 'MiB' }]);
    await expect.poll(() => lines().at(-1)).toBe('kept in a file');
    output.take();
    input.type('1y');
    const [, copied = ''] = /\]52;c;([\w+/=]+)/.exec(output.take()) ?? [];
    expect(JSON.parse(Buffer.from(copied, 'base64').toString())).toHaveProperty('name');
    input.type('q\u0003\u001b[21~');
    expect(did).toEqual(['slower', 'faster', 'quit', 'quit', 'quit']);
  });

  it('quits when the terminal is gone', () => {
    const { top, input, did } = startTop();
    top.show(AFTER);
    input.emit('end');
    expect(did).toEqual(['quit']);
  });

  it('obeys no name of a guest', () => {
    const { top, output } = startTop();
    const [guest] = AFTER.guests;
    if (guest === undefined) throw new Error('the snapshot has no guest');
    output.resize(120, 30);
    top.show(later(AFTER, [{ ...guest, name: 'a\u001b[2J\u009b31m\u202eb\n東' }]));
    const written = output.take();
    expect(written).not.toMatch(/[\u0080-\u009f\u202e\n]/);
    expect(output.screen).toContain('a?[2J?31m?b?東');
  });
});
