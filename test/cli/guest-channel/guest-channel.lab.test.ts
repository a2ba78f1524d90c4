import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { installClient } from '../../guest/channel-guest.js';
import { describeLab } from '../../lab/context.js';
import { bootGuest, type LabGuest } from '../../lab/guest.js';
import type { Lab } from '../../lab/packages.js';
import { type Run, runQgauge } from '../../run-qgauge.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const SOON = { timeout: 60_000, interval: 50 };
const I440FX = ['-machine', 'pc'];

async function boot(lab: Lab, extraArgs: readonly string[]): Promise<LabGuest> {
  return bootGuest(lab, { name: 'channel', memoryMiB: 128, extraArgs });
}

const socketOf = ({ monitors: [socket = ''] }: LabGuest) => socket;

function change(verb: 'add' | 'remove', guest: LabGuest, ...args: readonly string[]): Promise<Run> {
  return runQgauge(['guest-channel', verb, socketOf(guest), '--control', ...args]);
}

/** The record of control calls in a file. */
async function recordsIn(log: string): Promise<readonly unknown[]> {
  const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** What plugging and unplugging changes. */
async function partsOf(guest: LabGuest): Promise<readonly string[]> {
  const chardevs = (await guest.control('query-chardev')) as readonly { readonly label: string }[];
  const devices = await guest.control('qom-list', { path: '/machine/peripheral' });
  return [...chardevs, ...(devices as readonly { readonly name: string }[])]
    .map((part) => ('label' in part ? part.label : part.name))
    .sort();
}

/** Runs `guest-channel serve` until something has happened. */
async function serve(guest: LabGuest, end: readonly string[], happens: () => Promise<unknown>): Promise<Run> {
  const directory = await temporaryDirectory();
  const through = ['env', `QGAUGE_RUNTIME_DIRECTORY=${directory}`, `STATE_DIRECTORY=${directory}`];
  const args = ['guest-channel', 'serve', socketOf(guest), ...end, '-f', '0.5'];
  return runQgauge(args, { through, signal: 'SIGTERM', signalWhen: happens });
}

/** Resolves when a program in the guest has been answered. */
async function untilAnswered(guest: LabGuest): Promise<void> {
  const ask = async () => (await guest.run('qgauge-guest stat speed')).output;
  await expect.poll(ask, SOON).toMatch(/^\d+ MHz\n$/);
}

describeLab('qgauge guest-channel on a guest that runs', (lab) => {
  it('plugs a card and a port into an i440fx, which is served, and unplugs both', async () => {
    await using guest = await boot(lab, I440FX);
    await installClient(guest);
    const before = await partsOf(guest);
    const log = join(await temporaryDirectory(), 'audit');
    const added = await change('add', guest, '--audit-log', log);
    const path = `${socketOf(guest)}.qgauge`;
    expect(added).toMatchObject({ status: 0 });
    expect(parse(added.stdout)).toEqual({ guests: [{ name: 'channel', channel: { connect: path } }] });
    expect(added.stderr).toContain('virtio-serial-pci,id=qgauge0-bus,bus=pci.0,addr=');
    expect(added.stderr).not.toContain('no driver');
    expect(added.stderr).toContain('takes these lines from its configuration on SIGHUP');
    const served = await serve(guest, ['--connect', path], () => untilAnswered(guest));
    expect(served).toMatchObject({ status: 0, stderr: `qgauge: answering channel at ${path}\n` });

    const again = await change('add', guest, '--audit-log', log);
    expect(again).toMatchObject({ status: 1, stdout: '' });
    expect(again.stderr).toContain('channel: it has the port org.qgauge.0 already: qgauge0 at ');

    const dry = await runQgauge(['guest-channel', 'remove', socketOf(guest), '--dry-run']);
    expect(dry).toMatchObject({
      ...{ status: 0, stderr: '' },
      stdout: [
        '{"execute":"device_del","arguments":{"id":"qgauge0"}}\n',
        '{"execute":"chardev-remove","arguments":{"id":"qgauge0"}}\n',
        '{"execute":"device_del","arguments":{"id":"qgauge0-bus"}}\n',
      ].join(''),
    });
    expect(await change('remove', guest, '--audit-log', log)).toMatchObject({
      status: 0,
      stdout: 'channel: unplugged port qgauge0, character device qgauge0, card qgauge0-bus\n',
      stderr: '',
    });
    expect(await partsOf(guest)).toEqual(before);
    expect(existsSync(path)).toBe(false);
    expect(await recordsIn(log)).toMatchObject([
      { guest: 'channel', verb: 'addChannelPort', result: 'done' },
      { verb: 'addChannelPort', result: 'refused', steps: [] },
      { verb: 'removeChannelPort', result: 'done' },
    ]);
  });

  it.each([['pcie-root-port,id=bus0,chassis=1'], ['pcie-pci-bridge,id=bus0']])(
    'plugs them into a q35 with %s, where QEMU connects',
    async (device) => {
      await using guest = await boot(lab, ['-device', device]);
      await installClient(guest);
      const before = await partsOf(guest);
      const path = join(await temporaryDirectory(), 'channel.sock');
      const added = await change('add', guest, '--listen', path, '--id', 'stats');
      expect(added).toMatchObject({ status: 0 });
      expect(added.stderr).toContain('virtio-serial-pci,id=stats-bus,bus=bus0,addr=');
      const served = await serve(guest, ['--listen', path], () => untilAnswered(guest));
      expect(served).toMatchObject({ status: 0 });
      expect(served.stderr).toContain(`answering channel at ${path}\n`);
      expect(existsSync(path)).toBe(false);
      expect(await change('remove', guest)).toMatchObject({ status: 0, stderr: '' });
      expect(await partsOf(guest)).toEqual(before);
    },
  );
});

describeLab('qgauge guest-channel on a guest that does not answer', (lab) => {
  it('says that no driver has taken the card, and that the guest keeps it until it runs', async () => {
    await using guest = await boot(lab, I440FX);
    await installClient(guest);
    const before = await partsOf(guest);
    await guest.control('stop');
    const added = await change('add', guest);
    expect(added.status).toBe(0);
    expect(added.stderr).toContain('channel: no driver in the guest has taken the new card yet');
    const directory = await temporaryDirectory();
    const log = join(directory, 'audit');
    const interrupted = await runQgauge(
      ['guest-channel', 'remove', socketOf(guest), '--control', '--audit-log', log],
      {
        signal: 'SIGINT',
        signalWhen: () => expect.poll(() => partsOf(guest), SOON).not.toContain('qgauge0'),
      },
    );
    expect(interrupted).toMatchObject({ status: 130, stdout: '' });
    expect(interrupted.stderr).toMatch(
      /^qgauge: channel: removeChannelPort: it was aborted; changed: .*; to undo it: the guest has the card qgauge0-bus until it lets go of it, .*\nqgauge: interrupted by SIGINT\n$/,
    );
    expect(await recordsIn(log)).toMatchObject([
      {
        result: 'aborted',
        message: expect.stringContaining('the guest has the card qgauge0-bus until it lets go of it'),
      },
    ]);
    const removed = await change('remove', guest, '--deadline', '3s');
    expect(removed).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('channel: the guest has not released the card qgauge0-bus yet'),
    });
    await guest.control('cont');
    await expect.poll(() => partsOf(guest), SOON).toEqual(before);
    expect((await change('remove', guest)).stderr).toBe('qgauge: channel: it has no port org.qgauge.0\n');
  });
});

