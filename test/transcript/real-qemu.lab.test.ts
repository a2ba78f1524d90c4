import { afterAll, beforeAll, expect, it } from 'vitest';
import { startReplay } from '../../mock-qemu/index.js';
import type { QemuSample } from '../../src/model/qemu-sample.js';
import { GuestSampler } from '../../src/poll/sample/guest-sampler.js';
import type { Executor } from '../../src/protocol/qmp/executor.js';
import { GenericQmpClient } from '../../src/protocol/qmp/generic-qmp-client.js';
import type { Address } from '../../src/protocol/transport/address.js';
import { connect } from '../../src/protocol/transport/connect.js';
import { ConversationRecorder } from '../../src/transcript/conversation-recorder.js';
import { redactTranscript } from '../../src/transcript/redactor.js';
import { tapStream } from '../../src/transcript/tapped-stream.js';
import type { TranscriptLine } from '../../src/transcript/transcript-line.js';
import { describeLab } from '../lab/context.js';
import { bootGuest, type LabGuest } from '../lab/guest.js';

const SAMPLES = 3;

/** Takes samples one after the other, as a poller does, without the time at which each was taken. */
async function takeSamples(qmp: Executor): Promise<readonly unknown[]> {
  const session = new GuestSampler();
  const samples: QemuSample[] = [];
  const { signal } = new AbortController();
  for (let sample = 0; sample < SAMPLES; sample++) samples.push(await session.sample(qmp, signal));
  return samples.map(({ takenAtSeconds: _, balloon, ...rest }) => ({
    ...rest,
    balloon: { ...balloon, readAtSeconds: 0 },
    monotonicSeconds: 0,
    imagesReadAtSeconds: 0,
  }));
}

describeLab('what a real QEMU has said', (lab) => {
  let guest: LabGuest;
  let live: readonly unknown[];
  const lines: TranscriptLine[] = [];

  beforeAll(async () => {
    guest = await bootGuest(lab, { name: 'transcribed', nics: [{ kind: 'user', mac: '52:54:00:AB:CD:EF' }] });
    const address: Address = { type: 'unix', path: guest.monitors[0] ?? '' };
    const recorder = new ConversationRecorder({
      onLine: (line) => lines.push(line),
      elapsedMs: () => performance.now(),
    });
    await using qmp = await GenericQmpClient.over(tapStream(await connect(address), recorder), address);
    live = await takeSamples(qmp);
  });

  afterAll(() => guest?.stop());

  it.each(['order', 'loose'] as const)('gives the same samples when it is replayed: %s', async (match) => {
    await using replay = await startReplay({ lines: lines, match });
    await using qmp = await GenericQmpClient.connect(replay.address);
    expect(await takeSamples(qmp)).toEqual(live);
    expect(live[0]).toMatchObject({ name: 'transcribed', runState: 'running', failures: [] });
    expect(live[0]).toMatchObject({
      balloon: { report: { supplied: { 'stat-total-memory': expect.any(Number) } } },
    });
  });

  it('gives the same figures when it is redacted', async () => {
    await using replay = await startReplay({ lines: redactTranscript(lines) });
    await using qmp = await GenericQmpClient.connect(replay.address);
    const redacted = (await takeSamples(qmp)) as readonly QemuSample[];
    for (const [at, sample] of redacted.entries()) {
      const { name, uuid, nics, disks, ...figures } = sample;
      expect(live[at]).toMatchObject(figures);
      expect(name).toBe('vm-1');
      expect(nics?.map(({ mac }) => mac)).toEqual(['52:54:00:00:00:01']);
    }
  });
});
