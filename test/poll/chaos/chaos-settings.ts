/**
 * The duration and the seed of the chaos: 60 seconds, with a new seed each time. By hand, ten minutes with the seed of an
 * earlier run:
 *
 *     npm run build && QGAUGE_CHAOS_SECONDS=600 QGAUGE_CHAOS_SEED=42 npx vitest run test/poll/chaos
 *
 * The seed determines which trouble each guest gets, in which order, and for how long. It does not determine how long a QEMU
 * takes to start again after it was killed.
 */
export const CHAOS_SECONDS = Number(process.env.QGAUGE_CHAOS_SECONDS ?? 60);
export const CHAOS_SEED = Number(process.env.QGAUGE_CHAOS_SEED ?? Date.now() % 2 ** 32);
