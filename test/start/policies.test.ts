import assert from 'node:assert/strict'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

import { greetedBy, type Dialogue } from '../peers/dialogue.ts'
import { startProcess, type Process } from '../operations/process.ts'

const passAll = 'version: 1\npolicies: [{ id: all, action: pass }]\n'
const refuseAll = 'version: 1\npolicies: [{ id: none, action: refuse }]\n'
const ofGroup =
  'version: 1\npolicies:\n  - id: of-group\n    when: { sender: { group: executives } }\n    action: refuse\n'

const blocked = `version: 1
lists: { blocked: { domains: [other.example] } }
policies:
  - id: blocked
    when: { recipients: { any: { domain: { list: blocked } } } }
    action: refuse
`

/** A clerk writes to a client, without any supervisor. */
async function handIn(dialogue: Dialogue): Promise<string> {
  await dialogue.askFor('MAIL FROM:<takahashi@example.co.jp>', /^250 /)
  await dialogue.askFor('RCPT TO:<client@example.com>', /^250 /)
  await dialogue.askFor('DATA', /^354 /)
  return await dialogue.ask(
    'From: takahashi@example.co.jp\r\nTo: client@example.com\r\nSubject: x\r\n\r\nx\r\n.',
  )
}

async function answerOf(port: number): Promise<string> {
  const dialogue = await greetedBy(port)
  const answer = await handIn(dialogue)
  dialogue.destroy()
  return answer
}

async function save(gate: Process, yaml: string): Promise<void> {
  const file = join(gate.folder, 'policies.yaml')
  await writeFile(file, yaml)
  const { code, output } = await gate.run('policy', 'save', file, '--reason', 'test')
  assert.equal(code, 0, output)
}

async function activate(gate: Process, word: string): Promise<string> {
  const { code, output } = await gate.run('policy', 'activate', word, '--reason', 'test')
  assert.equal(code, 0, output)
  return output
}

/** Name of the revision and what became of the mail, for each decision in the log. */
async function decisions(gate: Process): Promise<readonly (readonly [string, string])[]> {
  await new Promise((resolve) => setTimeout(resolve, 200))
  const directory = join(gate.folder, 'var', 'decisions')
  const texts = await Promise.all(
    (await readdir(directory)).map(async (name) => await readFile(join(directory, name), 'utf8')),
  )
  return texts
    .join('')
    .split('\n')
    .flatMap((line) => {
      const revision = /"revision":"([^"]*)"/.exec(line)?.[1]
      if (revision === undefined) return []
      return [[revision, /"action":"([a-z]+)"/.exec(line)?.[1] ?? ''] as const]
    })
}

test('activation under a running gate while mails flow: no 4xx, and each mail is judged by exactly one revision', async () => {
  await using gate = await startProcess(() => ({}))
  await save(gate, passAll)
  await save(gate, refuseAll)
  await activate(gate, '1')
  const enough = new AbortController()
  const answers: string[] = []
  const clients = Array.from({ length: 8 }, async () => {
    const dialogue = await greetedBy(gate.port)
    while (!enough.signal.aborted) answers.push(await handIn(dialogue))
    dialogue.destroy()
  })
  for (const word of ['2', '1', '2']) assert.match(await activate(gate, word), /^In force: r\d-[0-9a-f]{8} /)
  await gate.run('policy', 'rollback', '--reason', 'test')
  enough.abort()
  await Promise.all(clients)
  const codes = new Set(answers.map((answer) => answer.slice(0, 3)))
  assert.deepEqual([...codes].toSorted(), ['250', '550'])
  const judged = await decisions(gate)
  assert.equal(judged.length, answers.length)
  const kinds = new Set(judged.map(([revision, action]) => `${revision.slice(0, 2)} ${action}`))
  assert.deepEqual([...kinds].toSorted(), ['r1 deliver', 'r2 refuse'])
})

test('what was activated judges after a restart, a kill and a reload too', async () => {
  await using gate = await startProcess(() => ({}))
  assert.match(await answerOf(gate.port), /^550 /)
  await save(gate, passAll)
  await activate(gate, '1')
  assert.match(await answerOf(gate.port), /^250 /)
  assert.equal((await gate.run('reload')).code, 0)
  assert.match(await answerOf(gate.port), /^250 /)
  gate.signal('SIGKILL')
  await gate.exited
  await using again = await startProcess(() => ({}), undefined, gate.folder)
  assert.match(await answerOf(again.port), /^250 /)
})

