import type { QemuCommands } from '../qapi/commands.js';
import type { QemuEvents } from '../qapi/events.js';
import { QmpClient as GenericQmpClient } from '../qmp/client.js';
import type { QmpClientClass } from '../qmp/client-class.js';

/** A {@link GenericQmpClient} that knows QEMU's own commands and events, as introspection describes them. */
export type QmpClient = GenericQmpClient<QemuCommands, QemuEvents>;

/** Types, and nothing else, are added to the class. */
export const QmpClient: QmpClientClass<QemuCommands, QemuEvents> = GenericQmpClient;
