import type { Domain } from '../../domain/domain.js';
import { ImpossibleError, NoSuchDeviceError } from '../../domain/domain-error.js';
import { encodeVcpus, type VcpuTextOptions } from '../../formats/domain/vcpu-text.js';
import { table } from '../../formats/domain/virsh-text.js';
import { formatCpuList } from '../../support/cpu-list.js';
import { warningsOf } from './state-verbs.js';
import { type FitText, fitted, type VerbOutput } from './verb.js';

/** `virsh vcpuinfo`. */
export async function vcpuinfo(
  domain: Domain,
  _words: readonly string[],
  options: VcpuTextOptions,
): Promise<VerbOutput> {
  const info = await domain.vcpuInfo();
  return { json: info, text: encodeVcpus(info, options), warnings: warningsOf(info.failures) };
}

/** Which vCPUs are counted; without any: those that the guest has and can have, each with its name. */
interface CountOptions {
  readonly maximum?: boolean;
  readonly active?: boolean;
  readonly live?: boolean;
  readonly config?: boolean;
  readonly current?: boolean;
  readonly guest?: boolean;
}

/** `virsh vcpucount`. @throws {ImpossibleError} for `--config` */
export async function vcpucount(
  domain: Domain,
  _words: readonly string[],
  { maximum = false, active, live, config, current, guest = false }: CountOptions,
): Promise<VerbOutput> {
  if (config)
    throw new ImpossibleError(
      'vcpucount --config',
      'a QEMU has no vCPUs but those of the running guest: --live',
    );
  if (maximum || active || live || current || guest) {
    const count = await countOf(domain, maximum, guest);
    return { json: count, text: `${count}\n` };
  }
  const [most, now] = await Promise.all([domain.maxVcpus(), domain.vcpus()]);
  const text = `${countLine('maximum', most)}${countLine('current', now)}`;
  return { json: { maximum: most, current: now }, text };
}

async function countOf(domain: Domain, maximum: boolean, guest: boolean): Promise<number> {
  if (guest && maximum) return (await domain.guestVcpus()).known.length;
  return maximum ? domain.maxVcpus() : domain.vcpus({ guest });
}

function countLine(name: string, count: number): string {
  return `${name.padEnd(12)} ${'live'.padEnd(12)} ${String(count).padStart(3)}\n`;
}

/** `virsh vcpupin` without new CPUs. @throws {NoSuchDeviceError} when there is no such vCPU */
export async function vcpupin(domain: Domain, [vcpu]: readonly string[]): Promise<VerbOutput> {
  const info = await domain.vcpuInfo();
  const numbers = info.vcpus.map(({ number }) => String(number));
  if (vcpu !== undefined && !numbers.includes(vcpu))
    throw new NoSuchDeviceError(domain.name, 'vCPU', vcpu, numbers);
  const vcpus = info.vcpus.filter(({ number }) => vcpu === undefined || String(number) === vcpu);
  const rows = vcpus.map(({ number, affinity }) => [number, affinity && formatCpuList(affinity)]);
  return {
    json: { ...info, vcpus },
    ...fitted((width) => table(['VCPU', 'CPU Affinity'], rows, { width })),
    warnings: warningsOf(info.failures),
  };
}

/** `virsh emulatorpin` without new CPUs. */
export async function emulatorpin(domain: Domain): Promise<VerbOutput> {
  const cpus = domain.emulatorPin();
  const text = `emulator: CPU Affinity\n${'-'.repeat(34)}\n       *: ${formatCpuList(cpus)}\n`;
  return { json: cpus, text };
}

/** `virsh iothreadinfo`. An id that libvirt would not give stands for itself. */
export async function iothreadinfo(domain: Domain): Promise<VerbOutput> {
  const info = await domain.iothreadInfo();
  const rows = info.iothreads.map(({ id, number, affinity }) => [
    id === `iothread${number}` ? number : id,
    affinity && formatCpuList(affinity),
  ]);
  const encode: FitText = (width) =>
    rows.length === 0
      ? 'No IOThreads found for the domain\n'
      : table(['IOThread ID', 'CPU Affinity'], rows, { width });
  return { json: info, ...fitted(encode), warnings: warningsOf(info.failures) };
}
