/** Seconds between sweeps that + and - choose from. */
const STEPS = [0.5, 1, 2, 3, 5, 10, 15, 30, 60, 120, 300] as const;

/** The next step from an interval, or the last one there is. */
export function nextInterval(seconds: number, change: 'slower' | 'faster'): number {
  if (change === 'slower') return STEPS.find((step) => step > seconds) ?? seconds;
  return STEPS.findLast((step) => step < seconds) ?? seconds;
}
