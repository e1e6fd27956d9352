import type { RuleDto } from '../../dto/backtest-dto.ts'
import type { NewBacktest } from '../lib/backtests.ts'
import { count } from '../lib/words.ts'

interface Setting {
  /** The key of the configuration. */
  key: string
  label: string
  min: number
  max: number
  step: number
  of: (settings: RuleDto) => number
  with: (settings: RuleDto, value: number) => RuleDto
}

const gate = (name: keyof RuleDto['gates'], label: string, range: Pick<Setting, 'max' | 'step'>): Setting => ({
  key: `gates.${name}`,
  label,
  min: 1,
  ...range,
  of: ({ gates }) => gates[name],
  with: (settings, value) => ({ ...settings, gates: { ...settings.gates, [name]: value } }),
})

const settings: readonly Setting[] = [
  {
    key: 'alarmBudget.perDepartmentPerWeek',
    label: 'False alarms that a department accepts in a week',
    min: 0.1,
    max: 10,
    step: 0.1,
    of: ({ alarmBudget }) => alarmBudget.perDepartmentPerWeek,
    with: (rule, value) => ({ ...rule, alarmBudget: { perDepartmentPerWeek: value } }),
  },
  gate('mentions', 'Mentions in a spike, at least', { max: 50, step: 1 }),
  gate('authors', 'Unique authors, at least', { max: 50, step: 1 }),
  gate('texts', 'Unique posts, at least', { max: 50, step: 1 }),
  gate('ratio', 'Times the expected count, at least', { max: 10, step: 0.1 }),
]
const mostWeeks = 52

interface TuningFormProps {
  asked: NewBacktest
  inForce: RuleDto
  isRunning: boolean
  onChange: (asked: NewBacktest) => void
  onTry: () => void
}

/** The budget of alerts and the gates as sliders. */
export function TuningForm({ asked, inForce, isRunning, onChange, onTry }: TuningFormProps) {
  return (
    <section class="card" aria-labelledby="try">
      <h2 id="try">Try other settings on the stored history</h2>
      <form
        class="sliders"
        onSubmit={(event) => {
          event.preventDefault()
          onTry()
        }}
      >
        {settings.map((setting) => (
          <Slider
            key={setting.key}
            label={setting.label}
            note={`${setting.key}, in force: ${count(setting.of(inForce))}`}
            range={setting}
            value={setting.of(asked.settings)}
            onInput={(value) => onChange({ ...asked, settings: setting.with(asked.settings, value) })}
          />
        ))}
        <Slider
          label="Weeks to replay"
          note="up to the newest mention"
          range={{ min: 1, max: mostWeeks, step: 1 }}
          value={asked.weeks}
          onInput={(weeks) => onChange({ ...asked, weeks })}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={asked.suggests}
            onChange={(event) => onChange({ ...asked, suggests: event.currentTarget.checked })}
          />
          Also look for stricter settings that still catch the same incidents
        </label>
        <div class="controls">
          <button class="btn primary" type="submit" disabled={isRunning}>
            Try these settings
          </button>
          <button class="btn" type="button" onClick={() => onChange({ ...asked, settings: inForce })}>
            Back to the settings in force
          </button>
        </div>
      </form>
    </section>
  )
}

interface SliderProps {
  label: string
  note: string
  range: Pick<Setting, 'min' | 'max' | 'step'>
  value: number
  onInput: (value: number) => void
}

function Slider({ label, note, range: { min, max, step }, value, onInput }: SliderProps) {
  return (
    <label class="slider">
      <span>
        {label} <output>{count(value)}</output>
        <span class="muted xs mono">{note}</span>
      </span>
      <input
        type="range"
        aria-label={label}
        min={Math.min(min, value)}
        max={Math.max(max, value)}
        step={step}
        value={value}
        onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
      />
    </label>
  )
}
