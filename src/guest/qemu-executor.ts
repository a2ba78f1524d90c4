import type { QemuCommands } from '../qapi/commands.js';
import type { Executor } from '../qmp/executor.js';

/** What those who ask a QEMU need of a client, with QEMU's own commands. */
export type QemuExecutor = Executor<QemuCommands>;
