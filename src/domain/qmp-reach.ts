import type { QemuExecutor } from '../protocol/qmp/qmp-client.js';
import type { ProcessReach } from './own-process.js';
import type { DomainQmp, Reach } from './reach.js';

/** What a topic needs that asks QEMU alone. */
export interface QmpReach extends Pick<Reach, 'name' | 'options'> {
  readonly qmp: QemuExecutor;
}

/** The same for a topic that asks which commands QEMU has. */
export interface AskingReach extends QmpReach {
  readonly qmp: QemuExecutor & Pick<DomainQmp, 'supports'>;
}

/** What a topic needs that asks QEMU, and looks at its process. */
export interface QmpProcessReach extends QmpReach, ProcessReach {}
