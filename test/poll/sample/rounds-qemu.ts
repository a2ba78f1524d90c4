import { setTimeout as pause } from 'node:timers/promises';
import type { CommandArguments } from '../../../src/protocol/qmp/command-map.js';
import type { Executor } from '../../../src/protocol/qmp/executor.js';
import { commandError, recordedQemu } from '../../qemu/fake-qemu.js';

export const INTERVAL = 'guest-stats-polling-interval';

/** Returns a reply, or throws. */
export type Answer = (command: string, args: CommandArguments) => unknown;

/** A QEMU that records its commands by rounds: those sent before the previous ones were answered are one round. */
export class RoundsQemu implements Executor {
  readonly rounds: string[][] = [];
  readonly timeouts = new Map<string, number | undefined>();
  readonly writes: unknown[] = [];
  interval = 10;
  /** Answers instead of the recorded QEMU, except with `undefined`. */
  answer: Answer = () => undefined;
  readonly #recorded = recordedQemu('qemu-7.2');
  #inRound = 0;

  readonly execute: Executor['execute'] = async (command, args = {}, { timeoutMs } = {}) => {
    if (this.#inRound++ === 0) this.rounds.push([]);
    this.rounds.at(-1)?.push(nameOf(command, args));
    this.timeouts.set(nameOf(command, args), timeoutMs);
    try {
      await pause(1);
      return this.#reply(command, args);
    } finally {
      this.#inRound--;
    }
  };

  /** The rounds since the last call. */
  taken(): readonly (readonly string[])[] {
    return this.rounds.splice(0).map((round) => round.sort());
  }

  #reply(command: string, args: CommandArguments): unknown {
    const reply = this.answer(command, args);
    if (reply !== undefined) return reply;
    if (command === 'qom-set') {
      this.writes.push(args);
      this.interval = Number(args.value);
      return {};
    }
    if (args.property === INTERVAL) return this.interval;
    if (command === 'query-iothreads') return [];
    if (command === 'query-hotpluggable-cpus') return [{ 'vcpus-count': 2 }];
    return this.#recorded.execute(command, args);
  }
}

/** `qom-get guest-stats`, `qom-list peripheral`, `query-status`. */
function nameOf(command: string, { path, property }: CommandArguments): string {
  const what = property ?? (path === undefined ? undefined : String(path).split('/').at(-1));
  return what === undefined ? command : `${command} ${what}`;
}

const refused = commandError('GenericError', 'not now');
/** Refuses these commands, by the names in the rounds. */
export const refusing =
  (...commands: readonly string[]): Answer =>
  (command, args) => {
    if (commands.includes(nameOf(command, args))) throw refused;
    return undefined;
  };
