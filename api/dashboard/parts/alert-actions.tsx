import { useEffect } from 'preact/hooks'
import type { AlertDto } from '../../dto/alert-dto.ts'
import { showToast } from '../lib/announce.ts'
import { act, type Action, type CommandInput } from '../lib/api.ts'
import { isTyping } from '../lib/keys.ts'
import { alertsChanged } from '../lib/live.ts'
import { isSignedIn, me } from '../lib/me.ts'
import { organisation } from '../lib/now.ts'
import { go, route, withQuery } from '../lib/router.ts'
import { askComment, askHandover, askOwner, askReason, askSnooze } from './ask.tsx'
import { askMerge, askSplit } from './ask-merge.tsx'
import { askName } from './ask-name.tsx'
import { ask } from './dialog.tsx'

interface Command {
  action: Action
  /** Asks for the command's input; undefined if the person cancels. */
  ask: (alert: AlertDto) => Promise<CommandInput | undefined>
  done: string
}

interface Offer extends Command {
  name: string
  key: string
}

const take: Offer = {
  action: 'acknowledge',
  name: 'Take ownership',
  key: 'T',
  ask: async () => ({}),
  done: 'Assigned to you',
}
const endSnooze: Offer = { ...take, name: 'End snooze', done: 'Snooze ended' }
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
  ask: () => askReason('Resolve alert', 'Resolve'),
  done: 'Resolved',
}

const handOver: Offer = {
  action: 'handover',
  name: 'Hand over',
  key: 'H',
  ask: ({ departments: [acting] }) => askHandover(acting),
  done: 'Handed over',
}
const comment: Offer = { action: 'comment', name: 'Comment', key: 'C', ask: askComment, done: 'Comment added' }
const claim: Offer = { action: 'claim', name: 'Claim', key: 'T', ask: async () => ({}), done: 'Claimed' }
const release: Offer = { action: 'release', name: 'Release', key: 'L', ask: async () => ({}), done: 'Released' }
const reopen: Offer = {
  action: 'reopen',
  name: 'Reopen',
  key: 'O',
  ask: () => askReason('Reopen alert', 'Reopen', 'Reason'),
  done: 'Reopened',
}

const merge: Offer = { action: 'merge', name: 'Merge', key: 'M', ask: askMerge, done: 'Merged' }
const split: Offer = { action: 'split', name: 'Split', key: 'P', ask: askSplit, done: 'Split' }

/** The commands an alert allows now, the main one first. */
function offersFor({ status, claim: held, also, merged, mergedInto }: AlertDto): Offer[] {
  const splitting = also.length > 0 || merged.length > 0 ? [split] : []
  if (status === 'resolved') return [...(mergedInto === null ? [reopen] : []), comment, ...splitting]
  const others = [assign, handOver, ...(status === 'snoozed' ? [] : [snooze]), resolve, comment, merge, ...splitting]
  if (status === 'snoozed') return [endSnooze, ...others]
  const isMine = held !== null && held.by === me.value
  if (organisation.value?.model === 'honeycomb') return [isMine ? release : claim, ...others]
  return status === 'open' ? [take, ...others] : others
}

/** Runs a command in the person's name and shows the outcome. */
export async function perform(alert: AlertDto, command: Command): Promise<void> {
  if (!isSignedIn.value && !me.value && !(await askName())) return
  const input = await command.ask(alert)
  if (!input) return
  try {
    const done = await act(alert.id, command.action, input)
    showToast(`${done ? command.done : 'Accepted, takes effect shortly'}: ${alert.title}`)
  } catch (error) {
    showToast((error as Error).message)
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
      aria-label={`Take ownership: ${alert.title}`}
    >
      Take ownership <kbd aria-hidden="true">T</kbd>
    </button>
  )
}

/** Handles a message's link that takes ownership. It asks first, because opening a link must change nothing. */
async function confirmLink(alert: AlertDto): Promise<void> {
  if (route.value.query.get('do') !== 'take') return
  go(withQuery({ do: '' }), { replace: true })
  const [first] = offersFor(alert)
  if (!first || !['acknowledge', 'claim'].includes(first.action) || alert.owner !== null) return
  const form = await ask({ title: `${first.name}?`, confirm: first.name, fields: <p>{alert.title}</p> })
  if (form) await perform(alert, first)
}

/** Buttons for all commands, with their keys. */
export function Actions({ alert }: { alert: AlertDto }) {
  const offers = offersFor(alert)
  useEffect(() => void confirmLink(alert), [alert.id])
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
