import type { ProcessIo } from '../model/linux-sample.js';
import { readKernelFile } from './files/read-file.js';

/** Reads /proc/PID/io; `undefined` unless the user is root or owns the process. */
export function readProcIo(procRoot: string, pid: number): ProcessIo | undefined {
  const text = readKernelFile(`${procRoot}/${pid}/io`);
  return text === undefined ? undefined : parseProcIo(text);
}

/** Parses `rchar: 323934931\nwchar: …\nsyscr: …\nsyscw: …\nread_bytes: …\nwrite_bytes: …\ncancelled_write_bytes: …`. */
export function parseProcIo(text: string): ProcessIo | undefined {
  const figures = new Map<string, number>();
  for (const [, key = '', value] of text.matchAll(/^(\w+): (\d+)$/gm)) figures.set(key, Number(value));
  // The file is empty when the process has just ended.
  if (!figures.has('rchar')) return undefined;
  const figure = (key: string) => figures.get(key) ?? 0;
  return {
    readChars: figure('rchar'),
    writtenChars: figure('wchar'),
    readCalls: figure('syscr'),
    writeCalls: figure('syscw'),
    readBytes: figure('read_bytes'),
    writtenBytes: figure('write_bytes'),
    cancelledWriteBytes: figure('cancelled_write_bytes'),
  };
}
