/** One option of a fault. Values are plain JSON. */
export interface FaultOption {
  /** `bytes` is a string, written as UTF-8, or a list of numbers from 0 to 255. */
  readonly type: 'string' | 'number' | 'bytes';
  /** Without a default, the option has no effect unless it is given. */
  readonly default?: string | number | readonly number[];
  /** The allowed words (default: any). */
  readonly words?: readonly string[];
  /** A short description. */
  readonly text: string;
}

/** A kind of fault, as {@link FAULT_TABLE} describes it. */
export interface FaultDescription {
  /** What the mock does, in one line. */
  readonly text: string;
  readonly options: Readonly<Record<string, FaultOption>>;
}

const command = { type: 'string', text: 'only this command (default: all)' } as const;
const times = { type: 'number', text: 'heals itself after this many occurrences (default: never)' } as const;
const bytes = { type: 'bytes', text: 'the bytes to send' } as const;

/** A NUL, a byte that never occurs in UTF-8, and words; then a line end, after which a client can resynchronise. */
const GARBAGE: readonly number[] = [
  ...[0x00, 0xff],
  ...Buffer.from('qemu-system-x86_64: warning: not a message\r\n'),
];

/** Every kind of fault with its options; the command line, the control socket and scenarios accept exactly these. */
export const FAULT_TABLE = {
  hang: {
    text: 'sends no greeting and no replies; with a command, stops at that one, as a hung main loop does',
    options: { command, times },
  },
  delay: {
    text: 'waits before it runs a command',
    options: { command, times, ms: { type: 'number', default: 1000, text: 'milliseconds to wait' } },
  },
  drop: {
    text: 'runs a command without a reply, and continues with the next one',
    options: { command, times },
  },
  close: {
    text: 'closes the connection',
    options: {
      command,
      times,
      // Not `at`, which is the time of an action in a scenario's timeline.
      where: {
        type: 'string',
        words: ['accept', 'greeting', 'greeted', 'reply'],
        default: 'reply',
        text: 'before the greeting, in its middle, after it, or in the middle of a reply',
      },
    },
  },
  half: {
    text: 'sends half of a reply, and the rest when healed',
    options: { command, times },
  },
  garbage: {
    text: 'sends bytes that are not a message before each reply',
    options: { command, times, bytes: { ...bytes, default: GARBAGE } },
  },
  oversize: {
    text: 'answers with a very long string',
    options: { command, times, mebibytes: { type: 'number', default: 1, text: 'its size in MiB' } },
  },
  trickle: {
    text: 'sends one byte at a time',
    options: { command, times, ms: { type: 'number', default: 0, text: 'milliseconds between two bytes' } },
  },
  refuse: {
    text: 'refuses new connections; connected clients stay',
    options: {},
  },
  'event-flood': {
    text: 'sends events continuously to a client that has negotiated',
    options: {
      times,
      event: { type: 'string', default: 'NIC_RX_FILTER_CHANGED', text: 'the name of the event' },
      perSecond: { type: 'number', default: 1000, text: 'events a second; 0: as fast as the client reads' },
    },
  },
  'stop-reading': {
    text: 'stops reading; with a command, after that one',
    options: { command },
  },
  freeze: {
    text: 'stops, with the guest, as after SIGSTOP; healed, it continues',
    options: {},
  },
  'wrong-greeting': {
    text: 'sends other bytes as a greeting and answers nothing, as another service on that port',
    options: { times, bytes: { ...bytes, default: 'login: ' } },
  },
  'no-greeting': {
    text: 'sends replies but no greeting',
    options: { times },
  },
  'duplicate-reply': {
    text: 'sends each reply twice',
    options: { command, times },
  },
  'unknown-id': {
    text: 'sends a reply with an unknown id before each reply',
    options: { command, times, id: { type: 'string', default: 'nobody-sent-this', text: 'the id' } },
  },
} as const satisfies Readonly<Record<string, FaultDescription>>;

type Table = typeof FAULT_TABLE;

/** The kinds of faults; see {@link FAULT_TABLE}. */
export type FaultKind = keyof Table;

interface ValueOf {
  readonly string: string;
  readonly number: number;
  readonly bytes: string | ArrayLike<number>;
}

type OptionValue<Option extends FaultOption> = Option extends { readonly words: readonly (infer Word)[] }
  ? Word
  : ValueOf[Option['type']];

/** The options of each kind of fault, all optional. */
export type FaultOptions = {
  readonly [K in FaultKind]: {
    readonly [Name in keyof Table[K]['options']]?: Table[K]['options'][Name] extends FaultOption
      ? OptionValue<Table[K]['options'][Name]>
      : never;
  };
};

/** The options of an active fault: those with a default are present. */
export type FaultSettings = {
  readonly [K in FaultKind]: FaultOptions[K] & {
    readonly [Name in keyof FaultOptions[K] as Name extends WithDefault<K>
      ? Name
      : never]-?: FaultOptions[K][Name];
  };
};

type WithDefault<K extends FaultKind> = {
  [Name in keyof Table[K]['options']]: Table[K]['options'][Name] extends { readonly default: unknown }
    ? Name
    : never;
}[keyof Table[K]['options']];

/** A fault with its options, such as `{ kind: 'delay', ms: 50 }`. */
export type Fault = { [K in FaultKind]: { readonly kind: K } & FaultOptions[K] }[FaultKind];
