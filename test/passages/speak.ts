/**
 * Plays the client's half of a story's `dialogue.txt` and holds the other half against it. Lines:
 * `C: text` is sent with CRLF; `M: file` is sent as content (dots doubled, final dot added); `S: pattern` must match
 * the next reply from its beginning (`*` stands for anything, a reply's lines are joined by ` / `); `---` opens the
 * next connection; a line that begins with `#` is a remark.
 */

import assert from 'node:assert/strict'
import { openDialogue } from '../peers/dialogue.ts'
import { mailOf, type Story } from './story.ts'

function patternOf(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}$`)
}

function doubleDots(content: Buffer): Buffer {
  const text = content.toString('latin1').replaceAll(/(^|\r\n)\./g, '$1..')
  return Buffer.from(`${text}.\r\n`, 'latin1')
}

export async function speak(story: Story, port: number): Promise<void> {
  let dialogue = await openDialogue({ port })
  try {
    for (const [index, line] of story.dialogue.trimEnd().split('\n').entries()) {
      const words = line.slice(3)
      switch (line.slice(0, 3).trimEnd()) {
        case 'C:':
          dialogue.send(`${words}\r\n`)
          break
        case 'M:':
          dialogue.send(doubleDots(mailOf(story, words)))
          break
        case 'S:': {
          const reply = (await dialogue.reply()).replaceAll('\n', ' / ')
          assert.match(reply, patternOf(words), `dialogue.txt, line ${index + 1}`)
          break
        }
        case '---':
          dialogue.destroy()
          dialogue = await openDialogue({ port })
          break
        default:
          assert.ok(line.trim() === '' || line.startsWith('#'), `dialogue.txt, line ${index + 1}: ${line}`)
      }
    }
  } finally {
    dialogue.destroy()
  }
}
