import { Domain } from '../../domain/domain.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls } from '../../support/terminal-safe.js';
import { Borrowing } from '../borrowing.js';
import { type Context, EXIT } from '../context.js';
import type { DomOptions, Verb } from './verb.js';

/** Asks a guest, and prints what virsh would; changes nothing. */
export async function runVerb(
  { load }: Verb,
  guest: string,
  words: readonly string[],
  options: DomOptions,
  context: Context,
): Promise<number> {
  const run = await load();
  const { signal } = context;
  const timeoutMs = options.timeout * 1000;
  await using borrowing = new Borrowing({ signal });
  await using domain = await Domain.open(guest, {
    ...{ signal, commandTimeoutMs: timeoutMs, agentTimeoutMs: timeoutMs },
    whenBusy: borrowing.whenBusy,
  });
  const { json, text, warnings = [] } = await run(domain, words, options, context);
  for (const warning of warnings) context.warn(warning);
  context.out(options.json ? `${escapeControls(stringifyJson(json, 2))}\n` : text);
  return EXIT.ok;
}
