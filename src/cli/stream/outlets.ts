import type { SinkConfig } from '../../config/config.js';
import { findMissingDevices } from '../../formats/host-devices.js';
import type { Printer, PrinterOptions } from '../../formats/printer.js';
import { createPrinter } from '../../formats/printers.js';
import type { Snapshot } from '../../model/snapshot.js';
import type { Sink } from '../../sinks/sink.js';
import { printerOptions } from './settings.js';

/** A printer and the sink that its text goes to. */
interface Outlet {
  /** Equal for equal configurations. */
  readonly key: string;
  readonly config: SinkConfig;
  readonly printer: Printer;
  readonly sink: Sink;
}

/** Opens the sink of a printer; rejects when it can never work. */
export type OpenSink = (config: SinkConfig, printer: Printer) => Promise<Sink>;

/** What a printer must know of the terminal that it prints to; nothing where it prints elsewhere. */
export type TerminalOptions = Pick<PrinterOptions, 'width' | 'isAscii'>;

/** The sinks of a stream with their printers, which may change while it runs. */
export class Outlets {
  readonly #openSink: OpenSink;
  readonly #stdout: TerminalOptions;
  readonly #closing = new Set<Promise<void>>();
  #outlets: readonly Outlet[] = [];
  #isClosed = false;

  constructor(openSink: OpenSink, stdout: TerminalOptions = {}) {
    this.#openSink = openSink;
    this.#stdout = stdout;
  }

  print(snapshot: Snapshot): void {
    for (const { printer, sink } of this.#outlets) {
      const text = printer.print(snapshot);
      if (text !== '') sink.write(text);
    }
  }

  /** What a user should know of the devices that the sinks name. */
  warnings({ host }: Pick<Snapshot, 'host'>): readonly string[] {
    return [...new Set(this.#outlets.flatMap(({ config }) => findMissingDevices(host, config)))];
  }

  get droppedBytes(): number {
    return this.#outlets.reduce((sum, { sink }) => sum + sink.droppedBytes, 0);
  }

  /** Makes every sink reopen its file, which may have been moved away. */
  reopen(): void {
    for (const { sink } of this.#outlets) sink.reopen();
  }

  /**
   * Replaces the sinks; those with an equal configuration stay open.
   *
   * @throws {OutputError} when one cannot be opened; then nothing has changed
   */
  async change(configs: readonly SinkConfig[]): Promise<void> {
    // A sink that the previous change removed may still hold the spool that a new one needs.
    await Promise.all(this.#closing);
    try {
      await this.#replace(configs);
    } finally {
      if (this.#isClosed) await this.close();
    }
  }

  async #replace(configs: readonly SinkConfig[]): Promise<void> {
    const wanted = configs.map((config) => ({ config, key: JSON.stringify(config) }));
    const kept = this.#outlets.filter(({ key }) => wanted.some((other) => other.key === key));
    const removed = this.#outlets.filter((outlet) => !kept.includes(outlet));
    const added = wanted.filter(({ key }) => !kept.some((outlet) => outlet.key === key));
    // Two sinks cannot share a spool: a changed sink is closed before its successor opens.
    const conflicting = removed.filter((outlet) =>
      added.some(({ config }) => sharesSpool(config, outlet.config)),
    );
    this.#outlets = this.#outlets.filter((outlet) => !conflicting.includes(outlet));
    await Promise.all(conflicting.map(({ sink }) => sink.close()));
    try {
      const opened = await this.#openAll(added);
      this.#outlets = [...kept, ...opened];
    } catch (error) {
      this.#outlets = [...this.#outlets, ...(await this.#openAll(conflicting))];
      throw error;
    }
    for (const outlet of removed) if (!conflicting.includes(outlet)) this.#close(outlet);
  }

  /** Opens all, or rejects and leaves none open. */
  async #openAll(wanted: readonly Pick<Outlet, 'key' | 'config'>[]): Promise<readonly Outlet[]> {
    const opened: Outlet[] = [];
    try {
      for (const { key, config } of wanted) opened.push({ key, config, ...(await this.#open(config)) });
      return opened;
    } catch (error) {
      await Promise.all(opened.map(({ sink }) => sink.close()));
      throw error;
    }
  }

  async #open(config: SinkConfig): Promise<Pick<Outlet, 'printer' | 'sink'>> {
    const terminal = config.output === 'stdout' ? this.#stdout : {};
    const printer = createPrinter(config.printer, { ...printerOptions(config), ...terminal });
    return { printer, sink: await this.#openSink(config, printer) };
  }

  #close({ sink }: Outlet): void {
    const closing = sink.close().finally(() => this.#closing.delete(closing));
    this.#closing.add(closing);
  }

  /** Resolves when every sink that was ever open is closed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const outlet of this.#outlets) this.#close(outlet);
    this.#outlets = [];
    await Promise.all(this.#closing);
  }
}

function sharesSpool(one: SinkConfig, other: SinkConfig): boolean {
  return one.spool !== undefined && one.spool.directory === other.spool?.directory;
}
