import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'

import { createTransport } from 'nodemailer'

import { openCorrespondents } from '../../src/store/correspondents.ts'
import { startGate } from '../peers/gate.ts'

const root = join(import.meta.dirname, '..', '..')
const sender = 'aizawa.kazuma@example.co.jp'

test('the history is filled from the decision log: mails that went on, and no others', async () => {
  await using gate = await startGate({
    organization: join(root, 'examples', 'demo'),
    nextHop: { kind: 'outbox', directory: 'outbox', page: { port: 0 } },
    history: { path: 'history.db' },
    control: { socket: 'control.sock' },
  })
  const client = createTransport({ host: '127.0.0.1', port: gate.port, ignoreTLS: true })
  await client.sendMail({ from: sender, to: 'known@example.com', subject: 'a', text: 'a' })
  await assert.rejects(
    client.sendMail({ from: 'onodera.hideki@example.co.jp', to: 'refused@example.com', text: 'b' }),
  )
  for (let tries = 0; (await gate.decisions()).length < 2 && tries < 100; tries += 1)
    await new Promise((done) => setTimeout(done, 25))
  const program = join(root, 'bin', 'sekisho.cjs')
  for (let run = 0; run < 2; run += 1) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, 'history', 'import', '--config', join(gate.folder, 'sekisho.yaml')],
      { encoding: 'utf8' },
    )
    assert.equal(status, 0, stderr)
    assert.match(stdout, /^1 mails/)
  }
  const history = openCorrespondents(join(gate.folder, 'history.db'), (why) => assert.fail(String(why)))
  assert.equal(history.count(), 1)
  assert.deepEqual(
    [...history.writtenTo(sender, ['known@example.com', 'refused@example.com'])],
    ['known@example.com'],
  )
  history.close()
})
