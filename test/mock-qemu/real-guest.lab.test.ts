import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { describeLab } from '../lab/context.js';
import { bootGuest } from '../lab/guest.js';
import type { Lab } from '../lab/packages.js';
import { connectRaw, type RawClient } from './raw-client.js';
import { MOCK_VERSION } from './real-qemu.js';

const MIB = 1024 ** 2;
const PATH = '/machine/peripheral/balloon0';
/** A tenth of a second each. */
const MOST_TRIES = 900;

describeLab('beside a real Linux guest, the mock', (lab) => {
  it('has a balloon that behaves the same', async () => {
    const [seen, played] = await both(lab, {}, converse);
    expect(played).toEqual(seen);
  });

  it('has one that behaves the same when the guest may take pages back', async () => {
    const features = { deflateOnOom: true, freePageReporting: true, pagePoison: false };
    const [seen, played] = await both(lab, features, async (subject) => ({
      atFirst: await lookAround(subject),
      inflated: await inflate(subject),
      shortOfMemory: await inflateTooMuch(subject),
    }));
    expect(played).toEqual(seen);
  });
});

/** Has the same conversation with a real guest, in real time, and with a mock of the same make. */
async function both<T>(
  lab: Lab,
  features: Features,
  conversation: (subject: Subject) => Promise<T>,
): Promise<[real: T, mock: T]> {
  await using guest = await bootGuest(lab, { memoryMiB: 256, extraArgs: encodeFeatures(features) });
  await using real = await connectRaw(`unix:${guest.monitors[0]}`);
  const idle = { memoryBytes: 256 * MIB, guest: { memory: 'idle' } } as const;
  await using qemu = await startMockQemu({ version: MOCK_VERSION, ...idle, ...features, time: 'manual' });
  await using mock = await connectRaw(qemu.address);
  await Promise.all([real.negotiate(), mock.negotiate()]);
  return await Promise.all([
    conversation(new Subject(real, (ms) => sleep(ms))),
    conversation(new Subject(mock, (ms) => qemu.advance(ms))),
  ]);
}

interface Features {
  readonly deflateOnOom?: boolean;
  readonly freePageReporting?: boolean;
  readonly pagePoison?: boolean;
}

function encodeFeatures({ deflateOnOom = false, freePageReporting = false, pagePoison = true }: Features) {
  const properties = [
    `deflate-on-oom=${deflateOnOom}`,
    `free-page-reporting=${freePageReporting}`,
    `page-poison=${pagePoison}`,
  ];
  return properties.flatMap((property) => ['-global', `virtio-balloon-device.${property}`]);
}

/** A balloon on a monitor, and a way to advance its time. */
class Subject {
  readonly wait: (ms: number) => Promise<void>;
  readonly #client: RawClient;
  #balloonChanges: number[] = [];

  constructor(client: RawClient, wait: (ms: number) => Promise<void>) {
    this.#client = client;
    this.wait = wait;
  }

  async ask(execute: string, args?: object): Promise<unknown> {
    this.#client.write(JSON.stringify({ execute, arguments: args, id: 'mine' }));
    const isAnswered = (text: string) => text.includes('"id": "mine"') && text.endsWith('\n');
    const lines = (await this.#client.take(isAnswered)).trim().split('\r\n');
    const messages = lines.map((line) => JSON.parse(line));
    const changes = messages.filter(({ event }) => event === 'BALLOON_CHANGE');
    this.#balloonChanges.push(...changes.map(({ data }) => data.actual / MIB));
    return messages.find(({ id }) => id === 'mine')?.return;
  }

  get(property: string): Promise<unknown> {
    return this.ask('qom-get', { path: PATH, property });
  }

  async setInterval(value: number): Promise<void> {
    await this.ask('qom-set', { path: PATH, property: 'guest-stats-polling-interval', value });
  }

  async report(): Promise<Report> {
    const answer = (await this.get('guest-stats')) as {
      stats: Record<string, number>;
      'last-update': number;
    };
    return { lastUpdate: answer['last-update'], stats: answer.stats };
  }

  async actualMib(): Promise<number> {
    return ((await this.ask('query-balloon')) as { actual: number }).actual / MIB;
  }

  /** Waits for a report that is newer. */
  async reportAfter(earlier: Report): Promise<Report> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const report = await this.report();
      if (report.lastUpdate > earlier.lastUpdate) return report;
      await this.wait(100);
    }
    throw new Error(`no report came in ${MOST_TRIES} tries`);
  }

  async waitForActual(mib: number): Promise<void> {
    for (let tries = 0; (await this.actualMib()) !== mib; tries += 1) {
      if (tries === MOST_TRIES) throw new Error(`the balloon did not come to ${mib} MiB`);
      await this.wait(100);
    }
  }

  /** The sizes in the events since the last call, in MiB. */
  takeBalloonChanges(): number[] {
    return this.#balloonChanges.splice(0);
  }
}

