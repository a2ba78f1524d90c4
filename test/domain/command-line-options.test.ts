import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeOptions } from '../../src/domain/command-line-options.js';

describe('describeOptions', () => {
  it('has the parts of an option, and the text of one without', () => {
    const args = ['-name', 'guest=web,debug-threads=on', '-S', '-device', '{"driver":"nvme","serial":"a"}'];
    expect(describeOptions(args)).toEqual([
      { name: 'name', text: '', parts: { guest: 'web', 'debug-threads': 'on' } },
      { name: 'S', text: '', parts: {} },
      { name: 'device', text: '', parts: { driver: 'nvme', serial: 'a' } },
    ]);
  });

  it('leaves a switch that is called like a secret', () => {
    expect(describeOptions(['-vnc', ':0,password=on'])[0]?.parts).toEqual({ vnc: ':0', password: 'on' });
    expect(describeOptions(['-drive', 'file.password-secret=s0'])[0]?.parts).toEqual({
      'file.password-secret': 's0',
    });
  });

  const SECRET = 'Hunter2Hunter2';
  const CASES: readonly (readonly [option: string, value: (secret: string) => string])[] = [
    ['-object', (secret) => `secret,id=s0,data=${secret}`],
    ['--object', (secret) => JSON.stringify({ 'qom-type': 'secret', id: 's0', data: secret })],
    ['-set', (secret) => `object.s0.data=${secret}`],
    ['-spice', (secret) => `port=5900,password=${secret}`],
    ['-iscsi', (secret) => `initiator-name=a,user=${secret},password=${secret}`],
    ['-drive', (secret) => `file=https://me:${secret}@host/a,format=raw`],
    ['-drive', (secret) => `file.driver=https,file.password=${secret}`],
    ['-drive', (secret) => `file=rbd:pool/image:id=admin:key=${secret}`],
    ['-drive', (secret) => `file=json:{"driver":"https",,"password":"${secret}"}`],
    ['-blockdev', (secret) => JSON.stringify({ driver: 'raw', file: { driver: 'http', cookie: secret } })],
    ['-fw_cfg', (secret) => `name=opt/org.example/ignition,string=${secret}`],
    ['-smbios', (secret) => `type=11,value=io.systemd.credential:passwd=${secret}`],
    ['-append', (secret) => `console=ttyS0 passwd/root-password=${secret} quiet`],
    ['-append', (secret) => `systemd.unit=a rd.iscsi.password=${secret}`],
  ];

  it.each(CASES)('shows no secret of %s: %s', (option, value) => {
    expect(JSON.stringify(describeOptions([option, value(SECRET)]))).not.toContain(SECRET);
  });

  it('takes a password for a password, even if it is like a switch', () => {
    expect(describeOptions(['-object', 'secret,id=s0,data=on'])[0]?.parts.data).toBe('(removed)');
  });

  it('takes any arguments', () => {
    fc.assert(fc.property(fc.array(fc.string()), (args) => describeOptions(args).length <= args.length));
  });
});
