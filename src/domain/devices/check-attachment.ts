import type { Attachment, Backend, QemuProperties } from '../../model/attachment.js';
import { asString, isRecord } from '../../support/decode.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import { ControlRefusedError } from '../control/control-error.js';
import { keyOf } from './backends.js';

const MEMBERS = ['object', 'chardev', 'netdev', 'blockdev', 'device'] as const;
/** QEMU's own rule, for ids and node names: what else stands in a path or is made by QEMU itself. */
const ID = /^[A-Za-z][A-Za-z0-9_.-]*$/;

/** A device whose id and driver are known. */
export type NamedDevice = QemuProperties & { readonly id: string; readonly driver: string };

/**
 * Checks what an attachment must have before anything is sent.
 *
 * @returns its device
 * @throws {ControlRefusedError}
 */
export function checkAttachment(guest: string, attachment: Attachment): NamedDevice {
  const refuse = (why: string) => new ControlRefusedError(guest, why);
  const given: unknown = attachment;
  if (!isRecord(given))
    throw refuse('an attachment is an object with a device, and the backends that it needs');
  for (const member of Object.keys(given))
    if (!MEMBERS.some((known) => known === member))
      throw refuse(`an attachment has no member '${terminalSafe(member, 60)}': it has ${MEMBERS.join(', ')}`);
  for (const kind of ['object', 'blockdev'] as const)
    if (given[kind] !== undefined && !Array.isArray(given[kind]))
      throw refuse(`${kind} is not a list of objects`);
  for (const [kind, properties] of backendsOf(attachment)) {
    if (!isRecord(properties)) throw refuse(`${kind} is not an object with the arguments of its command`);
    checkId(refuse, kind, keyOf(kind), properties);
  }
  const { device } = attachment;
  if (!isRecord(device)) throw refuse('device is missing: the arguments of device_add');
  checkId(refuse, 'device', 'id', device);
  const { id, driver } = device;
  if (typeof driver !== 'string' || typeof id !== 'string')
    throw refuse("device has no driver: the type of the device, such as 'virtio-blk-pci'");
  return { ...device, id, driver };
}

function backendsOf({ object = [], chardev, netdev, blockdev = [] }: Attachment) {
  const one = (kind: Backend['kind'], properties: QemuProperties | undefined) =>
    properties === undefined ? [] : [[kind, properties] as const];
  return [
    ...object.flatMap((each) => one('object', each)),
    ...one('chardev', chardev),
    ...one('netdev', netdev),
    ...blockdev.flatMap((each) => one('blockdev', each)),
  ];
}

function checkId(
  refuse: (why: string) => ControlRefusedError,
  what: string,
  key: string,
  properties: QemuProperties,
): void {
  const id = properties[key];
  if (id === undefined) throw refuse(`${what} has no ${key}, by which it can be removed again`);
  if (!ID.test(asString(id) ?? ''))
    throw refuse(
      `'${terminalSafe(String(id), 60)}' is not a valid ${key} of ${what}: a letter, then letters, digits and any of - . _`,
    );
}
