/** The partition of a key: stable across machines and versions. FNV-1a (Fowler, Noll & Vo) over UTF-16 units, with a final mixing step. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  // The low bits of FNV depend mostly on the last characters, which would cluster keys that are running numbers.
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return ((hash ^ (hash >>> 16)) >>> 0) % partitions
}
