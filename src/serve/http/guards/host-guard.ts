import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { errorAnswer } from '../error-answer.js';
import type { HttpEnv } from '../http-env.js';
import { isLoopback, isSameAddress } from '../listen/ip-address.js';

export interface HostRules {
  /** Names of this server, in lower case. */
  readonly names: ReadonlySet<string>;
  /** The certificate says too which names the server has. */
  readonly certificate: () => X509Certificate | undefined;
  /** How the user adds a name, for the message. */
  readonly option: string;
}

/**
 * Answers only to names that are this server's. A page of another site whose name suddenly resolves to 127.0.0.1 (DNS
 * rebinding) sends its own name as Host; it cannot do so with an address, which a browser only sends to that address.
 *
 * Over a unix socket any name will do: no browser gets there.
 */
export function hostGuard(rules: HostRules): MiddlewareHandler<HttpEnv> {
  return async ({ env }, next) => {
    const { headers, socket } = env.incoming;
    if (env.origin.kind === 'unix') return next();
    const host = hostOf(headers.host ?? '');
    if (host !== undefined && isOurs(host, socket.localAddress ?? '', rules)) return next();
    const message = `'${headers.host ?? ''}' is not a name of this server; if it should be one, add it by ${rules.option}`;
    return errorAnswer(421, 'ERR_HOST', message);
  };
}

/** `Name.Example.:10177` → `name.example`; `[::1]` → `::1`. */
function hostOf(header: string): string | undefined {
  const [, address, name] = /^(?:\[([\da-f:.]+)\]|([^\s:[\]/@]+))(?::\d{1,5})?$/i.exec(header) ?? [];
  return (address ?? name)?.toLowerCase().replace(/\.$/, '');
}

function isOurs(host: string, localAddress: string, { names, certificate }: HostRules): boolean {
  if (names.has(host) || host === 'localhost') return true;
  if (isIP(host) !== 0) return isLoopback(host) || isSameAddress(host, localAddress);
  return certificate()?.checkHost(host, { subject: 'never' }) !== undefined;
}
