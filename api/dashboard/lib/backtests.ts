import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { BacktestDto, RuleDto } from '../../dto/backtest-dto.ts'
import { answer, identity, send, type List } from './api.ts'
import { useApi } from './use-api.ts'

/** Incremented while a backtest runs, and when this browser starts or cancels one. */
const backtestsChanged = signal(0)
const askEveryMs = 1_000

type BacktestList = List<BacktestDto> & { inForce: RuleDto }

/** The last backtests, and the settings in force. */
export const useBacktests = (isAllowed: boolean) =>
  useApi<BacktestList>(isAllowed ? '/backtests' : undefined, backtestsChanged)

/** One backtest with its result; asked for again every second while it runs. */
export function useBacktest(id: string | undefined): BacktestDto | undefined {
  const { data, path } = useApi<BacktestDto>(id === undefined ? undefined : pathOf(id), backtestsChanged)
  const found = id !== undefined && path === pathOf(id) ? data : undefined
  const isRunning = found?.state === 'running'
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => backtestsChanged.value++, askEveryMs)
    return () => clearInterval(timer)
  }, [isRunning])
  return found
}

const pathOf = (id: string) => `/backtests/${encodeURIComponent(id)}`

export interface NewBacktest {
  weeks: number
  settings: RuleDto
  suggests: boolean
}

/** @throws an error with the API's reason */
export const startBacktest = (asked: NewBacktest): Promise<BacktestDto> =>
  change('/backtests', { method: 'POST', body: JSON.stringify(asked) })

/** @throws an error with the API's reason */
export const cancelBacktest = (id: string): Promise<BacktestDto> => change(pathOf(id), { method: 'DELETE' })

async function change(path: string, init: RequestInit): Promise<BacktestDto> {
  const headers = { ...(init.body ? { 'content-type': 'application/json' } : {}), ...identity() }
  const found = await answer<BacktestDto>(await send(path, { ...init, headers }))
  backtestsChanged.value++
  return found
}
