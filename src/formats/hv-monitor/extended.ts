import type { GuestSnapshot } from '../../model/snapshot.js';
import { rounded } from './figures.js';
import type { EXTENDED, HvMonitorBalloon, HvMonitorConsole, HvMonitorVm } from './record.js';
import { plainText } from './text.js';

type Extended = Pick<HvMonitorVm, (typeof EXTENDED)[number] | 'balloon' | 'consoles'>;

/** Encodes what HV::Monitor documents but never produces, the balloon, and every address of the console. */
export function encodeExtended(snapshot: GuestSnapshot): Extended {
  const io = snapshot.linux?.io;
  return {
    rchar: io?.readChars ?? null,
    wchar: io?.writtenChars ?? null,
    syscr: io?.readCalls ?? null,
    syscw: io?.writeCalls ?? null,
    cwbytes: io?.cancelledWriteBytes ?? null,
    balloon: encodeBalloon(snapshot),
    consoles: encodeConsoles(snapshot),
  };
}

function encodeConsoles({ qemu }: GuestSnapshot): readonly HvMonitorConsole[] {
  return (qemu?.display?.servers ?? []).map(({ type, id = '', address, isWebsocket, isTls }) => ({
    type,
    id: plainText(id),
    address: plainText(address),
    websocket: isWebsocket,
    tls: isTls,
  }));
}

function encodeBalloon({ qemu, memory }: GuestSnapshot): HvMonitorBalloon {
  const report = qemu?.balloon?.report;
  return {
    actual: qemu?.balloon?.actualBytes ?? null,
    target: null,
    stats: report?.supplied ?? {},
    last_update: report?.lastUpdateSeconds || null,
    age: memory.ageSeconds === undefined ? null : rounded(memory.ageSeconds),
    verdict: memory.verdict,
    advice: plainText(memory.advice),
  };
}
