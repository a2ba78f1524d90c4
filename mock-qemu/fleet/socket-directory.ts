import { accessSync, constants, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FleetError } from './fleet-error.js';
import type { MachineSpec, MonitorSpec } from './machine-spec.js';

/** The directory of the sockets without an address: the given one, else a temporary one, created when first needed. */
export class SocketDirectory {
  #path: string | undefined;
  #remove: () => Promise<void> = async () => undefined;

  /**
   * Creates the directory when it does not exist; its parent must exist.
   *
   * @throws {FleetError} ERR_FLEET_DIRECTORY when it cannot be created, or is not writable
   */
  constructor(path: string | undefined) {
    this.#path = path;
    if (path === undefined) return;
    const isNew = orFleetError(path, () => make(path));
    // It stays when it holds files of others.
    if (isNew) this.#remove = () => rmdir(path).catch(() => undefined);
  }

  /**
   * The same machine, with an address for each of its listeners.
   *
   * @throws {FleetError} ERR_FLEET_DIRECTORY when a temporary directory cannot be created
   */
  addressesFor(spec: MachineSpec): MachineSpec {
    const file = encodeURIComponent(spec.name);
    const at = (listen: string | undefined, end: string) =>
      listen ?? `unix:${join(this.#open(), file + end)}`;
    const monitor = (other: MonitorSpec, end: string) =>
      other.connect === undefined ? { listen: at(other.listen, end) } : {};
    const agent = typeof spec.agent === 'string' ? { mode: spec.agent } : spec.agent;
    return {
      ...spec,
      ...monitor(spec, '.sock'),
      ...(spec.monitors && {
        monitors: spec.monitors.map((other, index) => ({
          ...other,
          ...monitor(other, `.${index + 2}.sock`),
        })),
      }),
      ...(agent && { agent: { ...agent, ...monitor(agent, '.agent.sock') } }),
      ...(spec.ports && {
        ports: spec.ports.map((port) => ({
          ...port,
          ...monitor(port, `.${encodeURIComponent(port.name)}.sock`),
        })),
      }),
    };
  }

  /** Removes the directory if this object created it; to be called when the sockets are gone. */
  remove(): Promise<void> {
    return this.#remove();
  }

  #open(): string {
    if (this.#path !== undefined) return this.#path;
    const made = orFleetError(tmpdir(), () => mkdtempSync(join(tmpdir(), 'qgauge-mock-')));
    this.#path = made;
    this.#remove = () => rm(made, { recursive: true, force: true });
    return made;
  }
}

/** @returns whether it did not exist before */
function make(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) throw error;
    if (!found.isDirectory()) throw new Error('it is not a directory', { cause: error });
    accessSync(path, constants.W_OK);
    return false;
  }
}

function orFleetError<T>(directory: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `cannot create sockets in ${directory}: ${why}; choose another directory`;
    throw new FleetError('ERR_FLEET_DIRECTORY', message, { cause });
  }
}
