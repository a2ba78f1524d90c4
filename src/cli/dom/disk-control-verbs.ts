import type { Domain } from '../../domain/domain.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { UsageError } from '../usage.js';
import { formatFor } from './image-format.js';
import { scaledNumber } from './scaled-number.js';
import type { VerbOutput } from './verb.js';

type Words = readonly string[];

interface MediaOptions {
  readonly eject?: boolean;
  readonly insert?: boolean;
  readonly force?: boolean;
  readonly format?: string;
}

/** `virsh change-media`. */
export async function changeMedia(
  domain: Domain,
  [disk = '', source = '']: Words,
  { eject = false, insert = false, force, format }: MediaOptions,
): Promise<VerbOutput> {
  if (eject) return { json: await domain.eject(disk, { force }), text: 'Successfully ejected media.\n' };
  if (insert && (await domain.blockChain(disk)).length > 0)
    throw new UsageError(`${terminalSafe(disk, 60)} has a medium: --update puts another one in its place`);
  const opened = await formatFor(source, format, '--format');
  const json = await domain.changeMedium(disk, source, { force, format: opened });
  return { json, text: `Successfully ${insert ? 'inserted' : 'updated'} media.\n` };
}

/** `virsh blockresize`: without a unit, KiB. */
export async function blockresize(
  domain: Domain,
  [disk = '', size = '']: Words,
  { force }: { readonly force?: boolean },
): Promise<VerbOutput> {
  const json = await domain.resizeDisk(disk, scaledNumber('size', 1024)(size), { force });
  return { json, text: `Block device '${terminalSafe(disk, 500)}' is resized\n` };
}

/** `virsh domblkthreshold`; 0 is none. */
export async function domblkthreshold(
  domain: Domain,
  [disk = '', threshold = '']: Words,
): Promise<VerbOutput> {
  const json = await domain.setWriteThreshold(disk, scaledNumber('threshold')(threshold) || null);
  return { json, text: '' };
}

/** `virsh domif-setlink`. */
export async function domifSetlink(domain: Domain, [card = '', state]: Words): Promise<VerbOutput> {
  return { json: await domain.setLink(card, state === 'up'), text: 'Device updated successfully\n' };
}
