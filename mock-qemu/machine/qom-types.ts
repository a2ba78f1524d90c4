import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAtLeast, type QemuVersion } from '../qapi/versions.js';
import type { Json, JsonObject } from '../wire/json.js';
import { isKindOf } from './qom-type-list.js';

/**
 * The effect of a qom-set: `free` sets the value; `never` fails, as there is no setter; `fixed` fails because the
 * device is realized; `backend` as `fixed`, with an error that names the virtio device behind the proxy.
 */
export type Settable = 'free' | 'never' | 'fixed' | 'backend';

/** A property of a type: its QOM type, its value at the start, and the effect of a qom-set. */
export interface PropertyInfo {
  readonly type: string;
  readonly value: Json;
  readonly set: Settable;
}

export interface DeviceTable {
  /** In QEMU's order. */
  readonly properties: ReadonlyMap<string, PropertyInfo>;
  /** The entries of device-list-properties. */
  readonly settings: readonly JsonObject[];
}

/** The properties of a type; undefined for a type of which the mock knows only the name. */
export function deviceTable(version: QemuVersion, type: string): DeviceTable | undefined {
  const key = `${version} ${type}`;
  if (!tables.has(key)) tables.set(key, makeTable(version, type));
  return tables.get(key);
}

function makeTable(version: QemuVersion, type: string): DeviceTable | undefined {
  const recordedType = /^pc-q35-.*-machine$/.test(type) ? MACHINE_TYPE : type;
  const entry = recorded().devices[recordedType];
  if (entry === undefined) return undefined;
  return {
    properties: propertiesOf(entry, recordedType, version),
    settings: entry.device.map(settingOf),
  };
}

/** The type of the virtio device behind a PCI proxy; undefined for any other type. */
export function backendTypeOf(type: string): string | undefined {
  return type.startsWith('virtio-') && type.endsWith('-pci') ? `${type.slice(0, -3)}device` : undefined;
}

const MACHINE_TYPE = 'pc-q35-7.2-machine';

const require = createRequire(import.meta.url);
const tables = new Map<string, DeviceTable | undefined>();
let file: Recorded | undefined;

/** The objects of a QEMU 7.2, with the values of a machine that was just started. */
interface Recorded {
  readonly devices: Readonly<Record<string, RecordedDevice>>;
}

interface RecordedDevice {
  readonly properties: readonly (readonly [name: string, type: string, value?: Json, set?: Settable])[];
  readonly device: readonly (readonly [name: string, type: string, value?: Json, description?: string])[];
}

function recorded(): Recorded {
  file ??= JSON.parse(readFileSync(require.resolve('#schemas/qom/7.2.json'), 'utf8')) as Recorded;
  return file;
}

function propertiesOf(
  entry: RecordedDevice,
  type: string,
  version: QemuVersion,
): ReadonlyMap<string, PropertyInfo> {
  const properties = new Map<string, PropertyInfo>();
  for (const [name, propertyType, value = null, set = 'never'] of entry.properties) {
    properties.set(name, { type: propertyType, value: exact(value), set });
  }
  const isNew = isAtLeast(version, '10.0');
  if (isNew && isKindOf('7.2', type, 'pci-device')) {
    for (const [name, info] of PCI_SINCE_10) properties.set(name, info);
  }
  if (isNew && isKindOf('7.2', type, 'virtio-device')) {
    properties.set('in_order', { type: 'bool', value: false, set: 'fixed' });
  }
  return properties;
}

/** The properties that 10.0 added to 7.2, or changed the type of. */
const PCI_SINCE_10: ReadonlyMap<string, PropertyInfo> = new Map([
  ['addr', { type: 'str', value: '04.0', set: 'fixed' }],
  ['rombar', { type: 'int32', value: -1, set: 'fixed' }],
  ['busnr', { type: 'busnr', value: 0, set: 'never' }],
  ['x-pcie-ext-tag', { type: 'bool', value: true, set: 'fixed' }],
  ['x-max-bounce-buffer-size', { type: 'size', value: 4096, set: 'fixed' }],
  ['x-pcie-ari-nextfn-1', { type: 'bool', value: false, set: 'fixed' }],
  ['x-pcie-err-unc-mask', { type: 'bool', value: true, set: 'fixed' }],
  ['x-pcie-pm-no-soft-reset', { type: 'bool', value: true, set: 'fixed' }],
]);

function settingOf([name, type, value, description]: RecordedDevice['device'][number]): JsonObject {
  return { name, type, 'default-value': exact(value ?? null) ?? undefined, description };
}

/** Restores the largest values of 64 and 63 bits, which JSON.parse rounds to the next double. */
function exact(value: Json): Json {
  if (value === 2 ** 64) return 2n ** 64n - 1n;
  return value === 2 ** 63 ? 2n ** 63n - 1n : value;
}
