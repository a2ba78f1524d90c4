import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../src/discover/command-line.js';
import type { QemuProcess } from '../../../src/discover/qemu-processes.js';
import type { TrafficLimits } from '../../../src/model/net-interface.js';
import { TapLimits } from '../../../src/poll/sample/tap-limits.js';

const LIMITED: TrafficLimits = {
  sent: null,
  received: { averageBytesPerSecond: 3_000_000, peakBytesPerSecond: undefined, burstBytes: undefined },
};

function processOf(pid: number, netNamespace: string | undefined): QemuProcess {
  return { pid, startTicks: 1, netNamespace, commandLine: parseCommandLine([]), hasQemuName: true };
}

function newLimits(limitsOf: (name: string) => TrafficLimits | undefined = () => LIMITED) {
  const read: (string | undefined)[] = [];
  const nic = { path: undefined, id: 'net0', netdev: 'hn0', mac: undefined };
  const match = ({ pid }: QemuProcess) => [{ nic, name: pid === 9 ? undefined : `tap${pid}` }];
  const limits = new TapLimits('/nowhere', { match }, async (namespace) => {
    read.push(namespace);
    return { limitsOf: async (name) => limitsOf(name) };
  });
  return { limits, read };
}

describe('the limits of taps', () => {
  it('are read once for all guests of a network namespace, and kept for each', async () => {
    const { limits, read } = newLimits();
    const [web, db, far] = [processOf(1, 'net:[1]'), processOf(2, 'net:[1]'), processOf(3, 'net:[2]')];
    await Promise.all([web, db, far].map((process) => limits.read(process, undefined)));
    expect(read).toEqual(['/nowhere/1/ns/net', '/nowhere/3/ns/net']);
    expect(limits.get(web, 'tap1')).toEqual(LIMITED);
    expect(limits.get(web, 'tap2')).toBeUndefined();
    expect(limits.get(db, 'tap2')).toEqual(LIMITED);
  });

  it('are read in our own namespace where that of the guest is hidden', async () => {
    const { limits, read } = newLimits();
    await limits.read(processOf(1, undefined), undefined);
    expect(read).toEqual([undefined]);
  });

  it('cost nothing for a guest without a tap', async () => {
    const { limits, read } = newLimits();
    await limits.read(processOf(9, undefined), undefined);
    expect(read).toEqual([]);
  });

  it('are unknown where tc shows nothing, or does not end', async () => {
    const missing = newLimits(() => undefined);
    const broken = newLimits(() => expect.fail());
    const web = processOf(1, undefined);
    for (const { limits } of [missing, broken]) {
      await limits.read(web, undefined);
      expect(limits.get(web, 'tap1')).toBeUndefined();
    }
  });
});
