import { deepest } from './nesting.ts'

/** The beginning of a value as JSON, for people. Never throws: of what is too deeply nested for the stack, only the upper levels are shown. */
export function shown(value: unknown, length: number): string {
  try {
    return (JSON.stringify(value) ?? '').slice(0, length)
  } catch {
    return (JSON.stringify(upTo(deepest, value)) ?? '').slice(0, length)
  }
}

/** The value with an ellipsis instead of what is nested deeper. */
function upTo(levels: number, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (levels === 0) return '…'
  if (Array.isArray(value)) return value.map((each) => upTo(levels - 1, each))
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, upTo(levels - 1, each)]))
}
