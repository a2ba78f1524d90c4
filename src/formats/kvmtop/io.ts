import type { ProcessIo } from '../../model/linux-sample.js';
import { metricsOf, type Row, verbose } from './metric.js';
import type { GuestSubject } from './subject.js';

/** /proc/PID/io. */
export const GUEST_IO = metricsOf<GuestSubject>('io', [
  row('io_read_bytes', 'bytes', 'bytes that QEMU read from storage', 'readBytes'),
  row('io_write_bytes', 'bytes', 'bytes that QEMU wrote to storage', 'writtenBytes'),
  verbose(row('io_rchar', 'bytes', 'bytes that QEMU read, also from caches and pipes', 'readChars')),
  verbose(row('io_wchar', 'bytes', 'bytes that QEMU wrote, also to caches and pipes', 'writtenChars')),
  verbose(row('io_syscr', 'count', 'system calls that read', 'readCalls')),
  verbose(row('io_syscw', 'count', 'system calls that write', 'writeCalls')),
  verbose(
    row(
      'io_cancelled_write_bytes',
      'bytes',
      'bytes written and discarded before they reached storage',
      'cancelledWriteBytes',
    ),
  ),
]);

function row(name: string, unit: string, describe: string, of: keyof ProcessIo): Row<GuestSubject> {
  return { name, kind: 'rate', unit, describe, figureOf: ({ guest }) => guest.rates?.io?.[of] };
}
