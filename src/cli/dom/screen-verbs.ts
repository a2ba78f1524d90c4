import { rm, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Domain } from '../../domain/domain.js';
import { OutputError, writeFilesAtomically } from '../../sinks/file/atomic-file.js';
import { errnoOf, QgaugeError } from '../../support/errors.js';
import { explainErrno, OUTPUT_FILE_WORDS } from '../../support/explain-errno.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { Context } from '../context.js';
import type { VerbOutput } from './verb.js';

type Words = readonly string[];

/** The picture of a screen cannot be saved; the message says why. */
export class PictureFileError extends QgaugeError {
  constructor(file: string, cause: unknown) {
    const why = explainErrno(cause, OUTPUT_FILE_WORDS);
    super('ERR_PICTURE_FILE', `the picture cannot be saved to ${terminalSafe(file, 500)}: ${why}`, { cause });
  }
}

interface ScreenOptions {
  readonly screen?: number;
  readonly device?: string;
}

/** `virsh screenshot`. */
export async function screenshot(
  domain: Domain,
  [given]: Words,
  { screen, device }: ScreenOptions,
): Promise<VerbOutput> {
  const { data, ...shot } = await domain.screenshot({ device, head: screen });
  const file = given ?? defaultName(domain.name);
  if (data.length > 0) await save(file, data, given === undefined);
  const text = `Screenshot saved to ${terminalSafe(file, 4096)}, with type of ${shot.mimeType}\n`;
  return { json: { file, ...shot }, text };
}

/** `web-2026-11-30-06:30:00.png`, as virsh names it. */
function defaultName(guest: string): string {
  const time = new Date().toISOString().slice(0, 19).replace('T', '-');
  return `${guest.replaceAll(/[^\w.-]/g, '_')}-${time}.png`;
}

/** A picture of an earlier time stays where there is no room for this one. A device or a pipe is written to as it is. */
async function save(file: string, data: Buffer, isNew: boolean): Promise<void> {
  try {
    const found = isNew ? undefined : await stat(file).catch(() => undefined);
    if (isNew) await writeFile(file, data, { mode: MODE, flag: 'wx' });
    else if (found && !found.isFile()) await writeFile(file, data);
    else await writeFilesAtomically([{ path: file, text: data }], undefined, { sync: false, mode: MODE });
  } catch (error) {
    if (isNew && errnoOf(error) !== 'EEXIST') await rm(file, { force: true });
    throw new PictureFileError(file, error instanceof OutputError ? (error.cause ?? error) : error);
  }
}

/** Of a picture that is new: what is on a screen is for its user alone. */
const MODE = 0o600;

interface DumpOptions {
  readonly format: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

/** `virsh dump --memory-only`. */
export async function dump(
  domain: Domain,
  [given = '']: Words,
  { format, force, dryRun = false }: DumpOptions,
  { warn }: Context,
): Promise<VerbOutput> {
  const file = resolve(given);
  if (!dryRun)
    warn(
      `while its memory is dumped, ${terminalSafe(domain.name, 100)} stands still; that cannot be cancelled`,
    );
  const json = await domain.coreDump(file, { format, force });
  return {
    json,
    text: `Domain '${terminalSafe(domain.name, 100)}' dumped to ${terminalSafe(given, 4096)}\n`,
  };
}

/** `virsh domdisplay-reload`. */
export async function domdisplayReload(domain: Domain): Promise<VerbOutput> {
  await domain.reloadGraphics();
  const text = `Reload the graphics display of domain '${terminalSafe(domain.name, 100)}' successfully\n`;
  return { json: { type: 'vnc' }, text };
}
