import type { Display, DisplayServer } from '../../model/qemu-sample.js';

/** The port of the VNC display 0. */
const FIRST_VNC_PORT = 5900;

/**
 * The addresses of a guest's screen as `virsh domdisplay --all` prints them, VNC first: `vnc://127.0.0.1:0`,
 * `spice://127.0.0.1:5901?tls-port=5902`, `vnc+unix:///run/web.vnc`. One on all addresses of the host is that of `localhost`.
 * Websockets are for browsers, and left out.
 */
export function displayUris({ servers }: Pick<Display, 'servers'>): readonly string[] {
  const plain = servers.filter(({ isWebsocket }) => !isWebsocket);
  const vnc = plain.filter(({ type }) => type === 'vnc').map(vncUri);
  return [...vnc, ...spiceUris(plain.filter(({ type }) => type === 'spice'))];
}

function vncUri({ address }: DisplayServer): string {
  const place = placeOf(address);
  if (place === undefined) return `vnc+unix://${address}`;
  return `vnc://${place.host}:${place.port - FIRST_VNC_PORT}`;
}

/** SPICE has one address, with a port for each of plain and TLS. */
function spiceUris(servers: readonly DisplayServer[]): readonly string[] {
  const [first] = servers;
  if (first === undefined) return [];
  const place = placeOf(first.address);
  if (place === undefined) return [`spice+unix://${first.address}`];
  const portOf = (isTls: boolean) => {
    const server = servers.find((other) => other.isTls === isTls);
    return server && placeOf(server.address)?.port;
  };
  const [port, tlsPort] = [portOf(false), portOf(true)];
  const tls = tlsPort === undefined ? '' : `?tls-port=${tlsPort}`;
  return [`spice://${place.host}${port === undefined ? '' : `:${port}`}${tls}`];
}

/** `undefined` for the path of a socket. */
function placeOf(address: string): { readonly host: string; readonly port: number } | undefined {
  const [, host = '', port] = /^(\[[^\]]*\]|[^/:]*):(\d{1,5})$/.exec(address) ?? [];
  if (port === undefined) return undefined;
  return { host: ALL_ADDRESSES.has(host) ? 'localhost' : host, port: Number(port) };
}

const ALL_ADDRESSES: ReadonlySet<string> = new Set(['0.0.0.0', '[::]', '']);
