import type { Json } from '../wire/json.js';
import { QmpError } from '../wire/qmp-error.js';
import type { Request } from '../wire/request.js';
import type { AgentBehaviour } from './agent-mode.js';
import { AGENT_REPLIES, CONTROL_CHARACTER_REPLIES, WRONG_TYPE_REPLIES } from './agent-replies.js';
import { ArgumentReader } from './arguments.js';

/**
 * Runs a command of the guest agent and returns the value of the reply's `return`.
 *
 * @throws {QmpError} class CommandNotFound when it is unknown or disabled, else when an argument is wrong
 */
export function runAgentCommand(request: Request, behaviour: AgentBehaviour): Json {
  const { execute } = request;
  const command = COMMANDS.get(execute);
  if (command === undefined) {
    throw new QmpError(`The command ${execute} has not been found`, 'CommandNotFound');
  }
  if (behaviour.mode === 'error' && !isSync(execute)) {
    throw new QmpError(`Command ${execute} has been disabled`, 'CommandNotFound');
  }
  const args = new ArgumentReader(request.arguments ?? {});
  const answered = command(args, behaviour);
  args.end();
  return REPLIES_OF_MODE.get(behaviour.mode ?? 'healthy')?.get(execute) ?? answered;
}

/** Whether the command is `guest-sync` or `guest-sync-delimited`. */
export function isSync(command: string): boolean {
  return command.startsWith('guest-sync');
}

const REPLIES_OF_MODE = new Map([
  ['wrong-types', WRONG_TYPE_REPLIES],
  ['control-characters', CONTROL_CHARACTER_REPLIES],
]);

type AgentCommand = (args: ArgumentReader, behaviour: AgentBehaviour) => Json;

const COMMANDS: ReadonlyMap<string, AgentCommand> = new Map<string, AgentCommand>([
  ['guest-sync-delimited', sync],
  ['guest-sync', sync],
  ['guest-info', () => ({ version: '7.2.22', supported_commands: supportedCommands() })],
  ['guest-get-host-name', (_, { hostName }) => ({ 'host-name': hostName ?? 'labguest' })],
  ...[...AGENT_REPLIES].map(([name, fixed]): [string, AgentCommand] => [name, () => fixed]),
]);

function sync(args: ArgumentReader, { mode }: AgentBehaviour): Json {
  const id = args.integer('id');
  return mode === 'wrong-id' ? id + 1n : id;
}

function supportedCommands(): Json {
  return [...COMMANDS.keys()].map((name) => ({ name, enabled: true, 'success-response': true }));
}
