import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseNamedMonitor } from '../../../src/discover/named-monitor.js';
import type { GuestSnapshot } from '../../../src/model/snapshot.js';
import { LastNames } from '../../../src/poll/names/last-names.js';
import { GUEST, guestSnapshot } from '../../formats/rich-snapshot.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const seen = (socket: string, name: string): GuestSnapshot => guestSnapshot({ socket, name, qemu: GUEST });
const silent = (socket: string, name: string): GuestSnapshot => ({
  ...seen(socket, name),
  qemu: undefined,
  linux: undefined,
});

const A = parseNamedMonitor('/run/a');
const B = parseNamedMonitor('db=/run/b');

describe('LastNames', () => {
  it('keeps the names of guests at monitors without a name', async () => {
    const path = join(await temporaryDirectory(), 'state', 'names.json');
    const names = new LastNames(path);
    expect(names.addTo([A, B])).toEqual([A, B]);
    const guests = [seen('unix:/run/a', 'web'), seen('unix:/run/b', 'db-own'), seen('unix:/run/c', 'other')];
    names.update({ guests }, [A, B]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ 'unix:/run/a': 'web' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(new LastNames(path).addTo([A, B])).toEqual([{ ...A, lastName: 'web' }, B]);
  });

  it('writes nothing while nothing is new, and takes the newer of two names', async () => {
    const path = join(await temporaryDirectory(), 'names.json');
    const names = new LastNames(path);
    names.update({ guests: [silent('unix:/run/a', 'unix:/run/a')] }, [A]);
    expect(existsSync(path)).toBe(false);
    names.update({ guests: [seen('unix:/run/a', 'web')] }, [A]);
    writeFileSync(path, '{}');
    names.update({ guests: [seen('unix:/run/a', 'web')] }, [A]);
    expect(readFileSync(path, 'utf8')).toBe('{}');
    names.update({ guests: [seen('unix:/run/a', 'web2')] }, [A]);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ 'unix:/run/a': 'web2' });
  });

  it.each(['', '[]', 'null', '{"unix:/run/a": 7}', '{"unix:/run/a": ""}'])(
    'knows no name by a file with %j',
    async (text) => {
      const path = join(await temporaryDirectory(), 'names.json');
      writeFileSync(path, text);
      expect(new LastNames(path).addTo([A])).toEqual([A]);
    },
  );

  it('works without a file that can be written', () => {
    const names = new LastNames('/dev/null/names.json');
    names.update({ guests: [seen('unix:/run/a', 'web')] }, [A]);
    expect(names.addTo([A])).toEqual([{ ...A, lastName: 'web' }]);
  });
});
