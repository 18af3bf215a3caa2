import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { stringify } from 'yaml'
import { hashPassword } from '../../src/config/password-hash.ts'
import { writeCertificate } from '../peers/certificate.ts'
import { openDialogue, type Dialogue } from '../peers/dialogue.ts'
import { startProcess } from './process.ts'

const plain = (name: string, password: string): string =>
  `AUTH PLAIN ${Buffer.from(`\0${name}\0${password}`).toString('base64')}`

async function greeted(port: number): Promise<Dialogue> {
  const dialogue = await openDialogue({ port, tls: true })
  await dialogue.expect(/^220 /)
  await dialogue.askFor('EHLO client.example', /^250/)
  return dialogue
}

async function handIn(dialogue: Dialogue, from: string, cc: string): Promise<string> {
  await dialogue.askFor(`MAIL FROM:<${from}>`, /^250 /)
  const recipient = await dialogue.ask('RCPT TO:<client@example.com>')
  if (!recipient.startsWith('250')) return recipient
  await dialogue.askFor('DATA', /^354 /)
  return await dialogue.ask(
    `From: ${from}\r\nTo: client@example.com\r\nCc: ${cc}\r\nSubject: x\r\n\r\nx\r\n.`,
  )
}

test('whoever has authenticated may send, and is asked for a supervisor of his own', async () => {
  await using gate = await startProcess(async (folder) => {
    const passwordHash = await hashPassword('open sesame')
    const names = ['takahashi@example.co.jp', 'suzuki@example.co.jp']
    await writeFile(join(folder, 'users.yaml'), stringify(names.map((name) => ({ name, passwordHash }))))
    return {
      usersFile: 'users.yaml',
      listener: {
        tls: 'implicit',
        authentication: 'required',
        clients: [],
        ...(await writeCertificate(folder)),
      },
    }
  })
  const own = await greeted(gate.port)
  await own.askFor('MAIL FROM:<takahashi@example.co.jp>', /^530 5\.7\.0/)
  await own.askFor(plain('takahashi@example.co.jp', 'open sesame'), /^235 /)
  assert.match(await handIn(own, 'takahashi@example.co.jp', 'suzuki@example.co.jp'), /^250 /)
  assert.match(await handIn(own, 'takahashi@example.co.jp', 'client@example.com'), /^550 5\.7\.1/)

  // In takahashi's name with takahashi's supervisor: that is nobody who could approve for himself, the login.
  const other = await greeted(gate.port)
  await other.askFor(plain('suzuki@example.co.jp', 'open sesame'), /^235 /)
  assert.match(
    await handIn(other, 'takahashi@example.co.jp', 'suzuki@example.co.jp'),
    /^550 5\.7\.1 .*suzuki@/,
  )

  // A user who is gone from the file has no rights after the reload, in an open session neither.
  await writeFile(join(gate.folder, 'users.yaml'), '[]\n')
  assert.equal((await gate.run('reload')).code, 0)
  await own.askFor('MAIL FROM:<takahashi@example.co.jp>', /^530 5\.7\.0/)
  assert.doesNotMatch(gate.said(), /open sesame|b3BlbiBzZXNhbWU/)
})
