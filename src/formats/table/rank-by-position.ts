import type { TableColumn } from './table-column.js';

/**
 * Ranks columns that the user has listed: what stands first matters most, and stays longest on a narrow terminal. The first
 * column stays, and so do elastic ones, which can do with little room.
 */
export function rankByPosition<Item>(columns: readonly TableColumn<Item>[]): readonly TableColumn<Item>[] {
  return columns.map((column, at) => ({ ...column, rank: at === 0 || column.isElastic ? undefined : at }));
}
