/**
 * Changes a named list: a new revision from what is in force, put in force at once. Others may do so at the same moment; then
 * it starts over from what they made, so that no change is lost.
 */

import { editList, type ListEdit, type ListEditing } from '../policy/edit-list.ts'
import { faultsOfPolicies } from '../policy/read-policies.ts'
import { sayPolicyProblem } from '../policy/say-policy-problem.ts'
import { activeIn } from '../store/activations.ts'
import { revisionName, saveRevision, type Revision } from '../store/revisions.ts'
import { cliListTexts } from '../text/cli-list.ts'
import type { Language } from '../text/language.ts'
import { nearestWord } from '../text/nearest.ts'

import { withDesk } from './desk.ts'
import { CommandFailure, exit } from './exit.ts'
import { changeInForce, sayChanged } from './policy-activate.ts'
import { readDesk, whileWhole } from './policy-desk.ts'
import { policiesNamed } from './policy-named.ts'

interface By {
  readonly who: string
  readonly why: string
}

const attempts = 10

/**
 * Says what became of it, and sets the exit code.
 * @param config path of `sekisho.yaml`
 * Throws `CommandFailure`.
 */
export async function changeList(
  name: string,
  edit: ListEdit,
  by: By,
  config: string,
  language: Language,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await changeOnce(name, edit, by, config, language)) return
  }
  throw new CommandFailure(cliListTexts[language].keepsChanging)
}

/** False: something else was put in force meanwhile. */
async function changeOnce(
  name: string,
  edit: ListEdit,
  { who, why }: By,
  config: string,
  language: Language,
): Promise<boolean> {
  const texts = cliListTexts[language]
  const after = await readDesk(config, language, (database) =>
    database === undefined ? undefined : activeIn(database)?.activation.number,
  )
  const named = await policiesNamed('active', config, language)
  if (named.kind === 'not-there') throw new CommandFailure(named.why)
  const editing = editList(named.text.yaml, name, edit)
  if (editing.kind === 'same') {
    process.stdout.write(`${texts.same(name)}\n`)
    return true
  }
  if (editing.kind !== 'edited') return refuse([sayWhyNot(name, editing, language)])
  const saving = await whileWhole(
    language,
    async () =>
      await withDesk(config, language, async (desk) => {
        const basedOn = named.revision?.number
        return await saveRevision(
          desk,
          { yaml: editing.yaml, author: who, reason: why, basedOn },
          faultsOfPolicies,
        )
      }),
  )
  if (saving.kind === 'unknown-base') throw new Error(`revision ${saving.number} went while it was in force`)
  if (saving.kind === 'faulty') {
    const lines = saving.problems.map(
      (problem) => `  ${problem.value}: ${sayPolicyProblem(problem, language)}`,
    )
    return refuse([texts.faulty, ...lines])
  }
  return await activate(saving.revision, name, editing, { who, why, after, config, language })
}

async function activate(
  revision: Revision,
  name: string,
  { added, removed }: Extract<ListEditing, { kind: 'edited' }>,
  {
    who,
    why,
    after,
    config,
    language,
  }: By & { readonly after: number | undefined; readonly config: string; readonly language: Language },
): Promise<boolean> {
  const texts = cliListTexts[language]
  const question = { do: 'activate', revision: revision.number, after: after ?? null, who, why } as const
  const changed = await changeInForce(question, config, language)
  switch (changed.answer.kind) {
    case 'overtaken':
      return false
    case 'done':
    case 'unchanged':
      process.stdout.write(`${texts.changed(name, added.length, removed.length)}\n`)
      break
    case 'does-not-fit':
    case 'nothing-before':
    case 'unknown-revision':
      process.stderr.write(`sekisho: ${texts.savedOnly(revisionName(revision))}\n`)
      process.exitCode = exit.no
  }
  sayChanged(question, changed, language)
  return true
}

function sayWhyNot(
  name: string,
  editing: Exclude<ListEditing, { kind: 'edited' | 'same' }>,
  language: Language,
): string {
  const texts = cliListTexts[language]
  switch (editing.kind) {
    case 'unknown-list':
      return texts.unknownList(name, editing.known, nearestWord(name, editing.known))
    case 'kind-missing':
      return texts.kindMissing(name)
    case 'other-kind':
      return texts.otherKind(name, editing.is)
    case 'would-be-empty':
      return texts.wouldBeEmpty(name)
  }
}

function refuse(lines: readonly string[]): true {
  process.stderr.write(`sekisho: ${lines.join('\n')}\n`)
  process.exitCode = exit.no
  return true
}
