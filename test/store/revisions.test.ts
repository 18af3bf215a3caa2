import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'

import type { PolicyProblem } from '../../src/policy/policy-problem.ts'
import {
  activeIn,
  carryOut,
  listActivations,
  planChange,
  type Planning,
} from '../../src/store/activations.ts'
import { hashOf, listAudit } from '../../src/store/audit.ts'
import { openDesk, type Desk } from '../../src/store/desk.ts'
import { dropDraft, findDraft, keepDraft, newestDraft, saveDraft } from '../../src/store/drafts.ts'
import {
  findRevision,
  listRevisions,
  revisionName,
  saveRevision,
  type Saving,
} from '../../src/store/revisions.ts'

const fault: PolicyProblem = { kind: 'file-empty', detail: {}, line: 1, column: 1, value: '' }
const faultsOf = (yaml: string): readonly PolicyProblem[] => (yaml === 'faulty' ? [fault] : [])

let folder = ''
let count = 0
let desk: Desk
before(async () => (folder = await mkdtemp(join(tmpdir(), 'sekisho-revisions-'))))
beforeEach(async () => {
  count += 1
  const opening = await openDesk(join(folder, `${count}.db`))
  if (opening.kind === 'problem') throw new Error(opening.problem.kind)
  ;({ desk } = opening)
})
afterEach(() => desk.close())
after(async () => await rm(folder, { recursive: true }))

async function save(yaml: string, basedOn?: number): Promise<Saving> {
  return await saveRevision(desk, { yaml, author: 'sato', reason: 'because', basedOn }, faultsOf)
}

async function activate(revision: number | undefined): Promise<void> {
  const plan = planOf(planChange(desk.database, { kind: 'activate', revision }))
  assert.equal((await carryOut(desk, plan, 'sato', 'now')).kind, 'done')
}

async function rollBack(): Promise<void> {
  const plan = planOf(planChange(desk.database, { kind: 'roll-back' }))
  assert.equal((await carryOut(desk, plan, 'sato', 'oh')).kind, 'done')
}

function planOf(planning: Planning): Extract<Planning, { kind: 'plan' }> {
  if (planning.kind !== 'plan') throw new Error(planning.kind)
  return planning
}

function activeNumber(): number | undefined {
  return activeIn(desk.database)?.revision?.number
}

describe('saved revisions', () => {
  test('are numbered from 1, keep every octet, and say who, why and from what', async () => {
    const yaml = '# 関所\nversion: 1 \r\n\n'
    const first = await save(yaml)
    assert.equal(first.kind, 'saved')
    await save('second', 1)
    assert.deepEqual(
      listRevisions(desk.database, 10).map(({ number, basedOn, author, reason }) => [
        number,
        basedOn,
        author,
        reason,
      ]),
      [
        [2, 1, 'sato', 'because'],
        [1, undefined, 'sato', 'because'],
      ],
    )
    const read = findRevision(desk.database, 1)
    assert.equal(read?.yaml, yaml)
    assert.equal(read.hash, hashOf(yaml))
    assert.equal(revisionName(read), `r1-${read.hash.slice(0, 8)}`)
  })

  test('the same text as the newest is the same revision; the same as an older one is a new one', async () => {
    await save('a')
    assert.equal((await save('a')).kind, 'same')
    await save('b')
    assert.equal((await save('a')).kind, 'saved')
    assert.deepEqual(
      listRevisions(desk.database, 10).map(({ number }) => number),
      [3, 2, 1],
    )
  })

  test('of a faulty text none is made, nor one based on nothing that is there', async () => {
    assert.deepEqual(await save('faulty'), { kind: 'faulty', problems: [fault] })
    assert.deepEqual(await save('a', 7), { kind: 'unknown-base', number: 7 })
    assert.deepEqual(listRevisions(desk.database, 10), [])
    assert.deepEqual(listAudit(desk.database, 10), [])
  })

  test('one whose text was changed by hand or by the disk is not read', async () => {
    await save('a')
    desk.database.exec("UPDATE revisions SET yaml = 'b'")
    assert.throws(() => findRevision(desk.database, 1), { name: 'DamagedRevision', number: 1 })
  })

  test('lists come in pages', async () => {
    for (const yaml of ['a', 'b', 'c']) await save(yaml)
    assert.deepEqual(
      listRevisions(desk.database, 2, 3).map(({ number }) => number),
      [2, 1],
    )
  })
})

