import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { ContentFacts } from '../../src/inspect/content-facts.ts'
import { docx, mailWith, xlsx, zip } from './files.ts'
import { factsOf, foundIn, words } from './mails.ts'

const secret = '社外秘'
const directoryMark = Buffer.from([0x50, 0x4b, 1, 2])

async function corruptIn(archive: Buffer): Promise<readonly string[]> {
  return corrupt(await factsOf(mailWith(archive, 'filename=a.zip')))
}

function corrupt({ troubles }: ContentFacts): readonly string[] {
  return troubles.filter(({ kind }) => kind === 'corrupt').map(({ detail }) => detail)
}

/** Puts octets between the last member and the directory, which is still found. */
function withGap(archive: Buffer, hidden: Buffer): Buffer {
  const at = archive.indexOf(directoryMark)
  const grown = Buffer.concat([archive.subarray(0, at), hidden, archive.subarray(at)])
  grown.writeUInt32LE(at + hidden.length, grown.length - 6)
  return grown
}

async function decoy(): Promise<Buffer> {
  return await zip({ 'readme.txt': 'hello' })
}

describe('what an archive holds beside its members leaves the answer open', () => {
  const archives: readonly (readonly [string, () => Promise<Buffer>])[] = [
    [
      'an archive with a password in front of the one that programs list',
      async () => Buffer.concat([await zip({ 'x.txt': secret }, { password: 'p' }), await decoy()]),
    ],
    [
      'an archive in front of a document',
      async () => Buffer.concat([await zip({ 'x.txt': secret }), await docx('<w:t>x</w:t>')]),
    ],
    [
      'octets between the members and the directory',
      async () => withGap(await decoy(), Buffer.from(secret.repeat(9))),
    ],
    ['octets behind the end', async () => Buffer.concat([await decoy(), Buffer.alloc(400, 'x')])],
  ]
  for (const [name, make] of archives)
    it(name, async () => {
      assert.notDeepEqual(await corruptIn(await make()), [])
    })
})

describe('an archive as programs write it is in order', () => {
  const archives: readonly (readonly [string, () => Promise<Buffer>])[] = [
    ['of two members', async () => await zip({ 'a.txt': 'a', 'b.txt': 'b' })],
    ['empty', async () => await zip({})],
    ['a document', async () => await docx('<w:t>x</w:t>')],
    ['a workbook', async () => await xlsx('<row><c><v>1</v></c></row>', '')],
    [
      'with a line end behind it',
      async () => Buffer.concat([await zip({ 'a.txt': 'a' }), Buffer.from('\r\n')]),
    ],
  ]
  for (const [name, make] of archives)
    it(name, async () => {
      assert.deepEqual(await corruptIn(await make()), [])
    })
})

it('a member counts under the name in front of its data too', async () => {
  const archive = await zip({ 'x.exe': 'x' })
  archive.write('x.txt', archive.lastIndexOf('x.exe'))
  const { attachments } = await factsOf(mailWith(archive, 'filename=a.zip'))
  assert.ok(attachments.some(({ extensions }) => extensions.includes('exe')))
})

it('the comment of an archive is searched', async () => {
  const comment = Buffer.from(secret)
  const archive = Buffer.concat([await zip({ 'a.txt': 'a' }), comment])
  archive.writeUInt16LE(comment.length, archive.length - comment.length - 2)
  assert.equal(
    (await foundIn(mailWith(archive, 'filename=a.zip'), { ...words(secret), body: false })) > 0,
    true,
  )
})
