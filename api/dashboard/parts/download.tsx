import { showToast } from '../lib/announce.ts'
import { getFile } from '../lib/api.ts'

/** Downloads the API's response at `path` and saves it under that name. A plain link could not send the identity headers. */
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
    // After a minute the browser has started the download, so the URL is no longer needed.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
  } catch (error) {
    showToast(`Download failed: ${(error as Error).message}`)
  }
}
