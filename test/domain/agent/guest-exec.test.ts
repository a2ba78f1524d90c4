import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../src/domain/agent/agent-answer.js';
import { guestExec } from '../../../src/domain/agent/guest-exec.js';
import { guestKill } from '../../../src/domain/agent/guest-kill.js';
import { setSshKeys } from '../../../src/domain/agent/set-ssh-keys.js';
import { setUserPassword } from '../../../src/domain/agent/user-password.js';
import type { ControlReach } from '../../../src/domain/control/control.js';
import type { AgentLimits } from '../../../src/domain/reach.js';
import { AgentError } from '../../../src/protocol/qga/agent-error.js';
import { type FakeGuest, fakeGuest } from '../control/fake-guest.js';

const ADDRESS = { type: 'unix', path: '/run/web.qga' } as const;
const LISTED = ['guest-exec', 'guest-set-user-password', 'guest-ssh-add-authorized-keys'];
const FORBIDDEN: readonly string[] = ['guest-ssh-add-authorized-keys'];

/** A guest whose agent is a function. */
function guestWith(
  answer: (command: string, args?: object) => unknown,
  isExec = true,
  forbidden = FORBIDDEN,
): FakeGuest & { readonly reach: ControlReach; readonly limits: AgentLimits[] } {
  const limits: AgentLimits[] = [];
  const agent: Agent & { capabilities: () => Promise<unknown> } = {
    execute: async (command, args) => answer(command, args),
    capabilities: async () => ({
      version: '7.2',
      commands: new Map(LISTED.map((name) => [name, { isEnabled: !forbidden.includes(name) }])),
    }),
  };
  const withAgent = (work: (conversation: Agent) => Promise<unknown>, wanted: AgentLimits = {}) => {
    limits.push(wanted);
    return work(agent);
  };
  const guest = fakeGuest(undefined, { guestExec: isExec, withAgent });
  const reach = { name: 'web', control: guest.control, withAgent } as unknown as ControlReach;
  return { ...guest, reach, limits };
}

describe('guestExec', () => {
  it('asks until the program has ended, for no more output than is wanted', async () => {
    let asked = 0;
    const { reach, limits } = guestWith((command) => {
      if (command === 'guest-exec') return { pid: 7 };
      return ++asked < 3
        ? { exited: false }
        : { exited: true, exitcode: 2, 'out-data': 'aGkK', 'err-truncated': true };
    });
    const result = await guestExec(reach, 'true', [], { maxOutputBytes: 3000 });
    expect({ ...result, stdout: Buffer.from(result.stdout).toString() }).toMatchObject({
      ...{ pid: 7, exitStatus: 2, signal: undefined, stdout: 'hi\n', isTruncated: true },
    });
    expect(limits.at(-1)).toMatchObject({ maxAnswerBytes: 8096 });
  });

  it.each([
    ['no object', 'seven'],
    ['no pid', { pid: -7 }],
    ['a pid that is a text', { pid: '7' }],
  ])('refuses an answer with %s', async (_, answer) => {
    await expect(guestExec(guestWith(() => answer).reach, 'true')).rejects.toThrow(
      /the answer of the guest agent has no valid/,
    );
  });

  it('takes an end of odd types for one of which nothing is known', async () => {
    const end = { exited: true, exitcode: '0', signal: -1, 'out-data': 5, 'err-data': '\u001b[2J' };
    const { reach } = guestWith((command) => (command === 'guest-exec' ? { pid: 7 } : end));
    expect(await guestExec(reach, 'true')).toMatchObject({ exitStatus: undefined, signal: undefined });
  });

  it('says that the output is lost where it is too much, and does not ask again', async () => {
    let asked = 0;
    const { reach } = guestWith((command) => {
      if (command === 'guest-exec') return { pid: 7 };
      asked++;
      throw new AgentError(ADDRESS, 'it sends a line of more than 8096 bytes');
    });
    await expect(guestExec(reach, 'yes')).rejects.toThrow(/has ended, and its output is lost/);
    expect(asked).toBe(1);
  });

  it('sends nothing where it is not permitted', async () => {
    const sent: string[] = [];
    const { reach } = guestWith((command) => void sent.push(command), false);
    for (const call of [guestExec(reach, 'true'), guestKill(reach, 1)])
      await expect(call).rejects.toMatchObject({ code: 'ERR_CONTROL_REFUSED' });
    expect(sent).toEqual([]);
  });
});

describe('what the agent has not', () => {
  it('is refused before anything is sent', async () => {
    const sent: string[] = [];
    const { reach } = guestWith((command) => void sent.push(command));
    await expect(setSshKeys(reach, 'root', ['ssh-ed25519 AAAA'])).rejects.toThrow(
      "web: its guest agent forbids guest-ssh-add-authorized-keys (version 7.2): thaw its file systems, or allow the command in the guest's /etc/qemu/qemu-ga.conf",
    );
    await expect(setSshKeys(reach, 'root', ['ssh-ed25519 AAAA'], { how: 'remove' })).rejects.toThrow(
      'web: its guest agent lacks guest-ssh-remove-authorized-keys (version 7.2): install a newer qemu-guest-agent in the guest',
    );
    expect(sent).toEqual([]);
  });

  it.each([
    [[''], /key 1 is not/],
    [['ssh-ed25519 AAAA', '# comment AAAA'], /key 2 is not/],
    [['ssh-ed25519 AAAA\u001b[2J'], /key 1 is not/],
    [[`ssh-rsa ${'A'.repeat(17_000)}`], /key 1 is not/],
  ])('nor are %j keys', async (keys, why) => {
    await expect(setSshKeys(guestWith(() => ({})).reach, 'root', keys)).rejects.toThrow(why);
  });

  it.each(['two\nlines', 'a\u0000nul'])('nor is %j a password', async (password) => {
    await expect(setUserPassword(guestWith(() => ({})).reach, 'root', password)).rejects.toThrow(
      /neither a line break nor a NUL/,
    );
  });
});

it('does not take keys for replaced while others are there', async () => {
  const [ours, other] = ['ssh-ed25519 AAAA', 'ssh-rsa BBBB'];
  const guestHas = (keys: readonly string[]) =>
    guestWith((command) => (command.includes('-get-') ? { keys } : {}), true, []).reach;
  const both = guestHas([ours, other]);
  await expect(setSshKeys(both, 'root', [ours])).rejects.toThrow(/the file is not as it should be/);
  await expect(setSshKeys(both, 'root', [])).rejects.toThrow(/the file is not as it should be/);
  expect(await setSshKeys(both, 'root', [ours], { how: 'append' })).toEqual([ours, other]);
  expect(await setSshKeys(guestHas([ours]), 'root', [ours])).toEqual([ours]);
});

it('hides the password where the agent quotes it', async () => {
  const { reach, records } = guestWith((_, args) => {
    throw new AgentError(ADDRESS, `cannot set hunter2, which is ${JSON.stringify(args)}`, 'refused');
  });
  const error: unknown = await setUserPassword(reach, 'root', 'hunter2').catch((reason) => reason);
  expect(error).toMatchObject({ message: expect.stringContaining('cannot set ***, which is') });
  expect(JSON.stringify(records) + String(error)).not.toMatch(/hunter2|aHVudGVyMg/);
});
