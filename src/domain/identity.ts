import { type Identity, readIdentity } from '../qemu/identity.js';
import type { QmpReach } from './qmp-reach.js';
import type { Reach } from './reach.js';

/** Which guest it is. */
export interface DomainIdentity extends Identity {
  /** The pid of its QEMU, which is unique while it runs; `undefined` on another host. libvirt counts its guests instead. */
  readonly id: number | undefined;
  /** The 16 bytes of the UUID. */
  readonly uuidBytes: Uint8Array | undefined;
  /** How it runs: `hvm`, a whole machine, as libvirt says of every guest of QEMU. The guest's own system is another matter. */
  readonly osType: 'hvm';
}

/** Reads the name and UUID of the guest: query-name, else the command line; query-uuid. */
export async function identity({
  qmp,
  options,
  process,
  target,
}: QmpReach & Pick<Reach, 'process' | 'target'>): Promise<DomainIdentity> {
  const { name, uuid } = await readIdentity(qmp, options);
  return identityOf({ name: name ?? target.process?.commandLine.name, uuid }, process?.pid);
}

/** Which guest it is by its command line, where QEMU cannot be asked. */
export function declaredIdentity({ target }: Pick<Reach, 'target'>): DomainIdentity {
  const { name, uuid } = target.process?.commandLine ?? {};
  return identityOf({ name, uuid }, target.process?.pid);
}

function identityOf({ name, uuid }: Identity, id: number | undefined): DomainIdentity {
  return { id, name, uuid, uuidBytes: uuid === undefined ? undefined : parseUuid(uuid), osType: 'hvm' };
}

/** Parses `550e8400-e29b-41d4-a716-446655440000`; `undefined` for anything else. */
export function parseUuid(text: string): Uint8Array | undefined {
  if (!/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return undefined;
  return Uint8Array.from(Buffer.from(text.replaceAll('-', ''), 'hex'));
}
