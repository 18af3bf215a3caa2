import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import PostalMime from 'postal-mime'
import { normalText } from '../../src/inspect/normal-text.ts'
import { factsOf, words } from './mails.ts'

/** A folder of other projects' test mails, one in a file: its sub-folders are searched. */
const folder =
  process.env['SEKISHO_TEST_MAILS'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'corpora')
const skip = existsSync(folder)
  ? false
  : "not here: a folder of other projects' test mails (set SEKISHO_TEST_MAILS to one)"
const milliseconds = 1_000
const asked = 12

function someWords(text: string): readonly string[] {
  const all = normalText(text)
    .split(/\s+/)
    .filter((word) => word.length > 3 && word.length < 40 && !/[\ufffd<>Ã]/.test(word))
  const step = Math.max(1, Math.floor(all.length / asked))
  return [...new Set(all.filter((_, index) => index % step === 0))].slice(0, asked)
}

describe('mails of other projects', { skip }, () => {
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'README.md')
        .map((entry) => join(entry.parentPath, entry.name))
    : []

  it('are there', () => assert.ok(files.length > 100))

  it('are inspected, broken or not, each in good time', async () => {
    for (const file of files) {
      const before = performance.now()
      await factsOf(readFileSync(file), words('secret'))
      const took = performance.now() - before
      assert.ok(took < milliseconds, `${file} took ${took.toFixed(0)} ms`)
    }
  })

  it('say what another reader of mail finds in their text', async () => {
    const missed: string[] = []
    for (const file of files) {
      const bytes = readFileSync(file)
      let text: string | undefined
      let names: readonly string[] = []
      try {
        const read = await PostalMime.parse(bytes, { forceRfc822Attachments: true })
        ;({ text } = read)
        names = read.attachments.flatMap(({ filename }) =>
          filename === null || filename.includes('\ufffd') ? [] : [filename],
        )
      } catch {
        continue
      }
      const wanted = someWords(text ?? '')
      const facts = await factsOf(bytes, words(...wanted))
      const [answer] = facts.answers.values()
      if (answer?.found !== wanted.length) missed.push(`${file}: ${answer?.found} of ${wanted.join(' ')}`)
      const all = new Set(facts.attachments.flatMap((each) => each.names))
      for (const name of names)
        if (!all.has(name)) missed.push(`${file}: name ${name} in ${JSON.stringify([...all])}`)
    }
    assert.deepEqual(missed, [])
  })
})
