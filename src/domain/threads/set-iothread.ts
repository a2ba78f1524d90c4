import type { IothreadInfo } from '../../model/guest-threads.js';
import { readProperty } from '../../qemu/property.js';
import { asCount } from '../../support/decode.js';
import type { ControlReach } from '../control/control.js';
import type { ControlCall } from '../control/control-call.js';
import { ControlRefusedError } from '../control/control-error.js';
import type { CallOptions } from '../control/control-options.js';
import { UnsupportedError } from '../domain-error.js';
import { findIothread } from './find-iothread.js';

/** How an iothread polls, and how many workers it may have; what is not given stays. */
export interface IothreadSettings {
  /** The longest time that it polls before it sleeps; 0: it does not poll. */
  readonly pollMaxNanoseconds?: number | undefined;
  /** By what the time is multiplied when polling was too short; 0: QEMU's own factor. */
  readonly pollGrow?: number | undefined;
  /** By what it is divided when polling was in vain; 0: it begins anew. */
  readonly pollShrink?: number | undefined;
  /** Workers that stay, though there is nothing to do. */
  readonly threadPoolMin?: number | undefined;
  readonly threadPoolMax?: number | undefined;
}

/** An iothread with the bounds of its workers; `undefined` before QEMU 7.1. */
export interface SetIothread
  extends IothreadInfo,
    Pick<IothreadSettings, 'threadPoolMin' | 'threadPoolMax'> {}

const PROPERTIES = {
  pollMaxNanoseconds: 'poll-max-ns',
  pollGrow: 'poll-grow',
  pollShrink: 'poll-shrink',
  threadPoolMin: 'thread-pool-min',
  threadPoolMax: 'thread-pool-max',
} as const;
type Setting = keyof typeof PROPERTIES;
/** QEMU holds the times in 64 bits, and the bounds in 32. */
const LIMIT = { poll: Number.MAX_SAFE_INTEGER, pool: 2 ** 31 - 1 };

/**
 * Sets how an iothread polls, and its bounds of workers: qom-set, one after the other, all or none.
 *
 * @param iothread its id, or the number of one that is named `iothread1` and so on
 * @returns the iothread as it was read back
 * @throws {NoSuchDeviceError}
 * @throws {ControlRefusedError} for a number that QEMU does not take, or bounds that cross
 * @throws {UnsupportedError} for bounds that this QEMU does not have
 */
export async function setIothread(
  reach: ControlReach,
  iothread: string,
  settings: IothreadSettings,
  options: CallOptions = {},
): Promise<SetIothread> {
  return reach.control.call('setIothread', options, async (call) => {
    const before = await read(reach, iothread);
    check(reach.name, settings, before);
    for (const setting of inOrder(settings, before)) await set(call, before, setting, settings[setting] ?? 0);
    return read(reach, before.id);
  });
}

async function read(reach: ControlReach, iothread: string): Promise<SetIothread> {
  const info = await findIothread(reach, iothread);
  const bound = async (property: string) =>
    asCount(await readProperty(reach.qmp, `/objects/${info.id}`, property, reach.options));
  const [threadPoolMin, threadPoolMax] = await Promise.all([
    bound(PROPERTIES.threadPoolMin),
    bound(PROPERTIES.threadPoolMax),
  ]);
  return { ...info, threadPoolMin, threadPoolMax };
}

async function set(call: ControlCall, before: SetIothread, setting: Setting, value: number): Promise<void> {
  const args = (to: number) => ({ path: `/objects/${before.id}`, property: PROPERTIES[setting], value: to });
  const old = before[setting];
  const undo = old === undefined ? undefined : ({ to: 'qemu', command: 'qom-set', args: args(old) } as const);
  await call.qemu('qom-set', args(value), { undo });
}

function check(guest: string, settings: IothreadSettings, before: SetIothread): void {
  const given = settingsOf(settings);
  if (given.length === 0) throw new ControlRefusedError(guest, 'no setting of the iothread is given');
  for (const setting of given) {
    const value = settings[setting] ?? 0;
    const isPool = setting.startsWith('thread');
    const most = isPool ? LIMIT.pool : LIMIT.poll;
    const least = setting === 'threadPoolMax' ? 1 : 0;
    if (!Number.isSafeInteger(value) || value < least || value > most)
      throw new ControlRefusedError(
        guest,
        `${value} is not a valid ${PROPERTIES[setting]}: it takes a whole number, ${least} to ${most}`,
      );
    if (isPool && before[setting] === undefined)
      throw new UnsupportedError(guest, `its QEMU has no ${PROPERTIES[setting]}, which came with 7.1`);
  }
  const { threadPoolMin: min = before.threadPoolMin, threadPoolMax: max = before.threadPoolMax } = settings;
  if (min !== undefined && max !== undefined && min > max)
    throw new ControlRefusedError(
      guest,
      `${before.id}: at least ${min} workers are more than at most ${max}`,
    );
}

/** QEMU refuses bounds that cross, also for a moment: where the lower one rises above the old upper one, that goes first. */
function inOrder(settings: IothreadSettings, before: SetIothread): readonly Setting[] {
  const given = settingsOf(settings);
  const isLater = (settings.threadPoolMin ?? 0) > (before.threadPoolMax ?? Number.POSITIVE_INFINITY);
  return isLater ? given.toReversed() : given;
}

function settingsOf(settings: IothreadSettings): readonly Setting[] {
  const names: readonly Setting[] = [
    'pollMaxNanoseconds',
    'pollGrow',
    'pollShrink',
    'threadPoolMin',
    'threadPoolMax',
  ];
  return names.filter((name) => settings[name] !== undefined);
}
