import { accessSync, constants, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FleetError } from './fleet-error.js';
import type { MachineSpec, MonitorSpec } from './machine-spec.js';

/** Where the sockets are that were given no address: a directory that is told, or else a temporary one when one is needed. */
export class SocketDirectory {
  #path: string | undefined;
  #remove: () => Promise<void> = async () => undefined;

  /**
   * The directory is made when it is not there; its parents must be.
   *
   * @throws {FleetError} ERR_FLEET_DIRECTORY
   */
  constructor(path: string | undefined) {
    this.#path = path;
    if (path === undefined) return;
    const isNew = telling(path, () => make(path));
    // Somebody else's file in it is somebody else's: then it stays.
    if (isNew) this.#remove = () => rmdir(path).catch(() => undefined);
  }

  /**
   * The same machine, with an address for each of its listeners.
   *
   * @throws {FleetError} ERR_FLEET_DIRECTORY
   */
  addressesFor(spec: MachineSpec): MachineSpec {
    const file = encodeURIComponent(spec.name);
    const at = (listen: string | undefined, end: string) =>
      listen ?? `unix:${join(this.#open(), file + end)}`;
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

  #open(): string {
    if (this.#path !== undefined) return this.#path;
    const made = telling(tmpdir(), () => mkdtempSync(join(tmpdir(), 'qgauge-mock-')));
    this.#path = made;
    this.#remove = () => rm(made, { recursive: true, force: true });
    return made;
  }
}

/** @returns whether it was not there before */
function make(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) throw error;
    if (!found.isDirectory()) throw new Error('it is no directory', { cause: error });
    accessSync(path, constants.W_OK);
    return false;
  }
}

function telling<T>(directory: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `no socket can be put into ${directory}: ${why}; choose another directory`;
    throw new FleetError('ERR_FLEET_DIRECTORY', message, { cause });
  }
}
