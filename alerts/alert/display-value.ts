import type { Driver } from './driver.ts'

/** A value as people write it: a term in quotation marks, a version with a v, any other name as it is. */
export function displayValue({ dimension, value }: Pick<Driver, 'dimension' | 'value'>): string {
  if (dimension === 'term') return `“${value}”`
  return dimension === 'version' && /^\d/.test(value) ? `v${value}` : value
}
