import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { greetedBy, type Dialogue } from '../peers/dialogue.ts'
import { startProcess, type Process } from '../operations/process.ts'

/** A clerk writes to a client with somebody in Cc; the answer to the final dot. */
async function handIn(dialogue: Dialogue, from: string, cc: string): Promise<string> {
  await dialogue.askFor(`MAIL FROM:<${from}>`, /^250 /)
  await dialogue.askFor('RCPT TO:<client@example.com>', /^250 /)
  await dialogue.askFor('DATA', /^354 /)
  return await dialogue.ask(
    `From: ${from}\r\nTo: client@example.com\r\nCc: ${cc}\r\nSubject: x\r\n\r\nx\r\n.`,
  )
}

/** The bank without its section chief Suzuki, who approves for the clerk Takahashi. */
async function dumpWithoutChief(gate: Process): Promise<string> {
  const folder = join(gate.folder, 'new')
  await mkdir(folder)
  const hr = new TextDecoder('shift_jis').decode(await readFile(join(gate.folder, 'hr.csv')))
  const rows = hr.split('\n').filter((row) => !row.startsWith('E1011,'))
  await writeFile(join(folder, 'hr.csv'), rows.join('\n'))
  return folder
}

test('a running gate judges by the new dump from the next mail on, on connections that stay open', async () => {
  await using gate = await startProcess(() => ({ night: { enabled: true } }))
  const dialogue = await greetedBy(gate.port)
  const ask = async (): Promise<string> =>
    await handIn(dialogue, 'takahashi@example.co.jp', 'suzuki@example.co.jp')
  assert.match(await ask(), /^250 /)
  const { code, output } = await gate.run('night', 'run', await dumpWithoutChief(gate))
  assert.equal(code, 0, output)
  assert.match(output, /The gate judges by it now/)
  assert.match(await ask(), /^550[ -]/)
  const back = await gate.run('night', 'rollback', '--reason', 'test')
  assert.equal(back.code, 0, back.output)
  assert.match(await ask(), /^250 /)
  dialogue.destroy()
})

test('a gate that starts judges by the dump in force, and does not start with one that was changed since', async () => {
  const gate = await startProcess(() => ({ night: { enabled: true } }))
  try {
    const { code, output } = await gate.run('night', 'run', await dumpWithoutChief(gate))
    assert.equal(code, 0, output)
    gate.signal('SIGKILL')
    await gate.exited
    const again = await startProcess(() => ({ night: { enabled: true } }), undefined, gate.folder)
    const dialogue = await greetedBy(again.port)
    assert.match(await handIn(dialogue, 'takahashi@example.co.jp', 'suzuki@example.co.jp'), /^550[ -]/)
    dialogue.destroy()
    again.signal('SIGKILL')
    await again.exited
    await writeFile(
      join(gate.folder, 'var', 'roster', 'dumps', '1', 'hr.csv'),
      await readFile(join(gate.folder, 'hr.csv')),
    )
    await assert.rejects(
      startProcess(() => ({ night: { enabled: true } }), undefined, gate.folder),
      /is not the one that was put in force/,
    )
  } finally {
    await gate[Symbol.asyncDispose]()
  }
})
