import { docComment } from './doc-comment.js';
import { comment, GENERATED, indent, propertyName } from './layout.js';
import { rootsOf } from './name-types.js';
import { TypePrinter } from './print-type.js';

/** Prints the maps from a command or event to its types. */
export class MapPrinter {
  #classes;
  #printer;
  #versions;
  #manual;

  /** @param manual where the comments lead to; nowhere without it */
  constructor(classes, names, versions, manual) {
    this.#classes = classes;
    this.#printer = new TypePrinter(names, versions, 'qapi.');
    this.#versions = versions;
    this.#manual = manual;
  }

  printCommands(commands) {
    const entries = commands.map((command) => {
      const [args, reply] = rootsOf(command).map((root) => this.#referTo(root));
      return `${this.#docOf('command', command)}readonly ${propertyName(command.name)}: {\n  readonly arguments: ${args};\n  readonly reply: ${reply};\n};\n`;
    });
    return printMap('QemuCommands', "Every command's arguments and reply", entries);
  }

  printEvents(events) {
    const entries = events.map((event) => {
      const [data] = rootsOf(event).map((root) => this.#referTo(root));
      return `${this.#docOf('event', event)}readonly ${propertyName(event.name)}: ${data};\n`;
    });
    return printMap('QemuEvents', "Every event's data", entries);
  }

  /** Of a union one type may have the root's name already. */
  #referTo({ name, place }) {
    const type = this.#classes.typeAt(place);
    return type.empty || type.union ? this.#printer.reference(type) : `qapi.${name}`;
  }

  #docOf(kind, entry) {
    return docComment(entry, this.#versions, { see: this.#manual?.linkTo(kind, entry.name) });
  }
}

function printMap(name, what, entries) {
  const doc = comment([
    `${what}, of all versions in schemas/qapi together.`,
    '`@since` is the oldest of them that has it, `@until` the newest where that is not the newest of all. `@see` is its place in',
    "QEMU's manual, which describes the newest version alone.",
  ]);
  return `${GENERATED}import type * as qapi from './types.js';\n\n${doc}export interface ${name} {\n${indent(entries.join(''))}}\n`;
}
