import { describe, expect, it } from 'vitest';
import { readBalloonDevice } from '../../src/qemu/balloon-device.js';
import { commandError, fakeQemu } from './fake-qemu.js';

const PCI = { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' };
const MMIO = { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-device' };

/** As a QEMU 7.2 reports it for a Linux guest. */
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

const ASKED = { unstable: true, version: { major: 7, minor: 2, micro: 22, package: '' } };

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

function driverOf(...[qmp, device, question = ASKED]: Partial<Parameters<typeof readBalloonDevice>>) {
  return readBalloonDevice(qmp ?? qemuOf(`${PCI.path}/virtio-backend`, READY), device ?? PCI, question);
}

describe('a balloon device', () => {
  it('shows what it offers, and what its driver has negotiated', async () => {
    expect(await driverOf()).toEqual({
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
    expect((await driverOf(qemuOf(MMIO.path, READY), MMIO)).driver).toMatchObject({ isReady: true });
  });

  it('without a driver is not ready', async () => {
    const status = {
      ...READY,
      status: { statuses: [] },
      'guest-features': { 'dev-features': [], transports: [] },
    };
    expect((await driverOf(qemuOf(`${PCI.path}/virtio-backend`, status))).driver).toEqual({
      isReady: false,
      hasStats: false,
      statuses: [],
      features: [],
    });
  });

  it.each([
    ['without the command', () => Promise.reject(commandError('CommandNotFound', 'no such command'))],
    ['of another shape', () => Promise.resolve([{ path: `${PCI.path}/virtio-backend` }])],
    ['without this device', () => Promise.resolve([])],
  ])('of a QEMU %s does not show its driver', async (_, list) => {
    const qemu = fakeQemu((command) => (command === 'x-query-virtio' ? list() : 'nonsense'));
    expect(await driverOf(qemu)).toMatchObject({
      driver: undefined,
      whyNoDriver: 'QEMU does not report the driver of this device',
    });
  });

  it.each([
    ['7.2', false, 'what the driver has negotiated was not read: that needs --unstable'],
    ['10.0', false, 'what the driver has negotiated was not read: that needs --unstable'],
    ['11.1', false, 'what the driver has negotiated is not known'],
    ['5.2', false, 'what the driver has negotiated is not known'],
    [
      '11.1',
      true,
      'x-query-virtio-status was not sent: it aborts QEMU 11.1, was tried on 7.2 and 10.0 only, and this is 11.1',
    ],
    [
      '8.2',
      true,
      'x-query-virtio-status was not sent: it aborts QEMU 11.1, was tried on 7.2 and 10.0 only, and this is 8.2',
    ],
  ])('of QEMU %s, unstable %s, is not asked for its driver', async (series, unstable, whyNoDriver) => {
    const [major = 0, minor = 0] = series.split('.').map(Number);
    const asked: string[] = [];
    const qemu = fakeQemu((command) => {
      asked.push(command);
      return true;
    });
    const question = { unstable, version: { major, minor, micro: 0, package: '' } };
    expect(await driverOf(qemu, PCI, question)).toMatchObject({ driver: undefined, whyNoDriver });
    expect(asked.filter((command) => command !== 'qom-get')).toEqual([]);
  });
});
