import { forecast, meetLimit } from '../base/forecast.ts';
import type { Json } from '../base/json.ts';

/**
 * `growth` of a row of `borescope.diff/1`: the robust slope per hour, how well a line fits (r2), and, where a limit is known and the fit allows it,
 * `etaToLimit`, in hours after the last capture. null where times are unknown, values are missing or nothing can be fitted.
 */
export function growthOf(hours: readonly number[] | null, values: readonly number[], limit: number | null): Json {
  if (hours === null || values.some(Number.isNaN)) return null;
  const { fit, because } = forecast(hours, values);
  if (fit === null || because === 'unchanged') return null;
  const [firstX, lastX, lastY] = [hours[0] ?? 0, hours.at(-1) ?? 0, values.at(-1) ?? 0];
  const met = limit === null || because !== null ? null : meetLimit(fit, { x: lastX, y: lastY }, firstX, limit);
  const etaToLimit = met?.type === 'meets' ? met.at - lastX : met?.type === 'reached' ? 0 : null;
  return { slopePerHour: fit.slope, r2: Math.max(0, fit.r2), etaToLimit };
}
