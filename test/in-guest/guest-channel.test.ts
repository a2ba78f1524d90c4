import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GuestChannel } from '../../src/in-guest/guest-channel.js';
import { answerKept, ask, channelOf } from './ask.js';

const SESSION = 'session = 4004861987670969122\nprovider = \n';

describe('GuestChannel', () => {
  it('answers with the id, the status, the number of lines, and the lines', () => {
    expect(ask(channelOf(), '7f3a19c2 guestlib.stat.get text session\n')).toEqual([
      `7f3a19c2 0 2\n${SESSION}`,
    ]);
  });

  it('tells the seconds of its clock', () => {
    const channel = channelOf({ wallMs: () => 1_795_207_000_999 });
    expect(ask(channel, 'a qgauge.host.time\n')).toEqual(['a 0 1\n1795207000\n']);
  });

  it.each([
    ['guestlib.stat.get', { encoding: '', stat: '' }],
    ['guestlib.stat.get   ', { encoding: '', stat: '' }],
    ['guestlib.stat.get text resources ', { encoding: 'text', stat: 'resources' }],
    ['guestlib.stat.get  resources', { encoding: '', stat: 'resources' }],
    ['guestlib.stat.get xml vscsi drive 0', { encoding: 'xml', stat: 'vscsi drive 0' }],
  ])('understands %j as VMware does', (words, request) => {
    const asked: unknown[] = [];
    const channel = new GuestChannel({ answer: (question) => void asked.push(question) });
    ask(channel, `a ${words}\n`);
    expect(asked).toEqual([request]);
  });

  it.each([
    ['a guestlib.stat.get text ../../etc/passwd\n', 'a 4 1\nThis value is not available on this host\n'],
    [
      'a guestlib.stat.get text vnet 52:54:00:00:00:02\n',
      'a 4 1\nThis value is not available on this host\n',
    ],
    ['a guestlib.stat.get text %s%n\n', 'a 4 1\nThis value is not available on this host\n'],
    ['a guestlib.info.get 3\n', 'a 10 1\nHost does not support this request.\n'],
    ['a GuestAppMonitor.Cmd.Enable\n', 'a 10 1\nHost does not support this request.\n'],
    ['a\n', 'a 9 1\nOne or more arguments were invalid\n'],
    ['- guestlib.stat.get\n', '- 9 1\nOne or more arguments were invalid\n'],
    ['a\tguestlib.stat.get\n', '- 9 1\nOne or more arguments were invalid\n'],
    ['a guestlib.stat.get text session\r\n', 'a 9 1\nOne or more arguments were invalid\n'],
    ['a guestlib.stat.get text sess\0ion\n', 'a 9 1\nOne or more arguments were invalid\n'],
    ['a guestlib.stat.get text caf\xe9\n', 'a 9 1\nOne or more arguments were invalid\n'],
    [`${'b'.repeat(33)} guestlib.stat.get\n`, '- 9 1\nOne or more arguments were invalid\n'],
  ])('refuses %j', (line, answer) => {
    expect(ask(channelOf(), line)).toEqual([answer]);
  });

  it('answers a line of 256 bytes, and refuses a longer one once, at the byte too many', () => {
    const channel = channelOf();
    const longest = 'a guestlib.stat.get text session'.padEnd(255);
    expect(ask(channel, `${longest}\n`)).toEqual([`a 0 2\n${SESSION}`]);
    expect(ask(channel, longest)).toEqual([]);
    expect(ask(channel, ' ')).toEqual(['a 7 1\nThe provided memory buffer is too small\n']);
    expect(ask(channel, `${'x'.repeat(1000)}\n`)).toEqual([]);
    expect(ask(channel, 'b guestlib.stat.get text session\n')).toEqual([`b 0 2\n${SESSION}`]);
  });

  it('passes over empty lines, so that a client can end what another has left unfinished', () => {
    const channel = channelOf();
    expect(ask(channel, '\n\na guestlib.stat.get text session\n')).toEqual([`a 0 2\n${SESSION}`]);
    expect(ask(channel, 'old guestlib.st')).toEqual([]);
    const [refused, answered] = ask(channel, '\nnew guestlib.stat.get text session\n');
    expect(refused).toBe('old 10 1\nHost does not support this request.\n');
    expect(answered).toBe(`new 0 2\n${SESSION}`);
  });

  it('forgets half a line when the port is closed', () => {
    const channel = channelOf();
    ask(channel, 'old guestlib.stat.get text ses');
    channel.forget();
    expect(ask(channel, 'new guestlib.stat.get text session\n')).toEqual([`new 0 2\n${SESSION}`]);
  });

  it('answers 20 requests at once and 10 in a second after that, and refuses as many as are too fast', () => {
    let nowMs = 0;
    const channel = channelOf({ nowMs: () => nowMs });
    const flood = 'a guestlib.stat.get text session\n'.repeat(10_000);
    const refusal = 'a 1 1\nToo many requests: at most 10 a second\n';
    const burst = ask(channel, flood);
    expect(burst.slice(0, 20)).toEqual(Array(20).fill(`a 0 2\n${SESSION}`));
    expect(burst.slice(20)).toEqual(Array(20).fill(refusal));
    nowMs = 1000;
    expect(ask(channel, flood)).toHaveLength(20);
    nowMs = 1099;
    expect(ask(channel, flood)).toEqual([]);
    nowMs = 61_000;
    expect(ask(channel, flood)).toHaveLength(40);
  });

  it('keeps the latest request that came too fast to be refused, and answers it as soon as the rate allows', () => {
    let nowMs = 0;
    const channel = channelOf({ nowMs: () => nowMs });
    ask(channel, 'a guestlib.stat.get text session\n'.repeat(1000));
    expect(ask(channel, '\nb guestlib.stat.get text session\n')).toEqual([]);
    expect(channel.waitMs).toBe(100);
    nowMs = 99;
    expect(answerKept(channel)).toEqual([]);
    expect(channel.waitMs).toBe(1);
    nowMs = 100;
    expect(answerKept(channel)).toEqual([`b 0 2\n${SESSION}`]);
    expect(channel.waitMs).toBeUndefined();
    expect(answerKept(channel)).toEqual([]);
  });

  it('answers the request that it keeps before the next one', () => {
    let nowMs = 0;
    const channel = channelOf({ nowMs: () => nowMs });
    ask(channel, 'a guestlib.stat.get text session\n'.repeat(41));
    nowMs = 200;
    const answers = ask(channel, 'b guestlib.stat.get text session\n');
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['a 0', 'b 0']);
  });

  it('keeps a request that cannot be understood, too, to refuse it', () => {
    let nowMs = 0;
    const channel = channelOf({ nowMs: () => nowMs });
    ask(channel, 'a guestlib.info.get 3\n'.repeat(21));
    nowMs = channel.waitMs ?? Number.NaN;
    expect(nowMs).toBe(100);
    expect(answerKept(channel)).toEqual(['a 10 1\nHost does not support this request.\n']);
  });

  it('forgets the request that it keeps when the port is closed', () => {
    let nowMs = 0;
    const channel = channelOf({ nowMs: () => nowMs });
    ask(channel, 'a guestlib.stat.get text session\n'.repeat(41));
    channel.forget();
    nowMs = 1000;
    expect(channel.waitMs).toBeUndefined();
    expect(answerKept(channel)).toEqual([]);
  });

  it('whatever is written before, answers the last request within 100 ms, and no faster than the rate', () => {
    const lines = fc.record({
      text: fc.constantFrom(
        'a guestlib.stat.get text session\n',
        'b\n',
        '\n',
        'half',
        `${'x'.repeat(300)}\n`,
      ),
      times: fc.integer({ min: 1, max: 90 }),
      pauseMs: fc.nat(300),
    });
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 20 }), (writes) => {
        let nowMs = 0;
        const channel = channelOf({ nowMs: () => nowMs });
        const answers: string[] = [];
        /** As the timer of a connection does. */
        const pass = (ms: number) => {
          const endMs = nowMs + ms;
          for (let waitMs = channel.waitMs; waitMs !== undefined && nowMs + waitMs <= endMs; ) {
            nowMs += waitMs;
            answers.push(...answerKept(channel));
            waitMs = channel.waitMs;
          }
          nowMs = endMs;
        };
        for (const { text, times, pauseMs } of writes) {
          answers.push(...ask(channel, text.repeat(times)));
          pass(pauseMs);
        }
        answers.push(...ask(channel, '\nlast guestlib.stat.get text session\n'));
        pass(100);
        expect(answers.filter((answer) => answer.startsWith('last '))).toHaveLength(1);
        expect(answers.length).toBeLessThanOrEqual(2 * (20 + Math.floor(nowMs / 100)));
      }),
    );
  });

  it('refuses an answer of more than 64 KiB', () => {
    const channel = new GuestChannel({ answer: () => 'x'.repeat(65_536) });
    expect(ask(channel, 'a guestlib.stat.get\n')).toEqual([
      'a 7 1\nThe provided memory buffer is too small\n',
    ]);
  });

  it('ends the last line of an answer that has no line end', () => {
    const answers = ['{}', ''].values();
    const channel = new GuestChannel({ answer: () => answers.next().value });
    expect(ask(channel, 'a guestlib.stat.get\nb guestlib.stat.get\n')).toEqual(['a 0 1\n{}\n', 'b 0 0\n']);
  });

  it('survives a failure of the host', () => {
    const channel = new GuestChannel({
      answer: () => {
        throw new Error('a bug');
      },
    });
    expect(ask(channel, 'a guestlib.stat.get\n')).toEqual(['a 1 1\nOther error\n']);
  });

  it('gives the same answers however the bytes are split', () => {
    const words = fc.constantFrom(
      'a',
      ' ',
      '\n',
      'guestlib.stat.get',
      'text',
      'session',
      '\0',
      '\xff',
      'x'.repeat(200),
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 600 }),
      fc.array(words, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''), 'latin1')),
    );
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(40)), (all, sizes) => {
        const whole = ask(channelOf({ nowMs: () => 0 }), all);
        const channel = channelOf({ nowMs: () => 0 });
        const pieces: string[] = [];
        let at = 0;
        for (const size of [...sizes, all.length]) {
          pieces.push(...ask(channel, all.subarray(at, at + size)));
          at += size;
        }
        expect(pieces).toEqual(whole);
        for (const answer of whole) expect(answer).toMatch(/^[0-9A-Za-z_-]{1,32} \d+ \d+\n([ -~]*\n)*$/);
      }),
    );
  });

  it('keeps no more of 100 MB without a line end than of 256 bytes', () => {
    const channel = channelOf();
    const chunk = Buffer.alloc(1_000_000, 'a');
    let answers = 0;
    const before = process.memoryUsage.rss();
    for (let megabyte = 0; megabyte < 100; megabyte++) answers += ask(channel, chunk).length;
    expect(answers).toBe(1);
    expect(process.memoryUsage.rss() - before).toBeLessThan(20_000_000);
  });
});
