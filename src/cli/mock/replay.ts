import { basename } from 'node:path';
import { messageOf } from '../../support/errors.js';
import { type Context, EXIT } from '../context.js';
import { UsageError } from '../usage.js';
import type { MockOptions } from './options.js';
import { sayReady, untilEnded } from './ready.js';

interface Replay {
  readonly address: string;
  close(): Promise<void>;
}

type StartReplay = (options: {
  readonly file: string;
  readonly listen?: string;
  readonly match?: string;
  readonly timing?: string;
}) => Promise<Replay>;

/**
 * Plays a transcript until a signal ends it. Resolves to the exit status.
 *
 * @throws {UsageError}
 */
export async function replay(file: string, options: MockOptions, context: Context): Promise<number> {
  const { listen: [listen, another] = [] } = options;
  if (another !== undefined) throw new UsageError('--replay plays one monitor: give one --listen');
  const match = oneOf('match', options.match, ['order', 'loose']);
  const timing = oneOf('timing', options.timing, ['none', 'recorded']);
  const start = await loadReplay();
  let played: Replay;
  try {
    played = await start({
      file,
      ...(listen && { listen }),
      ...(match && { match }),
      ...(timing && { timing }),
    });
  } catch (error) {
    context.warn(messageOf(error));
    return EXIT.failed;
  }
  sayReady(
    { control: null, machines: [{ name: basename(file), addresses: [played.address], agent: null }] },
    context,
  );
  await untilEnded(new Promise(() => undefined), context.signal);
  await played.close();
  return EXIT.ok;
}

function oneOf(option: string, word: string | undefined, words: readonly string[]): string | undefined {
  if (word === undefined || words.includes(word)) return word;
  throw new UsageError(`--${option}: '${word}' is none of ${words.join(', ')}`);
}

async function loadReplay(): Promise<StartReplay> {
  const play: object = await import('qgauge/mock');
  if ('startReplay' in play && typeof play.startReplay === 'function') return play.startReplay as StartReplay;
  throw new UsageError('this build of the mock plays no transcripts');
}
