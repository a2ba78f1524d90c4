import type { Domain } from '../../domain/domain.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import type { ControlFlags } from '../control/control-options.js';
import { ControlSetup } from '../control/control-setup.js';
import { withDomain } from '../control/with-domain.js';
import { tableWidth } from '../table-width.js';
import { UsageError } from '../usage.js';
import { changesBy, checkControl } from './changes.js';
import { type AfterwardsVerb, ANSWER_SECONDS, type DomOptions, type Verb, type VerbOutput } from './verb.js';

/** Asks a guest, or changes it, and prints what virsh would. */
export async function runVerb(
  verb: Verb,
  guest: string | undefined,
  words: readonly string[],
  options: DomOptions & ControlFlags,
  context: Context,
): Promise<number> {
  const { check, withoutGuest } = verb;
  check?.(words, options);
  const output = withoutGuest?.(options);
  if (output !== undefined) return print(output, options, context);
  if (guest === undefined) throw new UsageError("missing required argument 'guest'");
  checkControl(verb, words, options);
  const prepared = (await verb.prepare?.(words, options, context)) ?? {};
  const result = await runOnGuest(verb, guest, words, { ...options, ...prepared }, context);
  return typeof result === 'number' ? result : result();
}

/** @returns what is done once the guest's monitor was given back */
async function runOnGuest(
  verb: Verb,
  guest: string,
  words: readonly string[],
  options: DomOptions & ControlFlags,
  context: Context,
): Promise<number | AfterwardsVerb> {
  const { load } = verb;
  const controls = changesBy(verb, words, options);
  const { mayBeSilent = !controls } = verb;
  const run = await load();
  const steps: string[] = [];
  const { json, dryRun } = options;
  const said = {
    warn: context.warn,
    out: json ? (step: string) => void steps.push(step.trimEnd()) : context.out,
  };
  const control = controls ? new ControlSetup(options, said) : undefined;
  const timeoutMs = (options.timeout ?? ANSWER_SECONDS) * 1000;
  const limits = { commandTimeoutMs: timeoutMs, agentTimeoutMs: timeoutMs };
  return withDomain(guest, { ...limits, mayBeSilent, control }, context, async (domain) => {
    const result = await run(domain, words, options, context);
    if (controls && dryRun) {
      if (json) context.out(`${escapeControls(stringifyJson(steps, 2))}\n`);
      return EXIT.ok;
    }
    if (typeof result === 'number' || typeof result === 'function') return result;
    return print(withProblem(result, domain), options, context);
  });
}

/** Says why QEMU was not asked, where nothing has said so yet. */
function withProblem(output: VerbOutput, { problem }: Pick<Domain, 'problem'>): VerbOutput {
  const { warnings = [], isAboutQemu } = output;
  if (problem === undefined || isAboutQemu || warnings.some((warning) => warning.includes(problem.message)))
    return output;
  const why = `${problem.message}: this is what the host knows`;
  return { ...output, warnings: [why, ...warnings] };
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
