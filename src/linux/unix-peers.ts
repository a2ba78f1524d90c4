import { execFile } from 'node:child_process';

const TIMEOUT_MS = 1000;
/** A line has about 100 bytes, and a host with a thousand guests has thousands of lines. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Reads which unix sockets of this network namespace are connected with each other: the inode of the peer, by inode.
 *
 * /proc does not show this, the kernel tells only over netlink: asks `ss` of iproute2. Empty where there is none.
 */
export function readUnixPeers(): Promise<ReadonlyMap<number, number>> {
  const options = { timeout: TIMEOUT_MS, maxBuffer: MAX_BYTES, windowsHide: true };
  return new Promise((resolve) => {
    execFile('ss', ['-Hxn', 'state', 'connected'], options, (_, stdout) => resolve(parseUnixPeers(stdout)));
  });
}

/** Parses lines such as `u_str ESTAB 0 0 /run/vm1/qmp.sock 241043 * 241042`; a path may contain blanks. */
export function parseUnixPeers(text: string): ReadonlyMap<number, number> {
  const lines = text.matchAll(/^\S+\s.* (\d+)\s+\* (\d+)\s*$/gm);
  return new Map(Array.from(lines, ([, inode, peer]) => [Number(inode), Number(peer)]));
}
