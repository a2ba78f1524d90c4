import { parseCpuList } from '../support/cpu-list.js';
import { readKernelFile } from './files/read-file.js';

/** Reads which CPUs of the host run at present: /sys/devices/system/cpu/online; `undefined` when it is not known. */
export function readOnlineCpus(sysRoot: string): readonly number[] | undefined {
  const text = readKernelFile(`${sysRoot}/devices/system/cpu/online`);
  return text === undefined ? undefined : parseCpuList(text);
}
