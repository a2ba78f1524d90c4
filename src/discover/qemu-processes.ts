import { basename } from 'node:path';
import { readKernelFile, readLink } from '../linux/files/read-file.js';
import { readNamespace } from '../linux/namespaces.js';
import { listPids } from '../linux/pids.js';
import { readProcStat } from '../linux/proc-stat.js';
import { parseCommandLine, type QemuCommandLine } from './command-line.js';
import { pathsOf } from './process-path.js';
import { readConfig } from './read-config.js';

/** A process that is a QEMU by its name or its options. */
export interface QemuProcess {
  readonly pid: number;
  /** With the pid it identifies the process for good. */
  readonly startTicks: number;
  /** The namespace of its sockets and interfaces; `undefined` when this user may not read it. See {@link readNamespace}. */
  readonly netNamespace: string | undefined;
  readonly commandLine: QemuCommandLine;
  /** Whether the program has a QEMU's name; if not, its options suggest one, and a socket must confirm it. */
  readonly hasQemuName: boolean;
}

/**
 * Names of system emulators, not of qemu-img and the like: upstream, Debian, Proxmox (`kvm`), Red Hat (`qemu-kvm`), Xen
 * (`qemu-dm`), Kata (`qemu-lite-system-x86_64`), Nix (`.qemu-system-x86_64-wrapped`), and builds with their version behind.
 */
const QEMU_NAME = /^(?:\.?qemu-(?:\w+-)?system-[\w.-]+|qemu-kvm(?:[-.][\w.-]+)?|qemu-dm|kvm|qemu)$/;

/** With -async-teardown a clone of QEMU with the same command line waits for its end, to free the memory. */
const TEARDOWN = 'cleanup/';

/** Finds the QEMU processes of a host, in the order of their pids. */
export function* findQemuProcesses(procRoot: string): Generator<QemuProcess> {
  for (const pid of listPids(procRoot)) {
    const process = readQemuProcess(procRoot, pid);
    if (process) yield process;
  }
}

/** Reads one process; `undefined` when it is not a QEMU, or has ended. */
export function readQemuProcess(procRoot: string, pid: number): QemuProcess | undefined {
  const args = splitArguments(readKernelFile(`${procRoot}/${pid}/cmdline`) ?? '');
  const [program, ...rest] = args;
  if (program === undefined) return undefined; // a kernel thread, or a zombie
  const hasQemuName = isQemuName(program) || hasQemuExecutable(procRoot, pid, program, rest);
  if (!hasQemuName && !mayBeRenamed(rest)) return undefined;
  const commandLine = parseCommandLine(rest, (path) => readConfig(path, pathsOf(procRoot, pid, path)));
  if (!hasQemuName && !commandLine.looksLikeQemu) return undefined;
  const stat = readProcStat(procRoot, pid);
  if (stat === undefined || stat.state === 'Z' || stat.command.startsWith(TEARDOWN)) return undefined;
  const netNamespace = readNamespace(procRoot, pid, 'net');
  return { pid, startTicks: stat.startTicks, netNamespace, commandLine, hasQemuName };
}

/** Splits `qemu-system-x86_64\0-name\0vm1\0`. */
function splitArguments(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\0$/, '').split('\0');
}

function isQemuName(program: string): boolean {
  return QEMU_NAME.test(basename(program));
}

/** Whether a process with another name (exec -a) executes a QEMU, by /proc/PID/exe. */
function hasQemuExecutable(procRoot: string, pid: number, program: string, rest: readonly string[]): boolean {
  if (!hasQemuOption(rest)) return false;
  const executable = readLink(`${procRoot}/${pid}/exe`)?.replace(/ \(deleted\)$/, '');
  return executable !== undefined && executable !== program && isQemuName(executable);
}

/**
 * Whether these may be the arguments of a QEMU with another name. A program that starts a QEMU (sudo, timeout, a shell) has
 * the name of the QEMU among its arguments, a QEMU does not.
 */
function mayBeRenamed(args: readonly string[]): boolean {
  return hasQemuOption(args) && !args.some(isStartedProgram);
}

function hasQemuOption(args: readonly string[]): boolean {
  return args.some((arg) => /^--?(?:qmp|qmp-pretty|mon|machine|M|device|drive|m)$/.test(arg));
}

/** Whether it names a program to start: `kvm` after an option is a value of -accel, before any option a program. */
function isStartedProgram(arg: string, at: number, args: readonly string[]): boolean {
  if (!isQemuName(arg)) return false;
  return (
    arg.includes('/') ||
    arg.startsWith('qemu-system-') ||
    !args.slice(0, at).some((before) => before.startsWith('-'))
  );
}
