import { expect, it } from 'vitest';
import { describeLab } from '../lab/context.js';
import { nearestMock, readQemuVersion } from '../lab/qemu-version.js';
import { compareIntrospection } from './compare-introspection.js';

describeLab('the introspection of a real QEMU', (lab) => {
  it('is that of its version in schemas/qapi', async () => {
    const { series = '' } = readQemuVersion(lab.qemu) ?? {};
    const version = nearestMock(series);
    const differences = await compareIntrospection(lab.qemu, version);
    if (series === version) expect(differences).toEqual([]);
    else expect(differences).not.toEqual([]);
  });

  it('differs from that of QEMU 5.2 by commands, members, values and features', async () => {
    const differences = await compareIntrospection(lab.qemu, '5.2');
    expect(differences).toContain('+ x-query-virtio-status');
    expect(differences).toContain('+ x-query-virtio-status (unstable)');
    expect(differences).toContain('+ x-query-virtio-status.arguments.path');
    expect(differences).toContain('- query-cpus');
    expect(differences.filter((line) => /^[+] .+=.+$/.test(line)).length).toBeGreaterThan(20);
  });
});
