import type { LabGuest } from '../../../lab/guest.js';
import { witness } from '../frozen-guest.js';

const MOUNTPOINT = '/mnt/chaos';
/** A guest that has just been reset loses what it is sent. */
const ORDER_MS = 5000;

/** Makes a file system on a disk of a guest, and writes to it once. */
export async function makeFileSystem(guest: LabGuest, device: string): Promise<void> {
  const mount = `mkdir -p ${MOUNTPOINT} && mount ${device} ${MOUNTPOINT}`;
  await witness(guest, `mke2fs ${device} && ${mount} && echo >${MOUNTPOINT}/file`);
}

/** `missing` where the guest has booted anew since it was made; `undefined` where that does not answer now. */
export type FileSystemState = 'frozen' | 'thawed' | 'missing' | undefined;

/** Has a program in the guest write to its file system, and looks whether that waits: a program that is merely slow does not. */
export async function readFileSystemState(guest: LabGuest): Promise<FileSystemState> {
  const script = `grep -q ' ${MOUNTPOINT} ' /proc/mounts || { echo missing; exit; }
    (echo >${MOUNTPOINT}/file; exit) & pid=$!
    waits=0
    while [ -e /proc/$pid ] && [ $waits -lt 20 ]; do
      case "$(cut -d ' ' -f 3 /proc/$pid/stat 2>/dev/null)" in D) waits=$((waits + 1));; Z) break;; *) waits=0;; esac
      sleep 0.02
    done
    [ $waits -lt 20 ] && echo thawed || echo frozen`;
  try {
    const { output } = await guest.run(script, ORDER_MS);
    return (['frozen', 'thawed', 'missing'] as const).find((state) => output.trim() === state);
  } catch {
    return undefined;
  }
}
