import type { Domain } from '../../domain/domain.js';
import {
  encodeBlockInfo,
  encodeBlockInfos,
  encodeBlockList,
  encodeBlockStats,
  encodeDiskErrors,
} from '../../formats/domain/block-text.js';
import { encodeBlkioParameters, encodeIoTune } from '../../formats/domain/tune-text.js';
import { type IoTuneOptions, limitChangesOf, setsLimits } from './io-tune-options.js';
import { warningsOf } from './state-verbs.js';
import { fitted, type VerbOutput } from './verb.js';

type Words = readonly string[];

/** `virsh domblklist`. */
export async function domblklist(
  domain: Domain,
  _words: Words,
  { details = false }: { readonly details?: boolean },
): Promise<VerbOutput> {
  const disks = await domain.blockList();
  return { json: disks, ...fitted((width) => encodeBlockList(disks, { details, width })) };
}

interface Human {
  readonly human?: boolean;
}

/** `virsh domblkstat`: without a disk the sums of all. */
export async function domblkstat(
  domain: Domain,
  [disk]: Words,
  { human = false }: Human,
): Promise<VerbOutput> {
  if (disk !== undefined) {
    const stats = await domain.blockStats(disk);
    return { json: stats, text: encodeBlockStats(disk, [stats], { human }) };
  }
  const all = (await domain.blockList()).map(({ name, stats }) => ({ disk: name, stats }));
  const known = all.flatMap(({ stats }) => stats ?? []);
  return { json: all, text: encodeBlockStats('', known, { human }) };
}

/** `virsh domblkinfo`: without a disk that of all. */
export async function domblkinfo(
  domain: Domain,
  [disk]: Words,
  { human = false }: Human,
): Promise<VerbOutput> {
  if (disk === undefined) return domblkinfoAll(domain, human);
  const info = await domain.blockInfo(disk);
  return { json: info, text: encodeBlockInfo(info, { human }), warnings: warningsOf(info.failures) };
}

async function domblkinfoAll(domain: Domain, human: boolean): Promise<VerbOutput> {
  const disks = await domain.blockList();
  const infos = await Promise.all(
    disks.map(async ({ name, layers }) => ({
      name,
      hasMedium: layers.length > 0,
      info: await domain.blockInfo(name),
    })),
  );
  const warnings = infos.flatMap(({ name, hasMedium, info }) =>
    hasMedium ? warningsOf(info.failures).map((warning) => `${name}: ${warning}`) : [],
  );
  const json = infos.map(({ name, info }) => ({ disk: name, ...info }));
  return { json, ...fitted((width) => encodeBlockInfos(infos, { human, width })), warnings };
}

/** `virsh domblkerror`. */
export async function domblkerror(domain: Domain): Promise<VerbOutput> {
  const errors = await domain.diskErrors();
  return { json: errors, text: encodeDiskErrors(errors) };
}

/** `virsh blkdeviotune`: prints the limits, or sets those that are given. */
export async function blkdeviotune(
  domain: Domain,
  [disk = '']: Words,
  { force, ...options }: IoTuneOptions & { readonly force?: boolean },
): Promise<VerbOutput> {
  if (setsLimits(options))
    return { json: await domain.setIoTune(disk, limitChangesOf(options), { force }), text: '' };
  const limits = await domain.ioTune(disk);
  return { json: limits, text: encodeIoTune(limits), warnings: warningsOf(limits.failures) };
}

/** `virsh blkiotune`, which only prints. */
export async function blkiotune(domain: Domain): Promise<VerbOutput> {
  const parameters = await domain.blkioParameters();
  return {
    json: parameters,
    text: encodeBlkioParameters(parameters),
    warnings: warningsOf(parameters.failures),
  };
}
