const NO_CURRENT_SNAPSHOT =
  'QEMU does not remember which snapshot it loaded last: snapshots() lists all with their times, and a program that loads one can note it.';

/** The methods of Sys::Virt::Domain that throw, each with the way out. Apart from the catalogue, which nobody need load to be refused. */
export const REFUSALS = {
  create_with_files:
    'The first process of a container takes the file descriptors, and a QEMU guest has none: start QEMU by a program that passes them to it, and name them with -add-fd.',
  current_snapshot: NO_CURRENT_SNAPSHOT,
  has_current_snapshot: NO_CURRENT_SNAPSHOT,
  managed_save_define_xml:
    'A saved state of QEMU has no header, and no XML: change the guest file, and start the guest without its saved state.',
  managed_save_get_xml_description:
    'A saved state of QEMU has no header, and no XML: read the guest file, or call describe() while the guest runs.',
  fd_associate:
    "It names file descriptors for libvirt's XML, and Node.js cannot pass any to QEMU: give QEMU the path of the file, or the descriptor at its start, with -add-fd.",
} as const;
