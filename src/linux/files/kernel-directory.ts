import { type FileAdmission, KernelFile } from './kernel-file.js';
import { listDirectory } from './read-file.js';

/** A directory of /proc, /sys or a control group whose files are read again and again, each opened when first asked for. */
export class KernelDirectory {
  readonly path: string;
  readonly #admission: FileAdmission;
  readonly #files = new Map<string, KernelFile>();

  constructor(path: string, admission: FileAdmission) {
    this.path = path;
    this.#admission = admission;
  }

  /**
   * Reads the file of that name, which may have slashes in it; see {@link KernelFile.read}. The names are few, and the
   * caller's own: each stays known until the directory is closed.
   */
  read(name: string): string | undefined {
    let file = this.#files.get(name);
    if (file === undefined) {
      file = new KernelFile(`${this.path}/${name}`, this.#admission);
      this.#files.set(name, file);
    }
    return file.read();
  }

  /** Lists what is in it, or in a directory below it; `undefined` when that is absent or not for this user. */
  list(name = ''): readonly string[] | undefined {
    return listDirectory(`${this.path}/${name}`);
  }

  /** A directory below it, with files of its own: who asks for it closes it. */
  below(name: string): KernelDirectory {
    return new KernelDirectory(`${this.path}/${name}`, this.#admission);
  }

  /** Closes its files. Reading one again opens it anew. */
  close(): void {
    for (const file of this.#files.values()) file.close();
    this.#files.clear();
  }
}
