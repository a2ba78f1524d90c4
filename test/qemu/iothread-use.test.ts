import { describe, expect, it } from 'vitest';
import { readUsesIothread } from '../../src/qemu/iothread-use.js';
import { reachOf } from '../domain/qmp-reach.js';

const DISK = '/machine/peripheral/sd0';
const CONTROLLER = '/machine/peripheral/scsi0';
const BUS = { [`qom-get ${DISK} parent_bus`]: `${CONTROLLER}/virtio-backend/scsi0.0` };

describe('whether an iothread serves a device', () => {
  it.each([
    ['its own', { [`qom-get ${DISK} iothread`]: '/objects/io0' }, true],
    [
      'one of those that are mapped',
      { [`qom-get ${DISK} iothread-vq-mapping`]: [{ iothread: 'io0' }] },
      true,
    ],
    ['that of its controller', { ...BUS, [`qom-get ${CONTROLLER} iothread`]: '/objects/io0' }, true],
    ['none, as the property is empty', { ...BUS, [`qom-get ${DISK} iothread`]: '' }, false],
    ['none, as the mapping is empty', { [`qom-get ${DISK} iothread-vq-mapping`]: [] }, false],
    ['none, on the root bus', { [`qom-get ${DISK} parent_bus`]: '/machine/q35/pcie.0' }, false],
    ['none that can be found, in a circle', { [`qom-get ${DISK} parent_bus`]: `${DISK}/bus` }, false],
  ])('%s', async (_, replies, expected) => {
    const { qmp } = reachOf({ ...replies });
    expect(await readUsesIothread(qmp, `${DISK}/virtio-backend`)).toBe(expected);
  });

  it('is false of no device of the machine', async () => {
    expect(await readUsesIothread(reachOf({}).qmp, 'drive0')).toBe(false);
  });
});
