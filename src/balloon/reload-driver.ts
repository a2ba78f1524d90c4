import { BALLOON_FEATURES } from '../model/balloon-device-state.js';
import type { RunInGuest } from '../monitor/with-agent.js';
import { AgentError } from '../protocol/qga/agent-error.js';
import { CommandError } from '../protocol/qmp/errors.js';
import { readProperty } from '../qemu/property.js';
import { asRecords, asString } from '../support/decode.js';
import { messageOf } from '../support/errors.js';
import { failed, type Outcome, passed, seconds, skipped } from './check-case.js';
import type { DriverBench } from './driver-bench.js';

/** Linux's module; other systems have neither this name nor modprobe. */
const MODULE = 'virtio_balloon';
const UNPLUG_MS = 10_000;
const REPORT_MS = 10_000;
const PAUSE_MS = 50;

/**
 * Reloads the guest's balloon driver, and checks that it reports again. Unplugs the device and plugs it in where the machine
 * supports that, else has the guest agent reload the module. Skipped, with both reasons, where neither is possible.
 */
export async function reloadDriver(bench: DriverBench): Promise<Outcome> {
  const plan = await planReplug(bench);
  const way = typeof plan === 'string' ? await reloadByAgent(bench, plan) : await replug(bench, plan);
  if (typeof way !== 'string') return way;
  const beganMs = bench.clock.nowMs();
  await bench.setInterval(0);
  await bench.setInterval(1);
  const [first] = await bench.reports.awaitNew(1, REPORT_MS);
  if (first === undefined) return failed(`no report within ${seconds(REPORT_MS)}`, way);
  return passed(way, `reported after ${seconds(first.seenMs - beganMs)}`);
}

type Setting = string | boolean | number;

/** The arguments with which device_add creates the device as it is now. */
interface Replug {
  readonly driver: string;
  readonly id: string;
  readonly bus: string;
  readonly [property: string]: Setting;
}

/** Resolves to a text when the device cannot be unplugged: the reason. */
async function planReplug(bench: DriverBench): Promise<Replug | string> {
  const { qmp, device } = bench;
  const id = /^\/machine\/peripheral\/([^/]+)$/.exec(device.path)?.[1];
  if (id === undefined) return 'the device has no id';
  const bus = lastPart(await readProperty(qmp, device.path, 'parent_bus'));
  if (bus === undefined) return 'its bus is not known';
  return { ...(await readSettings(bench)), driver: device.type, id, bus };
}

/** The properties that differ from their defaults, in the form that device_add takes. */
async function readSettings({
  qmp,
  device,
  state,
}: DriverBench): Promise<{ readonly [property: string]: Setting }> {
  const { path, type } = device;
  const offered = BALLOON_FEATURES.flatMap((feature) => {
    const value = state.features[feature];
    return value === undefined ? [] : [[feature, value] as const];
  });
  const settings: { [property: string]: Setting } = Object.fromEntries(offered);
  for (const property of asRecords(await qmp.execute('device-list-properties', { typename: type }))) {
    const name = asString(property.name) ?? '';
    const fallback = property['default-value'];
    // A property without a default is not a setting (a child, an alias, the polling interval), except for these two.
    if (fallback === undefined && name !== 'addr' && name !== 'iothread') continue;
    const value = await readProperty(qmp, path, name);
    const setting =
      name === 'addr' ? slotOf(value) : name === 'iothread' ? lastPart(value) : asSetting(value);
    if (setting !== undefined && setting !== fallback) settings[name] = setting;
  }
  return settings;
}

function asSetting(value: unknown): Setting | undefined {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number'
    ? value
    : undefined;
}

/** QEMU returns a PCI slot as one number, device and function, and takes it as `9.0`. */
function slotOf(value: unknown): string | undefined {
  if (typeof value !== 'number' || value < 0) return undefined;
  return `${(value >> 3).toString(16)}.${value & 7}`;
}

/** `/machine/peripheral/rp0/rp0` → `rp0` */
function lastPart(path: unknown): string | undefined {
  return asString(path)?.split('/').at(-1) || undefined;
}

async function replug(bench: DriverBench, plan: Replug): Promise<Outcome | string> {
  const { qmp } = bench;
  const cancelUndo = bench.undoAtEnd({
    leaves: `the balloon may be unplugged: plug it in with device_add ${JSON.stringify(plan)}`,
    run: () => plugInAgain(bench, plan),
  });
  try {
    await qmp.execute('device_del', { id: plan.id });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    cancelUndo();
    return reloadByAgent(bench, error.description);
  }
  if (!(await hasLeft(bench, bench.signal)))
    return failed(`the guest did not release the device within ${seconds(UNPLUG_MS)} of device_del`);
  await qmp.execute('device_add', plan);
  cancelUndo();
  return `unplugged from ${plan.bus}, and plugged in again`;
}

/** A guest that has not released the device may do so at any time: device_del cannot be cancelled. */
async function plugInAgain(bench: DriverBench, plan: Replug): Promise<void> {
  if (!(await hasLeft(bench))) throw new Error('it is still plugged in, until the guest releases it');
  await bench.qmp.execute('device_add', plan);
}

async function hasLeft(bench: DriverBench, signal?: AbortSignal): Promise<boolean> {
  const endMs = bench.clock.nowMs() + UNPLUG_MS;
  while (await isPlugged(bench)) {
    if (bench.clock.nowMs() >= endMs) return false;
    await bench.clock.sleep(PAUSE_MS, signal);
  }
  return true;
}

async function isPlugged(bench: DriverBench): Promise<boolean> {
  try {
    await bench.interval();
    return true;
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

async function reloadByAgent(bench: DriverBench, whyNoReplug: string): Promise<Outcome | string> {
  const { runInGuest, signal } = bench;
  if (runInGuest === undefined)
    return skipped(
      `the device cannot be unplugged (${whyNoReplug}), and there is no guest agent to reload its driver`,
    );
  const cancelUndo = bench.undoAtEnd({
    leaves: `the guest may be without its driver: run modprobe ${MODULE} in it`,
    run: () => loadAgain(runInGuest),
  });
  try {
    const unloaded = await runInGuest('modprobe', ['-r', MODULE], signal);
    if (unloaded !== 0) {
      cancelUndo();
      return skipped(`modprobe -r ${MODULE} in the guest exited with status ${unloaded}`);
    }
  } catch (error) {
    // An agent that refuses has run nothing; one that falls silent may have run it.
    if (error instanceof AgentError && error.isRefusal) cancelUndo();
    if (signal.aborted) throw error;
    return skipped(
      `the device cannot be unplugged (${whyNoReplug}), and the guest agent cannot unload its driver: ${messageOf(error)}`,
    );
  }
  const loaded = await runInGuest('modprobe', [MODULE], signal);
  if (loaded !== 0) return failed(`modprobe ${MODULE} in the guest exited with status ${loaded}`);
  cancelUndo();
  return 'unloaded and loaded by the guest agent';
}

async function loadAgain(runInGuest: RunInGuest): Promise<void> {
  const status = await runInGuest('modprobe', [MODULE], new AbortController().signal);
  if (status !== 0) throw new Error(`modprobe exited with status ${status}`);
}
