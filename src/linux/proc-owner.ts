import { readKernelFile } from './files/read-file.js';

/** The effective user id of a process, by /proc/PID/status; `undefined` when there is no such process. */
export function readProcessUid(procRoot: string, pid: number): number | undefined {
  return parseUid(readKernelFile(`${procRoot}/${pid}/status`) ?? '');
}

/** Parses `Uid:\t1000\t0\t0\t0`: real, effective, saved, file system. */
export function parseUid(text: string): number | undefined {
  // The name of the process is in the first line.
  const uid = /\nUid:\t\d+\t(\d+)\t/.exec(text)?.[1];
  return uid === undefined ? undefined : Number(uid);
}
