import type { Snapshot } from '../model/snapshot.js';
import { asRecord, asString, type UnknownRecord } from '../support/decode.js';
import { parseJson } from '../support/lossless-json.js';
import { VERSION } from '../support/version.js';

/** The last sweep of a daemon. */
export interface DaemonSweep {
  readonly snapshot: Snapshot;
  readonly number: number;
  readonly intervalSeconds: number;
  /** The version of qgauge that the daemon is of. */
  readonly version: string;
  /** Whether it measures every QEMU of the host, and not only the guests of its configuration. */
  readonly discovers: boolean;
  /** The daemon has measured nothing for a while: the figures are old. */
  readonly isStale: boolean;
}

const NO_SNAPSHOT = 'a snapshot';

/**
 * Decodes the answer of a trusted daemon: of the snapshot only the outer form is checked.
 *
 * @returns the sweep, or what the answer is not
 */
export function decodeSweep(text: string): DaemonSweep | string {
  const { sweep, snapshot } = asRecord(parseAnswer(text, parseJson)) ?? {};
  const about = decodeAbout(asRecord(sweep) ?? {});
  return about !== undefined && isSnapshot(snapshot) ? { ...about, snapshot } : NO_SNAPSHOT;
}

/**
 * Decodes the answer of a daemon that anybody may have put there. The validator is loaded at the first one: it is large.
 *
 * @returns the sweep, or what the answer is not
 */
export async function decodeRemoteSweep(text: string): Promise<DaemonSweep | string> {
  // A figure beyond 2^53 becomes a double: a bigint where nothing expects one would end whoever calculates with it.
  const { sweep, snapshot } = asRecord(parseAnswer(text, JSON.parse)) ?? {};
  const about = decodeAbout(asRecord(sweep) ?? {});
  if (about === undefined) return NO_SNAPSHOT;
  const { default: validate } = await import('#schemas/compiled/snapshot.js');
  if (validate(snapshot) && isSnapshot(snapshot)) return { ...about, snapshot };
  if (about.version !== VERSION) return `one of qgauge ${VERSION}, but of ${about.version}`;
  const [{ instancePath, message } = {}] = validate.errors ?? [];
  return `a valid snapshot: ${instancePath || '/'} ${message}`;
}

/** What a daemon says instead of a snapshot. */
export function decodeError(text: string): { readonly code: string; readonly message: string } {
  const { code, message } = asRecord(asRecord(parseAnswer(text, parseJson))?.error) ?? {};
  return { code: asString(code) ?? '', message: asString(message) ?? 'the daemon does not answer now' };
}

function decodeAbout(sweep: UnknownRecord): Omit<DaemonSweep, 'snapshot'> | undefined {
  const { number, intervalSeconds, version, discovers, isStale } = sweep;
  if (typeof number !== 'number' || typeof intervalSeconds !== 'number' || typeof isStale !== 'boolean')
    return undefined;
  if (typeof version !== 'string' || typeof discovers !== 'boolean') return undefined;
  return { number, intervalSeconds, version, discovers, isStale };
}

/** `undefined` when it is not JSON. */
function parseAnswer(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isSnapshot(value: unknown): value is Snapshot {
  const { takenAtSeconds, host, guests, warnings } = asRecord(value) ?? {};
  return (
    typeof takenAtSeconds === 'number' &&
    typeof host === 'object' &&
    Array.isArray(guests) &&
    Array.isArray(warnings)
  );
}
