/** One line on a terminal that shows how far something is; nothing where nobody looks at it. */

const width = 24
/** Milliseconds between two drawings. */
const pace = 80
/** Back to the start of the line, and what stands there is wiped out. */
const wiped = '\r\u001b[K'

export interface ProgressLine {
  readonly show: (done: number, total: number, words: string) => void
  /** Takes the line away, for what comes next. */
  readonly clear: () => void
}

export function createProgressLine(stream: NodeJS.WriteStream): ProgressLine {
  let drawnAt: number | undefined
  return {
    show: (done, total, words) => {
      const now = performance.now()
      if (!stream.isTTY || (drawnAt !== undefined && now - drawnAt < pace && done < total)) return
      drawnAt = now
      const filled = total === 0 ? width : Math.floor((done / total) * width)
      const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`
      stream.write(`${wiped}${bar} ${words}`)
    },
    clear: () => {
      if (drawnAt !== undefined) stream.write(wiped)
      drawnAt = undefined
    },
  }
}
