/** What one client, or all of them, may take of the server. */
export interface HttpLimits {
  /** Of a request's line and headers. */
  readonly headerBytes: number;
  /** From the connection, or the first byte of a further request, to the end of the headers. Also for a TLS handshake. */
  readonly headersMs: number;
  /** Between two requests. Longer than most scrape intervals, so that a scraper keeps its connection. */
  readonly keepAliveMs: number;
  /** While an answer is written, the client has to take some of it within this time. */
  readonly stalledMs: number;
  /** And all of it within this. */
  readonly answerMs: number;
  /** Of each listener. */
  readonly connections: number;
  /** Of one client, over TCP, on all listeners; of a network of 2^64 addresses with IPv6. */
  readonly connectionsPerAddress: number;
  readonly requestsPerConnection: number;
  /** Certificates, the web configuration and tokens are looked at for changes not more often than this. */
  readonly recheckMs: number;
}

export const HTTP_LIMITS: HttpLimits = {
  headerBytes: 16 * 1024,
  headersMs: 5000,
  keepAliveMs: 65_000,
  stalledMs: 10_000,
  answerMs: 60_000,
  connections: 128,
  connectionsPerAddress: 32,
  requestsPerConnection: 10_000,
  recheckMs: 1000,
};
