import type { Driver } from './driver.ts'
/** A term as people said it, in quotation marks; a name as it is. */
export const spoken = ({ dimension, value }: Pick<Driver, 'dimension' | 'value'>): string =>
  dimension === 'term' ? `“${value}”` : value
