import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { waitFor } from '../../wait-for.js';

async function start(options: MockQemuOptions = {}) {
  const mock = await startMockQemu({ version: '7.2', name: 'web', ...options });
  onTestFinished(() => mock.close());
  const dom = (verb: string, ...words: readonly string[]) => runQgauge(['dom', verb, mock.address, ...words]);
  return { mock, dom };
}

/** What was sent that changes something. */
function changesOf({ calls }: MockQemu): readonly string[] {
  const names = calls.map(({ execute }) => execute);
  return names.filter((name) => name !== 'qmp_capabilities' && !name.startsWith('query-'));
}

it('shutdown waits until the guest has shut down, and says that it does not', async () => {
  const { dom } = await start({ powerdownMs: 100 });
  expect(await dom('shutdown', '--control', '--mode', 'acpi')).toMatchObject({
    ...{ status: 0, stdout: "Domain 'web' has shut down\n", stderr: '' },
  });
  const deaf = await start({ powerdownMs: 'never' });
  const run = await deaf.dom('shutdown', '--control', '--mode', 'acpi,agent', '--deadline', '500ms');
  expect(run).toMatchObject({ status: 1, stdout: '' });
  expect(run.stderr).toMatch(
    /^qgauge: web: shutdown: not finished within 500 ms: .*ignore its power button.*\n$/,
  );
});

it('shutdown says what it has sent when it is interrupted', async () => {
  const { mock } = await start({ powerdownMs: 'never' });
  const words = ['dom', 'shutdown', mock.address, '--control', '--mode', 'acpi', '--deadline', '60s'];
  const run = await runQgauge(words, {
    signal: 'SIGINT',
    signalWhen: () => waitFor(() => expect(changesOf(mock)).toEqual(['system_powerdown'])),
  });
  expect(run).toMatchObject({ status: 130, stdout: '' });
  expect(run.stderr).toMatch(
    /^qgauge: web: shutdown: it was aborted; changed: system_powerdown\nqgauge: interrupted by SIGINT\n$/,
  );
  expect(run.ms).toBeLessThan(30_000);
});

it('destroy ends a QEMU', async () => {
  const { mock, dom } = await start();
  expect(await dom('destroy', '--control', '--json')).toMatchObject({
    ...{ status: 0, stdout: '{\n  "by": "quit"\n}\n', stderr: '' },
  });
  expect(changesOf(mock)).toEqual(['quit']);
});

it('send-key sends the keys that were named', async () => {
  const { mock, dom } = await start();
  expect(await dom('send-key', 'KEY_LEFTCTRL', 'alt', '111', '--holdtime', '10', '--control')).toMatchObject({
    ...{ status: 0, stdout: '', stderr: '' },
  });
  const sent = mock.calls.find(({ execute }) => execute === 'send-key');
  expect(sent?.arguments).toEqual({
    keys: ['ctrl', 'alt', 'delete'].map((data) => ({ type: 'qcode', data })),
    'hold-time': 10,
  });
});

it.each([
  [['reset'], 'system_reset\n'],
  [['destroy'], 'quit\n'],
  [['inject-nmi'], 'inject-nmi\n'],
  [['set-lifecycle-action', 'reboot', 'destroy'], 'set-action {"reboot":"shutdown"}\n'],
  [['send-key', 'a'], 'send-key {"keys":[{"type":"qcode","data":"a"}],"hold-time":100}\n'],
])('%j prints in a dry run what it would send, and sends nothing', async ([verb = '', ...words], stdout) => {
  const { mock, dom } = await start();
  expect(await dom(verb, ...words, '--dry-run')).toMatchObject({ status: 0, stdout, stderr: '' });
  expect(changesOf(mock)).toEqual([]);
});

it.each([
  [2, ['shutdown'], /shutdown changes the guest: add --control/],
  [2, ['domtime', '--now'], /domtime changes the guest: add --control/],
  [2, ['shutdown', '--control', '--mode', 'acip'], /'acip' is not a valid mode: .* did you mean 'acpi'\?/],
  [2, ['dompmsuspend', '--control', 'ram'], /'ram' is not a valid target: expected one of mem, disk, hybrid/],
  [2, ['set-lifecycle-action', '--control', 'crash', 'keep'], /'keep' is not a valid action/],
  [2, ['send-key', '--control'], /missing required argument 'keycode'/],
  [
    2,
    ['domsetlaunchsecstate', '--control', '--secrethdr', '/nowhere', '--secret', '/nowhere'],
    /\/nowhere: /,
  ],
  [2, ['set-display-password', '--control', 'vcn'], /'vcn' is not a valid server: .* did you mean 'vnc'\?/],
  [
    2,
    ['set-display-password', '--control', 'vnc', '--connected', 'disconnect'],
    /--connected is for SPICE: VNC keeps its viewers/,
  ],
  [2, ['set-display-password', '--control', 'spice', '--display', 'a'], /--display is for VNC/],
  [2, ['expire-display-password', '--control', 'vnc', 'soon'], /'soon' is not a valid time/],
  [2, ['set-display-password', 'vnc'], /set-display-password changes the guest: add --control/],
  [1, ['send-key', '--control', 'entr'], /web has no key 'entr'/],
  [1, ['dompmwakeup', '--control'], /web: it does not sleep: its run state is running/],
  [1, ['dompmsuspend', '--control', 'disk'], /web: its guest agent can only be asked on the host/],
  [1, ['shutdown', '--control', '--mode', 'agent'], /web: its guest agent can only be asked on the host/],
  [1, ['domtime', '--control', '--now'], /web: its guest agent can only be asked on the host/],
  [1, ['autostart', '--control'], /web: its QEMU is not among the processes of this host/],
  [1, ['reboot', '--control'], /web: its QEMU is not among the processes of this host/],
  [1, ['set-lifecycle-action', '--control', 'poweroff', 'restart'], /QEMU cannot do 'restart' by itself/],
])('exits with %i after %j, and changes nothing', async (status, [verb = '', ...words], message) => {
  const { mock, dom } = await start();
  const run = await dom(verb, ...words);
  expect(run).toMatchObject({ status, stdout: '' });
  expect(run.stderr).toMatch(message);
  expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(changesOf(mock)).toEqual([]);
});

it('a secret is in no output and no record', async () => {
  const { dom } = await start();
  const directory = await temporaryDirectory();
  const [header, secret, log] = ['header', 'secret', 'log'].map((name) => join(directory, name));
  await writeFile(header ?? '', 'aGVhZGVy\n');
  await writeFile(secret ?? '', 'c2VjcmV0\n');
  const files = ['--secrethdr', header ?? '', '--secret', secret ?? ''];
  const run = await dom('domsetlaunchsecstate', '--control', ...files, '--audit-log', log ?? '');
  expect(run).toMatchObject({ status: 1, stderr: 'qgauge: web: its memory is not protected by SEV\n' });
});
