import { readRows } from './table-rows.js';

/** The members whose integers are of the type `number`. */
export class NumberMembers {
  #listed;
  #found = new Set();

  /** @param table as {@link SMALL_INTEGERS} */
  constructor(table) {
    const pairs = readRows(table.flatMap(({ rows }) => rows));
    this.#listed = new Set(pairs.map(([type, member]) => `${type}.${member}`));
  }

  /** Whether a member, which is an integer or a list of such, is listed. */
  has(typeName, memberName) {
    const path = `${typeName}.${memberName}`;
    if (this.#listed.has(path)) this.#found.add(path);
    return this.#listed.has(path);
  }

  /**
   * To be called when every member has been asked for.
   *
   * @throws {Error} when a row has matched none
   */
  checkAllFound() {
    const unmatched = [...this.#listed].filter((path) => !this.#found.has(path));
    if (unmatched.length === 0) return;
    throw new Error(`small-integers.js: not an integer of replies or events alone: ${unmatched.join(', ')}`);
  }
}
