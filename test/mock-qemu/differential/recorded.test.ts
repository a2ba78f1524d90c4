import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startMockQemu } from '../../../mock-qemu/mock-qemu.js';
import { connectRaw } from '../raw-client.js';
import { answersTo } from './converse.js';
import { comparable } from './shape.js';

const RECORDINGS = join(import.meta.dirname, '..', '..', 'fixtures', 'recordings');

/** The recorded machine has a NUMA node, memory slots, backing images and devices that the mock's does not have. */
const OF_ANOTHER_MACHINE = new Set([
  ...['query-acpi-ospm-status', 'query-cpus-fast', 'query-hotpluggable-cpus', 'query-pci', 'query-rx-filter'],
  ...['query-block', 'query-blockstats', 'query-named-block-nodes'],
]);

describe.each(['7.2', '10.0'] as const)('given the recorded requests of QEMU %s, the mock', (version) => {
  it('answers with the same errors and shapes', async () => {
    const exchanges = readExchanges(join(RECORDINGS, `qemu-${version}.jsonl`));
    await using qemu = await startMockQemu({
      version,
      name: 'rich',
      memoryBytes: 256 * 1024 * 1024,
      iothreads: [{ id: 'io0', threadId: 11 }],
      vnc: { host: '127.0.0.1', port: 5907 },
      emptyDrive: true,
      deflateOnOom: true,
      agent: {},
    });
    await using client = await connectRaw(qemu.address);
    await client.lines(1);
    let compared = 0;
    for (const { request, reply } of exchanges) {
      const answers = await answersTo(client, request);
      if (OF_ANOTHER_MACHINE.has(JSON.parse(request).execute)) continue;
      expect({ request, answers: answers.map(comparable) }).toEqual({
        request,
        answers: [comparable(reply)],
      });
      compared += 1;
    }
    expect(compared).toBeGreaterThan(80);
  });
});

interface Exchange {
  readonly request: string;
  readonly reply: string;
}

/** The n-th reply answers the n-th request: the recorded client waited for each. */
function readExchanges(path: string): Exchange[] {
  const messages = readFileSync(path, 'utf8').trimEnd().split('\n');
  const lines = messages.map((text): { from: string; line: string } => JSON.parse(text));
  const requests = lines.filter(({ from }) => from === 'client').map(({ line }) => line);
  const said = lines.filter(({ from }) => from === 'qemu').map(({ line }) => line);
  const replies = said.filter((line) => 'id' in JSON.parse(line));
  return requests.map((request, index) => ({ request, reply: replies[index] ?? '' }));
}
