import { describe, expect, it } from 'vitest';
import { isOurLateness, problemOfLateness, provesNothing } from '../../src/monitor/lateness.js';
import {
  CommandTimeoutError,
  ConnectionLostError,
  GreetingTimeoutError,
} from '../../src/protocol/qmp/errors.js';
import { parseAddress } from '../../src/protocol/transport/address.js';
import { ConnectError } from '../../src/protocol/transport/connect-error.js';
import { DeadlineExceeded } from '../../src/support/deadline.js';

const ADDRESS = parseAddress('/run/web/qmp.sock');
const LIMIT_MS = 1000;
const punctual = { ranMs: 1000, lateMs: 2400 };
const starved = { ranMs: 1000, lateMs: 9000 };
const short = { ranMs: 80, lateMs: 0 };

describe('a wait without an answer', () => {
  it.each([
    ['greeting', new GreetingTimeoutError(ADDRESS, LIMIT_MS)],
    ['reply', new CommandTimeoutError(ADDRESS, 'query-status', LIMIT_MS, '')],
    ['connection', new ConnectError(ADDRESS, 'timeout', 'no connection')],
  ])('(%s) is our lateness when we ran in less than a quarter of the time', (_, error) => {
    expect(isOurLateness(error, starved, LIMIT_MS)).toBe(true);
    expect(isOurLateness(error, punctual, LIMIT_MS)).toBe(false);
    // Its own time limit has passed, however short that is.
    expect(isOurLateness(error, short, LIMIT_MS)).toBe(false);
  });

  it('is our lateness when the sweep has left it less than a quarter of the time limit', () => {
    const error = new DeadlineExceeded(80);
    expect(isOurLateness(error, short, LIMIT_MS)).toBe(true);
    expect(isOurLateness(error, { ranMs: 250, lateMs: 0 }, LIMIT_MS)).toBe(false);
    expect(provesNothing(starved, LIMIT_MS)).toBe(true);
    expect(provesNothing(punctual, LIMIT_MS)).toBe(false);
  });

  it('is not our lateness when it ended with news of QEMU', () => {
    expect(isOurLateness(new ConnectionLostError(ADDRESS, 'closed'), starved, LIMIT_MS)).toBe(false);
    expect(isOurLateness(new ConnectError(ADDRESS, 'refused', 'nothing there'), starved, LIMIT_MS)).toBe(
      false,
    );
  });

  it('is explained by what it lacked', () => {
    expect(problemOfLateness('unix:/s', starved)).toEqual({
      kind: 'late',
      message:
        'unix:/s: no answer yet: qgauge itself did not run for 9.0 of 10.0 s: its host or control group has no CPU to spare',
    });
    expect(problemOfLateness('unix:/s', short).message).toBe(
      'unix:/s: no answer yet: it was asked 0.1 s ago',
    );
  });
});
