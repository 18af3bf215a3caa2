import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import nodeOptions from '../../bin/node-options.json' with { type: 'json' }
import packageFile from '../../package.json' with { type: 'json' }

const root = join(import.meta.dirname, '..', '..')

const readIn = (path: string): string => readFileSync(join(root, path), 'utf8')
const launcher = readIn('bin/sekisho.cjs')
const unit = readIn('examples/systemd/sekisho.service')

describe('the options of Node', () => {
  it('are the same for the sekisho command, npm start and the systemd unit', () => {
    assert.match(launcher, /require\('\.\/node-options\.json'\)/)
    assert.match(packageFile.scripts.start, /^node bin\/sekisho\.cjs serve /)
    const [, options = ''] = /^ExecStart=\S+ (--.*) \S+main\.ts serve /m.exec(unit) ?? []
    assert.deepEqual(options.split(' '), nodeOptions)
  })

  it('come with few arenas of malloc and with compiled code that is kept', () => {
    assert.match(launcher, /MALLOC_ARENA_MAX: '1'/)
    assert.match(unit, /^Environment=MALLOC_ARENA_MAX=1$/m)
    assert.match(launcher, /NODE_COMPILE_CACHE: /)
    assert.match(unit, /^Environment=NODE_COMPILE_CACHE=/m)
  })
})
