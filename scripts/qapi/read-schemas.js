import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The versions in schemas/qapi, oldest first: a type is named by the oldest that has it. */
const VERSIONS = ['5.2', '7.2', '10.0', '11.1'];

/** Reads each version's reply to query-qmp-schema, oldest first. */
export function readSchemas(folder) {
  return VERSIONS.map((version) => {
    return new Schema(version, JSON.parse(readFileSync(join(folder, `${version}.json`), 'utf8')));
  });
}

/** One version's reply to query-qmp-schema. */
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
