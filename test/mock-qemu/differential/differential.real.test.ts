import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MockQemu, startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { introspectionOf } from '../../../mock-qemu/qapi/introspection.js';
import { connectRaw } from '../raw-client.js';
import {
  MOCK_VERSION,
  type RealQemu,
  skipsOtherVersions,
  startRealQemu,
  withoutJsonPlace,
} from '../real-qemu.js';
import { answersTo } from './converse.js';
import { isUnsent, mayDiffer } from './exceptions.js';
import { brokenFrames } from './frames.js';
import { encode, type Probe, probesOf } from './requests.js';
import { comparable } from './shape.js';

/** The commands that change the machine's state, in an order in which each has an effect; `quit` ends both. */
const LAST = ['system_powerdown', 'system_wakeup', 'stop', 'system_reset', 'cont', 'quit'];

describe.skipIf(skipsOtherVersions)(`beside a real QEMU ${MOCK_VERSION}, the mock`, () => {
  const schema = introspectionOf(MOCK_VERSION);
  const names = [...schema.commands.keys()].filter((name) => !LAST.includes(name));
  const probes = [...names, ...LAST].flatMap((name) => {
    const command = schema.commands.get(name);
    return command === undefined ? [] : probesOf(schema, command);
  });
  const sent = probes.filter((probe) => !isUnsent(probe));

  it('receives thousands of requests, with few exceptions', () => {
    expect(new Set(probes.map(({ command }) => command)).size).toBe(schema.commands.size);
    expect(probes.length).toBeGreaterThan(2000);
    const exceptions = probes.filter((probe) => isUnsent(probe) || mayDiffer(probe));
    expect(exceptions.length / probes.length).toBeLessThan(0.02);
  });

  it('answers every command, right or wrong, with the same error or the same shape', async () => {
    const goodbyes = sent.filter(
      ({ command, what }) => command === 'quit' && what !== 'an unexpected member',
    );
    await withBoth(async (real, mock) => {
      const differences: unknown[] = [];
      for (const probe of sent.filter((one) => !goodbyes.includes(one))) {
        const request = toText(probe);
        const [ofReal, ofMock] = await Promise.all([answersTo(real, request), answersTo(mock, request)]);
        if (mayDiffer(probe)) continue;
        const [expected, actual] = [ofReal.map(comparable), ofMock.map(comparable)];
        if (JSON.stringify(expected) !== JSON.stringify(actual))
          differences.push({ request, expected, actual });
      }
      expect(differences).toEqual([]);
      for (const client of [real, mock]) client.write(toText(goodbyes[0] ?? probes[0]));
      const [ofReal, ofMock] = await Promise.all([real.end(), mock.end()]);
      expect(withoutTime(ofMock)).toBe(withoutTime(ofReal));
    });
  });

  it('answers hundreds of broken frames in the same way, byte for byte', async () => {
    const requests = sent.filter(({ command }) => /^query-(name|version|status)$|^qom-get$/.test(command));
    const frames = brokenFrames(requests.map(toText), 600);
    await withBoth(async (real, mock) => {
      for (const frame of frames) {
        const [ofReal, ofMock] = await Promise.all([answersTo(real, frame), answersTo(mock, frame)]);
        expect({ frame, answers: ofMock.map(withoutBuild) }).toEqual({
          frame,
          answers: ofReal.map(withoutBuild),
        });
      }
    });
  });
});

function toText(probe: Probe | undefined): string {
  if (probe === undefined) throw new Error('the probe does not exist');
  const args = probe.arguments === undefined ? '' : `,"arguments":${encode(probe.arguments)}`;
  return `{"execute":"${probe.command}"${args},"id":"x"}`;
}

type Clients = Parameters<typeof answersTo>[0];

async function withBoth(converse: (real: Clients, mock: Clients) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'differential-'));
  try {
    await using real = await startReal(directory);
    await using mock = await startMock();
    await using toReal = await connectRaw(real.address);
    await using toMock = await connectRaw(mock.address);
    await Promise.all([toReal.negotiate(), toMock.negotiate()]);
    await converse(toReal, toMock);
  } finally {
    await rm(directory, { recursive: true });
  }
}

const NAME = 'probe';
const UUID = '0dbe2ae8-1ee4-4b43-bdf3-b533dfe75486';
const MAC = '52:54:00:aa:bb:01';
const MEMORY_MIB = 64;

function startReal(directory: string): Promise<RealQemu> {
  const disk = join(directory, 'disk.qcow2');
  execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', disk, '64M']);
  const node = `driver=qcow2,node-name=disk0-node,file.driver=file,file.filename=${disk},file.node-name=disk0-node-file`;
  return startRealQemu(
    [
      ...['-machine', 'q35', '-m', String(MEMORY_MIB), '-smp', '2', '-name', NAME, '-uuid', UUID],
      ...['-blockdev', node, '-device', 'virtio-blk-pci,id=disk0,drive=disk0-node'],
      ...['-netdev', 'hubport,id=n0,hubid=0'],
      ...['-device', `virtio-net-pci,id=net0,netdev=n0,romfile=,mac=${MAC}`],
      ...['-device', 'virtio-balloon-pci,id=balloon0'],
    ],
    '-qmp',
  );
}

function startMock(): Promise<MockQemu> {
  return startMockQemu({
    version: MOCK_VERSION,
    driver: 'none',
    status: 'prelaunch',
    name: NAME,
    uuid: UUID,
    vcpus: 2,
    memoryBytes: MEMORY_MIB * 1024 * 1024,
    disks: [{ id: 'disk0' }],
    nics: [{ id: 'net0', mac: MAC, netdev: 'n0' }],
  });
}

function withoutTime(text: string): string {
  return text.replace(/"seconds": \d+, "microseconds": \d+/g, 'TIME');
}

function withoutBuild(text: string): string {
  const anyBuild = text
    .replace(/("(micro|minor|major)": )\d+/g, '$1N')
    .replace(/("package": )"[^"]*"/g, '$1P');
  return withoutJsonPlace(anyBuild);
}
