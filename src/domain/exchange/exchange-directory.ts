import { chownSync, constants, mkdtempSync, rmdirSync, unlinkSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readProcessUid } from '../../linux/proc-owner.js';
import { errnoOf, messageOf } from '../../support/errors.js';
import { UnsupportedError } from '../domain-error.js';
import type { Reach } from '../reach.js';

/** Directories that QEMU may write to, by its own view of the file system; a service has often a /tmp of its own. */
const PLACES = ['/tmp', '/var/tmp', '/run', '/'] as const;
/** What is shown in a dry run, which makes none. */
const PLANNED = '/tmp/qgauge-XXXXXX';

/** A directory of this host in which QEMU can write a file, for its user alone. It is removed with what QEMU wrote there. */
export class ExchangeDirectory implements Disposable {
  readonly #guest: string;
  /** As QEMU sees it. */
  readonly #path: string;
  /** As this process sees it; `undefined` in a dry run. */
  readonly #ownPath: string | undefined;
  readonly #names = new Set<string>();

  /**
   * Makes a directory in the file system of QEMU's process.
   *
   * @param isDryRun makes none
   * @throws {UnsupportedError} when QEMU is on another host, or this user may not do so
   */
  static make({ name, process: qemu, procRoot }: ExchangeReach, isDryRun: boolean): ExchangeDirectory {
    if (isDryRun) return new ExchangeDirectory(name, PLANNED, undefined);
    if (qemu === undefined)
      throw new UnsupportedError(name, 'QEMU hands this out in a file on its own host: run qgauge there');
    const root = join(procRoot, String(qemu.pid), 'root');
    let why = '';
    for (const place of PLACES) {
      try {
        const ownPath = mkdtempSync(join(root, place, 'qgauge-'));
        giveTo(ownPath, readProcessUid(procRoot, qemu.pid));
        return new ExchangeDirectory(name, join(place, basename(ownPath)), ownPath);
      } catch (error) {
        why ||= messageOf(error);
        if (!UNUSABLE.has(errnoOf(error))) throw error;
      }
    }
    throw new UnsupportedError(
      name,
      `QEMU hands this out in a file: run qgauge as root, or as QEMU's user (${why})`,
    );
  }

  private constructor(guest: string, path: string, ownPath: string | undefined) {
    this.#guest = guest;
    this.#path = path;
    this.#ownPath = ownPath;
  }

  /** The path of a file in it, for QEMU. */
  pathOf(name: string): string {
    this.#names.add(name);
    return join(this.#path, name);
  }

  /** The path of the same file for this process. */
  ownPathOf(name: string): string {
    return join(this.#ownPath ?? this.#path, name);
  }

  /**
   * Reads what QEMU has written. Only a regular file is read: a QEMU that its guest has taken over could leave something else.
   *
   * @throws {UnsupportedError} when it is none, or longer than `maxBytes`
   */
  async read(name: string, maxBytes: number): Promise<Buffer> {
    if (this.#ownPath === undefined) return Buffer.alloc(0);
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
    await using file: FileHandle = await open(this.ownPathOf(name), flags);
    const { size, nlink } = await file.stat().then((stats) => (stats.isFile() ? stats : NOT_A_FILE));
    if (nlink !== 1) throw new UnsupportedError(this.#guest, 'QEMU has not left a file of its own');
    if (size > maxBytes)
      throw new UnsupportedError(
        this.#guest,
        `QEMU has written ${size} bytes, where ${maxBytes} are the most`,
      );
    return file.readFile();
  }

  [Symbol.dispose](): void {
    if (this.#ownPath === undefined) return;
    for (const name of this.#names) tolerate(() => unlinkSync(this.ownPathOf(name)));
    tolerate(() => rmdirSync(this.#ownPath ?? ''));
  }
}

type ExchangeReach = Pick<Reach, 'name' | 'process' | 'procRoot'>;

const NOT_A_FILE = { size: 0, nlink: 0 };
/** The place is missing, or not for this user. */
const UNUSABLE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS']);

/** The mode is 0700: QEMU's user must own it. */
function giveTo(path: string, uid: number | undefined): void {
  if (uid === undefined || uid === process.geteuid?.()) return;
  try {
    chownSync(path, uid, -1);
  } catch (error) {
    rmdirSync(path);
    throw error;
  }
}

function tolerate(work: () => void): void {
  try {
    work();
  } catch {
    // It was never written, or QEMU has ended and taken its file system with it.
  }
}
