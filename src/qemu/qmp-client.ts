import type { QemuCommands } from '../protocol/qapi/commands.js';
import type { QemuEvents } from '../protocol/qapi/events.js';
import { QmpClient as GenericQmpClient } from '../protocol/qmp/client.js';
import type { QmpClientClass } from '../protocol/qmp/client-class.js';

/** A {@link GenericQmpClient} that knows QEMU's own commands and events, as introspection describes them. */
export type QmpClient = GenericQmpClient<QemuCommands, QemuEvents>;

/** Types, and nothing else, are added to the class. */
export const QmpClient: QmpClientClass<QemuCommands, QemuEvents> = GenericQmpClient;
