import { expect } from 'vitest';
import { type MockQemu, type MockQemuOptions, startMockQemu } from '../../mock-qemu/mock-qemu.js';
import { connectRaw, type RawClient } from './raw-client.js';
import { MOCK_VERSION, startRealQemu } from './real-qemu.js';

/** One step of a conversation: a request, or something that the guest does, each with the event that ends the wait. */
export interface Step {
  readonly request?: unknown;
  /** What the test makes the mock's guest do where the real one runs a program. */
  readonly guest?: (mock: MockQemu) => void;
  /** The step ends when this text has arrived, in an event or in the answer. */
  readonly until?: string;
  /** The request is sent again until the answer has this text; only that one is compared. */
  readonly again?: string;
  /** For a step that ends with QEMU. */
  readonly ends?: boolean;
}

export function execute(command: string, args: unknown = {}): Step {
  return { request: { execute: command, arguments: args } };
}

/** Runs the same steps on both, and compares everything that they send. */
export async function expectSame(
  args: readonly string[],
  options: MockQemuOptions,
  steps: readonly Step[],
  tidy: (text: string) => string = (text) => text,
): Promise<void> {
  await using real = await startRealQemu(args, '-qmp');
  await using mock = await startMockQemu({ version: MOCK_VERSION, ...options });
  const [ofReal, ofMock] = await Promise.all([
    converse(real.address, steps, tidy, () => undefined),
    converse(mock.address, steps, tidy, (step) => step.guest?.(mock)),
  ]);
  expect(ofMock).toEqual(ofReal);
}

async function converse(
  address: string,
  steps: readonly Step[],
  tidy: (text: string) => string,
  act: (step: Step) => void,
): Promise<unknown[]> {
  await using client = await connectRaw(address);
  await client.negotiate();
  const heard = [];
  for (const step of steps) {
    act(step);
    let answer = await take(client, step);
    while (step.again !== undefined && !answer.includes(step.again)) answer = await take(client, step);
    heard.push([step.request ?? 'guest', tidy(comparable(answer))]);
  }
  return heard;
}

async function take(client: RawClient, { request, until, ends }: Step): Promise<string> {
  if (request !== undefined) client.write(`${JSON.stringify(request)}\n`);
  if (ends === true) return client.end(20_000);
  const early =
    until === undefined
      ? ''
      : await client.take((text) => text.includes(until) && text.endsWith('\n'), 20_000);
  if (request === undefined) return early;
  client.write('{"execute":"end-of-answer","id":"end"}');
  const late = await client.take((text) => text.includes('{"id": "end"') && text.endsWith('}\r\n'));
  return early + late.replace(/\{"id": "end".*\r\n/, '');
}

/** What differs from run to run: times and thread ids. */
function comparable(text: string): string {
  return text
    .replace(/"seconds": \d+, "microseconds": \d+/g, 'TIME')
    .replace(/("(date-n?sec|vm-clock-n?sec|thread-id)": )\d+/g, '$1N');
}
