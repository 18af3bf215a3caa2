/**
 * Which files of the spool are being read, as the main thread knows: those may not be written over. A reader must never see
 * another mail.
 */

export interface Readings {
  /** To be called before a file is opened for reading, by its path relative to the spool. Gives what ends the reading. */
  readonly begin: (path: string) => () => void
  readonly has: (path: string) => boolean
}

export function createReadings(): Readings {
  const readings = new Map<string, number>()
  return {
    begin: (path) => {
      readings.set(path, (readings.get(path) ?? 0) + 1)
      let isOver = false
      return () => {
        if (isOver) return
        isOver = true
        const others = (readings.get(path) ?? 1) - 1
        if (others === 0) readings.delete(path)
        else readings.set(path, others)
      }
    },
    has: (path) => readings.has(path),
  }
}
