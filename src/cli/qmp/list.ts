import { describeCommand } from '../../protocol/qapi/describe-command.js';
import type { Introspection } from '../../protocol/qapi/introspection.js';
import { judgeCommand } from '../../protocol/qmp/command-policy.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QmpClient } from '../../protocol/qmp/qmp-client.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { UsageError } from '../usage.js';

/**
 * The commands of a QEMU, a line each, with the options that it takes to send them; or with words, the arguments of the command
 * that the first word names.
 *
 * @throws {ArgumentError} when there is no such command
 */
export async function listText(
  words: readonly string[],
  client: QmpClient,
  schema: Introspection,
  options: ExecuteOptions,
): Promise<string> {
  const [command, ...given] = words;
  return command === undefined ? commandsText(client, options) : argumentsText(schema, command, given);
}

/** Paths below /machine: elsewhere even a reader of QOM needs a permission. */
const MACHINE = { path: '/machine', paths: ['/machine'] };
const NO_PERMISSION = { control: false, unstable: false };

async function commandsText(client: QmpClient, options: ExecuteOptions): Promise<string> {
  const commands = await client.execute('query-commands', undefined, options);
  const names = commands.map(({ name }) => name).sort();
  const width = Math.min(40, Math.max(0, ...names.map((name) => name.length)));
  const lines = names.map((name) => {
    const args = name.startsWith('qom-') && name !== 'qom-set' ? MACHINE : {};
    const refusal = judgeCommand(name, args, client.greeting.version, NO_PERMISSION);
    const needs = (refusal?.lacks ?? []).map((lack) => `--${lack}`).join(' ');
    return `${terminalSafe(name).padEnd(width)}  ${needs}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}

function argumentsText(schema: Introspection, command: string, words: readonly string[]): string {
  const description = describeCommand(schema, command, new Map(words.map(splitWord)));
  const { arguments: described, tags, isOpen } = description;
  const lines = described.map(({ name, values, isOptional }) =>
    isOptional ? `  [${name}=${values}]` : `  ${name}=${values}`,
  );
  if (lines.length === 0) lines.push('  no arguments');
  for (const tag of tags) {
    lines.push(`  … and more, depending on ${tag}: add ${tag}=VALUE to list them`);
  }
  if (isOpen) lines.push('  … and the properties of the device or object');
  return `${[command, ...lines].join('\n')}\n`;
}

function splitWord(word: string): readonly [string, string] {
  const at = word.indexOf('=');
  if (at < 1) throw new UsageError(`'${word}' is not of the form key=value`);
  return [word.slice(0, at), word.slice(at + 1)];
}
