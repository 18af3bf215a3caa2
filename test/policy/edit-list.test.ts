import assert from 'node:assert/strict'
import { describe, test } from 'node:test'

import * as fc from 'fast-check'

import { editList, listsIn, type ListEdit } from '../../src/policy/edit-list.ts'
import { readPolicies } from '../../src/policy/read-policies.ts'

const yaml = `# head
version: 1
lists:
  # competitors
  rivals:
    domains:
      # the big one
      - rival.example # since 2024
      - other.example
  secret: { words: [極秘, "strictly  confidential"] }   # end
  vips: { addresses: [a@example.com] }
policies:
- id: x   # an odd indent
  when: {subject: {words: [見積]}}
  action: refuse
`

function edited(name: string, edit: ListEdit, text = yaml): string {
  const editing = editList(text, name, edit)
  if (editing.kind !== 'edited') throw new Error(editing.kind)
  return editing.yaml
}

describe('the text of a list', () => {
  test('takes entries at its end, and all else stays to the letter', () => {
    assert.equal(
      edited('rivals', { do: 'add', entries: ['new.example'] }),
      yaml.replace('      - other.example\n', '      - other.example\n      - new.example\n'),
    )
    assert.equal(
      edited('secret', { do: 'add', entries: ['社外秘'] }),
      yaml.replace('confidential"]', 'confidential", 社外秘]'),
    )
  })

  test('loses entries with what was said beside them, however they are written', () => {
    assert.equal(
      edited('rivals', { do: 'remove', entries: ['RIVAL.example'] }),
      yaml.replace('      - rival.example # since 2024\n', ''),
    )
    assert.equal(
      edited('secret', { do: 'remove', entries: ['STRICTLY confidential'] }),
      yaml.replace(', "strictly  confidential"', ''),
    )
  })

  test('is replaced as a whole; what stays keeps its place and its comment', () => {
    assert.equal(
      edited('rivals', { do: 'set', kind: undefined, entries: ['z.example', 'rival.example'] }),
      yaml.replace('- other.example', '- z.example'),
    )
  })

  test('is made where there is none, with the others or with the first of them', () => {
    assert.equal(
      edited('fresh', { do: 'set', kind: 'words', entries: ['a: b'] }),
      yaml.replace('  rivals:', '  fresh:\n    words:\n    - "a: b"\n  rivals:'),
    )
    assert.equal(
      edited('fresh', { do: 'set', kind: 'domains', entries: ['a.example'] }, 'version: 1\npolicies: []\n'),
      'version: 1\nlists:\n  fresh:\n    domains:\n      - a.example\npolicies: []\n',
    )
  })

  test('stays where it says so already', () => {
    const same = { kind: 'same' }
    assert.deepEqual(editList(yaml, 'rivals', { do: 'add', entries: ['OTHER.example'] }), same)
    assert.deepEqual(editList(yaml, 'rivals', { do: 'remove', entries: ['nobody.example'] }), same)
    assert.deepEqual(
      editList(yaml, 'vips', { do: 'set', kind: 'addresses', entries: ['A@example.com'] }),
      same,
    )
  })

  test('is not guessed: an unknown name, a new list without a kind and another kind are answers', () => {
    assert.deepEqual(editList(yaml, 'rival', { do: 'add', entries: ['x.example'] }), {
      kind: 'unknown-list',
      known: ['rivals', 'secret', 'vips'],
    })
    assert.deepEqual(editList(yaml, 'new', { do: 'set', kind: undefined, entries: ['x'] }), {
      kind: 'kind-missing',
    })
    assert.deepEqual(editList(yaml, 'vips', { do: 'set', kind: 'words', entries: ['x'] }), {
      kind: 'other-kind',
      is: 'addresses',
    })
  })

  test('says after any edit what the edit said, and every other list what it said before', () => {
    const domain = fc.constantFrom('a.example', 'b.example', 'rival.example', 'other.example', 'c.example')
    const entries = fc.uniqueArray(domain, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.constantFrom('set', 'add', 'remove'), entries, (what, given) => {
        const edit: ListEdit =
          what === 'set' ? { do: 'set', kind: 'domains', entries: given } : { do: what, entries: given }
        const editing = editList(yaml, 'rivals', edit)
        const before = new Set(['rival.example', 'other.example'])
        const wanted =
          what === 'set'
            ? new Set(given)
            : what === 'add'
              ? before.union(new Set(given))
              : before.difference(new Set(given))
        assert.equal(editing.kind === 'would-be-empty', wanted.size === 0)
        if (wanted.size === 0) return
        const text = editing.kind === 'edited' ? editing.yaml : yaml
        const [rivals, ...others] = listsIn(text)
        assert.deepEqual(new Set(rivals?.entries), wanted)
        assert.deepEqual(others, listsIn(yaml).slice(1))
        assert.equal(readPolicies(text).kind, 'read')
      }),
      { numRuns: 60 },
    )
  })
})
