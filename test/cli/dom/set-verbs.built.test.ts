import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockQemu, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { type Run, runQgauge } from '../../run-qgauge.js';

let mock: MockQemu;
beforeAll(async () => {
  mock = await startMockQemu({ name: 'web', version: '7.2' });
});
afterAll(() => mock.close());

const dom = (typed: string): Promise<Run> => {
  const [verb = '', ...words] = typed.split(' ');
  return runQgauge(['dom', verb, mock.address, ...words]);
};

/** Each with something to set. */
const SETTING = [
  'setmem 200M',
  'dommemstat --period 5',
  'attach-memory 128M',
  'domdirtyrate-calc',
  'memtune --hard-limit 1G',
  'numatune --nodeset 0',
  'setvcpus 2',
  'setvcpus 2 --guest',
  'setvcpu 1 --enable',
  'vcpupin 0 0',
  'emulatorpin 0',
  'iothreadpin 1 0',
  'iothreadadd 1',
  'iothreaddel 1',
  'iothreadset 1 --poll-grow 2',
  'schedinfo --set cpu_shares=100',
  'guestvcpus 0 --enable',
  'blkiotune --weight 100',
  'domiftune net0 --inbound 100',
];

describe('a verb with something to set', () => {
  it('needs --control, and without it sends nothing', { timeout: 120_000 }, async () => {
    const before = mock.calls.length;
    for (const typed of SETTING) {
      const { status, stdout, stderr } = await dom(typed);
      const [verb] = typed.split(' ');
      expect({ status, stdout, stderr }).toEqual({
        ...{ status: 2, stdout: '' },
        stderr: `qgauge: ${verb} changes the guest: add --control to do it, or --dry-run to see how\n`,
      });
    }
    expect(mock.calls.length).toBe(before);
  });

  it.each([
    ['setmem 12MB', "'12MB' is not a valid size"],
    ['vcpupin x 0', "'x' is not a valid vCPU"],
    ['vcpupin 0 a-b', "'a-b' is not a valid list"],
    ['setvcpus 0', "'0' is not a valid count"],
    ['setvcpu 1', 'setvcpu takes --enable or --disable'],
    ['guestvcpus 0', 'guestvcpus takes a list and --enable or --disable, or none of them'],
    ['schedinfo --set vcpu_quota=5', "'vcpu_quota=5' is not a valid parameter"],
    ['blkiotune --device-weights /dev/sda', "'/dev/sda' is not valid: expected disks and numbers"],
    ['domiftune net0 --inbound fast', "'fast' is not a valid limit"],
    ['memtune --hard-limit all', "'all' is not a valid size"],
  ])('%s is not valid', async (typed, message) => {
    const run = await dom(`${typed} --control`);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain(message);
  });

  it('prints its steps in a dry run, and sends none of them', async () => {
    expect(await dom('setmem 200M --force --dry-run')).toMatchObject({
      ...{ status: 0, stderr: '' },
      stdout: 'balloon {"value":209715200}\n',
    });
    expect((await dom('iothreadadd 3 --dry-run')).stdout).toBe(
      'object-add {"qom-type":"iothread","id":"iothread3"}\n',
    );
    expect(JSON.parse((await dom('setmem 200M --force --dry-run --json')).stdout)).toEqual([
      'balloon {"value":209715200}',
    ]);
    const sent = mock.calls.map(({ execute }) => execute);
    expect(sent).not.toContain('balloon');
    expect(sent).not.toContain('object-add');
  });
});

it('changes nothing that it could not put on record', async () => {
  const before = mock.calls.length;
  expect(await dom('suspend --control --audit-log /nonexistent/audit')).toMatchObject({
    ...{ status: 1, stdout: '' },
    stderr: expect.stringMatching(
      /^qgauge: no record can be written to \/nonexistent\/audit: .*: give another --audit-log, such as \/dev\/null; nothing was done\n$/,
    ),
  });
  expect(await dom('suspend --control --audit-log=')).toMatchObject({ status: 2, stdout: '' });
  expect(mock.calls.length).toBe(before);
});

it('setmem and the period of reports are seen before it ends', async () => {
  const set = await dom('setmem 700M --force --control --json');
  expect(set).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(set.stdout)).toMatchObject({ actualBytes: 700 * 2 ** 20, isThere: true });
  expect(await dom('dommemstat --period 7 --live --control')).toMatchObject({ status: 0, stdout: '' });
  expect(JSON.parse((await dom('dommemstat --json')).stdout)).toMatchObject({ intervalSeconds: 7 });
});
