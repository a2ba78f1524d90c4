import { describe, expect, it } from 'vitest';
import { Losses } from '../../src/sinks/losses.js';
import { Outage } from '../../src/sinks/outage.js';

function openOutage(): {
  readonly outage: Outage;
  readonly losses: Losses;
  readonly reported: readonly string[];
} {
  const reported: string[] = [];
  const losses = new Losses();
  return { outage: new Outage('/log', losses, (message) => reported.push(message)), losses, reported };
}

describe('an outage', () => {
  it('is reported when it begins and when it ends, with what was lost in between', () => {
    const { outage, losses, reported } = openOutage();
    losses.add(5);
    outage.begin('no space');
    expect(outage.isOn).toBe(true);
    losses.add(3);
    outage.begin('no space');
    outage.begin('permission denied');
    losses.add(4, 2);
    outage.end('written again');
    outage.end('written again');
    expect(outage.isOn).toBe(false);
    expect(reported).toEqual(['/log: no space', '/log: written again; lost: 3 texts, 7 bytes']);
  });

  it('may cost nothing, or a single text, and begin again', () => {
    const { outage, losses, reported } = openOutage();
    outage.begin('no space');
    outage.end('written again');
    outage.begin('no space');
    losses.add(1);
    outage.end('the end');
    expect(reported).toEqual([
      '/log: no space',
      '/log: written again; nothing was lost',
      '/log: no space',
      '/log: the end; lost: 1 text, 1 bytes',
    ]);
  });
});
