import { flag, option } from '../typed-option.js';
import { UsageError, wordOf } from '../usage.js';
import { controlVerb, type Verb } from './verb.js';

const plug = () => import('./plug-verbs.js');

const backends = flag('--backends', 'remove its drive, network backend and the like too, whoever made them');

/** The verbs that plug devices in and out. */
export const PLUG_VERBS: readonly Verb[] = [
  controlVerb({
    name: 'attach-device',
    about: "plug in a device with its backends, described in QEMU's own JSON",
    words: ['<file>'],
    options: {},
    example: 'web device.json',
    load: async () => (await plug()).attachDevice,
  }),
  controlVerb({
    name: 'attach-disk',
    about: 'plug in a disk',
    words: ['<image>', '<id>'],
    options: {
      targetbus: option('--targetbus <bus>', 'virtio or scsi', {
        parse: wordOf('bus', ['virtio', 'scsi'] as const),
        default: 'virtio',
      }),
      subdriver: option('--subdriver <format>', 'format of the image, such as qcow2', { shown: 'raw' }),
      sourcetype: option('--sourcetype <type>', 'file or block', {
        parse: wordOf('type of source', ['file', 'block'] as const),
        shown: 'block below /dev, else file',
      }),
      mode: option('--mode <mode>', 'readonly or shareable', {
        parse: wordOf('mode', ['readonly', 'shareable'] as const),
      }),
      cache: option('--cache <mode>', 'none, writethrough, writeback, directsync or unsafe', {
        parse: wordOf('cache mode', ['none', 'writethrough', 'writeback', 'directsync', 'unsafe'] as const),
        default: 'writeback',
      }),
      serial: option('--serial <serial>', 'its serial number, as the guest sees it'),
      iothread: option('--iothread <id>', 'the iothread that serves it'),
    },
    example: 'web /srv/data.qcow2 data --subdriver qcow2',
    load: async () => (await plug()).attachDisk,
  }),
  controlVerb({
    name: 'attach-interface',
    about: 'plug in a network card',
    words: ['<backend>', '[source]'],
    options: {
      mac: option('--mac <address>', 'its MAC address', { shown: 'a random one, 52:54:00:…' }),
      model: option('--model <driver>', 'its type in QEMU, such as e1000e', { default: 'virtio-net-pci' }),
      alias: option('--alias <id>', 'its id', { shown: 'the first free one of net0, net1, …' }),
    },
    check: ([backend = '', source]) => {
      wordOf('backend', ['user', 'tap', 'bridge'] as const)(backend);
      if (backend !== 'user' && source === undefined)
        throw new UsageError(`attach-interface ${backend} takes the name of the ${backend} on the host`);
    },
    example: 'web tap vm1-tap0',
    load: async () => (await plug()).attachInterface,
  }),
  controlVerb({
    name: 'detach-device',
    about: 'unplug a device',
    words: ['<device>'],
    options: { backends },
    load: async () => (await plug()).detachDevice,
  }),
  controlVerb({
    name: 'detach-device-alias',
    about: 'unplug a device by its alias, which is its id',
    words: ['<device>'],
    options: { backends },
    load: async () => (await plug()).detachDevice,
  }),
  controlVerb({
    name: 'detach-disk',
    about: 'unplug a disk, and close its image',
    words: ['<disk>'],
    options: {},
    load: async () => (await plug()).detachDisk,
  }),
  controlVerb({
    name: 'detach-interface',
    about: 'unplug a network card, and remove its backend',
    words: ['<interface>'],
    options: {},
    load: async () => (await plug()).detachInterface,
  }),
];
