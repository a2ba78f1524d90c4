import type { Timeline } from './timeline.js';

/**
 * Plays a timeline in real time, starting now. Its timers do not keep the process alive.
 *
 * @returns a function that stops it
 */
export function playInRealTime(timeline: Timeline): () => void {
  const startedAtMs = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const elapsedMs = () => performance.now() - startedAtMs;
  const arm = () => {
    const { nextMs } = timeline;
    if (stopped || nextMs === undefined) return;
    timer = setTimeout(() => void play(), Math.max(0, nextMs - elapsedMs()));
    timer.unref();
  };
  const play = async () => {
    await timeline.playUntil(elapsedMs());
    arm();
  };
  arm();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
