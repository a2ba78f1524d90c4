import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/domain/control/secret.js';
import { describeStep, domCommand } from '../../../src/domain/control/step.js';

describe('a command that is advised', () => {
  it('is one that a shell takes as it is meant', () => {
    expect(domCommand('resume', 'web')).toBe('qgauge dom resume web --control');
    expect(domCommand('resume', "it's; reboot")).toBe("qgauge dom resume 'it'\\''s; reboot' --control");
  });

  it('has nothing in it that a terminal obeys', () => {
    expect(domCommand('resume', 'a\u001b[2J')).toBe("qgauge dom resume 'a?[2J' --control");
  });
});

describe('a step', () => {
  it('shows no credential of an address, and what is hidden as it is', () => {
    const url = 'https://alice:hunter2@host/one.iso';
    const args = { driver: 'https', url, cookie: 'id=hunter2', readonly: true };
    expect(describeStep({ to: 'qemu', command: 'blockdev-add', args })).toBe(
      'blockdev-add {"driver":"https","url":"https://(removed)@host/one.iso","cookie":(removed),"readonly":true}',
    );
    const password = { password: new Secret('hunter2') };
    expect(describeStep({ to: 'qemu', command: 'set_password', args: password })).toBe(
      'set_password {"password":"***"}',
    );
  });

  it('is one line that a shell takes as it is meant', () => {
    expect(describeStep({ to: 'file', path: '/sys/a b', text: 'max\n' })).toBe("echo 'max?' > '/sys/a b'");
    expect(describeStep({ to: 'process', signal: 'SIGKILL', pid: 17 })).toBe('kill -KILL 17');
    expect(describeStep({ to: 'chardev', place: 'unix:/run/a.sock' })).toBe('open unix:/run/a.sock');
  });
});
