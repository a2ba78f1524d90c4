import { type Completion, completeLine } from '../../../protocol/qapi/complete-line.js';
import type { Introspection } from '../../../protocol/qapi/introspection.js';
import type { QmpClient } from '../../../protocol/qmp/qmp-client.js';
import { asRecords } from '../../../support/decode.js';
import { SHELL_WORDS } from './words.js';

/** Longer than this, Tab would feel stuck. */
const TIMEOUT_MS = 1000;

/** Candidates and the end of the line that they replace, as Node's readline takes them. */
export type Completed = [candidates: string[], partial: string];

/** Completes a line at its end; asks QEMU for the objects and properties at a path, which no introspection knows. */
export async function completeByAsking(
  client: QmpClient,
  schema: Introspection,
  line: string,
): Promise<Completed> {
  const [, listed] = /^\.list\s+(.*)$/.exec(line) ?? [];
  if (line.startsWith('.') && listed === undefined) {
    return [SHELL_WORDS.filter((word) => word.startsWith(line)), line];
  }
  const completion = completeLine(schema, listed ?? line);
  const candidates = await candidatesOf(client, completion).catch(() => []);
  return [candidates, completion.partial];
}

async function candidatesOf(client: QmpClient, { partial, candidates, ask }: Completion): Promise<string[]> {
  if (ask === undefined) return [...candidates];
  const reply: unknown = await client.execute('qom-list', { path: ask.path }, { timeoutMs: TIMEOUT_MS });
  const isObject = (type: unknown) => typeof type === 'string' && type.startsWith('child<');
  const names = asRecords(reply)
    .filter(({ type }) => isObject(type) === (ask.what === 'objects'))
    .flatMap(({ name }) =>
      typeof name === 'string' && isTypeable(name) && name.startsWith(partial) ? [name] : [],
    );
  const end = ask.what === 'objects' ? '/' : ' ';
  return names.length === 1 ? names.map((name) => name + end) : names;
}

/** Excludes names that need quotes or contain control characters. */
function isTypeable(name: string): boolean {
  return /^[\x21-\x7e]+$/.test(name) && !/["']/.test(name);
}
