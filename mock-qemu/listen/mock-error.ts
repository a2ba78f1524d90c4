/**
 * - `ERR_MOCK_ADDRESS`: an address that cannot be listened on as it is written
 * - `ERR_MOCK_IN_USE`: somebody else listens there
 * - `ERR_MOCK_TOO_MANY_FILES`: this process, or the host, has no file descriptor left
 * - `ERR_MOCK_LISTEN`: the address cannot be had for another reason
 * - `ERR_MOCK_OPTION`: a version or driver that does not exist
 * - `ERR_MOCK_NO_CLIENT`: nobody is being served
 * - `ERR_MOCK_FAULT`: a fault that does not exist, or not so
 * - `ERR_MOCK_TRANSCRIPT`: a transcript that cannot be read, or is broken
 * - `ERR_MOCK_REAL_TIME`: manual time is asked for, of a mock in real time
 */
export type MockErrorCode =
  | 'ERR_MOCK_ADDRESS'
  | 'ERR_MOCK_IN_USE'
  | 'ERR_MOCK_TOO_MANY_FILES'
  | 'ERR_MOCK_LISTEN'
  | 'ERR_MOCK_OPTION'
  | 'ERR_MOCK_NO_CLIENT'
  | 'ERR_MOCK_FAULT'
  | 'ERR_MOCK_TRANSCRIPT'
  | 'ERR_MOCK_REAL_TIME';

/** The mock cannot do what the test asks of it; nothing that a client is told. */
export class MockError extends Error {
  readonly code: MockErrorCode;

  constructor(code: MockErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