test('a kill between save and activate leaves the old policies in force and the new revision saved', async () => {
  await using gate = await startProcess(() => ({}))
  await save(gate, passAll)
  gate.signal('SIGKILL')
  await gate.exited
  await using again = await startProcess(() => ({}), undefined, gate.folder)
  assert.match(await answerOf(again.port), /^550 /)
  assert.match((await again.run('policy', 'list')).output, /r1-[0-9a-f]{8} [^]*No revision is in force/)
})

test('without a running gate an activation counts from the next start, and says so', async () => {
  await using gate = await startProcess(() => ({}))
  gate.signal('SIGKILL')
  await gate.exited
  await save(gate, passAll)
  assert.match(await activate(gate, '1'), /No gate runs with this configuration/)
  await using again = await startProcess(() => ({}), undefined, gate.folder)
  assert.match(await answerOf(again.port), /^250 /)
})

test('a roll-back goes back to the file, and a reload takes what the file says now', async () => {
  await using gate = await startProcess(async (folder) => {
    await writeFile(join(folder, 'small.yaml'), passAll)
    return { policies: { file: 'small.yaml' } }
  })
  assert.match(await answerOf(gate.port), /^250 /)
  await save(gate, refuseAll)
  await activate(gate, '1')
  assert.match(await answerOf(gate.port), /^550 /)
  const { output } = await gate.run('policy', 'rollback', '--reason', 'test')
  assert.match(output, /^Rolled back to file-[0-9a-f]{8} \(before: r1-/)
  assert.match(await answerOf(gate.port), /^250 /)
  await writeFile(join(gate.folder, 'small.yaml'), refuseAll)
  assert.match(await answerOf(gate.port), /^250 /)
  assert.equal((await gate.run('reload')).code, 0)
  assert.match(await answerOf(gate.port), /^550 /)
  assert.deepEqual(
    (await decisions(gate)).map(([revision]) => revision.replace(/-.*/, '')),
    ['file', 'r1', 'file', 'file', 'file'],
  )
})

test('a file with faults changes nothing at a reload, and each fault has its line', async () => {
  await using gate = await startProcess(async (folder) => {
    await writeFile(join(folder, 'small.yaml'), passAll)
    return { policies: { file: 'small.yaml' } }
  })
  await writeFile(join(gate.folder, 'small.yaml'), 'version: 1\npolicies:\n  - id: a\n    acton: pass\n')
  const { code, output } = await gate.run('reload')
  assert.equal(code, 1)
  assert.match(output, /small\.yaml:4:5: .*acton/)
  assert.match(await answerOf(gate.port), /^250 /)
})

test('a revision that names what the organization does not have is refused with its line, and nothing changes', async () => {
  await using gate = await startProcess(() => ({}))
  await save(gate, ofGroup.replace('executives', 'nobody'))
  const { code, output } = await gate.run('policy', 'activate', '1', '--reason', 'test')
  assert.equal(code, 1)
  assert.match(output, /r1-[0-9a-f]{8}:4:13: There is no group called "nobody"/)
  assert.match(await answerOf(gate.port), /^550 /)
  assert.match((await gate.run('policy', 'list')).output, /No revision is in force/)
})

test('an organization that the active revision does not fit is refused at a reload, and keeps a gate from starting', async () => {
  await using gate = await startProcess(() => ({}))
  await save(gate, ofGroup)
  await activate(gate, '1')
  assert.match(await answerOf(gate.port), /^250 /)
  const rules = join(gate.folder, 'rules.yaml')
  await writeFile(rules, (await readFile(rules, 'utf8')).replaceAll('executives', 'officers'))
  const reload = await gate.run('reload')
  assert.equal(reload.code, 1)
  assert.match(reload.output, /There is no group called "executives"/)
  assert.match(await answerOf(gate.port), /^250 /)
  gate.signal('SIGKILL')
  await gate.exited
  const { code, output } = await gate.run('serve')
  assert.equal(code, 2)
  assert.match(output, /r1-[0-9a-f]{8}:4:13: There is no group called "executives"/)
})

test('a new organization is judged by the active revision at once: groups have the members they have now', async () => {
  await using gate = await startProcess(() => ({}))
  await save(gate, ofGroup)
  await activate(gate, '1')
  assert.match(await answerOf(gate.port), /^250 /)
  const rules = join(gate.folder, 'rules.yaml')
  const everybody = (await readFile(rules, 'utf8')).replace(/^( *)executives:.*$/m, '$1executives: [{}]')
  await writeFile(rules, everybody)
  const { code, output } = await gate.run('reload')
  assert.equal(code, 0, output)
  assert.match(await answerOf(gate.port), /^550 /)
  const revisions = new Set((await decisions(gate)).map(([revision]) => revision.slice(0, 3)))
  assert.deepEqual([...revisions], ['r1-'])
})

test('a kill at any moment of an activation leaves what the list of revisions says in force', async () => {
  const first = await startProcess(() => ({}))
  await save(first, passAll)
  await save(first, refuseAll)
  await activate(first, '1')
  let gate = first
  for (const [round, wait] of [250, 350, 450].entries()) {
    const activation = gate.run('policy', 'activate', round % 2 === 0 ? '2' : '1', '--reason', 'test')
    await new Promise((resolve) => setTimeout(resolve, wait))
    gate.signal('SIGKILL')
    await Promise.all([gate.exited, activation])
    gate = await startProcess(() => ({}), undefined, gate.folder)
    const { output } = await gate.run('policy', 'list', '--json')
    const { active }: { active: number } = JSON.parse(output)
    assert.match(await answerOf(gate.port), active === 1 ? /^250 / : /^550 /)
  }
  await gate[Symbol.asyncDispose]()
})

test('a gate whose database went while a revision was in force takes no reload: it would fall back unseen', async () => {
  await using gate = await startProcess(() => ({}))
  await save(gate, passAll)
  await activate(gate, '1')
  await rm(join(gate.folder, 'var', 'sekisho.db'))
  const { code, output } = await gate.run('reload')
  assert.equal(code, 1)
  assert.match(output, /sekisho\.db is not there any more, and revision r1-/)
  assert.match(await answerOf(gate.port), /^250 /)
})

test('a file of policies that is not UTF-8 is refused: its words would match nothing, unseen', async () => {
  await using gate = await startProcess(async (folder) => {
    await writeFile(join(folder, 'small.yaml'), passAll)
    return { policies: { file: 'small.yaml' } }
  })
  const shiftJis = Buffer.from([0x8b, 0xc9, 0x94, 0xe9])
  await writeFile(join(gate.folder, 'small.yaml'), Buffer.concat([Buffer.from(`${passAll}# `), shiftJis]))
  const { code, output } = await gate.run('reload')
  assert.equal(code, 1)
  assert.match(output, /small\.yaml: it is not UTF-8/)
  const saved = await gate.run('policy', 'save', join(gate.folder, 'small.yaml'), '--reason', 'x')
  assert.equal(saved.code, 2)
  assert.match(saved.output, /not UTF-8/)
})

test('a damaged database keeps a gate from starting', async () => {
  await using gate = await startProcess(() => ({}))
  gate.signal('SIGKILL')
  await gate.exited
  await writeFile(join(gate.folder, 'var', 'sekisho.db'), 'x'.repeat(5_000))
  const { code, output } = await gate.run('serve')
  assert.equal(code, 2)
  assert.match(output, /The database is damaged/)
})

test('two terminals that activate at once: one after the other, and the last one is in force', async () => {
  await using gate = await startProcess(() => ({}))
  await save(gate, passAll)
  await save(gate, refuseAll)
  const both = await Promise.all([activate(gate, '1'), activate(gate, '2')])
  for (const output of both) assert.match(output, /^In force: /)
  const { output } = await gate.run('policy', 'list', '--json')
  const listed: { readonly active: number } = JSON.parse(output)
  assert.match(await answerOf(gate.port), listed.active === 1 ? /^250 / : /^550 /)
})

test('a list that several terminals change at once judges at the gate with all their changes', async () => {
  await using gate = await startProcess(() => ({}))
  await save(gate, blocked)
  await activate(gate, '1')
  assert.match(await answerOf(gate.port), /^250 /)
  const names = ['a.example', 'example.com', 'b.example']
  const all = await Promise.all(
    names.map(async (name) => await gate.run('list', 'add', 'blocked', name, '--reason', name)),
  )
  for (const { code, output } of all) assert.equal(code, 0, output)
  assert.match(await answerOf(gate.port), /^550 /)
  const { output } = await gate.run('list', 'show', 'blocked')
  assert.deepEqual(output.trimEnd().split('\n').toSorted(), [...names, 'other.example'].toSorted())
})

test('the threads that look into mails start with the policies that ask for them, before a mail comes', async () => {
  const workers = 3
  await using gate = await startProcess(() => ({ inspection: { workers } }))
  await save(gate, passAll)
  await save(gate, 'version: 1\npolicies: [{ id: text, when: { text: { words: [x] } }, action: refuse }]\n')
  const threads = async (): Promise<number> => (await readdir(`/proc/${gate.pid}/task`)).length
  await activate(gate, '1')
  const before = await threads()
  await activate(gate, '2')
  for (let tries = 0; tries < 100 && (await threads()) < before + workers; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  assert.ok((await threads()) >= before + workers)
  assert.match(await answerOf(gate.port), /^550 /)
})
