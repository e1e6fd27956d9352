import type { Rule } from './replay.ts'

const digits = 3

/** The lines of the configuration (YAML) that put `rule` in force, without those that are in force already; '' if all are. Pure. */
export function ruleLines(rule: Rule, inForce: Rule): string {
  const budget = rounded(rule.budgetPerWeek)
  const gates = (['mentions', 'authors', 'texts', 'ratio'] as const).filter(
    (gate) => rule.gates[gate] !== inForce.gates[gate],
  )
  return [
    ...(budget === rounded(inForce.budgetPerWeek) ? [] : ['alarmBudget:', `  perDepartmentPerWeek: ${budget}`]),
    ...(gates.length === 0 ? [] : ['gates:', ...gates.map((gate) => `  ${gate}: ${rule.gates[gate]}`)]),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

/** A suggested budget is a fraction of the one in force. */
const rounded = (budget: number): number => Number(budget.toPrecision(digits))
