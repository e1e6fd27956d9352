import type { SilenceDto } from '../../dto/silence-dto.ts'
import { showToast } from '../lib/announce.ts'
import { answer, identity, send, type List } from '../lib/api.ts'
import { now, personName } from '../lib/now.ts'
import { useApi } from '../lib/use-api.ts'
import { signal } from '@preact/signals'
import { clockTime } from '../lib/words.ts'
import { zone } from '../lib/zone.ts'
import { valueName } from './filter-chips.tsx'

/** The store hears of an end a moment later. */
const ended = signal<ReadonlySet<string>>(new Set())

/** Silences that have not ended. Alerts that match still open, and nobody is told. */
export function Silences() {
  const { data, error } = useApi<List<SilenceDto>>('/silences')
  const items = data?.items.filter(({ id }) => !ended.value.has(id))
  return (
    <section class="card scroll" aria-labelledby="silences">
      <h2 id="silences">Silences</h2>
      {error && <p role="alert">Silences could not be loaded: {error.message}</p>}
      {items?.length === 0 && (
        <p class="muted">
          Nothing is silenced. <code>POST /api/v1/silences</code> creates a silence.
        </p>
      )}
      {items && items.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Alerts about</th>
              <th scope="col">Until ({zone.value})</th>
              <th scope="col">Reason</th>
              <th scope="col">By</th>
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
                <td>{silence.reason}</td>
                <td>{personName(silence.by)}</td>
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

async function end(id: string): Promise<void> {
  try {
    await answer(await send(`/silences/${encodeURIComponent(id)}`, { method: 'DELETE', headers: identity() }))
    ended.value = new Set([...ended.value, id])
  } catch (error) {
    showToast(`Not ended: ${(error as Error).message}`)
  }
}
