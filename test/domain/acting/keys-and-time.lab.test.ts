import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { ControlRefusedError } from '../../../src/domain/control/control-error.js';
import { Secret } from '../../../src/domain/control/secret.js';
import type { Domain } from '../../../src/domain/domain.js';
import { NoAgentError, NoSuchDeviceError, UnsupportedError } from '../../../src/domain/domain-error.js';
import { setLaunchSecurityState } from '../../../src/domain/power/launch-secret.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { fakeReach } from '../power/fake-reach.js';
import { openLabGuest } from './open-lab-guest.js';
import { inputDevice, untilAgentAnswers } from './power-button.js';
import { refuses, succeeds } from './rows.js';

const BOOT_MS = 150_000;
const MINUTE = { deadlineMs: 60_000 };
const SECRET = { header: new Secret('aGVhZGVy'), secret: new Secret('c2VjcmV0') };

/** One event of a key, as evdev tells it: when, in milliseconds, its code, and whether it went down. */
interface KeyEvent {
  readonly ms: number;
  readonly code: number;
  readonly isDown: boolean;
}

/** Has the guest write down the events of its keyboard; the result reads what came until then. */
async function watchKeyboard(guest: LabGuest): Promise<() => Promise<readonly KeyEvent[]>> {
  const device = await inputDevice(guest, 'AT Translated Set 2 keyboard');
  await guest.run(`exec 5<${device}; cat <&5 >/tmp/keys 2>/dev/null & echo $! >/tmp/watcher`);
  return async () => {
    const { output } = await guest.run('base64 /tmp/keys; kill $(cat /tmp/watcher)');
    return decodeKeys(Buffer.from(output, 'base64'));
  };
}

/** struct input_event: two words of time, type, code, value. */
function decodeKeys(bytes: Buffer): readonly KeyEvent[] {
  const events: KeyEvent[] = [];
  for (let at = 0; at + 24 <= bytes.length; at += 24) {
    if (bytes.readUInt16LE(at + 16) !== 1) continue;
    const value = bytes.readInt32LE(at + 20);
    const ms = Number(bytes.readBigInt64LE(at)) * 1000 + Number(bytes.readBigInt64LE(at + 8)) / 1000;
    // A key that is held repeats itself: 2.
    if (value !== 2) events.push({ ms, code: bytes.readUInt16LE(at + 18), isDown: value === 1 });
  }
  return events;
}

