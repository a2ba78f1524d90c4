import { CommandRefusedError } from '../../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QmpClient } from '../../protocol/qmp/qmp-client.js';
import { formatAddress } from '../../protocol/transport/address.js';
import { readQomTree } from '../../qemu/qom-tree.js';
import { DeadlineExceeded, startDeadline } from '../../support/deadline.js';
import { asRecords, asString } from '../../support/decode.js';
import { UnfinishedError } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import { openMonitor } from '../open-monitor.js';
import { explainRefusal, formatReply, sendRequest } from '../qmp/request.js';
import { UsageError } from '../usage.js';
import type { QomOptions, QomVerb } from './command.js';
import { byName, formatQomTree } from './tree-text.js';
import { convertProperty } from './value.js';

interface Verb {
  /** The names of the words that it requires. */
  readonly mandatory: readonly string[];
  /** The number of words that it takes at most. */
  readonly most: number;
  readonly run: (
    client: QmpClient,
    words: readonly string[],
    context: Context,
    options: ExecuteOptions,
  ) => Promise<number>;
}

const VERBS: { readonly [name in QomVerb]: Verb } = {
  ls: { mandatory: [], most: 1, run: list },
  get: { mandatory: ['PATH', 'PROPERTY'], most: 2, run: get },
  set: { mandatory: ['PATH', 'PROPERTY', 'VALUE'], most: 3, run: set },
  tree: { mandatory: [], most: 1, run: tree },
};

/** Inspects the object model of a QEMU, and with `set` changes it. */
export async function qom(
  address: string,
  name: QomVerb,
  words: readonly string[],
  options: QomOptions,
  context: Context,
): Promise<number> {
  const verb = VERBS[name];
  checkWords(name, verb, words);
  await using client = await openMonitor(address, options, context);
  // For all commands of a verb together: an endless tree must end too.
  using deadline = startDeadline(options.timeout * 1000, context.signal);
  try {
    return await verb.run(client, words, context, deadline);
  } catch (error) {
    if (error instanceof CommandRefusedError) throw new UsageError(explainRefusal(error));
    if (!(error instanceof DeadlineExceeded)) throw error;
    const where = formatAddress(client.address);
    throw new UnfinishedError(`${where}: ${error.message}; --timeout raises the limit`, { cause: error });
  }
}

function checkWords(name: string, { mandatory, most }: Verb, words: readonly string[]): void {
  const missing = mandatory.slice(words.length);
  if (missing.length > 0) {
    const where = missing.includes('PROPERTY')
      ? `: qgauge qom GUEST ls ${words[0] ?? 'PATH'} lists them`
      : '';
    throw new UsageError(`${name} requires ${missing.join(' and ')}${where}`);
  }
  if (words.length > most) throw new UsageError(`${name}: unexpected '${words[most]}'`);
}

async function list(
  client: QmpClient,
  [path = '/']: readonly string[],
  { out }: Context,
  options: ExecuteOptions,
): Promise<number> {
  const properties = await readProperties(client, path, options);
  const width = Math.min(40, Math.max(0, ...properties.map(({ name }) => name.length)));
  for (const { name, type } of properties) {
    out(`${terminalSafe(name).padEnd(width)}  ${terminalSafe(type)}\n`);
  }
  return EXIT.ok;
}

async function get(
  client: QmpClient,
  words: readonly string[],
  { out }: Context,
  options: ExecuteOptions,
): Promise<number> {
  const [path = '', property = ''] = words;
  out(formatReply(await client.execute('qom-get', { path, property }, options), {}));
  return EXIT.ok;
}

async function set(
  client: QmpClient,
  words: readonly string[],
  _context: Context,
  options: ExecuteOptions,
): Promise<number> {
  const [path = '', property = '', text = ''] = words;
  const known = (await readProperties(client, path, options)).find(({ name }) => name === property);
  const value = convertProperty(known?.type, text, property);
  await sendRequest(client, { command: 'qom-set', args: { path, property, value } }, options);
  return EXIT.ok;
}

async function tree(
  client: QmpClient,
  [path = '/']: readonly string[],
  context: Context,
  options: ExecuteOptions,
): Promise<number> {
  let found = 1;
  const onObjects = (objects: number) => {
    found = objects;
  };
  const { root, objects, isCut } = await context.progress.during(
    () => ({ what: `reading ${path}`, done: found, unit: 'objects' }),
    () => readQomTree(client, path, { ...options, onObjects }),
  );
  for (const line of formatQomTree(root)) context.out(`${line}\n`);
  if (!isCut) return EXIT.ok;
  context.warn(`the tree is cut off after ${objects} objects`);
  return EXIT.failed;
}

interface Property {
  readonly name: string;
  readonly type: string;
}

/** Objects first, each kind by name. */
async function readProperties(
  client: QmpClient,
  path: string,
  options: ExecuteOptions,
): Promise<readonly Property[]> {
  const reply: unknown = await client.execute('qom-list', { path }, options);
  const properties = asRecords(reply).map(({ name, type }) => ({
    name: asString(name) ?? '',
    type: asString(type) ?? '',
  }));
  const rank = ({ type }: Property) => (type.startsWith('child<') ? 0 : 1);
  return properties.sort((a, b) => rank(a) - rank(b) || byName(a.name, b.name));
}
