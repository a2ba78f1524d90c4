import { parseCount } from './files/parse-count.js';
import { listDirectory, readKernelFile, readLink } from './files/read-file.js';

/** How an interface is connected to others: sysfs-class-net of the kernel's ABI documents. */
export interface NetTopology {
  readonly parent: string | undefined;
  readonly isMacvtap: boolean;
  /** Lower case; `undefined` when it is not known. */
  readonly mac: string | undefined;
  /** Whether something is at its other end, of a tap a process; `undefined` while the interface is down. */
  readonly hasCarrier: boolean | undefined;
}

/** Reads /sys/class/net/NAME: the bridge that it is a port of, or the interface below it. */
export function readNetTopology(sysRoot: string, name: string): NetTopology {
  const directory = `${sysRoot}/class/net/${name}`;
  const master = readLink(`${directory}/master`)?.split('/').at(-1);
  const lower = listDirectory(directory)
    ?.find((entry) => entry.startsWith('lower_'))
    ?.slice('lower_'.length);
  const carrier = readCarrier(directory);
  return {
    parent: master ?? lower,
    isMacvtap: /^DEVTYPE=macvtap$/m.test(readKernelFile(`${directory}/uevent`) ?? ''),
    mac: readKernelFile(`${directory}/address`)?.trim().toLowerCase(),
    hasCarrier: carrier === undefined ? undefined : carrier === 1,
  };
}

/** The kernel refuses to read it while the interface is down. */
function readCarrier(directory: string): number | undefined {
  return parseCount(readKernelFile(`${directory}/carrier`));
}

/** Finds the macvtap behind a descriptor of `/dev/tapN`, where N is its interface index. */
export function findInterfaceByIndex(sysRoot: string, index: number): string | undefined {
  return listDirectory(`${sysRoot}/class/net`)?.find(
    (name) => Number(readKernelFile(`${sysRoot}/class/net/${name}/ifindex`)) === index,
  );
}
