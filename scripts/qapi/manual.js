import { readRows } from './table-rows.js';

const PAGE = 'https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html';

/** The places in QEMU's manual, whose anchors have had the form `command-QMP-machine.balloon` since 10.1. */
export class Manual {
  #modules;

  /**
   * @param modules as {@link MODULES}
   * @param newest the names of the commands and events that the newest version has
   * @throws {Error} when a name is in one of the two alone
   */
  constructor(modules, newest) {
    this.#modules = new Map(readRows(modules).map(([module, name]) => [name, module]));
    const unlisted = newest.filter((name) => !this.#modules.has(name));
    const unknown = [...this.#modules.keys()].filter((name) => !newest.includes(name));
    if (unlisted.length > 0) throw new Error(`manual-modules.js: no module for ${unlisted.join(', ')}`);
    if (unknown.length > 0)
      throw new Error(`manual-modules.js: the newest version has no ${unknown.join(', ')}`);
  }

  /** @param kind `command` or `event` */
  linkTo(kind, name) {
    const module = this.#modules.get(name);
    return module && `${PAGE}#${kind}-QMP-${module}.${name}`;
  }
}
