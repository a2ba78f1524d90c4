import type { QemuExecutor } from '../guest/qemu-executor.js';
import { BALLOON_FEATURES } from '../model/balloon-device-state.js';
import { CommandError } from '../qmp/errors.js';
import { asString } from '../support/decode.js';
import { messageOf } from '../support/errors.js';
import type { Bench } from './bench.js';
import { failed, type Outcome, passed, seconds, skipped } from './check-case.js';

/** Linux's; another system's driver has another name, and modprobe is not there. */
const MODULE = 'virtio_balloon';
const UNPLUG_MS = 10_000;
const REPORT_MS = 10_000;
const LOOK_MS = 50;

/**
 * Has the driver go and come: by taking the device out and plugging it in, where the machine can do that, else by the guest
 * agent. Skipped, with both reasons, where neither is possible.
 */
export async function reloadDriver(bench: Bench): Promise<Outcome> {
  const plan = await planReplug(bench);
  const way = typeof plan === 'string' ? await reloadByAgent(bench, plan) : await replug(bench, plan);
  if (typeof way !== 'string') return way;
  const beganMs = bench.clock.nowMs();
  await bench.setInterval(0);
  await bench.setInterval(1);
  const [first] = await bench.awaitReports(1, REPORT_MS);
  if (first === undefined) return failed(`no report within ${seconds(REPORT_MS)}`, way);
  return passed(way, `reported after ${seconds(first.seenMs - beganMs)}`);
}

/** The arguments of device_add that make the device as it is. */
export interface Replug {
  readonly driver: string;
  readonly id: string;
  readonly bus: string;
  readonly [property: string]: string | boolean;
}

/** How to take the device out and in; a text says why that cannot be done. */
async function planReplug({ qmp, device, state }: Bench): Promise<Replug | string> {
  const id = /^\/machine\/peripheral\/([^/]+)$/.exec(device.path)?.[1];
  if (id === undefined) return 'the device has no id';
  const bus = (await readText(qmp, device.path, 'parent_bus'))?.split('/').at(-1);
  if (bus === undefined || bus === '') return 'its bus is not known';
  const offered = BALLOON_FEATURES.filter((feature) => state.features[feature] !== undefined);
  const features = Object.fromEntries(offered.map((feature) => [feature, state.features[feature] ?? false]));
  const iothread = (await readText(qmp, device.path, 'iothread'))?.split('/').at(-1);
  return { ...features, ...(iothread ? { iothread } : {}), driver: device.type, id, bus };
}

async function replug(bench: Bench, plan: Replug): Promise<Outcome | string> {
  const { qmp } = bench;
  const isBack = bench.undoUnless({
    leaves: `the balloon is unplugged: device_add ${JSON.stringify(plan)}`,
    run: () => addAgain(bench, plan),
  });
  try {
    await qmp.execute('device_del', { id: plan.id });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    isBack();
    return reloadByAgent(bench, error.description);
  }
  if (!(await isGone(bench, UNPLUG_MS)))
    return failed(`the guest did not let the device go within ${seconds(UNPLUG_MS)} of device_del`);
  await qmp.execute('device_add', plan);
  isBack();
  return `unplugged from ${plan.bus}, and plugged in again`;
}

async function isGone(bench: Bench, withinMs: number): Promise<boolean> {
  const endMs = bench.clock.nowMs() + withinMs;
  while (await isThere(bench)) {
    if (bench.clock.nowMs() >= endMs) return false;
    await bench.sleep(LOOK_MS);
  }
  return true;
}

async function isThere(bench: Bench): Promise<boolean> {
  try {
    await bench.interval();
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

/** The guest may still be about to let it go. */
async function addAgain({ qmp, clock, device }: Bench, plan: Replug): Promise<void> {
  const endMs = clock.nowMs() + UNPLUG_MS;
  while (clock.nowMs() < endMs) {
    try {
      await qmp.execute('device_add', plan);
      return;
    } catch (error) {
      // As long as the old one is there, its id is taken.
      if (!(error instanceof CommandError)) throw error;
      await clock.sleep(LOOK_MS);
    }
  }
  throw new Error(`${device.path} could not be plugged in again`);
}

async function reloadByAgent({ runInGuest }: Bench, whyNoReplug: string): Promise<Outcome | string> {
  if (runInGuest === undefined)
    return skipped(
      `the device cannot be taken out (${whyNoReplug}), and there is no guest agent to reload its driver`,
    );
  try {
    const unloaded = await runInGuest('modprobe', ['-r', MODULE]);
    if (unloaded !== 0) return skipped(`modprobe -r ${MODULE} in the guest ended with status ${unloaded}`);
    const loaded = await runInGuest('modprobe', [MODULE]);
    if (loaded !== 0)
      return failed(`modprobe ${MODULE} in the guest ended with status ${loaded}: it is without its driver`);
  } catch (error) {
    return skipped(
      `the device cannot be taken out (${whyNoReplug}), and not by the agent: ${messageOf(error)}`,
    );
  }
  return 'unloaded and loaded by the guest agent';
}

async function readText(qmp: QemuExecutor, path: string, property: string): Promise<string | undefined> {
  try {
    return asString(await qmp.execute('qom-get', { path, property }));
  } catch (error) {
    if (error instanceof CommandError) return undefined;
    throw error;
  }
}
