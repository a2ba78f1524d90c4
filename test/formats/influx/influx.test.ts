import { describe, expect, it } from 'vitest';
import { createInflux } from '../../../src/formats/influx/influx.js';
import { METRIC_GROUPS, type MetricGroup } from '../../../src/model/vocabulary.js';
import { AFTER, BEFORE, MOVING_GUEST } from '../moving-snapshot.js';
import { guestSnapshot, snapshotOf } from '../rich-snapshot.js';

function linesOf(groups: readonly MetricGroup[], snapshot = AFTER): readonly string[] {
  return createInflux({ groups, verbose: true }).print(snapshot).trimEnd().split('\n');
}

/** Measurement, tags, fields and time, with whatever may be escaped. */
const LINE =
  /^[a-z_]+(,[a-z_]+=(\\.|[^\\,= ])+)* [A-Za-z0-9_]+=(-?[0-9.e+-]+i?|true|false|"(\\.|[^"\\])*")(,[A-Za-z0-9_]+=(-?[0-9.e+-]+i?|true|false|"(\\.|[^"\\])*"))* [0-9]{19}$/;

describe('the line protocol', () => {
  it('has lines that are well formed', () => {
    const lines = [...linesOf(METRIC_GROUPS), ...linesOf(METRIC_GROUPS, BEFORE)];
    expect(lines.filter((line) => !LINE.test(line))).toEqual([]);
  });

  it('gives each field one type for good', () => {
    const types = new Map<string, Set<string>>();
    for (const line of [...linesOf(METRIC_GROUPS), ...linesOf(METRIC_GROUPS, BEFORE)]) {
      const measurement = line.slice(0, line.search(/[, ]/));
      for (const [, name, value = ''] of line.matchAll(
        /[ ,]([A-Za-z0-9_]+)=("|true|false|-?[0-9.e+-]+i?)(?=[, "])/g,
      )) {
        const type =
          value === '"'
            ? 'string'
            : /^[tf]/.test(value)
              ? 'boolean'
              : value.endsWith('i')
                ? 'integer'
                : 'float';
        const key = `${measurement}.${name}`;
        types.set(key, (types.get(key) ?? new Set()).add(type));
      }
    }
    // Tags look like floats where they are numbers.
    const tags = ['page_bytes', 'vcpu', 'node', 'uuid', 'guest'];
    const mixed = [...types].filter(([key, set]) => set.size > 1 && !tags.includes(key.split('.')[1] ?? ''));
    expect(types.size).toBeGreaterThan(200);
    expect(mixed).toEqual([]);
  });

  it.each([
    ['cpu', ['qgauge_vcpu', 'qgauge_iothread', 'qgauge_cgroup']],
    ['mem', ['qgauge_hugepages', 'qgauge_numa', 'qgauge_cgroup']],
    ['disk', ['qgauge_host_disk', 'qgauge_disk']],
    ['net', ['qgauge_host_net', 'qgauge_nic']],
    ['io', ['qgauge_cgroup']],
    ['pressure', ['qgauge_cgroup']],
    ['balloon', ['qgauge_balloon']],
  ] as const)('has with the group %s the measurements %j', (group, wanted) => {
    const always = ['qgauge_host', 'qgauge_guest', 'qgauge_self'];
    const found = new Set(linesOf([group]).map((line) => line.slice(0, line.indexOf(','))));
    expect([...found].filter((name) => !always.includes(name)).sort()).toEqual([...wanted].sort());
  });

  it('has a line a vCPU, with the share of the time in which it ran and waited', () => {
    const lines = linesOf(['cpu']).filter((line) => line.startsWith('qgauge_vcpu'));
    expect(lines).toEqual([
      'qgauge_vcpu,host=host1.example,guest=web1,uuid=0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486,vcpu=0 run_nanoseconds=106060000000i,wait_nanoseconds=2500000000i,run_ratio=0.606,wait_ratio=0.05 1795205879500000000',
      'qgauge_vcpu,host=host1.example,guest=web1,uuid=0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486,vcpu=1 run_nanoseconds=94000000000i,wait_nanoseconds=2250000000i,run_ratio=0.4,wait_ratio=0.025 1795205879500000000',
    ]);
  });

  it('leaves out what was printed before, and a line without any known field', () => {
    const lines = linesOf(['cpu', 'disk', 'net']).filter((line) => line.includes('guest=gone-1'));
    expect(lines).toEqual([
      'qgauge_guest,host=host1.example,guest=gone-1 answered=false,problem="absent" 1795205879500000000',
    ]);
    const held = linesOf(['disk']).filter((line) => line.startsWith('qgauge_disk') && line.includes('held'));
    expect(held).toEqual([]);
  });

  it('has no tag for a host without a name, and none for a guest without a UUID', () => {
    const guest = guestSnapshot({ uuid: undefined, qemu: MOVING_GUEST, linux: undefined });
    const [line] = linesOf([], snapshotOf(guest));
    expect(line).toBe('qgauge_guest,guest=web1 answered=true,state="running",pid=2145i 1795205869500000000');
  });
});
