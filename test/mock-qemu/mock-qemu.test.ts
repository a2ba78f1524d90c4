import { describe, expect, it } from 'vitest';
import { startMockQemu } from '../../mock-qemu/mock-qemu.js';

describe('a mock with an option that does not exist', () => {
  it.each([
    [
      { driver: 'slient' },
      "driver: 'slient' is not one of linux-6.1, linux-6.12, windows-without-service, freebsd-no-stats, silent, slow, lying, crashing, none; did you mean 'silent'?",
    ],
    [{ version: '7.3' }, "version: '7.3' is not one of 5.2, 7.2, 10.0, 11.1; did you mean '7.2'?"],
  ])('says so: %j', async (options, message) => {
    // As from JavaScript, which does not check types.
    const untyped: object = options;
    await expect(startMockQemu(untyped)).rejects.toMatchObject({ code: 'ERR_MOCK_OPTION', message });
  });
});
