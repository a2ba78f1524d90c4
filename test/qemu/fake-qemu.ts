import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandArguments } from '../../src/protocol/qmp/command-map.js';
import { CommandError } from '../../src/protocol/qmp/errors.js';
import type { Executor } from '../../src/protocol/qmp/executor.js';
import { parseJson } from '../../src/support/lossless-json.js';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');

export const VERSIONS = ['qemu-7.2', 'qemu-10.0'] as const;
export type Version = (typeof VERSIONS)[number];

/** A QEMU that is one function: what it returns is the reply, and what it throws is the error. */
export function fakeQemu(answer: (command: string, args: CommandArguments) => unknown): Executor {
  return { execute: async (command, args) => answer(command, args ?? {}) };
}

/** A QEMU that answers as a recorded one did, and to nothing else. */
export function recordedQemu(version: Version): Executor {
  return fakeQemu((command, { path, property }) => {
    if (command === 'qom-list') return recorded(version, `qom-list-${String(path).split('/').at(-1)}`);
    if (command === 'qom-get') return recorded(version, String(property));
    return recorded(version, command);
  });
}

/** A QEMU that knows the commands of `replies`, by name. */
export function qemuWith(replies: { readonly [command: string]: unknown }): Executor {
  return fakeQemu((command) => {
    if (!(command in replies))
      throw commandError('CommandNotFound', `The command ${command} has not been found`);
    return replies[command];
  });
}

export function commandError(errorClass: string, description: string): CommandError {
  return new CommandError({ type: 'unix', path: '/run/vm1/qmp.sock' }, 'a-command', errorClass, description);
}

/** The `return` of a recorded reply, its integers as exact as the client has them. */
export function recorded(version: Version, name: string): unknown {
  const file = join(FIXTURES, version, `${name}.json`);
  if (!existsSync(file)) throw commandError('CommandNotFound', `The command ${name} has not been found`);
  return parseJson(readFileSync(file, 'utf8'));
}
