import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCheckoutRoot } from '../test/lab/checkout.js';
import { bootGuest, type LabGuest } from '../test/lab/guest.js';
import { describeUnavailable, prepareLab } from '../test/lab/packages.js';
import { startServing } from './serve-child.js';
import { interleave, median, p99, type Row, timed } from './statistics.js';

/** Runs `qgauge-guest` in a real, emulated Linux, beside a shell that does nothing there. */
export async function* measureRealGuest(rounds: number): AsyncGenerator<Row> {
  const availability = await prepareLab((line) => console.error(line));
  if (availability.state !== 'ready') throw new Error(describeUnavailable(availability));
  const directory = mkdtempSync(join(tmpdir(), 'qg-'));
  const path = join(directory, 'port.sock');
  try {
    await using guest = await bootGuest(availability.lab, {
      memoryMiB: 128,
      extraArgs: [
        ...['-device', 'virtio-serial-pci', '-device', 'virtserialport,name=org.qgauge.0,chardev=qgauge0'],
        ...['-chardev', `socket,id=qgauge0,path=${path},server=on,wait=off`],
      ],
    });
    await install(guest);
    const guests = [{ name: 'real', address: guest.monitors[0], channel: { connect: path } }];
    await using _serving = await startServing({ guests, discover: false, guestStats: true }, 1);
    await run(guest, 'until qgauge-guest stat raw; do :; done');
    const ask = () => timed(() => run(guest, 'qgauge-guest stat raw text resources'));
    const nothing = () => timed(() => run(guest, 'sh -c :'));
    const [ours, floor] = await interleave(rounds, ask, nothing);
    const both = (times: readonly number[]) => `${median(times).toFixed(0)}, ${p99(times).toFixed(0)} ms`;
    yield {
      what: '`qgauge-guest` in a real, emulated guest: median, p99',
      ours: both(ours),
      floor: `${both(floor)} (sh -c : there)`,
      ratio: (median(ours) / median(floor)).toFixed(2),
      target: '',
      isMet: true,
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function install(guest: LabGuest): Promise<void> {
  const program = readFileSync(join(findCheckoutRoot(), 'guest', 'qgauge-guest')).toString('base64');
  await run(guest, `echo ${program} | base64 -d >/bin/qgauge-guest; chmod 755 /bin/qgauge-guest`);
}

/** @throws {Error} with what the command has printed, when it has failed */
async function run(guest: LabGuest, command: string): Promise<void> {
  const { status, output } = await guest.run(command);
  if (status !== 0) throw new Error(output);
}
