import { isAtLeast } from '../../qapi/versions.js';
import { isJsonObject, type Json, type JsonObject } from '../../wire/json.js';
import { type Hmp, lines, listOf, objectOf } from './hmp-command.js';

/** `info block`: each device with what is in it, and an empty line between two; or one device, or one node. */
export function infoBlock({ ask }: Hmp, [wanted]: readonly string[]): string {
  const devices = listOf(ask('query-block'));
  const printed = chosen(devices, (info) => wanted === undefined || info.device === wanted).map(
    ({ item, gap }) => gap + describeDevice(item),
  );
  if (wanted === undefined || printed.length > 0) return printed.join('');
  const nodes = listOf(ask('query-named-block-nodes'));
  return chosen(nodes, (node) => node['node-name'] === wanted)
    .map(({ item, gap }) => gap + lines([`${wanted}: ${describeMedium(item)}`, ...mediumFields(item)]))
    .join('');
}

/** The items that are wanted. The empty line is before each but the first of all, wanted or not. */
function chosen(
  items: readonly JsonObject[],
  isWanted: (item: JsonObject) => boolean,
): readonly { readonly item: JsonObject; readonly gap: string }[] {
  return items
    .map((item, index) => ({ item, gap: index === 0 ? '' : '\n' }))
    .filter(({ item }) => isWanted(item));
}

function describeDevice(info: JsonObject): string {
  const inserted = isJsonObject(info.inserted ?? null) ? objectOf(info.inserted) : undefined;
  return lines([
    `${nameOf(info, inserted)}: ${inserted === undefined ? '[not inserted]' : describeMedium(inserted)}`,
    ...(info.qdev === undefined ? [] : [field('Attached to', String(info.qdev))]),
    ...(info['io-status'] === undefined || info['io-status'] === 'ok'
      ? []
      : [field('I/O status', String(info['io-status']))]),
    ...(info.removable === true ? [field('Removable device', tray(info))] : []),
    ...(inserted === undefined ? [] : mediumFields(inserted)),
  ]);
}

function nameOf({ device, qdev }: JsonObject, inserted: JsonObject | undefined): string {
  const node = inserted?.['node-name'];
  if (device !== '') return node === undefined ? String(device) : `${device} (${node})`;
  return String(node ?? qdev ?? '<anonymous>');
}

function describeMedium({ file, drv, ro, encrypted }: JsonObject): string {
  return `${file} (${drv}${ro === true ? ', read-only' : ''}${encrypted === true ? ', encrypted' : ''})`;
}

function tray({ locked, tray_open: isOpen }: JsonObject): string {
  return `${locked === true ? '' : 'not '}locked, tray ${isOpen === true ? 'open' : 'closed'}`;
}

function mediumFields(inserted: JsonObject): string[] {
  const { writeback, direct, 'no-flush': noFlush } = objectOf(inserted.cache);
  const cache = [
    writeback === true ? 'writeback' : 'writethrough',
    ...(direct === true ? ['direct'] : []),
    ...(noFlush === true ? ['ignore flushes'] : []),
  ];
  const { backing_file: backing, backing_file_depth: depth, detect_zeroes: zeroes } = inserted;
  return [
    field('Cache mode', cache.join(', ')),
    ...(backing === undefined ? [] : [field('Backing file', `${backing} (chain depth: ${depth})`)]),
    ...(zeroes === 'off' ? [] : [field('Detect zeroes', String(zeroes))]),
    ...(isThrottled(inserted) ? [field('I/O throttling', throttling(inserted))] : []),
  ];
}

/** `    Cache mode:       writeback` */
function field(name: string, value: string): string {
  return `    ${`${name}:`.padEnd(17)} ${value}`;
}

function isThrottled(inserted: JsonObject): boolean {
  return LIMITS.slice(0, 3)
    .concat(LIMITS.slice(6, 9))
    .some((limit) => Number(inserted[limit] ?? 0) !== 0);
}

function throttling(inserted: JsonObject): string {
  const limits = LIMITS.map((limit) => `${limit}=${inserted[limit] ?? 0}`);
  return [...limits, `group=${inserted.group ?? ''}`].join(' ');
}

const LIMITS = [
  ...['bps', 'bps_rd', 'bps_wr', 'bps_max', 'bps_rd_max', 'bps_wr_max'],
  ...['iops', 'iops_rd', 'iops_wr', 'iops_max', 'iops_rd_max', 'iops_wr_max', 'iops_size'],
];

/** `info blockstats`: a line for each device that has a name, also where the name is empty; since 11.1 a table for each. */
export function infoBlockstats({ ask, machine }: Hmp): string {
  const devices = listOf(ask('query-blockstats')).filter(({ device }) => device !== undefined);
  const isTable = isAtLeast(machine.version, '11.1');
  const texts = devices.map(({ device, stats }) => {
    const counters = objectOf(stats);
    if (isTable) return statsTable(String(device), counters);
    return `${device}: ${COUNTERS.map((name) => `${name}=${counters[name] ?? 0}`).join(' ')}\n`;
  });
  return texts.join(isTable ? '\n' : '');
}

const COUNTERS = [
  ...['rd_bytes', 'wr_bytes', 'rd_operations', 'wr_operations', 'flush_operations'],
  ...[
    'wr_total_time_ns',
    'rd_total_time_ns',
    'flush_total_time_ns',
    'rd_merged',
    'wr_merged',
    'idle_time_ns',
  ],
];

function statsTable(device: string, counters: JsonObject): string {
  const row = (name: string, kind: string, members: readonly string[]) =>
    columns(
      `${name}:`,
      members.map((member) => (member === '' ? '' : (counters[`${kind}_${member}`] ?? 0))),
    );
  return lines([
    `${device}: idle_time_ns=${counters.idle_time_ns ?? 0}`,
    columns('', ['bytes', 'operations', 'total_time_ns', 'merged']),
    row('Read', 'rd', ['bytes', 'operations', 'total_time_ns', 'merged']),
    row('Write', 'wr', ['bytes', 'operations', 'total_time_ns', 'merged']),
    row('Flush', 'flush', ['', 'operations', 'total_time_ns']),
  ]);
}

function columns(name: string, cells: readonly Json[]): string {
  return (
    name.padEnd(6) + cells.map((cell, index) => String(cell).padStart(COLUMN_WIDTHS[index] ?? 0)).join('')
  );
}

const COLUMN_WIDTHS = [25, 17, 25, 11];
