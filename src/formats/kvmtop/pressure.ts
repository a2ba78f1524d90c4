import type { Stall } from '../../model/host-sample.js';
import { metricsOf, type Row, verbose } from './metric.js';
import type { HostSubject } from './subject.js';

/** kvmtop leaves out `full` of the CPU, which means nothing for a whole host. */
const PAIRS = [
  ['some', 'cpu', 'cpu'],
  ['some', 'io', 'io'],
  ['full', 'io', 'io'],
  ['some', 'mem', 'memory'],
  ['full', 'mem', 'memory'],
] as const;

/** Pressure stall information. */
export const HOST_PRESSURE = metricsOf<HostSubject>(
  'pressure',
  PAIRS.flatMap(([tasks, short, resource]) => {
    const row = (figure: string, unit: string, of: keyof Stall): Row<HostSubject> => ({
      name: `psi_${tasks}_${short}_${figure}`,
      kind: 'gauge',
      unit,
      describe: `${tasks === 'full' ? 'all tasks' : 'some tasks'} waited for ${resource}`,
      figureOf: ({ host }) => host.sample?.pressure?.[resource]?.[tasks]?.[of],
    });
    return [
      verbose(row('avg10', '%', 'avg10')),
      row('avg60', '%', 'avg60'),
      verbose(row('avg300', '%', 'avg300')),
      verbose(row('total', 'µs', 'totalMicroseconds')),
    ];
  }),
);
