/** Stops what it came from. Resolves when everything has ended. */
export type Stop = () => Promise<void>
