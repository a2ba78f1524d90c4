/** A line of /proc/PID/cgroup (cgroups(7)): where in one hierarchy a process is. */
export interface CgroupMembership {
  /** Of version 1, e.g. `cpu`, `cpuacct`; empty for the one hierarchy of version 2. */
  readonly controllers: readonly string[];
  /** As seen from our cgroup namespace; begins with `/..` for a process outside of it. */
  readonly path: string;
}

/** Parses lines such as `4:cpu,cpuacct:/machine/vm1` and `0::/machine.slice/vm1.scope`. A path may have colons in it. */
export function parseProcCgroup(text: string): readonly CgroupMembership[] {
  const lines = text.matchAll(/^(\d+):([^:\n]*):(\/.*)$/gm);
  return Array.from(lines, ([, , controllers = '', path = '']) => ({
    controllers: controllers === '' ? [] : controllers.split(','),
    path,
  }));
}
