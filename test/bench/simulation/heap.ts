interface Entry<T> {
  at: number
  order: number
  item: T
}

/** A queue of items by their time; items of the same time leave in the order in which they came. */
export function openHeap<T>(): { push(at: number, item: T): void; pop(): T | undefined; nextAt(): number } {
  const heap: Entry<T>[] = []
  let order = 0
  const isBefore = (a: Entry<T>, b: Entry<T>) => a.at < b.at || (a.at === b.at && a.order < b.order)
  const swap = (i: number, j: number) => ([heap[i], heap[j]] = [heap[j]!, heap[i]!])

  function sink(): void {
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2]
      let first = i
      if (left < heap.length && isBefore(heap[left]!, heap[first]!)) first = left
      if (right < heap.length && isBefore(heap[right]!, heap[first]!)) first = right
      if (first === i) return
      swap(i, first)
      i = first
    }
  }

  return {
    push(at, item) {
      let i = heap.push({ at, order: order++, item }) - 1
      for (; i > 0 && isBefore(heap[i]!, heap[(i - 1) >> 1]!); i = (i - 1) >> 1) swap(i, (i - 1) >> 1)
    },
    pop() {
      if (heap.length === 0) return undefined
      swap(0, heap.length - 1)
      const { item } = heap.pop()!
      sink()
      return item
    },
    nextAt: () => heap[0]?.at ?? Infinity,
  }
}
