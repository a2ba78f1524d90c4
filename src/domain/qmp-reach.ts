import type { Reach } from './reach.js';

/** What a topic needs that asks QEMU alone. */
export type QmpReach = Pick<Reach, 'name' | 'qmp' | 'options'>;

/** What a topic needs that asks QEMU, and looks at its process. */
export type ProcessReach = QmpReach & Pick<Reach, 'process' | 'procRoot'>;
