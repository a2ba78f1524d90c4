import type { ProcessIo } from '../../model/linux-sample.js';
import { metricsOf, type Row } from './metric.js';
import type { GuestSubject } from './subject.js';

export const GUEST_IO = metricsOf<GuestSubject>('io', [
  row('io_read_bytes', 'bytes', 'QEMU had fetched from storage', 'readBytes'),
  row('io_write_bytes', 'bytes', 'QEMU had sent to storage', 'writtenBytes'),
  row('*io_rchar', 'bytes', 'QEMU read, from caches and pipes too', 'readChars'),
  row('*io_wchar', 'bytes', 'QEMU wrote, to caches and pipes too', 'writtenChars'),
  row('*io_syscr', 'count', 'system calls that read', 'readCalls'),
  row('*io_syscw', 'count', 'system calls that write', 'writeCalls'),
  row(
    '*io_cancelled_write_bytes',
    'bytes',
    'written and given up before storage had it',
    'cancelledWriteBytes',
  ),
]);

function row(name: string, unit: string, what: string, of: keyof ProcessIo): Row<GuestSubject> {
  return [name, 'rate', unit, what, ({ guest }) => guest.rates?.io?.[of]];
}
