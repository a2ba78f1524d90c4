import type { Option } from './option.js';
import { type OptionList, parseOptionList } from './option-list.js';
import { SWITCHES, WITH_VALUE } from './option-table.js';
import { readConfigFile } from './read-config.js';
import { QemuRefusal } from './refusal.js';

/** The options of a QEMU's command line, in their order. */
export class Options {
  readonly #all: readonly Option[];

  constructor(all: readonly Option[]) {
    this.#all = all;
  }

  /** Those with one of these names. */
  of(...names: readonly string[]): readonly Option[] {
    return this.#all.filter(({ name }) => names.includes(name));
  }

  has(...names: readonly string[]): boolean {
    return this.of(...names).length > 0;
  }

  /** The value of the last one. */
  last(name: string): string | undefined {
    return this.of(name).at(-1)?.value;
  }

  /** The parsed values of all with this name. */
  lists(name: string, impliedKey: string): readonly OptionList[] {
    return this.of(name).map(({ value }) => parseOptionList(value, impliedKey));
  }

  /** The values of all with this name in one list, where QEMU merges them: the later ones override. */
  merged(name: string, impliedKey: string): OptionList {
    return new Map(this.lists(name, impliedKey).flatMap((list) => [...list]));
  }
}

/**
 * Splits a command line, without the name of the program. An argument without a dash is the image of a disk, and is passed
 * over.
 *
 * @throws {QemuRefusal} when an option is not one of QEMU's, its value is missing, or a file of -readconfig is not valid
 */
export function splitOptions(args: readonly string[]): Options {
  const all: Option[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const name = /^--?(.+)$/s.exec(arg)?.[1];
    if (name === undefined) continue;
    if (SWITCHES.has(name)) all.push({ name, value: '' });
    else if (!WITH_VALUE.has(name)) throw new QemuRefusal(`${arg}: invalid option`);
    else {
      at += 1;
      const value = args[at];
      if (value === undefined) throw new QemuRefusal(`${arg}: requires an argument`);
      all.push(...(name === 'readconfig' ? readConfigFile(value) : [{ name, value }]));
    }
  }
  return new Options(all);
}
