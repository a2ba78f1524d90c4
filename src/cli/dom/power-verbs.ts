import type { Domain } from '../../domain/domain.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { VerbOutput } from './verb.js';

/** `virsh suspend`. */
export async function suspend(domain: Domain): Promise<VerbOutput> {
  return said(domain, await domain.suspend(), 'suspended');
}

/** `virsh resume`. */
export async function resume(
  domain: Domain,
  _words: readonly string[],
  { force }: { readonly force?: boolean },
): Promise<VerbOutput> {
  return said(domain, await domain.resume({ force }), 'resumed');
}

/** `virsh reset`. */
export async function reset(domain: Domain): Promise<VerbOutput> {
  return said(domain, await domain.reset(), 'was reset');
}

/** As virsh says what it has done. */
function said({ name }: Domain, json: unknown, done: string): VerbOutput {
  return { json, text: `Domain '${terminalSafe(name, 100)}' ${done}\n` };
}
