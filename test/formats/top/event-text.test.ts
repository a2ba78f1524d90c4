import { describe, expect, it } from 'vitest';
import { eventText } from '../../../src/formats/top/event-text.js';
import type { FoundEvent } from '../../../src/model/guest-event.js';

const text = (event: Omit<FoundEvent, 'guest'>) => eventText({ guest: 'a', ...event });

describe('the text of an event', () => {
  it('says what happened', () => {
    expect(text({ kind: 'came' })).toBe('the guest was found');
    expect(text({ kind: 'went' })).toBe('the guest is gone');
    expect(text({ kind: 'state', from: 'running', to: 'paused' })).toBe('running -> paused');
    expect(text({ kind: 'session', message: 'the guest was reset' })).toBe('the guest was reset');
    expect(text({ kind: 'verdict', from: 'ok', to: 'stale', message: 'old' })).toBe('ok -> stale: old');
    expect(text({ kind: 'problem-began', to: 'hung', message: 'no answer' })).toBe('hung: no answer');
    expect(text({ kind: 'problem-ended', from: 'hung' })).toBe('it answers again (was hung)');
    expect(text({ kind: 'qemu', name: 'RESET', message: '{}' })).toBe('RESET {}');
  });

  it('does without what an event lacks', () => {
    expect(text({ kind: 'state', to: 'paused' })).toBe('unknown -> paused');
    expect(text({ kind: 'session' })).toBe('another life of the guest began');
    expect(text({ kind: 'problem-began', to: 'hung' })).toBe('hung');
    expect(text({ kind: 'qemu', name: 'STOP' })).toBe('STOP');
  });
});
