import type { Machine } from '../machine/machine.js';
import type { Json, JsonObject } from '../wire/json.js';

/**
 * Runs a command on the machine and returns the value of the reply's `return`. The arguments have already been checked
 * against the version's introspection: a handler only reads the ones that it needs.
 *
 * @throws {QmpError} the command's own error
 * @throws {QemuAbort} when this version of QEMU aborts on it
 */
export type Handler = (machine: Machine, args: JsonObject) => Json;

export type Handlers = Readonly<Record<string, Handler>>;

/** An argument whose type has been checked against the introspection; undefined when it is optional and absent. */
export function text(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' ? value : undefined;
}

export function integer(args: JsonObject, name: string): bigint | undefined {
  const value = args[name];
  return typeof value === 'bigint' ? value : undefined;
}

export function flag(args: JsonObject, name: string): boolean {
  return args[name] === true;
}

/** A handler for a command that returns `{}`. */
export function doing(run: (machine: Machine, args: JsonObject) => void): Handler {
  return (machine, args) => {
    run(machine, args);
    return {};
  };
}
