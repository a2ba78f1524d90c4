import type { ConfigProblem, DataPath } from '../../../config/problem.js';
import { show } from '../../../config/problem.js';
import { didYouMean } from '../../../support/nearest-word.js';
import { whyNotHash } from '../auth/bcrypt-hash.js';
import { type DeclaredTls, type DeclaredWebConfig, isTlsWanted, VERIFIED } from './declared-web-config.js';
import { parseGoDuration } from './go-duration.js';
import {
  CLIENT_AUTH,
  CURVES,
  FORMER_SUITES,
  FORMER_VERSIONS,
  SUITES,
  SUITES_OF_TLS_13,
  VERSIONS,
} from './go-names.js';

const TLS = 'tls_server_config';

/** Checks the rules of a web configuration that its schema cannot express. Expects data that matches the schema. */
export function findWebConfigProblems(config: DeclaredWebConfig): readonly ConfigProblem[] {
  return [
    ...findTlsProblems(config.tls_server_config),
    ...findHeaderProblems(config.http_server_config?.headers ?? {}),
    ...findUserProblems(config.basic_auth_users ?? {}),
    ...findRateProblems(config.rate_limit),
  ];
}

function findTlsProblems(tls: DeclaredTls | undefined): readonly ConfigProblem[] {
  if (tls === undefined) return [];
  return [
    ...(isTlsWanted(tls) ? [...findPair(tls, 'cert'), ...findPair(tls, 'key')] : []),
    ...(tls.client_ca !== undefined && tls.client_ca_file !== undefined ? [twice('client_ca')] : []),
    ...findClientProblems(tls),
    ...findVersionProblems(tls),
    ...findListProblems(tls),
  ];
}

/** Either in place or in a file. */
function findPair(tls: DeclaredTls, key: 'cert' | 'key'): readonly ConfigProblem[] {
  const file = `${key}_file` as const;
  if (tls[key] !== undefined && tls[file] !== undefined) return [twice(key)];
  if (tls[key] === undefined && tls[file] === undefined) {
    return [{ path: [TLS], message: `'${file}' is missing (or '${key}', with the PEM text itself)` }];
  }
  if (tls[key] === undefined || typeof tls[key] === 'string') return [];
  return [{ path: [TLS, key], message: `it is not a PEM text: a block that begins with '${key}: |'` }];
}

function twice(key: string): ConfigProblem {
  return { path: [TLS, key], message: `'${key}_file' gives it already: remove one of them`, isKey: true };
}

function findClientProblems(tls: DeclaredTls): readonly ConfigProblem[] {
  const { client_auth_type: type = 'NoClientCert', client_allowed_sans: sans } = tls;
  const path = [TLS, 'client_auth_type'];
  const why = CLIENT_AUTH.get(type);
  if (why !== undefined)
    return [{ path, message: `${type} is not offered, because ${why}: use ${VERIFIED}` }];
  if (!CLIENT_AUTH.has(type)) return [notOneOf(path, type, [...CLIENT_AUTH.keys()])];
  const ca = (['client_ca_file', 'client_ca'] as const).find((key) => tls[key] !== undefined);
  if (type === VERIFIED && ca === undefined) {
    const message = "'client_ca_file' is missing: without it, a certificate of any public authority would do";
    return [{ path: [TLS], message }];
  }
  if (type === VERIFIED) return [];
  const idle = [...(ca === undefined ? [] : [ca]), ...(sans === undefined ? [] : ['client_allowed_sans'])];
  return idle.map((key) => ({
    path: [TLS, key],
    message: `it has no effect without client_auth_type: ${VERIFIED}`,
    isKey: true,
  }));
}

function findVersionProblems({ min_version, max_version }: DeclaredTls): readonly ConfigProblem[] {
  const wrong = Object.entries({ min_version, max_version }).flatMap(([key, version]) => {
    if (version === undefined || VERSIONS.has(version)) return [];
    const path = [TLS, key];
    if (!FORMER_VERSIONS.has(version)) return [notOneOf(path, version, [...VERSIONS.keys()])];
    return [
      { path, message: `${version} is not offered, because it is broken (RFC 8996): use TLS12 or TLS13` },
    ];
  });
  if (wrong.length > 0 || min_version !== 'TLS13' || max_version !== 'TLS12') return wrong;
  return [{ path: [TLS, 'max_version'], message: 'it is below min_version: no client could connect' }];
}

function findListProblems({ cipher_suites = [], curve_preferences = [] }: DeclaredTls) {
  const suites = cipher_suites.flatMap((name, at) => {
    if (SUITES.has(name) || SUITES_OF_TLS_13.includes(name)) return [];
    const path = [TLS, 'cipher_suites', at];
    if (!FORMER_SUITES.has(name)) return [notOneOf(path, name, [...SUITES.keys()])];
    return [{ path, message: `${name} is not offered, because it lacks forward secrecy: remove it` }];
  });
  const curves = curve_preferences.flatMap((name, at) => {
    return CURVES.has(name) ? [] : [notOneOf([TLS, 'curve_preferences', at], name, [...CURVES.keys()])];
  });
  return [...suites, ...curves];
}

/** The headers that have a closed set of values. */
const HEADER_VALUES: Readonly<Record<string, readonly string[]>> = {
  'X-Frame-Options': ['deny', 'sameorigin'],
  'X-Content-Type-Options': ['nosniff'],
};

function findHeaderProblems(headers: Readonly<Record<string, string>>): readonly ConfigProblem[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const allowed = HEADER_VALUES[name] ?? [value];
    const path = ['http_server_config', 'headers', name];
    return allowed.includes(value) ? [] : [notOneOf(path, value, allowed)];
  });
}

/** Messages do not show the value: by mistake it may be the password. */
function findUserProblems(users: Readonly<Record<string, unknown>>): readonly ConfigProblem[] {
  return Object.entries(users).flatMap(([name, hash]): readonly ConfigProblem[] => {
    const path = ['basic_auth_users', name];
    if (name.includes(':')) {
      return [
        { path, message: "a user's name cannot have a ':' in it: basic auth ends it there", isKey: true },
      ];
    }
    const why = whyNotHash(hash);
    return why === undefined ? [] : [{ path, message: why }];
  });
}

function findRateProblems(limit: DeclaredWebConfig['rate_limit']): readonly ConfigProblem[] {
  const { interval = 0, burst = 0 } = limit ?? {};
  if (parseGoDuration(String(interval)) === 0 || burst > 0) return [];
  const message = "a limit with 'burst' of 0 would refuse every request: give the number of requests at once";
  return [{ path: ['rate_limit'], message }];
}

function notOneOf(path: DataPath, word: string, words: readonly string[]): ConfigProblem {
  return { path, message: `${show(word)} is not one of ${words.join(', ')}${didYouMean(word, words)}` };
}
