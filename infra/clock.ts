/** "Now" in epoch ms. One clock is made in app.ts and passed to every room; nothing else asks for the time of day. */
export type Clock = () => number

export const systemClock: Clock = Date.now
