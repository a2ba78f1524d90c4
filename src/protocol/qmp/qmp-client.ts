import type { Duplex } from 'node:stream';
import type { QemuCommands } from '../qapi/commands.js';
import type { QemuEvents } from '../qapi/events.js';
import type { Address } from '../transport/address.js';
import type { QmpClientOptions } from './client-options.js';
import type { Executor } from './executor.js';
import { GenericQmpClient } from './generic-qmp-client.js';

/** A {@link GenericQmpClient} of QEMU's own commands and events, as introspection describes them. */
export type QmpClient = GenericQmpClient<QemuCommands, QemuEvents>;

/** An {@link Executor} of QEMU's own commands. */
export type QemuExecutor = Executor<QemuCommands>;

/** The class {@link GenericQmpClient}, of which it differs in its types alone. */
export const QmpClient: QmpClientClass = GenericQmpClient;

export interface QmpClientClass extends NewableFunction {
  readonly prototype: QmpClient;
  /** See {@link GenericQmpClient.connect}. */
  connect(address: Address | string, options?: QmpClientOptions): Promise<QmpClient>;
  /** See {@link GenericQmpClient.over}. */
  over(stream: Duplex, address: Address, options?: QmpClientOptions): Promise<QmpClient>;
}
