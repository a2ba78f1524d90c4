import type { Machine } from '../machine/machine.js';
import type { DisplayOptions, VncOptions } from '../machine/machine-options.js';
import type { Json, JsonObject } from '../wire/json.js';
import type { Handlers } from './handler.js';
import { shaped } from './shaped.js';

export const displayHandlers: Handlers = {
  'query-vnc': queryVnc,
  'query-vnc-servers': queryVncServers,
  'query-spice': querySpice,
};

function queryVnc(machine: Machine): Json {
  const { vnc } = machine;
  if (vnc === undefined) return { enabled: false };
  const { host, family, service } = address(vnc);
  return { enabled: true, host, family, service, auth: vnc.auth ?? 'none', clients: clients(vnc) };
}

/** Lists the addresses of a display backwards. */
function queryVncServers({ vnc }: Machine): Json {
  if (vnc === undefined) return [];
  const auth = vnc.auth ?? 'none';
  const server: JsonObject[] = [{ ...address(vnc), auth }];
  if (vnc.websocketPort !== undefined)
    server.unshift({ ...address({ host: vnc.host, port: vnc.websocketPort }), websocket: true, auth });
  return [{ id: 'default', server, clients: clients(vnc), auth }];
}

function address({ host, port, path }: DisplayOptions & { readonly path?: string }): JsonObject {
  if (path !== undefined) return { host: '', service: path, family: 'unix', websocket: false };
  const family = host.includes(':') ? 'ipv6' : 'ipv4';
  return { host, service: String(port), family, websocket: false };
}

function clients(vnc: VncOptions): JsonObject[] {
  return (vnc.clients ?? []).map(address);
}

function querySpice(machine: Machine): Json {
  const display = machine.spice;
  const off: JsonObject = { enabled: false, migrated: false, 'mouse-mode': 'client' };
  const on = display === undefined || display === 'not-built' ? {} : spiceServer(display);
  return shaped(machine, 'query-spice', { ...off, ...on });
}

function spiceServer({ host, port }: DisplayOptions): JsonObject {
  return { enabled: true, host, port, auth: 'none', 'compiled-version': '0.15.1', channels: [] };
}
