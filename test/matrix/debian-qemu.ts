import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { labCacheFolder } from '../lab/checkout.js';
import { whyNotDebian } from '../lab/debian.js';
import { withFileLock } from '../lab/file-lock.js';
import { runCommand } from '../lab/run-command.js';
import { PrivateApt } from './private-apt.js';

/** A release of Debian by its code name. */
export type Release = 'trixie' | 'sid';

const PROGRAM = 'qemu-system-x86_64';

/** The program that starts the QEMU of a release; its folder comes first in the PATH of the tests. */
export function programOf(release: Release): string {
  return join(labCacheFolder(), `qemu-${release}`, PROGRAM);
}

/**
 * Makes the QEMU of another release of Debian runnable on this machine, and returns its program.
 *
 * Nothing is installed: QEMU and the packages that it depends on are unpacked into `root/` beside the program, once. To get a
 * newer QEMU, delete that folder.
 *
 * @param report called with a line before the download
 * @throws {Error} when this is not root on Debian, or when the packages cannot be downloaded
 */
export async function prepareDebianQemu(release: Release, report: (line: string) => void): Promise<string> {
  if (process.getuid?.() !== 0)
    throw new Error('only root can run the QEMU of another Debian, which needs mounts');
  const program = programOf(release);
  await withFileLock(join(labCacheFolder(), 'lock'), async () => {
    if (!existsSync(program)) await unpackQemu(release, dirname(program), report);
  });
  return program;
}

/** The folder appears under its final name only when it is complete. */
async function unpackQemu(release: Release, folder: string, report: (line: string) => void): Promise<void> {
  const obstacle = whyNotDebian();
  if (obstacle !== undefined) throw new Error(obstacle);
  const work = mkdtempSync(`${folder}.new-`);
  try {
    const [aptFolder, root] = [join(work, 'apt'), join(work, 'root')];
    report(`downloading QEMU from Debian ${release}, about 50 MB`);
    const apt = await PrivateApt.create(aptFolder, release);
    mkdirSync(root);
    for (const archive of await apt.download('qemu-system-x86'))
      await runCommand('dpkg-deb', ['--extract', archive, root]);
    rmSync(aptFolder, { recursive: true });
    writeFileSync(join(work, PROGRAM), BECOME_QEMU, { mode: 0o755 });
    renameSync(work, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Becomes QEMU, with the same pid, descriptors and namespaces, but with mounts of its own: the libraries, modules and firmware of
 * its Debian cover those of this machine. All other paths lead where they lead elsewhere, such as those of sockets.
 *
 * ARGV0 is the name that the process is to have, since a script cannot see by which one it was called.
 */
const BECOME_QEMU = `#!/bin/bash
exec unshare --mount bash -c '
  for folder in share lib; do mount --bind "$0/usr/$folder" "/usr/$folder" || exit; done
  program=$0/usr/bin/${PROGRAM}
  exec -a "\${ARGV0:-$program}" "$program" "$@"
' "$(dirname "$(readlink --canonicalize "$0")")/root" "$@"
`;
