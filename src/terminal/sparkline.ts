/** A figure at a time, seconds since the epoch. */
export interface Point {
  readonly timeSeconds: number;
  readonly value: number;
}

export interface SparklineOptions {
  /** The time at the right end. */
  readonly untilSeconds: number;
  /** From the left end to the right one. */
  readonly spanSeconds: number;
  readonly columns: number;
  /** For so long a figure holds where no other follows; after that nothing is drawn, because nobody knows. */
  readonly holdSeconds: number;
  /** Draws from 0 on, as rates want it. Default: from the smallest to the largest that is seen. */
  readonly fromZero?: boolean;
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const BLANK = ' ';
/** A change that is smaller than this part of the figure is no mountain. */
const LEAST_SPAN = 0.01;

/** Draws figures, in the order of their times, as a line of bars, each the last figure of its stretch of time. */
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
