/** JSON with so many levels of objects, of objects in numbered keys (which JSON.stringify cannot write from a few thousand), or of arrays. */
export const nested: Record<string, (levels: number) => string> = {
  objects: (levels) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`,
  'numbered objects': (levels) => `${'{"0":'.repeat(levels)}1${'}'.repeat(levels)}`,
  arrays: (levels) => `${'['.repeat(levels)}1${']'.repeat(levels)}`,
}

export const deepKinds = Object.keys(nested).flatMap((kind) =>
  [33, 5_000, 100_000].map((levels): [string, number, string] => [kind, levels, nested[kind]!(levels)]),
)
