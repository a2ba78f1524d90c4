import { join } from 'node:path';
import { API_SOCKET } from '../../client/daemon-client.js';
import { DEFAULT_TCP, type Listen, parseListen } from '../../serve/http/listen/listen.js';
import { takeInheritedSockets } from '../../serve/systemd.js';
import { runtimeDirectory } from '../../support/runtime-directory.js';

/** The value of the option that leaves TCP out. */
const NONE = 'none';
const ELSEWHERE =
  'choose another directory by QGAUGE_RUNTIME_DIRECTORY (in a unit of systemd: RuntimeDirectory=)';

/**
 * Where to answer: at the sockets that systemd listens at, or else at the one in the runtime directory, where the other
 * commands ask, and at the addresses of the options.
 *
 * @throws {AddressError}
 */
export function chooseListeners(addresses: readonly string[] | undefined): readonly Listen[] {
  const inherited = takeInheritedSockets();
  const own = addresses?.filter((text) => text !== NONE).map(parseListen);
  if (inherited.length > 0) {
    return [
      ...inherited.map(({ descriptor }): Listen => ({ type: 'inherited', descriptor })),
      ...(own ?? []),
    ];
  }
  return [
    { type: 'unix', path: join(runtimeDirectory(), API_SOCKET), elsewhere: ELSEWHERE },
    ...(own ?? [DEFAULT_TCP]),
  ];
}
