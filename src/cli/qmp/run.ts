import { nearestIntrospected, readIntrospection } from '../../protocol/qapi/read-introspection.js';
import { type Context, EXIT } from '../context.js';
import { openMonitor } from '../open-monitor.js';
import type { QmpOptions } from './command.js';
import { listText } from './list.js';
import { formatReply, readRequest, sendRequest } from './request.js';

/** Sends one command and prints its reply, or lists what can be sent; without a command, opens a shell. */
export async function qmp(
  address: string,
  words: readonly string[],
  options: QmpOptions,
  context: Context,
): Promise<number> {
  if (words.length === 0 && !options.list) {
    const { qmpShell } = await import('./shell/run.js');
    return qmpShell(address, options, context);
  }
  await using client = await openMonitor(address, options, context);
  const schema = await readIntrospection(nearestIntrospected(client.greeting.version));
  if (options.list) {
    context.out(await listText(words, client, schema, { signal: context.signal }));
    return EXIT.ok;
  }
  const request = await readRequest(words, client, schema);
  const reply = await context.progress.during(
    () => ({ what: `waiting for the reply to ${request.command}`, limitSeconds: options.timeout }),
    () => sendRequest(client, request, { signal: context.signal }),
  );
  context.out(formatReply(reply, options));
  return EXIT.ok;
}
