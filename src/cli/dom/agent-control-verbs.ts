import type { Secret } from '../../domain/control/secret.js';
import type { Domain } from '../../domain/domain.js';
import type { GuestProgramResult } from '../../model/guest-agent.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls, stripControls, terminalSafe } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';
import type { VerbOutput } from './verb.js';

const MAX_KEY = 16_384;
/** Added to the number of a signal, the exit status that shells report for a program that it ended. */
const SIGNALLED = 128;

/** `virsh domfsfreeze`. The command ends, and the freeze lasts, up to its limit. */
export async function domfsfreeze(
  domain: Domain,
  mountpoints: readonly string[],
  { limit, dryRun }: { readonly limit?: number; readonly dryRun?: boolean },
): Promise<VerbOutput> {
  const freeze = await domain.fsFreeze({
    mountpoints: mountpoints.length === 0 ? undefined : mountpoints,
    limitSeconds: limit,
    outlives: true,
  });
  const seconds = Math.max(0, Math.round(freeze.untilSeconds - Date.now() / 1000));
  const how = `'qgauge dom domfsthaw ${terminalSafe(domain.name, 100)} --control' thaws them`;
  const warnings = dryRun ? [] : [`${how}; after ${seconds} s they are thawed in any case`];
  return { json: freeze, text: `Froze ${freeze.count} filesystem(s)\n`, warnings };
}

/** `virsh domfsthaw`. */
export async function domfsthaw(domain: Domain): Promise<VerbOutput> {
  const count = await domain.fsThaw();
  return { json: { count }, text: `Thawed ${count} filesystem(s)\n` };
}

/** `virsh domfstrim`, which prints nothing. A file system that could not be trimmed is a warning. */
export async function domfstrim(
  domain: Domain,
  _words: readonly string[],
  { minimum }: { readonly minimum?: number },
): Promise<VerbOutput> {
  const trimmed = await domain.fsTrim({ minimumBytes: minimum });
  const lines = trimmed.flatMap(({ mountpoint, trimmedBytes, error }) =>
    error === undefined ? [`${mountpoint}: ${trimmedBytes ?? 'an unknown number of'} bytes\n`] : [],
  );
  const failures = trimmed.flatMap(({ mountpoint, error }) =>
    error === undefined ? [] : [`${mountpoint}: ${error}`],
  );
  const warnings = trimmed.length === 0 ? ['the guest has no file system that can be trimmed'] : failures;
  return { json: trimmed, text: lines.join(''), warnings };
}

/** `virsh set-user-password`. */
export async function setUserPassword(
  domain: Domain,
  [user = '']: readonly string[],
  { password, encrypted }: { readonly password?: Secret; readonly encrypted?: boolean },
): Promise<VerbOutput> {
  await domain.setUserPassword(user, password ?? '', { isEncrypted: encrypted });
  const text = `Password set successfully for ${terminalSafe(user, 100)} in ${terminalSafe(domain.name, 100)}\n`;
  return { json: { user }, text };
}

/** `virsh set-user-sshkeys`, which prints nothing. */
export async function setUserSshkeys(
  domain: Domain,
  [user = '']: readonly string[],
  {
    keys = [],
    reset,
    remove,
  }: { readonly keys?: readonly string[]; readonly reset?: boolean; readonly remove?: boolean },
): Promise<VerbOutput> {
  const how = remove ? 'remove' : reset ? 'replace' : 'append';
  const has = await domain.setSshKeys(user, keys, { how });
  return { json: has, text: has.map((key) => `${terminalSafe(key, MAX_KEY)}\n`).join('') };
}

/** What a program is run with. */
interface ExecOptions {
  readonly env?: readonly string[];
  readonly input?: Uint8Array;
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

/** @returns the exit status of the program */
export async function exec(
  domain: Domain,
  [program = '', ...args]: readonly string[],
  { env, input, json, dryRun }: ExecOptions,
  { out, warn, stdout }: Pick<Context, 'out' | 'warn' | 'stdout'>,
): Promise<number> {
  const result = await domain.guestExec(program, args, { env, input });
  if (dryRun) return EXIT.ok;
  if (json) out(`${escapeControls(stringifyJson(textsOf(result), 2))}\n`);
  else {
    printTo(stdout, result.stdout);
    printTo(process.stderr, result.stderr);
  }
  if (result.isTruncated) warn('the guest agent has dropped a part of the output');
  return statusOf(result);
}

function textsOf({ stdout, stderr, ...result }: GuestProgramResult): object {
  return { ...result, stdout: textOf(stdout), stderr: textOf(stderr) };
}

/** Byte for byte, but to a terminal, which would obey it. */
function printTo(
  stream: { readonly isTTY?: boolean; write(data: string | Uint8Array): unknown },
  bytes: Uint8Array,
) {
  if (bytes.length > 0) stream.write(stream.isTTY ? printable(textOf(bytes)) : bytes);
}

/** Line breaks and tabs stay. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/[^\n\t]+/g, (run) => stripControls(run));
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

/** As a shell has it. */
function statusOf({ exitStatus, signal }: GuestProgramResult): number {
  if (exitStatus !== undefined) return exitStatus % 256;
  return signal === undefined ? EXIT.failed : (SIGNALLED + signal) % 256;
}

/** `virsh send-process-signal`. */
export async function sendProcessSignal(
  domain: Domain,
  [pid = '', signal = '']: readonly string[],
): Promise<VerbOutput> {
  // virsh's word for 0.
  await domain.guestKill(Number(pid), signal === 'nop' ? 0 : signal);
  return { json: { pid: Number(pid), signal }, text: '' };
}
