import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { answerGuest } from '../../docs/guest-channel/answer-guest.js';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');

it('docs/guest-channel.md shows the program as it is', () => {
  const page = readFileSync(join(DOCS, 'guest-channel.md'), 'utf8');
  expect(page).toContain(
    `\`\`\`ts\n${readFileSync(join(DOCS, 'guest-channel', 'answer-guest.ts'), 'utf8')}\`\`\``,
  );
});

it('a guest is answered on its port, once it has been measured', async () => {
  const uuid = '564d2c53-4356-668e-7c05-fd7e511e23f3';
  const qemu = await startMockQemu({ uuid, ports: [{ name: 'org.qgauge.0' }] });
  onTestFinished(() => qemu.close());
  const ending = new AbortController();
  const [port] = qemu.ports;
  const answering = answerGuest(qemu.address, port?.path ?? '', ending.signal);
  const ask = async () => {
    const write = { do: 'write', text: '\na guestlib.stat.get text session\n' } as const;
    await port?.run([{ do: 'open' }, write, { do: 'read', lines: 2 }, { do: 'close' }]);
    return port?.lines ?? [];
  };
  await expect.poll(ask, { interval: 200 }).toContainEqual(expect.stringMatching(/^a 0 \d$/));
  ending.abort();
  await answering;
});
