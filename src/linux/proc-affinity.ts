import { parseCpuList } from '../support/cpu-list.js';

/** Where a thread may run, and have its memory, by its status file (proc_pid_status(5)). */
export interface Affinity {
  /** Cpus_allowed_list: also CPUs that are not online. */
  readonly cpus: readonly number[] | undefined;
  /** Mems_allowed_list: NUMA nodes. */
  readonly nodes: readonly number[] | undefined;
}

/** Parses `Cpus_allowed_list:\t0-3\n…\nMems_allowed_list:\t0\n` of a status file. */
export function parseAffinity(text: string): Affinity {
  return { cpus: listAfter(text, 'Cpus_allowed_list'), nodes: listAfter(text, 'Mems_allowed_list') };
}

function listAfter(text: string, key: string): readonly number[] | undefined {
  // The name of the thread, which it chooses itself, is in the first line.
  const list = new RegExp(`\\n${key}:\\t(\\S+)\\n`).exec(text)?.[1];
  return list === undefined ? undefined : parseCpuList(list);
}
