import { join } from 'node:path';
import { encodeHvMonitor } from '../../src/formats/hv-monitor/hv-monitor.js';
import type { HvMonitorVm } from '../../src/formats/hv-monitor/record.js';
import type { QemuSample } from '../../src/model/qemu-sample.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { takeSnapshot } from '../../src/poll/take-snapshot.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { PAUSED_MACHINE, startBareQemu } from '../bare-qemu.js';
import type { Lab } from '../lab/packages.js';
import { askMonitor } from '../lab/raw-qmp.js';
import { onlyVm } from '../run-qgauge.js';
import { temporaryDirectory } from '../temporary-directory.js';

const TIMEOUT_MS = 60_000;

/** A real QEMU with devices of the test's, and what is reported of it. */
export interface MeasuredMachine {
  readonly pid: number;
  readonly socket: string;
  /** Sends one command on another monitor. */
  ask(execute: string, args?: object): Promise<unknown>;
  sample(): Promise<QemuSample>;
  /** Its part of a record, with `--extended`. */
  record(): Promise<HvMonitorVm>;
}

/** Starts a machine that never runs, with these arguments beside those of {@link PAUSED_MACHINE}; it ends with the test. */
export function startPausedMachine(lab: Lab, args: readonly string[]): Promise<MeasuredMachine> {
  return startMachine(lab, [...PAUSED_MACHINE, ...args]);
}

/** Starts a machine with exactly these arguments and a monitor; it ends with the test. */
export async function startMachine(lab: Lab, args: readonly string[]): Promise<MeasuredMachine> {
  const directory = await temporaryDirectory();
  const socket = join(directory, 'qmp.sock');
  // The test has a monitor of its own, so that it is never in the way of the code under test.
  const control = join(directory, 'control.sock');
  const monitors = [control, socket].flatMap((path) => ['-qmp', `unix:${path},server=on,wait=off`]);
  const { pid } = await startBareQemu(lab.qemu, [...args, ...monitors], { ready: socket });
  const measure = async (): Promise<Snapshot> => {
    const snapshot = await takeSnapshot({ sockets: [parseAddress(socket)], timeoutMs: TIMEOUT_MS });
    const problem = snapshot.guests[0]?.problem;
    if (problem) throw new Error(`no answer: ${problem.message}`);
    return snapshot;
  };
  return {
    pid,
    socket,
    ask: (execute, commandArgs) => askMonitor(control, execute, commandArgs, TIMEOUT_MS),
    sample: async () => {
      const [guest] = (await measure()).guests;
      if (guest?.qemu === undefined) throw new Error('no answer');
      return guest.qemu;
    },
    record: async () => onlyVm(encodeHvMonitor(await measure(), { extended: true })),
  };
}
