import { prepareLab } from '../test/lab/packages.js';
import { startPausedQemus } from '../test/lab/paused-qemus.js';
import { benchPollMocks } from './poll-mocks.js';
import { benchPollQemus } from './poll-qemus.js';

const a = await prepareLab((line) => console.error(line));
if (a.state !== 'ready') process.exit(1);
if (process.argv[2] !== 'mocks') {
  await using machines = await startPausedQemus(a.lab, 40, { monitors: 2 });
  console.table(await benchPollQemus(machines.guests));
}
if (process.argv[2] !== 'qemus') console.table(await benchPollMocks());
process.exit(0);
