import type { Writable } from 'node:stream';
import type { Resized } from '../../../balloon/resize-balloon.js';
import { describeSize } from '../../../support/size.js';

export interface Progress extends Disposable {
  show(resized: Resized): void;
  /** Clears the line for other output. */
  end(): void;
}

/** Without a terminal each line stays. */
const LINE_EVERY_MS = 1000;
const REDRAW_MS = 100;
/** How far back a rate looks: soon after a guest has stopped moving its rate is 0. */
const RATE_MS = 2000;
/** Overwrites the previous line; ECMA-48 EL erases what is left of it. */
const LINE_START = '\r';
const ERASE_LINE = '\u001b[K';

/** Shows the progress of a balloon: one line that is overwritten on a terminal, else a line a second. */
export function showProgress(stream: Writable, out: (text: string) => void, targetBytes: number): Progress {
  const isTerminal = 'isTTY' in stream && stream.isTTY === true;
  const beganMs = performance.now();
  let shownMs = beganMs;
  let moments: readonly Moment[] = [];
  let isOpen = false;
  const end = () => {
    if (isOpen) out(`${LINE_START}${ERASE_LINE}`);
    isOpen = false;
  };
  return {
    show: (resized) => {
      const nowMs = performance.now();
      moments = [
        ...moments.filter(({ atMs }) => nowMs - atMs < RATE_MS),
        { atMs: nowMs, bytes: resized.actualBytes },
      ];
      if (nowMs - shownMs < (isTerminal ? REDRAW_MS : LINE_EVERY_MS)) return;
      shownMs = nowMs;
      const text = describe(resized, targetBytes, rateOf(moments));
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

/** Bytes a second; 0 when nothing moves any more. */
function rateOf(moments: readonly Moment[]): number {
  const [first, last] = [moments[0], moments.at(-1)];
  if (first === undefined || last === undefined || last.atMs === first.atMs) return 0;
  return (Math.abs(last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs);
}

/** `512 MiB → 256 MiB: at 400 MiB, 56 MiB/s, 3 s left` */
function describe({ fromBytes, actualBytes }: Resized, targetBytes: number, bytesPerSecond: number): string {
  const position = `${describeSize(fromBytes)} → ${describeSize(targetBytes)}: at ${describeSize(actualBytes)}`;
  if (bytesPerSecond === 0) return position;
  const leftSeconds = Math.abs(targetBytes - actualBytes) / bytesPerSecond;
  return `${position}, ${describeSize(bytesPerSecond)}/s, ${Math.ceil(leftSeconds)} s left`;
}
