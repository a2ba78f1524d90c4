import { setMaxListeners } from 'node:events';
import { GuestSampler, QmpClient, readProcess } from 'qgauge';
import type { LabGuest } from '../test/lab/guest.js';
import { BareMonitor } from './bare-monitor.js';
import { RecordingExecutor } from './recording-executor.js';
import { compare, interleave, median, type Row, timed } from './statistics.js';

const ROUNDS = 200;
const WARM_UP = 20;
const MAX_RATIO = 1.4;
const MAX_CPU_MS = 2;

/** One sweep over every guest on connections that are open: QMP's moving figures and /proc, against bare sockets. */
export async function benchWarmSweep(guests: readonly LabGuest[]): Promise<readonly Row[]> {
  const clients = await Promise.all(guests.map((guest) => QmpClient.connect(guest.monitors[0] ?? '')));
  const recorders = clients.map((client) => new RecordingExecutor(client));
  const never = new AbortController().signal;
  setMaxListeners(0, never);
  const pairs = recorders.map((qmp) => ({ qmp, session: new GuestSampler() }));
  const sampleAll = () => Promise.all(pairs.map(({ qmp, session }) => session.sample(qmp, never)));
  await sampleAll();
  const bares = await Promise.all(guests.map((guest) => BareMonitor.open(guest.monitors[1] ?? '')));

  for (const recorder of recorders) recorder.requests = [];
  await sampleAll();
  // Copied: the recorders go on recording.
  const requests = recorders.map((recorder) => [...recorder.requests]);

  const cpuMs: number[] = [];
  const ours = () =>
    timed(async () => {
      const before = process.cpuUsage();
      await Promise.all(
        pairs.map(async ({ qmp, session }, at) => {
          await session.sample(qmp, never);
          readProcess('/proc', guests[at]?.pid ?? 0);
        }),
      );
      const { user, system } = process.cpuUsage(before);
      cpuMs.push((user + system) / 1000 / guests.length);
    });
  const floor = () =>
    timed(() =>
      Promise.all(bares.map((bare, at) => bare.ask(requests[at]?.join('') ?? '', requests[at]?.length ?? 0))),
    );

  await interleave(WARM_UP, ours, floor);
  cpuMs.length = 0;
  const [our, their] = await interleave(ROUNDS, ours, floor);
  for (const bare of bares) bare.close();
  await Promise.all(clients.map((client) => client.close()));

  const cpu = median(cpuMs);
  const bytes = Buffer.byteLength(requests[0]?.join('') ?? '');
  return [
    compare(
      `warm sweep, ${guests.length} QEMUs, ${requests[0]?.length} commands, ${bytes} bytes each`,
      our,
      their,
      MAX_RATIO,
      'bare sockets, same bytes, JSON.parse; no /proc',
    ),
    {
      what: 'client CPU of a warm sweep, per VM',
      ours: `${cpu.toFixed(3)} ms`,
      floor: '',
      ratio: '',
      target: `<= ${MAX_CPU_MS} ms`,
      isMet: cpu <= MAX_CPU_MS,
    },
  ];
}
