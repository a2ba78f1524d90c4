import type { RawClient } from '../raw-client.js';

/** Sends one request and resolves to the lines that answer it, without the events. */
export async function answersTo(client: RawClient, request: string): Promise<string[]> {
  client.write(`${request}\n${END_MARK}`);
  const text = await client.take(
    (soFar) => soFar.includes('{"id": "end"') && soFar.endsWith('}\r\n'),
    20_000,
  );
  const lines = text.split('\r\n').filter((line) => line !== '');
  return lines.filter((line) => !line.includes('"id": "end"') && !line.startsWith('{"timestamp"'));
}

/** A command that no QEMU has: its error proves that everything before it has been answered. */
const END_MARK = '{"execute":"end-of-answer","id":"end"}';
