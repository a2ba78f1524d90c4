import type { Duplex } from 'node:stream';
import type { Address } from '../transport/address.js';
import type { QmpClient } from './client.js';
import type { QmpClientOptions } from './client-options.js';
import type { CommandMap } from './command-map.js';
import type { EventMap } from './event-map.js';

/** The class {@link QmpClient} where it makes clients of one kind only: of these commands and events. */
export interface QmpClientClass<Commands extends CommandMap<Commands>, Events extends EventMap<Events>>
  extends NewableFunction {
  readonly prototype: QmpClient<Commands, Events>;
  /** See {@link QmpClient.connect}. */
  connect(address: Address | string, options?: QmpClientOptions): Promise<QmpClient<Commands, Events>>;
  /** See {@link QmpClient.over}. */
  over(stream: Duplex, address: Address, options?: QmpClientOptions): Promise<QmpClient<Commands, Events>>;
}
