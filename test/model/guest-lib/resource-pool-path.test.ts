import { expect, it } from 'vitest';
import { type GuestHandle, openHandle, updateInfo } from '../../../src/model/guest-lib/handle.js';
import { getResourcePoolPath } from '../../../src/model/guest-lib/resource-pool-path.js';
import type { GuestStats } from '../../../src/model/guest-stats.js';
import { LIBRARY_STATS, withLibrary } from './library-stats.js';

it('the path needs a byte for each of its own, and one for the NUL', async () => {
  const handle = await updated(LIBRARY_STATS);
  expect(getResourcePoolPath(handle, 18)).toEqual({ code: 7, neededBytes: 19 });
  expect(getResourcePoolPath(handle, 19)).toEqual({ code: 0, value: '/machine.slice/web', neededBytes: 19 });
});

it('the bytes are those of UTF-8', async () => {
  const handle = await updated(withLibrary({ name: 'vm.resourcePool', value: '/é' }));
  expect(getResourcePoolPath(handle, 0)).toEqual({ code: 7, neededBytes: 4 });
});

it('a path that the host does not show has code 4', async () => {
  expect(getResourcePoolPath(await updated(withLibrary()), 512)).toEqual({ code: 4 });
});

it.each([-1, 0.5, Number.NaN])('a buffer of %d bytes is invalid', async (bytes) => {
  expect(getResourcePoolPath(await updated(LIBRARY_STATS), bytes)).toEqual({ code: 9 });
  expect(getResourcePoolPath(undefined, bytes)).toEqual({ code: 8 });
});

async function updated(stats: GuestStats): Promise<GuestHandle> {
  const opened = openHandle({ read: async () => stats });
  if (opened.code !== 0) throw new Error(`code ${opened.code}`);
  await updateInfo(opened.value);
  return opened.value;
}
