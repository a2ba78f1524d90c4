import { expect, it } from 'vitest';
import { parseModelHertz, readNominalHertz } from '../../src/linux/nominal-frequency.js';
import { capturedTree, type TreeFiles } from './captured-tree.js';

const XEON = 'model name\t: Intel(R) Xeon(R) CPU E5-2670 0 @ 2.60GHz\ncpu MHz\t\t: 1200.000\n';
const EPYC = 'model name\t: AMD EPYC 7B13\ncpu MHz\t\t: 2449.998\ncpu MHz\t\t: 3100.000\n';

const nominal = async (files: TreeFiles, cpuinfo: string) =>
  readNominalHertz(
    await capturedTree({ 'devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq': '3500000\n', ...files }),
    0,
    () => cpuinfo,
  );

it('prefers base_frequency, then ACPI, then the name of the model, then the present frequency, never the turbo', async () => {
  const base = { 'devices/system/cpu/cpu0/cpufreq/base_frequency': '2400000\n' };
  const acpi = { 'devices/system/cpu/cpu0/acpi_cppc/nominal_freq': '2450\n' };
  expect(await nominal({ ...base, ...acpi }, XEON)).toBe(2_400_000_000);
  expect(await nominal(acpi, XEON)).toBe(2_450_000_000);
  expect(await nominal({ 'devices/system/cpu/cpu0/acpi_cppc/nominal_freq': '0\n' }, XEON)).toBe(
    2_600_000_000,
  );
  expect(await nominal({}, EPYC)).toBe(2_449_998_000);
  expect(await nominal({}, 'processor\t: 0\n')).toBeUndefined();
});

it('finds the frequency in the name of a model only behind the sign', () => {
  expect(parseModelHertz('model name\t: QEMU Virtual CPU version 2.5+\n')).toBeUndefined();
  expect(parseModelHertz('model name\t: Some CPU @ 3 GHz\n')).toBe(3e9);
});
