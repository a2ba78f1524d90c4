import type { Benchmark } from './benchmark.js';
import { coldBytes } from './cold-bytes.js';
import { coldMany } from './cold-many.js';
import { coldOne } from './cold-one.js';
import { guestChannel } from './guest-channel.js';
import { guestRam } from './guest-ram.js';
import { metrics } from './metrics.js';
import { mock } from './mock.js';
import { pingPong } from './ping-pong.js';
import { pollFlat } from './poll-flat.js';
import { pollMocks } from './poll-mocks.js';
import { pollQemus } from './poll-qemus.js';
import { serveMocks } from './serve-mocks.js';
import { topMocks } from './top-mocks.js';
import { warmSweep } from './warm-sweep.js';

/** In the order in which they run: first those that use the paused QEMUs; the last of these stops them. */
export const BENCHMARKS: readonly Benchmark[] = [
  pingPong,
  coldOne,
  coldBytes,
  pollQemus,
  warmSweep,
  coldMany,
  mock,
  metrics,
  pollMocks,
  serveMocks,
  guestChannel,
  guestRam,
  topMocks,
  pollFlat,
];
