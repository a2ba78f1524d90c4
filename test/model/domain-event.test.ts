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
      '- (fmt0) pause due to enospc',
    ],
    ['DEVICE_DELETED', { device: 'net1', path: '/machine/peripheral/net1' }, 'device-removed', 'net1'],
    ['DEVICE_DELETED', { path: '/machine/peripheral/net1/virtio-backend' }, undefined, ''],
    ['MIGRATION', { status: 'completed' }, 'job-completed', ''],
    ['MIGRATION', { status: 'active' }, undefined, ''],
    ['BLOCK_JOB_COMPLETED', { device: 'm1', type: 'mirror' }, 'block-job', 'Block Copy for m1 completed'],
    [
      'BLOCK_JOB_COMPLETED',
      { device: 'm1', type: 'mirror', error: 'x' },
      'block-job',
      'Block Copy for m1 failed',
    ],
    [
      'VSERPORT_CHANGE',
      { id: 'c', open: true },
      'agent-lifecycle',
      "state: 'connected' reason: 'channel event'",
    ],
    ['BLOCK_IO_ERROR', { device: 'disk0', action: 'ignore' }, 'io-error', '- (disk0) none'],
    ['DEVICE_TRAY_MOVED', { device: '', id: 'cd0', 'tray-open': true }, 'tray-change', 'disk cd0: opened'],
    [
      'BLOCK_WRITE_THRESHOLD',
      { 'node-name': 'f0', 'write-threshold': 5, 'amount-exceeded': 2 },
      'block-threshold',
      'dev: f0(-) 5 2',
    ],
    [
      'VNC_CONNECTED',
      {
        server: { host: '127.0.0.1', service: '5900', family: 'ipv4', auth: 'none' },
        client: { host: '192.0.2.7', service: '50022', family: 'ipv4' },
      },
      'graphics',
      'connect local[IPv4 127.0.0.1 5900] remote[IPv4 192.0.2.7 50022] none',
    ],
    [
      'SPICE_DISCONNECTED',
      { server: { host: '::1', port: '5901', family: 'ipv6' }, client: {} },
      'graphics',
      'disconnect local[IPv6 ::1 5901] remote[unknown - -]',
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
      'VNC_CONNECTED',
    );
    fc.assert(
      fc.property(names, fc.dictionary(fc.string(), fc.jsonValue()), (name, data) => {
        const { libvirt } = domainEventOf(name, data, 0);
        return libvirt === undefined || DOMAIN_EVENT_NAMES.includes(libvirt);
      }),
    );
  });
});
