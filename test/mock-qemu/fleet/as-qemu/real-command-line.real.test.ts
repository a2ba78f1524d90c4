import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { SWITCHES, WITH_VALUE } from '../../../../mock-qemu/fleet/as-qemu/option-table.js';
import { readQemuArguments } from '../../../../mock-qemu/fleet/as-qemu/read-arguments.js';
import { versionText } from '../../../../mock-qemu/fleet/as-qemu/version-text.js';
import { skipsRealQemu } from '../../real-qemu.js';

const QEMU = 'qemu-system-x86_64';

/** Options that print something and end QEMU. */
const ENDS_AT_ONCE: ReadonlySet<string> = new Set(['h', 'version', 'audio-help']);

function runReal(args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(QEMU, args, { encoding: 'utf8', timeout: 60_000 });
  return { status, stdout, stderr };
}

describe.skipIf(skipsRealQemu)('beside the command line of a real QEMU, that of the mock', () => {
  it.each([
    '-nope',
    '--nope x',
    '-name',
    '-mon chardev=m,mode=control',
    '-qmp chardev:m',
    '-chardev null,id=a -chardev null,id=a',
    '-chardev null',
    '-uuid 1',
    '-m x',
    '-device virtio-balloon-pci,id=a -device virtio-balloon-pci,id=b',
    '-qmp-pretty chardev:m',
    '-readconfig /no/such/file',
  ])('is refused in the same words: %s', (line) => {
    const args = ['-machine', 'q35', '-nodefaults', '-display', 'none', '-S', ...line.split(' ')];
    const { status, stderr } = runReal(args);
    expect(status).toBe(1);
    let refused = 'accepted';
    try {
      readQemuArguments(args, [1]);
    } catch (error) {
      refused = `${QEMU}: ${error instanceof Error ? error.message : error}\n`;
    }
    expect(refused).toBe(stderr);
  });

  it('has every option of the help, with a value where that has one', () => {
    const { stdout } = runReal(['-help']);
    const shown = [...stdout.matchAll(/^--?([a-zA-Z][\w-]*)(?:\/-(\w+))?(?:[ \t]+(.*))?$/gm)];
    expect(shown.length).toBeGreaterThan(150);
    const names = [...new Set(shown.map(([, name = '']) => name))];
    expect(names.filter((name) => !SWITCHES.has(name) && !WITH_VALUE.has(name))).toEqual([]);
    // QEMU ends at the first that it refuses: at what follows a switch, or at the end where a value is missing.
    const complaints = names
      .filter((name) => !ENDS_AT_ONCE.has(name))
      .map((name) => [name, runReal([`-${name}`, ...(SWITCHES.has(name) ? ['-nope'] : [])]).stderr]);
    const expected = names
      .filter((name) => !ENDS_AT_ONCE.has(name))
      .map((name) => [
        name,
        `${QEMU}: ${SWITCHES.has(name) ? '-nope: invalid option' : `-${name}: requires an argument`}\n`,
      ]);
    expect(complaints).toEqual(expected);
  });

  it('prints the same version', () => {
    expect(runReal(['-version']).stdout).toContain(versionText('7.2'));
  });
});
