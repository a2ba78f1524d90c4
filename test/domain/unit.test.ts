import { describe, expect, it } from 'vitest';
import { decodeUnit, unitOf } from '../../src/domain/unit.js';

describe('unitOf', () => {
  it.each<readonly [string, string, string | undefined]>([
    ['a service', '0::/system.slice/vm-web.service\n', 'vm-web.service'],
    [
      'the scope of a manager, and not a group below it',
      '0::/machine.slice/machine-qemu\\x2d1\\x2dweb.scope/libvirt/emulator\n',
      'machine-qemu\\x2d1\\x2dweb.scope',
    ],
    ['that of version 1', '4:cpu,cpuacct:/\n1:name=systemd:/system.slice/vm-web.service\n', 'vm-web.service'],
    ['none of a login session', '0::/user.slice/user-0.slice/session-3.scope\n', undefined],
    [
      "none of a user's own systemd",
      '0::/user.slice/user-1000.slice/user@1000.service/app.slice/vte-spawn-1.scope\n',
      undefined,
    ],
    ['none of the first process', '0::/init.scope\n', undefined],
    ['none where there is no systemd', '0::/vm1\n', undefined],
    ['none of a process that has ended', '', undefined],
  ])('is %s', (_, text, unit) => {
    expect(unitOf(text)).toBe(unit);
  });
});

describe('decodeUnit', () => {
  const shown = 'UnitFileState=enabled\nTransient=no\nMainPID=7\n';

  it('has the service of which QEMU is the main process', () => {
    expect(decodeUnit('vm-web.service', shown, 7)).toEqual({
      name: 'vm-web.service',
      isEnabled: true,
      isTransient: false,
    });
  });

  it('has no service of another program, such as cron', () => {
    expect(decodeUnit('cron.service', shown, 8)).toBeNull();
  });

  it('has the scope that holds QEMU, which has no main process', () => {
    const scope = 'UnitFileState=\nTransient=yes\nMainPID=0\n';
    expect(decodeUnit('100.scope', scope, 8)).toMatchObject({ isEnabled: false, isTransient: true });
  });
});
