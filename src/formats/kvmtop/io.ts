import type { ProcessIo } from '../../model/linux-sample.js';
import { metricsOf, type Row, verbose } from './metric.js';
import type { GuestSubject } from './subject.js';

/** /proc/PID/io. */
export const GUEST_IO = metricsOf<GuestSubject>('io', [
  row('io_read_bytes', 'bytes', 'QEMU had fetched from storage', 'readBytes'),
  row('io_write_bytes', 'bytes', 'QEMU had sent to storage', 'writtenBytes'),
  verbose(row('io_rchar', 'bytes', 'QEMU read, from caches and pipes too', 'readChars')),
  verbose(row('io_wchar', 'bytes', 'QEMU wrote, to caches and pipes too', 'writtenChars')),
  verbose(row('io_syscr', 'count', 'system calls that read', 'readCalls')),
  verbose(row('io_syscw', 'count', 'system calls that write', 'writeCalls')),
  verbose(
    row(
      'io_cancelled_write_bytes',
      'bytes',
      'written and given up before storage had it',
      'cancelledWriteBytes',
    ),
  ),
]);

function row(name: string, unit: string, describe: string, of: keyof ProcessIo): Row<GuestSubject> {
  return { name, kind: 'rate', unit, describe, figureOf: ({ guest }) => guest.rates?.io?.[of] };
}
