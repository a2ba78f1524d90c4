import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { listDomains } from '../../docs/domain/list-domains.js';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { listTargets, parseNamedMonitor } from '../../src/index.js';

it('the script of docs/domain.md has 30 lines at most', () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/domain/list-domains.ts'), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});

it('prints why a guest cannot be asked, and goes on with the next one', async () => {
  const web = await startMockQemu({ name: 'web' });
  onTestFinished(() => web.close());
  const gone = parseNamedMonitor('gone=/nonexistent/qmp.sock');
  const lines: string[] = [];
  const guests = listTargets({ guests: [gone, parseNamedMonitor(web.address)] });
  await listDomains((line) => lines.push(line), guests);
  expect(lines[0]).toMatch(/^gone: unix:\/nonexistent\/qmp\.sock: /);
  expect(lines[1]).toMatch(/^\S+ web \S+$/);
});

it("prints every guest with its disks and cards, in libvirt's units", async () => {
  const web = await startMockQemu({ name: 'web', memoryBytes: 2 ** 30 });
  const db = await startMockQemu({ name: 'db', memoryBytes: 2 ** 29 });
  onTestFinished(async () => void (await Promise.all([web.close(), db.close()])));
  const lines: string[] = [];
  const guests = listTargets({ guests: [parseNamedMonitor(web.address), parseNamedMonitor(db.address)] });
  await listDomains((line) => lines.push(line), guests);
  const text = lines.join('\n');
  expect(text).toMatch(/^\S+ web [-0-9a-f]{36}$/m);
  expect(text).toMatch(/state=1 vcpus=\d+ time=\S+ memory=1048576\/1048576 KiB/);
  expect(text).toMatch(/memory=524288\/524288 KiB/);
  expect(text).toMatch(/^ {2}\S+: read \d+ B, wrote \d+ B, capacity \d+$/m);
  expect(text).toMatch(/^ {2}\S+: received \S+ B, sent \S+ B$/m);
});
