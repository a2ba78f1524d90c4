import { readKernelFile } from './files/read-file.js';

/** Reads how long the host has been up, in seconds. */
export function readUptimeSeconds(procRoot: string): number | undefined {
  return parseUptime(readKernelFile(`${procRoot}/uptime`) ?? '');
}

/** Parses `12345.67 23456.78`: the first figure is the uptime. */
export function parseUptime(text: string): number | undefined {
  const seconds = Number.parseFloat(text);
  return Number.isFinite(seconds) ? seconds : undefined;
}
