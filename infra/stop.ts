/** Stops what the function that returned it started. Resolves when all of it has ended. */
export type Stop = () => Promise<void>
