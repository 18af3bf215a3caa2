import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { DecisionLog } from '../../src/store/decision-log.ts'
import type { DecisionToRecord } from '../../src/store/decision-record.ts'
import type { Outcome } from '../../src/store/outcome.ts'

const outcome: Outcome = {
  kind: 'delivered',
  reply: { code: 250, enhanced: '2.0.0', lines: ['Ok'] },
  nextHop: { by: 'hop:25', answer: '250 Ok' },
  recipients: [{ address: 'b@example.com', outcome: 'delivered' }],
}

function recorded(id: string): DecisionToRecord {
  return {
    decision: {
      id,
      at: Date.UTC(2026, 10, 24),
      revision: 'r',
      snapshot: 's',
      day: '2026-11-24',
      recipients: [{ address: 'b@example.com', outside: true }],
      rules: [{ rule: 'structure', answer: 'clear' }],
      policies: [],
      asked: { yes: [], no: [], cannotTell: [] },
      breakGlass: [],
      action: { kind: 'deliver' },
    },
    client: {
      address: '127.0.0.1',
      port: 1,
      helo: 'c',
      extended: true,
      tls: undefined,
      login: undefined,
      listener: 'l',
    },
    envelope: {
      from: 'a@example.co.jp',
      recipients: [{ address: 'b@example.com' }],
      smtputf8: false,
      eightBit: false,
    },
    mail: { messageId: '<m>', subject: 'line\nend' },
    size: 10,
  }
}

async function withLog(
  use: (given: {
    readonly log: DecisionLog
    readonly folder: string
    readonly events: string[]
    readonly turnTo: (day: string) => void
    readonly lines: () => Promise<readonly Record<string, unknown>[]>
  }) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sekisho-log-'))
  const events: string[] = []
  let day = '2026-11-24'
  const log = new DecisionLog({
    directory: folder,
    dayOf: () => day,
    report: ({ kind }) => events.push(kind),
  })
  await log.start()
  try {
    await use({
      log,
      folder,
      events,
      turnTo: (next) => (day = next),
      lines: async () => {
        const names = (await readdir(folder)).filter((name) => name !== 'decisions-full.jsonl').toSorted()
        const texts = await Promise.all(names.map(async (name) => await readFile(join(folder, name), 'utf8')))
        return (
          texts
            .join('')
            .split('\n')
            // Behind the last line end stands nothing, or a line that another commit is writing.
            .slice(0, -1)
            .filter((line) => line !== '')
            .map((line) => {
              const record: Record<string, unknown> = JSON.parse(line)
              return record
            })
        )
      },
    })
  } finally {
    await log.close()
    await rm(folder, { recursive: true })
  }
}

const pause = async (milliseconds: number): Promise<void> => {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
}

test('a decision with its outcome is one line, on disk without being asked', async () => {
  await withLog(async ({ log, lines, folder }) => {
    log.settle(log.open(recorded('A')), outcome)
    await pause(100)
    const [line, ...others] = await lines()
    assert.deepEqual(others, [])
    assert.partialDeepStrictEqual(line, {
      id: 'A',
      action: 'deliver',
      outcome: { kind: 'delivered', code: 250 },
    })
    assert.equal((await stat(join(folder, 'decisions-2026-11-24.jsonl'))).mode & 0o777, 0o600)
  })
})

test('a decision does not wait for an outcome that takes long: that follows in a line of its own', async () => {
  await withLog(async ({ log, lines }) => {
    const open = log.open(recorded('A'))
    await pause(110)
    assert.deepEqual(
      (await lines()).map((line) => [line['id'], line['outcome']]),
      [['A', undefined]],
    )
    log.settle(open, outcome)
    await pause(110)
    assert.partialDeepStrictEqual((await lines())[1], { outcomeOf: 'A', outcome: { kind: 'delivered' } })
  })
})

test('what is not known when the gate stops is on record as unknown, with the reason, and nothing else is', async () => {
  await withLog(async ({ log, lines }) => {
    const [late, known] = ['late', 'known'].map((id) => log.open(recorded(id)))
    await pause(110)
    assert.ok(late !== undefined && known !== undefined)
    log.settle(known, outcome)
    log.open(recorded('just'))
    await log.close()
    log.settle(late, outcome)
    const said = (await lines()).map(({ id, outcomeOf, recipients }) => ({ id, outcomeOf, recipients }))
    const unknown = said.find(({ outcomeOf }) => outcomeOf === 'late')
    assert.partialDeepStrictEqual(unknown?.recipients, [
      { address: 'b@example.com', outcome: 'unknown', answer: 'the gate stopped before the answer came' },
    ])
    assert.deepEqual(
      said.map(({ id, outcomeOf }) => id ?? `of ${String(outcomeOf)}`),
      ['late', 'known', 'of known', 'just', 'of late', 'of just'],
    )
  })
})

