import type { DomainQmp } from '../../src/domain/reach.js';
import type { QemuExecutor } from '../../src/protocol/qmp/qmp-client.js';

/** A QEMU that is one function, and supports every command. */
export function domainQmp(qemu: QemuExecutor): DomainQmp {
  return Object.assign(qemu, { supports: async () => true });
}
