import { asBoolean, asRecord, asRecords, asString } from '../../support/decode.js';
import { terminalSafe } from '../../support/terminal-safe.js';

/** An agent has some fifty commands. */
const MAX_COMMANDS = 1000;
const NAME = /^[\w.-]{1,100}$/;

/** What an agent is able to do: guest-info. */
export interface AgentCapabilities {
  /** e.g. `7.2.22`; `undefined` when the agent does not say it. */
  readonly version: string | undefined;
  readonly commands: ReadonlyMap<string, AgentCommand>;
}

/** A command of an agent. */
export interface AgentCommand {
  /** Whether the agent's configuration, and the state of its file systems, allow it now. */
  readonly isEnabled: boolean;
  /** Whether it answers when it succeeds: guest-shutdown and guest-suspend-* do not. */
  readonly answersSuccess: boolean;
}

/** Decodes `{"version":"7.2.22","supported_commands":[{"name":"guest-ping","enabled":true,"success-response":true},…]}`. */
export function decodeCapabilities(info: unknown): AgentCapabilities {
  const version = asString(asRecord(info)?.version);
  const commands = new Map<string, AgentCommand>();
  for (const command of asRecords(asRecord(info)?.supported_commands).slice(0, MAX_COMMANDS)) {
    const name = asString(command.name);
    if (name === undefined || !NAME.test(name)) continue;
    commands.set(name, {
      isEnabled: asBoolean(command.enabled) ?? true,
      // Agents before 1.7 do not tell, and have no other commands without an answer.
      answersSuccess: asBoolean(command['success-response']) ?? true,
    });
  }
  return { version: version === undefined ? undefined : terminalSafe(version, 60) || undefined, commands };
}