test('commit resolves only once all that was noted before is on disk', async () => {
  await withLog(async ({ log, lines }) => {
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        if (index % 7 === 0) await pause(index % 5)
        log.open(recorded(`D${index}`))
        await log.commit()
        assert.ok((await lines()).some((line) => line['id'] === `D${index}`))
      }),
    )
    assert.equal((await lines()).length, 200)
  })
})

test('closing puts on disk what waits', async () => {
  await withLog(async ({ log, lines }) => {
    log.settle(log.open(recorded('A')), outcome)
    await log.close()
    await log.close()
    assert.equal((await lines()).length, 1)
    assert.equal(log.isReady, false)
  })
})

test('a full disk is told and takes no mail; once there is room every line is there, in a new file', async () => {
  await withLog(async ({ log, lines, folder, events, turnTo }) => {
    await symlink('/dev/full', join(folder, 'decisions-full.jsonl'))
    turnTo('full')
    log.open(recorded('A'))
    await assert.rejects(log.commit(), /cannot be written/)
    assert.equal(log.isReady, false)
    assert.deepEqual(events, ['failing'])
    log.open(recorded('B'))
    for (let tries = 0; !log.isReady && tries < 60; tries += 1) await pause(50)
    assert.equal(log.isReady, true)
    assert.deepEqual(events, ['failing', 'recovered'])
    await log.commit()
    assert.deepEqual(
      (await lines()).map((line) => line['id']),
      ['A', 'B'],
    )
    assert.ok((await readdir(folder)).some((name) => /^decisions-full\.\d+-1\.jsonl$/.test(name)))
  })
})

test('a file or folder that is removed while the gate runs is told, and takes no decision with it', async () => {
  await withLog(async ({ log, lines, folder, events }) => {
    for (const [index, path] of [join(folder, 'decisions-2026-11-24.jsonl'), folder].entries()) {
      await rm(path, { recursive: true })
      log.open(recorded(`D${index}`))
      await assert.rejects(log.commit(), /cannot be written/)
      for (let tries = 0; !log.isReady && tries < 60; tries += 1) await pause(50)
      await log.commit()
      assert.deepEqual(
        (await lines()).map((line) => line['id']),
        [`D${index}`],
      )
    }
    assert.deepEqual(events, ['failing', 'recovered', 'failing', 'recovered'])
  })
})

test('decisions that could not be saved before the end are told, not passed over', async () => {
  await withLog(async ({ log, folder, events, turnTo }) => {
    await symlink('/dev/full', join(folder, 'decisions-full.jsonl'))
    turnTo('full')
    log.open(recorded('A'))
    await log.close()
    assert.deepEqual(events, ['failing', 'lost'])
  })
})

test('more decisions waiting than the bound: no more mail is taken until they are on disk', async () => {
  await withLog(async ({ log }) => {
    for (let count = 0; count < 20_000; count += 1) log.open(recorded(`D${count}`))
    assert.equal(log.isReady, false)
    await log.commit()
    assert.equal(log.isReady, true)
  })
})

test('each day has its file, and half a line from a power cut spoils no other', async () => {
  await withLog(async ({ log, folder, turnTo }) => {
    await writeFile(join(folder, 'decisions-2026-11-25.jsonl'), '{"id":"torn')
    turnTo('2026-11-25')
    log.open(recorded('A'))
    await log.commit()
    const text = await readFile(join(folder, 'decisions-2026-11-25.jsonl'), 'utf8')
    const [torn, line] = text.split('\n')
    assert.equal(torn, '{"id":"torn')
    assert.partialDeepStrictEqual(JSON.parse(line ?? ''), { id: 'A' })
  })
})

test('an end right behind a commit writes no line twice', async () => {
  await withLog(async ({ log, lines }) => {
    log.settle(log.open(recorded('A')), outcome)
    await Promise.all([log.commit(), log.close()])
    assert.deepEqual(
      (await lines()).map((line) => line['id']),
      ['A'],
    )
  })
})
