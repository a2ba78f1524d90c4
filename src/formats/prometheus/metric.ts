import { type Labels, labelPair, labelText, withLabel } from './label-text.js';
import type { MetricType } from './metric-family.js';

/** A value, or `undefined` where it is unknown: then there is no series. */
export type Figure = number | bigint | undefined;

/** Where the series of a metric go. */
export interface SeriesSink {
  add(labels: string, value: number | bigint): void;
  /** Where those go of an item that has the labels of another one. */
  readonly repeated: SeriesSink;
}

/** The declaration of a metric: what documentation says of it, and how its series come from a source such as a guest. */
export interface Metric<Source> {
  readonly name: string;
  readonly type: MetricType;
  readonly labels: readonly string[];
  readonly help: string;
  /** Where the figure comes from: a QMP command, a file of the kernel, or qgauge. */
  readonly from: string;
  readonly collect: (source: Source, sink: SeriesSink) => void;
}

/** What metrics are about, such as a disk, with its labels as text. */
export interface Labelled {
  readonly labels: string;
  /** Another one before it has the same labels. */
  readonly isRepeated?: boolean | undefined;
}

/** A metric of an item, without what it shares with its neighbours: the prefix of its name, and the item's labels. */
export interface Row<Item> {
  readonly name: string;
  readonly type: MetricType;
  /** Labels beside those of the item. */
  readonly labels: readonly string[];
  readonly help: string;
  readonly from: string;
  readonly addOf: (item: Item, sink: SeriesSink) => void;
}

/** Declares the metrics of a source itself. */
export function metricsOf<Source extends Labelled>(
  prefix: string,
  labels: readonly string[],
  rows: readonly Row<Source>[],
): readonly Metric<Source>[] {
  return rows.map(({ addOf, ...row }) => ({
    ...row,
    name: `${prefix}${row.name}`,
    labels: [...labels, ...row.labels],
    collect: addOf,
  }));
}

/** Declares the metrics of one kind of item, of which a source has any number. */
export function metricsOfEach<Source, Item extends Labelled>(
  { prefix, labels, items }: Kind<Source, Item>,
  rows: readonly Row<Item>[],
): readonly Metric<Source>[] {
  return rows.map(({ addOf, ...row }) => ({
    ...row,
    name: `${prefix}${row.name}`,
    labels: [...labels, ...row.labels],
    collect: (source, sink) => {
      for (const item of items(source)) addOf(item, item.isRepeated ? sink.repeated : sink);
    },
  }));
}

/** What {@link metricsOfEach} declares metrics of. */
export interface Kind<Source, Item> {
  /** Begins the name of each. */
  readonly prefix: string;
  /** The names of an item's labels. */
  readonly labels: readonly string[];
  readonly items: (source: Source) => readonly Item[];
}

type FigureOf<Item> = (item: Item) => Figure;
type Declare = <Item extends Labelled>(
  name: string,
  help: string,
  from: string,
  figureOf: FigureOf<Item>,
) => Row<Item>;

/** Declares a metric with one series an item. */
function single(type: MetricType): Declare {
  return (name, help, from, figureOf) => ({
    ...{ name, type, labels: [], help, from },
    addOf: (item, sink) => {
      const figure = figureOf(item);
      if (figure !== undefined) sink.add(item.labels, figure);
    },
  });
}

export const gauge = single('gauge');
export const counter = single('counter');

/** Figures that one label tells apart. */
interface Parts<Item> {
  readonly [value: string]: FigureOf<Item>;
}

type DeclareParts = <Item extends Labelled>(
  name: string,
  label: string,
  help: string,
  from: string,
  parts: Parts<Item>,
) => Row<Item>;

/** Declares a metric with one series for each value of a label. */
function divided(type: MetricType): DeclareParts {
  return (name, label, help, from, parts) => {
    const divisions = Object.entries(parts).map(([value, figureOf]) => {
      return { pair: labelPair(label, value), figureOf };
    });
    return {
      ...{ name, type, labels: [label], help, from },
      addOf: (item, sink) => {
        for (const { pair, figureOf } of divisions) {
          const figure = figureOf(item);
          if (figure !== undefined) sink.add(withLabel(item.labels, pair), figure);
        }
      },
    };
  };
}

export const gauges = divided('gauge');
export const counters = divided('counter');
export const summary = divided('summary');

/**
 * Declares a closed set of states: a series for each member, always, of which the present one is 1. All are 0 while the state is
 * unknown.
 */
export function stateset<Item extends Labelled>(
  name: string,
  label: string,
  members: readonly string[],
  help: string,
  from: string,
  stateOf: (item: Item) => string | undefined,
): Row<Item> {
  const states = members.map((member) => ({ member, pair: labelPair(label, member) }));
  return {
    ...{ name, type: 'stateset', labels: [label], help, from },
    addOf: (item, sink) => {
      const state = stateOf(item);
      for (const { member, pair } of states) sink.add(withLabel(item.labels, pair), member === state ? 1 : 0);
    },
  };
}

/** Declares a metric that is always 1, and says something by its labels. */
export function info<Item extends Labelled>(
  name: string,
  labels: readonly string[],
  help: string,
  from: string,
  labelsOf: (item: Item) => Labels | undefined,
): Row<Item> {
  return {
    ...{ name, type: 'info', labels, help, from },
    addOf: (item, sink) => {
      const more = labelsOf(item);
      if (more === undefined) return;
      const text = labelText(more);
      sink.add(text === '' ? item.labels : withLabel(item.labels, text), 1);
    },
  };
}
