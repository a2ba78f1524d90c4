import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { DetachOptions } from '../../domain/devices/detach.js';
import type { Domain } from '../../domain/domain.js';
import type { AttachedDevice, Attachment, DetachedDevice } from '../../model/attachment.js';
import { untilAborted } from '../../support/deadline.js';
import { errnoOf, messageOf } from '../../support/errors.js';
import { parseJson } from '../../support/lossless-json.js';
import { terminalSafe } from '../../support/terminal-safe.js';
import type { Context } from '../context.js';
import { UsageError } from '../usage.js';
import { formatFor } from './image-format.js';
import type { VerbOutput } from './verb.js';

type Words = readonly string[];

/** `virsh attach-device`, with JSON in the place of XML. */
export async function attachDevice(
  domain: Domain,
  [file = '']: Words,
  _options: object,
  { signal }: Context,
): Promise<VerbOutput> {
  return plugged('Device', await domain.attach(await readAttachment(file, signal)));
}

/** What an attachment must have, the library checks. */
async function readAttachment(file: string, signal: AbortSignal): Promise<Attachment> {
  const shown = file === '-' ? 'standard input' : terminalSafe(file, 500);
  try {
    const json = await untilAborted(file === '-' ? text(process.stdin) : readFile(file, 'utf8'), signal);
    return Object(parseJson(json));
  } catch (error) {
    signal.throwIfAborted();
    const why = error instanceof SyntaxError ? 'is not valid JSON' : 'cannot be read';
    throw new UsageError(
      errnoOf(error) === 'ENOENT' ? `no such file: ${shown}` : `${shown} ${why}: ${messageOf(error)}`,
    );
  }
}

interface DiskOptions {
  readonly targetbus: 'virtio' | 'scsi';
  readonly subdriver?: string;
  readonly sourcetype?: 'file' | 'block';
  readonly mode?: 'readonly' | 'shareable';
  readonly cache: 'none' | 'writethrough' | 'writeback' | 'directsync' | 'unsafe';
  readonly serial?: string;
  readonly iothread?: string;
}

/** `virsh attach-disk`: the target is the id of the device. */
export async function attachDisk(domain: Domain, words: Words, options: DiskOptions): Promise<VerbOutput> {
  const [image = ''] = words;
  const subdriver = await formatFor(image, options.subdriver, '--subdriver');
  return plugged('Disk', await domain.attach(diskOf(words, { ...options, subdriver })));
}

/** A disk with two nodes: `ID-file`, and `ID-format` above it. */
export function diskOf(
  [image = '', id = '']: Words,
  options: DiskOptions & { readonly subdriver: string },
): Attachment {
  const { targetbus, subdriver, mode, cache, serial, iothread } = options;
  const { sourcetype = image.startsWith('/dev/') ? 'block' : 'file' } = options;
  const isDirect = cache === 'none' || cache === 'directsync';
  const isThrough = cache === 'writethrough' || cache === 'directsync';
  const common = {
    ...(mode === 'readonly' ? { 'read-only': true } : {}),
    ...(isDirect || cache === 'unsafe'
      ? { cache: { direct: isDirect, 'no-flush': cache === 'unsafe' } }
      : {}),
  };
  const driver = sourcetype === 'block' ? 'host_device' : 'file';
  return {
    blockdev: [
      { driver, 'node-name': `${id}-file`, filename: image, ...common },
      { driver: subdriver, 'node-name': `${id}-format`, file: `${id}-file`, ...common },
    ],
    device: {
      driver: targetbus === 'scsi' ? 'scsi-hd' : 'virtio-blk-pci',
      ...{ id, drive: `${id}-format` },
      ...(serial === undefined ? {} : { serial }),
      ...(iothread === undefined ? {} : { iothread }),
      ...(isThrough ? { 'write-cache': 'off' } : {}),
      ...(mode === 'shareable' ? { 'share-rw': true } : {}),
    },
  };
}

interface InterfaceOptions {
  readonly mac?: string;
  readonly model: string;
  readonly alias?: string;
}

/** `virsh attach-interface`: a backend of QEMU, of which a tap has to exist. */
export async function attachInterface(
  domain: Domain,
  [backend = '', source = '']: Words,
  { mac, model, alias }: InterfaceOptions,
): Promise<VerbOutput> {
  const id = alias ?? (await freeId(domain));
  const netdev = { type: backend, id: `${id}-host`, ...SOURCES[backend]?.(source) };
  const device = { driver: model, id, netdev: netdev.id, mac: mac ?? randomMac() };
  return plugged('Interface', await domain.attach({ netdev, device }));
}

const SOURCES: { readonly [backend: string]: (source: string) => object } = {
  tap: (ifname) => ({ ifname, script: 'no', downscript: 'no' }),
  bridge: (br) => ({ br }),
};

async function freeId(domain: Domain): Promise<string> {
  const { interfaces } = await domain.interfaces();
  const taken = new Set(interfaces.flatMap(({ name, id, netdev }) => [name, id, netdev]));
  for (let number = 0; ; number++) if (!taken.has(`net${number}`)) return `net${number}`;
}

/** QEMU would give the cards of several guests the same ones. */
function randomMac(): string {
  return ['52', '54', '00', ...[...randomBytes(3)].map((byte) => byte.toString(16).padStart(2, '0'))].join(
    ':',
  );
}

interface Backends {
  readonly backends?: boolean;
}

/** `virsh detach-device`, by an id in the place of XML, and `detach-device-alias`. */
export async function detachDevice(
  domain: Domain,
  [device = '']: Words,
  { backends }: Backends,
): Promise<VerbOutput> {
  return unplugged('Device', domain, device, { backends });
}

/** `virsh detach-disk`. */
export async function detachDisk(domain: Domain, [disk = '']: Words): Promise<VerbOutput> {
  return unplugged('Disk', domain, disk, { kind: 'disk', backends: true });
}

/** `virsh detach-interface`. */
export async function detachInterface(domain: Domain, [card = '']: Words): Promise<VerbOutput> {
  return unplugged('Interface', domain, card, { kind: 'network card', backends: true });
}

function plugged(what: string, device: AttachedDevice): VerbOutput {
  const { id, isSetUp } = device;
  const late = `the guest has not set up ${terminalSafe(id, 60)} yet: it may be booting, or have no driver for it`;
  return {
    json: device,
    text: `${what} attached successfully\n`,
    warnings: isSetUp === false ? [late] : [],
  };
}

async function unplugged(
  what: string,
  domain: Domain,
  id: string,
  options: DetachOptions,
): Promise<VerbOutput> {
  const device = await domain.detach(id, options);
  return { json: device, text: `${what} detached successfully\n`, warnings: device.left.map(describeLeft) };
}

function describeLeft({ kind, id, why }: DetachedDevice['left'][number]): string {
  return `the ${kind} ${terminalSafe(id, 60)} is left: ${why}`;
}
