import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/domain/control/secret.js';
import { expirePassword, reloadGraphics, setPassword } from '../../../src/domain/screens/graphics.js';
import { controlReach, refusal } from '../control/control-reach.js';

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

  it('have a new password that expires: one call, which says what it has done where it fails half-way', async () => {
    const { reach, sent, guest } = controlReach(VNC);
    const expires = 'never';
    await setPassword(reach, 'vnc', new Secret('sesame'), { display: 'plain', expires });
    expect(sent).toEqual([
      ['set_password', { protocol: 'vnc', password: 'sesame', display: 'plain' }],
      ['expire_password', { protocol: 'vnc', time: 'never', display: 'plain' }],
    ]);
    expect(guest.records).toHaveLength(1);

    const half = controlReach(VNC, (command) => {
      if (command === 'expire_password') throw refusal('no time');
      return {};
    });
    await expect(setPassword(half.reach, 'vnc', new Secret('sesame'), { expires })).rejects.toThrow(
      /no time \(GenericError\); changed: set_password {"protocol":"vnc","password":"\*\*\*"}$/,
    );
  });

  it('refuse what they cannot do before anything is sent', async () => {
    const { reach, sent } = controlReach({ ...VNC, ...SPICE });
    const set = (protocol: 'vnc' | 'spice', text: string, options = {}) =>
      setPassword(reach, protocol, new Secret(text), options);
    await expect(set('vnc', 'x'.repeat(9))).rejects.toThrow('a password of VNC has at most 8 bytes');
    await expect(set('spice', 'x'.repeat(61))).rejects.toThrow('a password of SPICE has at most 60 bytes');
    await expect(set('spice', 'two\nlines')).rejects.toThrow('neither a line break nor a NUL');
    await expect(set('spice', '')).rejects.toThrow('the password is empty');
    await expect(set('vnc', 'x', { expires: new Date(0) })).rejects.toThrow('expires is not valid');
    await expect(set('spice', 'x', { display: 'plain' })).rejects.toThrow('display is for VNC');
    await expect(expirePassword(reach, 'spice', 'now', { display: 'plain' })).rejects.toThrow(
      'display is for VNC',
    );
    expect(sent).toEqual([]);
  });
});
