import { parseCpuList } from '../support/cpu-list.js';
import { readKernelFile } from './files/read-file.js';

/** Reads which CPUs of the host run at present: /sys/devices/system/cpu/online; `undefined` when it is not known. */
export function readOnlineCpus(sysRoot: string): readonly number[] | undefined {
  return readCpus(sysRoot, 'online');
}

/** Counts the CPUs of the host, those that are switched off too: /sys/devices/system/cpu/present. */
export function countPresentCpus(sysRoot: string): number | undefined {
  const last = readCpus(sysRoot, 'present')?.at(-1);
  return last === undefined ? undefined : last + 1;
}

function readCpus(sysRoot: string, list: 'online' | 'present'): readonly number[] | undefined {
  const text = readKernelFile(`${sysRoot}/devices/system/cpu/${list}`);
  return text === undefined ? undefined : parseCpuList(text);
}
