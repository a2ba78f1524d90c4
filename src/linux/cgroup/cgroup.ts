import type { CgroupCpu, CgroupSample, CgroupSwapTraffic } from '../../model/cgroup-sample.js';
import { Recent } from '../../support/recent.js';
import type { FilePool } from '../files/file-pool.js';
import { CgroupDirectory } from './cgroup-directory.js';
import type { CgroupPlace, Controller } from './cgroup-place.js';
import { readCpuV1, readIoV1, readMemoryV1 } from './cgroup-v1.js';
import {
  readCpuV2,
  readIoV2,
  readMemoryV2,
  readPressureV2,
  readSwapTraffic,
  readTasks,
} from './cgroup-v2.js';
import { isExclusive } from './exclusive.js';

/** Longer than it takes to sample the guests of one group. */
const SHARED_MS = 50;

/**
 * Reads the groups of one process repeatedly. In a hybrid system each part comes from the hierarchy of its controller.
 *
 * A limit is the one in force, the smallest of the group's own and those of all visible groups above it. Usage is the
 * group's own.
 */
export class Cgroup {
  readonly #version1: ReadonlyMap<Controller, CgroupDirectory>;
  readonly #version2: CgroupDirectory | undefined;
  readonly #recent = new Recent(SHARED_MS, () => this.#read());

  constructor({ version1, version2 }: CgroupPlace, pool: FilePool) {
    this.#version1 = new Map(
      Array.from(version1, ([name, path]) => [name, new CgroupDirectory(path, pool)] as const),
    );
    this.#version2 = version2 && new CgroupDirectory(version2, pool);
  }

  /** Reads the group, once for all guests that share it; `undefined` when no hierarchy of the process is visible. */
  read(): CgroupSample | undefined {
    return this.#recent.get();
  }

  #read(): CgroupSample | undefined {
    const [first] = this.#version1.values();
    const path = first?.path ?? this.#version2?.path;
    if (path === undefined) return undefined;
    return {
      version: first ? 1 : 2,
      path,
      cpu: this.#readCpu(),
      memory: this.#readPart('memory', readMemoryV1, readMemoryV2),
      io: this.#readPart('blkio', readIoV1, readIoV2),
      tasks: this.#readPart('pids', readTasks, readTasks),
      pressure: this.#version2 && readPressureV2(this.#version2),
    };
  }

  /** Whether a process is alone in the group that counts memory, and those below it; `undefined` when that cannot be seen. */
  isOwnedBy(pid: number): boolean | undefined {
    const group = this.#version1.get('memory') ?? this.#version2;
    return group && isExclusive(group.directory, pid);
  }

  /** Reads what was swapped, for which the kernel sums up the whole group; `undefined` in version 1. */
  readSwapTraffic(pageBytes: number): CgroupSwapTraffic | undefined {
    return this.#version2 && readSwapTraffic(this.#version2, pageBytes);
  }

  /** Closes its files. */
  close(): void {
    for (const directory of this.#version1.values()) directory.close();
    this.#version2?.close();
  }

  #readCpu(): CgroupCpu | undefined {
    const cpu = this.#version1.get('cpu');
    const cpuacct = this.#version1.get('cpuacct');
    return cpu || cpuacct ? readCpuV1(cpu, cpuacct) : this.#version2 && readCpuV2(this.#version2);
  }

  #readPart<Part>(
    controller: Controller,
    readV1: (group: CgroupDirectory) => Part,
    readV2: (group: CgroupDirectory) => Part,
  ): Part | undefined {
    const version1 = this.#version1.get(controller);
    return version1 ? readV1(version1) : this.#version2 && readV2(this.#version2);
  }
}
