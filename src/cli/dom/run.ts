import { Domain } from '../../domain/domain.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls } from '../../support/terminal-safe.js';
import { Borrowing } from '../borrowing.js';
import { type Context, EXIT } from '../context.js';
import { tableWidth } from '../table-width.js';
import { UsageError } from '../usage.js';
import { ANSWER_SECONDS, type DomOptions, type Verb, type VerbOutput } from './verb.js';

/** Asks a guest, and prints what virsh would; changes nothing. */
export async function runVerb(
  { load, withoutGuest }: Verb,
  guest: string | undefined,
  words: readonly string[],
  options: DomOptions,
  context: Context,
): Promise<number> {
  const output = withoutGuest?.(options);
  if (output !== undefined) return print(output, options, context);
  if (guest === undefined) throw new UsageError("missing required argument 'guest'");
  const run = await load();
  const { signal } = context;
  const timeoutMs = (options.timeout ?? ANSWER_SECONDS) * 1000;
  using _shown = context.progress.show(() => ({ what: `waiting for ${guest}` }));
  await using borrowing = new Borrowing({ signal });
  await using domain = await Domain.open(guest, {
    ...{ signal, commandTimeoutMs: timeoutMs, agentTimeoutMs: timeoutMs },
    whenBusy: borrowing.whenBusy,
  });
  const result = await run(domain, words, options, context);
  return typeof result === 'number' ? result : print(result, options, context);
}

function print(
  { json, text, fitTo, warnings = [] }: VerbOutput,
  options: DomOptions,
  context: Context,
): number {
  for (const warning of warnings) context.warn(warning);
  const fitted = fitTo?.(tableWidth(context, options.wide)) ?? text;
  context.out(options.json ? `${escapeControls(stringifyJson(json, 2))}\n` : fitted);
  return EXIT.ok;
}
