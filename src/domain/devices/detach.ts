import type { Backend, DetachedDevice } from '../../model/attachment.js';
import { CommandError } from '../../protocol/qmp/errors.js';
import { readBlockDevices } from '../../qemu/block-devices.js';
import { readBlockNodes } from '../../qemu/block-nodes.js';
import { type Device, readDevices } from '../../qemu/devices.js';
import { readProperty } from '../../qemu/property.js';
import { asString } from '../../support/decode.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import type { CallOptions } from '../control/control-options.js';
import { describeStep } from '../control/step.js';
import { NoSuchDeviceError, UnsupportedError } from '../domain-error.js';
import { readDisk } from '../find-disk.js';
import { interfaces, pickInterface } from '../interfaces.js';
import { removalOf, takeBackends } from './backends.js';
import { unplug } from './unplug.js';

/** A guest lets go of a device within a second or two. */
const USUAL_MS = 30_000;

/** How to detach a device. */
export interface DetachOptions extends CallOptions {
  /**
   * Removes its drive, network backend, character device and object too, also those that QEMU was started with (default: those
   * that `attach` of the same Domain has made).
   */
  readonly backends?: boolean | undefined;
  /** Only a device of this kind, which may be given by any of its names (default: any device). */
  readonly kind?: 'disk' | 'network card' | undefined;
}

/**
 * Unplugs a device: device_del. QEMU asks the guest for it, and it is gone when the guest has let go; then its backends are
 * removed.
 *
 * @param wanted the id of the device, or its QOM path
 * @throws {NoSuchDeviceError} when the guest has no such device
 * @throws {ControlError} when the guest refuses, or has not let go in time: it may still do so later
 */
export async function detach(
  reach: ControlReach,
  wanted: string,
  { backends = false, kind, ...options }: DetachOptions = {},
): Promise<DetachedDevice> {
  const { control } = reach;
  return control.call('detach', { usualMs: USUAL_MS, ...options }, async (call) => {
    const device = await findDevice(reach, wanted, kind);
    const id = device.id ?? device.path;
    const attached = await backendsOf(reach, device);
    await unplug(call, reach, device, { advice: adviceFor(backends ? attached : []) });
    const made = call.isDryRun ? [] : takeBackends(control, id).toReversed();
    const others = attached.filter((one) => !made.some((two) => two.kind === one.kind && two.id === one.id));
    const { removed, left } = await remove(call, reach, [...made, ...(backends ? others : [])]);
    const kept = backends ? [] : others.map((backend) => ({ ...backend, why: NOT_ASKED }));
    return { id, removed, left: [...left, ...kept] };
  });
}

const NOT_ASKED = 'only backends (--backends) removes what the same Domain has not made';

/** @param backends those that would have been removed */
function adviceFor(backends: readonly Backend[]): string {
  const advice = 'the guest has the device until it lets go of it, which it may still do';
  const commands = backends.map((backend) => describeStep(removalOf(backend)));
  return commands.length === 0 ? advice : `${advice}; what it has used is left then: ${commands.join(', ')}`;
}

async function findDevice(reach: ControlReach, wanted: string, kind: DetachOptions['kind']): Promise<Device> {
  const { qmp, options, name } = reach;
  const devices = await readDevices(qmp, false, options);
  const called = kind === undefined ? wanted : await idOf(reach, wanted, kind);
  const found = devices.find(({ id, path }) => id === called || path === called);
  if (found) return found;
  const ids = devices.flatMap(({ id }) => id ?? []);
  throw new NoSuchDeviceError(name, 'device', called, ids);
}

/** @returns the id of the device behind a disk or card, or its QOM path */
async function idOf(reach: ControlReach, wanted: string, kind: 'disk' | 'network card'): Promise<string> {
  const none = (shown: string) =>
    new UnsupportedError(
      reach.name,
      `the ${kind} ${terminalSafe(shown, 60)} is no device that can be unplugged`,
    );
  if (kind === 'disk') {
    const { name, qomPath } = await readDisk(reach, wanted);
    const path = /^\/machine\/peripheral(?:-anon)?\/[^/]+/.exec(qomPath ?? '')?.[0];
    if (path === undefined) throw none(name);
    return path;
  }
  const { name, id } = pickInterface(reach.name, await interfaces(reach), wanted);
  if (id === undefined) throw none(name);
  return id;
}

/** What a device is connected to, by its properties; an iothread is left alone, as other disks may use it. */
async function backendsOf({ qmp, options }: ControlReach, { path }: Device): Promise<readonly Backend[]> {
  const [netdev, chardev, memdev, rng] = await Promise.all(
    ['netdev', 'chardev', 'memdev', 'rng'].map(async (property) =>
      asString(await readProperty(qmp, path, property, options)),
    ),
  );
  const disks = await readBlockDevices(qmp, options);
  const disk = disks.find(
    ({ qomPath, qdev }) => qomPath?.startsWith(`${path}/`) || [qomPath, qdev].includes(path),
  );
  const nodes = [disk?.node, ...(disk?.layers ?? []).map(({ node }) => node), disk?.protocolNode];
  const named = [...new Set(nodes)].flatMap((node) =>
    node === undefined || node.startsWith('#') ? [] : node,
  );
  const objects = [memdev, rng].flatMap((link) => /^\/objects\/([^/]+)$/.exec(link ?? '')?.[1] ?? []);
  return [
    ...named.map((id) => ({ kind: 'blockdev', id }) as const),
    ...(netdev ? [{ kind: 'netdev', id: netdev } as const] : []),
    ...(chardev ? [{ kind: 'chardev', id: chardev } as const] : []),
    ...objects.map((id) => ({ kind: 'object', id }) as const),
  ];
}

/** What QEMU refuses to remove is left: another device may use it. */
async function remove(
  call: ControlCall,
  { qmp, options }: ControlReach,
  backends: readonly Backend[],
): Promise<Pick<DetachedDevice, 'removed' | 'left'>> {
  const removed: Backend[] = [];
  const left: (Backend & { readonly why: string })[] = [];
  for (const backend of backends) {
    // A node below another one, and the drive of a -drive, go with it.
    const isGone =
      backend.kind === 'blockdev' && !call.isDryRun && !(await readBlockNodes(qmp, options)).has(backend.id);
    if (isGone) continue;
    const { command, args } = removalOf(backend);
    try {
      await call.qemu(command, { ...args });
      removed.push(backend);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      left.push({ ...backend, why: terminalSafe(error.description, 200) });
    }
  }
  return { removed, left };
}
