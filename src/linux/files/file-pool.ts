import { Recent } from '../../support/recent.js';
import { readOpenFilesLimit } from '../proc-limits.js';
import { KernelDirectory } from './kernel-directory.js';
import { KernelFile } from './kernel-file.js';

/**
 * Bounds how many kernel files are kept open; the readers of a poller share one pool.
 *
 * Beyond the limit every read still works: it opens and closes the file, which costs three to five times as much.
 */
export class FilePool {
  readonly #limit: number;
  readonly #open = new Set<KernelFile>();
  readonly #shared = new Map<string, Recent<string | undefined>>();

  /** @param limit how many descriptors to keep open. Default: half of this process's limit */
  constructor(limit: number = defaultLimit()) {
    this.#limit = limit;
  }

  /** How many descriptors are open now. */
  get size(): number {
    return this.#open.size;
  }

  /** Creates a file that its owner reads repeatedly, and closes. */
  file(path: string): KernelFile {
    return new KernelFile(path, this);
  }

  /** Creates a directory whose files are read repeatedly, until its owner closes it. */
  directory(path: string): KernelDirectory {
    return new KernelDirectory(path, this);
  }

  /**
   * Reads a file that all readers share, e.g. /proc/uptime: it stays open until the pool is closed, and reads at nearly
   * the same time share one.
   */
  readShared(path: string): string | undefined {
    const known = this.#shared.get(path);
    if (known) return known.get();
    const file = this.file(path);
    const shared = new Recent(SHARED_MS, () => file.read());
    this.#shared.set(path, shared);
    return shared.get();
  }

  /** Closes every file that is still open. */
  close(): void {
    for (const file of this.#open) file.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Whether a file that was just opened may stay open. Only for {@link KernelFile}. */
  admit(file: KernelFile): boolean {
    if (this.#open.size >= this.#limit) return false;
    this.#open.add(file);
    return true;
  }

  /** Records that a file was closed. Only for {@link KernelFile}. */
  release(file: KernelFile): void {
    this.#open.delete(file);
  }
}

/** The kernel's resolution: times in /proc are hundredths of a second. */
const SHARED_MS = 10;

/** The other half is for monitors, sinks and all other open files. */
function defaultLimit(): number {
  return Math.floor((readOpenFilesLimit('/proc', 'self') ?? FALLBACK_LIMIT) / 2);
}

/** The least that most systems allow. */
const FALLBACK_LIMIT = 1024;
