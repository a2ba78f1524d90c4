import { LOOP_CLOCK } from '../../support/loop-clock.js';
import type { QmpClientOptions } from './client-options.js';
import type { Connection } from './connection.js';
import type { Greeting } from './greeting.js';

/**
 * Waits for a monitor's greeting. Anything else than a greeting ends the connection.
 *
 * @throws {GreetingTimeoutError} when the monitor stays silent
 * @throws {NotQmpError} when the peer sends something else
 * @throws the signal's reason when it fires first
 */
export function awaitGreeting(connection: Connection, options: QmpClientOptions): Promise<Greeting> {
  const { greetingTimeoutMs = 1000, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      stop();
      reject(signal?.reason);
    };
    const stopTimer = LOOP_CLOCK.setAlarm(greetingTimeoutMs, () => {
      stop();
      reject(connection.explainSilence(greetingTimeoutMs));
    });
    signal?.addEventListener('abort', onAbort, { once: true });
    connection.greeted.then(resolve, reject).finally(stop);
  });
}
