import type { Bandwidth } from '../model/bandwidth.js';

/** Whether `tc qdisc show dev NAME` shows a place for limits of what an interface receives. */
export function hasIngress(qdiscs: string): boolean {
  return /^qdisc (?:ingress|clsact) /m.test(qdiscs);
}

/**
 * Parses the limit of what an interface sends.
 *
 * libvirt and other managers make `qdisc htb 1: root refcnt 2 r2q 10 default 0x1 …` with
 * `class htb 1:1 root leaf 2: prio 0 rate 8Mbit ceil 16Mbit burst 512Kb cburst 1600b`; Proxmox VE and many scripts
 * `qdisc tbf 8001: root refcnt 2 rate 80Mbit burst 1024Kb lat 100ms`.
 *
 * @param qdiscs the text of `tc qdisc show dev NAME`
 * @param classes that of `tc class show dev NAME`
 */
export function parseSentLimit(qdiscs: string, classes: string): Bandwidth | null {
  const tbf = /^qdisc tbf \S+ root .*$/m.exec(qdiscs)?.[0];
  if (tbf !== undefined) return bandwidthOf(tbf);
  const [, handle, initial = ''] = /^qdisc htb (\w+:) root .*?\bdefault (?:0x)?(\w+)/m.exec(qdiscs) ?? [];
  if (handle === undefined) return null;
  const lines = classes.split('\n').filter((line) => line.startsWith('class htb '));
  const classOfDefault = lines.find((line) => line.startsWith(`class htb ${handle}${initial} `));
  const line = classOfDefault ?? lines.find((candidate) => candidate.includes(' root '));
  return line === undefined ? null : bandwidthOf(line);
}

/**
 * Parses the limit of what an interface receives: a line such as
 * ` police 0x1 rate 24Mbit burst 256Kb mtu 64Kb action drop overhead 0b`, of which the first counts.
 *
 * @param filters the text of `tc filter show dev NAME ingress`
 */
export function parseReceivedLimit(filters: string): Bandwidth | null {
  const line = /^\s*(?:action order \d+:\s+)?police .*$/m.exec(filters)?.[0];
  return line === undefined ? null : bandwidthOf(line);
}

function bandwidthOf(line: string): Bandwidth | null {
  const average = parseRate(wordAfter(line, 'rate'));
  if (average === undefined) return null;
  const peak = parseRate(wordAfter(line, 'ceil') || wordAfter(line, 'peakrate'));
  return {
    averageBytesPerSecond: average,
    peakBytesPerSecond: peak === undefined || peak <= average ? undefined : peak,
    burstBytes: parseBytes(wordAfter(line, 'burst')),
  };
}

function wordAfter(line: string, key: string): string {
  return new RegExp(` ${key} (\\S+)`).exec(line)?.[1] ?? '';
}

const PREFIXES = ['', 'K', 'M', 'G', 'T', 'P'];

/** Parses `8Mbit`, in powers of 1000, or `8Mibit`, in powers of 1024, as bytes a second. */
export function parseRate(text: string): number | undefined {
  const [, digits, prefix = '', binary] = /^(\d+(?:\.\d+)?)([KMGTP]?)(i?)bit$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  return (Number(digits) * (binary ? 1024 : 1000) ** PREFIXES.indexOf(prefix)) / 8;
}

/** Parses `512Kb`, where b is a byte, in powers of 1024. */
export function parseBytes(text: string): number | undefined {
  const [, digits, prefix = ''] = /^(\d+(?:\.\d+)?)([KMGTP]?)b(?:\/\d+)?$/.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * 1024 ** PREFIXES.indexOf(prefix);
}
