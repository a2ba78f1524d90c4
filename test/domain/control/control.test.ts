import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Control } from '../../../src/domain/control/control.js';
import type { ControlCall } from '../../../src/domain/control/control-call.js';
import {
  ControlError,
  ControlNotAllowedError,
  TurnError,
} from '../../../src/domain/control/control-error.js';
import { Secret } from '../../../src/domain/control/secret.js';
import { NoAgentError } from '../../../src/domain/domain-error.js';
import { CommandError } from '../../../src/protocol/qmp/errors.js';
import { waitFor } from '../../wait-for.js';
import { fakeGuest } from './fake-guest.js';

const ADDRESS = { type: 'unix', path: '/run/web.sock' } as const;
const refusal = (command: string) => new CommandError(ADDRESS, command, 'GenericError', 'no room');
const never = new Promise<never>(() => undefined);

/** What a call rejects with. */
async function failure(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** Adds a drive and then its device, as a transaction. */
async function attach(call: ControlCall): Promise<void> {
  const undo = { to: 'qemu', command: 'blockdev-del', args: { 'node-name': 'd' } } as const;
  await call.qemu('blockdev-add', { 'node-name': 'd' }, { undo });
  await call.qemu('device_add', { id: 'd' });
}

/** Adds a drive and then its device, which a guest has to let go of. */
async function plug(call: ControlCall, query: () => Promise<boolean>): Promise<void> {
  const drive = { to: 'qemu', command: 'blockdev-del', args: { 'node-name': 'd' } } as const;
  await call.qemu('blockdev-add', { 'node-name': 'd' }, { undo: drive });
  const device = { to: 'qemu', command: 'device_del', args: { id: 'd' } } as const;
  const undone = { query, advice: 'the guest has it' };
  await call.qemu('device_add', { id: 'd' }, { undo: device, undone });
}

describe('a control call', () => {
  it('sees an event that comes before the reply to its command', async () => {
    const guest = fakeGuest((command) => command === 'stop' && guest.sendEvent('STOP'));
    const seen = await guest.control.call('suspend', {}, async (call) => {
      await call.qemu('stop');
      return call.until('the guest to stop', {
        event: ({ event }) => (event === 'STOP' ? event : undefined),
      });
    });
    expect(seen).toBe('STOP');
    expect(guest.records).toMatchObject([{ guest: 'web', verb: 'suspend', steps: ['stop'], result: 'done' }]);
  });

  it('does not take an event for its own that came before its step', async () => {
    const guest = fakeGuest();
    const work = guest.control.call('reset', { deadlineMs: 200 }, async (call) => {
      await call.qemu('stop');
      guest.sendEvent('RESET');
      await call.qemu('system_reset');
      return call.until('the reset', { event: ({ event }) => (event === 'RESET' ? event : undefined) });
    });
    expect(await failure(work)).toBeInstanceOf(ControlError);
  });

  it('finds by a question what an event would have told', async () => {
    const guest = fakeGuest();
    let asked = 0;
    const query = async () => (++asked === 3 ? 'there' : undefined);
    const found = guest.control.call('resume', {}, async (call) => {
      await call.qemu('cont');
      return call.until('the guest to run', { query, everyMs: 1 });
    });
    expect(await found).toBe('there');
  });

  it('asks again when a question fails, such as on a connection that was lost', async () => {
    const guest = fakeGuest();
    let asked = 0;
    const query = async () => (++asked === 1 ? Promise.reject(new Error('lost')) : 'there');
    const found = guest.control.call('resume', {}, (call) => call.until('it', { query, everyMs: 1 }));
    expect(await found).toBe('there');
  });

  it('ends at its deadline while it reads, before its first step', async () => {
    const guest = fakeGuest();
    const error = await failure(guest.control.call('resume', { deadlineMs: 50 }, () => never));
    expect(error).toMatchObject({ message: 'web: resume: not finished within 50 ms; nothing is changed' });
  });

  it('has changed nothing when the kernel refuses what is written', async () => {
    const guest = fakeGuest();
    const undo = { to: 'file', path: '/proc/self/no-such-file', text: '1' } as const;
    const call = guest.control.call('limit', {}, (control) =>
      control.write('/proc/self/no-such-file', '2', { undo }),
    );
    expect(await failure(call)).toMatchObject({
      message: 'web: limit: /proc/self/no-such-file cannot be set to 2: it is gone; nothing is changed',
    });
  });

  it('asks again while another client has the agent', async () => {
    const guest = fakeGuest();
    let asked = 0;
    const query = async () =>
      ++asked === 1 ? Promise.reject(new NoAgentError('web', 'another client holds it')) : 'there';
    const found = guest.control.call('fsThaw', {}, (call) => call.until('it', { query, everyMs: 1 }));
    expect(await found).toBe('there');
  });

  it('ends in time also where a question is never answered', async () => {
    const guest = fakeGuest();
    const wait = guest.control.call('fsThaw', { deadlineMs: 50 }, async (call) => {
      await call.qemu('cont');
      return call.until('it', { query: () => never });
    });
    expect(await failure(wait)).toMatchObject({
      message: expect.stringContaining('not finished within 50 ms'),
    });
  });

  it('undoes its steps when a later one is refused', async () => {
    const guest = fakeGuest((command) =>
      command === 'device_add' ? Promise.reject(refusal(command)) : undefined,
    );
    const error = await failure(guest.control.call('attach', {}, attach));
    expect(guest.sent).toEqual(['blockdev-add', 'device_add', 'blockdev-del']);
    expect(error).toMatchObject({
      code: 'ERR_CONTROL',
      message:
        'web: attach: unix:/run/web.sock: device_add failed: no room (GenericError); undone again: blockdev-add {"node-name":"d"}; nothing is changed',
    });
    expect(guest.records).toMatchObject([{ result: 'failed' }]);
  });

  it('says what is left when that cannot be undone, and how to do so', async () => {
    const guest = fakeGuest((command) =>
      command === 'blockdev-add' ? undefined : Promise.reject(refusal(command)),
    );
    const error = await failure(guest.control.call('attach', {}, attach));
    expect(error).toMatchObject({
      aftermath: {
        changed: ['blockdev-add {"node-name":"d"}'],
        advice: ['blockdev-del {"node-name":"d"}'],
      },
    });
  });

  it('says that it is not known whether a step was done that was never answered', async () => {
    const guest = fakeGuest(() => never);
    const options = { deadlineMs: 50 };
    const suspend = (call: ControlCall) => call.qemu('stop', undefined, { advice: 'resume it' });
    const error = await failure(guest.control.call('suspend', options, suspend));
    expect(error).toMatchObject({
      message: 'web: suspend: not finished within 50 ms; not known whether done: stop; to undo it: resume it',
    });
  });

  it('does not when the agent cannot be asked', async () => {
    let asked = 0;
    const withAgent = () =>
      ++asked === 1 ? never : Promise.reject(new NoAgentError('web', 'another client holds it'));
    const guest = fakeGuest(undefined, { withAgent });
    const freeze = (call: ControlCall) =>
      call.agent('guest-fsfreeze-freeze', undefined, {
        undo: { to: 'agent', command: 'guest-fsfreeze-thaw' },
      });
    const error = await failure(guest.control.call('fsFreeze', { deadlineMs: 50 }, freeze));
    expect(error).toMatchObject({
      aftermath: { uncertain: ['agent: guest-fsfreeze-freeze'], advice: ['agent: guest-fsfreeze-thaw'] },
    });
  });

  it('takes a step that was never answered for undone when QEMU refuses to undo it', async () => {
    const guest = fakeGuest((command) =>
      command === 'blockdev-add' ? never : Promise.reject(refusal(command)),
    );
    const error = await failure(guest.control.call('attach', { deadlineMs: 50 }, attach));
    expect(error).toMatchObject({ aftermath: { changed: [], uncertain: [] } });
  });

  it('ends within a second after its deadline, also when undoing is never answered', async () => {
    const guest = fakeGuest((command) => (command === 'blockdev-add' ? undefined : never));
    const beganMs = performance.now();
    const error = await failure(guest.control.call('attach', { deadlineMs: 50 }, attach));
    expect(performance.now() - beganMs).toBeLessThan(1050);
    expect(error).toMatchObject({ aftermath: { changed: ['blockdev-add {"node-name":"d"}'] } });
  });

  it('undoes nothing more when the time for that is up', async () => {
    const guest = fakeGuest((command) => (command === 'add' ? undefined : never));
    const undo = { to: 'qemu', command: 'remove' } as const;
    const twice = guest.control.call('attach', { deadlineMs: 50 }, async (call) => {
      await call.qemu('add', undefined, { undo });
      await call.qemu('add', undefined, { undo });
      await call.until('it', {});
    });
    expect(await failure(twice)).toMatchObject({ aftermath: { changed: ['add', 'add'] } });
    expect(guest.sent).toEqual(['add', 'add', 'remove']);
  });

  it('waits for an undo that takes its time, and tries again then what QEMU had kept', async () => {
    let [isGone, asked, tries] = [false, 0, 0];
    const guest = fakeGuest((command) => {
      if (command === 'device_add' && guest.sent.length > 2) throw refusal(command);
      if (command === 'blockdev-del' && (!isGone || ++tries < 3)) throw refusal(command);
      return undefined;
    });
    const query = async () => {
      isGone = ++asked === 3;
      return isGone;
    };
    const work = guest.control.call('attach', { deadlineMs: 5000 }, async (call) => {
      await plug(call, query);
      await call.qemu('device_add');
    });
    expect(await failure(work)).toMatchObject({
      aftermath: { changed: [], advice: [], undone: [expect.anything(), expect.anything()] },
    });
    expect(guest.sent.slice(3)).toEqual(['device_del', ...Array(5).fill('blockdev-del')]);
  });

  it('says what such an undo waits for when the time is up', async () => {
    const guest = fakeGuest();
    const ending = new AbortController();
    const options = { deadlineMs: 60_000, signal: ending.signal };
    const work = guest.control.call('attach', options, async (call) => {
      await plug(call, async () => false);
      throw new Error('QEMU does not show it');
    });
    await waitFor(() => expect(guest.sent).toContain('device_del'));
    const beganMs = performance.now();
    ending.abort();
    expect(await failure(work)).toMatchObject({
      aftermath: {
        changed: ['device_add {"id":"d"}'],
        undone: ['blockdev-add {"node-name":"d"}'],
        advice: ['the guest has it'],
      },
    });
    expect(performance.now() - beganMs).toBeLessThan(1050);
  });

  it('asks no longer than a second after its deadline, also where a question is never answered', async () => {
    const guest = fakeGuest();
    const beganMs = performance.now();
    const work = guest.control.call('attach', { deadlineMs: 50 }, async (call) => {
      await plug(call, () => never);
      await call.until('it', {});
    });
    expect(await failure(work)).toMatchObject({
      aftermath: { advice: ['the guest has it', expect.anything()] },
    });
    expect(performance.now() - beganMs).toBeLessThan(1050);
  });

  it('rejects with the reason of its signal when nothing is left behind', async () => {
    const ending = new AbortController();
    const guest = fakeGuest();
    const reason = new Error('enough');
    const work = guest.control.call('attach', { signal: ending.signal }, async (call) => {
      await attach(call);
      ending.abort(reason);
      await call.until('the guest', {});
    });
    expect(await failure(work)).toBeInstanceOf(ControlError);
    const early = guest.control.call('attach', { signal: ending.signal }, attach);
    expect(await failure(early)).toBe(reason);
    expect(guest.records.map(({ result }) => result)).toEqual(['aborted', 'aborted']);
  });

  it("ends with the guest's signal, too, and undoes its steps after that", async () => {
    const ending = new AbortController();
    const guest = fakeGuest(undefined, {}, { signal: ending.signal });
    const work = guest.control.call('attach', { deadlineMs: 600_000 }, async (call) => {
      await call.qemu('add', undefined, { undo: { to: 'qemu', command: 'remove' } });
      ending.abort(new Error('enough'));
      await call.until('the guest', {});
    });
    expect(await failure(work)).toMatchObject({ message: 'enough' });
    expect(guest.sent).toEqual(['add', 'remove']);
    expect(guest.records).toMatchObject([{ result: 'aborted' }]);
  });

  it('rejects as what it found before its first step', async () => {
    const guest = fakeGuest();
    const found = new Error('no such disk');
    const work = guest.control.call('resize', {}, () => Promise.reject(found));
    expect(await failure(work)).toBe(found);
    expect(guest.records).toMatchObject([{ result: 'refused', steps: [] }]);
  });

  it('hands on what its work says of a missed deadline', async () => {
    const guest = fakeGuest();
    const work = guest.control.call('shutdown', { deadlineMs: 20 }, async (call) => {
      await call.qemu('system_powerdown');
      await call.until('it', {}).catch(() => Promise.reject(new Error('the guest ignores it')));
    });
    expect(await failure(work)).toMatchObject({
      message: 'web: shutdown: the guest ignores it; changed: system_powerdown',
    });
  });

  it('ends at its deadline while it reads, too', async () => {
    const guest = fakeGuest();
    const work = guest.control.call('shutdown', { deadlineMs: 20 }, () => never);
    expect(await failure(work)).toMatchObject({ code: 'ERR_CONTROL' });
  });

  it('says at its deadline that nothing was changed where that is so', async () => {
    const guest = fakeGuest();
    const wait = guest.control.call('reset', { deadlineMs: 20 }, (call) => call.until('it', {}));
    expect(await failure(wait)).toMatchObject({
      message: 'web: reset: not finished within 20 ms; nothing is changed',
    });
  });

  it('is not allowed on a guest that was opened to read', async () => {
    const reach = { name: 'web', uuid: undefined, process: undefined, procRoot: '/proc' };
    const control = new Control({ ...reach, withAgent: () => never, client: () => never }, undefined);
    const error = await failure(control.call('suspend', {}, attach));
    expect(error).toBeInstanceOf(ControlNotAllowedError);
  });

  it('prints its steps in a dry run, waits for nothing, and is not on record', async () => {
    const guest = fakeGuest(undefined, { isDry: true });
    await guest.control.call('attach', {}, async (call) => {
      await attach(call);
      await call.program('taskset', ['-pc', '0-1', '17']);
      await call.write('/sys/fs/cgroup/web/cpu.max', '50000 100000');
      await call.until('the guest', {});
    });
    expect(guest.printed).toEqual([
      'blockdev-add {"node-name":"d"}',
      'device_add {"id":"d"}',
      'taskset -pc 0-1 17',
      "echo '50000 100000' > /sys/fs/cgroup/web/cpu.max",
    ]);
    expect(guest.sent).toEqual([]);
    expect(guest.records).toEqual([]);
    expect(guest.requests.slice(0, 3)).toEqual([
      { execute: 'blockdev-add', arguments: { 'node-name': 'd' } },
      { execute: 'device_add', arguments: { id: 'd' } },
      undefined,
    ]);
  });

  it('sends a secret, and shows it nowhere', async () => {
    const received: unknown[] = [];
    const guest = fakeGuest((command, args) => {
      received.push(args);
      return Promise.reject(refusal(command));
    });
    const password = new Secret('hunter2');
    const set = (call: ControlCall) => call.qemu('set_password', { protocol: 'vnc', password });
    const error = await failure(guest.control.call('setPassword', {}, set));
    expect(received).toEqual([{ protocol: 'vnc', password: 'hunter2' }]);
    expect(`${inspect(error, { depth: 9 })}${JSON.stringify(guest.records)}${password}`).not.toContain(
      'hunter2',
    );
    expect(guest.records[0]?.steps).toEqual(['set_password {"protocol":"vnc","password":"***"}']);
  });
});

describe('the calls of one guest', () => {
  it('take turns in the order in which they were made', async () => {
    const guest = fakeGuest();
    const order: string[] = [];
    const call = (name: string) =>
      guest.control.call(name, {}, async (running) => {
        order.push(`${name} begins`);
        await running.qemu('stop');
        order.push(`${name} ends`);
      });
    await Promise.all([call('a'), call('b'), call('c')]);
    expect(order).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('do not keep an urgent one waiting', async () => {
    const guest = fakeGuest();
    const ending = new AbortController();
    const first = guest.control.call('a', { signal: ending.signal }, (call) => call.until('it', {}));
    await guest.control.call('destroy', { isUrgent: true }, (call) => call.qemu('quit'));
    expect(guest.sent).toEqual(['quit']);
    ending.abort(new Error('enough'));
    await failure(first);
  });

  it('wait no longer than their deadline, and go on after a call that has failed', async () => {
    const guest = fakeGuest();
    let end: (reason: Error) => void = () => undefined;
    const first = guest.control.call('a', {}, () => new Promise((_, reject) => (end = reject)));
    const second = guest.control.call('b', { deadlineMs: 20 }, attach);
    expect(await failure(second)).toBeInstanceOf(TurnError);
    expect(guest.records).toMatchObject([{ verb: 'b', result: 'refused', steps: [] }]);
    end(new Error('a'));
    await failure(first);
    await guest.control.call('c', {}, attach);
    expect(guest.sent).toHaveLength(2);
  });
});
