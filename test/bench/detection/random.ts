/** Draws that are the same for the same seed on every machine. */
export interface Random {
  /** In [0, 1). */
  uniform(): number
  normal(): number
  poisson(mean: number): number
  /** Count with this mean and variance dispersion × mean: negative binomial, Poisson at a dispersion of 1. */
  count(mean: number, dispersion: number): number
  logNormal(mean: number, deviation: number): number
  /** A whole number from…to, both included. */
  whole(from: number, to: number): number
}

/** xoshiro128** (Blackman & Vigna 2018), seeded by splitmix32. */
export function openRandom(seed: number): Random {
  let mix = seed >>> 0
  const next = () => {
    mix = (mix + 0x9e3779b9) >>> 0
    let z = mix
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
  const s = Uint32Array.from({ length: 4 }, next)
  const rotated = (x: number, k: number) => (x << k) | (x >>> (32 - k))
  const uniform = () => {
    const result = Math.imul(rotated(Math.imul(s[1]!, 5), 7), 9) >>> 0
    const t = s[1]! << 9
    s[2]! ^= s[0]!
    s[3]! ^= s[1]!
    s[1]! ^= s[2]!
    s[0]! ^= s[3]!
    s[2]! ^= t
    s[3] = rotated(s[3]!, 11)
    return result / 2 ** 32
  }
  /** Box & Muller 1958. */
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  /** Marsaglia & Tsang 2000. */
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * (1 - uniform()) ** (1 / shape)
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
    }
  }
  /** By halving the mean with a gamma draw while it is large (Ahrens & Dieter 1974), then by multiplying uniforms (Knuth). */
  const poisson = (mean: number): number => {
    let count = 0
    let left = mean
    while (left > 30) {
      const m = Math.floor((left * 7) / 8)
      const at = gamma(m)
      if (at > left) return count + binomial(m - 1, left / at)
      count += m
      left -= at
    }
    const limit = Math.exp(-left)
    for (let product = uniform(); product > limit; product *= uniform()) count++
    return count
  }
  const binomial = (n: number, p: number): number => {
    let count = 0
    for (let i = 0; i < n; i++) if (uniform() < p) count++
    return count
  }
  return {
    uniform,
    normal,
    poisson,
    count: (mean, dispersion) =>
      dispersion <= 1 ? poisson(mean) : poisson(gamma(mean / (dispersion - 1)) * (dispersion - 1)),
    logNormal: (mean, deviation) => Math.exp(mean + deviation * normal()),
    whole: (from, to) => from + Math.floor(uniform() * (to - from + 1)),
  }
}
