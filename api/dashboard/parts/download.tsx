import { showToast } from '../lib/announce.ts'
import { getFile } from '../lib/api.ts'
import { saveFile } from '../lib/download.ts'

interface DownloadProps {
  path: `/${string}`
  /** The name of the file; absent: the path. */
  name?: string
  class?: string
  children: string
}

/** Downloads the API's response at `path`. A plain link could not send the identity headers. */
export function Download({ path, name = path.slice(1), class: className = '', children }: DownloadProps) {
  return (
    <button class={`btn ${className}`} type="button" onClick={() => void save(path, name)}>
      {children}
    </button>
  )
}

async function save(path: string, name: string): Promise<void> {
  try {
    saveFile(await getFile(path), name)
  } catch (error) {
    showToast(`Download failed: ${(error as Error).message}`)
  }
}
