import { readFileSync } from 'node:fs';

const TEXT = readFileSync(new URL('../../fixtures/virsh-9.0.txt', import.meta.url), 'utf8');

/** What virsh 9.0 has printed of a paused guest of libvirt's, without the empty line at its end; by its command line. */
export function virshOutput(command: string): string {
  const [, output] = TEXT.split(`=== ${command}\n`);
  if (output === undefined) throw new Error(`virsh was not asked for ${command}`);
  return (output.split('=== ')[0] ?? '').replace(/\n\n$/, '\n');
}
