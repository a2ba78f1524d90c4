import { closeSync, openSync } from 'node:fs';
import { errnoOf } from '../../support/errors.js';
import { isAbsence, readOpenFile } from './read-file.js';

/** Decides which files stay open; a FilePool is one. */
export interface FileAdmission {
  admit(file: KernelFile): boolean;
  release(file: KernelFile): void;
}

/**
 * A file of /proc, /sys or a control group that is read again and again: opened once, and read at offset 0.
 *
 * What is open belongs to its object for good. An open /proc/PID file is of that process, never of one that has come by
 * the pid since: the kernel answers ESRCH. An open file of a control group or device that was removed answers ENODEV,
 * also when another has come in its place. Then the file is closed, and the next read opens what has the path by then:
 * whose pid or name may be used again must ask who that is.
 *
 * Measured on Linux 6.18, microseconds: status 4.3 with opening and closing, 2.4 without; schedstat 2.2 and 0.5;
 * io 2.5 and 0.6; stat 3.9 and 1.3; a file of /sys 3.5 and 0.6; failing to open 5, nearly all of it for the exception.
 */
export class KernelFile {
  readonly path: string;
  readonly #admission: FileAdmission;
  #descriptor: number | undefined;
  #isKept = false;
  /** How many reads to come take it that the file is still absent. */
  #idleReads = 0;

  constructor(path: string, admission: FileAdmission) {
    this.path = path;
    this.#admission = admission;
  }

  /**
   * The text of now; `undefined` when the file is absent or gone, is not for this user, or has no answer.
   *
   * One that could not be opened is tried again at every 30th read only.
   *
   * @throws {Error} of Node, when something is broken, e.g. with EIO or EMFILE
   */
  read(): string | undefined {
    const descriptor = this.#descriptor ?? this.#open();
    if (descriptor === undefined) return undefined;
    try {
      return readOpenFile(descriptor);
    } catch (error) {
      if (GONE.has(errnoOf(error) ?? '')) this.#isKept = false;
      if (isAbsence(error)) return undefined;
      throw error;
    } finally {
      if (!this.#isKept) this.close();
    }
  }

  close(): void {
    if (this.#descriptor === undefined) return;
    closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#isKept = false;
    this.#admission.release(this);
  }

  #open(): number | undefined {
    if (this.#idleReads > 0) {
      this.#idleReads -= 1;
      return undefined;
    }
    try {
      this.#descriptor = openSync(this.path, 'r');
    } catch (error) {
      if (!isAbsence(error)) throw error;
      this.#idleReads = IDLE_READS;
      return undefined;
    }
    this.#isKept = this.#admission.admit(this);
    return this.#descriptor;
  }
}

/** What the kernel answers when the object behind an open file is no more. */
const GONE = new Set(['ESRCH', 'ENODEV', 'ENOENT']);

/** Most of what is absent is not in this kernel; what is switched on later is found within minutes. */
const IDLE_READS = 29;
