/** Whether qgauge has it: now, later, or never. */
export type CatalogueStatus = 'here' | 'to come' | 'refused';

/** A method of Perl's Sys::Virt::Domain, and what stands for it here. */
export interface MethodEntry {
  /** e.g. `get_info` */
  readonly perl: string;
  /** The member of Domain, e.g. `blockStats(disk)`; of what is refused, the method that throws. */
  readonly ours: string;
  /** Whether it changes the guest, its QEMU or the host. */
  readonly kind: 'read' | 'control';
  readonly status: CatalogueStatus;
  /** The commands of QEMU, the kernel's files or the programs that it rests on. */
  readonly source: string;
  /** How much of libvirt's method a QEMU without libvirt can do. */
  readonly verdict: 'full' | 'partial' | 'impossible';
  /** The unit of ours, and what differs from libvirt's; of what is refused, the way out. */
  readonly differs: string;
}

type Facts = Pick<MethodEntry, 'source' | 'differs'>;
type Verdict = Exclude<MethodEntry['verdict'], 'impossible'>;

/** A method that reads. */
export function here(perl: string, ours: string, verdict: Verdict, facts: Facts): MethodEntry {
  return { perl, ours, kind: 'read', status: 'here', verdict, ...facts };
}

/** A method that controls. */
export function controls(perl: string, ours: string, verdict: Verdict, facts: Facts): MethodEntry {
  return { perl, ours, kind: 'control', status: 'here', verdict, ...facts };
}

/** A method that reads what another, planned one writes. */
export function plannedRead(perl: string, ours: string, verdict: Verdict, facts: Facts): MethodEntry {
  return { perl, ours, kind: 'read', status: 'to come', verdict, ...facts };
}

/** A method that controls, and is planned. */
export function planned(perl: string, ours: string, verdict: Verdict, facts: Facts): MethodEntry {
  return { perl, ours, kind: 'control', status: 'to come', verdict, ...facts };
}

/** A method that cannot be had without libvirt, and throws an ImpossibleError; `differs` names the way out. */
export function refused(perl: string, ours: string, kind: MethodEntry['kind'], facts: Facts): MethodEntry {
  return { perl, ours, kind, status: 'refused', verdict: 'impossible', ...facts };
}
