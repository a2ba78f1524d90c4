export type MockErrorCode = 'ERR_MOCK_LISTEN' | 'ERR_MOCK_NO_CLIENT' | 'ERR_MOCK_REAL_TIME';

/** The mock cannot do what the test asks of it; nothing that a client is told. */
export class MockError extends Error {
  readonly code: MockErrorCode;

  constructor(code: MockErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
