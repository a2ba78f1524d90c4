import { isExposed, protectionBy, refuseExposure } from './exposure.js';
import type { HttpServer, HttpServerOptions } from './http-server.js';
import { HTTP_LIMITS } from './limits.js';
import { resolveEndpoints } from './listen/resolve-endpoints.js';
import { Listeners } from './listeners.js';
import { ServerSettings } from './server-settings.js';

/**
 * Serves routes over unix sockets and TCP, within limits and behind guards.
 *
 * @throws {ListenError} an address cannot be listened at, or is exposed; nothing listens then
 * @throws {WebConfigError}
 * @throws {TokenFileError}
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const limits = { ...HTTP_LIMITS, ...options.limits };
  const endpoints = await resolveEndpoints(options.listen);
  const tcp = endpoints.filter((endpoint) => endpoint.kind === 'tcp');
  const mustProtect = options.insecure !== true && tcp.some(isExposed);
  const settings = new ServerSettings({ ...options, recheckMs: limits.recheckMs, mustProtect });
  if (mustProtect) {
    for (const endpoint of tcp)
      refuseExposure(endpoint, protectionBy(settings.web(), settings.tokens().length > 0));
  }
  const server = new Listeners(options, limits, settings, endpoints);
  await server.listen();
  return server;
}
