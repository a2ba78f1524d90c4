import { basename } from 'node:path';
import { readKernelFile, readLink } from '../linux/files/read-file.js';
import { readNamespace } from '../linux/namespaces.js';
import { listPids } from '../linux/pids.js';
import { readProcStat } from '../linux/proc-stat.js';
import { parseCommandLine, type QemuCommandLine } from './command-line.js';

/** A process that is a QEMU, or says so. */
export interface QemuProcess {
  readonly pid: number;
  /** With the pid, this names the process for good. */
  readonly startTicks: number;
  /** Where its sockets and interfaces are; `undefined` where this user may not see it. See {@link readNamespace}. */
  readonly netNamespace: string | undefined;
  readonly commandLine: QemuCommandLine;
  /** The program has a QEMU's name; otherwise only the options tell, and a socket must confirm it. */
  readonly hasQemuName: boolean;
}

/** System emulators as upstream, Debian, Proxmox (`kvm`) and Red Hat (`qemu-kvm`) call them; not qemu-img and the like. */
const QEMU_NAME = /^(?:qemu-system-[\w-]+|qemu-kvm|kvm|qemu)$/;

/** With -async-teardown a clone of QEMU, which only waits for its end to free the memory, has the same command line. */
const TEARDOWN = 'cleanup/';

/** Finds the QEMU processes of a host, in the order of their pids. */
export function* findQemuProcesses(procRoot: string): Generator<QemuProcess> {
  for (const pid of listPids(procRoot)) {
    const process = readQemuProcess(procRoot, pid);
    if (process) yield process;
  }
}

/** Reads one process; `undefined` when it is no QEMU, or has ended. */
export function readQemuProcess(procRoot: string, pid: number): QemuProcess | undefined {
  const args = splitArguments(readKernelFile(`${procRoot}/${pid}/cmdline`) ?? '');
  const [program, ...rest] = args;
  if (program === undefined) return undefined; // a kernel thread, or a zombie
  const hasQemuName = isQemuName(program) || hasQemuExecutable(procRoot, pid, program, rest);
  if (!hasQemuName && !mayBeRenamed(rest)) return undefined;
  const commandLine = parseCommandLine(rest);
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

/** A name of its own for the process (exec -a), over a binary that has QEMU's: only /proc/PID/exe tells. */
function hasQemuExecutable(procRoot: string, pid: number, program: string, rest: readonly string[]): boolean {
  if (!hasQemuOption(rest)) return false;
  const executable = readLink(`${procRoot}/${pid}/exe`)?.replace(/ \(deleted\)$/, '');
  return executable !== undefined && executable !== program && isQemuName(executable);
}

/**
 * Whether these may be the arguments of a QEMU by another name. A program that starts one (sudo, timeout, a shell) has
 * the QEMU's own name among its arguments, where a QEMU has options and values.
 */
function mayBeRenamed(args: readonly string[]): boolean {
  return hasQemuOption(args) && !args.some(isStartedProgram);
}

function hasQemuOption(args: readonly string[]): boolean {
  return args.some((arg) => /^--?(?:qmp|qmp-pretty|mon|machine|M|device|drive|m)$/.test(arg));
}

/** `kvm` alone is a value of -accel; the name of a program that is started stands before its first option. */
function isStartedProgram(arg: string, at: number, args: readonly string[]): boolean {
  if (!isQemuName(arg)) return false;
  return (
    arg.includes('/') ||
    arg.startsWith('qemu-system-') ||
    !args.slice(0, at).some((before) => before.startsWith('-'))
  );
}
