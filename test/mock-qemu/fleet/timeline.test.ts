import { describe, expect, it } from 'vitest';
import type { Action } from '../../../mock-qemu/fleet/action.js';
import { playInRealTime } from '../../../mock-qemu/fleet/real-time.js';
import { Timeline, type TimelineEntry } from '../../../mock-qemu/fleet/timeline.js';

const stop: Action = { do: 'stop' };
const cont: Action = { do: 'cont' };

function played(entries: readonly TimelineEntry[]) {
  const events: string[] = [];
  const timeline: Timeline = new Timeline(entries, async (action) => {
    events.push(`${timeline.nowMs} ${action.do}`);
  });
  return { timeline, events };
}

describe('a timeline', () => {
  it('plays due actions in order of time, and those of one time in the order of the list', async () => {
    const { timeline, events } = played([
      { atMs: 20, action: stop },
      { atMs: 10, action: stop },
      { atMs: 10, action: cont },
    ]);
    await timeline.playUntil(15);
    expect(events).toEqual(['10 stop', '10 cont']);
    expect(timeline.nextMs).toBe(20);
    await timeline.playUntil(20);
    expect(events).toHaveLength(3);
    expect(timeline.nextMs).toBeUndefined();
  });

  it('repeats an action with an interval, and passes the time between elsewhere too', async () => {
    const { timeline, events } = played([{ atMs: 5, everyMs: 10, action: stop }]);
    const passed: number[] = [];
    await timeline.playUntil(30, async (ms) => void passed.push(ms));
    expect(events).toEqual(['5 stop', '15 stop', '25 stop']);
    expect(passed).toEqual([5, 10, 10, 5]);
  });

  it('plays in real time too, until it is stopped', async () => {
    let stopPlaying = (): void => undefined;
    const startedAtMs = performance.now();
    await new Promise<void>((resolve) => {
      const times: number[] = [];
      const timeline = new Timeline([{ atMs: 20, everyMs: 30, action: stop }], async () => {
        times.push(performance.now() - startedAtMs);
        if (times.length === 3) resolve();
      });
      stopPlaying = playInRealTime(timeline);
    });
    stopPlaying();
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(80);
  });
});
