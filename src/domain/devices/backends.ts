import type { Attachment, Backend, QemuProperties } from '../../model/attachment.js';
import { asString } from '../../support/decode.js';
import type { Control } from '../control/control.js';
import { Secret } from '../control/secret.js';
import type { Step } from '../control/step.js';

/** The commands that make and remove each kind, and the member that names it. */
const COMMANDS = {
  object: { add: 'object-add', remove: 'object-del', key: 'id' },
  chardev: { add: 'chardev-add', remove: 'chardev-remove', key: 'id' },
  netdev: { add: 'netdev_add', remove: 'netdev_del', key: 'id' },
  blockdev: { add: 'blockdev-add', remove: 'blockdev-del', key: 'node-name' },
} as const;

/** A backend, and what makes it. */
export interface PlannedBackend extends Backend {
  readonly command: string;
  readonly args: QemuProperties;
}

/** The member of a backend that names it. */
export function keyOf(kind: Backend['kind']): string {
  return COMMANDS[kind].key;
}

/**
 * The backends of an attachment in the order in which they are made.
 *
 * @param isFlat whether object-add takes the properties of an object beside its id, and not in `props`
 */
export function planBackends(
  { object = [], chardev, netdev, blockdev = [] }: Attachment,
  isFlat: boolean,
): readonly PlannedBackend[] {
  const plan = (kind: Backend['kind'], given: QemuProperties | undefined, args = given) =>
    given && args
      ? [{ kind, id: asString(given[keyOf(kind)]) ?? '', command: COMMANDS[kind].add, args }]
      : [];
  return [
    ...object.flatMap((properties) => plan('object', properties, objectArguments(properties, isFlat))),
    ...plan('chardev', chardev),
    ...plan('netdev', netdev),
    ...blockdev.flatMap((node) => plan('blockdev', node)),
  ];
}

function objectArguments(properties: QemuProperties, isFlat: boolean): QemuProperties {
  const { data } = properties;
  const isSecret = asString(properties['qom-type'])?.includes('secret') ?? false;
  const hidden =
    isSecret && typeof data === 'string' ? { ...properties, data: new Secret(data) } : properties;
  if (isFlat) return hidden;
  const { 'qom-type': type, id, ...props } = hidden;
  return { 'qom-type': type, id, props };
}

/** The step that removes a backend. */
export function removalOf({ kind, id }: Backend): Extract<Step, { to: 'qemu' }> {
  const { remove, key } = COMMANDS[kind];
  return { to: 'qemu', command: remove, args: { [key]: id } };
}

/** The backends that were made for each device by this Domain. */
const made = new WeakMap<Control, Map<string, readonly Backend[]>>();

/** Remembers which backends were made for a device. */
export function rememberBackends(control: Control, device: string, backends: readonly Backend[]): void {
  const known = made.get(control) ?? new Map<string, readonly Backend[]>();
  made.set(control, known.set(device, backends));
}

/** The backends that were made for a device, which is gone: they are forgotten. */
export function takeBackends(control: Control, device: string): readonly Backend[] {
  const known = made.get(control);
  const backends = known?.get(device) ?? [];
  known?.delete(device);
  return backends;
}
