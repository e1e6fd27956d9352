/**
 * Shares one answer with everybody who asks while it is made and for a time after it. For what anybody may ask, and costs much.
 * A failure is shared while it is awaited only.
 */
export function sharedFor<T>(ms: number, make: () => Promise<T>): () => Promise<T> {
  let shared: { answer: Promise<T>; madeAt: number } | undefined
  return () => {
    if (shared && performance.now() - shared.madeAt < ms) return shared.answer
    const own = { answer: make(), madeAt: Infinity }
    shared = own
    own.answer.then(
      () => void (own.madeAt = performance.now()),
      () => void (shared = shared === own ? undefined : shared),
    )
    return own.answer
  }
}
