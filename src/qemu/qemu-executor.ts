import type { QemuCommands } from '../protocol/qapi/commands.js';
import type { Executor } from '../protocol/qmp/executor.js';

/** What those who ask a QEMU need of a client, with QEMU's own commands. */
export type QemuExecutor = Executor<QemuCommands>;
