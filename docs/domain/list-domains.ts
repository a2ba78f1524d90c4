import { listTargets } from 'qgauge';
import { Domain, toLibvirtUnits } from 'qgauge/domain';

/** What scripts of Sys::Virt print of every running domain, in libvirt's units; of one that cannot be asked, why. */
export async function listDomains(print: (line: string) => void, guests = listTargets()): Promise<void> {
  for (const guest of guests)
    await printDomain(print, guest).catch((error: Error) => print(`${guest.name}: ${error.message}`));
}

async function printDomain(print: (line: string) => void, guest: Parameters<typeof Domain.open>[0]) {
  await using domain = await Domain.open(guest);
  const { state, maxMem, memory, nrVirtCpu, cpuTime } = toLibvirtUnits.info(await domain.info());
  print(`${domain.id} ${domain.name} ${domain.uuidString}`);
  print(`  state=${state} vcpus=${nrVirtCpu} time=${cpuTime} memory=${memory}/${maxMem} KiB`);

  const { unused, available, rss } = toLibvirtUnits.memoryStats(await domain.memoryStats());
  print(`  unused=${unused} available=${available} rss=${rss}`);

  for (const { name, node } of await domain.blockList()) {
    const stats = toLibvirtUnits.blockStats(await domain.blockStats(name));
    const info = node === undefined ? undefined : toLibvirtUnits.blockInfo(await domain.blockInfo(name));
    print(`  ${name}: read ${stats.rd_bytes} B, wrote ${stats.wr_bytes} B, capacity ${info?.capacity}`);
  }

  for (const { name, traffic } of (await domain.interfaces()).interfaces) {
    print(`  ${name}: received ${traffic?.receivedBytes} B, sent ${traffic?.transmittedBytes} B`);
  }
}
