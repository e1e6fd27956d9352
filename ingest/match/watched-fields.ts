import type { WatchEntry } from './matcher.ts'

/** The fields of a mention that matched these entries: its brands, and the product if they name just one. */
export function watchedFields(entries: readonly WatchEntry[]): Record<string, string> {
  const brands = [...new Set(entries.map(({ brand }) => brand))]
  const products = [...new Set(entries.flatMap(({ product }) => product ?? []))]
  return { brand: brands.join(', '), ...(products.length === 1 && { product: products[0]! }) }
}
