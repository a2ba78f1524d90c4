import type { JsonObject } from '../wire/json.js';
import type { Faults } from './faults.js';
import type { Output } from './output.js';

/** A reply, and the command that it answers. */
export interface Delivery {
  readonly reply: JsonObject;
  readonly command: string | undefined;
  readonly encode: (message: JsonObject) => string;
}

/** Sends a reply with the active faults; resolves to whether the connection continues. */
export async function deliver(delivery: Delivery, output: Output, faults: Faults): Promise<boolean> {
  const { command, encode } = delivery;
  if (faults.play('drop', command) !== undefined) return true;
  const garbage = faults.play('garbage', command);
  if (garbage !== undefined) output.write(toText(garbage.bytes), command);
  const unknown = faults.play('unknown-id', command);
  if (unknown !== undefined) output.write(encode({ return: {}, id: unknown.id }), command);
  const text = encode(inflate(delivery, faults));
  if (closesAt('reply', faults, command)) {
    output.write(halves(text)[0], command);
    return false;
  }
  if (faults.play('half', command) === undefined) output.write(text, command);
  else await sendHalf(text, output, faults);
  if (faults.play('duplicate-reply', command) !== undefined) output.write(text, command);
  // Slow output slows down input.
  await output.drained();
  return true;
}

/** Whether the fault `close` closes the connection at this point; counts as one occurrence. */
export function closesAt(point: ClosePoint, faults: Faults, command?: string): boolean {
  if (faults.peek('close', command)?.where !== point) return false;
  faults.play('close', command);
  return true;
}

/** Where the fault `close` closes a connection. */
export type ClosePoint = 'accept' | 'greeting' | 'greeted' | 'reply';

/** A text with one character for each byte. */
export function toText(bytes: string | ArrayLike<number>): string {
  return (typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(Uint8Array.from(bytes))).toString(
    'latin1',
  );
}

/** A text in two halves; the first is the longer one. */
export function halves(text: string): [first: string, second: string] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

function sendHalf(text: string, output: Output, faults: Faults): Promise<void> {
  const [first, second] = halves(text);
  return output.inTurn(async () => {
    await output.put(first);
    await faults.healed('half');
    await output.put(second);
  });
}

function inflate({ reply, command }: Delivery, faults: Faults): JsonObject {
  const oversize = faults.play('oversize', command);
  if (oversize === undefined) return reply;
  const { id } = reply;
  return { return: 'x'.repeat(oversize.mebibytes * 1024 * 1024), id };
}
