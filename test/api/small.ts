import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { saveAlerts, saveChange } from '../../alerts/alert/alert-table.ts'
import { recount } from '../../alerts/series/count-table.ts'
import type { ApiDeps } from '../../api/request/deps.ts'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import type { Store } from '../../infra/store/store.ts'
import { saveHealth } from '../../ingest/source-table.ts'
import { changeNow, mentionRow } from '../alerts/make.ts'
import { crackedHoppers } from '../alerts/notifications.ts'
import { openEmbedded } from '../open-platform.ts'
import { depsOf, hour, now } from './company.ts'
import { fillBoth } from './matrix-data.ts'

const carriers = ['Nordfracht', 'Ostermann', 'Südpost']
/** Mentions of two days, one every twenty minutes. */
const late = Array.from({ length: 144 }, (_, i) =>
  mentionRow({
    id: `forum:late-${i}`,
    createdAt: now - 48 * hour + i * 1_200_000,
    title: i % 3 === 0 ? 'Parcel late' : '',
    text: `The parcel is late, day ${i}`,
    url: i % 4 === 0 ? '' : `https://forum.example/t/${i}`,
    entityKinds: ['carrier', 'region'],
    entityValues: [carriers[i % carriers.length]!, 'North'],
    ...(i % 10 === 0 && { rating: 2.5 }),
    ...(i === 7 && { text: '', removedAt: now - hour }),
  }),
)

/** A real embedded store with its logins, a few alerts and mentions of two days. Without people: everybody sees everything. */
export async function openSmall(): Promise<{ deps: ApiDeps; store: Store; close(): Promise<void> }> {
  const platform = await openEmbedded()
  const { store, reader } = platform
  await insertMentions(store, late)
  await recount(store, [...new Set(late.map(({ createdAt }) => Math.floor(createdAt / 300_000) * 300_000))])
  const filled = await fillBoth(platform, async (over) => {
    const alert = crackedHoppers(over)
    await saveChange(store, changeNow({ alert }))
    await saveAlerts(store, [alert])
    return alert.id
  })
  const health = { kind: 'feed' as const, canary: '', canaryAt: 0, frontierAt: now, lastHeardAt: now, updatedAt: now }
  await saveHealth(store, [{ ...health, source: 'forum', state: 'live', reason: '' }])
  const open = depsOf(platform)
  const organisation = toOrganisation({ model: 'hub-and-spoke' }, open.taxonomy)
  return { deps: { ...open, ...filled, reader, organisation }, store, close: platform.close }
}
