import { showToast } from '../lib/announce.ts'
import { lastUpload, uploadEvents } from '../lib/company-events.ts'
import { counted } from '../lib/words.ts'
import { ask } from './dialog.tsx'

/** Asks for a CSV file of events and uploads it. */
export async function askEventFile(): Promise<void> {
  const form = await ask({
    title: 'Upload events',
    confirm: 'Upload',
    fields: (
      <>
        <label>
          CSV file
          <input type="file" name="file" accept=".csv,text/csv" required />
        </label>
        <p class="muted xs">
          One event a row. Columns: <code>kind</code>, <code>name</code>, <code>from</code>; optional: <code>id</code>,{' '}
          <code>until</code>, <code>fixedAt</code>, <code>fixes</code>, <code>topics</code>, <code>departments</code>,{' '}
          <code>products</code>, <code>versions</code>, with <code>|</code> between several values. Times are UTC unless
          they state a zone. Uploading the same file again changes nothing.
        </p>
      </>
    ),
  })
  const file = form?.get('file')
  if (!(file instanceof File)) return
  try {
    await uploadEvents(file)
    showToast(`Saved ${counted(lastUpload.value!.saved, 'event')} of ${file.name}`)
  } catch (error) {
    showToast(`Not saved: ${(error as Error).message}`)
  }
}

/** The rows of the last upload that were not saved, by line. */
export function UploadFaults() {
  const upload = lastUpload.value
  if (!upload || upload.faults.length === 0) return null
  return (
    <section class="card outage" role="alert" aria-labelledby="upload-faults">
      <h2 id="upload-faults">{counted(upload.faults.length, 'row')} not saved</h2>
      <ul>
        {upload.faults.map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
      <p class="small">
        {upload.saved > 0 && `${counted(upload.saved, 'event')} saved. `}Mend these rows and upload the file again.
      </p>
      <button class="btn" type="button" onClick={() => (lastUpload.value = undefined)}>
        Dismiss
      </button>
    </section>
  )
}
