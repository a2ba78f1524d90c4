import { printReaders } from './list-readers.js';
import { Manual } from './manual.js';
import { mergeSchemas } from './merge-schemas.js';
import { nameTypes } from './name-types.js';
import { NumberMembers } from './number-members.js';
import { MapPrinter } from './print-maps.js';
import { printTypes } from './print-types.js';

/**
 * What introspection does not say.
 *
 * @typedef {object} Tables
 * @property {readonly { readonly why: string, readonly rows: readonly string[] }[]} [smallIntegers] as {@link SMALL_INTEGERS}
 * @property {readonly string[]} [modules] as {@link MODULES}; without them no comment links QEMU's manual
 */

/**
 * Writes TypeScript's types of what QEMU's introspection describes.
 *
 * @param schemas of each version, oldest first
 * @param {Tables} tables
 * @returns the text of each file by its name
 * @throws {Error} when a table does not fit the schemas
 */
export function generateQapi(schemas, { smallIntegers = [], modules } = {}) {
  const versions = schemas.map(({ version }) => version);
  const merged = mergeSchemas(schemas);
  const names = nameTypes(versions, merged);
  const numbers = new NumberMembers(smallIntegers);
  const newest = schemas.at(-1);
  const manual = modules && new Manual(modules, [...newest.commands.keys(), ...newest.events.keys()]);
  const maps = new MapPrinter(merged.classes, names, versions, manual);
  const types = printTypes(merged, names, versions, numbers);
  numbers.checkAllFound();
  return new Map([
    ['types.ts', types],
    ['commands.ts', maps.printCommands(merged.commands)],
    ['events.ts', maps.printEvents(merged.events)],
    ['readers.ts', printReaders(merged.commands)],
  ]);
}
