/** A line of /proc/PID/cgroup (cgroups(7)): the group of a process in one hierarchy. */
export interface CgroupMembership {
  /** In version 1, e.g. `cpu`, `cpuacct`; empty for the one hierarchy of version 2. */
  readonly controllers: readonly string[];
  /** As seen from qgauge's cgroup namespace; begins with `/..` for a process outside of it. */
  readonly path: string;
}

/** Parses lines such as `4:cpu,cpuacct:/machine/vm1` and `0::/machine.slice/vm1.scope`. A path may contain colons. */
export function parseProcCgroup(text: string): readonly CgroupMembership[] {
  const lines = text.matchAll(/^(\d+):([^:\n]*):(\/.*)$/gm);
  return Array.from(lines, ([, , controllers = '', path = '']) => ({
    controllers: controllers === '' ? [] : controllers.split(','),
    path,
  }));
}
