import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TreeFiles } from '../../linux/captured-tree.js';
import { processFiles } from '../../linux/task-files.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { controlReachOf, withPath } from '../control/guest-reach.js';
import { below, PID, type ReachOptions, reachOf } from '../linux-reach.js';

/** A host with control groups of version 2, and a guest in one of them, with a disk `/dev/sda`. */
export function hostOf(group: string, members = `${PID}\n`): TreeFiles {
  return {
    ...below('proc', { ...processFiles(PID), [`${PID}/cgroup`]: `0::${group}\n`, '99/comm': 'sshd\n' }),
    'sys/block/sda/dev': '8:0\n',
    'sys/dev/block/8:0': { link: '../../devices/pci0000:00/block/sda' },
    'sys/devices/system/node/has_memory': '0-1\n',
    ...below('cgroup', { 'cgroup.controllers': 'cpuset cpu memory io\n' }),
    ...below(`cgroup${group}`, {
      'cgroup.type': 'domain\n',
      'cgroup.procs': members,
      'cpu.weight': '100\n',
      'cpu.max': 'max 100000\n',
      'memory.current': '100000\n',
      'memory.max': 'max\n',
      'memory.high': 'max\n',
      'memory.low': '0\n',
      'memory.swap.max': 'max\n',
      'io.bfq.weight': 'default 100\n',
      'io.max': '8:0 rbps=max wbps=max riops=max wiops=70\n',
      'cpuset.mems': '0\n',
    }),
  };
}

/** The ways to its guest, and what reads files of its control groups. */
export async function guestIn(files: TreeFiles, options?: ReachOptions) {
  const reach = await reachOf(files, options);
  const read = (path: string) => readFile(join(reach.cgroupRoot ?? '', path), 'utf8');
  return { reach: await controlReachOf(reach), read };
}

/** A systemctl that writes its arguments into a file, one a line; resolves to what reads them. */
export async function fakeSystemctl(): Promise<() => Promise<readonly string[]>> {
  const directory = await temporaryDirectory();
  const record = join(directory, 'words');
  await writeFile(join(directory, 'systemctl'), `#!/bin/sh\nprintf '%s\\n' "$@" > ${record}\n`);
  await chmod(join(directory, 'systemctl'), 0o755);
  withPath(directory);
  return async () => (await readFile(record, 'utf8')).trimEnd().split('\n');
}
