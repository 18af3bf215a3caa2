import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { checkPolicies } from '../../src/policy/check-policies.ts'
import { foreignNames } from '../../src/policy/foreign-names.ts'
import { makeFlow } from '../../src/policy/make-flow.ts'
import { loadOrganization } from '../../src/roster/load.ts'

import { usualSettings } from './mail-to-decide.ts'

const root = join(import.meta.dirname, '..', '..')
const text = readFileSync(join(root, 'docs', 'policies.md'), 'utf8')

/** Each block of YAML that holds policies, with the heading it stands under. */
const recipes = [...text.matchAll(/^#{2,3} (.*)$|^```yaml\n([^]*?)^```$/gm)].reduce<{
  readonly heading: string
  readonly found: readonly { readonly heading: string; readonly yaml: string }[]
}>(
  ({ heading, found }, [, title, yaml]) =>
    yaml === undefined
      ? { heading: title ?? heading, found }
      : { heading, found: [...found, { heading, yaml: `version: 1\n${yaml}` }] },
  { heading: '', found: [] },
).found

const organization = await loadOrganization(join(root, 'examples', 'demo'))
if (organization.kind !== 'loaded') throw new Error('the demo company cannot be loaded')
const { snapshot } = organization

test('the cookbook has recipes', () => {
  assert.ok(recipes.length > 12)
})

for (const [index, { heading, yaml }] of recipes.entries()) {
  test(`recipe ${index + 1} (${heading}) judges mails of the demo company, and the linter finds nothing that the page does not speak of`, () => {
    const surroundings = { snapshot, groups: new Map(), settings: usualSettings, listeners: [], routes: [] }
    // Groups of the API are there once somebody has put them.
    const groups = heading.includes('groups')
      ? new Map([
          ['exempt', new Set(['c@example.co.jp'])],
          ['P1/senders', new Set(['a@example.co.jp'])],
          ['P1/approvers', new Set(['b@example.co.jp'])],
        ])
      : new Map<string, Set<string>>()
    const problems = checkPolicies(yaml, {
      day: '2026-11-24',
      names: foreignNames(snapshot, groups.keys(), []),
      offSince: new Map(),
      routes: [],
    })
    const errors = problems.filter(({ severity }) => severity === 'error')
    assert.deepEqual(
      errors.map(({ line, message }) => `${line}: ${message.en}`),
      [],
    )
    for (const { severity, kind, message } of problems)
      if (severity === 'warning') assert.ok(text.includes(`warns\n(\`${kind}\`)`), message.en)
    assert.equal(makeFlow({ name: 'cookbook', yaml }, { ...surroundings, groups }).kind, 'made')
  })
}
