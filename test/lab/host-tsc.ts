import { existsSync, readFileSync } from 'node:fs';

/**
 * Estimates how fast this host's time stamp counter runs, in kHz; undefined when nothing tells.
 *
 * An emulated guest reads the host's own counter, so this is also the frequency that the guest would have to measure.
 * Where the clock of the cores can change, the `cpu MHz` of the moment says nothing about the counter; the rated
 * frequency in the model's name does.
 *
 * @param cpuinfo with lines like `cpu MHz\t\t: 2600.000` and `model name\t: Intel(R) Xeon(R) CPU E5-2670 0 @ 2.60GHz`
 */
export function parseTscKhz(cpuinfo: string, clockChanges: boolean): number | undefined {
  const rated = /^model name\s*:.*@ ([\d.]+)GHz/m.exec(cpuinfo)?.[1];
  const present = /^cpu MHz\s*:\s*([\d.]+)/m.exec(cpuinfo)?.[1];
  if (!clockChanges && present !== undefined) return Math.round(Number(present) * 1000);
  return rated === undefined ? undefined : Math.round(Number(rated) * 1_000_000);
}

export function readTscKhz(): number | undefined {
  const clockChanges = existsSync('/sys/devices/system/cpu/cpu0/cpufreq');
  return parseTscKhz(readFileSync('/proc/cpuinfo', 'utf8'), clockChanges);
}
