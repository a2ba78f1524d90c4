import { basename } from 'node:path';
import type { Replay } from 'qgauge/mock';
import { messageOf } from '../../support/errors.js';
import { type Context, EXIT } from '../context.js';
import { UsageError } from '../usage.js';
import type { MockOptions } from './command.js';
import { printReady, untilEnded } from './ready.js';

/**
 * Replays a transcript until a signal ends it.
 *
 * @throws {UsageError}
 */
export async function replay(file: string, options: MockOptions, context: Context): Promise<number> {
  const { listen: [listen, another] = [], match, timing } = options;
  if (another !== undefined) throw new UsageError('--replay runs one monitor: give one --listen');
  const { startReplay } = await import('qgauge/mock');
  let played: Replay;
  try {
    played = await startReplay({
      file,
      ...(listen && { listen }),
      ...(match && { match }),
      ...(timing && { timing }),
    });
  } catch (error) {
    context.warn(messageOf(error));
    return EXIT.failed;
  }
  printReady(
    { control: null, machines: [{ name: basename(file), addresses: [played.address], agent: null }] },
    context,
  );
  await untilEnded(new Promise(() => undefined), context.signal);
  await played.close();
  return EXIT.ok;
}
