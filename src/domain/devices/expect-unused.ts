import type { Backend } from '../../model/attachment.js';
import { readBlockNodes } from '../../qemu/block-nodes.js';
import { readChardevs } from '../../qemu/chardevs.js';
import { readDevices } from '../../qemu/devices.js';
import { readNics } from '../../qemu/nics.js';
import { readProperties } from '../../qemu/qom-children.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import { keyOf } from './backends.js';

/**
 * Checks that no backend has the name of one that is about to be made: what fails is removed by its name, which must not be
 * another's. QEMU does not tell of a network backend that no card has.
 *
 * @throws {ControlRefusedError}
 */
export async function expectUnused(reach: ControlReach, backends: readonly Backend[]): Promise<void> {
  const names = new Map<Backend['kind'], Promise<ReadonlySet<string>>>();
  for (const { kind, id } of backends) {
    const taken = names.get(kind) ?? readNames(reach, kind);
    names.set(kind, taken);
    if ((await taken).has(id)) {
      const why = `it has ${kind === 'object' ? 'an' : 'a'} ${kind} with the ${keyOf(kind)} '${terminalSafe(id, 60)}' already`;
      throw new ControlRefusedError(reach.name, why);
    }
  }
}

async function readNames(
  { qmp, options }: ControlReach,
  kind: Backend['kind'],
): Promise<ReadonlySet<string>> {
  switch (kind) {
    case 'object':
      return new Set((await readProperties(qmp, '/objects', options)).map(({ name }) => name));
    case 'chardev':
      return new Set((await readChardevs(qmp, options)).map(({ label }) => label));
    case 'netdev': {
      const nics = await readNics(qmp, await readDevices(qmp, false, options), options);
      return new Set(nics.flatMap(({ netdev }) => netdev ?? []));
    }
    case 'blockdev':
      return new Set((await readBlockNodes(qmp, options)).keys());
  }
}
