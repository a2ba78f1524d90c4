import { readKernelFile } from './read-file.js';

/** Reads how long the host is up, in seconds: the first figure of /proc/uptime, `12345.67 23456.78`. */
export function readUptimeSeconds(procRoot: string): number | undefined {
  const text = readKernelFile(`${procRoot}/uptime`);
  const seconds = Number.parseFloat(text ?? '');
  return Number.isFinite(seconds) ? seconds : undefined;
}
