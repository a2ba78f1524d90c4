import { parseCpuList } from '../support/cpu-list.js';
import { listDirectory, readKernelFile } from './files/read-file.js';
import { readNumaMaps } from './numa-maps.js';
import { readTasks } from './proc-tasks.js';

/** Where the pages of a guest's RAM are, seen from its vCPUs. */
export interface RamNodes {
  readonly localBytes: number;
  readonly remoteBytes: number;
}

export interface RamNodesOptions {
  readonly procRoot: string;
  readonly sysRoot: string;
  readonly pid: number;
  /** The begin of each mapping of the RAM, in hexadecimal. */
  readonly starts: ReadonlySet<string>;
  /** The threads of the vCPUs, in QEMU's own pid namespace. */
  readonly vcpuThreads: ReadonlySet<number>;
}

/**
 * Reads how much of the guest's RAM is on the nodes of the host on which its vCPUs ran last. `undefined` when the nodes, the
 * pages or the vCPUs are unknown. Expensive, as {@link readNumaMaps}.
 */
export async function readRamNodes(options: RamNodesOptions): Promise<RamNodes | undefined> {
  const { procRoot, pid, starts } = options;
  const local = nodesOfVcpus(options);
  if (local.size === 0) return undefined;
  const bytes = await readNumaMaps(procRoot, pid, starts);
  if (bytes === undefined) return undefined;
  let [localBytes, remoteBytes] = [0, 0];
  for (const [node, ofNode] of Object.entries(bytes)) {
    if (local.has(node)) localBytes += ofNode;
    else remoteBytes += ofNode;
  }
  return { localBytes, remoteBytes };
}

function nodesOfVcpus({ procRoot, sysRoot, pid, vcpuThreads }: RamNodesOptions): ReadonlySet<string> {
  const nodes = readNodes(sysRoot);
  const vcpus = readTasks(procRoot, pid, undefined).filter(({ ownId }) => vcpuThreads.has(ownId));
  return new Set(
    vcpus.flatMap(({ times: { hostCpu } }) => (hostCpu === undefined ? [] : (nodes.get(hostCpu) ?? []))),
  );
}

/** The node of each CPU: /sys/devices/system/node/nodeN/cpulist. */
function readNodes(sysRoot: string): ReadonlyMap<number, string> {
  const root = `${sysRoot}/devices/system/node`;
  const nodes = (listDirectory(root) ?? []).flatMap((name) => /^node(\d+)$/.exec(name)?.[1] ?? []);
  return new Map(
    nodes.flatMap((node) => {
      const cpus = parseCpuList(readKernelFile(`${root}/node${node}/cpulist`) ?? '') ?? [];
      return cpus.map((cpu) => [cpu, node] as const);
    }),
  );
}
