import { metricsOf, verbose } from './metric.js';
import type { GuestSubject, HostSubject } from './subject.js';

/** Names of the host. */
export const HOST_HOST = metricsOf<HostSubject>('host', [
  {
    name: 'host_name',
    kind: 'text',
    unit: '',
    describe: "the host's name",
    figureOf: ({ host }) => host.sample?.name,
  },
  verbose({
    name: 'host_uuid',
    kind: 'text',
    unit: '',
    describe: "the machine's UUID by its firmware",
    figureOf: ({ host }) => host.sample?.uuid,
  }),
]);

/** The name of a guest's host. */
export const GUEST_HOST = metricsOf<GuestSubject>('host', [
  {
    name: 'host_name',
    kind: 'text',
    unit: '',
    describe: 'the name of its host',
    figureOf: ({ host }) => host.host.sample?.name,
  },
]);
