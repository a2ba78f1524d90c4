import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TableError } from '../../formats/table/table-error.js';
import type { TopScreen, ViewChoice } from '../../formats/top/top-screen.js';
import { OutputError, writeFilesAtomically } from '../../sinks/file/atomic-file.js';
import { configDirectory } from '../../support/config-directory.js';
import { asRecord, asString } from '../../support/decode.js';
import { errnoOf, messageOf } from '../../support/errors.js';
import { explainErrno } from '../../support/explain-errno.js';
import { makePrivateDirectory } from '../../support/make-directory.js';
import { DEFAULT_SETTINGS, type TopSettings } from '../../terminal/top/top-state.js';

/** The settings that the key `w` keeps. */
export function settingsPath(env: NodeJS.ProcessEnv): string {
  return join(configDirectory(env), 'top.json');
}

/** What the key `w` keeps. */
export interface KeptSettings extends TopSettings {
  /** Seconds between sweeps; `undefined`: the default, or that of the daemon. */
  readonly intervalSeconds?: number | undefined;
}

/** Settings that were read, and what of them cannot be used. */
export interface ReadSettings {
  readonly settings: KeptSettings;
  readonly warnings: readonly string[];
}

/** Reads settings; what is missing, or does not fit, is as by default. */
export function readSettings(path: string, screens: readonly TopScreen[]): ReadSettings {
  try {
    return decodeSettings(JSON.parse(readFileSync(path, 'utf8')), path, screens);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { settings: DEFAULT_SETTINGS, warnings: [] };
    const why = error instanceof SyntaxError ? 'it is not JSON' : messageOf(error);
    return { settings: DEFAULT_SETTINGS, warnings: [`${path}: ${why}: the settings are ignored`] };
  }
}

/** @throws {OutputError} */
export async function writeSettings(path: string, settings: KeptSettings): Promise<void> {
  try {
    makePrivateDirectory(dirname(path));
  } catch (error) {
    throw new OutputError(path, explainErrno(error), { cause: error });
  }
  await writeFilesAtomically([{ path, text: `${JSON.stringify(settings, null, 2)}\n` }]);
}

function decodeSettings(value: unknown, path: string, screens: readonly TopScreen[]): ReadSettings {
  const { screen, choices, cpuScale, sizeUnit, intervalSeconds } = asRecord(value) ?? {};
  const warnings: string[] = [];
  const decoded = screens.flatMap((one): readonly (readonly [string, ViewChoice])[] => {
    const choice = decodeChoice(asRecord(choices)?.[one.name]);
    try {
      one.view(choice);
      return [[one.name, choice]];
    } catch (error) {
      if (!(error instanceof TableError)) throw error;
      warnings.push(`${path}: ${error.message}: the screen '${one.name}' is as by default`);
      return [];
    }
  });
  return {
    warnings,
    settings: {
      screen: screens.find(({ name }) => name === screen)?.name ?? DEFAULT_SETTINGS.screen,
      choices: Object.fromEntries(decoded),
      cpuScale: cpuScale === 'machine' ? 'machine' : 'core',
      sizeUnit: sizeUnit === 'MiB' ? 'MiB' : 'auto',
      ...(isInterval(intervalSeconds) ? { intervalSeconds } : {}),
    },
  };
}

function decodeChoice(value: unknown): ViewChoice {
  const { columns, sort, filter } = asRecord(value) ?? {};
  return { columns: asString(columns), sort: asString(sort), filter: asString(filter) };
}

function isInterval(value: unknown): value is number {
  return typeof value === 'number' && value >= 0.1 && value <= 3600;
}