interface Report {
  readonly lastUpdate: number;
  readonly stats: Readonly<Record<string, number>>;
}

/** The history of a balloon, without what differs between machines. */
async function converse(subject: Subject): Promise<unknown> {
  return {
    atFirst: await lookAround(subject),
    polled: await poll(subject),
    stopped: await stopAndGoOn(subject),
    inflated: await inflate(subject),
    reset: await reset(subject),
  };
}

async function lookAround(subject: Subject): Promise<unknown> {
  const { stats, lastUpdate } = await subject.report();
  return {
    supplied: Object.keys(stats).filter((key) => (stats[key] ?? 0) < 2 ** 63),
    keys: Object.keys(stats),
    hasReported: lastUpdate > 0,
    interval: await subject.get('guest-stats-polling-interval'),
    actualMib: await subject.actualMib(),
    features: await readFeatures(subject),
    zero: Object.keys(stats).filter((key) => stats[key] === 0 && key !== 'stat-major-faults'),
  };
}

async function readFeatures(subject: Subject): Promise<unknown[]> {
  const values = [];
  for (const name of ['deflate-on-oom', 'free-page-hint', 'page-poison', 'free-page-reporting']) {
    values.push(await subject.get(name));
  }
  return values;
}

/** At 1 s each report is a second after the one before, and a little more: the next second counts from its coming. */
async function poll(subject: Subject): Promise<unknown> {
  const unpolled = await subject.report();
  await subject.wait(1200);
  const still = await subject.report();
  await subject.setInterval(1);
  const reports = [await subject.reportAfter(unpolled)];
  for (let count = 0; count < 4; count += 1) {
    reports.push(await subject.reportAfter(reports.at(-1) ?? still));
  }
  const first = reports[0]?.lastUpdate ?? 0;
  const seconds = (reports.at(-1)?.lastUpdate ?? 0) - first;
  return {
    cameUnpolled: still.lastUpdate !== unpolled.lastUpdate,
    cameEverySecond: seconds >= 4 && seconds <= 6,
    countersRise: reports.every((report, index) => faults(report) > faults(reports[index - 1])),
  };
}

async function stopAndGoOn(subject: Subject): Promise<unknown> {
  await subject.ask('stop');
  const before = await subject.report();
  await subject.wait(2500);
  const after = await subject.report();
  await subject.ask('cont');
  const next = await subject.reportAfter(after);
  return {
    stoodStill: after.lastUpdate === before.lastUpdate && faults(after) === faults(before),
    wentOn: next.lastUpdate - before.lastUpdate >= 2,
  };
}

async function inflate(subject: Subject): Promise<unknown> {
  const before = await subject.report();
  subject.takeBalloonChanges();
  await subject.ask('balloon', { value: 192 * MIB });
  await subject.waitForActual(192);
  await subject.wait(2200);
  const after = await subject.report();
  const changes = subject.takeBalloonChanges();
  return {
    leftTheTotalMib: (total(before) - total(after)) / MIB,
    firstChangeMib: changes[0],
    lastChangeMib: changes.at(-1),
  };
}

async function inflateTooMuch(subject: Subject): Promise<unknown> {
  await subject.ask('balloon', { value: 40 * MIB });
  await subject.wait(2500);
  const shortMib = await subject.actualMib();
  await subject.ask('balloon', { value: 192 * MIB });
  await subject.waitForActual(192);
  return { stoppedShort: shortMib > 40 && shortMib < 192 };
}

async function reset(subject: Subject): Promise<unknown> {
  await subject.wait(1500);
  const before = await subject.report();
  await subject.ask('system_reset');
  const rightAfter = await subject.report();
  const actualMib = await subject.actualMib();
  const booted = await subject.reportAfter(rightAfter);
  await subject.waitForActual(192);
  const polled = await subject.reportAfter(await subject.report());
  return {
    forgets: rightAfter.lastUpdate === 0,
    actualMib,
    interval: await subject.get('guest-stats-polling-interval'),
    totalBeforeInflatingMib: (total(booted) - total(polled)) / MIB,
    countersStartAgain: faults(booted) < faults(before),
  };
}

function faults(report: Report | undefined): number {
  return report?.stats['stat-minor-faults'] ?? 0;
}

function total(report: Report): number {
  return report.stats['stat-total-memory'] ?? 0;
}
