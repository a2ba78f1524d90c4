import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from './random.js';
import { aftermathMs, type Expectation, type Life, type Trouble, type Truth } from './truth.js';

/** A kind of trouble: how it begins and ends, and what is expected meanwhile. */
export interface Actor<Place> {
  readonly name: string;
  /** How long it lasts, in milliseconds. */
  readonly lasts: readonly [least: number, most: number];
  readonly expects: Expectation;
  /** Whether it is possible at a place (default: everywhere). */
  suits?(place: Place): boolean;
  /** Begins it; resolves when it is in effect, to a function that ends it. */
  begin(place: Place, random: Random): Promise<() => Promise<void>>;
}

/** A place where one guest lives at a time. */
export interface Inhabited {
  readonly life: Life;
}

/** How long a guest is left alone between two troubles. */
const PEACE_MS = [1000, 4000] as const;

export interface Course {
  readonly untilMs: number;
  readonly random: Random;
  /** Called after each trouble. */
  readonly onAction: (actor: string) => void;
}

/** Brings one suitable trouble after another to a place, until the time is over; the guest is healthy then. */
export async function torment<Place extends Inhabited>(
  place: Place,
  actors: readonly Actor<Place>[],
  truth: Truth,
  { untilMs, random, onAction }: Course,
): Promise<void> {
  const suitable = actors.filter(({ suits }) => suits?.(place) ?? true);
  for (;;) {
    await sleep(random.between(...PEACE_MS));
    if (Date.now() >= untilMs) return;
    const actor = random.pick(suitable);
    const trouble = await perform(actor, place, truth, random);
    onAction(actor.name);
    // Without this pause two troubles would be one long trouble for the poller.
    await sleep(aftermathMs(trouble));
  }
}

async function perform<Place extends Inhabited>(
  actor: Actor<Place>,
  place: Place,
  truth: Truth,
  random: Random,
): Promise<Trouble> {
  // All random numbers are taken here, in one order, so that the machine's timing does not change them.
  const lastsMs = random.between(...actor.lasts);
  const trouble = truth.trouble(place.life, actor.name, actor.expects);
  const end = await actor.begin(place, random);
  trouble.effectiveMs = Date.now();
  await sleep(lastsMs);
  trouble.endingMs = Date.now();
  await end();
  trouble.endedMs = Date.now();
  return trouble;
}
