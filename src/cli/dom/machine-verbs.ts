import { Secret } from '../../domain/control/secret.js';
import type { Domain } from '../../domain/domain.js';
import type { KeyCodeSet } from '../../domain/power/key-codes.js';
import type { LifecycleAction, LifecycleType } from '../../domain/power/lifecycle-action.js';
import { said } from './power-verbs.js';
import type { VerbOutput } from './verb.js';

type Words = readonly string[];

/** `virsh set-lifecycle-action`, which prints nothing; what the words may be was checked. */
export async function setLifecycleAction(domain: Domain, [type, action]: Words): Promise<VerbOutput> {
  const json = await domain.setLifecycleAction(type as LifecycleType, action as LifecycleAction);
  return { json, text: '' };
}

/** `virsh autostart`. */
export async function autostart(
  domain: Domain,
  _words: Words,
  { disable = false }: { readonly disable?: boolean },
): Promise<VerbOutput> {
  const unit = await domain.setAutostart(!disable);
  return said(domain, unit, disable ? 'unmarked as autostarted' : 'marked as autostarted');
}

/** `virsh inject-nmi`, which prints nothing. */
export async function injectNmi(domain: Domain): Promise<VerbOutput> {
  await domain.injectNmi();
  return { json: {}, text: '' };
}

/** `virsh send-key`, which prints nothing. */
export async function sendKey(
  domain: Domain,
  keys: Words,
  { codeset: codeSet, holdtime: holdMs }: { readonly codeset: KeyCodeSet; readonly holdtime?: number },
): Promise<VerbOutput> {
  return { json: await domain.sendKey(keys, { codeSet, holdMs }), text: '' };
}

/** `virsh domsetlaunchsecstate`, which prints nothing. */
export async function domsetlaunchsecstate(
  domain: Domain,
  _words: Words,
  {
    header = new Secret(''),
    sealed: secret = new Secret(''),
    setAddress: address,
  }: { readonly header?: Secret; readonly sealed?: Secret; readonly setAddress?: bigint },
): Promise<VerbOutput> {
  await domain.setLaunchSecurityState({ header, secret, address });
  return { json: {}, text: '' };
}
