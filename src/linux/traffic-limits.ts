import type { TrafficLimits } from '../model/net-interface.js';
import { runProgram } from './run-program.js';
import { hasIngress, parseReceivedLimit, parseSentLimit } from './traffic-control.js';

/** Short: a daemon waits for nothing that is stuck. */
const TIMEOUT_MS = 2000;

/** The queues of one network namespace, read once for all its interfaces. */
export class TrafficQueues {
  readonly #enter: readonly string[];
  readonly #text: string;

  private constructor(enter: readonly string[], text: string) {
    this.#enter = enter;
    this.#text = text;
  }

  /**
   * Reads the queues; resolves to `undefined` when tc(8) is not installed, or this user may not enter the namespace.
   *
   * @param namespace the path of the namespace; `undefined` for our own
   * @throws {ProgramError} when tc does not end in time
   */
  static async read(namespace: string | undefined): Promise<TrafficQueues | undefined> {
    const enter = namespace === undefined ? [] : ['nsenter', `--net=${namespace}`];
    const text = await runTc(enter, ['qdisc', 'show']);
    return text === undefined ? undefined : new TrafficQueues(enter, text);
  }

  /**
   * Reads the limits of one interface, for which tc is run only where a queue may have any. Resolves to `undefined` when the
   * interface does not exist.
   */
  async limitsOf(name: string): Promise<TrafficLimits | undefined> {
    const qdiscs = qdiscsOf(this.#text, name);
    if (qdiscs === '') return undefined;
    const show = async (what: string, ...where: readonly string[]) =>
      (await runTc(this.#enter, [what, 'show', 'dev', name, ...where])) ?? '';
    const classes = /^qdisc htb /m.test(qdiscs) ? await show('class') : '';
    return {
      sent: parseSentLimit(qdiscs, classes),
      received: hasIngress(qdiscs) ? parseReceivedLimit(await show('filter', 'ingress')) : null,
    };
  }
}

/**
 * Picks the lines of one interface from `tc qdisc show`, such as `qdisc tbf 8001: dev tap0 root refcnt 2 rate 80Mbit …`, as
 * `tc qdisc show dev tap0` prints them.
 */
export function qdiscsOf(text: string, name: string): string {
  const [mark, ...lines] = [` dev ${name} `, ...text.split('\n')];
  return lines
    .filter((line) => line.startsWith('qdisc ') && line.includes(mark))
    .map((line) => `${line.replace(mark, ' ')}\n`)
    .join('');
}

async function runTc(enter: readonly string[], args: readonly string[]): Promise<string | undefined> {
  const [program = '', ...rest] = [...enter, 'tc', ...args];
  const output = await runProgram(program, rest, { timeoutMs: TIMEOUT_MS });
  return output?.status === 0 ? output.stdout : undefined;
}
