import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { configSchema } from '../../src/config/schema.ts'
import { createLog } from '../../src/log/log.ts'
import { startGate } from '../../src/start/gate.ts'
import { handIn, letter } from './hand-in.ts'
import { bank, startTestGate } from './running-gate.ts'

const refused = letter('', 'Hello\r\n', ['Message-ID: <1@example.co.jp>'])

/** The mails in an outbox, once there are as many. */
async function outboxOf(folder: string, count: number): Promise<readonly string[]> {
  const directory = join(folder, 'outbox')
  for (let tries = 0; ; tries += 1) {
    const names = (await readdir(directory)).filter((name) => name.endsWith('.eml'))
    if (names.length >= count || tries === 200) {
      return await Promise.all(names.map(async (name) => await readFile(join(directory, name), 'utf8')))
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

test('the refused mail goes nowhere; the sender gets one notice, and both are on record', async () => {
  await using gate = await startTestGate(undefined, { refusal: { by: 'notice' } })
  assert.match(await handIn(gate.port, { content: refused }), /^250 2\.0\.0 \S+ Taken, but not sent/)
  const mails = await outboxOf(gate.folder, 1)
  assert.equal(mails.length, 1)
  const notice = await PostalMime.parse(mails[0] ?? '')
  assert.equal(notice.to?.[0]?.address, 'takahashi@example.co.jp')
  const records = await gate.records()
  const outcome = records.find((record) => 'outcomeOf' in record)
  assert.partialDeepStrictEqual(outcome, { outcome: { kind: 'refused', code: 250, notice: 'told' } })
  assert.match(gate.logged(), /"notice":"told"/)
  assert.match(notice.text ?? '', new RegExp(String(records[0]?.['id'])))
})

test('by default the refusal stands in the reply, and nothing is written', async () => {
  await using gate = await startTestGate(undefined)
  assert.match(await handIn(gate.port, { content: refused }), /^550/)
  assert.deepEqual(await outboxOf(gate.folder, 0), [])
})

test('where the spool cannot take the notice the refusal stands in the reply: never silence', async () => {
  await using gate = await startTestGate(undefined, {
    refusal: { by: 'notice' },
    spool: { directory: 'spool' },
  })
  const segments = join(gate.folder, 'spool', 'segments')
  await rename(segments, `${segments}.away`)
  assert.match(await handIn(gate.port, { content: refused }), /^550.5\.7\.1 /)
  assert.match(gate.logged(), /"notice":"spool"/)
  await rename(`${segments}.away`, segments)
})

test('a mail within the company is not stopped by a notice, nor is one with a supervisor', async () => {
  await using gate = await startTestGate(undefined, { refusal: { by: 'notice' } })
  assert.match(await handIn(gate.port, { content: letter() }), /^250 .*Kept in the outbox/)
  const [mail] = await outboxOf(gate.folder, 1)
  assert.match(mail ?? '', /Subject: Estimate/)
})

test('a mistake in a template stops the start and is named; the setting alone decides whether templates are read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-templates-'))
  const log = createLog({ write: () => undefined })
  try {
    await mkdir(join(folder, 'letters'))
    await writeFile(join(folder, 'letters', 'notice.ja.txt'), 'Subject: x\n\n{{aprovers}}\n')
    const config = configSchema.parse({
      organization: bank,
      listeners: [{ name: 'test', port: 0 }],
      nextHop: { kind: 'outbox', page: { port: 0 } },
      refusal: { by: 'notice', templates: 'letters' },
    })
    await assert.rejects(
      startGate(config, folder, log),
      /letters\/notice\.ja\.txt:3: .*"aprovers".*"approvers"/,
    )
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('a reload brings notices and takes them away', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-notices-'))
  const config = configSchema.parse({
    organization: bank,
    listeners: [{ name: 'test', port: 0 }],
    nextHop: { kind: 'outbox', directory: 'outbox', page: { port: 0 } },
  })
  const gate = await startGate(config, folder, createLog({ write: () => undefined }))
  try {
    const port = (): number => gate.listeners()[0]?.port ?? 0
    assert.match(await handIn(port(), { content: refused }), /^550/)
    await gate.reload({ ...config, refusal: { ...config.refusal, by: 'notice' } })
    assert.match(await handIn(port(), { content: refused }), /^250/)
    await gate.reload({ ...config, refusal: { ...config.refusal, by: 'notice', language: 'en' } })
    assert.match(await handIn(port(), { content: refused }), /^250/, 'a fork is known after a reload too')
    assert.equal((await outboxOf(folder, 1)).length, 1)
    await gate.reload(config)
    assert.match(await handIn(port(), { content: refused }), /^550/)
  } finally {
    await gate.stop()
    await rm(folder, { recursive: true })
  }
})
