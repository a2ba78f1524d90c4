import { describe, expect, it } from 'vitest';
import { readBalloonDevice, readBalloonDriver } from '../../src/guest/balloon-device.js';
import { commandError, fakeQemu } from './fake-qemu.js';

const PCI = { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' };
const MMIO = { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-device' };

/** As a QEMU 7.2 tells of a Linux guest. */
const READY = {
  name: 'virtio-balloon',
  status: {
    statuses: [
      'VIRTIO_CONFIG_S_ACKNOWLEDGE: Valid virtio device found',
      'VIRTIO_CONFIG_S_DRIVER: Guest OS compatible with device',
      'VIRTIO_CONFIG_S_FEATURES_OK: Feature negotiation complete',
      'VIRTIO_CONFIG_S_DRIVER_OK: Driver setup and ready',
    ],
  },
  'guest-features': {
    'dev-features': [
      'VIRTIO_BALLOON_F_DEFLATE_ON_OOM: Deflate balloon when guest OOM',
      'VIRTIO_BALLOON_F_STATS_VQ: Guest memory stats VQ available',
    ],
    transports: ['VIRTIO_F_VERSION_1: Device compliant for v1 spec (legacy)'],
  },
};

function qemuOf(backend: string, status: unknown) {
  return fakeQemu((command, args) => {
    if (command === 'x-query-virtio')
      return [
        { name: 'virtio-blk', path: '/machine/peripheral/disk0/virtio-backend' },
        { name: 'virtio-balloon', path: backend },
      ];
    if (command === 'x-query-virtio-status') {
      expect(args).toEqual({ path: backend });
      return status;
    }
    if (args.property === 'free-page-reporting')
      throw commandError('GenericError', "Property 'virtio-balloon-pci.free-page-reporting' not found");
    return args.property === 'deflate-on-oom';
  });
}

describe('a balloon device', () => {
  it('tells what it offers, and what its driver has negotiated', async () => {
    const qemu = qemuOf(`${PCI.path}/virtio-backend`, READY);
    expect(await readBalloonDevice(qemu, PCI)).toEqual({
      features: {
        'deflate-on-oom': true,
        'free-page-hint': false,
        'page-poison': false,
        'free-page-reporting': undefined,
      },
      driver: {
        isReady: true,
        hasStats: true,
        statuses: ['ACKNOWLEDGE', 'DRIVER', 'FEATURES_OK', 'DRIVER_OK'],
        features: ['DEFLATE_ON_OOM', 'STATS_VQ'],
      },
    });
  });

  it('is its own backend on virtio-mmio', async () => {
    expect(await readBalloonDriver(qemuOf(MMIO.path, READY), MMIO)).toMatchObject({ isReady: true });
  });

  it('without a driver is not ready', async () => {
    const status = {
      ...READY,
      status: { statuses: [] },
      'guest-features': { 'dev-features': [], transports: [] },
    };
    expect(await readBalloonDriver(qemuOf(`${PCI.path}/virtio-backend`, status), PCI)).toEqual({
      isReady: false,
      hasStats: false,
      statuses: [],
      features: [],
    });
  });

  it.each([
    ['before 7.2', () => Promise.reject(commandError('CommandNotFound', 'no such command'))],
    ['of another shape', () => Promise.resolve([{ path: `${PCI.path}/virtio-backend` }])],
    ['without this device', () => Promise.resolve([])],
  ])('of a QEMU %s tells nothing of its driver', async (_, list) => {
    const qemu = fakeQemu((command) => (command === 'x-query-virtio' ? list() : 'nonsense'));
    expect(await readBalloonDriver(qemu, PCI)).toBeUndefined();
  });
});
