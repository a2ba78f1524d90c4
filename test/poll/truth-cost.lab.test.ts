import { join } from 'node:path';
import { expect, it } from 'vitest';
import { GuestSampler } from '../../src/poll/sample/guest-sampler.js';
import type { QemuExecutor } from '../../src/protocol/qmp/qmp-client.js';
import { QmpClient } from '../../src/protocol/qmp/qmp-client.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import { describeLab } from '../lab/context.js';
import { askMonitor } from '../lab/raw-qmp.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { BracketedPoller, onlyGuest } from './bracket.js';

const MOST_MS = 5;
const ROUNDS = 15;
const BATCHES = 3;
const MOST_SWEEPS = 30;

/** A device of each kind that is sampled. */
const DEVICES = [
  ...['-smp', '2', '-vnc', 'none', '-object', 'iothread,id=io0'],
  ...['-device', 'virtio-balloon-pci,id=balloon0'],
  ...['-blockdev', 'null-co,node-name=n0', '-device', 'virtio-blk-pci,id=disk0,drive=n0,iothread=io0'],
  ...['-blockdev', 'null-co,node-name=n1', '-device', 'virtio-blk-pci,id=disk1,drive=n1'],
  ...['-netdev', 'user,id=net0', '-device', 'virtio-net-pci,id=nic0,netdev=net0'],
];

/** Passes commands on, and records them. */
class RecordingExecutor implements QemuExecutor {
  readonly again = new Map<string, () => Promise<unknown>>();
  readonly #qmp: QemuExecutor;

  constructor(qmp: QemuExecutor) {
    this.#qmp = qmp;
  }

  readonly execute: QemuExecutor['execute'] = (command, ...parameters) => {
    const words = [command, JSON.stringify(parameters[0] ?? {})].join(' ');
    this.again.set(words, () => this.#qmp.execute(command, ...parameters));
    return this.#qmp.execute(command, ...parameters);
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** The least of some medians, which leaves out what else this machine does for a moment. */
async function quietMedianMs(work: () => Promise<unknown>): Promise<number> {
  const medians: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await timed(work));
    medians.push(times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN);
  }
  return Math.min(...medians);
}

describeLab('the commands of the poller', (lab) => {
  it('take an idle QEMU at most 5 milliseconds each', async () => {
    const path = join(await temporaryDirectory(), 's');
    const args = [...PAUSED_MACHINE, ...DEVICES, '-qmp', `unix:${path},server=on,wait=off`];
    await startBareQemu(lab.qemu, args, { ready: path });
    await using client = await QmpClient.connect(parseAddress(path));
    const qmp = new RecordingExecutor(client);
    // Without hints the sampler asks more than the poller does, which knows the command line.
    const session = new GuestSampler({ pollingSeconds: 10 });
    for (let sweep = 0; sweep < 2; sweep++) {
      await session.sampleFast(qmp, { timeoutMs: 2000, vcpus: true });
      await session.sampleSlow(qmp, { timeoutMs: 2000 });
    }
    const sample = session.latest();
    expect(sample?.failures).toEqual([]);
    expect(sample).toMatchObject({ iothreads: [{ id: 'io0' }], nics: [{ id: 'nic0' }], display: null });
    const medians = new Map<string, number>();
    for (const [words, ask] of qmp.again) medians.set(words, await quietMedianMs(ask));
    // What the cheapest one takes, this machine takes for any.
    const least = Math.min(...medians.values());
    expect([...medians].filter(([, ms]) => ms - least > MOST_MS)).toEqual([]);
    expect(least).toBeLessThan(MOST_MS);
  });

  it('find a vCPU that was plugged in, with a row of its own', async () => {
    const directory = await temporaryDirectory();
    const [path = '', control = ''] = ['s', 'c'].map((name) => join(directory, name));
    const monitors = [path, control].flatMap((socket) => ['-qmp', `unix:${socket},server=on,wait=off`]);
    const args = [...PAUSED_MACHINE, '-smp', '1,maxcpus=2,sockets=2', ...monitors];
    await startBareQemu(lab.qemu, args, { ready: path });
    await using poller = new BracketedPoller({
      interval: 0.5,
      slowInterval: 0.5,
      guests: [{ address: parseAddress(path) }],
    });
    const vcpusIn = async () => {
      const { qemu, rates } = onlyGuest(await poller.next());
      const rows = rates?.threads?.filter(({ role }) => role === 'vcpu').map(({ of }) => of);
      return { listed: qemu?.vcpus?.map(({ index }) => index), rows };
    };
    await poller.next();
    expect(await vcpusIn()).toEqual({ listed: [0], rows: [0] });
    const slot = { 'socket-id': 1, 'core-id': 0, 'thread-id': 0 };
    await askMonitor(control, 'device_add', { driver: 'qemu64-x86_64-cpu', id: 'cpu1', ...slot }, 5000);
    // The slow lane lists it; the sweep after that has the second sample of its thread.
    let seen = await vcpusIn();
    for (let sweep = 0; seen.rows?.length !== 2 && sweep < MOST_SWEEPS; sweep++) seen = await vcpusIn();
    expect(seen).toEqual({ listed: [0, 1], rows: [0, 1] });
  });
});
