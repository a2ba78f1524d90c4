import type { Conversation, Exchange } from './script.js';

/**
 * How requests find their answers. `order`: each recorded answer once, and never one from before: what was asked and
 * answered is past, but requests that were in flight together may come in any order. `loose`: of the same question's
 * answers one after the other, wherever they stand, and the last one for ever.
 */
export type Match = 'order' | 'loose';

/** The recorded answers, as one client gets them. */
export interface Answers {
  /** The answer to a question; `unknown` when it was never recorded, `past` when no further one is left. */
  next(key: string): Exchange | 'unknown' | 'past';
}

/** One client's walk through one recorded conversation. */
export class AnswersInOrder implements Answers {
  readonly #byKey: ReadonlyMap<string, readonly Exchange[]>;
  readonly #used = new Set<Exchange>();
  /** The latest line of which a request was answered: what QEMU had said before that is past. */
  #now = 0;

  constructor({ exchanges }: Conversation) {
    this.#byKey = byKey(exchanges);
  }

  next(key: string): Exchange | 'unknown' | 'past' {
    const recorded = this.#byKey.get(key);
    if (recorded === undefined) return 'unknown';
    const exchange = recorded.find(
      (candidate) => !this.#used.has(candidate) && candidate.answeredAt > this.#now,
    );
    if (exchange === undefined) return 'past';
    this.#used.add(exchange);
    this.#now = Math.max(this.#now, exchange.askedAt);
    return exchange;
  }
}

/** Every client's walk through all conversations: a client that connects again finds time to have gone on. */
export class LooseAnswers implements Answers {
  readonly #byKey: ReadonlyMap<string, readonly Exchange[]>;
  readonly #given = new Map<string, number>();

  constructor(conversations: readonly Conversation[]) {
    this.#byKey = byKey(conversations.flatMap(({ exchanges }) => exchanges));
  }

  next(key: string): Exchange | 'unknown' {
    const recorded = this.#byKey.get(key);
    const given = this.#given.get(key) ?? 0;
    this.#given.set(key, given + 1);
    const fresh = recorded?.[given];
    if (fresh !== undefined) return fresh;
    const last = recorded?.at(-1);
    // What happened once does not happen again with each repetition.
    return last === undefined ? 'unknown' : { ...last, before: [], after: [] };
  }
}

function byKey(exchanges: readonly Exchange[]): ReadonlyMap<string, readonly Exchange[]> {
  const groups = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const group = groups.get(exchange.key) ?? [];
    groups.set(exchange.key, group);
    group.push(exchange);
  }
  return groups;
}
