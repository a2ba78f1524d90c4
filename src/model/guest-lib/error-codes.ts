/** VMGUESTLIB_ERROR_*: the numbers that the functions of VMware's guest library return. */
export const GUEST_LIB_ERROR = {
  SUCCESS: 0,
  OTHER: 1,
  NOT_RUNNING_IN_VM: 2,
  NOT_ENABLED: 3,
  NOT_AVAILABLE: 4,
  NO_INFO: 5,
  MEMORY: 6,
  BUFFER_TOO_SMALL: 7,
  INVALID_HANDLE: 8,
  INVALID_ARG: 9,
  UNSUPPORTED_VERSION: 10,
} as const;

/** A number of {@link GUEST_LIB_ERROR}. */
export type GuestLibCode = (typeof GUEST_LIB_ERROR)[keyof typeof GUEST_LIB_ERROR];
/** The code of what was done. */
export type GuestLibSuccess = typeof GUEST_LIB_ERROR.SUCCESS;
/** The code of what was not done. */
export type GuestLibFailure = Exclude<GuestLibCode, GuestLibSuccess>;

/** What a function of the guest library returns: the value where the code is 0. */
export type GuestLibResult<Value> =
  | { readonly code: GuestLibSuccess; readonly value: Value }
  | { readonly code: GuestLibFailure };

/** In the order of the codes. Programs compare them with what VMware's library prints, so they name its API. */
const TEXTS = [
  'No error',
  'Other error',
  'VMware Guest API is not running in a Virtual Machine',
  'VMware Guest API is not enabled on the host',
  'This value is not available on this host',
  'VMGuestLib_UpdateInfo() has not been called',
  'There is not enough system memory',
  'The provided memory buffer is too small',
  'The provided handle is invalid',
  'One or more arguments were invalid',
  'Host does not support this request.',
] as const;

/** VMGuestLib_GetErrorText: an unknown number has the text of 1. */
export function errorText(code: number): string {
  return TEXTS[code] ?? TEXTS[GUEST_LIB_ERROR.OTHER];
}
