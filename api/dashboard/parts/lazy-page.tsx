import type { FunctionComponent, JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'

const loads: (() => Promise<void>)[] = []

/** A page whose script is loaded when it is first shown, or before: see `loadPagesWhenIdle`. */
export function lazyPage<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> {
  let Loaded: FunctionComponent<P> | undefined
  const ensure = async () => void (Loaded ??= await load())
  loads.push(ensure)
  return function LazyPage(props: P): JSX.Element | null {
    const [state, setState] = useState<'loading' | 'loaded' | 'failed'>('loading')
    useEffect(() => {
      if (!Loaded)
        ensure().then(
          () => setState('loaded'),
          () => setState('failed'),
        )
    }, [])
    if (Loaded) return <Loaded {...props} />
    return state === 'failed' ? <NotLoaded /> : null
  }
}

function NotLoaded() {
  return (
    <div class="page narrow" role="alert">
      <h1>Page not loaded</h1>
      <p class="muted">The server is out of reach, or Groundswell was updated since you opened this page.</p>
      <button class="btn" type="button" onClick={() => location.reload()}>
        Reload
      </button>
    </div>
  )
}

/** Loads the scripts of all other pages one after the other, while the browser has nothing else to do: a click then waits for none. */
export function loadPagesWhenIdle(): void {
  const [next] = loads.splice(0, 1)
  if (!next) return
  const idle = globalThis.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200))
  idle(() => void next().then(loadPagesWhenIdle, () => {}))
}
