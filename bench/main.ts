import { type Lab, prepareLab } from '../test/lab/packages.js';
import { startPausedQemus } from '../test/lab/paused-qemus.js';
import {
  type Anchored,
  benchColdOne,
  compareColdSweep,
  timeColdSweep,
  timeDomstats,
} from './cold-command.js';
import { startLibvirt } from './libvirt.js';
import { benchMock } from './mock.js';
import { benchPingPong } from './ping-pong.js';
import { benchPollMocks } from './poll-mocks.js';
import { benchPollQemus } from './poll-qemus.js';
import { median, type Row } from './statistics.js';
import { benchWarmSweep } from './warm-sweep.js';

const GUESTS = 40;

const availability = await prepareLab((line) => console.error(line));
if (availability.state !== 'ready') {
  console.error(`The benchmark needs real QEMUs: ${availability.reason} ${availability.missing.join(' ')}`);
  process.exit(1);
}

const rows: Row[] = [];
const say = (what: string) => console.error(`${(performance.now() / 1000).toFixed(0)} s: ${what}`);
const coldSweep = await benchOurs(availability.lab);
rows.push(...(await benchAgainstLibvirt(coldSweep)));
say('a thousand mock machines');
rows.push(...(await benchMock()));
say('a poller over a thousand mock guests');
rows.push(...(await benchPollMocks()));
printTable(rows);

async function benchOurs(lab: Lab): Promise<Anchored> {
  await using machines = await startPausedQemus(lab, GUESTS, { monitors: 2 });
  const [first] = machines.guests;
  if (first === undefined) throw new Error('no guests');
  say('one command there and back');
  rows.push(await benchPingPong(first));
  say('cold command, one guest');
  rows.push(await benchColdOne(first));
  say(`poller, ${GUESTS} guests`);
  rows.push(...(await benchPollQemus(machines.guests)));
  say(`warm sweep, ${GUESTS} guests`);
  rows.push(...(await benchWarmSweep(machines.guests)));
  say(`cold command, ${GUESTS} guests`);
  return await timeColdSweep();
}

/** Its absence, or its failure to start, costs this one row. */
async function benchAgainstLibvirt(ours: Anchored): Promise<readonly Row[]> {
  say(`virsh domstats, ${GUESTS} guests`);
  try {
    await using libvirt = await startLibvirt(GUESTS);
    return [compareColdSweep(GUESTS, ours, await timeDomstats(libvirt))];
  } catch (error) {
    console.error(`virsh domstats is left out: ${error instanceof Error ? error.message : error}`);
    console.error(
      `cold command, ${GUESTS} guests: ${median(ours.times).toFixed(1)} ms, node -e 0 ${median(ours.nothing).toFixed(1)} ms`,
    );
    return [];
  }
}

function printTable(measured: readonly Row[]): void {
  console.table(
    measured.map(({ what, ours, floor, ratio, target, isMet }) => ({
      what,
      ours,
      floor,
      ratio,
      target,
      met: isMet ? 'yes' : 'NO',
    })),
  );
}
