import type { Introspection } from '../../../protocol/qapi/introspection.js';
import { splitLine } from '../../../protocol/qapi/split-line.js';
import type { QmpClient } from '../../../protocol/qmp/qmp-client.js';
import { didYouMean } from '../../../support/nearest-word.js';
import { UsageError } from '../../usage.js';
import { listText } from '../list.js';
import { formatReply, readRequest, sendRequest } from '../request.js';
import { HELP, SHELL_WORDS } from './words.js';

export interface InterpreterOptions {
  readonly client: QmpClient;
  readonly schema: Introspection;
  readonly compact?: boolean | undefined;
  readonly out: (text: string) => void;
  readonly printEvents: (isOn: boolean) => void;
}

/** Whether a statement continues on the next line. */
export function continues(statement: string): boolean {
  return splitLine(statement).open === 'json';
}

/**
 * Executes one statement of the shell: a command, a request in JSON, or one of the shell's own words. Skips blank lines
 * and comments (`# …`).
 *
 * @returns whether the shell continues, and whether QEMU was asked to quit
 * @throws every error, for the shell to report
 */
export async function interpret(
  statement: string,
  options: InterpreterOptions,
  signal: AbortSignal,
): Promise<'continue' | 'exit' | 'quit'> {
  const text = statement.trim();
  if (text === '' || text.startsWith('#')) return 'continue';
  // QEMU has no such commands, and nobody who types them means anything else.
  if (text === 'help' || text === '?') return executeOwn('.help', options);
  if (/^\.list(?:\s|$)/.test(text)) {
    const { words } = splitLine(text.slice('.list'.length));
    options.out(await listText(words, options.client, options.schema, { signal }));
    return 'continue';
  }
  if (text.startsWith('.')) return executeOwn(text, options);
  const { words, open } = splitLine(text);
  if (open === 'quote') throw new UsageError('a quote is not closed');
  if (open === 'json') throw new UsageError('the input ends in the middle of JSON');
  const [command = ''] = words;
  if (command === 'exit' && !options.schema.commands.includes(command)) {
    throw new UsageError('.exit or Ctrl+D exits the shell; quit is a command of QEMU and ends the guest');
  }
  const request = await readRequest(words, options.client, options.schema);
  options.out(formatReply(await sendRequest(options.client, request, { signal }), options));
  return request.command === 'quit' ? 'quit' : 'continue';
}

function executeOwn(text: string, { out, printEvents }: InterpreterOptions): 'continue' | 'exit' {
  const word = text.replace(/\s+/g, ' ');
  if (word === '.exit') return 'exit';
  if (word === '.help') out(HELP);
  else if (word === '.events on' || word === '.events off') printEvents(word === '.events on');
  else {
    const others = `: expected one of ${SHELL_WORDS.join(', ')}`;
    throw new UsageError(`'${word}' is not a shell word${didYouMean(word, SHELL_WORDS) || others}`);
  }
  return 'continue';
}
