import { describeType } from './describe-type.js';
import { docComment } from './doc-comment.js';
import { comment, GENERATED, indent, propertyName } from './layout.js';
import { printReaders } from './list-readers.js';
import { mergeSchemas } from './merge-schemas.js';
import { nameTypes, rootsOf } from './name-types.js';
import { TypePrinter } from './print-type.js';

/**
 * Writes TypeScript's types of what QEMU's introspection describes.
 *
 * @param schemas of each version, oldest first
 * @returns the text of each file by its name
 */
export function generateQapi(schemas) {
  const versions = schemas.map(({ version }) => version);
  const merged = mergeSchemas(schemas);
  const names = nameTypes(versions, merged);
  const printer = new TypePrinter(names, versions);
  const typeAt = (place) => merged.classes.typeAt(place);
  return new Map([
    ['types.ts', printTypes(merged, names, printer, versions)],
    ['commands.ts', printCommands(merged.commands, typeAt, versions)],
    ['events.ts', printEvents(merged.events, typeAt, versions)],
    ['readers.ts', printReaders(merged.commands)],
  ]);
}

const TYPES_HEADER = `${GENERATED}
/**
 * An integer of up to 64 bits: in a reply a bigint where a number cannot hold it, as an argument either.
 */
export type Integer = number | bigint;

/** A value that no version here has; it keeps the listed ones for the editor to offer. */
export type Unlisted = string & {};

/** An object without members. */
export type Empty = { readonly [name: string]: never };
`;

function printTypes({ commands, events, classes }, names, printer, versions) {
  const declarations = new Map();
  for (const [typeClass, { name, owner, text }] of names) {
    const type = describeType(typeClass, classes);
    const doc = docComment(type, versions, { owner, text });
    declarations.set(name, printer.declaration(name, type, doc));
  }
  for (const { name, place, text } of [...commands, ...events].flatMap(rootsOf)) {
    const type = classes.typeAt(place);
    if (type.empty || declarations.has(name)) continue;
    declarations.set(name, `/** ${text} */\nexport type ${name} = ${printer.reference(type)};\n`);
  }
  const sorted = [...declarations].sort(([a], [b]) => (a < b ? -1 : 1));
  return [TYPES_HEADER, ...sorted.map(([, text]) => text)].join('\n');
}

function printCommands(commands, typeAt, versions) {
  const entries = commands.map((command) => {
    const [args, reply] = rootsOf(command).map((root) => typeName(root, typeAt));
    const doc = docComment(command, versions);
    return `${doc}readonly ${propertyName(command.name)}: {\n  readonly arguments: ${args};\n  readonly reply: ${reply};\n};\n`;
  });
  return printMap('QemuCommands', "Every command's arguments and reply", entries);
}

function printEvents(events, typeAt, versions) {
  const entries = events.map((event) => {
    const [data] = rootsOf(event).map((root) => typeName(root, typeAt));
    return `${docComment(event, versions)}readonly ${propertyName(event.name)}: ${data};\n`;
  });
  return printMap('QemuEvents', "Every event's data", entries);
}

function typeName({ name, place }, typeAt) {
  return `qapi.${typeAt(place).empty ? 'Empty' : name}`;
}

function printMap(name, what, entries) {
  const doc = comment([
    `${what}, of all versions in schemas/qapi together.`,
    '`@since` is the oldest of them that has it, `@until` the newest where that is not the newest of all.',
  ]);
  return `${GENERATED}import type * as qapi from './types.js';\n\n${doc}export interface ${name} {\n${indent(entries.join(''))}}\n`;
}
