/** Asks for a line at the terminal without showing what is typed. */

import { exit } from './exit.ts'

const backspaces = new Set(['\b', '\x7f'])
const ends = new Set(['\r', '\n', '\x04'])
const interrupt = '\x03'

/** The question goes to stderr, so that stdout holds nothing but the result. Ctrl+C ends the process. */
export async function askSecret(question: string): Promise<string> {
  const { stdin, stderr } = process
  // Before the question: whoever answers at once must not see his password.
  stdin.setRawMode(true)
  stderr.write(question)
  stdin.setEncoding('utf8')
  stdin.resume()
  try {
    return await new Promise<string>((resolve) => {
      let typed: readonly string[] = []
      const hear = (chunk: string): void => {
        for (const character of chunk) {
          if (character === interrupt) {
            stdin.setRawMode(false)
            stderr.write('\n')
            process.exit(exit.failed)
          }
          if (ends.has(character)) {
            stdin.off('data', hear)
            resolve(typed.join(''))
            return
          }
          typed = backspaces.has(character) ? typed.slice(0, -1) : [...typed, character]
        }
      }
      stdin.on('data', hear)
    })
  } finally {
    stdin.setRawMode(false)
    stdin.pause()
    stderr.write('\n')
  }
}
