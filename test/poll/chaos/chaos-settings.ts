/**
 * How long the chaos goes on and which way it goes: 60 seconds, with a new seed each time. Ten minutes by hand, in the way
 * that a seed went before:
 *
 *     npm run build && QGAUGE_CHAOS_SECONDS=600 QGAUGE_CHAOS_SEED=42 npx vitest run test/poll/chaos
 *
 * The seed decides which trouble comes to which guest, in which order, and for how long. When a QEMU is up again after it
 * was killed is the machine's affair.
 */
export const CHAOS_SECONDS = Number(process.env.QGAUGE_CHAOS_SECONDS ?? 60);
export const CHAOS_SEED = Number(process.env.QGAUGE_CHAOS_SEED ?? Date.now() % 2 ** 32);
