import { listSubdirectories, readKernelFile } from '../files/read-file.js';

/** A guest's process may share its group with more groups than are worth reading. */
const MAX_GROUPS = 256;

/** So many are enough to know whose group it is. */
const MAX_LISTED = 5;

/** Lists other processes of a group and of those below it: the first few. One of another pid namespace is 0. */
export function listOthers(directory: string, pid: number): readonly number[] {
  const others: number[] = [];
  const groups = [directory];
  for (let at = 0; at < groups.length && at < MAX_GROUPS && others.length < MAX_LISTED; at++) {
    const group = groups[at] ?? '';
    const members = readKernelFile(`${group}/cgroup.procs`)?.match(/^\d+$/gm) ?? [];
    others.push(...members.map(Number).filter((member) => member !== pid));
    for (const name of listSubdirectories(group) ?? []) groups.push(`${group}/${name}`);
  }
  return others.slice(0, MAX_LISTED);
}

/** Whether a process is alone in a group and those below it; `undefined` when that cannot be seen. */
export function isExclusive(directory: string, pid: number): boolean | undefined {
  let isMember = false;
  const groups = [directory];
  for (let at = 0; at < groups.length; at++) {
    if (groups.length > MAX_GROUPS) return undefined;
    const group = groups[at] ?? '';
    const members = readKernelFile(`${group}/cgroup.procs`)
      ?.split('\n')
      .filter((line) => line !== '');
    // A group of threads lists no processes; those in it are members of the group above.
    if (members?.some((member) => member !== String(pid) && member !== '0')) return false;
    // A process of another pid namespace is listed as 0.
    if (members?.includes('0')) return undefined;
    isMember ||= members?.includes(String(pid)) === true;
    for (const name of listSubdirectories(group) ?? []) groups.push(`${group}/${name}`);
  }
  return isMember ? true : undefined;
}
