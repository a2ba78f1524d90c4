import type { Introspection } from '../../../protocol/qapi/introspection.js';
import { splitLine } from '../../../protocol/qapi/split-line.js';
import type { QmpClient } from '../../../protocol/qmp/qmp-client.js';
import { didYouMean } from '../../../support/nearest-word.js';
import { UsageError } from '../../usage.js';
import { formatReply, readRequest, sendRequest } from '../request.js';
import { HELP, SHELL_WORDS } from './words.js';

export interface InterpreterOptions {
  readonly client: QmpClient;
  readonly schema: Introspection;
  readonly compact?: boolean | undefined;
  readonly out: (text: string) => void;
  readonly showEvents: (areShown: boolean) => void;
}

/** Whether a statement goes on in the next line. */
export function goesOn(statement: string): boolean {
  return splitLine(statement).open === 'json';
}

/**
 * Carries out one statement of the shell: a command, a request in JSON, or one of the shell's own words. Nothing and
 * comments (`# …`) are passed over.
 *
 * @returns whether the shell goes on, and whether QEMU was told to end
 * @throws whatever goes wrong, for the shell to tell
 */
export async function interpret(
  statement: string,
  options: InterpreterOptions,
  signal: AbortSignal,
): Promise<'goes-on' | 'leave' | 'quit'> {
  const text = statement.trim();
  if (text === '' || text.startsWith('#')) return 'goes-on';
  if (text.startsWith('.')) return carryOut(text, options);
  const { words, open } = splitLine(text);
  if (open === 'quote') throw new UsageError('a quotation is not closed');
  if (open === 'json') throw new UsageError('the input ends within JSON');
  const [command = ''] = words;
  if (command === 'exit' && !options.schema.commands.includes(command)) {
    throw new UsageError('.exit or Ctrl+D leaves; quit is a command of QEMU that ends the guest');
  }
  const request = await readRequest(words, options.client, options.schema);
  options.out(formatReply(await sendRequest(options.client, request, { signal }), options));
  return request.command === 'quit' ? 'quit' : 'goes-on';
}

function carryOut(text: string, { out, showEvents }: InterpreterOptions): 'goes-on' | 'leave' {
  const word = text.replace(/\s+/g, ' ');
  if (word === '.exit') return 'leave';
  if (word === '.help') out(HELP);
  else if (word === '.events on' || word === '.events off') showEvents(word === '.events on');
  else {
    const others = `the shell's own words are ${SHELL_WORDS.join(', ')}`;
    throw new UsageError(
      `'${word}' is no word of the shell's${didYouMean(word, SHELL_WORDS) || `: ${others}`}`,
    );
  }
  return 'goes-on';
}
