import type { IothreadInfo } from '../../model/guest-threads.js';
import type { ControlReach } from '../control/control.js';
import { NoSuchDeviceError } from '../domain-error.js';
import { iothreadInfo } from '../iothreads.js';

/** Finds an iothread by its id, or by the number of one that is named `iothread1` and so on. @throws {NoSuchDeviceError} */
export async function findIothread(reach: ControlReach, wanted: string): Promise<IothreadInfo> {
  const { iothreads } = await iothreadInfo(reach);
  const found =
    iothreads.find(({ id }) => id === wanted) ?? iothreads.find(({ id }) => id === `iothread${wanted}`);
  if (found) return found;
  throw new NoSuchDeviceError(
    reach.name,
    'iothread',
    wanted,
    iothreads.map(({ id }) => id),
  );
}
