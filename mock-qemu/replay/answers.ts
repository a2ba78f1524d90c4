import type { Conversation, Exchange } from './script.js';

/**
 * How requests find their answers:
 *
 * - `order`: each recorded answer is given once, and none that was given before the last answered request was sent.
 *   Requests that were in flight together may come in any order.
 * - `loose`: the recorded answers to a request are given one after the other, wherever they are; the last is repeated.
 */
export type Match = 'order' | 'loose';

/** The recorded answers, as one client receives them. */
export interface Answers {
  /** The answer to a request; `unknown` when it was never recorded, `past` when no further one is left. */
  next(key: string): Exchange | 'unknown' | 'past';
}

/** The answers of one recorded conversation, for one client. */
export class AnswersInOrder implements Answers {
  readonly #byKey: ReadonlyMap<string, readonly Exchange[]>;
  readonly #used = new Set<Exchange>();
  /** The line of the last request that was answered: answers before it are past. */
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

/** The answers of all conversations, shared by all clients: a client that reconnects continues where it was. */
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
    // Events are not repeated with the reply.
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