describeLab('qgauge guest-channel where QEMU refuses the port', (lab) => {
  it('unplugs the card again, and says so when the guest keeps it', async () => {
    await using guest = await boot(lab, [...I440FX, '-global', 'virtio-serial-pci.max_ports=1']);
    const before = await partsOf(guest);
    const refused = await change('add', guest);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toMatch(
      /^qgauge: channel: addChannelPort: .*device_add failed: .*; undone again: chardev-add .*, device_add .*; nothing is changed\n$/,
    );
    expect(await partsOf(guest)).toEqual(before);

    await guest.control('stop');
    const { status, stderr } = await change('add', guest, '--deadline', '3s');
    expect(status).toBe(1);
    expect(stderr).toContain('undone again: chardev-add');
    expect(stderr).toContain('to undo it: the guest has qgauge0-bus until it lets go of it');
    expect(await partsOf(guest)).toEqual([...before, 'qgauge0-bus'].sort());
    await guest.control('cont');
    await expect.poll(() => partsOf(guest), SOON).toEqual(before);
  });
});

describeLab('qgauge guest-channel on a machine', (lab) => {
  const start = (extraArgs: readonly string[]) =>
    bootGuest(lab, { name: 'channel', kernel: false, memoryMiB: 32, extraArgs });

  it('takes a bus that is there, and leaves it there', async () => {
    await using guest = await start(['-device', 'virtio-serial-pci,id=vs0']);
    const before = await partsOf(guest);
    expect(await change('add', guest)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('port qgauge0 on bus vs0.0; QEMU listens at '),
    });
    expect(await change('remove', guest)).toMatchObject({
      status: 0,
      stdout: 'channel: unplugged port qgauge0, character device qgauge0\n',
    });
    expect(await partsOf(guest)).toEqual(before);
  });

  it('unplugs a port that QEMU was started with', async () => {
    const path = join(await temporaryDirectory(), 'channel.sock');
    await using guest = await start([
      ...['-device', 'virtio-serial-pci', '-chardev', `socket,id=mine,path=${path},server=on,wait=off`],
      ...['-device', 'virtserialport,name=org.qgauge.0,chardev=mine'],
    ]);
    const { status, stdout } = await change('remove', guest);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^channel: unplugged port \/machine\/peripheral-anon\/device\[\d+\], which QEMU was started with, character device mine\n$/,
    );
  });

  it('says what a q35 without a free root port lacks, and changes nothing', async () => {
    await using guest = await start([]);
    const before = await partsOf(guest);
    const { status, stderr } = await change('add', guest);
    expect(status).toBe(1);
    expect(stderr).toBe(
      'qgauge: channel: the machine has no virtio-serial bus, and no free PCI slot that takes devices while it runs: start QEMU with -device virtio-serial-pci, or with -device pcie-root-port,id=rp0\n',
    );
    expect(await partsOf(guest)).toEqual(before);
  });

  it('is not changed in a dry run, nor by a path that QEMU cannot have', async () => {
    await using guest = await start(I440FX);
    const before = await partsOf(guest);
    const dry = await runQgauge(['guest-channel', 'add', socketOf(guest), '--dry-run']);
    expect(dry).toMatchObject({ status: 0, stderr: '' });
    const sent = dry.stdout.trimEnd().split('\n');
    expect(sent.map((line) => JSON.parse(line).execute)).toEqual(['chardev-add', 'device_add', 'device_add']);
    expect(await partsOf(guest)).toEqual(before);

    const bad = await change('add', guest, '--connect', '/nonexistent/web.sock');
    expect(bad.status).toBe(1);
    expect(bad.stderr).toMatch(
      /^qgauge: channel: addChannelPort: .*Failed to bind socket to \/nonexistent\/web\.sock: .*; nothing is changed\n$/,
    );
    expect(await partsOf(guest)).toEqual(before);
  });
});
