import type { LimitForecast, NoForecast } from './forecast.ts';
import type { ArtifactId } from './ids.ts';
import type { RobustFit } from './robust-fit.ts';
import type { Unit } from './units.ts';

export interface TrendPoint {
  readonly artifact: ArtifactId;
  /** ms since 1970; null for all points where the times are not known of all. */
  readonly atMs: number | null;
  /** null where that capture says nothing. */
  readonly value: number | null;
}

/** A number over captures, the line through it and what the line says of the future. x of the fit is ms since 1970, or the number of the capture from 0 where no times are known. */
export interface Trend {
  /** Catalogue key of what is measured: a figure's label, a table's title or a column's header. */
  readonly label: string;
  readonly unit: Unit;
  readonly points: readonly TrendPoint[];
  readonly fit: RobustFit | null;
  /** Why the line is not continued; null when it is. */
  readonly because: NoForecast | null;
  /** The limit asked for, or the one the latest capture says; null when there is none. */
  readonly limit: number | null;
  /** null without a limit or without a forecast. */
  readonly meets: LimitForecast | null;
}
