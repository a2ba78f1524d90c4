import { flag, option } from '../typed-option.js';
import { UsageError, wordOf } from '../usage.js';
import { scaledNumber } from './scaled-number.js';
import { controlVerb, type Verb } from './verb.js';

const disk = () => import('./disk-control-verbs.js');
const screen = () => import('./screen-verbs.js');

const KIB = 1024;

/** The verbs that change disks, media, links and screens, and dump memory. */
export const DISK_CONTROL_VERBS: readonly Verb[] = [
  controlVerb({
    name: 'change-media',
    about: 'put a medium into a drive, or take it out',
    words: ['<disk>', '[source]'],
    options: {
      eject: flag('--eject', 'take it out'),
      insert: flag('--insert', 'put one in, where there is none'),
      update: flag('--update', 'put one in, in place of what is there (default)'),
      force: flag('--force', 'also while the guest has locked the tray'),
      format: option('--format <format>', 'format of the image, such as qcow2', { shown: 'raw' }),
    },
    check: ([, source], { eject, insert, update }) => {
      const given = [eject, insert, update].filter((each) => each === true);
      if (given.length > 1) throw new UsageError('change-media takes one of --eject, --insert and --update');
      if (eject && source !== undefined) throw new UsageError('change-media --eject takes no image');
      if (!eject && source === undefined) throw new UsageError('change-media takes an image, or --eject');
    },
    example: 'web cd0 /srv/install.iso',
    load: async () => (await disk()).changeMedia,
  }),
  controlVerb({
    name: 'blockresize',
    about: 'change the size of a disk',
    words: ['<disk>', '<size>'],
    options: { force: flag('--force', 'also make it smaller, which loses data') },
    check: ([, size = '']) => void scaledNumber('size', KIB)(size),
    load: async () => (await disk()).blockresize,
  }),
  controlVerb({
    name: 'domblkthreshold',
    about: 'have a write behind an offset reported, by the event block-threshold',
    words: ['<disk>', '<threshold>'],
    options: {},
    check: ([, threshold = '']) => void scaledNumber('threshold')(threshold),
    load: async () => (await disk()).domblkthreshold,
  }),
  controlVerb({
    name: 'domif-setlink',
    about: 'pull the cable of a network card, or plug it in',
    words: ['<interface>', '<state>'],
    options: {},
    check: ([, state = '']) => void wordOf('state', ['up', 'down'] as const)(state),
    load: async () => (await disk()).domifSetlink,
  }),
  controlVerb({
    name: 'screenshot',
    about: 'save a picture of the screen as PNG',
    words: ['[picture]'],
    options: {
      screen: option('--screen <number>', 'which one of a video card with several, from 0; needs --device', {
        parse: scaledNumber('screen'),
      }),
      device: option('--device <id>', 'the video card', { shown: 'that of the first screen' }),
    },
    load: async () => (await screen()).screenshot,
  }),
  controlVerb({
    name: 'dump',
    about: 'dump the memory of the guest, which stands still meanwhile',
    words: ['<dump>'],
    options: {
      memoryOnly: flag('--memory-only', 'as with virsh; there is no other kind'),
      format: option('--format <format>', 'one of those that dump-info lists', { default: 'elf' }),
      verbose: flag('--verbose', 'as with virsh; a terminal shows how far it is in any case'),
      force: flag('--force', 'also over a file that exists, and where space may not suffice'),
    },
    example: 'web /var/tmp/web.core',
    load: async () => (await screen()).dump,
  }),
  controlVerb({
    name: 'domdisplay-reload',
    about: 'have VNC read its TLS certificates again',
    options: {
      type: option('--type <type>', 'which display server', {
        parse: wordOf('type of display', ['vnc'] as const),
        default: 'vnc',
      }),
    },
    load: async () => (await screen()).domdisplayReload,
  }),
];
