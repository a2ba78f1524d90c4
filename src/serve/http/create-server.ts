import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { answerClientError } from './client-error.js';
import type { HttpLimits } from './limits.js';
import { hasAllowedName } from './subject-names.js';
import type { TlsConfig } from './web-config/web-config.js';

/**
 * Creates a server within limits, that does not listen yet.
 *
 * @param tls the certificate; called for each connection, so that it may be replaced
 */
export function createLimitedServer(
  limits: HttpLimits,
  onRequest: RequestListener,
  onRefused: () => void,
  tls?: () => TlsConfig,
): Server {
  const options = serverOptions(limits);
  const server =
    tls === undefined ? createServer(options, onRequest) : createSecureServer(options, onRequest, tls);
  server.maxConnections = limits.connections;
  server.maxRequestsPerSocket = limits.requestsPerConnection;
  server.on('connection', () => makeRoom(server, limits));
  server.on('drop', onRefused);
  server.on('clientError', answerClientError);
  // By default Node would ask for the body before anybody has seen the headers.
  server.on('checkContinue', onRequest);
  return server;
}

function serverOptions({ headerBytes, headersMs, keepAliveMs }: HttpLimits): ServerOptions {
  return {
    maxHeaderSize: headerBytes,
    headersTimeout: headersMs,
    // Nobody sends a body.
    requestTimeout: headersMs,
    connectionsCheckingInterval: Math.min(1000, headersMs / 2),
    keepAliveTimeout: keepAliveMs,
    insecureHTTPParser: false,
  };
}

function createSecureServer(
  options: ServerOptions,
  onRequest: RequestListener,
  tls: () => TlsConfig,
): Server {
  const first = tls();
  const secure = createTlsServer(
    {
      ...options,
      ...first.context,
      handshakeTimeout: options.headersTimeout ?? 0,
      requestCert: first.clientCertificates,
      rejectUnauthorized: first.clientCertificates,
      ALPNProtocols: ['http/1.1'],
    },
    onRequest,
  );
  let used = first;
  secure.prependListener('connection', () => {
    const latest = tls();
    if (latest !== used) secure.setSecureContext(latest.context);
    used = latest;
  });
  secure.on('secureConnection', (socket: TLSSocket) => {
    const { clientNames } = tls();
    if (clientNames && !hasAllowedName(socket.getPeerX509Certificate()?.subjectAltName, clientNames))
      socket.destroy();
  });
  return secure;
}

/** Connections that wait for a further request make room for those that have one. */
function makeRoom(server: Server, { connections }: HttpLimits): void {
  server.getConnections((_, count) => {
    if (count > (3 / 4) * connections) server.closeIdleConnections();
  });
}
