import type { Stall } from '../../model/host-sample.js';
import { metricsOf, type Row } from './metric.js';
import type { HostSubject } from './subject.js';

/** kvmtop has no `full` of the CPU, which says nothing of a whole host. */
const PAIRS = [
  ['some', 'cpu', 'cpu'],
  ['some', 'io', 'io'],
  ['full', 'io', 'io'],
  ['some', 'mem', 'memory'],
  ['full', 'mem', 'memory'],
] as const;

export const HOST_PRESSURE = metricsOf<HostSubject>(
  'pressure',
  PAIRS.flatMap(([who, short, resource]) => {
    const row = (star: '' | '*', figure: string, unit: string, of: keyof Stall): Row<HostSubject> => [
      `${star}psi_${who}_${short}_${figure}`,
      'gauge',
      unit,
      `${who === 'full' ? 'all tasks' : 'some tasks'} waited for ${resource}`,
      ({ host }) => host.sample?.pressure?.[resource]?.[who]?.[of],
    ];
    return [
      row('*', 'avg10', '%', 'avg10'),
      row('', 'avg60', '%', 'avg60'),
      row('*', 'avg300', '%', 'avg300'),
      row('*', 'total', 'µs', 'totalMicroseconds'),
    ];
  }),
);
