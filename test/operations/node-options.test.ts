import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const root = join(import.meta.dirname, '..', '..')

describe('the options of Node', () => {
  it('are the same for npm start, the sekisho command and the systemd unit', () => {
    const optionsIn = (path: string): readonly string[] =>
      readFileSync(join(root, path), 'utf8').match(/--(?:max-semi|no-parallel)[a-z-]*(?:=\d+)?/g) ?? []
    const started = optionsIn('package.json')
    assert.equal(started.length, 2)
    assert.deepEqual(optionsIn('bin/sekisho.cjs'), started)
    assert.deepEqual(optionsIn('examples/systemd/sekisho.service'), started)
  })
})
