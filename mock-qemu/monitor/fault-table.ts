/** One option of a fault; all are plain JSON values. */
export interface FaultOption {
  /** `bytes` is a string, written as UTF-8, or a list of numbers from 0 to 255. */
  readonly type: 'string' | 'number' | 'bytes';
  /** What holds without it; an option without a default changes something only when it is given. */
  readonly default?: string | number | readonly number[];
  /** The words that it may be, when it is not free. */
  readonly words?: readonly string[];
  /** What it does, in a few words. */
  readonly text: string;
}

export interface FaultDescription {
  /** What goes wrong, in one line. */
  readonly text: string;
  readonly options: Readonly<Record<string, FaultOption>>;
}

const command = { type: 'string', text: 'only this command; all of them without it' } as const;
const times = { type: 'number', text: 'plays so often, then heals itself' } as const;
const bytes = { type: 'bytes', text: 'what is sent' } as const;

/** A NUL, a byte that is never in UTF-8, and words; and a line end, after which a client may find its feet again. */
const GARBAGE: readonly number[] = [
  ...[0x00, 0xff],
  ...Buffer.from('qemu-system-x86_64: warning: not a message\r\n'),
];

/** Every kind of fault with its options: what the command line, the control socket and the scenario's schema are made of. */
export const FAULT_TABLE = {
  hang: {
    text: 'does not greet and answers nothing; with a command it stops at that one, as a stuck main loop does',
    options: { command, times },
  },
  delay: {
    text: 'waits before it carries a command out',
    options: { command, times, ms: { type: 'number', default: 1000, text: 'milliseconds to wait' } },
  },
  drop: {
    text: 'carries a command out, never answers it, and goes on with the next',
    options: { command, times },
  },
  close: {
    text: 'closes the connection',
    options: {
      command,
      times,
      // Not 'at': that is when a scenario's timeline plays it.
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
    text: 'sends bytes that are no message before each reply',
    options: { command, times, bytes: { ...bytes, default: GARBAGE } },
  },
  oversize: {
    text: 'answers with a very long string',
    options: { command, times, mebibytes: { type: 'number', default: 1, text: 'MiB of it' } },
  },
  trickle: {
    text: 'sends one byte at a time',
    options: { command, times, ms: { type: 'number', default: 0, text: 'milliseconds between two bytes' } },
  },
  refuse: {
    text: 'refuses new connections; who is connected stays',
    options: {},
  },
  'event-flood': {
    text: 'sends events without need, to a client that has negotiated',
    options: {
      times,
      event: { type: 'string', default: 'NIC_RX_FILTER_CHANGED', text: 'the name of the event' },
      perSecond: { type: 'number', default: 1000, text: 'events a second; 0: as fast as the client reads' },
    },
  },
  'stop-reading': {
    text: 'reads nothing more; with a command, nothing after that one',
    options: { command },
  },
  freeze: {
    text: 'stands still as if stopped with SIGSTOP, guest and all; healed, it goes on where it was',
    options: {},
  },
  'wrong-greeting': {
    text: 'greets with other bytes, then reads without answering: something else listens on that port',
    options: { times, bytes: { ...bytes, default: 'login: ' } },
  },
  'no-greeting': {
    text: 'answers, but never greets',
    options: { times },
  },
  'duplicate-reply': {
    text: 'sends each reply twice',
    options: { command, times },
  },
  'unknown-id': {
    text: 'sends a reply with an id that nobody sent before each reply',
    options: { command, times, id: { type: 'string', default: 'nobody-sent-this', text: 'that id' } },
  },
} as const satisfies Readonly<Record<string, FaultDescription>>;

type Table = typeof FAULT_TABLE;

export type FaultKind = keyof Table;

interface ValueOf {
  readonly string: string;
  readonly number: number;
  readonly bytes: string | ArrayLike<number>;
}

type OptionValue<Option extends FaultOption> = Option extends { readonly words: readonly (infer Word)[] }
  ? Word
  : ValueOf[Option['type']];

/** The options of each kind, none of which must be given. */
export type FaultOptions = {
  readonly [K in FaultKind]: {
    readonly [Name in keyof Table[K]['options']]?: Table[K]['options'][Name] extends FaultOption
      ? OptionValue<Table[K]['options'][Name]>
      : never;
  };
};

/** The options of a fault in force: one that has a default is there. */
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
