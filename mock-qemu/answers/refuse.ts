import { isAtLeast } from '../qapi/versions.js';
import { QmpError } from '../wire/qmp-error.js';
import type { Handler } from './handler.js';

/** Handlers for commands that always fail for the same reason. */
export function refused(reason: string, commands: readonly string[]): Record<string, Handler> {
  const refuse: Handler = () => {
    throw new QmpError(reason);
  };
  return Object.fromEntries(commands.map((command) => [command, refuse]));
}

/** A handler for a command that always fails, for a reason that a later version words differently. */
export function reworded(before: string, since: `${number}.${number}`, after: string): Handler {
  return (machine) => {
    throw new QmpError(isAtLeast(machine.version, since) ? after : before);
  };
}
