import type { Machine } from '../machine/machine.js';
import type { Json, JsonObject } from '../wire/json.js';

/**
 * Carries a command out on the machine; what it returns goes into `return`. The arguments have been checked against
 * the version's introspection before: a handler only takes out what it needs.
 *
 * @throws {QmpError} as the command fails
 * @throws {QemuAbort} when QEMU dies of it
 */
export type Handler = (machine: Machine, args: JsonObject) => Json;

export type Handlers = Readonly<Record<string, Handler>>;

/** An argument whose type the introspection has vouched for; undefined when it is optional and was not given. */
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

/** For a command that answers `{}`. */
export function doing(run: (machine: Machine, args: JsonObject) => void): Handler {
  return (machine, args) => {
    run(machine, args);
    return {};
  };
}
