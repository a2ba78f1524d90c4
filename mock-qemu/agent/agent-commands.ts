import type { Json } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import type { Request } from '../wire/request.js';
import type { AgentBehaviour } from './agent-mode.js';
import { AGENT_REPLIES, LOAD_REPLY } from './agent-replies.js';
import { ArgumentReader } from './arguments.js';
import { withBigIntegers, withControlCharacters, withWrongTypes } from './hostile-replies.js';

/**
 * Runs a command of the guest agent and returns the value of the reply's `return`.
 *
 * @throws {QmpError} class CommandNotFound when it is unknown or disabled, else when an argument is wrong
 */
export function runAgentCommand(request: Request, behaviour: AgentBehaviour): Json {
  const { execute } = request;
  const command = hasCommand(execute, behaviour) ? COMMANDS.get(execute) : undefined;
  if (command === undefined) {
    throw new QmpError(`The command ${execute} has not been found`, 'CommandNotFound');
  }
  if (isForbidden(execute, behaviour)) {
    throw new QmpError(`Command ${execute} has been disabled`, 'CommandNotFound');
  }
  const args = new ArgumentReader(request.arguments ?? {});
  const reply = command(args, behaviour);
  args.end();
  return isSync(execute) ? reply : spoil(reply, behaviour);
}

/** Whether the command is `guest-sync` or `guest-sync-delimited`. */
export function isSync(command: string): boolean {
  return command.startsWith('guest-sync');
}

function spoil(reply: Json, { mode }: AgentBehaviour): Json {
  switch (mode) {
    case 'wrong-types':
      return withWrongTypes(reply);
    case 'control-characters':
      return withControlCharacters(reply);
    case 'big-integers':
      return withBigIntegers(reply);
    default:
      return reply;
  }
}

function hasCommand(command: string, { version = DEFAULT_VERSION }: AgentBehaviour): boolean {
  return command !== 'guest-get-load' || Number.parseInt(version, 10) >= 10;
}

function isForbidden(command: string, { mode, forbidden = [] }: AgentBehaviour): boolean {
  return (mode === 'error' && !isSync(command)) || forbidden.includes(command);
}

const DEFAULT_VERSION = '7.2.22';

type AgentCommand = (args: ArgumentReader, behaviour: AgentBehaviour) => Json;

const COMMANDS: ReadonlyMap<string, AgentCommand> = new Map<string, AgentCommand>([
  ['guest-sync-delimited', sync],
  ['guest-sync', sync],
  ['guest-info', (_, behaviour) => describeAgent(behaviour)],
  ['guest-get-time', () => BigInt(Date.now()) * 1_000_000n],
  ['guest-get-load', () => LOAD_REPLY],
  ['guest-ssh-get-authorized-keys', authorizedKeys],
  ['guest-get-host-name', (_, { hostName }) => ({ 'host-name': hostName ?? 'labguest' })],
  ...[...AGENT_REPLIES].map(([name, fixed]): [string, AgentCommand] => [name, () => fixed]),
]);

function sync(args: ArgumentReader, { mode }: AgentBehaviour): Json {
  const id = args.integer('id');
  return mode === 'wrong-id' ? id + 1n : id;
}

function authorizedKeys(args: ArgumentReader): Json {
  const user = args.string('username');
  if (user !== 'root') throw new QmpError(`failed to lookup user '${user}'`);
  return { keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHdoYXQgaXMgdGhpcyBrZXkgZm9yPyBub3RoaW5n root@lab'] };
}

function describeAgent(behaviour: AgentBehaviour): Json {
  const commands = [...COMMANDS.keys()].filter((name) => hasCommand(name, behaviour));
  return {
    version: behaviour.version ?? DEFAULT_VERSION,
    supported_commands: commands.map((name) => ({
      name,
      enabled: !isForbidden(name, behaviour),
      'success-response': true,
    })),
  };
}
