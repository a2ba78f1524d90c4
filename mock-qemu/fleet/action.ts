import type { FaultSpec, MachineSpec } from './machine-spec.js';
import type { Selector } from './selector.js';

/** The members of each action on machines, beside `do` and `machine`; docs/mock.md describes what each action does. */
interface MachineActions {
  readonly fault: FaultSpec;
  readonly heal: { readonly kind?: string };
  readonly emit: { readonly event: string; readonly data?: object };
  readonly balloon: {
    readonly stats?: Readonly<Record<string, number | null>>;
    readonly targetBytes?: number;
  };
  readonly execute: { readonly command: string; readonly arguments?: object };
  readonly calls: { readonly command?: string };
  readonly stop: object;
  readonly cont: object;
  readonly reset: object;
  readonly powerdown: object;
  readonly suspend: object;
  readonly wakeup: object;
  readonly oom: object;
  readonly watchdog: object;
  readonly panic: object;
  readonly quit: object;
  readonly kill: object;
  readonly start: object;
  readonly remove: object;
}

/** The members of each action on the fleet, beside `do`. */
interface FleetActions {
  readonly add: { readonly spec: MachineSpec & { readonly count?: number } };
  readonly advance: { readonly by: string };
  readonly list: object;
  readonly shutdown: object;
}

type Named<Actions, K extends keyof Actions> = { [P in K]: { readonly do: P } & Actions[P] }[K];

export type MachineWord = keyof MachineActions;
export type FleetWord = keyof FleetActions;

/** An action on each machine that `machine` selects (default: all). */
export type MachineAction<K extends MachineWord = MachineWord> = Named<MachineActions, K> & {
  readonly machine?: Selector;
};
/** An action on the fleet as a whole. */
export type FleetAction<K extends FleetWord = FleetWord> = Named<FleetActions, K>;

/**
 * An action, the same in a timeline, on the control socket, and for {@link Fleet.perform}; docs/mock.md lists them
 * all.
 */
export type Action = MachineAction | FleetAction;
