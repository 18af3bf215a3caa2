/**
 * Which files of the spool are being read, as the main thread knows, and which of those that have lost their last mail
 * nobody reads any more: only those may be written over. A reader must never see another mail.
 */

export interface Readings {
  /** To be called before a file is opened for reading, by its path relative to the spool. Gives what ends the reading. */
  readonly begin: (path: string) => () => void
  readonly has: (path: string) => boolean
  /** A segment that has lost its last mail: nobody begins to read it any more. */
  readonly leave: (path: string) => void
  /** Those of them that are not being read, each once. */
  readonly takeUnread: () => readonly string[]
}

export function createReadings(): Readings {
  const readings = new Map<string, number>()
  let left: string[] = []

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
    leave: (path) => {
      left.push(path)
    },
    takeUnread: () => {
      if (left.length === 0) return []
      const unread = left.filter((path) => !readings.has(path))
      left = left.filter((path) => readings.has(path))
      return unread
    },
  }
}
