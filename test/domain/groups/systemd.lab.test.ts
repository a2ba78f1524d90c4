import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ControlReach } from '../../../src/domain/control/control.js';
import { setBlkioParameters } from '../../../src/domain/groups/set-blkio-parameters.js';
import { setMemoryParameters } from '../../../src/domain/groups/set-memory-parameters.js';
import { setNumaParameters } from '../../../src/domain/groups/set-numa-parameters.js';
import { setSchedulerParameters } from '../../../src/domain/groups/set-scheduler-parameters.js';
import { bootSystemd, type Systemd } from '../../deploy/boot-systemd.js';
import { describeLab } from '../../lab/context.js';
import { fakeSystemctl, guestIn, hostOf } from './captured-group.js';

const MIB = 2 ** 20;
/** A disk that this host has. */
const DISK = `/dev/${readdirSync('/sys/block').find((name) => !name.includes('!'))}`;

describeLab('the systemd of this host', () => {
  let systemd: Systemd;

  beforeAll(async () => {
    systemd = await bootSystemd();
    await systemd.run('systemd-run', '--unit=vm1', 'sleep', 'infinity');
  });
  afterAll(() => systemd?.end());

  /** Has systemd carry out what a method would have it do; resolves to what it shows of these properties then. */
  async function carryOut(set: (reach: ControlReach) => Promise<unknown>, ...properties: readonly string[]) {
    const words = await fakeSystemctl();
    const { reach } = await guestIn(hostOf('/vm1.service'), { replies: { 'query-memdev': [] } });
    await set(reach);
    const typed = (await words()).map((word) => word.replace('/dev/sda', DISK));
    expect(await systemd.run('systemctl', ...typed)).toMatchObject({ status: 0, stderr: '' });
    const { stdout } = await systemd.run('systemctl', 'show', 'vm1', `--property=${properties.join(',')}`);
    return stdout.trimEnd().split('\n').sort();
  }

  it('takes limits of memory', async () => {
    const limits = { hardLimitBytes: 512 * MIB, softLimitBytes: null, swapHardLimitBytes: 0 };
    const shown = await carryOut(
      (reach) => setMemoryParameters(reach, limits),
      'MemoryMax',
      'MemoryHigh',
      'MemorySwapMax',
    );
    expect(shown).toEqual(['MemoryHigh=infinity', `MemoryMax=${512 * MIB}`, 'MemorySwapMax=0']);
  });

  it('takes weight, period and quota', async () => {
    const properties = ['CPUWeight', 'CPUQuotaPerSecUSec', 'CPUQuotaPeriodUSec'];
    const settings = { weight: 200, quotaSeconds: 0.0625, periodSeconds: 0.05 };
    expect(await carryOut((reach) => setSchedulerParameters(reach, settings), ...properties)).toEqual([
      ...['CPUQuotaPerSecUSec=1.250000s', 'CPUQuotaPeriodUSec=50ms', 'CPUWeight=200'],
    ]);
    expect(
      await carryOut((reach) => setSchedulerParameters(reach, { quotaSeconds: null }), ...properties),
    ).toEqual([...['CPUQuotaPerSecUSec=infinity', 'CPUQuotaPeriodUSec=100ms', 'CPUWeight=200']]);
  });

  it('takes weights and limits of disks', async () => {
    const device = { device: '/dev/sda', weight: 20, readBytesPerSecond: MIB, writeOperationsPerSecond: 70 };
    const shown = await carryOut(
      (reach) => setBlkioParameters(reach, { weight: 30, devices: [device] }),
      ...['IOWeight', 'IODeviceWeight', 'IOReadBandwidthMax', 'IOWriteIOPSMax'],
    );
    expect(shown).toEqual([
      ...[
        `IODeviceWeight=${DISK} 20`,
        `IOReadBandwidthMax=${DISK} ${MIB}`,
        'IOWeight=30',
        `IOWriteIOPSMax=${DISK} 70`,
      ],
    ]);
  });

  it('takes NUMA nodes', async () => {
    expect(
      await carryOut((reach) => setNumaParameters(reach, { nodes: [0, 1] }), 'AllowedMemoryNodes'),
    ).toEqual(['AllowedMemoryNodes=0-1']);
  });
});
