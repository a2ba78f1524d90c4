/** A compiled JSON Schema: tells whether a value is valid, and leaves what is wrong in `errors`. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}

export interface ValidationError {
  /** Where, as a JSON Pointer; empty for the whole. */
  readonly instancePath: string;
  readonly message?: string;
  readonly params: { readonly [name: string]: unknown };
}
