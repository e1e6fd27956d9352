import { useEffect, useMemo } from 'preact/hooks'
import type { AlertDto } from '../../dto/alert-dto.ts'
import { showToast } from '../lib/announce.ts'
import type { AlertActionsDto } from '../../dto/alert-actions-dto.ts'
import { act, isServerAway, type Action, type CommandInput } from '../lib/api.ts'
import { isTyping } from '../lib/keys.ts'
import { alertsChanged } from '../lib/live.ts'
import { isSignedIn, me } from '../lib/me.ts'
import { organisation } from '../lib/now.ts'
import { go, route, withQuery } from '../lib/router.ts'
import { keepComment, waitingFor } from '../lib/unsent.ts'
import { useApi } from '../lib/use-api.ts'
import { capital } from '../lib/words.ts'
import { askComment, askHandover, askOwner, askReason, askSnooze } from './ask.tsx'
import { askMerge, askSplit } from './ask-merge.tsx'
import { askName } from './ask-name.tsx'
import { ask } from './dialog.tsx'
import { Menu } from './menu.tsx'

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
    const isKept = command.action === 'comment' && isServerAway(error)
    if (isKept) keepComment(alert.id, String(input['reason']))
    showToast(isKept ? 'Can’t reach the server. Your comment is kept here and sent later.' : (error as Error).message)
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

/** On a phone, more commands than these do not fit in a row: all but the main ones are in a menu. */
const mostOnPhone = 4
const isPrimary = ({ action }: Offer) => action === 'acknowledge' || action === 'claim'
const isMain = (offer: Offer) => isPrimary(offer) || offer === assign || offer === resolve

interface OfferButtonProps {
  offer: Offer
  alert: AlertDto
  /** Why some commands are refused, by command. */
  refusals: ReadonlyMap<string, string>
  class: string
}

function OfferButton({ offer, alert, refusals, class: className }: OfferButtonProps) {
  const refusal = refusals.get(offer.action)
  return (
    <button
      type="button"
      class={`btn ${isPrimary(offer) ? 'primary' : ''} ${className}`}
      disabled={refusal !== undefined}
      title={refusal}
      aria-describedby={refusal === undefined ? undefined : 'refusals'}
      onClick={() => void perform(alert, offer)}
    >
      {offer.name} <kbd aria-hidden="true">{offer.key}</kbd>
    </button>
  )
}

/** Buttons for all commands, with their keys. */
export function Actions({ alert }: { alert: AlertDto }) {
  const offers = offersFor(alert)
  const refusals = useRefusals(alert)
  useEffect(() => void confirmLink(alert), [alert.id])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const offer = offers.find(({ key }) => key === event.key.toUpperCase())
      if (!offer || isTyping(event) || refusals.has(offer.action)) return
      event.preventDefault()
      void perform(alert, offer)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [alert, refusals])
  const rest = offers.length > mostOnPhone ? offers.filter((offer) => !isMain(offer)) : []
  const reasons = [...new Set(offers.flatMap(({ action }) => refusals.get(action) ?? []))]
  return (
    <>
      <div class="acts">
        {offers.map((offer) => (
          <OfferButton key={offer.name} {...{ offer, alert, refusals }} class={rest.includes(offer) ? 'hide-s' : ''} />
        ))}
        {rest.length > 0 && (
          <div class="only-s">
            <Menu class="menu" name="More">
              {rest.map((offer) => (
                <OfferButton key={offer.name} {...{ offer, alert, refusals }} class="quiet" />
              ))}
            </Menu>
          </div>
        )}
      </div>
      {reasons.length > 0 && (
        <p id="refusals" class="small muted">
          {reasons.map((reason) => `${capital(reason)}.`).join(' ')}
        </p>
      )}
      {waitingFor(alert.id).map((reason) => (
        <p key={reason} class="small">
          <span class="pill blind">◌ Not sent yet</span> {reason}
        </p>
      ))}
    </>
  )
}

/** Why the user may not do some of the commands, by command; empty until it is known. */
function useRefusals({ id, updatedAt }: AlertDto): ReadonlyMap<string, string> {
  const { data } = useApi<AlertActionsDto>(`/alerts/${encodeURIComponent(id)}/actions`, alertsChanged)
  return useMemo(
    () => new Map(data?.items.flatMap(({ action, refusal }) => (refusal === null ? [] : [[action, refusal]]))),
    [data, updatedAt],
  )
}
