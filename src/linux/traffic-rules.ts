import type { Bandwidth } from '../model/bandwidth.js';
import { hasIngress } from './traffic-control.js';

/** The numbers by which our own limits are known again among those of others. */
const HANDLE = '9a9e:';
const PRIORITY = 39_582;
/** The kernel's, of what an interface receives. */
const INGRESS = 'ffff:';
/** In bytes; of frames that the kernel has joined. */
const MTU = 65_536;
/** How much the one class of a queue may send in its turn: any will do. */
const QUANTUM = 60_000;

/** Whose the queue is that limits one direction; `foreign` has what it is. */
export type Owner = 'nobody' | 'ours' | { readonly foreign: string };

/** Judges the queue of what an interface sends. @param qdiscs the text of `tc qdisc show dev NAME` */
export function ownerOfSent(qdiscs: string): Owner {
  const [line, kind, handle] = /^qdisc (\S+) (\S+) root .*$/m.exec(qdiscs) ?? [];
  // The kernel makes the queue itself that an interface begins with, and gives it no number.
  if (line === undefined || handle === '0:') return 'nobody';
  return kind === 'htb' && handle === HANDLE ? 'ours' : { foreign: `qdisc ${kind} ${handle}` };
}

/** Judges the rules for what an interface receives. @param filters the text of `tc filter show dev NAME ingress` */
export function ownerOfReceived(qdiscs: string, filters: string): Owner {
  if (!hasIngress(qdiscs)) return 'nobody';
  const other = Array.from(filters.matchAll(/^filter .*?\bpref (\d+) .*$/gm)).find(
    ([, pref]) => pref !== String(PRIORITY),
  );
  return other === undefined ? 'ours' : { foreign: other[0].trim() };
}

/** What tc(8) is to do, and what undoes it, as words after `tc`. */
export interface TrafficRule {
  readonly words: readonly string[];
  readonly undo: readonly string[] | undefined;
}

/** Limits what an interface sends. @param before the limit of ours that there is; `undefined`: none */
export function limitSent(
  name: string,
  limit: Bandwidth,
  before: Bandwidth | undefined,
): readonly TrafficRule[] {
  const classWords = (verb: string, to: Bandwidth) => [
    ...['class', verb, 'dev', name, 'parent', HANDLE, 'classid', `${HANDLE}1`, 'htb'],
    ...[
      'rate',
      rate(to.averageBytesPerSecond),
      'ceil',
      rate(to.peakBytesPerSecond ?? to.averageBytesPerSecond),
    ],
    ...(to.burstBytes === undefined ? [] : ['burst', `${to.burstBytes}b`]),
    ...['quantum', String(QUANTUM)],
  ];
  if (before) return [{ words: classWords('replace', limit), undo: classWords('replace', before) }];
  return [
    {
      words: ['qdisc', 'add', 'dev', name, 'root', 'handle', HANDLE, 'htb', 'default', '1'],
      undo: ['qdisc', 'del', 'dev', name, 'root'],
    },
    {
      words: classWords('add', limit),
      undo: ['class', 'del', 'dev', name, 'classid', `${HANDLE}1`],
    },
  ];
}

/** Limits what an interface receives: what comes faster is dropped. */
export function limitReceived(
  name: string,
  limit: Bandwidth,
  before: Bandwidth | undefined,
  qdiscs: string,
): readonly TrafficRule[] {
  const added = filterWords('add', name, limit);
  const removed = ['filter', 'del', 'dev', name, 'parent', INGRESS, 'pref', String(PRIORITY)];
  if (before)
    return [
      { words: removed, undo: filterWords('add', name, before) },
      { words: added, undo: removed },
    ];
  const rules = [{ words: added, undo: removed }];
  return hasIngress(qdiscs) ? rules : [addIngress(name), ...rules];
}

/** Takes our limit of what an interface sends away. */
export function freeSent(name: string): readonly TrafficRule[] {
  return [{ words: ['qdisc', 'del', 'dev', name, 'root'], undo: undefined }];
}

/** Takes our limit of what an interface receives away; a `clsact`, which others have made, stays. */
export function freeReceived(name: string, qdiscs: string, filters: string): readonly TrafficRule[] {
  const { words: added, undo: words = [] } = addIngress(name);
  const hasFilter = /^filter /m.test(filters);
  // With the queue goes the limit in it, which an empty queue would not bring back.
  if (/^qdisc ingress /m.test(qdiscs)) return [{ words, undo: hasFilter ? undefined : added }];
  if (!hasFilter) return [];
  return [
    { words: ['filter', 'del', 'dev', name, 'parent', INGRESS, 'pref', String(PRIORITY)], undo: undefined },
  ];
}

function addIngress(name: string): TrafficRule {
  const words = (verb: string) => ['qdisc', verb, 'dev', name, 'handle', INGRESS, 'ingress'];
  return { words: words('add'), undo: words('del') };
}

function filterWords(verb: string, name: string, limit: Bandwidth): readonly string[] {
  const burst = limit.burstBytes ?? Math.max(MTU, Math.round(limit.averageBytesPerSecond));
  return [
    ...['filter', verb, 'dev', name, 'parent', INGRESS, 'protocol', 'all', 'prio', String(PRIORITY)],
    ...['u32', 'match', 'u32', '0', '0', 'police', 'rate', rate(limit.averageBytesPerSecond)],
    ...['burst', `${burst}b`, 'mtu', `${MTU}b`, 'drop', 'flowid', ':1'],
  ];
}

/** To tc, `bps` is bytes per second. */
function rate(bytesPerSecond: number): string {
  return `${Math.round(bytesPerSecond)}bps`;
}
