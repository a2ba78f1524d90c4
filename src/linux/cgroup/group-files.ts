import type { GuestGroup, Limit } from '../../model/group-parameters.js';
import type { PartFailure } from '../../model/qemu-sample.js';
import { listDirectory, readKernelFile } from '../files/read-file.js';
import { readCgroupMounts } from './cgroup-mounts.js';
import { type AnyController, type GroupPath, isTop, locateGroup } from './cgroup-place.js';
import { isExclusive } from './exclusive.js';
import { parseProcCgroup } from './proc-cgroup.js';

/** Where the kernel's file systems are mounted; `cgroupRoot` is `undefined` where /proc/self/mountinfo says it. */
export interface CgroupRoots {
  readonly procRoot: string;
  readonly cgroupRoot: string | undefined;
}

/** Reads the files of the group of a process on which one controller acts, and notes why one is missing. */
export class GroupFiles {
  readonly group: GuestGroup | undefined;
  readonly #controller: AnyController;
  readonly #directory: string | undefined;
  readonly #isRoot: boolean = false;
  readonly #failures: PartFailure[] = [];

  constructor({ procRoot, cgroupRoot }: CgroupRoots, pid: number, controller: AnyController) {
    this.#controller = controller;
    const memberships = parseProcCgroup(readKernelFile(`${procRoot}/${pid}/cgroup`) ?? '');
    const found = locateGroup(readCgroupMounts(procRoot, cgroupRoot), memberships, controller);
    if (found === undefined) {
      this.#failures.push({ part: 'group', why: `no control groups of ${controller} are visible` });
      return;
    }
    const { version, path } = found;
    this.#directory = directoryOf(found);
    this.#isRoot = isTop(found);
    this.group = {
      version,
      path,
      isExclusive: !this.#isRoot && isExclusive(this.#directory, pid),
      hasAllThreads: version === 2 || hasAllThreads(this.#directory, `${procRoot}/${pid}/task`),
    };
  }

  /** Its directory; `undefined` when no group is visible. */
  get directory(): string | undefined {
    return this.#directory;
  }

  /** Whether it is the root of a hierarchy, which is the whole host. */
  get isRoot(): boolean {
    return this.#isRoot;
  }

  get version(): 1 | 2 | undefined {
    return this.group?.version;
  }

  /** Why parts are unknown, in the order in which they were read. */
  get failures(): readonly PartFailure[] {
    return this.#failures;
  }

  /** Whether it is the root of version 2, which has no files for limits, and none. */
  get isUnlimited(): boolean {
    return this.#isRoot && this.version === 2;
  }

  /** Reads a file; `undefined` when the group has none of that name. */
  read(name: string): string | undefined {
    return this.#directory === undefined ? undefined : readKernelFile(`${this.#directory}/${name}`);
  }

  /** Reads a part of the parameters, and notes when it is missing. */
  part<Value>(part: string, name: string, parse: (text: string) => Value | undefined): Value | undefined {
    const text = this.read(name);
    const value = text === undefined ? undefined : parse(text);
    if (value === undefined) this.fail(part, this.#whyNot(name, text));
    return value;
  }

  /** Reads a limit likewise; null for the root of version 2. */
  limit(part: string, name: string, parse: (text: string) => Limit): Limit {
    return this.isUnlimited ? null : this.part(part, name, parse);
  }

  /** Notes why a part is unknown; where no group is visible, that is why. */
  fail(part: string, why: string): void {
    if (this.group !== undefined) this.#failures.push({ part, why });
  }

  #whyNot(name: string, text: string | undefined): string {
    if (text !== undefined) return `${name} holds something else than expected`;
    if (!listDirectory(this.#directory ?? '')?.length)
      return `the control groups of ${this.#controller} are not visible here: there is nothing in ${this.#directory}`;
    if (this.#isRoot) return `QEMU has no control group of its own: it is in the root, which has no ${name}`;
    const { version, path } = this.group ?? {};
    return version === 2
      ? `the controller ${this.#controller === 'blkio' ? 'io' : this.#controller} does not act on ${path}: there is no ${name}`
      : `this kernel has no ${name}`;
  }
}

function directoryOf({ mountPoint, path }: GroupPath): string {
  return path === '/' ? mountPoint : `${mountPoint}${path}`;
}

/** Whether version 1 lists all threads of a process in one group; one that has begun or ended meanwhile does not count. */
function hasAllThreads(directory: string, threads: string): boolean {
  const before = listDirectory(threads) ?? [];
  const members = new Set(readKernelFile(`${directory}/tasks`)?.split('\n'));
  const missing = before.filter((tid) => !members.has(tid));
  return missing.length === 0 || !missing.some((tid) => listDirectory(threads)?.includes(tid));
}
