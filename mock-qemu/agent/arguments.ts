import type { Json, JsonObject } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import { membersInQemuOrder } from '../wire/writer.js';

/**
 * Reads the arguments of a command in the order of its schema, and throws QEMU's errors in QEMU's order: a missing
 * argument or a wrong type when it is read, an unexpected argument at the {@link end}.
 */
export class ArgumentReader {
  readonly #values: JsonObject;
  readonly #known = new Set<string>();

  constructor(values: JsonObject) {
    this.#values = values;
  }

  any(name: string): Json {
    const value = this.#optional(name);
    if (value === undefined) throw new QmpError(`Parameter '${name}' is missing`);
    return value;
  }

  string(name: string): string {
    const value = this.any(name);
    if (typeof value !== 'string') throw wrongType(name, 'string');
    return value;
  }

  /** An int64. A double is refused, even one without a fraction. */
  integer(name: string): bigint {
    const value = this.any(name);
    if (typeof value !== 'bigint' || value >= 2n ** 63n) throw wrongType(name, 'integer');
    return value;
  }

  optionalBoolean(name: string): boolean | undefined {
    const value = this.#optional(name);
    if (value !== undefined && typeof value !== 'boolean') throw wrongType(name, 'boolean');
    return value;
  }

  optionalArray(name: string): readonly Json[] | undefined {
    const value = this.#optional(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw wrongType(name, 'array');
    return value;
  }

  end(): void {
    for (const [name] of membersInQemuOrder(this.#values)) {
      if (!this.#known.has(name)) throw new QmpError(`Parameter '${name}' is unexpected`);
    }
  }

  #optional(name: string): Json | undefined {
    this.#known.add(name);
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }
}

function wrongType(name: string, expected: string): QmpError {
  return new QmpError(`Invalid parameter type for '${name}', expected: ${expected}`);
}
