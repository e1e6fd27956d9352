import type { SilenceDto } from '../../dto/silence-dto.ts'
import { showToast } from '../lib/announce.ts'
import { answer, identity, post, send, type List } from '../lib/api.ts'
import { now, personName } from '../lib/now.ts'
import { useApi } from '../lib/use-api.ts'
import { signal } from '@preact/signals'
import { clockTime } from '../lib/words.ts'
import { zone } from '../lib/zone.ts'
import { askSilence } from './ask-silence.tsx'
import { valueName } from './filter-chips.tsx'

/** What was done here: the store hears of it a moment later. */
const created = signal<readonly SilenceDto[]>([])
const ended = signal<ReadonlySet<string>>(new Set())

/** Silences that have not ended. Alerts that match still open, and nobody is told. */
export function Silences() {
  const { data, error } = useApi<List<SilenceDto>>('/silences')
  const known = new Set(data?.items.map(({ id }) => id))
  const items =
    data &&
    [...data.items, ...created.value.filter(({ id }) => !known.has(id))].filter(({ id }) => !ended.value.has(id))
  return (
    <section class="card scroll" aria-labelledby="silences">
      <div class="head">
        <h2 id="silences">Silences</h2>
        <button class="btn" type="button" onClick={() => void create()}>
          Create silence
        </button>
      </div>
      {error && <p role="alert">Silences could not be loaded: {error.message}</p>}
      {items?.length === 0 && <p class="muted">Nothing is silenced.</p>}
      {items && items.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Alerts about</th>
              <th scope="col">
                Until <span class="zone">({zone.value})</span>
              </th>
              <th scope="col">Reason</th>
              <th scope="col" class="hide-s">
                By
              </th>
              <th scope="col">
                <span class="unseen">Action</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((silence) => (
              <tr key={silence.id}>
                <td>{matchInWords(silence.matches)}</td>
                <td>{clockTime(silence.until, now.value)}</td>
                <td>
                  {silence.reason}
                  <p class="only-s small muted">{personName(silence.by)}</p>
                </td>
                <td class="hide-s">{personName(silence.by)}</td>
                <td>
                  <button class="btn" type="button" onClick={() => void end(silence.id)}>
                    End now
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** topic delivery.late, product K3 */
const matchInWords = (matches: SilenceDto['matches']): string =>
  Object.entries(matches)
    .map(
      ([field, values]) =>
        `${field} ${[values]
          .flat()
          .map((value) => valueName(singular(field), value))
          .join(' or ')}`,
    )
    .join(', ') || 'everything'

const singular = (field: string): string => field.replace(/s$/, '')

async function create(): Promise<void> {
  const wanted = await askSilence()
  if (!wanted) return
  if (Object.keys(wanted.matches).length === 0)
    return showToast('Not saved: choose a department, a topic, a unit or a product')
  try {
    const silence = (await (await post('/silences', wanted)).json()) as SilenceDto
    created.value = [...created.value, silence]
  } catch (error) {
    showToast((error as Error).message)
  }
}

async function end(id: string): Promise<void> {
  try {
    await answer(await send(`/silences/${encodeURIComponent(id)}`, { method: 'DELETE', headers: identity() }))
    ended.value = new Set([...ended.value, id])
  } catch (error) {
    showToast(`Not ended: ${(error as Error).message}`)
  }
}
