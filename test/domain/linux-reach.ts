import { parseCommandLine } from '../../src/discover/command-line.js';
import type { QemuProcess } from '../../src/discover/qemu-processes.js';
import type { Reach } from '../../src/domain/reach.js';
import { readNamespace } from '../../src/linux/namespaces.js';
import type { QemuExecutor } from '../../src/protocol/qmp/qmp-client.js';
import { capturedTree, type TreeFiles } from '../linux/captured-tree.js';
import { START_TICKS } from '../linux/task-files.js';
import { qemuWith } from '../qemu/fake-qemu.js';

/** The pid of the guest's QEMU in a captured tree. */
export const PID = 2145;

export interface ReachOptions {
  /** What QEMU answers, by command (default: nothing). */
  readonly replies?: { readonly [command: string]: unknown };
  /** In place of `replies`. */
  readonly qmp?: Reach['qmp'];
  /** Of QEMU, without the program's name. */
  readonly args?: readonly string[];
  /** Whether QEMU is on another host (default: false). */
  readonly isRemote?: boolean;
}

/** The ways to a guest whose `proc`, `sys` and `cgroup` are captured. */
export async function reachOf(files: TreeFiles, options: ReachOptions = {}): Promise<Reach> {
  const { replies = {}, qmp = qmpOf(replies), args = [], isRemote = false } = options;
  const root = await capturedTree(files);
  return {
    name: 'vm1',
    target: {
      process: isRemote ? undefined : processOf(`${root}/proc`, args),
      isNamed: false,
      monitors: [],
      agent: undefined,
      whyNoMonitor: '',
    },
    qmp,
    options: {},
    process: isRemote ? undefined : { pid: PID, startTicks: START_TICKS },
    procRoot: `${root}/proc`,
    sysRoot: `${root}/sys`,
    cgroupRoot: `${root}/cgroup`,
    withAgent: () => Promise.reject(new Error('there is no agent')),
  };
}

function processOf(procRoot: string, args: readonly string[]): QemuProcess {
  return {
    pid: PID,
    startTicks: START_TICKS,
    netNamespace: readNamespace(procRoot, PID, 'net'),
    commandLine: parseCommandLine(args),
    hasQemuName: true,
  };
}

function qmpOf(replies: { readonly [command: string]: unknown }): Reach['qmp'] {
  return clientOf(qemuWith(replies), (command) => command in replies);
}

/** A client of a fake QEMU. */
export function clientOf(qemu: QemuExecutor, supports = (_: string) => true): Reach['qmp'] {
  return { execute: qemu.execute, supports: async (command) => supports(command) };
}

/** Puts the files of a tree into a directory. */
export function below(directory: string, files: TreeFiles): TreeFiles {
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [`${directory}/${name}`, content]),
  );
}
