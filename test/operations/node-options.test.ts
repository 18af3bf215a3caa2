import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const root = join(import.meta.dirname, '..', '..')

const readIn = (path: string): string => readFileSync(join(root, path), 'utf8')
const optionsIn = (path: string): readonly string[] =>
  readIn(path).match(/--(?:max-semi|no-parallel|external-memory)[a-z-]*(?:=\d+)?/g) ?? []

describe('the options of Node', () => {
  it('are the same for npm start, the sekisho command and the systemd unit', () => {
    const started = optionsIn('package.json')
    assert.equal(started.length, 3)
    assert.deepEqual(optionsIn('bin/sekisho.cjs'), started)
    assert.deepEqual(optionsIn('examples/systemd/sekisho.service'), started)
  })

  it('come with few arenas of malloc for the sekisho command and the systemd unit', () => {
    assert.match(readIn('bin/sekisho.cjs'), /MALLOC_ARENA_MAX: '2'/)
    assert.match(readIn('examples/systemd/sekisho.service'), /^Environment=MALLOC_ARENA_MAX=2$/m)
  })
})
