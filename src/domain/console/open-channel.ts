import type { Duplex } from 'node:stream';
import { type Chardev, readChardevs } from '../../qemu/chardevs.js';
import { readDevices } from '../../qemu/devices.js';
import { readProperty } from '../../qemu/property.js';
import { asString } from '../../support/decode.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { NoSuchDeviceError } from '../domain-error.js';
import type { Reach } from '../reach.js';
import { openChardev } from './open-chardev.js';

/** What is sent to an agent without its client would run programs in the guest. */
const AGENT = 'org.qemu.guest_agent.0';

interface Channel {
  readonly name: string;
  readonly chardev: Chardev;
}

/**
 * Opens a channel of virtio-serial on this host: the socket or pty of a `virtserialport`, by query-chardev. A program in the
 * guest has the other end as /dev/virtio-ports/NAME. What it sends is read byte for byte. The caller owns the stream, and
 * destroys it; it does not need the Domain any more.
 *
 * @param channel the name of the port, e.g. `org.example.0`
 * @throws {NoSuchDeviceError} when there is no such channel
 * @throws {ControlRefusedError} when it is neither a socket nor a pty, another client has it, or it is that of the guest agent
 */
export async function openChannel(
  reach: ControlReach,
  channel: string,
  options: CallOptions = {},
): Promise<Duplex> {
  const { name } = reach;
  return reach.control.call('openChannel', options, async (call) => {
    if (channel === AGENT)
      throw new ControlRefusedError(name, 'the channel of the guest agent is for the methods that ask it');
    const channels = await readChannels(reach);
    const found = channels.find((candidate) => candidate.name === channel);
    if (found === undefined) {
      const names = channels.map((candidate) => candidate.name).filter((known) => known !== AGENT);
      throw new NoSuchDeviceError(name, 'channel', channel, names);
    }
    return openChardev(reach, call, `channel ${channel}`, found.chardev);
  });
}

async function readChannels({ qmp, options }: Pick<Reach, 'qmp' | 'options'>): Promise<readonly Channel[]> {
  const chardevs = await readChardevs(qmp, options);
  const ports = (await readDevices(qmp, false, options)).filter(({ type }) => type === 'virtserialport');
  const read = (property: string) =>
    Promise.all(ports.map(({ path }) => readProperty(qmp, path, property, options)));
  const [names, labels] = await Promise.all([read('name'), read('chardev')]);
  return ports.flatMap((_, at) => {
    const name = asString(names[at]);
    const chardev = chardevs.find(({ label }) => label === asString(labels[at]));
    return name === undefined || chardev === undefined ? [] : [{ name, chardev }];
  });
}
