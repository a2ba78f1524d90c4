import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, existsSync } from 'node:fs';
import { appendFile, open, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { AuditRecord } from '../../domain/control/control-options.js';
import { messageOf, QgaugeError } from '../../support/errors.js';
import { explainErrno, OUTPUT_FILE_WORDS } from '../../support/explain-errno.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls, terminalSafe } from '../../support/terminal-safe.js';

const JOURNAL = '/run/systemd/journal/socket';
/** syslog's `notice` and `warning`. */
const PRIORITY = { done: 5, failed: 4, aborted: 4, refused: 4 } as const;
const MAX_FIELD = 4000;
/** The guest's monitor is held meanwhile. */
const LOGGER_MS = 1000;

/** Who has typed a command: the user of the process, and who that was before sudo or su. */
interface Who {
  readonly user: string;
  readonly uid: number;
  /** The user id with which the session began. */
  readonly loginUid: number | undefined;
  readonly sudoUser: string | undefined;
}

/**
 * Puts control calls on record: appends a line of JSON for each to a file, else hands it to the system's journal, where there
 * is one.
 *
 * @throws {Error} when the file cannot be written, or logger(1) fails
 */
export async function writeAudit(records: readonly AuditRecord[], file: string | undefined): Promise<void> {
  if (records.length === 0) return;
  const who = await readWho();
  if (file !== undefined) {
    const lines = records.map(
      (record) => `${escapeControls(stringifyJson({ ...timeOf(record), ...who, ...record }))}\n`,
    );
    await appendFile(file, lines.join(''), { mode: 0o600 });
  } else if (existsSync(JOURNAL)) {
    for (const record of records) await toJournal(journalEntry(record, who));
  }
}

/** The file for records cannot be written; nothing was done. */
export class AuditLogError extends QgaugeError {
  constructor(file: string, cause: unknown) {
    const why = explainErrno(cause, OUTPUT_FILE_WORDS);
    const way = 'give another --audit-log, such as /dev/null; nothing was done';
    super('ERR_AUDIT_LOG', `no record can be written to ${terminalSafe(file, 500)}: ${why}: ${way}`, {
      cause,
    });
  }
}

/** Without waiting for the reader of a pipe. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

/** Checks before a change that its record can be written to a file. @throws {AuditLogError} */
export async function checkAuditLog(file: string): Promise<void> {
  try {
    await using _file = await open(file, APPEND, 0o600);
  } catch (error) {
    throw new AuditLogError(file, error);
  }
}

/** For people: the time that the record has in seconds. */
function timeOf({ atSeconds }: AuditRecord): { readonly at: string } {
  return { at: new Date(atSeconds * 1000).toISOString() };
}

/** A journal entry as logger(1) takes it: a field a line. */
export function journalEntry(record: AuditRecord, { user, uid, loginUid, sudoUser }: Who): string {
  const { guest, uuid, pid, verb, steps, result, message } = record;
  const what = `${verb} ${guest}: ${result}${message === undefined ? '' : `: ${message}`}`;
  const fields = {
    MESSAGE: `${sudoUser ?? user}: ${what}`,
    PRIORITY: PRIORITY[result],
    SYSLOG_IDENTIFIER: 'qgauge',
    QGAUGE_USER: user,
    QGAUGE_UID: uid,
    QGAUGE_LOGIN_UID: loginUid,
    QGAUGE_SUDO_USER: sudoUser,
    QGAUGE_GUEST: guest,
    QGAUGE_GUEST_UUID: uuid,
    QGAUGE_GUEST_PID: pid,
    QGAUGE_VERB: verb,
    QGAUGE_RESULT: result,
    QGAUGE_STEPS: steps.join('; '),
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${terminalSafe(String(value), MAX_FIELD)}\n`)
    .join('');
}

/**
 * logger(1) is of util-linux; where it is missing, there is no record.
 *
 * @throws {Error} when it fails, or a journal that hangs holds it up
 */
async function toJournal(entry: string): Promise<void> {
  const logger = spawn('logger', ['--journald'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    timeout: LOGGER_MS,
    killSignal: 'SIGKILL',
  });
  logger.stdin.on('error', () => undefined);
  logger.stdin.end(entry);
  const [status] = await once(logger, 'close').catch(() => [0]);
  if (status !== 0) throw new Error(status === null ? 'logger was ended' : `logger: exit status ${status}`);
}

async function readWho(): Promise<Who> {
  const uid = process.geteuid?.() ?? 0;
  const loginUid = Number(await readFile('/proc/self/loginuid', 'utf8').catch(() => 'NaN'));
  // The kernel has 2^32 − 1 for a process of no session.
  const hasLogin = Number.isInteger(loginUid) && loginUid !== 0xffff_ffff;
  return {
    user: nameOf(uid),
    uid,
    loginUid: hasLogin ? loginUid : undefined,
    sudoUser: process.env.SUDO_USER,
  };
}

/** A user id that no file names is shown by its number. */
function nameOf(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return String(uid);
  }
}

/** What a failure to write the record means: the call itself was carried out. */
export function auditFailure(file: string | undefined, error: unknown): string {
  return `the call is not on record in ${file ?? 'the journal'}: ${messageOf(error)}`;
}
