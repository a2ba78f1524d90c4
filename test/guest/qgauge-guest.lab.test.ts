import { join } from 'node:path';
import { labCacheFolder } from '../lab/checkout.js';
import { describeLab } from '../lab/context.js';
import { describeClient } from './describe-client.js';
import { busyboxShell } from './run-client.js';

describeLab('the busybox of the lab', () => {
  describeClient(busyboxShell(join(labCacheFolder(), 'guest', 'bin', 'busybox')));
});
