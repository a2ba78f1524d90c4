import { controls, type MethodEntry, planned, plannedRead, refused } from './method-entry.js';
import { REFUSALS } from './refusals.js';

export const SAVE_METHODS: readonly MethodEntry[] = [
  planned('save', 'save(file)', 'full', {
    source: 'stop, migrate, quit',
    differs: "A plain migration stream, without libvirt's header: neither can read the other's file.",
  }),
  planned('managed_save', 'managedSave()', 'partial', {
    source: 'as save, to the state directory of the guest file of qgauge',
    differs: 'Loaded once, at the next start, and refused if the command line has changed.',
  }),
  plannedRead('has_managed_save_image', 'hasManagedSave()', 'partial', {
    source: 'the state directory of the guest file of qgauge',
    differs: 'Whether there is a saved state; those of libvirt are not looked for.',
  }),
  planned('managed_save_remove', 'removeManagedSave()', 'partial', {
    source: 'the state directory of the guest file of qgauge',
    differs: 'As with libvirt.',
  }),
  refused('managed_save_define_xml', 'managedSaveDefineXml()', 'control', {
    source: 'the header of a file of libvirt',
    differs: REFUSALS.managed_save_define_xml,
  }),
  refused('managed_save_get_xml_description', 'managedSaveXmlDescription()', 'read', {
    source: 'the header of a file of libvirt',
    differs: REFUSALS.managed_save_get_xml_description,
  }),
  controls('core_dump', 'coreDump(file)', 'partial', {
    source: 'dump-guest-memory, DUMP_COMPLETED',
    differs:
      'Always the memory alone, as with the flag MEMORY_ONLY, and not a migration stream. The guest stands still meanwhile.',
  }),
  controls('core_dump_format', 'coreDump(file, {format})', 'full', {
    source: 'dump-guest-memory, query-dump-guest-memory-capability',
    differs: 'The formats of this QEMU. The guest stands still meanwhile, and nothing can cancel it.',
  }),
  controls('screenshot', 'screenshot({device, head})', 'full', {
    source: 'screendump',
    differs: 'PNG; from QEMU before 7.1, which writes PPM, converted.',
  }),
  controls('memory_peek', 'readMemory({address, bytes})', 'full', {
    source: 'memsave, pmemsave',
    differs: 'QEMU writes a file on its host, which is read and removed; up to 4 MiB.',
  }),
];
