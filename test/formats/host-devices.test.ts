import { expect, it } from 'vitest';
import { findMissingDevices } from '../../src/formats/host-devices.js';
import { AFTER as MOVING } from './moving-snapshot.js';
import { RICH } from './rich-snapshot.js';

it('names each device that the host does not have', () => {
  const { host } = MOVING;
  const [net = ''] = host.sample?.nets?.map(({ name }) => name) ?? [];
  expect(findMissingDevices(host, { netdev: [net, `${net}x`], storedev: ['nosuchdisk'] })).toEqual([
    `netdev: this host has no network interface '${net}x'; did you mean '${net}'?`,
    "storedev: this host has no block device 'nosuchdisk'",
  ]);
});

it('says nothing of a host whose devices are not known, nor where none is named', () => {
  expect(findMissingDevices(RICH.host, { netdev: ['nosuch'] })).toEqual([]);
  expect(findMissingDevices(MOVING.host, {})).toEqual([]);
});
