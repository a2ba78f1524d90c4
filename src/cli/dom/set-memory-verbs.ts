import type { Domain } from '../../domain/domain.js';
import { encodeDirtyRate } from '../../formats/domain/job-text.js';
import type { DirtyRateMode } from '../../model/dirty-rate.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { VerbOutput } from './verb.js';
import { limitOf, type NoLimit, parseKibibytes } from './virsh-values.js';

type Words = readonly string[];

/** What virsh prints of most that it sets: nothing. */
export function quietly(json: unknown): VerbOutput {
  return { json, text: '' };
}

/** `virsh setmem`. */
export async function setmem(
  domain: Domain,
  [size = '']: Words,
  { force }: { readonly force?: boolean },
): Promise<VerbOutput> {
  return quietly(await domain.setMemory(parseKibibytes(size), { force }));
}

/** `virsh dommemstat --period`. */
export async function setPeriod(
  domain: Domain,
  _words: Words,
  { period = 0 }: { readonly period?: number },
): Promise<VerbOutput> {
  return quietly({ intervalSeconds: await domain.setMemoryStatsPeriod(period) });
}

/** virsh takes XML for it. */
export async function attachMemory(
  domain: Domain,
  [size = '']: Words,
  { node }: { readonly node?: number },
): Promise<VerbOutput> {
  const device = await domain.attachMemory(parseKibibytes(size), { node });
  return { json: device, text: `Memory device ${terminalSafe(device?.id ?? '')} attached\n` };
}

/** `virsh domdirtyrate-calc`, which does not wait for the result. */
export async function domdirtyrateCalc(
  domain: Domain,
  _words: Words,
  { seconds, mode }: { readonly seconds: number; readonly mode: DirtyRateMode },
): Promise<VerbOutput> {
  const rate = await domain.startDirtyRate({ seconds, mode });
  return { json: rate, text: encodeDirtyRate(rate) };
}

/** The limits of `memtune`, in bytes. */
interface MemtuneOptions {
  readonly hardLimit?: number | NoLimit;
  readonly softLimit?: number | NoLimit;
  readonly swapHardLimit?: number | NoLimit;
  readonly minGuarantee?: number | NoLimit;
  readonly force?: boolean;
}

/** `virsh memtune` with limits. */
export async function setMemtune(
  domain: Domain,
  _words: Words,
  { hardLimit, softLimit, swapHardLimit, minGuarantee, force }: MemtuneOptions,
): Promise<VerbOutput> {
  const limits = {
    hardLimitBytes: limitOf(hardLimit),
    softLimitBytes: limitOf(softLimit),
    swapHardLimitBytes: limitOf(swapHardLimit),
    minGuaranteeBytes: limitOf(minGuarantee),
  };
  return quietly(await domain.setMemoryParameters(limits, { force }));
}

/** `virsh numatune --nodeset`. */
export async function setNumatune(
  domain: Domain,
  _words: Words,
  { nodeset = [] }: { readonly nodeset?: readonly number[] },
): Promise<VerbOutput> {
  return quietly(await domain.setNumaParameters({ nodes: nodeset }));
}
