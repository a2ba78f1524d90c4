import type { Target } from '../discover/target.js';
import { holdMonitor, type WithMonitorOptions } from '../monitor/with-monitor.js';
import { ClientClosedError } from '../protocol/qmp/errors.js';
import type { QmpClient } from '../protocol/qmp/qmp-client.js';
import type { DomainQmp } from './reach.js';

/**
 * The connection to one QEMU, held until it is closed: the next command after its loss connects again. While it is held, no
 * other client is served at that monitor.
 */
export class HeldConnection implements DomainQmp, AsyncDisposable {
  readonly #target: Target;
  readonly #options: WithMonitorOptions;
  #client: Promise<QmpClient> | undefined;
  #isClosed = false;

  constructor(target: Target, options: WithMonitorOptions) {
    this.#target = target;
    this.#options = options;
  }

  /** Whether it was closed for good. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * The present connection, else a new one.
   *
   * @throws {ClientClosedError} once it was closed
   * @throws {MonitorError} when no monitor could be used
   */
  async client(): Promise<QmpClient> {
    const [monitor] = this.#target.monitors;
    if (this.#isClosed && monitor !== undefined) throw new ClientClosedError(monitor.address);
    this.#client ??= this.#connect();
    return this.#client;
  }

  async #connect(): Promise<QmpClient> {
    const forget = () => {
      this.#client = undefined;
    };
    try {
      const client = await holdMonitor(this.#target, this.#options);
      void client.closed.then(forget);
      return client;
    } catch (error) {
      forget();
      throw error;
    }
  }

  readonly execute: DomainQmp['execute'] = async (command, ...parameters) =>
    (await this.client()).execute(command, ...parameters);

  readonly supports: DomainQmp['supports'] = async (command) => (await this.client()).supports(command);

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    const client = await this.#client?.catch(() => undefined);
    await client?.close();
  }
}
