import type { SavedViewDto } from '../../dto/saved-view-dto.ts'
import { showToast } from '../lib/announce.ts'
import { saveFile } from '../lib/download.ts'
import { now, personName } from '../lib/now.ts'
import { go, route } from '../lib/router.ts'
import { addressOfView, deleteView, queryHere, saveView, viewsIn } from '../lib/saved-views.ts'
import { ago } from '../lib/words.ts'
import { ask, fieldText } from './dialog.tsx'

/** Asks for a name and saves what the page shows. @param name a suggestion */
export async function askView(name: string): Promise<void> {
  const form = await ask({
    title: 'Save this view',
    confirm: 'Save view',
    fields: (
      <>
        <label>
          Name
          <input name="name" required maxLength={200} defaultValue={name} />
        </label>
        <p class="muted xs">Everyone in the company sees it under Saved views.</p>
      </>
    ),
  })
  if (!form) return
  try {
    const view = await saveView({ name: fieldText(form, 'name'), query: queryHere() })
    go(addressOfView(view), { replace: true })
    showToast(`Saved: ${view.name}`)
  } catch (error) {
    showToast(`Not saved: ${(error as Error).message}`)
  }
}

/** The views that people saved: open, delete, export, import. */
export function SavedViews({ views }: { views: readonly SavedViewDto[] }) {
  return (
    <section class="card views" aria-label="Saved views">
      <h2>Saved views</h2>
      {views.length === 0 && <p class="muted">None yet. “Save view” keeps what this page shows under a name.</p>}
      <ul class="rows">
        {views.map((view) => (
          <li key={view.id}>
            <a class="link" href={addressOfView(view)} aria-current={isOpen(view) ? 'page' : undefined}>
              {view.name}
            </a>
            <span class="muted small">
              {personName(view.by)}, {ago(view.savedAt, now.value)}
            </span>
            <button class="btn quiet" type="button" onClick={() => void remove(view)}>
              Delete<span class="unseen"> {view.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <div class="controls">
        {views.length > 0 && (
          <button class="btn" type="button" onClick={() => exportViews(views)}>
            Export as JSON
          </button>
        )}
        <label class="btn">
          Import
          <input
            class="unseen"
            type="file"
            accept="application/json,.json"
            onChange={(event) => void importViews(event.target as HTMLInputElement)}
          />
        </label>
      </div>
    </section>
  )
}

const isOpen = ({ id }: SavedViewDto) => route.value.query.get('view') === id

async function remove({ id, name }: SavedViewDto): Promise<void> {
  try {
    await deleteView(id)
    showToast(`Deleted: ${name}`)
  } catch (error) {
    showToast(`Not deleted: ${(error as Error).message}`)
  }
}

function exportViews(views: readonly SavedViewDto[]): void {
  const list = views.map(({ name, query }) => ({ name, query }))
  saveFile(
    new Blob([`${JSON.stringify(list, undefined, 2)}\n`], { type: 'application/json' }),
    'groundswell-views.json',
  )
}

async function importViews(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0]
  input.value = ''
  if (!file) return
  try {
    const views = viewsIn(await file.text())
    for (const view of views) await saveView(view)
    showToast(`Imported ${views.length} ${views.length === 1 ? 'view' : 'views'}`)
  } catch (error) {
    showToast(`Not imported: ${(error as Error).message}`)
  }
}
