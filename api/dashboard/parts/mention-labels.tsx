import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { MentionDto } from '../../dto/mention-dto.ts'
import { intents, sentimentLabels } from '../../dto/vocabulary.ts'
import { showToast } from '../lib/announce.ts'
import { correct, type RightLabels } from '../lib/correction.ts'
import { countsChanged } from '../lib/live.ts'
import { isSignedIn, me } from '../lib/me.ts'
import { departmentName, departments, topicName, topics } from '../lib/now.ts'
import { addressOf } from '../lib/router.ts'
import { isSearched, termOf } from '../lib/search.ts'
import { capital, percent } from '../lib/words.ts'
import { askName } from './ask-name.tsx'
import { CorrectLabel, type Choice } from './correct-label.tsx'

const chosenBy: Record<MentionDto['departments'][number]['by'], string> = {
  topic: 'owns the topic',
  text: 'by the words of the text',
  both: 'owns the topic, and by the words of the text',
  person: 'corrected by a person',
}

const find = (field: string, value: string) => addressOf('/mentions', { q: termOf(field, value) })

/** Every label with the reason for it. Those that a person can correct have a button, and say how they were counted. */
export function MentionLabels({ mention }: { mention: MentionDto }) {
  const [outcome, setOutcome] = useState('')
  const save = async (right: RightLabels) => {
    if (!isSignedIn.value && me.value === '') await askName()
    setOutcome('Saving and counting…')
    try {
      setOutcome(await correct(mention, right))
      countsChanged.value++
    } catch (error) {
      setOutcome('')
      showToast((error as Error).message)
    }
  }
  const removed = mention.removedAt !== null
  return (
    <section class="card" aria-label="Labels">
      <h2>Labels, and why</h2>
      <dl class="labels">
        <TopicLabels mention={mention} save={removed ? undefined : save} />
        <DepartmentLabels mention={mention} save={removed ? undefined : save} />
        <Label
          name="Sentiment"
          choice={{
            kind: 'one',
            values: sentimentLabels.map((value) => [value, capital(value)]),
            now: [mention.sentiment.label],
          }}
          save={removed ? undefined : ([sentiment = '']) => save({ sentiment })}
        >
          <a href={find('sentiment', mention.sentiment.label)}>{capital(mention.sentiment.label)}</a>{' '}
          <span class="muted">score {mention.sentiment.score.toFixed(2)} (−1 to 1)</span>
        </Label>
        <Label
          name="Intent"
          choice={{ kind: 'one', values: intents.map((value) => [value, capital(value)]), now: [mention.intent] }}
          save={removed ? undefined : ([intent = '']) => save({ intent })}
        >
          <a href={find('intent', mention.intent)}>{capital(mention.intent)}</a>
          {mention.intent === 'spam' && <span class="muted"> counts in no topic and no department</span>}
        </Label>
        <Others mention={mention} />
      </dl>
      <p class="note xs">
        {removed
          ? 'Its text is removed, so its labels cannot be changed.'
          : 'The other labels follow from rules and cannot be changed here.'}
      </p>
      <p role="status" class="small">
        {outcome}
      </p>
    </section>
  )
}

interface Saving {
  mention: MentionDto
  /** Undefined where labels cannot be corrected. */
  save: ((right: RightLabels) => Promise<void>) | undefined
}

function TopicLabels({ mention, save }: Saving) {
  const values = topics.value.map(
    ({ id, name, parent }) => [id, parent ? `${topicName(parent)}: ${name}` : name] as const,
  )
  return (
    <Label
      name="Topics"
      choice={{ kind: 'several', values, now: mention.topics.map(({ id }) => id) }}
      save={save && ((ids) => save({ topics: ids }))}
    >
      {mention.topics.map(({ id, confidence, because, sentiment }) => (
        <span key={id} class="why">
          <a href={find('topic', id)}>{topicName(id)}</a>{' '}
          <span class="muted">
            {percent(confidence)} sure{because.length > 0 && `, because of “${because.join('”, “')}”`}
            {sentiment && `; ${sentiment.label} about it`}
          </span>
        </span>
      ))}
      {mention.topics.length === 0 && (
        <span class="muted">
          None
          {mention.topicGuess &&
            `; best guess ${topicName(mention.topicGuess.id)}, ${percent(mention.topicGuess.confidence)} sure`}
        </span>
      )}
    </Label>
  )
}

function DepartmentLabels({ mention, save }: Saving) {
  return (
    <Label
      name="Departments"
      choice={{
        kind: 'several',
        values: departments.value.map(({ id, name }) => [id, name]),
        now: mention.departments.map(({ id }) => id),
      }}
      save={save && ((ids) => save({ departments: ids }))}
    >
      {mention.departments.map(({ id, confidence, by }) => (
        <span key={id} class="why">
          <a href={find('department', id)}>{departmentName(id)}</a>{' '}
          <span class="muted">
            {percent(confidence)} sure, {chosenBy[by]}
          </span>
        </span>
      ))}
      {mention.departments.length === 0 && (
        <span class="muted">
          None
          {mention.departmentGuess &&
            `; best guess ${departmentName(mention.departmentGuess.id)}, ${percent(mention.departmentGuess.confidence)} sure`}
        </span>
      )}
    </Label>
  )
}

/** Labels that follow from rules, and cannot be corrected. */
function Others({ mention }: { mention: MentionDto }) {
  return (
    <>
      <Label name="Journey stage">
        <a href={find('stage', mention.stage)}>{capital(mention.stage)}</a>
      </Label>
      <Label name="Author role">
        <a href={find('role', mention.authorRole)}>{capital(mention.authorRole)}</a>
      </Label>
      <Label name="Severity">
        {capital(mention.severity)}
        {mention.hazards.length > 0 && <span class="muted"> reports {mention.hazards.join(', ')}</span>}
      </Label>
      <Label name="Language">
        <a href={find('lang', mention.language || 'unknown')}>{mention.language || 'unknown'}</a>
      </Label>
      {mention.entities.length > 0 && (
        <Label name="Names">
          {mention.entities.map(({ kind, value }) => (
            <span key={kind + value} class="why">
              {isSearched(kind) ? <a href={find(kind, value)}>{value}</a> : value} <span class="muted">{kind}</span>
            </span>
          ))}
        </Label>
      )}
    </>
  )
}

interface LabelProps {
  name: string
  choice?: Choice
  save?: ((values: string[]) => Promise<void>) | undefined
  children: ComponentChildren
}

function Label({ name, choice, save, children }: LabelProps) {
  const [isOpen, setOpen] = useState(false)
  const done = (values: string[] | undefined) => {
    setOpen(false)
    if (values && save) void save(values)
  }
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {choice && isOpen ? (
          <CorrectLabel name={name} choice={choice} done={done} />
        ) : (
          <>
            <span>{children}</span>
            {choice && save && (
              <button
                class="btn quiet"
                type="button"
                aria-label={`Change ${name.toLowerCase()}`}
                onClick={() => setOpen(true)}
              >
                Change…
              </button>
            )}
          </>
        )}
      </dd>
    </>
  )
}
