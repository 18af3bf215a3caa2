/** A gate whose organization is so large that another process reads it. */

import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openDialogue } from '../peers/dialogue.ts'
import { writeLargeDump } from '../roster/large-company.ts'
import { startProcess } from './process.ts'

const clients = 4
/** Milliseconds between two mails of a client. */
const rest = 10

/** The addresses of the chief of a section and of somebody who is none there, exchanged. */
function exchanged(hr: string): string {
  return hr.replaceAll('suzuki@', 'someone@').replaceAll('ito@', 'suzuki@').replaceAll('someone@', 'ito@')
}

test('while a large roster is exchanged every mail is judged by the one or the other, and by the one that its record names', async () => {
  await using gate = await startProcess(async (folder) => {
    await writeLargeDump(folder)
    return {}
  })
  const enough = new AbortController()
  const answers: string[] = []
  const sending = Array.from({ length: clients }, async () => {
    const dialogue = await openDialogue({ port: gate.port })
    await dialogue.expect(/^220 /)
    await dialogue.askFor('EHLO client.example', /^250/)
    while (!enough.signal.aborted) {
      await dialogue.askFor('MAIL FROM:<takahashi@example.co.jp>', /^250 /)
      await dialogue.askFor('RCPT TO:<client@example.com>', /^250 /)
      await dialogue.askFor('DATA', /^354 /)
      const header = 'From: takahashi@example.co.jp\r\nTo: client@example.com\r\nCc: ito@example.co.jp'
      answers.push(await dialogue.ask(`${header}\r\nSubject: x\r\n\r\nx\r\n.`))
      await pause(rest)
    }
    await dialogue.askFor('QUIT', /^221 /)
  })
  const before = /"event":"started".*"snapshot":"([0-9a-f]{12})"/.exec(gate.said())?.[1] ?? ''
  await writeLargeDump(gate.folder, exchanged)
  const { code, output } = await gate.run('reload')
  assert.equal(code, 0, output)
  const after = /snapshot ([0-9a-f]{12})/.exec(output)?.[1] ?? ''
  await pause(rest * 10)
  enough.abort()
  await Promise.all(sending)
  assert.ok(!gate.said().includes('reading-failed'), gate.said())

  assert.deepEqual([...new Set(answers.map((answer) => answer.slice(0, 3)))].toSorted(), ['250', '550'])
  gate.signal('SIGTERM')
  await gate.exited
  const [day = ''] = await readdir(join(gate.folder, 'var', 'decisions'))
  const records = (await readFile(join(gate.folder, 'var', 'decisions', day), 'utf8')).trim().split('\n')
  const seen = new Set(
    records
      .filter((line) => line.includes('"snapshot":'))
      .map((line) => {
        const name = [before, after].find((each) => line.includes(each)) ?? 'another'
        return `${name} ${line.includes('"approver-present"') ? 'goes' : 'refused'}`
      }),
  )
  assert.deepEqual(seen, new Set([`${before} refused`, `${after} goes`]))
  assert.equal(records.filter((line) => line.includes('"snapshot":')).length, answers.length)
})
