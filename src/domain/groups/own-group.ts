import type { AnyController } from '../../linux/cgroup/cgroup-place.js';
import { listOthers } from '../../linux/cgroup/exclusive.js';
import { GroupFiles } from '../../linux/cgroup/group-files.js';
import { readKernelFile } from '../../linux/files/read-file.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import { UnsupportedError } from '../domain-error.js';
import { readOfProcess } from '../own-process.js';
import type { GroupReach } from '../tuning.js';

/** One tunable of a control group that is to change. */
export interface GroupChange {
  /** e.g. `memory.max` */
  readonly file: string;
  /** What is written. */
  readonly text: string;
  /** What is written to undo it (default: what the file holds now). */
  readonly before?: string | undefined;
  /** The same for systemd, such as `MemoryMax=1073741824`; `undefined` when systemd has no property for it. */
  readonly properties: readonly string[] | undefined;
}

/**
 * The control group in which a guest's QEMU is alone, so that a limit hits no stranger. That of a unit of systemd is changed
 * through systemd, which would overwrite what others write.
 */
export class OwnGroup {
  readonly #guest: string;
  readonly #files: GroupFiles;
  readonly #directory: string;
  readonly #path: string;

  /**
   * @throws {UnsupportedError} when its process, or a group with this controller, is not on this host
   * @throws {ControlRefusedError} when other processes are in it, or that cannot be seen, or it is the whole host's
   */
  static of(reach: GroupReach, controller: AnyController): OwnGroup {
    const { name, procRoot } = reach;
    return readOfProcess(reach, (pid) => {
      const files = new GroupFiles(reach, pid, controller);
      const { group, directory } = files;
      if (group === undefined || directory === undefined)
        throw new UnsupportedError(name, `no control groups of ${controller} are visible here`);
      const refuse = (why: string) => new ControlRefusedError(name, `${why}: ${OWN_GROUP}`);
      if (files.isRoot) throw refuse('its QEMU has no control group of its own, and is in the root');
      if (group.isExclusive !== true) {
        const others = listOthers(directory, pid).map((other) => describeProcess(procRoot, other));
        const who = others.length > 0 ? others.join(', ') : 'processes that cannot be seen here';
        throw refuse(
          `a limit would hit others: its control group ${terminalSafe(group.path, 200)} also holds ${who}`,
        );
      }
      if (!group.hasAllThreads)
        throw new ControlRefusedError(
          name,
          `its threads are in several control groups of ${controller}, as a manager has put them: a limit of one would not be the guest's`,
        );
      return new OwnGroup(name, files, directory, group.path);
    });
  }

  private constructor(guest: string, files: GroupFiles, directory: string, path: string) {
    this.#guest = guest;
    this.#files = files;
    this.#directory = directory;
    this.#path = path;
  }

  get version(): 1 | 2 {
    return this.#files.version ?? 2;
  }

  /** Reads a file of it; `undefined` when it has none of that name. */
  read(name: string): string | undefined {
    return this.#files.read(name);
  }

  /** Carries out changes in order, all or none. @throws {UnsupportedError} when the kernel or systemd lacks one */
  async set(call: ControlCall, changes: readonly GroupChange[]): Promise<void> {
    const missing = changes.find(({ file }) => this.read(file) === undefined);
    if (missing)
      throw new UnsupportedError(
        this.#guest,
        `its control group ${terminalSafe(this.#path, 200)} has no ${missing.file}: this kernel lacks it, or the group above does not hand its controller down`,
      );
    const unit = UNIT.exec(this.#path)?.[1];
    if (unit !== undefined) return this.#setUnit(call, unit, changes);
    for (const { file, text, before } of changes) {
      const path = `${this.#directory}/${file}`;
      const undo = { to: 'file', path, text: before ?? this.read(file)?.trim() ?? '' } as const;
      await call.write(path, text, { undo });
    }
  }

  async #setUnit(call: ControlCall, unit: string, changes: readonly GroupChange[]): Promise<void> {
    const lacks = changes.find(({ properties }) => properties === undefined);
    if (lacks)
      throw new UnsupportedError(
        this.#guest,
        `systemd, whose unit ${unit} it is, does not set ${lacks.file}`,
      );
    const properties = changes.flatMap((change) => change.properties ?? []);
    const words = ['set-property', '--runtime', '--', unit, ...properties];
    // The systemd of the system does not know the units of a user's own.
    if (OF_USER.test(this.#path)) {
      const way = `as that user: systemctl --user ${words.join(' ')}`;
      throw new UnsupportedError(
        this.#guest,
        `its control group is of a user's own systemd, which sets it ${way}`,
      );
    }
    await call.program('systemctl', words);
  }
}

const OWN_GROUP = 'start it in one of its own, such as by systemd-run or a unit';
/** systemd's names end so. */
const UNIT = /\/([^/]+\.(?:service|scope))$/;
const OF_USER = /\/user@\d+\.service\//;

/** `4711 (bash)` */
function describeProcess(procRoot: string, pid: number): string {
  if (pid === 0) return 'a process of another pid namespace';
  const name = readKernelFile(`${procRoot}/${pid}/comm`)?.trim();
  return name ? `${pid} (${terminalSafe(name, 40)})` : String(pid);
}
