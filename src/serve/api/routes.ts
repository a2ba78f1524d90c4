import { type Context, Hono } from 'hono';
import { guestStatsOf } from '../../model/guest-stats-of.js';
import type { GuestSnapshot } from '../../model/snapshot.js';
import { startPeriod } from '../../support/deadline.js';
import { stringifyJson } from '../../support/lossless-json.js';
import { escapeControls, terminalSafe } from '../../support/terminal-safe.js';
import { type Daemon, sweepOf } from '../daemon.js';
import type { HttpContext, HttpEnv, RequestOrigin } from '../http/http-env.js';
import type { HttpFigures } from '../http/http-server.js';
import type { Published } from '../published.js';
import { ageOf, busy, fail, notReady } from './answers.js';
import {
  describeSweep,
  eventsBody,
  type GuestBody,
  type GuestStatsBody,
  guestsBody,
  type HostBody,
  historyBody,
  type SnapshotBody,
  type SweepInfo,
  selfBody,
} from './bodies.js';
import { Places } from './places.js';
import { checkNoQuery, decodeAfterSweep, decodeEventsQuery, decodeHistoryQuery } from './queries.js';
import { SweepBodies } from './sweep-bodies.js';

/** How long a request may wait for the next sweep. */
const WAIT_MS = 30_000;
const MAX_NAME = 300;
const JSON_TYPE = 'application/json';

/** The routes of the API, which answer from the last sweep. */
export function apiRoutes(daemon: Daemon, httpFigures: () => HttpFigures | undefined): Hono<HttpEnv> {
  const routes = new Hono<HttpEnv>();
  const bodies = new SweepBodies(daemon);
  const places = new Places();
  const ofSweep = (
    key: string,
    context: Context,
    latest: Published,
    make: (sweep: SweepInfo) => object,
  ): Promise<Response> => {
    const encode = () => toJson(make(describeSweep(daemon, latest)));
    return bodies.get(key, latest, { contentType: JSON_TYPE, encode }).respond(context, ageOf(latest));
  };
  const route = (path: string, make: (sweep: SweepInfo, latest: Published) => object) =>
    routes.get(path, (context) => {
      checkNoQuery(context.req.query());
      const { latest } = daemon;
      return latest ? ofSweep(path, context, latest, (sweep) => make(sweep, latest)) : notReady(context);
    });

  route('/guests', (sweep, { snapshot }) => guestsBody(sweep, snapshot));
  route('/host', (sweep, { snapshot }): HostBody => ({ sweep, host: snapshot.host }));
  routes.get('/guests/:name', (context) => {
    checkNoQuery(context.req.query());
    const { latest } = daemon;
    if (latest === undefined) return notReady(context);
    const name = context.req.param('name');
    const guest = latest.snapshot.guests.find((candidate) => candidate.name === name);
    if (guest === undefined) return noGuest(context, name);
    return ofSweep(`/guests/${name}`, context, latest, (sweep): GuestBody => ({ sweep, guest }));
  });
  routes.get('/guests/:name/guest-stats', (context) => {
    checkNoQuery(context.req.query());
    const { latest } = daemon;
    if (latest === undefined) return notReady(context);
    const name = context.req.param('name');
    const { guests, host } = latest.snapshot;
    const guest = guests.find((candidate) => candidate.name === name);
    if (guest === undefined) return noGuest(context, name);
    const guestStats = guestStatsOf(guest, host);
    if (guestStats === undefined) return noGuestStats(context, guest);
    const make = (sweep: SweepInfo): GuestStatsBody => ({ sweep, guestStats });
    return ofSweep(`/guests/${name}/guest-stats`, context, latest, make);
  });
  const wholeSweep = (context: Context, latest: Published): Promise<Response> =>
    ofSweep('/snapshot', context, latest, (sweep): SnapshotBody => ({ sweep, snapshot: latest.snapshot }));
  routes.get('/snapshot', async (context) => {
    const after = decodeAfterSweep(context.req.query());
    const { latest } = daemon;
    // A daemon that was started anew counts from 1 again.
    if (latest && (after === undefined || sweepOf(latest) !== after)) return wholeSweep(context, latest);
    if (after === undefined) return notReady(context);
    using place = places.take(originOf(context));
    if (place === undefined) return busy(context);
    const later = await waitForSweep(daemon, after, context);
    return later ? wholeSweep(context, later) : context.body(null, 304);
  });
  routes.get('/self', (context) => {
    checkNoQuery(context.req.query());
    return context.json(selfBody(daemon, httpFigures()));
  });
  routes.get('/events', (context) => {
    const query = decodeEventsQuery(context.req.query());
    return json(context, eventsBody(daemon.events, query));
  });
  routes.get('/history', (context) => {
    const query = decodeHistoryQuery(context.req.query());
    const rows = daemon.history.query(query);
    return rows ? json(context, historyBody(query, rows)) : noGuest(context, query.guest);
  });
  return routes;
}

/** `undefined` when no later sweep has ended for a while, or the client has left. */
async function waitForSweep(daemon: Daemon, after: number, context: Context): Promise<Published | undefined> {
  using waiting = startPeriod(WAIT_MS, context.req.raw.signal);
  // Without await, the time limit would end here, before the wait.
  return await daemon.untilSweepAfter(after, waiting.signal).catch(() => undefined);
}

/** Without a server there is no client of another host. */
function originOf({ env }: HttpContext): RequestOrigin['kind'] {
  const bindings: Partial<HttpEnv['Bindings']> | undefined = env;
  return bindings?.origin?.kind ?? 'unix';
}

function noGuest(context: Context, name: string): Response {
  const shown = terminalSafe(name, MAX_NAME);
  return fail(context, 404, 'ERR_GUEST', `there is no guest '${shown}': /api/v1/guests lists those that are`);
}

function noGuestStats(context: Context, { account, problem }: GuestSnapshot): Response {
  const message =
    account === undefined
      ? 'the daemon does not measure what guests may know of themselves: set guestStats in its configuration'
      : `nothing is known of this guest: ${problem?.message ?? 'it was never seen'}`;
  return fail(context, 404, 'ERR_NO_GUEST_STATS', message);
}

function json(context: Context, body: object): Response {
  return context.body(toJson(body), 200, { 'Content-Type': JSON_TYPE });
}

/** Integers are exact, and what a guest has named itself does nothing to a terminal. */
function toJson(body: object): string {
  return `${escapeControls(stringifyJson(body))}\n`;
}
