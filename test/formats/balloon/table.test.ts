import { describe, it } from 'vitest';
import { encodeBalloon } from '../../../src/formats/balloon/json.js';
import { encodeBalloonTable } from '../../../src/formats/balloon/table.js';
import type { BalloonFinding } from '../../../src/model/balloon-finding.js';
import { judge, judgeUnasked } from '../../../src/model/judge.js';
import { expectGolden } from '../golden.js';
import { GUEST } from '../rich-snapshot.js';

const KNOWN = { uuid: undefined, socket: 'unix:/run/web/qmp.sock', problem: undefined, evidence: [] };
const FEATURES = { 'deflate-on-oom': true, 'free-page-reporting': true };
const DRIVER = { isReady: true, hasStats: true, statuses: ['DRIVER_OK'], features: ['STATS_VQ'] };
const DEVICE = { features: FEATURES, driver: DRIVER };
const BUSY = { kind: 'busy', message: 'unix:/run/web/qmp.sock: another client holds the monitor' } as const;

function finding(name: string, pid: number, sample = GUEST): BalloonFinding {
  return { ...KNOWN, name, pid, sample, device: DEVICE, ...judge({ sample, device: DEVICE }) };
}

const SILENT = {
  ...GUEST,
  balloon: { ...GUEST.balloon, intervalSeconds: 0 } as typeof GUEST.balloon,
};

const BALLOONS = [
  finding('web', 412),
  finding('a guest with a name that is longer than most', 41_200, SILENT),
  {
    ...KNOWN,
    ...{ name: 'held', pid: 7, problem: BUSY, sample: undefined, device: undefined },
    ...judgeUnasked(BUSY),
  },
].map(encodeBalloon);

describe('encodeBalloonTable', () => {
  it('leaves nothing out where no width is given', async () => {
    await expectGolden(encodeBalloonTable(BALLOONS), 'balloon-table.txt');
  });

  it.each([80, 120])('makes the golden table of a terminal of %i columns', async (width) => {
    await expectGolden(encodeBalloonTable(BALLOONS, width), `balloon-table-${width}.txt`);
  });
});
