import type { BlkioDevice, BlkioParameters, Limit } from '../../model/group-parameters.js';
import { blockDevicePath } from '../block-device-path.js';
import { type CgroupRoots, GroupFiles } from './group-files.js';
import {
  type DeviceFigures,
  type DeviceLimits,
  parseDeviceFigures,
  parseIoMax,
  parseWeights,
  type Weights,
} from './parse-devices.js';

/** Reads how a process's group shares block devices. */
export function readBlkioParameters(
  roots: CgroupRoots & { readonly sysRoot: string },
  pid: number,
): BlkioParameters {
  const files = new GroupFiles(roots, pid, 'blkio');
  const weights = files.version === 1 ? readWeightsV1(files) : readWeights(files, WEIGHTS_V2);
  const limits = files.version === 1 ? readLimitsV1(files) : readLimitsV2(files);
  const { group, failures } = files;
  return { group, weight: weights.ofGroup, devices: describe(roots.sysRoot, weights, limits), failures };
}

function describe(sysRoot: string, { ofDevices: weights }: Weights, limits: DeviceLimits): BlkioDevice[] {
  const numbers = [weights, ...Object.values(limits)].flatMap((figures) => [...(figures?.keys() ?? [])]);
  return [...new Set(numbers)].map((number) => {
    const limitOf = (figures: DeviceFigures | undefined): Limit => figures && (figures.get(number) ?? null);
    return {
      path: blockDevicePath(sysRoot, number),
      number,
      weight: weights.get(number),
      readBytesPerSecond: limitOf(limits.readBytes),
      writeBytesPerSecond: limitOf(limits.writeBytes),
      readOperationsPerSecond: limitOf(limits.readOperations),
      writeOperationsPerSecond: limitOf(limits.writeOperations),
    };
  });
}

/** The files of the two schedulers that know weights, BFQ's first, since it is the one of newer kernels. */
const WEIGHTS_V1 = ['blkio.bfq.weight', 'blkio.weight'] as const;
const WEIGHTS_V2 = ['io.bfq.weight', 'io.weight'] as const;

function readWeights(files: GroupFiles, [first, second]: readonly [string, string]): Weights {
  const name = files.read(first) === undefined ? second : first;
  return files.part('weight', name, parseWeights) ?? { ofGroup: undefined, ofDevices: new Map() };
}

/** In version 1 the weights of single devices have a file of their own. */
function readWeightsV1(files: GroupFiles): Weights {
  const { ofGroup } = readWeights(files, WEIGHTS_V1);
  const ofDevices = files.read('blkio.bfq.weight_device') ?? files.read('blkio.weight_device') ?? '';
  return { ofGroup, ofDevices: parseDeviceFigures(ofDevices) };
}

function readLimitsV1(files: GroupFiles): DeviceLimits {
  const limits = (part: string, name: string) =>
    files.part(part, `blkio.throttle.${name}_device`, parseDeviceFigures);
  return {
    readBytes: limits('readBytesPerSecond', 'read_bps'),
    writeBytes: limits('writeBytesPerSecond', 'write_bps'),
    readOperations: limits('readOperationsPerSecond', 'read_iops'),
    writeOperations: limits('writeOperationsPerSecond', 'write_iops'),
  };
}

function readLimitsV2(files: GroupFiles): DeviceLimits {
  const limits = files.isUnlimited ? parseIoMax('') : files.part('limits', 'io.max', parseIoMax);
  return limits ?? UNKNOWN_LIMITS;
}

const UNKNOWN_LIMITS: DeviceLimits = {
  readBytes: undefined,
  writeBytes: undefined,
  readOperations: undefined,
  writeOperations: undefined,
};