describe('activations', () => {
  test('before the first one, nothing is in force and nothing can be rolled back', () => {
    assert.equal(activeIn(desk.database), undefined)
    assert.equal(planChange(desk.database, { kind: 'roll-back' }).kind, 'nothing-before')
    assert.equal(planChange(desk.database, { kind: 'activate', revision: undefined }).kind, 'unchanged')
  })

  test('the last one counts, and one step goes back to what was in force before', async () => {
    for (const yaml of ['a', 'b', 'c']) await save(yaml)
    await activate(1)
    await activate(3)
    assert.equal(activeNumber(), 3)
    await rollBack()
    assert.equal(activeNumber(), 1)
  })

  test('rolling back again goes further back, at last to no revision, and then no further', async () => {
    for (const yaml of ['a', 'b', 'c']) await save(yaml)
    for (const number of [1, 2, 3]) await activate(number)
    const seen: unknown[] = []
    for (let step = 0; step < 3; step += 1) {
      await rollBack()
      seen.push(activeNumber())
    }
    assert.deepEqual(seen, [2, 1, undefined])
    assert.equal(planChange(desk.database, { kind: 'roll-back' }).kind, 'nothing-before')
    assert.equal(listActivations(desk.database, 100).length, 6)
  })

  test('an activation after a roll-back goes back to where it came from', async () => {
    for (const yaml of ['a', 'b', 'c']) await save(yaml)
    await activate(1)
    await activate(2)
    await rollBack()
    await activate(3)
    await rollBack()
    assert.equal(activeNumber(), 1)
  })

  test('revisions can be left for none, and come back by a roll-back', async () => {
    await save('a')
    await activate(1)
    await activate(undefined)
    assert.equal(activeNumber(), undefined)
    await rollBack()
    assert.equal(activeNumber(), 1)
  })

  test('one that was planned before another was carried out changes nothing', async () => {
    await save('a')
    await save('b')
    const plan = planOf(planChange(desk.database, { kind: 'activate', revision: 1 }))
    await activate(2)
    assert.equal((await carryOut(desk, plan, 'ito', 'late')).kind, 'overtaken')
    assert.equal(activeNumber(), 2)
  })

  test('what is in force already, or not there, needs no activation', async () => {
    await save('a')
    await activate(1)
    assert.equal(planChange(desk.database, { kind: 'activate', revision: 1 }).kind, 'unchanged')
    assert.equal(planChange(desk.database, { kind: 'activate', revision: 9 }).kind, 'unknown-revision')
  })

  test('the audit log has every save, activation and roll-back, with the hashes before and after', async () => {
    await save('a')
    await save('b', 1)
    await activate(1)
    await activate(2)
    await rollBack()
    const [a, b] = [hashOf('a'), hashOf('b')]
    assert.deepEqual(
      listAudit(desk.database, 10)
        .toReversed()
        .map(({ who, action, subject, before: was, after: is, why }) => [who, action, subject, was, is, why]),
      [
        ['sato', 'revision.save', 'r1', undefined, a, 'because'],
        ['sato', 'revision.save', 'r2', a, b, 'because'],
        ['sato', 'revision.activate', 'r1', undefined, a, 'now'],
        ['sato', 'revision.activate', 'r2', a, b, 'now'],
        ['sato', 'revision.roll-back', 'r1', b, a, 'oh'],
      ],
    )
  })
})

describe('drafts', () => {
  const draft = { yaml: 'faulty', author: 'sato', reason: '', basedOn: undefined }

  test('may be faulty, are replaced as a whole, and are dropped', async () => {
    const made = await keepDraft(desk, undefined, draft)
    assert.equal(made?.number, 1)
    await keepDraft(desk, 1, { ...draft, yaml: 'better' })
    assert.equal(newestDraft(desk.database)?.yaml, 'better')
    assert.equal(await keepDraft(desk, 9, draft), undefined)
    assert.equal(await dropDraft(desk, 1, 'ito'), true)
    assert.equal(await dropDraft(desk, 1, 'ito'), false)
    assert.equal(newestDraft(desk.database), undefined)
    assert.deepEqual(
      listAudit(desk.database, 10).map(({ who, action, before: was, after: is }) => [who, action, was, is]),
      [
        ['ito', 'draft.drop', hashOf('better'), undefined],
        ['sato', 'draft.change', hashOf('faulty'), hashOf('better')],
        ['sato', 'draft.create', undefined, hashOf('faulty')],
      ],
    )
  })

  test('become a revision without faults only, and are gone then', async () => {
    await keepDraft(desk, undefined, draft)
    const by = { author: 'ito', reason: 'ready' }
    assert.equal((await saveDraft(desk, 1, by, faultsOf))?.kind, 'faulty')
    assert.notEqual(findDraft(desk.database, 1), undefined)
    await keepDraft(desk, 1, { ...draft, yaml: 'fine' })
    assert.equal((await saveDraft(desk, 1, by, faultsOf))?.kind, 'saved')
    assert.equal(findDraft(desk.database, 1), undefined)
    const saved = findRevision(desk.database, 1)
    assert.deepEqual([saved?.yaml, saved?.author, saved?.reason], ['fine', 'ito', 'ready'])
    assert.equal(await saveDraft(desk, 1, by, faultsOf), undefined)
  })
})
