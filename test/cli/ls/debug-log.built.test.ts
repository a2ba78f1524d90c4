import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { MAIN } from '../../run-qgauge.js';
import { THIS_CLIENT } from '../../this-client.js';

it('NODE_DEBUG=qgauge logs each change of a monitor once', async () => {
  const good = await startMockQemu({ name: 'good' });
  const busy = await startMockQemu({ name: 'busy' });
  const gone = await startMockQemu({ name: 'gone' });
  onTestFinished(() => Promise.all([good.close(), busy.close()]).then(() => undefined));
  await gone.close();
  const other = connect(busy.address.replace('unix:', ''));
  onTestFinished(() => void other.destroy());
  await once(other, 'data');

  const sockets = [good, busy, gone].flatMap(({ address }) => ['--socket', address]);
  const env = { ...process.env, NODE_DEBUG: 'qgauge' };
  const child = spawn(process.execPath, [MAIN, 'ls', ...sockets], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  await once(child, 'close');
  const changesOf = ({ address }: { readonly address: string }) =>
    stderr
      .split('\n')
      .filter((line) => line.startsWith('QGAUGE') && line.includes(`${address}: `))
      .map((line) => line.replace(/^QGAUGE \d+: \S+: /, ''));

  expect(changesOf(good)).toEqual(['opening', 'open', 'closed']);
  const held = (who: string) =>
    `${busy.address}: ${who} holds the monitor: add a second -qmp socket for qgauge`;
  expect(changesOf(busy)).toEqual([
    `probing: ${held('another client')}`,
    `backing-off: ${held(THIS_CLIENT)}`,
    'closed',
  ]);
  expect(changesOf(gone)).toEqual([
    'opening',
    expect.stringMatching(/^backing-off: \S+: no such socket/),
    'closed',
  ]);
});
