import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startControlServer } from '../../../mock-qemu/fleet/control-server.js';
import { Fleet } from '../../../mock-qemu/fleet/fleet.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { connectRaw, type RawClient } from '../raw-client.js';

async function controlled(listen: string) {
  const fleet = await Fleet.start({
    machines: [{ name: 'web', actions: { panic: 'pause' } }, { name: 'db' }],
  });
  onTestFinished(() => fleet.close());
  const control = await startControlServer(listen, (action) => fleet.perform(action));
  onTestFinished(() => control.close());
  return { fleet, control };
}

async function send(client: RawClient, action: object): Promise<string> {
  client.write(`${JSON.stringify(action)}\n`);
  const [line = ''] = await client.lines(1);
  return line.trimEnd();
}

describe('the control socket', () => {
  it('accepts an action per line, from several clients, and answers each in order', async () => {
    const { fleet, control } = await controlled('tcp:127.0.0.1:0');
    await using one = await connectRaw(control.address);
    await using two = await connectRaw(control.address);
    expect(await send(two, { do: 'stop', machine: 'db' })).toBe('{"ok":true}');
    one.write(
      '{"do":"stop","machine":"web"}\n\n{"do":"list"}\n{"do":"execute","machine":"web","command":"query-status"}\n',
    );
    const [first = '', second = '', third = ''] = await one.lines(3);
    expect(first).toBe('{"ok":true}\n');
    expect(JSON.parse(second)).toEqual({ ok: true, result: fleet.list() });
    expect(JSON.parse(third)).toMatchObject({ ok: true, result: { status: 'paused' } });
  });

  it.each([
    ['nonsense', 'ERR_FLEET_ACTION', /^the line is not valid JSON: /],
    ['[]', 'ERR_FLEET_ACTION', /^\[\] is not an action: expected an object such as \{"do":"list"\}$/],
    ['{"do":"stpo"}', 'ERR_FLEET_ACTION', /^do: 'stpo' is not one of .*; did you mean 'stop'\?$/],
    [
      '{"do":"stop","machine":"wbe"}',
      'ERR_FLEET_NO_MACHINE',
      /^no machine named 'wbe'; did you mean 'web'\?$/,
    ],
    [
      '{"do":"execute","machine":"web","command":"nope"}',
      'CommandNotFound',
      /^The command nope has not been found$/,
    ],
    [
      '{"do":"add","spec":{"name":"a","listen":"/etc/passwd"}}',
      'ERR_MOCK_LISTEN',
      /^cannot listen on unix:\/etc\/passwd: the file is not a socket; remove it, or choose another path$/,
    ],
  ])('says what is wrong with %s, and goes on', async (line, code, message) => {
    const { control } = await controlled('tcp:127.0.0.1:0');
    await using client = await connectRaw(control.address);
    client.write(`${line}\n`);
    const [reply = ''] = await client.lines(1);
    expect(JSON.parse(reply)).toEqual({
      ok: false,
      error: { code, message: expect.stringMatching(message) },
    });
    expect(await send(client, { do: 'stop' })).toBe('{"ok":true}');
  });

  it('bounds a line', async () => {
    const { control } = await controlled('tcp:127.0.0.1:0');
    await using client = await connectRaw(control.address);
    client.write('x'.repeat(1024 * 1024 + 1));
    expect(JSON.parse(await client.end())).toEqual({
      ok: false,
      error: { code: 'ERR_FLEET_LINE', message: 'the line is longer than 1048576 characters' },
    });
  });

  it('answers a client that has ended its half of the connection', async () => {
    const { control } = await controlled(`unix:${await temporaryDirectory()}/control.sock`);
    const socket = connect({ path: control.address.slice('unix:'.length), allowHalfOpen: true });
    socket.end('{"do":"stop"}\n{"do":"cont"}');
    expect(await text(socket)).toBe('{"ok":true}\n{"ok":true}\n');
  });

  it('replaces the socket of a killed process, and no other', async () => {
    const { control } = await controlled(`unix:${await temporaryDirectory()}/control.sock`);
    await expect(startControlServer(control.address, async () => undefined)).rejects.toThrow(
      `cannot listen on ${control.address}: another process listens on it; stop it, or choose another path`,
    );
    const path = control.address.slice('unix:'.length).replace('control', 'stale');
    const script = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`;
    await once(spawn(process.execPath, ['-e', script]), 'close');
    await using taken = await startControlServer(path, async () => undefined);
    expect(taken.address).toBe(`unix:${path}`);
  });

  it('serves a program in another language, which needs nothing but a socket and JSON', async ({ skip }) => {
    const { fleet, control } = await controlled(`unix:${await temporaryDirectory()}/control.sock`);
    const script = `
import json, socket, sys
def client(path):
    s = socket.socket(socket.AF_UNIX); s.connect(path); return s.makefile('rw')
control = client(sys.argv[1])
def do(**action):
    control.write(json.dumps(action) + '\\n'); control.flush()
    return json.loads(control.readline())
web = do(do='list')['result'][0]
qmp = client(web['addresses'][0][len('unix:'):])
assert 'QMP' in json.loads(qmp.readline())
qmp.write('{"execute":"qmp_capabilities"}\\n'); qmp.flush(); qmp.readline()
assert do(do='panic', machine='web') == {'ok': True}
print(json.loads(qmp.readline())['event'], do(do='nope')['error']['code'])
`;
    const python = spawn('python3', ['-c', script, control.address.slice('unix:'.length)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const isThere = await new Promise((resolve) => {
      python.once('spawn', () => resolve(true));
      python.once('error', () => resolve(false));
    });
    // In CI a missing Python is a failure, not a reason to skip.
    skip(!isThere && !('CI' in process.env), 'python3 is not on this machine');
    expect(await text(python.stdout)).toBe('GUEST_PANICKED ERR_FLEET_ACTION\n');
    expect(fleet.list()[0]?.status).toBe('guest-panicked');
  });
});
