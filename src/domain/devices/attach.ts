import type { AttachedDevice, Attachment } from '../../model/attachment.js';
import { readDevices } from '../../qemu/devices.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { ControlReach } from '../control/control.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { planBackends, rememberBackends, removalOf } from './backends.js';
import { checkAttachment } from './check-attachment.js';
import { checkTap } from './check-tap.js';
import { choosePlace } from './choose-place.js';
import { expectUnused } from './expect-unused.js';
import { plugIn } from './plug-in.js';
import { waitForSetUp } from './set-up.js';

/** QEMU may open an image on slow storage. */
const OPEN_MS = 60_000;
/** With 5 seconds for the guest. */
const USUAL_MS = OPEN_MS + 10_000;

/**
 * Plugs in a device with its backends: object-add, chardev-add, netdev_add, blockdev-add, device_add, in this order. When one is
 * refused, those before it are removed again, the last one first. On a machine of PCI Express, a device without a `bus` gets the
 * first port that is free.
 *
 * Resolves when the device is in the machine. Whether the guest has set it up is in the result: not every guest does at once.
 *
 * @throws {ControlRefusedError} when something is missing or not valid, the id is taken, or no port is free
 * @throws {NoSuchDeviceError} when QEMU has no such type of device
 */
export async function attach(
  reach: ControlReach,
  attachment: Attachment,
  options: CallOptions = {},
): Promise<AttachedDevice> {
  const { qmp, options: ask, name, control } = reach;
  return control.call('attach', { usualMs: USUAL_MS, ...options }, async (call) => {
    const device = checkAttachment(name, attachment);
    checkTap(reach, attachment.netdev);
    const { id, driver } = device;
    const present = await readDevices(qmp, false, ask);
    if (present.some((other) => other.id === id))
      throw new ControlRefusedError(name, `it has a device '${terminalSafe(id, 60)}' already`);
    const { bus, isPci } = await choosePlace(reach, device);
    // QEMU 6.0 has both set-action and objects without `props`.
    const backends = planBackends(attachment, await qmp.supports('set-action'));
    await expectUnused(reach, backends);
    for (const backend of backends)
      await call.qemu(backend.command, backend.args, { undo: removalOf(backend), timeoutMs: OPEN_MS });
    const found = await plugIn(call, reach, { ...device, ...(bus === undefined ? {} : { bus }) });
    const path = found?.path ?? `/machine/peripheral/${id}`;
    rememberBackends(
      control,
      id,
      call.isDryRun ? [] : backends.map((made) => ({ kind: made.kind, id: made.id })),
    );
    const isSetUp = isPci && !call.isDryRun ? await waitForSetUp(call, reach, id) : undefined;
    return { id, path, driver, bus, isSetUp };
  });
}
