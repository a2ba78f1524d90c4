import type { Domain } from '../../domain/domain.js';
import { UnsupportedError } from '../../domain/domain-error.js';
import { displayUris } from '../../formats/domain/display-uri.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { VerbOutput } from './verb.js';

const MAX_URI = 4096;

/** `virsh domdisplay`. @throws {UnsupportedError} when the screen is not served */
export async function domdisplay(
  domain: Domain,
  _words: readonly string[],
  { all = false }: { readonly all?: boolean },
): Promise<VerbOutput> {
  const display = await domain.openGraphics();
  const uris = display === null ? [] : displayUris(display);
  if (display === null || uris.length === 0)
    throw new UnsupportedError(domain.name, 'its screen is not served: start QEMU with -vnc or -spice');
  const text = uris.slice(0, all ? undefined : 1).map((uri) => `${terminalSafe(uri, MAX_URI)}\n`);
  return { json: display, text: text.join('') };
}
