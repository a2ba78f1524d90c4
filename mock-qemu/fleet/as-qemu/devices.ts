import type { DiskOptions } from '../../machine/disk.js';
import type { IothreadOptions, NicOptions } from '../../machine/machine-options.js';
import type { AgentSpec, MachineSpec } from '../machine-spec.js';
import { readChardevs, socketOf } from './monitors.js';
import { isOn, type OptionList, parseOptionList } from './option-list.js';
import type { Options } from './options.js';
import { QemuRefusal } from './refusal.js';

/** What the devices of a command line make of the machine: its balloon, NICs, disks, I/O threads and guest agent. */
export function readDevices(options: Options, threadIds: readonly number[]): Partial<MachineSpec> {
  const devices = options.lists('device', 'driver');
  const agent = agentOf(options);
  return {
    ...balloonOf(options),
    nics: nicsOf(devices),
    disks: disksOf(devices, options),
    iothreads: iothreadsOf(options, threadIds),
    ...(agent && { agent }),
  };
}

function balloonOf(options: Options): Partial<MachineSpec> {
  const [first, second] = options
    .of('device')
    .filter(({ value }) => /^virtio-balloon/.test(parseOptionList(value, 'driver').get('driver') ?? ''));
  if (first === undefined) return { balloon: 'none' };
  if (second !== undefined) {
    throw new QemuRefusal(`-device ${second.value}: Only one balloon device is supported`);
  }
  const balloon = parseOptionList(first.value, 'driver');
  const id = balloon.get('id');
  const isMmio = balloon.get('driver') === 'virtio-balloon-device';
  return {
    balloon: isMmio ? 'mmio' : id === undefined ? 'anonymous' : 'pci',
    ...(id !== undefined && { balloonId: id }),
    deflateOnOom: isOn(balloon, 'deflate-on-oom'),
    freePageHint: isOn(balloon, 'free-page-hint'),
    pagePoison: balloon.get('page-poison') === undefined || isOn(balloon, 'page-poison'),
    freePageReporting: isOn(balloon, 'free-page-reporting'),
  };
}

/** The network cards on a backend, in order. */
function nicsOf(devices: readonly OptionList[]): readonly NicOptions[] {
  const cards = devices.filter((device) => device.has('netdev'));
  return cards.map((device, index) => ({
    id: device.get('id') ?? `nic${index}`,
    mac: device.get('mac') ?? `52:54:00:12:34:${(0x56 + index).toString(16)}`,
    netdev: device.get('netdev') ?? '',
    model: device.get('driver') ?? 'virtio-net-pci',
  }));
}

function disksOf(devices: readonly OptionList[], options: Options): readonly DiskOptions[] {
  const drives = options.lists('drive', 'file');
  const named = new Map(drives.map((drive) => [drive.get('id') ?? '', drive]));
  const nodes = new Set(options.lists('blockdev', 'driver').map((node) => node.get('node-name') ?? ''));
  const plugged = devices.flatMap((device): DiskOptions[] => {
    const name = device.get('drive');
    const drive = named.get(name ?? '');
    if (name === undefined || !(drive !== undefined || nodes.has(name))) return [];
    const id = device.get('id') ?? name;
    return [drive === undefined ? { id, device: '', nodeName: name } : { id, ...imageOf(drive, name) }];
  });
  const onBoard = drives
    .filter(
      (drive) => !['none', 'pflash', 'sd'].includes(drive.get('if') ?? '') && drive.get('media') !== 'cdrom',
    )
    .map((drive, index) => {
      const name = drive.get('id') ?? `${drive.get('if') ?? 'ide'}${index}`;
      return { id: name, ...imageOf(drive, name) };
    });
  return [...onBoard, ...plugged];
}

function imageOf(drive: OptionList, device: string): Omit<DiskOptions, 'id'> {
  const file = drive.get('file');
  const isRaw = drive.get('format') === 'raw';
  return {
    device,
    format: isRaw ? 'raw' : 'qcow2',
    readOnly: isOn(drive, 'readonly'),
    ...(file !== undefined && { file }),
  };
}

function iothreadsOf(options: Options, threadIds: readonly number[]): readonly IothreadOptions[] {
  const objects = options
    .lists('object', 'qom-type')
    .filter((object) => object.get('qom-type') === 'iothread');
  return objects.map((object, index) => ({
    id: object.get('id') ?? '',
    threadId: threadIds.at(-1 - (index % threadIds.length)) ?? 0,
  }));
}

/** The id of the guest agent's chardev. */
export function agentChardev(options: Options): string | undefined {
  const port = options.lists('device', 'driver').find((device) => device.get('name') === AGENT_PORT);
  return port?.get('chardev');
}

const AGENT_PORT = 'org.qemu.guest_agent.0';

/** The socket of a guest agent, where the command line has its port. */
function agentOf(options: Options): AgentSpec | undefined {
  const chardev = readChardevs(options).get(agentChardev(options) ?? '');
  const socket = chardev && socketOf(chardev);
  return socket && { mode: 'healthy', ...socket };
}
