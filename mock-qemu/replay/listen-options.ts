import { MockError } from '../listen/mock-error.js';
import type { ListenOptions } from '../listen/one-client-server.js';

/** Where to listen, from an address: `unix:/path`, `/path`, `tcp:127.0.0.1:port`. @throws {MockError} ERR_MOCK_LISTEN */
export function listenOptions(address: string | undefined): ListenOptions {
  if (address === undefined) return {};
  const [, path] = /^(?:unix:)?(\/.*)$/s.exec(address) ?? [];
  if (path !== undefined) return { path };
  const [, port] = /^tcp:127\.0\.0\.1:(\d{1,5})$/.exec(address) ?? [];
  if (port !== undefined) return { port: Number(port) };
  const forms = 'write unix:/path, /path or tcp:127.0.0.1:port';
  throw new MockError('ERR_MOCK_LISTEN', `the mock cannot listen on '${address}': ${forms}`);
}
