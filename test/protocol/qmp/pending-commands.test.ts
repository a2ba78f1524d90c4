import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PendingCommands } from '../../../src/protocol/qmp/pending-commands.js';

function pendingCommands() {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const pending = new PendingCommands();
  const ended: string[] = [];
  const add = (command: string, timeoutMs: number) => {
    const { id, reply } = pending.add(command, timeoutMs, undefined, () => new Error(`${command} is late`));
    reply.catch((error: Error) => ended.push(error.message));
    return id;
  };
  return { pending, ended, add };
}

describe('PendingCommands', () => {
  it('times each command out at its own time, in whatever order they came', async () => {
    const { ended, add } = pendingCommands();
    add('slow', 300);
    add('quick', 100);
    add('medium', 200);
    await vi.advanceTimersByTimeAsync(100);
    expect(ended).toEqual(['quick is late']);
    await vi.advanceTimersByTimeAsync(100);
    expect(ended).toEqual(['quick is late', 'medium is late']);
    await vi.advanceTimersByTimeAsync(100);
    expect(ended).toEqual(['quick is late', 'medium is late', 'slow is late']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves one timer for all of them, and none when all are answered', () => {
    const { pending, add } = pendingCommands();
    const ids = [add('a', 100), add('b', 50), add('c', 200)];
    expect(vi.getTimerCount()).toBe(1);
    for (const id of ids) pending.take(id);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('times out what is left after the first was answered', async () => {
    const { pending, ended, add } = pendingCommands();
    const first = add('first', 50);
    add('second', 150);
    pending.take(first);
    await vi.advanceTimersByTimeAsync(149);
    expect(ended).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    expect(ended).toEqual(['second is late']);
  });
});
