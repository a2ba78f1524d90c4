import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/domain/control/secret.js';
import { expirePassword, reloadGraphics, setPassword } from '../../../src/domain/screens/graphics.js';
import { controlReach } from '../control/control-reach.js';

const SPICE = { 'query-spice': { enabled: true, host: '::', port: 5900, channels: [] } };
const VNC = { 'query-vnc-servers': [{ id: 'default', server: [{ host: '::', service: '5900' }] }] };

describe('the servers of the screen', () => {
  it('reload certificates in no QEMU before 6.0', async () => {
    const { reach, sent } = controlReach(VNC);
    await expect(reloadGraphics(reach)).rejects.toThrow(
      'web: this QEMU cannot reload certificates: 6.0 and later can',
    );
    expect(sent).toEqual([]);
  });

  it('have a password, of SPICE with what becomes of its viewers', async () => {
    const { reach, sent, guest } = controlReach(SPICE);
    await setPassword(reach, 'spice', new Secret('a long password'), { connected: 'disconnect' });
    await expirePassword(reach, 'spice', new Date(1_800_000_000_999));
    expect(sent).toEqual([
      ['set_password', { protocol: 'spice', password: 'a long password', connected: 'disconnect' }],
      ['expire_password', { protocol: 'spice', time: '1800000000' }],
    ]);
    expect(JSON.stringify(guest.records)).not.toContain('long');
  });

  it('keep the viewers of VNC', async () => {
    const { reach } = controlReach(VNC);
    const password = new Secret('sesame');
    await expect(setPassword(reach, 'vnc', password, { connected: 'disconnect' })).rejects.toThrow(
      'connected is for SPICE',
    );
    await expect(setPassword(reach, 'spice', password)).rejects.toThrow(
      'it has no SPICE server: start QEMU with -spice',
    );
  });
});
