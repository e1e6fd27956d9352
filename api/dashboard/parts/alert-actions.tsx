import { useEffect } from 'preact/hooks'
import type { AlertDto } from '../../dto/alert-dto.ts'
import { tell } from '../announce.ts'
import { act, type Action, type Asked } from '../api.ts'
import { isTyping } from '../keys.ts'
import { alertsChanged } from '../live.ts'
import { apiKey, me } from '../me.ts'
import { organisation } from '../now.ts'
import { go, place, withQuery } from '../router.ts'
import { askComment, askHandover, askOwner, askReason, askSnooze } from './ask.tsx'
import { askName } from './ask-name.tsx'
import { ask } from './dialog.tsx'

interface Deed {
  action: Action
  /** What must be known first; undefined when the person thinks better of it. */
  ask: (alert: AlertDto) => Promise<Asked | undefined>
  done: string
}

interface Offer extends Deed {
  name: string
  key: string
}

const take: Offer = { action: 'acknowledge', name: 'Take it', key: 'T', ask: async () => ({}), done: 'You have taken' }
const wake: Offer = { ...take, name: 'Wake it', done: 'Awake again' }
const assign: Offer = {
  action: 'assign',
  name: 'Assign',
  key: 'A',
  ask: ({ owner }) => askOwner(owner),
  done: 'Assigned',
}
const snooze: Offer = { action: 'snooze', name: 'Snooze', key: 'S', ask: askSnooze, done: 'Snoozed' }
const resolve: Offer = {
  action: 'resolve',
  name: 'Resolve',
  key: 'R',
  ask: () => askReason('Is it over?', 'Resolve'),
  done: 'Resolved',
}

const handOver: Offer = {
  action: 'handover',
  name: 'Hand over',
  key: 'H',
  ask: ({ departments: [acting] }) => askHandover(acting),
  done: 'Handed over',
}
const comment: Offer = { action: 'comment', name: 'Comment', key: 'C', ask: askComment, done: 'Said' }
const claim: Offer = { action: 'claim', name: 'Claim it', key: 'T', ask: async () => ({}), done: 'You hold' }
const release: Offer = { action: 'release', name: 'Release', key: 'L', ask: async () => ({}), done: 'Released' }
const reopen: Offer = {
  action: 'reopen',
  name: 'Reopen',
  key: 'O',
  ask: () => askReason('Is it not over?', 'Reopen'),
  done: 'Open again',
}

/** What can be done with an alert now, the first of it first. */
function offersFor({ status, claim: held }: AlertDto): Offer[] {
  if (status === 'resolved') return [reopen, comment]
  const others = [assign, handOver, ...(status === 'snoozed' ? [] : [snooze]), resolve, comment]
  if (status === 'snoozed') return [wake, ...others]
  const isMine = held !== null && held.by === me.value
  if (organisation.value?.model === 'honeycomb') return [isMine ? release : claim, ...others]
  return status === 'open' ? [take, ...others] : others
}

/** Does it in the person's name, and says how that went. */
export async function perform(alert: AlertDto, deed: Deed): Promise<void> {
  if (!apiKey.value && !me.value && !(await askName())) return
  const asked = await deed.ask(alert)
  if (!asked) return
  try {
    const done = await act(alert.id, deed.action, asked)
    tell(`${done ? deed.done : 'Asked for, and done in a moment'}: ${alert.title}`)
  } catch (error) {
    tell(`That did not work: ${(error as Error).message}`)
  }
  alertsChanged.value++
}

export function TakeButton({ alert }: { alert: AlertDto }) {
  return (
    <button
      class="btn primary"
      type="button"
      data-take
      onClick={() => void perform(alert, take)}
      aria-label={`Take it: ${alert.title}`}
    >
      Take it <kbd aria-hidden="true">T</kbd>
    </button>
  )
}

/** A message's link to take it asks first: a link alone changes nothing. */
async function askedByLink(alert: AlertDto): Promise<void> {
  if (place.value.query.get('do') !== 'take') return
  go(withQuery({ do: '' }), { replace: true })
  const [first] = offersFor(alert)
  if (!first || !['acknowledge', 'claim'].includes(first.action) || alert.owner !== null) return
  const form = await ask({ title: `${first.name}?`, confirm: first.name, fields: <p>{alert.title}</p> })
  if (form) await perform(alert, first)
}

/** All that can be done, each with its key. */
export function Actions({ alert }: { alert: AlertDto }) {
  const offers = offersFor(alert)
  useEffect(() => void askedByLink(alert), [alert.id])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const offer = offers.find(({ key }) => key === event.key.toUpperCase())
      if (!offer || isTyping(event)) return
      event.preventDefault()
      void perform(alert, offer)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [alert])
  return (
    <div class="acts">
      {offers.map((offer, i) => (
        <button
          key={offer.name}
          type="button"
          class={i === 0 && ['acknowledge', 'claim'].includes(offer.action) ? 'btn primary' : 'btn'}
          onClick={() => void perform(alert, offer)}
        >
          {offer.name} <kbd aria-hidden="true">{offer.key}</kbd>
        </button>
      ))}
    </div>
  )
}
