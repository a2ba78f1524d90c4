/**
 * What is left of a time limit of the whole run, in milliseconds: the caller waits for the start of this program too. The start
 * counts by the CPU time that it took. On a host without CPU to spare it takes seconds, which say nothing of the guests.
 */
export function timeLeftMs(limitMs: number): number {
  const { user, system } = process.cpuUsage();
  const startMs = Math.min(performance.now(), (user + system) / 1000);
  return Math.max(1, limitMs - startMs);
}
