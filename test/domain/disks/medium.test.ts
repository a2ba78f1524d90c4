import { describe, expect, it } from 'vitest';
import { changeMedium, eject } from '../../../src/domain/disks/medium.js';
import { controlReach } from '../control/control-reach.js';

/** A CD drive as QEMU lists it; `file` is its medium. */
function drive(more: object, file?: string) {
  const inserted =
    file === undefined
      ? {}
      : { inserted: { 'node-name': `node-of-${file}`, image: { filename: file, format: 'raw' } } };
  const device = { device: '', qdev: 'cd0', removable: true, locked: false, tray_open: file === undefined };
  return { 'query-block': [{ ...device, ...inserted, ...more }], 'query-blockstats': [] };
}

describe('a drive', () => {
  it('whose tray is locked is opened first when forced: QEMU 5.2 cannot do both at once', async () => {
    const replies: { [command: string]: unknown } = drive({ locked: true }, '/one.iso');
    const { reach, sent } = controlReach(replies, (command) => {
      Object.assign(replies, command === 'eject' ? drive({}) : drive({}, '/two.iso'));
      return {};
    });
    const changed = await changeMedium(reach, 'cd0', '/two.iso', { force: true, isReadOnly: true });
    expect(changed).toMatchObject({ path: '/two.iso' });
    expect(sent).toEqual([
      ['eject', { id: 'cd0', force: true }],
      [
        'blockdev-change-medium',
        { id: 'cd0', filename: '/two.iso', format: 'raw', 'read-only-mode': 'read-only' },
      ],
    ]);
  });

  it('is opened when the event says so, of this drive', async () => {
    const { reach, guest } = controlReach(drive({}, '/one.iso'));
    const out = eject(reach, 'cd0');
    await expect.poll(() => guest.sent).toContain('eject');
    guest.sendEvent('DEVICE_TRAY_MOVED', { id: 'cd1', 'tray-open': true });
    guest.sendEvent('DEVICE_TRAY_MOVED', { id: 'cd0', 'tray-open': true });
    await out;
  });

  it('that does not open in time is said, with the way back', async () => {
    const { reach } = controlReach(drive({}, '/one.iso'));
    await expect(eject(reach, 'cd0', { deadlineMs: 50 })).rejects.toThrow(
      'to undo it: qgauge dom change-media web cd0 /one.iso --update --control',
    );
  });

  it('prints its steps in a dry run', async () => {
    const { reach, guest } = controlReach(drive({}, '/one.iso'), undefined, { isDry: true });
    await changeMedium(reach, 'cd0', '/two.iso');
    expect(guest.printed).toEqual([
      'blockdev-change-medium {"id":"cd0","filename":"/two.iso","format":"raw"}',
    ]);
  });
});
