import { DIRTY_RATE_MODES } from '../../model/dirty-rate.js';
import { flag, option } from '../typed-option.js';
import { parseCount, wordOf } from '../usage.js';
import { LIVE_OPTIONS, setOrPrintVerb } from './set-or-print.js';
import { controlVerb, type Verb } from './verb.js';
import { parseKibibytes, parseMemoryLimit, parseNumbers, wholeNumber } from './virsh-values.js';

const tuning = () => import('./tuning-verbs.js');
const memory = () => import('./set-memory-verbs.js');

const force = flag('--force', 'do it also where that may harm the guest');
const limit = (name: string, about: string) => option(`--${name} <size>`, about, { parse: parseMemoryLimit });

const MEMTUNE = {
  hardLimit: limit('hard-limit', 'the most, in KiB or with a unit; -1: no limit'),
  softLimit: limit('soft-limit', 'from this on the kernel takes pages back; -1: no limit'),
  swapHardLimit: limit('swap-hard-limit', 'the most with swap (version 2: of swap alone); -1: no limit'),
  minGuarantee: limit('min-guarantee', 'so much the kernel leaves it; only in version 2'),
};

/** The verbs for memory, in the order of `--help`. */
export const MEMORY_VERBS: readonly Verb[] = [
  setOrPrintVerb({
    name: 'dommemstat',
    about: 'print its memory statistics in KiB, or set how often it reports',
    options: {
      period: option('--period <seconds>', 'have the guest report this often; 0: never', {
        parse: wholeNumber('period'),
      }),
      ...LIVE_OPTIONS,
    },
    isSet: (_words, { period }) => period !== undefined,
    loadSet: async () => (await memory()).setPeriod,
    loadPrint: async () => (await tuning()).dommemstat,
  }),
  controlVerb({
    name: 'setmem',
    about: 'leave the guest so much memory, by its balloon',
    words: ['<size>'],
    options: { force, ...LIVE_OPTIONS },
    check: ([size = '']) => void parseKibibytes(size),
    load: async () => (await memory()).setmem,
  }),
  controlVerb({
    name: 'attach-memory',
    about: 'plug a DIMM into the machine',
    words: ['<size>'],
    options: {
      node: option('--node <number>', 'the NUMA node of the guest', { parse: wholeNumber('node') }),
    },
    check: ([size = '']) => void parseKibibytes(size),
    load: async () => (await memory()).attachMemory,
  }),
  controlVerb({
    name: 'domdirtyrate-calc',
    about: 'measure how fast the guest writes to its memory',
    options: {
      seconds: option('--seconds <number>', 'how long to measure, 1 to 60', {
        parse: parseCount,
        default: 1,
      }),
      mode: option('--mode <mode>', `how: ${DIRTY_RATE_MODES.join(', ')}; the others need KVM`, {
        parse: wordOf('mode', DIRTY_RATE_MODES),
        default: 'page-sampling',
      }),
    },
    load: async () => (await memory()).domdirtyrateCalc,
  }),
  setOrPrintVerb({
    name: 'memtune',
    about: 'print or set the memory limits of its control group, in KiB',
    options: { ...MEMTUNE, force, ...LIVE_OPTIONS },
    isSet: (_words, { hardLimit, softLimit, swapHardLimit, minGuarantee }) =>
      [hardLimit, softLimit, swapHardLimit, minGuarantee].some((value) => value !== undefined),
    loadSet: async () => (await memory()).setMemtune,
    loadPrint: async () => (await tuning()).memtune,
  }),
  setOrPrintVerb({
    name: 'numatune',
    about: 'print or set on which NUMA nodes of the host its memory may be',
    options: {
      nodeset: option('--nodeset <list>', 'the nodes, such as 0-1', { parse: parseNumbers }),
      ...LIVE_OPTIONS,
    },
    isSet: (_words, { nodeset }) => nodeset !== undefined,
    loadSet: async () => (await memory()).setNumatune,
    loadPrint: async () => (await tuning()).numatune,
  }),
];
