import { dirname, resolve } from 'node:path';
import validate from '../../../../schemas/compiled/web-config.js';
import { describeFaults, describeProblems } from '../../../config/describe-problems.js';
import type { ConfigProblem } from '../../../config/problem.js';
import { findSchemaProblems } from '../../../config/schema-problems.js';
import { type PlacedData, parsePlacedData } from '../../../config/yaml-places.js';
import { terminalSafe } from '../../../support/terminal-safe.js';
import { UnreadableError, type WatchedFiles } from '../watched-files.js';
import { type DeclaredTls, type DeclaredWebConfig, isTlsWanted } from './declared-web-config.js';
import { findWebConfigProblems } from './find-web-config-problems.js';
import { parseGoDuration } from './go-duration.js';
import { loadTls, TlsProblem } from './load-tls.js';
import { type RateLimit, type TlsConfig, type WebConfig, WebConfigError } from './web-config.js';

/**
 * Reads a web configuration file of the form that Prometheus and its exporters share, and the certificates that it names.
 *
 * @param files notes what is read
 * @throws {WebConfigError} with a line for each problem: `web.yml:3:3: tls_server_config.cert_flie: unknown key; did you mean …`
 */
export function readWebConfig(path: string, files: WatchedFiles): WebConfig {
  const placed = parsePlacedData(readText(path, files));
  if (placed.faults.length > 0) throw new WebConfigError(describeFaults(path, placed));
  const declared = check(path, placed);
  const notes: string[] = [];
  const note = (line: string) => notes.push(`${path}: ${line}`);
  const http = declared.http_server_config ?? {};
  if (http.http2) note('http_server_config.http2: qgauge serves HTTP/1.1, which clients of HTTP/2 speak too');
  const { tls_server_config: tls } = declared;
  return {
    tls: isTlsWanted(tls) ? load(path, tls, placed, files, note) : undefined,
    headers: new Map(Object.entries(http.headers ?? {}).filter(([, value]) => value !== '')),
    users: new Map(
      Object.entries(declared.basic_auth_users ?? {}).map(([user, hash]) => [user, String(hash)]),
    ),
    rateLimit: decodeRate(declared.rate_limit),
    notes,
  };
}

function readText(path: string, files: WatchedFiles): string {
  try {
    return files.read(path);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    const message = `${terminalSafe(path, 4096)}: the web configuration cannot be read: ${error.message}`;
    throw new WebConfigError(message, { cause: error });
  }
}

function check(path: string, placed: PlacedData): DeclaredWebConfig {
  // In Go, a key without a value is as good as none.
  const value = withoutNulls(placed.value);
  const wrong = findSchemaProblems(validate, value);
  const problems = wrong.length > 0 ? wrong : findWebConfigProblems(value as DeclaredWebConfig);
  if (problems.length > 0) throw new WebConfigError(describeProblems(path, placed, problems));
  return value as DeclaredWebConfig;
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNulls(member)]));
}

function load(
  path: string,
  tls: DeclaredTls,
  placed: PlacedData,
  files: WatchedFiles,
  note: (line: string) => void,
): TlsConfig {
  const fail = (problem: ConfigProblem) => new WebConfigError(describeProblems(path, placed, [problem]));
  try {
    return loadTls(tls, dirname(resolve(path)), files, (line) => note(`tls_server_config.${line}`));
  } catch (error) {
    throw error instanceof TlsProblem ? fail(error.problem) : error;
  }
}

function decodeRate({
  interval = 0,
  burst = 0,
}: DeclaredWebConfig['rate_limit'] = {}): RateLimit | undefined {
  const intervalMs = parseGoDuration(String(interval));
  return intervalMs > 0 ? { intervalMs, burst } : undefined;
}
