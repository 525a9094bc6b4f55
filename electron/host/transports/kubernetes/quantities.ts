const SUFFIXES: Readonly<Record<string, number>> = { n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 };

/** A Kubernetes quantity such as `250m`, `1Gi` or `12e6` as a number; null when it is none. */
function quantityOf(text: string | undefined): number | null {
  const { number = '', suffix = '' } = /^(?<number>[+-]?[\d.]+(?:[eE][+-]?\d+)?)(?<suffix>[a-zA-Z]*)$/.exec(text ?? '')?.groups ?? {};
  const factor = Object.hasOwn(SUFFIXES, suffix) ? SUFFIXES[suffix] : undefined;
  const value = Number(number) * (factor ?? Number.NaN);
  return number === '' || Number.isNaN(value) ? null : value;
}

/** CPUs as percent of one. */
export function cpuPercentOf(text: string | undefined): number | null {
  const cpus = quantityOf(text);
  return cpus === null ? null : cpus * 100;
}

export function memoryBytesOf(text: string | undefined): number | null {
  const bytes = quantityOf(text);
  return bytes === null ? null : Math.round(bytes);
}
