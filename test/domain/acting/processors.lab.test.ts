import { afterAll, beforeAll, describe, expect } from 'vitest';
import { ControlRefusedError } from '../../../src/domain/control/control-error.js';
import type { Domain } from '../../../src/domain/domain.js';
import { NoAgentError, NoSuchDeviceError, UnsupportedError } from '../../../src/domain/domain-error.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import { openLabGuest } from './open-lab-guest.js';
import { refuses, succeeds } from './rows.js';

const BOOT_MS = 150_000;
const MINUTE = { deadlineMs: 60_000 };

describeLab('processors', (lab) => {
  let guest: LabGuest;
  let domain: Domain;

  beforeAll(async () => {
    guest = await bootGuest(lab, {
      ...{ name: 'act-cpus', agent: true },
      extraArgs: ['-smp', '2,maxcpus=5,sockets=1,cores=5'],
    });
    domain = await openLabGuest(guest);
  }, BOOT_MS);
  afterAll(async () => {
    await domain?.[Symbol.asyncDispose]();
    await guest?.stop();
  });

  const countInQemu = async () => {
    const reply = await guest.control('query-cpus-fast');
    return Array.isArray(reply) ? reply.length : undefined;
  };
  const inGuest = async (list: 'present' | 'online') =>
    (await guest.run(`cat /sys/devices/system/cpu/${list}`)).output.trim();

  succeeds('setGuestVcpus', 'has the guest use processors, or not', async () => {
    await expect.poll(() => domain.guestVcpus().catch(() => undefined), { timeout: 60_000 }).toBeDefined();
    expect(await domain.setGuestVcpus([1], false, MINUTE)).toMatchObject({ online: [0] });
    expect(await inGuest('online')).toBe('0');
    expect(await domain.setGuestVcpus([0, 1], true, MINUTE)).toMatchObject({ online: [0, 1] });
    expect(await inGuest('online')).toBe('0-1');
  });

  refuses('setGuestVcpus', 'a processor that the guest does not know, or cannot stop using', async () => {
    await expect(domain.setGuestVcpus([7], false)).rejects.toThrow(NoSuchDeviceError);
    await expect(domain.setGuestVcpus([0], false)).rejects.toThrow('its system cannot stop using 0');
    expect(await inGuest('online')).toBe('0-1');
  });

  succeeds('setVcpus', 'has the guest use fewer processors, by its agent', async () => {
    expect(await domain.setVcpus(1, { ...MINUTE, guest: true })).toBe(1);
    expect(await inGuest('online')).toBe('0');
    expect(await domain.setVcpus(2, { ...MINUTE, guest: true })).toBe(2);
    await expect(domain.setVcpus(9, { guest: true })).rejects.toThrow('it takes a whole number, 1 to 2');
    expect(await inGuest('online')).toBe('0-1');
  });

  succeeds('setVcpus', 'plugs vCPUs in that the guest sees', async () => {
    expect(await domain.setVcpus(3, MINUTE)).toBe(3);
    expect(await countInQemu()).toBe(3);
    await expect.poll(() => inGuest('present'), { timeout: 30_000 }).toBe('0-2');
  });

  refuses('setVcpus', 'more than the machine has room for, and fewer under TCG', async () => {
    await expect(domain.setVcpus(6)).rejects.toThrow('cannot have 6 vCPUs: it takes a whole number, 1 to 5');
    await expect(domain.setVcpus(1)).rejects.toThrow(
      '2 of its 3 vCPUs were there when QEMU was started, and cannot be removed',
    );
    await expect(domain.setVcpus(2)).rejects.toThrow(UnsupportedError);
    expect(await countInQemu()).toBe(3);
  });

  refuses('setVcpu', 'one above an empty slot, which Linux does not survive', async () => {
    await expect(domain.setVcpu([4], true)).rejects.toThrow(
      'slot 3 is empty, and Linux may hang at its next reset with a vCPU above it: plug that in first, or use force (--force)',
    );
    expect(await countInQemu()).toBe(3);
  });

  succeeds('setVcpu', 'plugs in the one that is named', async () => {
    expect(await domain.setVcpu([3, 0], true, MINUTE)).toEqual([0, 1, 2, 3]);
    expect(await domain.setVcpu([3], true, MINUTE)).toEqual([0, 1, 2, 3]);
    expect(await countInQemu()).toBe(4);
    expect(await guest.control('qom-list', { path: '/machine/peripheral' })).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'vcpu3' })]),
    );
  });

  refuses('setVcpu', 'a slot that the machine does not have, and to unplug', async () => {
    await expect(domain.setVcpu([5], true)).rejects.toThrow(NoSuchDeviceError);
    await expect(domain.setVcpu([0], false)).rejects.toThrow(ControlRefusedError);
    await expect(domain.setVcpu([3], false)).rejects.toThrow(
      'vCPUs cannot be removed: TCG runs it, and a reset ends a QEMU whose vCPU was unplugged under TCG',
    );
    expect(await countInQemu()).toBe(4);
  });

  succeeds('setVcpus', 'leaves a guest that lives, also through a reset', async () => {
    const from = guest.consoleText().length;
    await domain.reset(MINUTE);
    await guest.waitForConsole(/^TRUTH /m, BOOT_MS, from);
    expect(await countInQemu()).toBe(4);
  });

  describe('of a guest without an agent, on a machine without slots', () => {
    let bare: LabGuest;
    let poor: Domain;

    beforeAll(async () => {
      bare = await bootGuest(lab, { name: 'act-microvm', machine: 'microvm', kernel: false });
      poor = await openLabGuest(bare);
    }, BOOT_MS);
    afterAll(async () => {
      await poor?.[Symbol.asyncDispose]();
      await bare?.stop();
    });

    refuses('setVcpus', 'where there are no slots, or there is no agent', async () => {
      await expect(poor.setVcpus(2)).rejects.toThrow(
        'act-microvm: it has no slots for vCPUs: nothing can be plugged into this machine while it runs',
      );
      await expect(poor.setVcpus(1, { guest: true })).rejects.toThrow(NoAgentError);
      await expect(poor.setGuestVcpus([0], true)).rejects.toThrow(NoAgentError);
    });
  });
});
