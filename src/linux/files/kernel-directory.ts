import { type FileAdmission, KernelFile } from './kernel-file.js';
import { listDirectory } from './read-file.js';

/** A directory of /proc, /sys or a control group whose files are read repeatedly; each is opened at its first read. */
export class KernelDirectory {
  readonly path: string;
  readonly #admission: FileAdmission;
  readonly #files = new Map<string, KernelFile>();

  constructor(path: string, admission: FileAdmission) {
    this.path = path;
    this.#admission = admission;
  }

  /**
   * Reads a file by its name, which may contain slashes; see {@link KernelFile.read}. Use few, fixed names: each is kept
   * until the directory is closed.
   */
  read(name: string): string | undefined {
    let file = this.#files.get(name);
    if (file === undefined) {
      file = new KernelFile(`${this.path}/${name}`, this.#admission);
      this.#files.set(name, file);
    }
    return file.read();
  }

  /** Lists this directory, or one below it; `undefined` when it is absent or not readable by this user. */
  list(name = ''): readonly string[] | undefined {
    return listDirectory(`${this.path}/${name}`);
  }

  /** Creates a directory below this one, with files of its own; the caller closes it. */
  below(name: string): KernelDirectory {
    return new KernelDirectory(`${this.path}/${name}`, this.#admission);
  }

  /** Closes its files; a later read opens a file again. */
  close(): void {
    for (const file of this.#files.values()) file.close();
    this.#files.clear();
  }
}
