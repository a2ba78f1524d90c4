import type { Domain } from '../../domain/domain.js';
import type { BlkioDeviceSettings } from '../../domain/groups/blkio-changes.js';
import { parameterLines } from '../../formats/domain/parameter-lines.js';
import { quietly } from './set-memory-verbs.js';
import type { VerbOutput } from './verb.js';
import { type CardLimit, limitOf, type NoLimit, type parsePairs } from './virsh-values.js';

type Words = readonly string[];
type Pairs = ReturnType<typeof parsePairs>;

interface BlkioOptions {
  readonly weight?: number;
  readonly deviceWeights?: Pairs;
  readonly deviceReadIopsSec?: Pairs;
  readonly deviceWriteIopsSec?: Pairs;
  readonly deviceReadBytesSec?: Pairs;
  readonly deviceWriteBytesSec?: Pairs;
}

/** `virsh blkiotune` with values. */
export async function setBlkiotune(
  domain: Domain,
  _words: Words,
  options: BlkioOptions,
): Promise<VerbOutput> {
  const disks = new Map<string, BlkioDeviceSettings>();
  const add = (pairs: Pairs = [], settingOf: (value: number) => Omit<BlkioDeviceSettings, 'device'>) => {
    for (const [device, value] of pairs)
      disks.set(device, { ...disks.get(device), device, ...settingOf(value) });
  };
  // To virsh, 0 is no limit.
  const orNone = (value: number) => value || null;
  add(options.deviceWeights, (weight) => ({ weight }));
  add(options.deviceReadIopsSec, (value) => ({ readOperationsPerSecond: orNone(value) }));
  add(options.deviceWriteIopsSec, (value) => ({ writeOperationsPerSecond: orNone(value) }));
  add(options.deviceReadBytesSec, (value) => ({ readBytesPerSecond: orNone(value) }));
  add(options.deviceWriteBytesSec, (value) => ({ writeBytesPerSecond: orNone(value) }));
  const { weight } = options;
  return quietly(await domain.setBlkioParameters({ weight, devices: [...disks.values()] }));
}

const KIB = 1024;

/** `virsh domiftune`: KiB/s and KiB; 0 is no limit. */
export async function domiftune(domain: Domain, [card = '']: Words): Promise<VerbOutput> {
  const parameters = await domain.interfaceParameters(card);
  const kib = (bytes: number | undefined) => Math.round((bytes ?? 0) / KIB);
  const text = parameterLines(
    (['inbound', 'outbound'] as const).flatMap((direction) => {
      const limit = parameters[direction];
      return [
        [`${direction}.average`, kib(limit?.averageBytesPerSecond)],
        [`${direction}.peak`, kib(limit?.peakBytesPerSecond)],
        [`${direction}.burst`, kib(limit?.burstBytes)],
      ] as const;
    }),
  );
  return { json: parameters, text };
}

/** `virsh domiftune` with limits. */
export async function setDomiftune(
  domain: Domain,
  [card = '']: Words,
  { inbound, outbound }: { readonly inbound?: CardLimit | NoLimit; readonly outbound?: CardLimit | NoLimit },
): Promise<VerbOutput> {
  return quietly(
    await domain.setInterfaceParameters(card, { inbound: limitOf(inbound), outbound: limitOf(outbound) }),
  );
}
