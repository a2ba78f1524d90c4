import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The versions whose introspection there is, oldest first: the names of types are taken from the oldest that has them. */
const VERSIONS = ['5.2', '7.2', '10.0', '11.1'];

/** Reads what each version of QEMU answered to query-qmp-schema, oldest first. */
export function readSchemas(folder) {
  return VERSIONS.map((version) => {
    return new Schema(version, JSON.parse(readFileSync(join(folder, `${version}.json`), 'utf8')));
  });
}

/** What one version of QEMU answers to query-qmp-schema. */
export class Schema {
  commands = new Map();
  events = new Map();
  /** Types by their numbers. */
  types = new Map();

  constructor(version, entries) {
    this.version = version;
    for (const entry of entries) this.#mapFor(entry['meta-type']).set(entry.name, entry);
  }

  #mapFor(metaType) {
    if (metaType === 'command') return this.commands;
    return metaType === 'event' ? this.events : this.types;
  }
}
