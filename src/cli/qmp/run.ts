import { nearestIntrospected, readIntrospection } from '../../protocol/qapi/read-introspection.js';
import { type Context, EXIT } from '../context.js';
import { openMonitor, type QmpOptions } from '../open-monitor.js';
import { formatReply, readRequest, sendRequest } from './request.js';

/** Sends one command and prints its reply. Resolves to the exit status. */
export async function qmp(
  address: string,
  words: readonly string[],
  options: QmpOptions,
  context: Context,
): Promise<number> {
  await using client = await openMonitor(address, options, context);
  const schema = await readIntrospection(nearestIntrospected(client.greeting.version));
  const request = await readRequest(words, client, schema);
  const reply = await sendRequest(client, request, { signal: context.signal });
  context.out(formatReply(reply, options));
  return EXIT.ok;
}
