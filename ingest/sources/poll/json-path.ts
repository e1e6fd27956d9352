/**
 * The values at a path of a JSON value: names with dots, `[0]`, `[*]` and `['a name']`, with or without `$` at the beginning
 * (`$.comments[*].body`). That is RFC 9535 without filters, slices and `..`.
 */
export function valuesAt(value: unknown, path: string): unknown[] {
  return stepsOf(path).reduce<unknown[]>((at, step) => at.flatMap((each) => inside(each, step)), [value])
}

/** Whether the path needs more than names with dots. */
export const isJsonPath = (path: string): boolean => /^\$|\[/.test(path)

function stepsOf(path: string): string[] {
  const steps = path.replace(/^\$\.?/, '').matchAll(/\[(?:'([^']*)'|"([^"]*)"|(\d+|\*))\]|([^.[\]]+)/g)
  return [...steps].map(([, single, double, index, name]) => single ?? double ?? index ?? name ?? '')
}

function inside(value: unknown, step: string): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  if (step === '*') return Object.values(value)
  return Object.hasOwn(value, step) ? [(value as Record<string, unknown>)[step]] : []
}
