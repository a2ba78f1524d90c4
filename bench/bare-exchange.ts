import { createConnection } from 'node:net';

/** What a poller asks a guest in a sweep; without the negotiation on a connection that it holds. */
export const SWEEP_REQUESTS: readonly string[] = [
  '{"execute":"qmp_capabilities","id":1}\n',
  '{"execute":"query-status","id":2}\n',
  '{"execute":"query-balloon","id":3}\n',
  '{"execute":"query-blockstats","id":4}\n',
  '{"execute":"qom-get","arguments":{"path":"/machine/peripheral/balloon0","property":"guest-stats"},"id":5}\n',
];

/** A floor: one connection from its greeting to its end, with the bytes of a sweep and JSON.parse of every line. */
export function exchange(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let rest = '';
    let lines = 0;
    const socket = createConnection(path).setEncoding('latin1');
    socket.on('error', reject).on('close', () => resolve());
    socket.on('data', (chunk: string) => {
      rest += chunk;
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        JSON.parse(rest.slice(0, end));
        rest = rest.slice(end + 1);
        if (++lines === 1) socket.write(SWEEP_REQUESTS.join(''));
      }
      if (lines > SWEEP_REQUESTS.length) socket.destroy();
    });
  });
}
