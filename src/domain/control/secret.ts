import { inspect } from 'node:util';
import { removeFromAddresses } from '../../support/remove-credentials.js';

const HIDDEN = '***';

/** A password or key on its way to QEMU or the guest agent. However it is printed, it is hidden; only {@link reveal} has it. */
export class Secret {
  readonly #text: string;
  /** The same secret in other forms. */
  readonly #others: readonly string[];

  /** @param others the same secret in other forms, which are hidden too */
  constructor(text: string, others: readonly string[] = []) {
    this.#text = text;
    this.#others = others;
  }

  /** The same secret as it is sent, such as in base64. */
  encoded(encode: (text: string) => string): Secret {
    return new Secret(encode(this.#text), this.forms());
  }

  /** It in each of its forms. */
  forms(): readonly string[] {
    return [this.#text, ...this.#others].filter((text) => text !== '');
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}

/** The same arguments with every secret in them revealed, as they are sent. */
export function revealSecrets(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal();
  if (Array.isArray(value)) return value.map(revealSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, revealSecrets(member)]));
}

/**
 * An error in which no secret of these arguments can be read, nor a credential of an address, nor in its causes: who refuses a
 * password or an image may quote it. What has quoted one is changed, and returned.
 */
export function withoutSecrets(error: unknown, args: unknown): unknown {
  const secrets = secretsIn(args);
  for (const part of chainOf(error)) hideIn(part, secrets);
  return error;
}

/** In its message, its stack, and whatever else it has, such as the description of a CommandError. */
function hideIn(error: Error, secrets: readonly string[]): void {
  for (const name of Object.getOwnPropertyNames(error)) {
    const text: unknown = Reflect.get(error, name);
    if (typeof text === 'string') Reflect.set(error, name, removeFromAddresses(hidden(text, secrets)));
  }
}

function secretsIn(value: unknown): readonly string[] {
  if (value instanceof Secret) return value.forms();
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(secretsIn);
}

/** The longest first: a shorter one may be a part of it. */
function hidden(text: string, secrets: readonly string[]): string {
  const ordered = [...secrets].sort((one, other) => other.length - one.length);
  return ordered.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
}

const MAX_CAUSES = 8;

function chainOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let part = error; part instanceof Error && chain.length < MAX_CAUSES; part = part.cause)
    chain.push(part);
  return chain;
}
