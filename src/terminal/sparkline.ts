/** A value at a time, seconds since the epoch. */
export interface Point {
  readonly timeSeconds: number;
  readonly value: number;
}

/** The time and the scale of a line. */
export interface SparklineOptions {
  /** The time at the right end. */
  readonly untilSeconds: number;
  /** The time from the left end to the right end. */
  readonly spanSeconds: number;
  readonly columns: number;
  /** How long a value holds when none follows; after that it is unknown, and nothing is drawn. */
  readonly holdSeconds: number;
  /** Draws from 0, as for rates. Default: from the smallest to the largest value shown. */
  readonly fromZero?: boolean;
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const BLANK = ' ';
/** The least height of the scale, as a part of the value: smaller changes are not exaggerated. */
const LEAST_SPAN = 0.01;

/** Draws values, which must be in order of time, as bars: each is the last value of its time. */
export function sparkline(points: readonly Point[], options: SparklineOptions): string {
  const { untilSeconds, spanSeconds, columns, holdSeconds, fromZero = false } = options;
  const values: (number | undefined)[] = [];
  let at = 0;
  for (let column = 1; column <= columns; column++) {
    const endSeconds = untilSeconds - spanSeconds * (1 - column / columns);
    while (at < points.length && (points[at]?.timeSeconds ?? 0) <= endSeconds) at++;
    const last = points[at - 1];
    const holds = last !== undefined && endSeconds - last.timeSeconds <= holdSeconds + spanSeconds / columns;
    values.push(holds ? last.value : undefined);
  }
  return draw(values, fromZero);
}

function draw(values: readonly (number | undefined)[], fromZero: boolean): string {
  const known = values.filter((value) => value !== undefined);
  const top = Math.max(...known);
  const bottom = fromZero ? 0 : Math.min(...known);
  const span = Math.max(top - bottom, Math.abs(top) * LEAST_SPAN);
  return values
    .map((value) => {
      if (value === undefined) return BLANK;
      const height = span === 0 ? 0 : (value - bottom) / span;
      return BARS[Math.min(BARS.length - 1, Math.max(0, Math.floor(height * BARS.length)))] ?? BLANK;
    })
    .join('');
}
