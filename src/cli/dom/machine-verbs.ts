import { readFile } from 'node:fs/promises';
import { Secret } from '../../domain/control/secret.js';
import type { Domain } from '../../domain/domain.js';
import type { KeyCodeSet } from '../../domain/power/key-codes.js';
import type { LifecycleAction, LifecycleType } from '../../domain/power/lifecycle-action.js';
import { explainErrno } from '../../support/explain-errno.js';
import { UsageError } from '../usage.js';
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
  options: { readonly secrethdr: string; readonly secret: string; readonly setAddress?: bigint },
): Promise<VerbOutput> {
  const [header, secret] = await Promise.all([readSecret(options.secrethdr), readSecret(options.secret)]);
  await domain.setLaunchSecurityState({ header, secret, address: options.setAddress });
  return { json: {}, text: '' };
}

async function readSecret(file: string): Promise<Secret> {
  try {
    return new Secret((await readFile(file, 'utf8')).trim());
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${explainErrno(error)}`);
  }
}
