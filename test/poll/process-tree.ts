import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SocketTables } from '../../src/discover/socket-tables.js';
import { capturedTree } from '../linux/captured-tree.js';

const NAMESPACE = 'net:[4026531840]';
const UNIX_HEADING = 'Num       RefCount Protocol Flags    Type St Inode Path\n';
const KERNEL_THREAD = 0x00200000;

export interface FakeProcess {
  /** The arguments in /proc/PID/cmdline. */
  readonly args: readonly string[];
  readonly startTicks?: number;
  /** Inodes of its sockets. */
  readonly sockets?: readonly number[];
  readonly isKernelThread?: boolean;
  readonly state?: string;
}

/** The arguments of a QEMU with its monitors at these paths. */
export function qemuArgs(name: string, ...paths: readonly string[]): readonly string[] {
  const monitors = paths.flatMap((path) => ['-qmp', `unix:${path},server=on,wait=off`]);
  return ['/usr/bin/qemu-system-x86_64', '-name', name, ...monitors];
}

/** A fake /proc whose processes and sockets appear and disappear. */
export class ProcessTree {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async create(): Promise<ProcessTree> {
    return new ProcessTree(await capturedTree({ 'self/ns/net': { link: NAMESPACE }, 'self/net/unix': '' }));
  }

  /** The sockets as they are now. */
  get tables(): SocketTables {
    return new SocketTables(this.root);
  }

  /** Starts a process, or replaces its program. */
  async run(pid: number, process: FakeProcess): Promise<void> {
    const { args, startTicks = 1000, sockets = [], isKernelThread = false, state = 'S' } = process;
    await this.end(pid);
    const folder = join(this.root, String(pid));
    const flags = isKernelThread ? KERNEL_THREAD : 0;
    const command = args[0]?.split('/').at(-1) ?? 'kworker/0:1';
    const stat = `${pid} (${command}) ${state} 1 1 1 0 -1 ${flags} 0 0 0 0 0 0 0 0 20 0 1 0 ${startTicks} 0 0`;
    await this.#write(join(folder, 'stat'), stat);
    await this.#write(join(folder, 'cmdline'), args.map((arg) => `${arg}\0`).join(''));
    await mkdir(join(folder, 'fd'));
    await mkdir(join(folder, 'ns'));
    await symlink(NAMESPACE, join(folder, 'ns/net'));
    for (const [at, inode] of sockets.entries())
      await symlink(`socket:[${inode}]`, join(folder, 'fd', `${at + 3}`));
  }

  async end(pid: number): Promise<void> {
    await rm(join(this.root, String(pid)), { recursive: true, force: true });
  }

  /** Sets which unix sockets listen: inodes and their paths. */
  async listen(...sockets: readonly (readonly [inode: number, path: string])[]): Promise<void> {
    const lines = sockets.map(
      ([inode, path]) => `0000000000000000: 00000002 00000000 00010000 0001 01 ${inode} ${path}\n`,
    );
    await this.#write(join(this.root, 'self/net/unix'), [UNIX_HEADING, ...lines].join(''));
  }

  async #write(file: string, text: string): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
