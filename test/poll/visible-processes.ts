import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '../temporary-directory.js';

/** The host's own /proc with only the processes of a test: the QEMUs of other tests are left alone. */
export class VisibleProcesses {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async create(): Promise<VisibleProcesses> {
    const root = await temporaryDirectory();
    for (const entry of await readdir('/proc')) {
      if (!/^\d+$/.test(entry)) await symlink(join('/proc', entry), join(root, entry));
    }
    return new VisibleProcesses(root);
  }

  async show(...pids: readonly number[]): Promise<void> {
    for (const pid of pids) await symlink(`/proc/${pid}`, join(this.root, String(pid)));
  }
}
