import type { Credentials } from './auth/authenticate.js';
import { readTokenFile, type Tokens } from './auth/token-file.js';
import { protectionBy, whatIsMissing } from './exposure.js';
import { Reloaded } from './reloaded.js';
import type { WatchedFiles } from './watched-files.js';
import { readWebConfig } from './web-config/read-web-config.js';
import { type TlsConfig, type WebConfig, WebConfigError } from './web-config/web-config.js';

export interface SettingsOptions {
  readonly webConfigFile?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly recheckMs: number;
  /** Other hosts can connect: a file without TLS or authentication does not come into force. */
  readonly mustProtect: boolean;
  readonly warn: (line: string) => void;
}

/** What is configured in files, always as they are now. */
export class ServerSettings {
  readonly #options: SettingsOptions;
  readonly #web: Reloaded<WebConfig> | undefined;
  readonly #tokens: Reloaded<Tokens> | undefined;

  /** @throws {WebConfigError} @throws {TokenFileError} */
  constructor(options: SettingsOptions) {
    this.#options = options;
    const { webConfigFile, tokenFile, recheckMs, warn } = options;
    if (tokenFile !== undefined) {
      this.#tokens = new Reloaded({ read: (files) => readTokenFile(tokenFile, files), recheckMs, warn });
    }
    if (webConfigFile !== undefined) {
      const read = (files: WatchedFiles, former?: WebConfig) => this.#readWeb(webConfigFile, files, former);
      this.#web = new Reloaded({ read, recheckMs, warn });
    }
  }

  web(): WebConfig | undefined {
    return this.#web?.current();
  }

  tokens(): Tokens {
    return this.#tokens?.current() ?? [];
  }

  credentials(): Credentials {
    return { users: this.web()?.users ?? new Map(), tokens: this.tokens() };
  }

  /** Only for a server that was started with TLS: it stays so. */
  tls(): TlsConfig {
    const tls = this.web()?.tls;
    if (tls === undefined) throw new TypeError('there is no TLS');
    return tls;
  }

  #readWeb(path: string, files: WatchedFiles, former: WebConfig | undefined): WebConfig {
    const config = readWebConfig(path, files);
    if (former !== undefined) this.#checkChange(path, config, former);
    for (const line of config.notes) if (!former?.notes.includes(line)) this.#options.warn(line);
    return config;
  }

  /** What Node cannot change while connections are served, and what would expose every figure. */
  #checkChange(path: string, { tls, ...config }: WebConfig, former: WebConfig): void {
    const isOther =
      (tls === undefined) !== (former.tls === undefined) ||
      tls?.clientCertificates !== former.tls?.clientCertificates;
    if (isOther) {
      const what = 'TLS and client certificates cannot be switched on or off while qgauge runs: restart it';
      throw new WebConfigError(`${path}: ${what}`);
    }
    const missing = whatIsMissing(protectionBy({ tls, ...config }, this.#tokens !== undefined));
    if (this.#options.mustProtect && missing !== undefined) {
      throw new WebConfigError(`${path}: other hosts can connect, and ${missing} would be missing`);
    }
  }
}
