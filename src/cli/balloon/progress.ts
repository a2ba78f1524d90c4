import type { Writable } from 'node:stream';
import type { Resized } from '../../diagnose/resize-balloon.js';
import { describeSize } from '../../support/size.js';

export interface Progress extends Disposable {
  show(look: Resized): void;
  /** Leaves the line to what is said next. */
  end(): void;
}

/** Without a terminal a line now and then is enough. */
const LINE_EVERY_MS = 1000;
const REDRAW_MS = 100;
/** Over the line that was written before; ECMA-48 EL erases the rest of it. */
const LINE_START = '\r';
const ERASE_LINE = '\u001b[K';

/** Shows how a balloon gets on: one line that is written over on a terminal, else a line a second. */
export function showProgress(stream: Writable, out: (text: string) => void, targetBytes: number): Progress {
  const isTerminal = 'isTTY' in stream && stream.isTTY === true;
  const beganMs = performance.now();
  let shownMs = beganMs;
  let isOpen = false;
  const end = () => {
    if (isOpen) out(`${LINE_START}${ERASE_LINE}`);
    isOpen = false;
  };
  return {
    show: (look) => {
      const nowMs = performance.now();
      if (nowMs - shownMs < (isTerminal ? REDRAW_MS : LINE_EVERY_MS)) return;
      shownMs = nowMs;
      const text = describe(look, targetBytes, (nowMs - beganMs) / 1000);
      out(isTerminal ? `${LINE_START}${text}${ERASE_LINE}` : `${text}\n`);
      isOpen = isTerminal;
    },
    end,
    [Symbol.dispose]: end,
  };
}

/** `512 MiB → 256 MiB: at 400 MiB, 56 MiB/s, 3 s left` */
function describe({ fromBytes, actualBytes }: Resized, targetBytes: number, seconds: number): string {
  const way = `${describeSize(fromBytes)} → ${describeSize(targetBytes)}: at ${describeSize(actualBytes)}`;
  const bytesPerSecond = Math.abs(actualBytes - fromBytes) / seconds;
  if (bytesPerSecond === 0) return way;
  const leftSeconds = Math.abs(targetBytes - actualBytes) / bytesPerSecond;
  return `${way}, ${describeSize(bytesPerSecond)}/s, ${Math.ceil(leftSeconds)} s left`;
}
