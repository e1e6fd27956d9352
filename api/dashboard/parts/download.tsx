import { showToast } from '../lib/announce.ts'
import { getFile } from '../lib/api.ts'

/** Saves the API's answer at `path` as a file of that name. A plain link could not send the identity headers. */
export function Download({ path, children }: { path: `/${string}`; children: string }) {
  return (
    <button class="btn" type="button" onClick={() => void save(path)}>
      {children}
    </button>
  )
}

async function save(path: string): Promise<void> {
  try {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await getFile(path))
    link.download = path.slice(1)
    link.click()
    // The browser has started to save it by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  } catch (error) {
    showToast(`Download failed: ${(error as Error).message}`)
  }
}
