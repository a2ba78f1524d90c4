/** A compiled JSON Schema: tells whether a value is valid, and leaves what is wrong in `errors`. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly ValidationError[] | null;
}

export interface ValidationError {
  /** Where, as a JSON Pointer; empty for the whole. */
  readonly instancePath: string;
  /** The word of JSON Schema that is broken, such as `enum`. */
  readonly keyword: string;
  readonly message?: string;
  readonly params: { readonly [name: string]: unknown };
  /** The schema that the keyword stands in. */
  readonly parentSchema?: {
    readonly title?: string;
    readonly description?: string;
    readonly properties?: object;
  };
  /** The value that breaks it. */
  readonly data?: unknown;
}
