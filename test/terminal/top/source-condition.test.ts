import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lineText } from '../../../src/support/styled-text.js';
import { SourceCondition } from '../../../src/terminal/top/source-condition.js';

const textOf = (condition: SourceCondition, columns = 80) => condition.lines(columns).map(lineText);

describe('SourceCondition', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  it('says nothing while sweeps come', () => {
    using condition = new SourceCondition(() => undefined);
    condition.sweep();
    vi.advanceTimersByTime(60_000);
    expect(textOf(condition)).toEqual([]);
  });

  it('says why there is no sweep, with the age of the last, until the next', () => {
    const onTick = vi.fn();
    using condition = new SourceCondition(onTick);
    condition.sweep();
    vi.advanceTimersByTime(2000);
    condition.lose('kvm7: a\u001b[2Jb');
    expect(textOf(condition)).toEqual(['figures of 2 s ago: kvm7: a?[2Jb']);
    vi.advanceTimersByTime(3000);
    expect(onTick).toHaveBeenCalledTimes(3);
    condition.lose('kvm7: nobody listens there');
    expect(textOf(condition)).toEqual(['figures of 5 s ago: kvm7: nobody listens there']);
    condition.sweep();
    expect(textOf(condition)).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fits its line', () => {
    using condition = new SourceCondition(() => undefined);
    condition.lose('kvm7: nobody listens there');
    expect(textOf(condition, 20)).toEqual(['figures of 0 s ago:…']);
  });
});
