import { access, constants, mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FleetError } from './fleet-error.js';
import type { MachineSpec, MonitorSpec } from './machine-spec.js';

/** Where the sockets are that were given no address. */
export class SocketDirectory {
  readonly path: string;
  readonly #remove: () => Promise<void>;

  private constructor(path: string, remove: () => Promise<void>) {
    this.path = path;
    this.#remove = remove;
  }

  /**
   * Opens a directory, made when it is not there; without a path, a temporary one.
   *
   * @throws {FleetError} ERR_FLEET_DIRECTORY
   */
  static async open(path: string | undefined): Promise<SocketDirectory> {
    try {
      if (path === undefined) {
        const made = await mkdtemp(join(tmpdir(), 'qgauge-mock-'));
        return new SocketDirectory(made, () => rm(made, { recursive: true, force: true }));
      }
      const isNew = await make(path);
      // Somebody else's file in it is somebody else's: then it stays.
      return new SocketDirectory(path, async () => (isNew ? rmdir(path).catch(() => undefined) : undefined));
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      const remedy = 'choose another directory';
      throw new FleetError(
        'ERR_FLEET_DIRECTORY',
        `no socket can be put into ${path ?? tmpdir()}: ${why}; ${remedy}`,
        {
          cause,
        },
      );
    }
  }

  /** The same machine, with an address for each of its listeners. */
  addressesFor(spec: MachineSpec): MachineSpec {
    const file = encodeURIComponent(spec.name);
    const at = (listen: string | undefined, end: string) =>
      listen ?? `unix:${join(this.path, `${file}${end}`)}`;
    const monitor = (other: MonitorSpec, index: number) => ({
      ...other,
      listen: at(other.listen, `.${index + 2}.sock`),
    });
    const agent = typeof spec.agent === 'string' ? { mode: spec.agent } : spec.agent;
    return {
      ...spec,
      listen: at(spec.listen, '.sock'),
      ...(spec.monitors && { monitors: spec.monitors.map(monitor) }),
      ...(agent && { agent: { ...agent, listen: at(agent.listen, '.agent.sock') } }),
    };
  }

  /** Removes the directory if it was made here; to be called when the sockets are gone. */
  remove(): Promise<void> {
    return this.#remove();
  }
}

/** @returns whether it was not there before; its parents must be */
async function make(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    // Without the slash, a file would do.
    await access(`${path}/`, constants.W_OK).catch(() => {
      throw error;
    });
    return false;
  }
}
