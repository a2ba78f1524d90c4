import { describe, expect, it } from 'vitest';
import { type MockQemu, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import type { MockPort, MockPortOptions } from '../../mock-qemu/port/mock-port.js';
import { connectRaw } from './raw-client.js';

const NAME = 'org.qgauge.0';

function portOf({ ports: [port] }: MockQemu): MockPort {
  if (port === undefined) throw new Error('no port');
  return port;
}

function startWith(port: Partial<MockPortOptions> = {}): Promise<MockQemu> {
  return startMockQemu({ ports: [{ name: NAME, ...port }] });
}

describe('a port of a machine', () => {
  it('has a program that writes lines and reads the answers', async () => {
    const program = [
      { do: 'open' },
      { do: 'write', text: 'a guestlib.stat.get\n' },
      { do: 'read', lines: 2 },
      { do: 'write', text: '\u00ff\n', times: 3 },
    ] as const;
    await using qemu = await startWith({ program });
    await using client = await connectRaw(portOf(qemu).address);
    expect(await client.lines(1)).toEqual(['a guestlib.stat.get\n']);
    client.write('a 0 1\nsession\n');
    expect(await client.lines(3)).toEqual(['\u00ff\n', '\u00ff\n', '\u00ff\n']);
    expect(portOf(qemu).lines).toEqual(['a 0 1', 'session']);
  });

  it('lets a program wait that writes while there is no client', async () => {
    await using qemu = await startWith();
    const port = portOf(qemu);
    let isWritten = false;
    const written = port.run([{ do: 'open' }, { do: 'write', text: 'a\n' }]).then(() => {
      isWritten = true;
    });
    expect(isWritten).toBe(false);
    await using client = await connectRaw(port.address);
    expect(await client.lines(1)).toEqual(['a\n']);
    await written;
  });

  it('keeps what was sent to a closed port for the next program, and drops what the one before has not read', async () => {
    await using qemu = await startWith();
    const port = portOf(qemu);
    await using client = await connectRaw(port.address);
    client.write('stale\n');
    await port.run([{ do: 'open' }, { do: 'read' }]);
    expect(port.lines).toEqual(['stale']);
    client.write('one\ntwo\n');
    await port.run([{ do: 'read' }, { do: 'close' }]);
    client.write('three\n');
    await port.run([{ do: 'open' }, { do: 'read' }]);
    expect(port.lines).toEqual(['stale', 'one', 'three']);
  });

  it('drops what a client has sent that has left', async () => {
    await using qemu = await startWith();
    const port = portOf(qemu);
    const first = await connectRaw(port.address);
    first.write('lost\n');
    await expect.poll(() => port.isConnected).toBe(true);
    await first.close();
    await expect.poll(() => port.isConnected).toBe(false);
    await using second = await connectRaw(port.address);
    second.write('kept\n');
    await port.run([{ do: 'open' }, { do: 'read' }]);
    expect(port.lines).toEqual(['kept']);
  });

  it('reports whether it is open by VSERPORT_CHANGE and query-chardev', async () => {
    await using qemu = await startWith({ id: 'qgauge0', chardev: 'stats' });
    await using monitor = await connectRaw(qemu.address);
    await monitor.negotiate();
    await portOf(qemu).run([{ do: 'open' }]);
    const [event = ''] = await monitor.lines(1);
    expect(event).toMatch(/"event": "VSERPORT_CHANGE", "data": \{"open": true, "id": "qgauge0"\}/);
    monitor.write('{"execute":"query-chardev"}');
    const [answer = ''] = await monitor.lines(1);
    const { address } = portOf(qemu);
    expect(answer).toContain(
      `{"frontend-open": true, "filename": "disconnected:${address},server=on", "label": "stats"}`,
    );
  });

  it('without an id sends no event', async () => {
    await using qemu = await startWith();
    await using monitor = await connectRaw(qemu.address);
    await monitor.negotiate();
    await portOf(qemu).run([{ do: 'open' }, { do: 'close' }]);
    qemu.emit('WAKEUP');
    expect((await monitor.lines(1))[0]).toContain('WAKEUP');
  });

  it('starts its program anew when the guest is reset', async () => {
    const program = [{ do: 'open' }, { do: 'write', text: 'up\n' }, { do: 'read' }] as const;
    await using qemu = await startMockQemu({ ports: [{ name: NAME, program }], time: 'manual' });
    await using client = await connectRaw(portOf(qemu).address);
    expect(await client.lines(1)).toEqual(['up\n']);
    qemu.machine.reset();
    expect(portOf(qemu).isOpen).toBe(false);
    await qemu.advance(5000);
    expect(await client.lines(1)).toEqual(['up\n']);
  });

  it('stands still while the machine is stopped', async () => {
    await using qemu = await startMockQemu({ ports: [{ name: NAME }], time: 'manual' });
    await using client = await connectRaw(portOf(qemu).address);
    qemu.machine.stop();
    const done = portOf(qemu).run([{ do: 'open' }, { do: 'wait', ms: 100 }, { do: 'write', text: 'a\n' }]);
    await qemu.advance(1000);
    expect(client.text).toBe('');
    qemu.machine.cont();
    await qemu.advance(200);
    await done;
    expect(await client.lines(1)).toEqual(['a\n']);
  });
});
