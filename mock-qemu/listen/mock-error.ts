/**
 * - `ERR_MOCK_ADDRESS`: an address that is not valid
 * - `ERR_MOCK_IN_USE`: another process listens on the address
 * - `ERR_MOCK_TOO_MANY_FILES`: this process or the host has no file descriptors left
 * - `ERR_MOCK_LISTEN`: the mock cannot listen on the address for another reason
 * - `ERR_MOCK_CONNECT`: a mock that connects instead of listening is refused
 * - `ERR_MOCK_OPTION`: a version or driver that does not exist
 * - `ERR_MOCK_NO_CLIENT`: no client is connected
 * - `ERR_MOCK_FAULT`: a fault that does not exist, or an option that is not valid
 * - `ERR_MOCK_TRANSCRIPT`: a transcript that cannot be read, or is not valid
 * - `ERR_MOCK_REAL_TIME`: the mock runs in real time, which cannot be advanced
 */
export type MockErrorCode =
  | 'ERR_MOCK_ADDRESS'
  | 'ERR_MOCK_IN_USE'
  | 'ERR_MOCK_TOO_MANY_FILES'
  | 'ERR_MOCK_LISTEN'
  | 'ERR_MOCK_CONNECT'
  | 'ERR_MOCK_OPTION'
  | 'ERR_MOCK_NO_CLIENT'
  | 'ERR_MOCK_FAULT'
  | 'ERR_MOCK_TRANSCRIPT'
  | 'ERR_MOCK_REAL_TIME';

/** The mock cannot do what the test requested. Thrown to the test; a client never receives it. */
export class MockError extends Error {
  readonly code: MockErrorCode;

  constructor(code: MockErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
