import { CommandRefusedError } from '../../protocol/qmp/errors.js';
import type { ExecuteOptions } from '../../protocol/qmp/executor.js';
import type { QmpClient } from '../../protocol/qmp/qmp-client.js';
import { formatAddress } from '../../protocol/transport/address.js';
import { readQomTree } from '../../qemu/qom-tree.js';
import { DeadlineExceeded, startDeadline } from '../../support/deadline.js';
import { UnfinishedError } from '../../support/errors.js';
import { fitMiddle } from '../../support/fit-text.js';
import { type Context, EXIT } from '../context.js';
import { openMonitor } from '../open-monitor.js';
import { explainRefusal, formatReply, sendRequest } from '../qmp/request.js';
import { tableWidth } from '../table-width.js';
import { UsageError } from '../usage.js';
import type { QomOptions, QomVerb } from './command.js';
import { type PropertyPrinter, propertyPrinter } from './property-list.js';
import { readProperties } from './read-properties.js';
import { formatQomTree } from './tree-text.js';
import { convertProperty } from './value.js';

interface Verb {
  /** The names of the words that it requires. */
  readonly mandatory: readonly string[];
  /** The number of words that it takes at most. */
  readonly most: number;
  readonly run: (client: QmpClient, words: readonly string[], asking: Asking) => Promise<number>;
}

interface Asking {
  readonly context: Context;
  readonly deadline: ExecuteOptions;
  readonly print: PropertyPrinter;
  /** That of a terminal; `undefined` where no line is cut. */
  readonly width: number | undefined;
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
  checkOptions(name, options);
  const print = propertyPrinter(options);
  const width = tableWidth(context, options.wide);
  await using client = await openMonitor(address, options, context);
  // For all commands of a verb together: an endless tree must end too.
  using deadline = startDeadline(options.timeout * 1000, context.signal);
  try {
    return await verb.run(client, words, { context, deadline, print, width });
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

function checkOptions(name: QomVerb, options: QomOptions): void {
  const given = (['columns', 'sort', 'filter'] as const).find((option) => options[option] !== undefined);
  if (name !== 'ls' && given !== undefined) throw new UsageError(`${name}: --${given} is an option of ls`);
}

async function list(
  client: QmpClient,
  [path = '/']: readonly string[],
  { context, deadline, print, width }: Asking,
): Promise<number> {
  context.out(print(await readProperties(client, path, deadline), width));
  return EXIT.ok;
}

async function get(
  client: QmpClient,
  [path = '', property = '']: readonly string[],
  { context, deadline }: Asking,
): Promise<number> {
  context.out(formatReply(await client.execute('qom-get', { path, property }, deadline), {}));
  return EXIT.ok;
}

async function set(
  client: QmpClient,
  [path = '', property = '', text = '']: readonly string[],
  { deadline }: Asking,
): Promise<number> {
  const known = (await readProperties(client, path, deadline)).find(({ name }) => name === property);
  const value = convertProperty(known?.type, text, property);
  await sendRequest(client, { command: 'qom-set', args: { path, property, value } }, deadline);
  return EXIT.ok;
}

async function tree(
  client: QmpClient,
  [path = '/']: readonly string[],
  { context, deadline, width }: Asking,
): Promise<number> {
  let found = 1;
  const onObjects = (objects: number) => {
    found = objects;
  };
  const { root, objects, isCut } = await context.progress.during(
    () => ({ what: `reading ${path}`, done: found, unit: 'objects' }),
    () => readQomTree(client, path, { ...deadline, onObjects }),
  );
  for (const line of formatQomTree(root)) {
    context.out(`${width === undefined ? line : fitMiddle(line, width)}\n`);
  }
  if (!isCut) return EXIT.ok;
  context.warn(`the tree is cut off after ${objects} objects`);
  return EXIT.failed;
}
