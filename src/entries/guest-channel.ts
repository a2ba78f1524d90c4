/**
 * `qgauge/guest-channel`: what a guest asks on its port, answered by a program of its host. `ChannelServer` of `qgauge/serve` does so
 * for the guests of a daemon, and proves whose port it is.
 *
 * @packageDocumentation
 */

export { type AcceptPortOptions, acceptPort } from '../in-guest/accept-port.js';
export { GuestChannel, type GuestChannelOptions } from '../in-guest/guest-channel.js';
export { type HoldPortOptions, holdPort } from '../in-guest/hold-port.js';
export type { StatRequest } from '../in-guest/parse-request.js';
export { type ChannelEnd, serveChannel } from '../in-guest/serve-channel.js';
