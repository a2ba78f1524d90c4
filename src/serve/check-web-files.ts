import { HTTP_LIMITS } from './http/limits.js';
import { ServerSettings } from './http/server-settings.js';

export interface WebFiles {
  readonly webConfigFile?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly warn: (line: string) => void;
}

/**
 * Reads the web configuration with its certificates, and the tokens, as a start would.
 *
 * @throws {WebConfigError}
 * @throws {TokenFileError}
 */
export function checkWebFiles(files: WebFiles): void {
  new ServerSettings({ ...files, recheckMs: HTTP_LIMITS.recheckMs, mustProtect: false });
}
