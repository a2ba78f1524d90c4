import { describe, expect, it } from 'vitest';
import { listMetrics } from '../../../src/formats/prometheus/catalogue.js';
import { MEMORY_VERDICTS, PROBLEM_KINDS, RUN_STATES } from '../../../src/formats/prometheus/closed-sets.js';
import { familyName } from '../../../src/formats/prometheus/exposition.js';
import { METRIC_SETS } from '../../../src/formats/prometheus/metric-sets.js';
import { encodePrometheus, type PrometheusOptions } from '../../../src/formats/prometheus/prometheus.js';
import type { QemuSample } from '../../../src/model/qemu-sample.js';
import type { GuestSnapshot, Snapshot } from '../../../src/model/snapshot.js';
import { AFTER, BEFORE } from '../moving-snapshot.js';
import { DISK, GUEST, guestSnapshot, RICH, snapshotOf, WEB_NIC } from '../rich-snapshot.js';
import { parseExposition, samplesOf } from './parse-exposition.js';

function encode(snapshot: Snapshot, options: Partial<PrometheusOptions> = {}): string {
  return encodePrometheus(snapshot, { metrics: 'qgauge', format: 'text', ...options });
}

/** The value of the only series of a name with these labels. */
function figureOf(
  text: string,
  name: string,
  labels: { readonly [name: string]: string } = {},
): number | undefined {
  const found = samplesOf(text, name).filter((sample) =>
    Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  expect(found.length, name).toBeLessThan(2);
  return found[0]?.value;
}

function seriesOf(text: string): readonly string[] {
  return parseExposition(text, 'text').flatMap(({ samples }) =>
    samples.map(({ name, labels }) => JSON.stringify([name, labels])),
  );
}

describe.each(METRIC_SETS)('the set %s', (metrics) => {
  const snapshots = { BEFORE, AFTER, RICH, empty: snapshotOf() };

  it.each(Object.entries(snapshots))(
    'is well formed in both formats, with no series twice: %s',
    (_, snapshot) => {
      for (const isStale of [false, true]) {
        const text = encode(snapshot, { metrics, isStale });
        const open = encode(snapshot, { metrics, isStale, format: 'openmetrics' });
        const read = parseExposition(text, 'text').flatMap(({ samples }) => samples);
        expect(parseExposition(open, 'openmetrics').flatMap(({ samples }) => samples)).toEqual(read);
      }
    },
  );

  it('keeps the rules of names', () => {
    const wrong = listMetrics(metrics).filter(({ name, type, labels, help }) => {
      const isCounter = name.endsWith('_total') === (type === 'counter');
      const isInfo = type !== 'info' || name.endsWith('_info');
      const isPlain = /^[a-z][a-z0-9_]*$/.test(name) && labels.every((label) => /^[a-z_]+$/.test(label));
      return !(isCounter && isInfo && isPlain && help.endsWith('.') && !help.includes('\n'));
    });
    expect(wrong).toEqual([]);
  });

  it('has no two metrics of one name, also in OpenMetrics', () => {
    const names = listMetrics(metrics).map(({ name, type }) => familyName(name, type));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('has every metric of its catalogue in the snapshots of the tests, and no other', () => {
    const known = listMetrics(metrics).map(({ name }) => name);
    const full = encode(everything(), { metrics, intervalSeconds: 10 });
    const written = parseExposition(full, 'text').map(({ name }) => name);
    expect(written).toEqual(known);
  });
});

/** A snapshot in which nothing is unknown. */
function everything(): Snapshot {
  const [guest] = AFTER.guests;
  if (guest?.qemu === undefined) throw new Error('no guest');
  const stats = [
    ...['stat-total-memory', 'stat-available-memory', 'stat-free-memory', 'stat-disk-caches', 'stat-swap-in'],
    ...['stat-swap-out', 'stat-major-faults', 'stat-minor-faults', 'stat-htlb-pgalloc', 'stat-htlb-pgfail'],
    ...[
      'stat-oom-kills',
      'stat-alloc-stalls',
      'stat-async-scans',
      'stat-direct-scans',
      'stat-async-reclaims',
    ],
    'stat-direct-reclaims',
  ];
  const { balloon } = guest.qemu;
  const report = {
    supplied: Object.fromEntries(stats.map((stat) => [stat, 1])),
    unset: [],
    lastUpdateSeconds: guest.qemu.takenAtSeconds,
  };
  const disk = { ...DISK, counters: { ...DISK.counters, failedReads: 0, failedWrites: 1, failedFlushes: 2 } };
  const cgroup = guest.cgroup && {
    ...guest.cgroup,
    memory: guest.cgroup.memory && { ...guest.cgroup.memory, limitBytes: 2 ** 33 },
  };
  const qemu: QemuSample = { ...guest.qemu, balloon: balloon && { ...balloon, report }, disks: [disk] };
  return { ...AFTER, guests: [{ ...guest, qemu, cgroup }] };
}

describe('a closed set', () => {
  const problem = { kind: 'hung', message: 'no answer' } as const;
  const lives: { readonly [what: string]: Partial<GuestSnapshot> } = {
    running: {},
    paused: { qemu: { ...GUEST, runState: 'paused' } },
    'in a state of a later QEMU': { qemu: { ...GUEST, runState: 'dreaming' } },
    hung: { qemu: undefined, problem },
    'without a process': { linux: undefined },
    'without a balloon': { qemu: { ...GUEST, balloon: undefined } },
  };

  it.each([
    ['qgauge_guest_state', 'state', RUN_STATES],
    ['qgauge_guest_problem', 'kind', PROBLEM_KINDS],
    ['qgauge_guest_memory_verdict', 'verdict', MEMORY_VERDICTS],
    ['qgauge_guest_migration', 'end', ['incoming', 'outgoing']],
  ])('has all its series, whatever becomes of the guest: %s', (name, label, members) => {
    for (const life of Object.values(lives)) {
      const samples = samplesOf(encode(snapshotOf(guestSnapshot(life))), name);
      expect(samples.map(({ labels }) => labels[label])).toEqual(members);
      expect(samples.filter(({ value }) => value === 1).length).toBeLessThan(2);
      expect(samples.every(({ value }) => value === 0 || value === 1)).toBe(true);
    }
  });

  it.each([
    ['running', { state: 'running', kind: undefined, verdict: 'ok' }],
    ['paused', { state: 'paused', kind: undefined, verdict: 'paused' }],
    ['in a state of a later QEMU', { state: 'other', kind: undefined, verdict: 'paused' }],
    ['hung', { state: undefined, kind: 'hung', verdict: undefined }],
    ['without a balloon', { state: 'running', kind: undefined, verdict: 'failed' }],
  ])('has a 1 for what a guest is that is %s', (life, expected) => {
    const text = encode(snapshotOf(guestSnapshot(lives[life] ?? {})));
    const present = (name: string, label: string) =>
      samplesOf(text, name).find(({ value }) => value === 1)?.labels[label];
    expect({
      state: present('qgauge_guest_state', 'state'),
      kind: present('qgauge_guest_problem', 'kind'),
      verdict: present('qgauge_guest_memory_verdict', 'verdict'),
    }).toEqual(expected);
  });

  it('counts guests by state, and those that did not answer as unknown', () => {
    const text = encode(RICH);
    expect(figureOf(text, 'qgauge_guests', { state: 'running' })).toBe(2);
    expect(figureOf(text, 'qgauge_guests', { state: 'paused' })).toBe(1);
    expect(figureOf(text, 'qgauge_guests', { state: 'unknown' })).toBe(1);
  });
});

describe('the number of series', () => {
  it('stays, when an agent reports a new system and new addresses at each sweep', () => {
    const series = Array.from({ length: 50 }, (_, sweep) => {
      const osId = sweep % 2 === 0 ? `system ${sweep}\n"` : 'debian';
      const addresses = [{ mac: `52:54:00:00:00:${sweep}`, address: `192.0.2.${sweep}` }];
      return seriesOf(encode(snapshotOf(guestSnapshot({ agent: { osId, addresses } }))));
    });
    expect(new Set(series.map(({ length }) => length)).size).toBe(1);
    // Over all sweeps, one series more: that of the system in the list beside that of all others.
    expect(new Set(series.flat()).size).toBe((series[0]?.length ?? 0) + 1);
    const text = encode(snapshotOf(guestSnapshot({ agent: { osId: 'my os', addresses: [] } })));
    expect(samplesOf(text, 'qgauge_guest_info')[0]?.labels).toMatchObject({ os: 'other' });
  });

  it('is that without the second, when two disks, cards or vCPUs have one name', () => {
    const one = guestSnapshot({ nics: [{ nic: WEB_NIC, host: undefined, neighbourAddress: undefined }] });
    const vcpu = { index: 0, threadId: 2147 };
    const twins = (number: number): GuestSnapshot => ({
      ...one,
      qemu: { ...GUEST, disks: Array(number).fill(DISK), vcpus: Array(number).fill(vcpu) },
      nics: Array(number).fill(one.nics[0]),
    });
    const text = encode(snapshotOf(twins(3)));
    const alone = encode(snapshotOf(twins(1)));
    expect(seriesOf(text)).toEqual(seriesOf(alone));
    expect(figureOf(alone, 'qgauge_series_dropped', { reason: 'duplicate' })).toBe(0);
    const more = figureOf(text, 'qgauge_series_dropped', { reason: 'duplicate' });
    expect(more).toBe(2 * seriesOf(alone).filter((each) => /"(disk|nic|vcpu)":/.test(each)).length);
  });

  it('is that of one guest, when two have the same name', () => {
    const alone = encode(snapshotOf(guestSnapshot({})));
    const both = encode(snapshotOf(guestSnapshot({}), guestSnapshot({ uuid: undefined })));
    expect(seriesOf(both)).toEqual(seriesOf(alone));
    expect(figureOf(both, 'qgauge_series_dropped', { reason: 'duplicate' })).toBeGreaterThan(50);
  });

  it('is limited for each guest: what tells whether it is up comes first', () => {
    const text = encode(AFTER, { maxSeriesPerGuest: 20 });
    const counts = AFTER.guests.map(({ name }) => {
      return parseExposition(text, 'text').flatMap(({ samples }) =>
        samples.filter(({ labels }) => labels.guest === name),
      ).length;
    });
    expect(counts).toEqual([20, 0, 20]);
    expect(samplesOf(text, 'qgauge_guest_up')).toHaveLength(3);
    const dropped = figureOf(text, 'qgauge_series_dropped', { reason: 'guest_limit' });
    expect(dropped).toBe(seriesOf(encode(AFTER)).length - seriesOf(text).length);
  });

  it('is limited in all: every guest keeps the first', () => {
    const text = encode(AFTER, { maxSeries: 80 });
    expect(seriesOf(text)).toHaveLength(80 + 3);
    expect(samplesOf(text, 'qgauge_guest_up')).toHaveLength(3);
    const dropped = figureOf(text, 'qgauge_series_dropped', { reason: 'limit' });
    expect(dropped).toBe(seriesOf(encode(AFTER)).length - seriesOf(text).length);
  });
});

describe('a figure', () => {
  it('of memory is there only while the report of the balloon is fresh', () => {
    const paused = encode(snapshotOf(guestSnapshot({ qemu: { ...GUEST, runState: 'paused' } })));
    const fresh = encode(snapshotOf(guestSnapshot({})));
    expect(figureOf(fresh, 'qgauge_guest_memory_used_bytes')).toBe(800_000_000);
    expect(samplesOf(fresh, 'qgauge_guest_memory_page_faults_total')).toMatchObject([{ value: 2 ** 63 }]);
    const names = ['used_bytes', 'total_bytes', 'free_bytes', 'available_bytes', 'page_faults_total'];
    for (const name of names) expect(samplesOf(paused, `qgauge_guest_memory_${name}`)).toEqual([]);
    expect(figureOf(paused, 'qgauge_guest_memory_report_timestamp_seconds')).toBe(1_795_205_868);
    expect(figureOf(paused, 'qgauge_guest_memory_balloon_bytes')).toBe(2 ** 31);
  });

  it('of a guest that does not answer is missing, but for those of Linux, and when it last answered', () => {
    const text = encode(AFTER);
    const held = { guest: '=cmd|calc, "held"??[2J' };
    expect(figureOf(text, 'qgauge_guest_up', held)).toBe(0);
    expect(figureOf(text, 'qgauge_guest_sample_timestamp_seconds', held)).toBe(RICH.takenAtSeconds);
    expect(figureOf(text, 'qgauge_guest_cpu_seconds_total', { ...held, mode: 'user' })).toBe(358.25);
    expect(figureOf(text, 'qgauge_guest_vcpu_seconds_total', { ...held, vcpu: '0' })).toBe(106.06);
    expect(figureOf(text, 'qgauge_guest_cpus', held)).toBeUndefined();
    expect(text).not.toMatch(/qgauge_guest_disk_\w+\{guest="=cmd/);
  });

  it('of a card is the view of the guest, and that of a macvtap as it is', () => {
    const text = encode(RICH);
    expect(figureOf(text, 'qgauge_guest_nic_receive_bytes_total', { guest: 'web1' })).toBe(2001);
    expect(figureOf(text, 'qgauge_guest_nic_receive_bytes_total', { guest: 'db 1' })).toBe(1001);
  });

  it('of vCPUs that share a thread is that of the first one', () => {
    const vcpus = [0, 1].map((index) => ({ index, threadId: 2147 }));
    const [guest] = AFTER.guests;
    if (guest?.qemu === undefined) throw new Error('no guest');
    const text = encode({ ...AFTER, guests: [{ ...guest, qemu: { ...guest.qemu, vcpus } }] });
    expect(samplesOf(text, 'qgauge_guest_vcpu_seconds_total')).toMatchObject([{ labels: { vcpu: '0' } }]);
  });

  it('is not there for a guest that was never seen', () => {
    const name = 'unix:/nowhere';
    const unseen = guestSnapshot({ name, isNeverSeen: true, qemu: undefined, linux: undefined });
    for (const metrics of METRIC_SETS) expect(encode(snapshotOf(unseen), { metrics })).not.toContain(name);
    expect(figureOf(encode(snapshotOf(unseen)), 'qgauge_guests', { state: 'unknown' })).toBe(0);
    expect(figureOf(encode(snapshotOf(unseen), { metrics: 'libvirt' }), 'libvirt_domains')).toBe(0);
  });
});

describe('a name', () => {
  it.each([
    ['a "quoted" \\name', 'a "quoted" \\name'],
    ['two\nlines', 'two?lines'],
    ['x'.repeat(300), 'x'.repeat(300)],
    ['🐧 penguin', '🐧 penguin'],
    ['\u001b[2Jgone\u0000', '?[2Jgone?'],
    ['}{ 1\n# EOF', '}{ 1?# EOF'],
  ])('of a guest, its disk and its card is read back: %j', (name, label) => {
    const guest = guestSnapshot({
      name,
      qemu: { ...GUEST, disks: [{ ...DISK, name }] },
      nics: [{ nic: { ...WEB_NIC, id: name }, host: undefined, neighbourAddress: undefined }],
    });
    for (const format of ['text', 'openmetrics'] as const) {
      const families = parseExposition(encode(snapshotOf(guest), { format }), format);
      const samples = families.flatMap(({ samples: each }) => each);
      const named = (metric: string) => samples.find((sample) => sample.name === metric)?.labels;
      expect(named('qgauge_guest_up')).toEqual({ guest: label });
      expect(named('qgauge_guest_disk_size_bytes')).toEqual({ guest: label, disk: label });
      expect(named('qgauge_guest_nic_info')).toMatchObject({ guest: label, nic: label });
    }
  });
});

describe('a sweep that is too old', () => {
  it('says that no guest is up, when it was, and what qgauge costs, and nothing else', () => {
    const text = encode(AFTER, { isStale: true, intervalSeconds: 5 });
    const families = parseExposition(text, 'text');
    const ofGuests = families.filter(({ samples }) => samples.some(({ labels }) => 'guest' in labels));
    expect(ofGuests.map(({ name }) => name)).toEqual(['qgauge_guest_up']);
    expect(samplesOf(text, 'qgauge_guest_up').map(({ value }) => value)).toEqual([0, 0, 0]);
    expect(figureOf(text, 'qgauge_sweep_timestamp_seconds')).toBe(AFTER.takenAtSeconds);
    expect(figureOf(text, 'process_cpu_seconds_total')).toBe(0.5);
    expect(text).not.toContain('qgauge_host_');
    expect(encode(AFTER, { isStale: true, metrics: 'libvirt' })).toContain('\nlibvirt_up 0\n');
  });
});

describe('families of the caller', () => {
  const family = (name: string, ...labels: readonly string[]) => ({
    ...({ name, type: 'gauge', help: 'Ours.' } as const),
    samples: labels.map((each) => ({ labels: each, value: 1 })),
  });

  it('are written, each name and each series once', () => {
    const extra = [
      family('mine', 'a="1"', 'a="1"', 'a="2"'),
      family('mine', 'a="3"'),
      family('qgauge_guest_up', 'guest="x"'),
    ];
    const text = encode(AFTER, { extra });
    expect(samplesOf(text, 'mine').map(({ labels }) => labels.a)).toEqual(['1', '2']);
    expect(samplesOf(text, 'qgauge_guest_up')).toHaveLength(3);
    expect(figureOf(text, 'qgauge_series_dropped', { reason: 'duplicate' })).toBe(3);
  });

  it('are still there when the sweep is too old', () => {
    expect(samplesOf(encode(AFTER, { isStale: true, extra: [family('mine', '')] }), 'mine')).toHaveLength(1);
  });
});
