import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readMail } from '../../src/mail/read-mail.ts'

/** A folder of other projects' test mails, one in a file: its sub-folders are searched. */
const folder =
  process.env['SEKISHO_TEST_MAILS'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'corpora')
const skip = existsSync(folder)
  ? false
  : "not here: a folder of other projects' test mails (set SEKISHO_TEST_MAILS to one)"
const limits = { headerFields: 1_000, addresses: 10_000 }
const milliseconds = 200

/** The header section with its empty line, as the intake cuts it from a mail in wire form. */
function headerOf(mail: Buffer): Buffer {
  const end = mail.indexOf('\r\n\r\n')
  return end === -1 ? mail : mail.subarray(0, end + 4)
}

/** The mail with CRLF for each bare CR or LF, as a client would send it. */
function inWireForm(mail: Buffer): Buffer {
  return Buffer.from(mail.toString('latin1').replace(/\r\n|\r|\n/g, '\r\n'), 'latin1')
}

describe('mails of other projects', { skip }, () => {
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name !== 'README.md')
        .map((entry) => join(entry.parentPath, entry.name))
    : []

  it('are there', () => assert.ok(files.length > 100))

  for (const [form, prepare] of [
    ['as they are', (mail: Buffer) => mail],
    ['with the line ends of SMTP', (mail: Buffer) => headerOf(inWireForm(mail))],
  ] as const) {
    it(`are read without a throw in less than ${milliseconds} ms each, ${form}`, () => {
      for (const file of files) {
        const bytes = prepare(readFileSync(file))
        const before = performance.now()
        readMail(bytes, limits)
        const took = performance.now() - before
        assert.ok(took < milliseconds, `${file} took ${took.toFixed(0)} ms`)
      }
    })
  }

  it('have an author and unambiguous structure, most of them', () => {
    const clear = files.filter(
      (file) => readMail(headerOf(inWireForm(readFileSync(file))), limits).ambiguities.length === 0,
    )
    assert.ok(clear.length > files.length / 2, `${clear.length} of ${files.length}`)
  })
})
