import type { FaultSpec, MachineSpec } from './machine-spec.js';
import type { Selector } from './selector.js';

/** What an action says beside `do` and, for one that machines do, `machine`; see docs/mock.md for what each does. */
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

interface FleetActions {
  readonly add: { readonly spec: MachineSpec & { readonly count?: number } };
  readonly advance: { readonly by: string };
  readonly list: object;
  readonly shutdown: object;
}

type Named<Actions, K extends keyof Actions> = { [P in K]: { readonly do: P } & Actions[P] }[K];

export type MachineWord = keyof MachineActions;
export type FleetWord = keyof FleetActions;

/** What each of the machines does that `machine` selects; without it all do. */
export type MachineAction<K extends MachineWord = MachineWord> = Named<MachineActions, K> & {
  readonly machine?: Selector;
};
/** What the fleet does as a whole. */
export type FleetAction<K extends FleetWord = FleetWord> = Named<FleetActions, K>;

/** One thing to do, the same in a timeline, on the control socket, and for {@link Fleet.perform}. */
export type Action = MachineAction | FleetAction;
