import type { Writable } from 'node:stream';
import type { Resized } from '../../../balloon/resize-balloon.js';
import { describeSize } from '../../../support/size.js';

export interface Progress extends Disposable {
  show(look: Resized): void;
  /** Leaves the line to what is said next. */
  end(): void;
}

/** Without a terminal a line now and then is enough. */
const LINE_EVERY_MS = 1000;
const REDRAW_MS = 100;
/** Over how much time a rate is told: a guest that has stopped moving is at none soon. */
const RATE_MS = 2000;
/** Over the line that was written before; ECMA-48 EL erases the rest of it. */
const LINE_START = '\r';
const ERASE_LINE = '\u001b[K';

/** Shows how a balloon gets on: one line that is written over on a terminal, else a line a second. */
export function showProgress(stream: Writable, out: (text: string) => void, targetBytes: number): Progress {
  const isTerminal = 'isTTY' in stream && stream.isTTY === true;
  const beganMs = performance.now();
  let shownMs = beganMs;
  let looks: readonly Moment[] = [];
  let isOpen = false;
  const end = () => {
    if (isOpen) out(`${LINE_START}${ERASE_LINE}`);
    isOpen = false;
  };
  return {
    show: (look) => {
      const nowMs = performance.now();
      looks = [
        ...looks.filter(({ atMs }) => nowMs - atMs < RATE_MS),
        { atMs: nowMs, bytes: look.actualBytes },
      ];
      if (nowMs - shownMs < (isTerminal ? REDRAW_MS : LINE_EVERY_MS)) return;
      shownMs = nowMs;
      const text = describe(look, targetBytes, rateOf(looks));
      out(isTerminal ? `${LINE_START}${text}${ERASE_LINE}` : `${text}\n`);
      isOpen = isTerminal;
    },
    end,
    [Symbol.dispose]: end,
  };
}

interface Moment {
  readonly atMs: number;
  readonly bytes: number;
}

/** Bytes a second over the last looks; 0 where nothing moves any more. */
function rateOf(looks: readonly Moment[]): number {
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined || last.atMs === first.atMs) return 0;
  return (Math.abs(last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs);
}

/** `512 MiB → 256 MiB: at 400 MiB, 56 MiB/s, 3 s left` */
function describe({ fromBytes, actualBytes }: Resized, targetBytes: number, bytesPerSecond: number): string {
  const way = `${describeSize(fromBytes)} → ${describeSize(targetBytes)}: at ${describeSize(actualBytes)}`;
  if (bytesPerSecond === 0) return way;
  const leftSeconds = Math.abs(targetBytes - actualBytes) / bytesPerSecond;
  return `${way}, ${describeSize(bytesPerSecond)}/s, ${Math.ceil(leftSeconds)} s left`;
}
