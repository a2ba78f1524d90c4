import { chmodSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../../support/errors.js';
import { type Context, EXIT } from '../context.js';
import { UsageError } from '../usage.js';
import type { MockOptions } from './command.js';
import { LAUNCHER } from './daemon.js';

/**
 * Writes a program that is the mock with `--as-qemu`, whose process looks like a QEMU of the program's name.
 *
 * The kernel puts the interpreter of a script into the first argument of its process. The script's interpreter is Node.js
 * under the name of the program, a symbolic link in a directory beside it, so that `ps` and /proc show that name.
 *
 * @throws {UsageError} when a script cannot have such a path
 */
export function writeLauncher(file: string, options: MockOptions, context: Context): number {
  const path = resolve(file);
  const name = basename(path);
  const interpreter = join(dirname(path), `.${name}.node`, name);
  if (/\s/.test(interpreter) || interpreter.length > MAX_SHEBANG) {
    throw new UsageError(
      `--launcher: '${path}' cannot be the path of a script: expected at most ${MAX_SHEBANG} characters, and no blank`,
    );
  }
  const main = realpathSync(process.argv[1] ?? '');
  try {
    mkdirSync(dirname(interpreter), { recursive: true });
    rmSync(interpreter, { force: true });
    symlinkSync(process.execPath, interpreter);
    writeFileSync(path, script(path, interpreter, main, ownArguments(options)));
    chmodSync(path, 0o755);
  } catch (error) {
    context.warn(`cannot write the launcher ${path}: ${messageOf(error)}`);
    return EXIT.failed;
  }
  context.out(`${path}\n`);
  return EXIT.ok;
}

/** The kernel reads 256 bytes of the first line, of old 128. */
const MAX_SHEBANG = 124;

function script(path: string, interpreter: string, main: string, args: readonly string[]): string {
  const line = ['mock', ...args, '--as-qemu', '--'].map((arg) => JSON.stringify(arg)).join(', ');
  return [
    `#!${interpreter}`,
    '// A mock QEMU: qgauge mock --launcher has written it.',
    `process.env.${LAUNCHER} = ${JSON.stringify(path)};`,
    `process.argv.splice(1, 1, ${JSON.stringify(main)}, ${line});`,
    `import(${JSON.stringify(pathToFileURL(main).href)});`,
    '',
  ].join('\n');
}

/** The options that the program passes on. */
function ownArguments({
  version,
  driver,
  agent,
  fault,
  control,
  onParentExit,
}: MockOptions): readonly string[] {
  const given = { version, driver, agent, control, 'on-parent-exit': onParentExit };
  return [
    ...Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
    ...(fault ?? []).flatMap((value) => ['--fault', value]),
  ];
}
