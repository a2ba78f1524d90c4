import { metricsOf } from './metric.js';
import type { GuestSubject, HostSubject } from './subject.js';

export const HOST_HOST = metricsOf<HostSubject>('host', [
  ['host_name', 'text', '', "the host's name", ({ host }) => host.sample?.name],
  ['*host_uuid', 'text', '', "the machine's UUID by its firmware", ({ host }) => host.sample?.uuid],
]);

export const GUEST_HOST = metricsOf<GuestSubject>('host', [
  ['host_name', 'text', '', 'the host that it runs on', ({ host }) => host.host.sample?.name],
]);
