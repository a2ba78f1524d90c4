import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOMAIN_EVENT_NAMES, domainEventOf } from '../../src/model/domain-event.js';

describe('domainEventOf', () => {
  it.each<readonly [string, object, string | undefined, string]>([
    ['STOP', {}, 'lifecycle', 'Suspended Paused'],
    [
      'SHUTDOWN',
      { guest: true, reason: 'guest-shutdown' },
      'lifecycle',
      'Shutdown Finished after guest request',
    ],
    ['SHUTDOWN', { guest: false }, 'lifecycle', 'Shutdown Finished after host request'],
    ['SHUTDOWN', {}, 'lifecycle', 'Shutdown Finished'],
    ['BALLOON_CHANGE', { actual: 201_326_592 }, 'balloon-change', '196608KiB'],
    [
      'BLOCK_IO_ERROR',
      { device: '', 'node-name': 'fmt0', action: 'stop', nospace: true },
      'io-error',
      'fmt0 stop due to enospc',
    ],
    ['DEVICE_DELETED', { device: 'net1', path: '/machine/peripheral/net1' }, 'device-removed', 'net1'],
    ['DEVICE_DELETED', { path: '/machine/peripheral/net1/virtio-backend' }, undefined, ''],
    ['MIGRATION', { status: 'completed' }, 'job-completed', ''],
    ['MIGRATION', { status: 'active' }, undefined, ''],
    ['BLOCK_JOB_COMPLETED', { device: 'm1', type: 'mirror' }, 'block-job', 'mirror for m1 completed'],
    [
      'BLOCK_JOB_COMPLETED',
      { device: 'm1', type: 'mirror', error: 'x' },
      'block-job',
      'mirror for m1 failed',
    ],
    [
      'VSERPORT_CHANGE',
      { id: 'c', open: true },
      'agent-lifecycle',
      "state: 'connected' reason: 'channel event'",
    ],
    ['POWERDOWN', {}, undefined, ''],
    ['toString', {}, undefined, ''],
  ])('names %s %j', (name, data, libvirt, detail) => {
    expect(domainEventOf(name, { ...data }, 7.5)).toEqual({ name, data, libvirt, detail, atSeconds: 7.5 });
  });

  it('takes any data', () => {
    const names = fc.constantFrom(
      'BLOCK_IO_ERROR',
      'BLOCK_JOB_READY',
      'RTC_CHANGE',
      'BLOCK_WRITE_THRESHOLD',
      'MIGRATION',
    );
    fc.assert(
      fc.property(names, fc.dictionary(fc.string(), fc.jsonValue()), (name, data) => {
        const { libvirt } = domainEventOf(name, data, 0);
        return libvirt === undefined || DOMAIN_EVENT_NAMES.includes(libvirt);
      }),
    );
  });
});
