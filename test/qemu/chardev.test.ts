import { describe, expect, it } from 'vitest';
import { readFrontendOpen } from '../../src/qemu/chardev.js';
import { qemuWith, recordedQemu, VERSIONS } from './fake-qemu.js';

describe('readFrontendOpen', () => {
  it.each(VERSIONS)('finds a socket of a recorded %s, connected or not', async (version) => {
    const qmp = recordedQemu(version);
    expect(await readFrontendOpen(qmp, '/srv/lab/qga.sock')).toBe(true);
    expect(await readFrontendOpen(qmp, '/srv/lab/qmp.sock')).toBe(true);
  });

  it('says that no program in the guest has the other end open', async () => {
    const chardevs = [
      { 'frontend-open': true, filename: 'disconnected:unix:/run/vm10/qga.sock,server=on', label: 'a' },
      { 'frontend-open': true, filename: 'disconnected:unix:/run/vm1/qga.sock2,server=on', label: 'b' },
      { 'frontend-open': true, filename: 'disconnected:unix:/x/run/vm1/qga.sock,server=on', label: 'c' },
      { 'frontend-open': false, filename: 'disconnected:unix:/run/vm1/qga.sock,server=on', label: 'd' },
    ];
    expect(await readFrontendOpen(qemuWith({ 'query-chardev': chardevs }), '/run/vm1/qga.sock')).toBe(false);
  });

  it('knows nothing of a socket that no device has', async () => {
    expect(await readFrontendOpen(recordedQemu('qemu-7.2'), '/srv/lab/qga')).toBeUndefined();
    expect(await readFrontendOpen(qemuWith({ 'query-chardev': null }), '/srv/lab/qga')).toBeUndefined();
  });
});