describeLab('keys, time and what becomes of a guest', (lab) => {
  let guest: LabGuest;
  let domain: Domain;

  beforeAll(async () => {
    guest = await bootGuest(lab, { name: 'act-keys', agent: true });
    domain = await openLabGuest(guest);
    await untilAgentAnswers(domain);
  }, BOOT_MS);
  beforeEach(() => guest.control('cont'));
  afterAll(async () => {
    await domain?.[Symbol.asyncDispose]();
    await guest?.stop();
  });

  succeeds('sendKey', 'presses keys together, and ends after their release', async () => {
    const seen = await watchKeyboard(guest);
    await domain.sendKey(['ctrl', 'KEY_LEFTSHIFT', 30], { holdMs: 200, ...MINUTE });
    await domain.sendKey([0xe04b], { codeSet: 'xt', ...MINUTE });
    await domain.sendKey([0xcd, 'b'], { codeSet: 'qnum', ...MINUTE });
    const events = await seen();
    const order = events.map(({ code, isDown }) => `${isDown ? '+' : '-'}${code}`);
    // 29 Ctrl, 42 Shift, 30 A; 105 Left; 106 Right, 48 B
    expect(order.join(' ')).toBe('+29 +42 +30 -30 -42 -29 +105 -105 +106 +48 -48 -106');
    const [first, , third] = events;
    expect((third?.ms ?? 0) - (first?.ms ?? 0)).toBeGreaterThan(300);
  });

  succeeds('sendKey', 'presses Ctrl, Alt and Delete, which boots the guest anew', async () => {
    const other = await bootGuest(lab, { name: 'act-cad' });
    onTestFinished(() => other.stop());
    await using pressed = await openLabGuest(other);
    const bootId = async () => (await other.run('cat /proc/sys/kernel/random/boot_id', 5000)).output;
    const before = await bootId();
    // The kernel itself does it, unless the first process wants to be asked.
    await other.run('echo 1 >/proc/sys/kernel/ctrl-alt-del');
    await pressed.sendKey(['ctrl', 'alt', 'delete'], MINUTE);
    await expect.poll(bootId, { timeout: BOOT_MS }).not.toBe(before);
  });

  refuses('sendKey', 'what is no key, too many, and a guest that is stopped', async () => {
    await expect(domain.sendKey(['ctlr'], MINUTE)).rejects.toThrow(
      "act-keys has no key 'ctlr'; did you mean 'ctrl'?",
    );
    await expect(domain.sendKey(['KEY_NOSUCH'], MINUTE)).rejects.toThrow(NoSuchDeviceError);
    await expect(domain.sendKey([999], MINUTE)).rejects.toThrow('no key has the number 999 in the set linux');
    await expect(domain.sendKey(Array(17).fill('a'), MINUTE)).rejects.toThrow(/1 to 16 keys/);
    await expect(domain.sendKey(['a'], { holdMs: 0, ...MINUTE })).rejects.toThrow(/1 to 60000 ms/);
    await guest.control('stop');
    await expect(domain.sendKey(['a'], MINUTE)).rejects.toThrow(ControlRefusedError);
  });

  succeeds('injectNmi', 'is counted by the guest', async () => {
    const count = async () => Number((await guest.run("awk '/NMI:/ { print $2 }' /proc/interrupts")).output);
    const before = await count();
    await domain.injectNmi(MINUTE);
    await expect.poll(count).toBe(before + 1);
  });

  refuses('injectNmi', 'a guest that was opened to read', async () => {
    await domain[Symbol.asyncDispose]();
    {
      await using reader = await openLabGuest(guest, { control: false });
      await expect(reader.injectNmi()).rejects.toMatchObject({ code: 'ERR_CONTROL_NOT_ALLOWED' });
    }
    domain = await openLabGuest(guest);
  });

  succeeds('setTime', 'sets the clock of the system and of the hardware', async () => {
    const seconds = 1_700_000_000;
    const clock = async (command: string) => Number((await guest.run(command)).output);
    const set = await domain.setTime({ seconds, nanoseconds: 5 }, MINUTE);
    expect(set).toMatchObject({ failures: [] });
    expect(set?.seconds).toBeGreaterThanOrEqual(seconds);
    expect(await clock('date +%s')).toBeLessThan(seconds + 60);
    // The hardware clock was set with it.
    await guest.run('date -s @1800000000');
    await domain.setTime('rtc', MINUTE);
    expect(await clock('date +%s')).toBeLessThan(seconds + 60);
    await domain.setTime('now', MINUTE);
    expect(Math.abs((await clock('date +%s')) - Date.now() / 1000)).toBeLessThan(30);
  });

  refuses('setTime', 'what is no time, and the time of a clock that cannot be read', async () => {
    const before = Number((await guest.run('date +%s')).output);
    for (const wrong of [-1, 1.5, 1e12, Number.NaN])
      await expect(domain.setTime({ seconds: wrong, nanoseconds: 0 }, MINUTE)).rejects.toThrow(
        /no time since 1970/,
      );
    await guest.run('mv /sbin/hwclock /sbin/hwclock.away');
    await expect(domain.setTime('rtc', MINUTE)).rejects.toThrow(/guest-set-time: .*; nothing is changed/);
    await guest.run('mv /sbin/hwclock.away /sbin/hwclock');
    expect(Number((await guest.run('date +%s')).output)).toBeLessThan(before + 60);
  });

  test('setTime() says that the hardware clock alone could not be set', async () => {
    await guest.run('mv /sbin/hwclock /sbin/hwclock.away');
    const set = await domain.setTime({ seconds: 1_650_000_000, nanoseconds: 0 }, MINUTE);
    await guest.run('mv /sbin/hwclock.away /sbin/hwclock');
    expect(set).toMatchObject({ failures: [{ part: 'hardwareClock' }] });
    expect(Number((await guest.run('date +%s')).output)).toBeLessThan(1_650_000_060);
    await domain.setTime('now', MINUTE);
  });

  succeeds('setLifecycleAction', 'has QEMU stay when the guest shuts down', async () => {
    const other = await bootGuest(lab, { name: 'act-stays' });
    onTestFinished(() => other.stop());
    await using staying = await openLabGuest(other);
    expect(await staying.setLifecycleAction('poweroff', 'preserve', MINUTE)).toEqual({ shutdown: 'pause' });
    expect(await staying.setLifecycleAction('reboot', 'destroy', MINUTE)).toEqual({ reboot: 'shutdown' });
    await other.run('reboot -f &');
    await expect.poll(() => other.control('query-status')).toMatchObject({ status: 'shutdown' });
  });

  refuses('setLifecycleAction', 'what needs a daemon', async () => {
    await expect(domain.setLifecycleAction('crash', 'coredump-destroy', MINUTE)).rejects.toThrow(
      "act-keys: QEMU cannot do 'coredump-destroy' by itself on 'crash', only destroy or preserve",
    );
  });

  refuses('setLaunchSecurityState', 'a guest without SEV', async () => {
    await expect(domain.setLaunchSecurityState(SECRET, MINUTE)).rejects.toThrow(
      'act-keys: its memory is not protected by SEV',
    );
  });

  succeeds('setLaunchSecurityState', 'sends the secret, but to a fake: it takes the hardware', async () => {
    const { reach, guest: fake } = fakeReach((command) =>
      command === 'query-sev' ? { enabled: true, state: 'launch-secret' } : {},
    );
    await setLaunchSecurityState(reach, SECRET);
    expect(fake.sent).toEqual(['sev-inject-launch-secret']);
  });

  succeeds('pmSuspend', 'has a guest sleep', async () => {
    expect(await domain.pmSuspend('mem', MINUTE)).toMatchObject({
      runState: 'suspended',
      state: 'pmsuspended',
    });
    expect(await guest.control('query-status')).toMatchObject({ status: 'suspended' });
    await expect(domain.resume(MINUTE)).rejects.toThrow(/wake it up first/);
  });

  succeeds('wakeup', 'wakes it up', async () => {
    const from = guest.consoleText().length;
    expect(await domain.wakeup(MINUTE)).toMatchObject({ runState: 'running' });
    await guest.waitForConsole(/^TRUTH /m, BOOT_MS, from);
  });

  refuses('wakeup', 'a guest that is awake', async () => {
    await expect(domain.wakeup(MINUTE)).rejects.toThrow(
      'act-keys: it does not sleep: its run state is running',
    );
  });

  refuses('pmSuspend', 'what the guest cannot, and a machine that cannot be woken', async () => {
    await expect(domain.pmSuspend('hybrid', MINUTE)).rejects.toThrow(/hybrid/);
    expect(await domain.state()).toMatchObject({ runState: 'running' });
    const other = await bootGuest(lab, { name: 'act-micro', machine: 'microvm', kernel: false });
    onTestFinished(() => other.stop());
    await using micro = await openLabGuest(other);
    await expect(micro.pmSuspend('mem', MINUTE)).rejects.toThrow(UnsupportedError);
    await expect(micro.pmSuspend('disk', MINUTE)).rejects.toThrow(NoAgentError);
    await expect(micro.setTime('now', MINUTE)).rejects.toThrow(NoAgentError);
  });
});
