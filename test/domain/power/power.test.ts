import { describe, expect, it } from 'vitest';
import { ControlError, ControlRefusedError } from '../../../src/domain/control/control-error.js';
import { Secret } from '../../../src/domain/control/secret.js';
import { UnsupportedError } from '../../../src/domain/domain-error.js';
import { destroy } from '../../../src/domain/power/destroy.js';
import { setLaunchSecurityState } from '../../../src/domain/power/launch-secret.js';
import { setLifecycleAction } from '../../../src/domain/power/lifecycle-action.js';
import { reboot } from '../../../src/domain/power/reboot.js';
import { resume } from '../../../src/domain/power/resume.js';
import { sendKey } from '../../../src/domain/power/send-key.js';
import { shutdown } from '../../../src/domain/power/shutdown.js';
import { wakeup } from '../../../src/domain/power/wakeup.js';
import { readProcStat } from '../../../src/linux/proc-stat.js';
import { MonitorError } from '../../../src/monitor/monitor-error.js';
import { CommandTimeoutError } from '../../../src/protocol/qmp/errors.js';
import { commandError } from '../../qemu/fake-qemu.js';
import { fakeReach } from './fake-reach.js';

const ADDRESS = { type: 'tcp', host: 'host', port: 1 } as const;
const SHORT = { deadlineMs: 300 };

/** A QEMU in a run state, which a command of the table changes. */
function inState(status: string, after: { readonly [command: string]: string } = {}) {
  let now = status;
  return (command: string) => {
    if (command === 'query-status') return { status: now, running: now === 'running' };
    if (command === 'query-current-machine') return { 'wakeup-suspend-support': true };
    now = after[command] ?? now;
    return {};
  };
}

describe('shutdown', () => {
  it('finds by the run state that the guest has shut down, where the event was lost', async () => {
    const { reach, guest } = fakeReach(inState('running', { system_powerdown: 'shutdown' }));
    expect(await shutdown(reach, { mode: 'acpi' })).toEqual({ by: 'acpi', hasEnded: false });
    expect(guest.sent).toEqual(['system_powerdown']);
  });

  it('says what it means that the guest does not react', async () => {
    const { reach } = fakeReach(inState('running'));
    const late = shutdown(reach, { mode: 'acpi', ...SHORT });
    await expect(late).rejects.toThrow(ControlError);
    await expect(late).rejects.toThrow(
      "web: shutdown: not finished within 300 ms: the guest has not shut down: it may still do so, or ignore its power button; 'qgauge dom destroy vm1 --control' ends it; changed: system_powerdown",
    );
  });

  it.each([
    ['paused', 'resume it first'],
    ['suspended', 'wake it up first'],
    ['shutdown', 'it has shut down: reset it, and resume it, to start it again'],
    ['a\u001b[31mstate', 'it does not run now'],
  ])('sends nothing to a guest in the state %j', async (status, advice) => {
    const { reach, guest } = fakeReach(inState(status));
    const refused = shutdown(reach, SHORT);
    await expect(refused).rejects.toThrow(ControlRefusedError);
    await expect(refused).rejects.toThrow(new RegExp(`its run state is [^\\u001b]*: ${advice}`));
    expect(guest.sent).toEqual([]);
  });

  it('prints in a dry run what it would send', async () => {
    const { reach, guest } = fakeReach(inState('running'), { control: { isDry: true } });
    await shutdown(reach, { mode: 'acpi' });
    expect(guest.printed).toEqual(['system_powerdown']);
  });
});

describe('reboot by the power button', () => {
  /** This process stands for a QEMU that was started without -no-shutdown. */
  const own = {
    pid: process.pid,
    startTicks: readProcStat('/proc', process.pid)?.startTicks ?? 0,
  };
  const BUTTON = { mode: 'acpi', deadlineMs: 4000 } as const;
  const obedient = inState('running', {
    system_powerdown: 'shutdown',
    system_reset: 'prelaunch',
    cont: 'running',
  });

  it('has QEMU stay for it, and puts back what it does at a shutdown', async () => {
    const { reach, guest } = fakeReach(obedient, { process: own });
    expect(await reboot(reach, BUTTON)).toMatchObject({ by: 'acpi', state: { runState: 'running' } });
    expect(guest.records[0]?.steps).toEqual([
      'set-action {"shutdown":"pause"}',
      'system_powerdown',
      'system_reset',
      'cont',
      'set-action {"shutdown":"poweroff"}',
    ]);
  });

  it('says that the guest is left shut down, and how to start it', async () => {
    const qemu = inState('running', { system_powerdown: 'shutdown', system_reset: 'prelaunch' });
    const { reach, guest } = fakeReach(
      (command) => {
        if (command === 'cont') throw commandError('GenericError', 'no room');
        return qemu(command);
      },
      { process: own },
    );
    const failed = reboot(reach, BUTTON);
    await expect(failed).rejects.toThrow(
      /the guest has shut down, and was not started again: .*no room.*'qgauge dom reset' and 'qgauge dom resume vm1 --control' start it; changed: system_powerdown, system_reset; undone again: set-action/,
    );
    expect(guest.sent.at(-1)).toBe('set-action');
  });

  it('is refused where QEMU has no set-action, or its command line is not to be had', async () => {
    for (const options of [{ process: own, lacks: ['set-action'] }, {}]) {
      const { reach, guest } = fakeReach(inState('running'), options);
      await expect(reboot(reach, BUTTON)).rejects.toThrow(UnsupportedError);
      expect(guest.sent).toEqual([]);
    }
  });
});

