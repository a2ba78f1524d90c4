import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MockQemuOptions, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { connectRaw, type RawClient } from '../raw-client.js';
import { skipsRealQemu, startRealQemu } from '../real-qemu.js';

describe.skipIf(skipsRealQemu)('beside a real QEMU, the monitors of the mock', () => {
  it('serve one client after the other, each with a negotiation of its own', () =>
    expectSame(async ([address]) => {
      const first = await connectRaw(address);
      await first.negotiate();
      await using second = await connectRaw(address);
      second.write(NAME);
      const early = await second.after(100);
      await first.close();
      return [early, ...(await second.lines(2)).slice(1)];
    }));

  it('send events only to clients that have negotiated, before the reply of the command that caused them', () =>
    expectSame(async ([address, otherAddress]) => {
      await using client = await connectRaw(address);
      // A QEMU that has sent a greeting has opened the other monitor too.
      await client.negotiate();
      await using other = await connectRaw(otherAddress);
      await other.lines(1);
      const resumed = await exchange(client, 'cont', 2);
      const negotiated = await exchange(other, 'qmp_capabilities', 1);
      const stopped = await exchange(client, 'stop', 2);
      return [...resumed, ...negotiated, ...stopped, ...(await other.lines(1))];
    }));

  it('answer all that comes in one write, each with its own id', () =>
    expectSame(async ([address]) => {
      await using client = await connectRaw(address);
      client.write(`{"execute":"qmp_capabilities","id":"a"}${NAME}{"execute":"nope","id":{}}@\n${NAME}`);
      return (await client.lines(6)).slice(1);
    }));
});

const NAME = '{"execute":"query-name","id":1}';

function exchange(client: RawClient, command: string, lines: number): Promise<string[]> {
  client.write(`{"execute":"${command}"}`);
  return client.lines(lines);
}

/** Has the same conversation with the two monitors of both, and compares the messages, without the time. */
async function expectSame(converse: (monitors: Monitors) => Promise<string[]>): Promise<void> {
  const second = ['-qmp', 'unix:second.sock,server=on,wait=off'];
  await using real = await startRealQemu(['-machine', 'q35', '-m', '64', ...second], '-qmp');
  await using mock = await startMockQemu(OPTIONS);
  const [mockFirst = '', mockSecond = ''] = mock.addresses;
  const [ofReal, ofMock] = await Promise.all([
    converse([real.address, join(dirname(real.address), 'second.sock')]),
    converse([mockFirst, mockSecond]),
  ]);
  expect(ofMock.map(withoutTime)).toEqual(ofReal.map(withoutTime));
}

type Monitors = readonly [address: string, other: string];

const OPTIONS: MockQemuOptions = { name: '', status: 'prelaunch', balloon: 'none', monitors: [{}] };

function withoutTime(line: string): string {
  return line.replace(/"seconds": \d+, "microseconds": \d+/, 'TIME');
}
