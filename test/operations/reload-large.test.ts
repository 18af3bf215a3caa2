/** A gate whose organization is so large that another process reads it. */

import assert from 'node:assert/strict'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { greetedBy, type Dialogue } from '../peers/dialogue.ts'
import { writeLargeDump } from '../roster/large-company.ts'
import { readerBeside } from '../roster/reader-beside.ts'
import { startProcess, type Settings } from './process.ts'

const clients = 4
/** Milliseconds between two mails of a client. */
const rest = 10

/** The addresses of the chief of a section and of somebody who is none there, exchanged. */
function exchanged(hr: string): string {
  return hr.replaceAll('suzuki@', 'someone@').replaceAll('ito@', 'suzuki@').replaceAll('someone@', 'ito@')
}

/** A clerk writes to a client with somebody in Cc who is his chief once they are exchanged; the answer to the final dot. */
async function handIn(dialogue: Dialogue): Promise<string> {
  await dialogue.askFor('MAIL FROM:<takahashi@example.co.jp>', /^250 /)
  await dialogue.askFor('RCPT TO:<client@example.com>', /^250 /)
  await dialogue.askFor('DATA', /^354 /)
  const header = 'From: takahashi@example.co.jp\r\nTo: client@example.com\r\nCc: ito@example.co.jp'
  return await dialogue.ask(`${header}\r\nSubject: x\r\n\r\nx\r\n.`)
}

test('while a large roster is exchanged every mail is judged by the one or the other, and by the one that its record names', async () => {
  await using gate = await startProcess(async (folder) => {
    await writeLargeDump(folder)
    return {}
  })
  const enough = new AbortController()
  const answers: string[] = []
  const sending = Array.from({ length: clients }, async () => {
    const dialogue = await greetedBy(gate.port)
    while (!enough.signal.aborted) {
      answers.push(await handIn(dialogue))
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

async function withNight(folder: string): Promise<Settings> {
  await writeLargeDump(folder)
  return { night: { enabled: true } }
}

async function isThere(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State:\tX')
  return !/^State:\t[XZ]/m.test(status)
}

test('a gate that is killed while it takes a large roster starts with that roster, whole', async () => {
  await using gate = await startProcess(withNight)
  const first = await greetedBy(gate.port)
  assert.match(await handIn(first), /^550[ -]/)
  first.destroy()
  const dump = join(gate.folder, 'new')
  await mkdir(dump)
  await writeLargeDump(dump, exchanged)
  const night = gate.run('night', 'run', dump)
  const reader = await readerBeside(gate.pid)
  gate.signal('SIGKILL')
  await gate.exited
  const { code, output } = await night
  assert.equal(code, 0, output)
  assert.match(output, /its next start judges by it/)
  await using again = await startProcess(withNight, undefined, gate.folder)
  const dialogue = await greetedBy(again.port)
  assert.match(await handIn(dialogue), /^250 /)
  dialogue.destroy()
  assert.ok(!again.said().includes('reading-failed'), again.said())
  for (let tries = 0; tries < 200 && (await isThere(reader)); tries += 1) await pause(25)
  assert.equal(await isThere(reader), false, 'what read for it has ended too')
})
