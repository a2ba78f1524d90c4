import { UNKNOWN } from '../table/table-column.js';

const DAY_SECONDS = 86_400;

/** When something was, in the local time zone: the time of the day, `16:49:44`; before the last day the date, `2026-11-19`. */
export function momentText(atSeconds: number | undefined, nowSeconds: number): string {
  const date = new Date((atSeconds ?? Number.NaN) * 1000);
  if (atSeconds === undefined || Number.isNaN(date.getTime())) return UNKNOWN;
  if (nowSeconds - atSeconds < DAY_SECONDS) return date.toTimeString().slice(0, 8);
  const twoDigits = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}
