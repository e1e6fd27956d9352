import { openHeap } from './heap.ts'

/** What a process waits for. It calls `resume` once, when that is over. */
export type Wait = (resume: () => void) => void

/** Something that happens over simulated time: it yields what it waits for, or runs another one with `yield*`. */
export type Process<T = void> = Generator<Wait, T, void>

/** A clock that jumps from event to event. All times in seconds since the start. */
export interface Simulation {
  now(): number
  /** Calls `action` after `seconds`. */
  after(seconds: number, action: () => void): void
  sleep(seconds: number): Wait
  start(process: Process): void
  /** Runs every event up to this time, or all there are if it is Infinity. */
  run(until: number): void
}

export function openSimulation(): Simulation {
  const events = openHeap<() => void>()
  let now = 0
  const after = (seconds: number, action: () => void) => events.push(now + seconds, action)
  return {
    now: () => now,
    after,
    sleep: (seconds) => (resume) => after(seconds, resume),
    start(process) {
      const step = (): void => {
        const { done, value: wait } = process.next()
        if (!done) wait(step)
      }
      step()
    },
    run(until) {
      while (events.nextAt() < Infinity && events.nextAt() <= until) {
        now = events.nextAt()
        events.pop()!()
      }
      now = until
    },
  }
}

/** Starts all of them at once; over when the last one is. */
export const all =
  (sim: Simulation, processes: readonly Process[]): Wait =>
  (resume) => {
    let left = processes.length
    const counted = function* (process: Process): Process {
      yield* process
      if (--left === 0) resume()
    }
    if (left === 0) resume()
    for (const process of processes) sim.start(counted(process))
  }

/** Lets a process wait for the next call of `wake`. */
export function openSignal(): { wake(): void; wait: Wait } {
  let waiting: (() => void)[] = []
  return {
    wake() {
      const woken = waiting
      waiting = []
      for (const resume of woken) resume()
    },
    wait: (resume) => void waiting.push(resume),
  }
}
