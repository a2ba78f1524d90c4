import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import validate from '../../../schemas/compiled/hv-monitor.js';
import { untilAborted } from '../../support/deadline.js';
import { errnoOf, messageOf } from '../../support/errors.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { type Context, EXIT } from '../context.js';

const MAX_SHOWN = 20;
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

/** Checks that a file is an HV::Monitor record as LibreNMS needs it: JSON, or its gzip in base64; `-` is standard input. */
export async function validateFile(path: string, { out, warn, signal }: Context): Promise<number> {
  const problems = await check(path, signal);
  if (problems.length === 0) {
    out(`${terminalSafe(path, 4096)}: a valid HV::Monitor record\n`);
    return EXIT.ok;
  }
  const shown = terminalSafe(path, 4096);
  for (const problem of problems.slice(0, MAX_SHOWN)) warn(`${shown}: ${problem}`);
  if (problems.length > MAX_SHOWN) warn(`${shown}: and ${problems.length - MAX_SHOWN} more`);
  return EXIT.failed;
}

async function check(path: string, signal: AbortSignal): Promise<readonly string[]> {
  let json: string;
  try {
    json = unpack(await untilAborted(path === '-' ? text(process.stdin) : readFile(path, 'utf8'), signal));
  } catch (error) {
    signal.throwIfAborted();
    return [errnoOf(error) === 'ENOENT' ? 'no such file' : `cannot be read: ${messageOf(error)}`];
  }
  try {
    return [...checkText(json), ...checkValue(JSON.parse(json))];
  } catch (error) {
    const isYaml = /\.ya?ml$/.test(path);
    const hint = isYaml ? '; a configuration is checked by qgauge stream --config FILE --check' : '';
    return [`not valid JSON: ${messageOf(error)}${hint}`];
  }
}

/** How LibreNMS recognises the compressed form. */
const BASE64 = /^[A-Za-z0-9/+\n]+=*\n*$/;

function unpack(content: string): string {
  if (!BASE64.test(content)) return content;
  return gunzipSync(Buffer.from(content, 'base64'), { maxOutputLength: MAX_UNPACKED_BYTES }).toString('utf8');
}

function checkText(json: string): readonly string[] {
  const at = json.indexOf('\\');
  return at < 0 ? [] : [`a backslash at character ${at}: LibreNMS removes it, which breaks the record`];
}

function checkValue(value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const detail = params.additionalProperty ?? params.missingProperty ?? '';
    const what = detail === '' || message?.includes(`'${detail}'`) ? '' : ` '${detail}'`;
    return `${instancePath || 'the record'} ${message ?? 'is not valid'}${what}`;
  });
}
