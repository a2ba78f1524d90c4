import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret, withoutSecrets } from '../../../src/domain/control/secret.js';
import { CommandError } from '../../../src/protocol/qmp/errors.js';

const ADDRESS = { type: 'unix', path: '/run/web.sock' } as const;

describe('a secret', () => {
  it('is printed by nothing, in none of its forms', () => {
    const secret = new Secret('hunter2').encoded((text) => Buffer.from(text).toString('base64'));
    expect(secret.reveal()).toBe('aHVudGVyMg==');
    const shown = [
      `${secret}`,
      JSON.stringify({ secret }),
      inspect({ secret }, { showHidden: true, depth: 9 }),
    ];
    for (const form of ['hunter2', 'aHVudGVyMg==']) expect(shown.join()).not.toContain(form);
  });

  it('is taken out of an error that quotes it, and out of its causes', () => {
    const password = new Secret('aHVudGVyMg==', ['hunter2']);
    const cause = new Error("cannot set 'hunter2'");
    const error = new Error('chpasswd: alice:hunter2 (aHVudGVyMg==)', { cause });
    withoutSecrets(error, { username: 'alice', nested: [{ password }] });
    expect(error.message).toBe('chpasswd: alice:*** (***)');
    expect(inspect(error, { depth: 9 })).not.toMatch(/hunter2|aHVudGVyMg==/);
  });

  it('is taken out of all that an error has, also where one is a part of another', () => {
    const error = new CommandError(
      ADDRESS,
      'set_password',
      'GenericError',
      "'hunter22' and 'hunter2' are weak",
    );
    withoutSecrets(error, { old: new Secret('hunter2'), password: new Secret('hunter22') });
    expect(error.description).toBe("'***' and '***' are weak");
    expect(inspect(error)).not.toMatch(/hunter/);
  });

  it('goes with the credentials of an address that QEMU quotes, which were no secret of ours', () => {
    const error = new CommandError(
      ADDRESS,
      'blockdev-add',
      'GenericError',
      "CURL: Error opening 'https://user:hunter2@store/disk.raw'",
    );
    withoutSecrets(error, { filename: 'https://user:hunter2@store/disk.raw' });
    expect(error.description).toBe("CURL: Error opening 'https://(removed)@store/disk.raw'");
    expect(inspect(error)).not.toMatch(/hunter/);
  });

  it('leaves an error alone without one, and whatever is no error', () => {
    const error = new Error('refused');
    const { stack } = error;
    expect(withoutSecrets(error, { password: new Secret('') })).toBe(error);
    expect(error).toMatchObject({ message: 'refused', stack });
    expect(withoutSecrets('refused', { password: new Secret('x') })).toBe('refused');
  });
});
