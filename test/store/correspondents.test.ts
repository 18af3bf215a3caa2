import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'

import { openCorrespondents, type Correspondents } from '../../src/store/correspondents.ts'

const sato = 'sato@example.co.jp'
const suzuki = 'suzuki@example.co.jp'
const client = 'client@example.com'
const other = 'other@example.com'
const at = Date.UTC(2026, 10, 24)

function inFolder(run: (path: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'sekisho-'))
  try {
    run(join(folder, 'deep', 'correspondents.db'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function open(path: string): Correspondents {
  return openCorrespondents(path, (why) => assert.fail(String(why)))
}

test('whom a sender wrote to is known at once, of him alone, and after a restart', () => {
  inFolder((path) => {
    const first = open(path)
    assert.deepEqual([...first.writtenTo(sato, [client])], [])
    first.note(sato, [client], at)
    assert.deepEqual([...first.writtenTo(sato, [client, other])], [client])
    assert.deepEqual([...first.writtenTo(suzuki, [client])], [])
    first.close()
    const second = open(path)
    assert.deepEqual([...second.writtenTo(sato, [client, other])], [client])
    assert.equal(second.count(), 1)
    second.close()
  })
})

test('a pair that is noted often stays one row', () => {
  inFolder((path) => {
    const correspondents = open(path)
    for (let day = 0; day < 3; day += 1) correspondents.note(sato, [client, client], at + day)
    correspondents.close()
    const again = open(path)
    assert.equal(again.count(), 1)
    again.close()
  })
})

test('a note behind the end changes nothing and throws nothing: its mail has gone already', () => {
  inFolder((path) => {
    const correspondents = open(path)
    correspondents.close()
    for (let index = 0; index < 5_001; index += 1) correspondents.note(sato, [`a${index}@example.com`], at)
    const again = open(path)
    assert.equal(again.count(), 0)
    again.close()
  })
})

test('notes that cannot be written are kept and written later', () => {
  inFolder((path) => {
    const faults: unknown[] = []
    const correspondents = openCorrespondents(path, (why) => faults.push(why))
    const rival = new DatabaseSync(path)
    rival.exec('BEGIN IMMEDIATE')
    for (let index = 0; index < 5_000; index += 1) correspondents.note(sato, [`a${index}@example.com`], at)
    assert.equal(faults.length, 1)
    assert.equal(correspondents.writtenTo(sato, ['a0@example.com']).size, 1)
    rival.exec('ROLLBACK')
    rival.close()
    correspondents.note(sato, ['last@example.com'], at)
    assert.equal(correspondents.count(), 5_001)
    correspondents.close()
  })
})
