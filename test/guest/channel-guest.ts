import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { bootGuest, type LabGuest } from '../lab/guest.js';
import type { GuestOptions } from '../lab/guest-options.js';
import type { Lab } from '../lab/packages.js';
import { CLIENT } from './run-client.js';

/** A booted guest with the client, and a port at whose socket QEMU listens. */
export interface ChannelGuest {
  readonly guest: LabGuest;
  /** The socket of the port. */
  readonly path: string;
}

/** @param directory where the socket is to be */
export async function bootWithChannel(
  lab: Lab,
  directory: string,
  { extraArgs = [], ...options }: GuestOptions,
): Promise<ChannelGuest> {
  const path = join(directory, 'port.sock');
  const guest = await bootGuest(lab, {
    ...options,
    extraArgs: [
      ...['-device', 'virtio-serial-pci', '-chardev', `socket,id=qgauge0,path=${path},server=on,wait=off`],
      ...['-device', 'virtserialport,id=qgauge0,name=org.qgauge.0,chardev=qgauge0'],
      ...extraArgs,
    ],
  });
  return { guest, path };
}

/** Puts the client into a guest, whose file system is lost with each boot. */
export async function installClient(guest: LabGuest): Promise<void> {
  const program = readFileSync(CLIENT).toString('base64');
  const { status } = await guest.run(
    `echo ${program} | base64 -d >/bin/qgauge-guest; chmod 755 /bin/qgauge-guest`,
  );
  expect(status).toBe(0);
}

/** What the client in a guest prints; it waits long for the host, as all CPUs may be busy. */
export async function askInGuest(guest: LabGuest, words: string): Promise<string> {
  const { status, output } = await guest.run(`QGAUGE_GUEST_TIMEOUT=50 qgauge-guest stat ${words}`);
  expect({ words, status, output }).toMatchObject({ status: 0 });
  return output;
}
