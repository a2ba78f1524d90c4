import { describe, expect, it } from 'vitest';
import { PendingCommands } from '../../../src/protocol/qmp/pending-commands.js';
import { LoopClock } from '../../../src/support/loop-clock.js';
import { FakeEventLoop } from '../../support/fake-event-loop.js';

function pendingCommands() {
  const loop = new FakeEventLoop();
  const pending = new PendingCommands(new LoopClock(loop));
  const ended: string[] = [];
  const add = (command: string, timeoutMs: number) => {
    const { id, reply } = pending.add(command, timeoutMs, undefined, () => new Error(`${command} is late`));
    reply.catch((error: Error) => ended.push(error.message));
    return id;
  };
  const advance = async (ms: number) => {
    const endMs = loop.nowMs() + ms;
    while (loop.nowMs() < endMs && loop.timers > 0) loop.turn();
    // The rejections.
    await Promise.resolve();
  };
  return { loop, pending, ended, add, advance };
}

describe('PendingCommands', () => {
  it('times each command out at its own time, in whatever order they came', async () => {
    const { loop, ended, add, advance } = pendingCommands();
    add('slow', 300);
    add('quick', 100);
    add('medium', 200);
    await advance(100);
    expect(ended).toEqual(['quick is late']);
    await advance(100);
    expect(ended).toEqual(['quick is late', 'medium is late']);
    await advance(100);
    expect(ended).toEqual(['quick is late', 'medium is late', 'slow is late']);
    expect(loop.timers).toBe(0);
  });

  it('leaves one timer for all of them, and none when all are answered', () => {
    const { loop, pending, add } = pendingCommands();
    const ids = [add('a', 100), add('b', 50), add('c', 200)];
    expect(loop.timers).toBe(1);
    for (const id of ids) pending.take(id);
    expect(loop.timers).toBe(0);
  });

  it('times out what is left after the first was answered', async () => {
    const { pending, ended, add, advance } = pendingCommands();
    const first = add('first', 50);
    add('second', 150);
    pending.take(first);
    await advance(140);
    expect(ended).toEqual([]);
    await advance(10);
    expect(ended).toEqual(['second is late']);
  });

  it('reads what has arrived before it times a command out, however late the loop is', async () => {
    const { loop, pending, ended, add } = pendingCommands();
    const answered = add('answered', 50);
    add('silent', 50);
    loop.onRead = () => pending.take(answered);
    loop.turn(5000);
    await Promise.resolve();
    expect(ended).toEqual(['silent is late']);
    expect(loop.timers).toBe(0);
  });
});
