import { readKernelFile } from '../../linux/files/read-file.js';
import type { NumaParameters } from '../../model/numa-parameters.js';
import { formatCpuList, parseCpuList } from '../../support/cpu-list.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { numaParameters } from '../numa-parameters.js';
import { type GroupChange, OwnGroup } from './own-group.js';

/** The kernel moves the pages of the guest before it has done. */
const USUAL_MS = 120_000;

/**
 * Restricts the memory of the guest's QEMU to these NUMA nodes of the host, and moves there what is elsewhere: cpuset.mems of its
 * control group, or systemctl set-property --runtime where that is a unit's. That is libvirt's mode `restrictive`: the policy of a
 * memory backend is fixed when QEMU starts.
 *
 * @returns the parameters as they were read back
 * @throws {ControlRefusedError} when the group holds other processes too, for nodes that cannot be used, and where a memory
 *   backend has a policy
 * @throws {UnsupportedError} without control groups of cpuset
 */
export async function setNumaParameters(
  reach: ControlReach,
  { nodes }: { readonly nodes: readonly number[] },
  options: CallOptions = {},
): Promise<NumaParameters> {
  const { name, sysRoot } = reach;
  return reach.control.call('setNumaParameters', { usualMs: USUAL_MS, ...options }, async (call) => {
    const group = OwnGroup.of(reach, 'cpuset');
    checkNodes(name, nodes, parseCpuList(readKernelFile(`${sysRoot}/devices/system/node/has_memory`) ?? ''));
    const { backends = [] } = await numaParameters(reach);
    const bound = backends.find(({ policy = 'default' }) => policy !== 'default');
    if (bound !== undefined) {
      const what = `its memory backend ${bound.id ?? ''} has the policy ${terminalSafe(bound.policy ?? '', 30)}`;
      throw new ControlRefusedError(name, `${what}, which QEMU keeps until it ends`);
    }
    await group.set(call, changesOf(group.version, formatCpuList(nodes)));
    return numaParameters(reach);
  });
}

function checkNodes(guest: string, nodes: readonly number[], present: readonly number[] | undefined): void {
  if (nodes.length === 0 || nodes.some((node) => !Number.isInteger(node) || node < 0))
    throw new ControlRefusedError(guest, 'memory needs at least one node, and nodes are whole numbers');
  const outside = nodes.filter((node) => present?.includes(node) === false);
  if (outside.length > 0 && present && present.length > 0)
    throw new ControlRefusedError(
      guest,
      `this host has no memory on node ${formatCpuList(outside)}: it has nodes ${formatCpuList(present)}`,
    );
}

/** Version 2 moves pages in any case; systemd knows only that one. */
function changesOf(version: 1 | 2, text: string): readonly GroupChange[] {
  if (version === 2) return [{ file: 'cpuset.mems', text, properties: [`AllowedMemoryNodes=${text}`] }];
  return [
    { file: 'cpuset.memory_migrate', text: '1', properties: undefined },
    { file: 'cpuset.mems', text, properties: undefined },
  ];
}
