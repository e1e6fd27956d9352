/** The current time in epoch ms. app/app.ts chooses one clock and passes it to every room. */
export type Clock = () => number

export const systemClock: Clock = Date.now
