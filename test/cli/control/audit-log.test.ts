import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { journalEntry, writeAudit } from '../../../src/cli/control/audit-log.js';
import type { AuditRecord } from '../../../src/domain/control/control-options.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const RECORD: AuditRecord = {
  ...{ atSeconds: 0, seconds: 1, guest: 'web\nPRIORITY=0', uuid: undefined, pid: 4711, verb: 'suspend' },
  ...{ steps: ['stop'], result: 'failed', message: 'it hangs\u001b[2J' },
};
const WHO = { user: 'root', uid: 0, loginUid: undefined, sudoUser: 'ada' };

it('has no field in the journal that a guest has made up', () => {
  const lines = journalEntry(RECORD, WHO).trimEnd().split('\n');
  expect(lines[0]).toBe('MESSAGE=ada: suspend web?PRIORITY=0: failed: it hangs?[2J');
  expect(lines.filter((line) => line.startsWith('PRIORITY='))).toEqual(['PRIORITY=4']);
  expect(lines).toContain('QGAUGE_GUEST=web?PRIORITY=0');
  expect(lines.join('\n')).not.toMatch(/UUID|LOGIN/);
});

it('appends a line of JSON for each call to a file of its user alone', async () => {
  const file = join(await temporaryDirectory(), 'audit');
  await writeAudit([RECORD, RECORD], file);
  await writeAudit([], file);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ at: '1970-01-01T00:00:00.000Z', guest: RECORD.guest });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});
