import assert from 'node:assert/strict'
import { it } from 'node:test'

import { docx, mailWith, xlsx } from './files.ts'
import { foundIn, words } from './mails.ts'

const secret = { ...words('社外秘'), body: false }

function run(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`
}

it('a word that hidden text cuts in two is found, as its reader sees it', async () => {
  const file = await docx(`<w:p>${run('社')}${run('zzz', '<w:vanish/>')}${run('外秘')}</w:p>`)
  assert.equal(await foundIn(mailWith(file), secret), 1)
})

it('a word in hidden text is found, and what follows a hidden mark of a paragraph is none', async () => {
  const hidden = await docx('<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>社外秘</w:t></w:r></w:p>')
  assert.equal(await foundIn(mailWith(hidden), secret), 1)
  const mark = '<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>'
  const runs = '<w:r><w:t>社</w:t></w:r><w:r><w:t>外秘</w:t></w:r>'
  assert.equal(await foundIn(mailWith(await docx(`<w:p>${mark}${runs}</w:p>`)), secret), 1)
})

it('a number of a cell is read in digits, however a library wrote it', async () => {
  const file = await xlsx('<row><c><v>1.23456789018E11</v></c><c><v>4.111111111111111E15</v></c></row>', '')
  assert.equal(await foundIn(mailWith(file), { ...words('123456789018'), body: false }), 1)
  assert.equal(await foundIn(mailWith(file), { ...words('4111111111111111'), body: false }), 1)
})

it('what calls itself the number of a shared string and is a text is read', async () => {
  const file = await xlsx('<row><c t="s"><v>社外秘</v></c></row>', '')
  assert.equal(await foundIn(mailWith(file), secret), 1)
})
