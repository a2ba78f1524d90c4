import { append } from '../shared-options.js';
import { flag, option } from '../typed-option.js';
import { parseCount, UsageError, wordOf } from '../usage.js';
import { IO_TUNE_OPTIONS, setsLimits } from './io-tune-options.js';
import { LIVE_OPTIONS, setOrPrintVerb } from './set-or-print.js';
import { TABLE_OPTIONS, type Verb, verb } from './verb.js';
import { parseCardLimit, parsePairs } from './virsh-values.js';

const block = () => import('./block-verbs.js');
const network = () => import('./interface-verbs.js');
const job = () => import('./job-verbs.js');
const setting = () => import('./set-device-verbs.js');
const snapshot = () => import('./snapshot-verbs.js');

/** Where a dnsmasq keeps its leases: by default they are searched in the usual places. */
export const LEASES = option(
  '--leases <file>',
  'leases of a dnsmasq for --source lease; repeatable (default: the usual places)',
  { parse: append },
);

const diskPairs = (name: string, about: string) =>
  option(`--${name} <disks>`, `${about}, such as /dev/sda,1000; 0: none`, { parse: parsePairs });

const BLKIOTUNE = {
  weight: option('--weight <number>', 'the share of all disks', { parse: parseCount }),
  deviceWeights: diskPairs('device-weights', 'the shares of disks of the host'),
  deviceReadIopsSec: diskPairs('device-read-iops-sec', 'limits of read operations per second'),
  deviceWriteIopsSec: diskPairs('device-write-iops-sec', 'limits of write operations per second'),
  deviceReadBytesSec: diskPairs('device-read-bytes-sec', 'limits of bytes read per second'),
  deviceWriteBytesSec: diskPairs('device-write-bytes-sec', 'limits of bytes written per second'),
};

const CARD_LIMIT = 'what the guest may receive: average[,peak[,burst]] in KiB/s and KiB; 0: no limit';

const human = flag('--human', 'print sizes and names for people');

/** The verbs about disks, network cards, jobs and snapshots. */
export const DEVICE_VERBS: readonly Verb[] = [
  verb({
    name: 'domblklist',
    about: 'list the disks and their images',
    options: {
      ...TABLE_OPTIONS,
      details: flag('--details', 'print also where an image is, and what reads it'),
    },
    load: async () => (await block()).domblklist,
  }),
  verb({
    name: 'domblkstat',
    about: 'print how much a disk, or all of them, read and wrote',
    words: ['[disk]'],
    options: { human },
    load: async () => (await block()).domblkstat,
  }),
  verb({
    name: 'domblkinfo',
    about: 'print the sizes of a disk',
    words: ['[disk]'],
    options: { ...TABLE_OPTIONS, human, all: flag('--all', 'print those of all disks') },
    check: ([disk], { all = false }) => {
      if (disk === undefined && !all)
        throw new UsageError('domblkinfo takes a disk, or --all for all of them');
      if (disk !== undefined && all) throw new UsageError('domblkinfo takes a disk or --all, and not both');
    },
    example: 'web disk0 --human',
    load: async () => (await block()).domblkinfo,
  }),
  verb({
    name: 'domblkerror',
    about: 'print which disks have stopped the guest by an error',
    options: {},
    load: async () => (await block()).domblkerror,
  }),
  verb({
    name: 'blkdeviotune',
    about: 'print the limits of a disk, or set them',
    words: ['<disk>'],
    options: {
      ...IO_TUNE_OPTIONS,
      force: flag('--force', 'set them also where other disks share them'),
    },
    controls: (_words, options) => setsLimits(options),
    load: async () => (await block()).blkdeviotune,
  }),
  setOrPrintVerb({
    name: 'blkiotune',
    about: 'print or set how the control group of QEMU shares block devices',
    options: { ...BLKIOTUNE, ...LIVE_OPTIONS },
    isSet: (_words, options) =>
      Object.entries(options).some(([name, value]) => name in BLKIOTUNE && value !== undefined),
    loadSet: async () => (await setting()).setBlkiotune,
    loadPrint: async () => (await block()).blkiotune,
  }),
  verb({
    name: 'domiflist',
    about: 'list the network cards by their interfaces on the host',
    options: TABLE_OPTIONS,
    load: async () => (await network()).domiflist,
  }),
  verb({
    name: 'domifstat',
    about: 'print the traffic of a network card',
    words: ['<interface>'],
    options: {},
    load: async () => (await network()).domifstat,
  }),
  setOrPrintVerb({
    name: 'domiftune',
    about: 'print or set the limits of the traffic of a network card',
    words: ['<interface>'],
    options: {
      inbound: option('--inbound <limit>', CARD_LIMIT, { parse: parseCardLimit }),
      outbound: option('--outbound <limit>', 'the same of what it sends', { parse: parseCardLimit }),
      ...LIVE_OPTIONS,
    },
    isSet: (_words, { inbound, outbound }) => [inbound, outbound].some((value) => value !== undefined),
    loadSet: async () => (await setting()).setDomiftune,
    loadPrint: async () => (await setting()).domiftune,
  }),
  verb({
    name: 'domifaddr',
    about: 'print the addresses of the guest',
    words: ['[interface]'],
    options: {
      ...TABLE_OPTIONS,
      full: flag('--full', 'print the name and MAC address at each address'),
      source: option('--source <source>', 'who is asked: lease, agent or arp', {
        parse: wordOf('source', ['lease', 'agent', 'arp'] as const),
        default: 'agent',
      }),
      leases: LEASES,
    },
    load: async () => (await network()).domifaddr,
  }),
  verb({
    name: 'domif-getlink',
    about: 'print whether a network card is up on the host',
    words: ['<interface>'],
    options: {},
    load: async () => (await network()).domifGetlink,
  }),
  verb({
    name: 'domjobinfo',
    about: 'print the migration, dump or backup that goes on',
    options: {
      completed: flag('--completed', 'print how the last one ended'),
      anystats: flag('--anystats', 'print the figures of one that failed, too'),
    },
    load: async () => (await job()).domjobinfo,
  }),
  verb({
    name: 'blockjob',
    about: 'print the job on a disk',
    words: ['<disk>'],
    options: { info: flag('--info', 'print it, which is all that this verb does') },
    load: async () => (await job()).blockjob,
  }),
  verb({
    name: 'domdirtyrate',
    about: 'print the dirty rate that was measured last; measures nothing',
    options: {},
    load: async () => (await job()).domdirtyrate,
  }),
  verb({
    name: 'snapshot-list',
    about: 'list the snapshots that the images hold',
    options: TABLE_OPTIONS,
    load: async () => (await snapshot()).snapshotList,
  }),
  verb({
    name: 'checkpoint-list',
    about: 'list the checkpoints that the images hold',
    options: TABLE_OPTIONS,
    load: async () => (await snapshot()).checkpointList,
  }),
  verb({
    name: 'dump-info',
    about: 'print how far a dump of the memory is, as JSON',
    options: {},
    load: async () => (await job()).dumpInfo,
  }),
];
