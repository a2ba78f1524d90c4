import { expect, it } from 'vitest';
import { errorText, GUEST_LIB_ERROR } from '../../../src/model/guest-lib/error-codes.js';

it('each code has the text of VMware’s library', () => {
  const texts = Object.entries(GUEST_LIB_ERROR).map(([name, code]) => [code, name, errorText(code)]);
  expect(texts).toEqual([
    [0, 'SUCCESS', 'No error'],
    [1, 'OTHER', 'Other error'],
    [2, 'NOT_RUNNING_IN_VM', 'VMware Guest API is not running in a Virtual Machine'],
    [3, 'NOT_ENABLED', 'VMware Guest API is not enabled on the host'],
    [4, 'NOT_AVAILABLE', 'This value is not available on this host'],
    [5, 'NO_INFO', 'VMGuestLib_UpdateInfo() has not been called'],
    [6, 'MEMORY', 'There is not enough system memory'],
    [7, 'BUFFER_TOO_SMALL', 'The provided memory buffer is too small'],
    [8, 'INVALID_HANDLE', 'The provided handle is invalid'],
    [9, 'INVALID_ARG', 'One or more arguments were invalid'],
    [10, 'UNSUPPORTED_VERSION', 'Host does not support this request.'],
  ]);
});

it.each([11, -1, 0.5, Number.NaN])('%d has the text of another error', (code) => {
  expect(errorText(code)).toBe('Other error');
});
