export type Stop = () => Promise<void>
