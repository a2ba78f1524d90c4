import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { VERDICTS } from '../../src/model/verdict.js';
import { type BalloonScreen, drawBalloon } from '../../src/terminal/balloon-screen.js';
import { CHANGE, INTRO, SAMPLE } from '../formats/balloon/watched-balloon.js';
import { expectGolden } from '../formats/golden.js';
import { unicodeText } from '../unicode-text.js';

const NOW = SAMPLE.timeSeconds;
const MIB = 1024 ** 2;

function wave(amount: number, share: number): BalloonScreen['series'][number]['points'] {
  return Array.from({ length: 300 }, (_, at) => ({
    timeSeconds: NOW - 299 + at,
    value: amount * (1 + share * Math.sin(at / 20)),
  }));
}

const SCREEN: BalloonScreen = {
  intro: INTRO,
  present: {
    ...SAMPLE,
    ageSeconds: 4,
    ...{ verdict: 'stale', severity: 'broken', meaning: 'Reports have stopped coming.' },
    ...{ detail: 'the last balloon report is 33 s old', advice: VERDICTS.stale.advice },
  },
  answers: { last: 0.0041, mean: 0.0125, worst: 0.052 },
  series: [
    { stat: 'stat-total-memory', value: 700 * MIB, rate: undefined, points: wave(700 * MIB, 0) },
    { stat: 'stat-free-memory', value: 100 * MIB, rate: undefined, points: wave(100 * MIB, 0.5) },
    { stat: 'stat-swap-in', value: 2n ** 63n, rate: 1536, points: wave(1536, 1) },
    { stat: 'stat-minor-faults', value: 123_456_789, rate: 0.5, points: [] },
  ],
  events: [CHANGE, { ...CHANGE, event: 'STOP', data: {} }],
  spanSeconds: 300,
  isPaused: false,
};

describe('the screen of a balloon', () => {
  it.each([
    [100, 30],
    [80, 24],
    [50, 18],
    [30, 5],
  ])('is drawn on %i x %i', async (columns, rows) => {
    const text = drawBalloon(SCREEN, { columns, rows }).map((line) => `${line}\n`);
    await expectGolden(text.join(''), `balloon-screen-${columns}x${rows}.txt`);
  });

  it('says that it is paused', () => {
    const lines = drawBalloon({ ...SCREEN, isPaused: true }, { columns: 80, rows: 24 });
    expect(lines.at(-1)).toBe('q quits  PAUSED: space goes on  + - 5m shown');
  });

  it('says of a guest that has never reported what is known', () => {
    const { report: _, ...rest } = SAMPLE;
    const present = { ...rest, report: undefined, ageSeconds: undefined, intervalSeconds: 0 };
    const unknown = { actualBytes: undefined, usedBytes: undefined, totalBytes: undefined };
    const screen = {
      ...SCREEN,
      present: { ...present, ...unknown },
      answers: undefined,
      series: [],
      events: [],
    };
    expect(drawBalloon(screen, { columns: 80, rows: 24 })).toEqual([
      'web, "blue"?[2J  running  virtio-balloon-pci /machine/peripheral/ballo… 20:17:49',
      'size     -',
      'report   none has come, and none is asked for',
      'answer   no driver has been seen to answer yet',
      'memory   -',
      'verdict  ok: Reports are fresh, complete and plausible.',
      '',
      'q quits  space pauses  + - 5m shown',
    ]);
  });

  it('never needs more room than there is, and gives the terminal no orders, whatever is in it', () => {
    const text = unicodeText({ maxLength: 60 });
    const maybe = fc.option(fc.double({ min: 0, max: 2 ** 64, noNaN: true }), { nil: undefined });
    const state = fc.record({
      ...{ name: text, state: text, detail: text, advice: text, event: text, stat: text, reason: text },
      ...{ base: maybe, actual: maybe, age: maybe, interval: maybe, used: maybe, total: maybe, rate: maybe },
      value: fc.oneof(fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 64n })),
      span: fc.integer({ min: 60, max: 3600 }),
    });
    const size = fc.record({
      columns: fc.integer({ min: 1, max: 200 }),
      rows: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(state, size, (any, { columns, rows }) => {
        const lines = drawBalloon(hostileScreen(any), { columns, rows });
        expect(lines.length).toBeLessThanOrEqual(rows);
        for (const line of lines) {
          expect(stringWidth(line)).toBeLessThanOrEqual(columns);
          // biome-ignore lint/suspicious/noControlCharactersInRegex: the test searches for control characters
          expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
        }
      }),
    );
  });
});

interface Hostile {
  readonly [figure: string]: string | number | bigint | undefined;
}

function hostileScreen(any: Hostile): BalloonScreen {
  const words = (key: string) => String(any[key]);
  const figure = (key: string) => (any[key] === undefined ? undefined : Number(any[key]));
  return {
    ...SCREEN,
    intro: { ...INTRO, name: words('name'), baseBytes: figure('base') },
    present: {
      ...SCREEN.present,
      ...{ state: words('state'), detail: words('detail'), advice: words('advice') },
      ...{ actualBytes: figure('actual'), ageSeconds: figure('age'), intervalSeconds: figure('interval') },
      ...{ usedBytes: figure('used'), totalBytes: figure('total') },
      report: { supplied: {}, unset: [words('stat'), words('reason')], lastUpdateSeconds: 1 },
    },
    series: [
      { stat: words('stat'), value: BigInt(any.value ?? 0), rate: figure('rate'), points: wave(100, 0.5) },
      ...SCREEN.series,
    ],
    events: [{ ...CHANGE, event: words('event'), data: { [words('reason')]: words('detail') } }],
    spanSeconds: Number(any.span),
  };
}