describe('resume and wakeup', () => {
  it.each(['suspended', 'shutdown'])('does not send cont to a guest that is %s', async (status) => {
    const { reach, guest } = fakeReach(inState(status));
    await expect(resume(reach, SHORT)).rejects.toThrow(ControlRefusedError);
    expect(guest.sent).toEqual([]);
  });

  it('finds by the run state that the guest is awake', async () => {
    const { reach } = fakeReach(inState('suspended', { system_wakeup: 'running' }));
    expect(await wakeup(reach)).toMatchObject({ runState: 'running' });
  });
});

describe('destroy', () => {
  it('fails for a QEMU on another host that cannot be asked', async () => {
    const gone = new MonitorError({ kind: 'unreachable', message: 'tcp:host:1: no route to host' });
    const { reach, guest } = fakeReach(() => Promise.reject(gone));
    await expect(destroy(reach, SHORT)).rejects.toBe(gone);
    expect(guest.sent).toEqual([]);
  });

  it('sees a QEMU on another host end when it does not answer any more', async () => {
    let hasEnded = false;
    const { reach } = fakeReach((command) => {
      if (hasEnded) throw new MonitorError({ kind: 'gone', message: 'gone' });
      hasEnded = command === 'quit';
      return {};
    });
    expect(await destroy(reach, { deadlineMs: 4000 })).toEqual({ by: 'quit' });
  });

  it('does not take a QEMU on another host for ended that is slow', async () => {
    const late = new CommandTimeoutError(ADDRESS, 'query-status', 50, '');
    let hasQuit = false;
    const { reach } = fakeReach((command) => {
      if (hasQuit) throw late;
      hasQuit = command === 'quit';
      return {};
    });
    await expect(destroy(reach, { deadlineMs: 400 })).rejects.toThrow(
      'its QEMU is not a process of this host; changed: quit',
    );
  });
});

describe('setLifecycleAction', () => {
  it('says that a QEMU has no set-action', async () => {
    const { reach, guest } = fakeReach(() => ({}), { lacks: ['set-action'] });
    await expect(setLifecycleAction(reach, 'poweroff', 'preserve')).rejects.toThrow(
      'vm1: QEMU before 6.0 has no set-action: start it with -no-shutdown or -no-reboot',
    );
    expect(guest.sent).toEqual([]);
  });
});

describe('sendKey', () => {
  it.each([Number.NaN, -10_000, 0, 0.5, Number.POSITIVE_INFINITY])(
    'refuses to hold keys for %d ms',
    async (holdMs) => {
      const { reach, guest } = fakeReach(inState('running'));
      await expect(sendKey(reach, ['a'], { holdMs })).rejects.toThrow('keys can be held for 1 to 60000 ms');
      expect(guest.sent).toEqual([]);
    },
  );

  it('says that nothing is changed where QEMU does not know a key', async () => {
    const refusal = commandError('GenericError', "Parameter 'data' does not accept value 'f13'");
    const { reach } = fakeReach((command) => {
      if (command === 'send-key') throw refusal;
      return { status: 'running', running: true };
    });
    await expect(sendKey(reach, ['f13'])).rejects.toThrow(/does not accept value 'f13'.*nothing is changed/);
  });
});

describe('setLaunchSecurityState', () => {
  const SECRET = { header: new Secret('aGVhZGVy'), secret: new Secret('c2VjcmV0'), address: 4096n };
  const sev = (state: string) => (command: string) =>
    command === 'query-sev' ? { enabled: true, state } : {};

  it('sends the secret while the guest waits for it, and shows it nowhere', async () => {
    const { reach, guest } = fakeReach(sev('launch-secret'));
    await setLaunchSecurityState(reach, SECRET);
    expect(guest.records[0]?.steps).toEqual([
      'sev-inject-launch-secret {"packet-header":"***","secret":"***","gpa":4096}',
    ]);
  });

  it('refuses when the guest has started', async () => {
    const { reach } = fakeReach(sev('running'));
    await expect(setLaunchSecurityState(reach, SECRET)).rejects.toThrow(
      'vm1: it takes a secret only while it waits for its start: SEV is in the state running',
    );
  });

  it('refuses where QEMU has no such command', async () => {
    const { reach } = fakeReach(sev('launch-secret'), { lacks: ['sev-inject-launch-secret'] });
    await expect(setLaunchSecurityState(reach, SECRET)).rejects.toThrow(UnsupportedError);
  });
});
