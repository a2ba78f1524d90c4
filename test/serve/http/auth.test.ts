import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashSync } from 'bcryptjs';
import { describe, expect, it } from 'vitest';
import { PasswordChecker } from '../../../src/serve/http/auth/password-checker.js';
import { readTokenFile, TokenFileError } from '../../../src/serve/http/auth/token-file.js';
import { WatchedFiles } from '../../../src/serve/http/watched-files.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { type Answer, ask, errorOf, serveTest } from './test-server.js';
import { HASH_OF_SECRET } from './web-config-cases.js';

const TOKEN = 'a-token-that-nobody-guesses';
const OTHER = 'another-token-nobody-guesses';

interface Files {
  readonly web?: string;
  readonly tokens?: string;
}

async function serveFiles({ web, tokens }: Files, more: object = {}) {
  const directory = await temporaryDirectory();
  const webConfigFile = join(directory, 'web.yml');
  const tokenFile = join(directory, 'tokens');
  if (web !== undefined) writeFileSync(webConfigFile, web);
  if (tokens !== undefined) writeFileSync(tokenFile, tokens, { mode: 0o600 });
  const served = await serveTest({
    ...(web === undefined ? {} : { webConfigFile }),
    ...(tokens === undefined ? {} : { tokenFile }),
    limits: { recheckMs: 0 },
    ...more,
  });
  return { ...served, webConfigFile, tokenFile, directory };
}

const basic = (user: string, password: string) => {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
};
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const brief = ({ status, headers }: Answer) => [status, headers['www-authenticate']];

const USERS = `basic_auth_users: { alice: ${HASH_OF_SECRET} }`;
const BASIC = 'Basic realm="qgauge", charset="UTF-8"';

describe('a user', () => {
  it('is let in by the password, and nobody by another one or none', async () => {
    const { port, server } = await serveFiles({ web: USERS });
    expect((await ask({ port, headers: basic('alice', 'secret') })).status).toBe(200);
    const missing = await ask({ port });
    expect(brief(missing)).toEqual([401, BASIC]);
    expect(errorOf(missing)).toEqual({ code: 'ERR_AUTH', message: 'this needs a user and password' });
    const wrong = await ask({ port, headers: basic('alice', 'Secret') });
    expect(brief(wrong)).toEqual([401, BASIC]);
    expect(errorOf(wrong)).toEqual({
      code: 'ERR_AUTH',
      message: 'the header Authorization has not a user and password that is known here',
    });
    expect(server.figures.refusedRequests).toBe(2);
  });

  it.each([
    ['an unknown user', basic('bob', 'secret')],
    ['a user without a password', basic('alice', '')],
    ['the hash itself', basic('alice', HASH_OF_SECRET)],
    ['a name of Object', basic('__proto__', 'secret')],
    ['another scheme', { authorization: 'Negotiate abc' }],
    ['a token', bearer(TOKEN)],
    ['no base64', { authorization: 'Basic !!!' }],
    ['no colon', { authorization: `Basic ${Buffer.from('alice').toString('base64')}` }],
    ['an empty header', { authorization: '' }],
  ])('is not %s', async (_, headers) => {
    const { port } = await serveFiles({ web: USERS });
    expect((await ask({ port, headers })).status).toBe(401);
  });

  it('needs no password over the unix socket', async () => {
    const directory = await temporaryDirectory();
    const path = join(directory, 's');
    await serveFiles({ web: USERS, tokens: TOKEN }, { listen: [{ type: 'unix', path }] });
    expect((await ask({ socketPath: path })).status).toBe(200);
  });

  it('that is added or taken away while it runs counts at once', async () => {
    const { port, webConfigFile } = await serveFiles({ web: USERS });
    expect((await ask({ port, headers: basic('alice', 'secret') })).status).toBe(200);
    writeFileSync(webConfigFile, `basic_auth_users: { robert: ${HASH_OF_SECRET} }`);
    expect((await ask({ port, headers: basic('alice', 'secret') })).status).toBe(401);
    expect((await ask({ port, headers: basic('robert', 'secret') })).status).toBe(200);
  });

  it('stays while the file is not valid, which is reported once', async () => {
    const { port, webConfigFile, warnings } = await serveFiles({ web: USERS });
    writeFileSync(webConfigFile, 'basic_auth_user: {}');
    expect((await ask({ port })).status).toBe(401);
    expect((await ask({ port, headers: basic('alice', 'secret') })).status).toBe(200);
    expect(warnings).toEqual([
      `${webConfigFile}:1:1: basic_auth_user: unknown key; did you mean 'basic_auth_users'?; what was read before stays in force`,
    ]);
  });
});

