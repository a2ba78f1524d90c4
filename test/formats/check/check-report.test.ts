import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { encodeJunit } from '../../../src/formats/check/junit.js';
import { encodeCaseLine, encodeCheckSummary } from '../../../src/formats/check/table.js';
import { encodeTap } from '../../../src/formats/check/tap.js';
import type { CaseResult, CheckReport } from '../../../src/model/check-report.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const run = promisify(execFile);

const PASSED: CaseResult = {
  id: 're-arms',
  title: 'reports again and again, once an interval',
  basis: 'virtio 1.2, 5.5.6.3 (Memory Statistics)',
  state: 'passed',
  why: '',
  facts: ['gaps: 1.0 s, 1.0 s'],
  seconds: 4.0123,
};
const FAILED: CaseResult = {
  ...PASSED,
  id: 'inflates',
  title: 'inflates to three targets, one after the other',
  state: 'failed',
  why: 'stopped at <256 MiB> & "no more" # \u001b[2J',
  facts: ['256 MiB → 256 MiB in 0.00 s', '# second: fact'],
};
const SKIPPED: CaseResult = {
  ...PASSED,
  id: 'reset',
  title: 'reports again after a reset of the machine',
  state: 'skipped',
  why: 'it disturbs the guest: add --disruptive',
  facts: [],
  seconds: 0,
};
const REPORT: CheckReport = {
  guest: 'web \u001b[31m\n# not ok 1',
  qemu: '7.2.22',
  device: 'virtio-balloon-pci at /machine/peripheral/balloon0',
  beganSeconds: Date.UTC(2026, 0, 2, 3, 4, 5) / 1000,
  results: [PASSED, FAILED, SKIPPED],
  leftBehind: [],
};

describe('a conformance report', () => {
  it('is a line a case for people, with the reasons below it', () => {
    expect(REPORT.results.map(encodeCaseLine).join('') + encodeCheckSummary(REPORT)).toBe(`\
pass  re-arms                    4.0 s  reports again and again, once an interval
      gaps: 1.0 s, 1.0 s
FAIL  inflates                   4.0 s  inflates to three targets, one after the other
      stopped at <256 MiB> & "no more" # ?[2J
      256 MiB → 256 MiB in 0.00 s
      # second: fact
      virtio 1.2, 5.5.6.3 (Memory Statistics)
skip  reset                      0.0 s  reports again after a reset of the machine
      it disturbs the guest: add --disruptive
1 passed, 1 failed, 1 skipped
`);
  });

  it('is TAP 14', () => {
    expect(encodeTap(REPORT)).toBe(`\
TAP version 14
# guest web ?[31m?# not ok 1, QEMU 7.2.22, virtio-balloon-pci at /machine/peripheral/balloon0
1..3
ok 1 - re-arms: reports again and again, once an interval
  ---
  basis: virtio 1.2, 5.5.6.3 (Memory Statistics)
  facts: |
    gaps: 1.0 s, 1.0 s
  duration_ms: 4012
  ...
not ok 2 - inflates: inflates to three targets, one after the other
  ---
  message: 'stopped at <256 MiB> & "no more" # ?[2J'
  basis: virtio 1.2, 5.5.6.3 (Memory Statistics)
  facts: |
    256 MiB → 256 MiB in 0.00 s
    # second: fact
  duration_ms: 4012
  ...
ok 3 - reset: reports again after a reset of the machine # SKIP it disturbs the guest: add --disruptive
`);
  });

  it('ends with what could not be restored', () => {
    const report = { ...REPORT, leftBehind: ['the interval is 5 s, and was \u001b[2J0'] };
    expect(encodeCheckSummary(report)).toMatch(/\nnot restored: the interval is 5 s, and was \?\[2J0\n$/);
    expect(encodeTap(report)).toMatch(/\n# not restored: the interval is 5 s, and was \?\[2J0\n$/);
  });

  it("is read by perl's prove", async () => {
    const file = join(await temporaryDirectory(), 'report.tap');
    // Debian 12's prove refuses a version that it does not know, and reads all that 14 has of 13.
    const tap13 = (report: CheckReport) => encodeTap(report).replace('TAP version 14', 'TAP version 13');
    await writeFile(file, tap13(REPORT));
    const read = await run('prove', ['--exec', 'cat', '--verbose', file]).catch(
      (error: { stdout: string }) => error,
    );
    expect(read.stdout).toMatch(/Failed test: +2$/m);
    expect(read.stdout).toMatch(/Failed 1\/3 subtests/);
    expect(read.stdout).not.toContain('Parse errors');
    await writeFile(file, tap13({ ...REPORT, results: [PASSED, SKIPPED] }));
    const good = await run('prove', ['--exec', 'cat', '--directives', file]);
    expect(good.stdout).toContain('# SKIP it disturbs the guest: add --disruptive');
    expect(good.stdout).toMatch(/Result: PASS/);
  });

  it('is JUnit XML', () => {
    expect(encodeJunit(REPORT)).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="qgauge balloon check" tests="3" failures="1" errors="0" skipped="1" time="8.025">
  <testsuite name="qgauge balloon check" tests="3" failures="1" errors="0" skipped="1" time="8.025" timestamp="2026-01-02T03:04:05">
    <properties>
      <property name="guest" value="web ?[31m?# not ok 1"/>
      <property name="qemu" value="7.2.22"/>
      <property name="device" value="virtio-balloon-pci at /machine/peripheral/balloon0"/>
    </properties>
    <testcase name="re-arms: reports again and again, once an interval" classname="balloon" time="4.012">
      <system-out>gaps: 1.0 s, 1.0 s</system-out>
    </testcase>
    <testcase name="inflates: inflates to three targets, one after the other" classname="balloon" time="4.012">
      <failure message="stopped at &lt;256 MiB&gt; &amp; &quot;no more&quot; # ?[2J" type="inflates">virtio 1.2, 5.5.6.3 (Memory Statistics)</failure>
      <system-out>256 MiB → 256 MiB in 0.00 s
# second: fact</system-out>
    </testcase>
    <testcase name="reset: reports again after a reset of the machine" classname="balloon" time="0.000">
      <skipped message="it disturbs the guest: add --disruptive"/>
    </testcase>
  </testsuite>
</testsuites>
`);
  });

  it('is XML to another parser, whatever stands in it', async () => {
    const count =
      'import sys,xml.etree.ElementTree as E; print(len(E.parse(sys.argv[1]).findall(".//testcase")))';
    const file = join(await temporaryDirectory(), 'report.xml');
    const hostile = '\u0000\uffff\ud800]]><!--<&"\u2028\'';
    const results = REPORT.results.map((result) => ({ ...result, why: hostile, facts: [hostile] }));
    await writeFile(file, encodeJunit({ ...REPORT, guest: hostile, results }));
    expect((await run('python3', ['-c', count, file])).stdout).toBe('3\n');
  });

  it('has the name of a guest that is called as XML calls a flag', () => {
    expect(encodeJunit({ ...REPORT, guest: 'true' })).toContain('<property name="guest" value="true"/>');
  });
});
