import { Recent } from '../../support/recent.js';
import { readOpenFilesLimit } from '../proc-limits.js';
import { KernelDirectory } from './kernel-directory.js';
import { KernelFile } from './kernel-file.js';

/**
 * Bounds how many files of the kernel are kept open: the readers of a poller share one.
 *
 * Past the limit every read still works: it opens and closes, at three to five times the price.
 */
export class FilePool {
  readonly #limit: number;
  readonly #open = new Set<KernelFile>();
  readonly #shared = new Map<string, Recent<string | undefined>>();

  /** @param limit how many descriptors to keep; default half of what this process may have */
  constructor(limit: number = defaultLimit()) {
    this.#limit = limit;
  }

  /** How many descriptors are kept now. */
  get size(): number {
    return this.#open.size;
  }

  /** A file that its owner reads again and again, and closes. */
  file(path: string): KernelFile {
    return new KernelFile(path, this);
  }

  /** A directory whose files are read again and again, until its owner closes it. */
  directory(path: string): KernelDirectory {
    return new KernelDirectory(path, this);
  }

  /** Reads a file that all share, e.g. /proc/uptime: it stays open as long as the pool does, and is read once in a moment. */
  readShared(path: string): string | undefined {
    const known = this.#shared.get(path);
    if (known) return known.get();
    const file = this.file(path);
    const shared = new Recent(SHARED_MS, () => file.read());
    this.#shared.set(path, shared);
    return shared.get();
  }

  /** Closes every file that is open still. */
  close(): void {
    for (const file of this.#open) file.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Whether a file that was opened just now may stay so. For {@link KernelFile} alone. */
  admit(file: KernelFile): boolean {
    if (this.#open.size >= this.#limit) return false;
    this.#open.add(file);
    return true;
  }

  /** Takes note that a file was closed. For {@link KernelFile} alone. */
  release(file: KernelFile): void {
    this.#open.delete(file);
  }
}

/** The kernel shows us time in hundredths of a second. */
const SHARED_MS = 10;

/** The other half is for monitors, sinks and whatever else the program has open. */
function defaultLimit(): number {
  return Math.floor((readOpenFilesLimit('/proc', 'self') ?? FALLBACK_LIMIT) / 2);
}

/** What most systems allow at least. */
const FALLBACK_LIMIT = 1024;