describe('a token', () => {
  it('lets in, and another one does not', async () => {
    const { port } = await serveFiles({ tokens: `# of Prometheus\n${TOKEN}\n\n${OTHER}\n` });
    expect((await ask({ port, headers: bearer(TOKEN) })).status).toBe(200);
    expect((await ask({ port, headers: bearer(OTHER) })).status).toBe(200);
    for (const headers of [
      bearer(`${TOKEN}x`),
      bearer('x'),
      bearer('# of Prometheus'),
      basic('alice', TOKEN),
      {},
    ]) {
      expect(brief(await ask({ port, headers }))).toEqual([401, 'Bearer realm="qgauge"']);
    }
  });

  it('or a password does, where there are both', async () => {
    const { port } = await serveFiles({ web: USERS, tokens: TOKEN });
    expect((await ask({ port, headers: bearer(TOKEN) })).status).toBe(200);
    expect((await ask({ port, headers: basic('alice', 'secret') })).status).toBe(200);
    const missing = await ask({ port });
    expect(brief(missing)).toEqual([401, `${BASIC}, Bearer realm="qgauge"`]);
    expect(errorOf(missing)).toEqual({
      code: 'ERR_AUTH',
      message: 'this needs a user and password or a bearer token',
    });
  });

  it('of a new file counts at once', async () => {
    const { port, tokenFile } = await serveFiles({ tokens: TOKEN });
    writeFileSync(tokenFile, OTHER);
    expect((await ask({ port, headers: bearer(TOKEN) })).status).toBe(401);
    expect((await ask({ port, headers: bearer(OTHER) })).status).toBe(200);
  });

  it.each([
    ['short', ':1: the token is shorter than 16 characters: it could be guessed'],
    [
      `${TOKEN}\ntwo words that are long`,
      ":2: a token consists of letters, digits and -._~+/, and may end in '='",
    ],
    ['# none\n', ': it has no token: put one on a line, such as of openssl rand -hex 32'],
  ])('has to be one: %j', async (text, message) => {
    const path = join(await temporaryDirectory(), 'tokens');
    writeFileSync(path, text, { mode: 0o600 });
    expect(() => readTokenFile(path, new WatchedFiles())).toThrow(new TokenFileError(path, message));
  });

  it('is not taken from a file that everybody can read', async () => {
    const path = join(await temporaryDirectory(), 'tokens');
    writeFileSync(path, TOKEN);
    chmodSync(path, 0o644);
    const message = ': the tokens cannot be read: every user of this host can read or write it: chmod o-rw';
    expect(() => readTokenFile(path, new WatchedFiles())).toThrow(new TokenFileError(path, message));
    chmodSync(path, 0o640);
    expect(readTokenFile(path, new WatchedFiles())).toHaveLength(1);
  });
});

describe('the checking of passwords', () => {
  const users = new Map([['alice', hashSync('secret', 6)]]);

  it('happens once for each password, right or wrong', async () => {
    const checker = new PasswordChecker();
    const first = performance.now();
    expect(await checker.check(users, 'alice', 'secret', 'a')).toBe('right');
    const took = performance.now() - first;
    const again = performance.now();
    for (let count = 0; count < 100; count++) {
      expect(await checker.check(users, 'alice', 'secret', 'a')).toBe('right');
    }
    expect((performance.now() - again) / 100).toBeLessThan(took);
    expect(await checker.check(users, 'alice', 'wrong', 'a')).toBe('wrong');
    expect(await checker.check(users, 'alice', 'wrong', 'a')).toBe('wrong');
  });

  it('is shared by requests at the same time, and turns away the guesses of one address beyond a few', async () => {
    const checker = new PasswordChecker({ maxWaiting: 6, maxWaitingOfAddress: 4 });
    const same = Array.from({ length: 20 }, () => checker.check(users, 'alice', 'secret', 'a'));
    const guesses = Array.from({ length: 10 }, (_, at) => checker.check(users, 'alice', `guess ${at}`, 'a'));
    const others = Array.from({ length: 4 }, (_, at) => checker.check(users, 'alice', `guess ${at}`, 'b'));
    expect(new Set(await Promise.all(same))).toEqual(new Set(['right']));
    const verdicts = await Promise.all(guesses);
    expect(verdicts.filter((verdict) => verdict === 'busy')).toHaveLength(7);
    expect(verdicts.filter((verdict) => verdict === 'wrong')).toHaveLength(3);
    // The first three are the guesses of address a, which are shared too.
    expect((await Promise.all(others)).filter((verdict) => verdict === 'wrong')).toHaveLength(4);
    expect(await checker.check(users, 'alice', 'a further guess', 'a')).toBe('wrong');
  });

  it('takes an unknown user as long as a wrong password', async () => {
    const checker = new PasswordChecker();
    const time = async (user: string, at: number) => {
      const start = process.cpuUsage();
      await checker.check(users, user, `guess ${at}`, 'a');
      const { user: spent } = process.cpuUsage(start);
      return spent;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let at = 0; at < 7; at++) {
      known.push(await time('alice', at));
      unknown.push(await time('bob', at));
    }
    const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[3] ?? 0;
    expect(median(unknown)).toBeGreaterThan(median(known) / 3);
    expect(median(unknown)).toBeLessThan(median(known) * 3);
  });
});
