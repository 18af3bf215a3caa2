/** The policies that a word on the command line means: a revision, what is in force, the shipped ones, or a file. */

import { codeOf } from '../store/fault-code.ts'
import type { DatabaseSync } from 'node:sqlite'

import { textOfRevision, textWithoutRevision, shippedText, type PolicyText } from '../gate/policy-text.ts'
import { readPolicyFile } from '../gate/read-policy-file.ts'
import { activeIn } from '../store/activations.ts'
import { findDraft, newestDraft } from '../store/drafts.ts'
import { findRevision, listRevisions, newestRevision, type Revision } from '../store/revisions.ts'
import { cliTexts } from '../text/cli.ts'
import { cliPolicyTexts } from '../text/cli-policy.ts'
import type { Language } from '../text/language.ts'

import { CommandFailure } from './exit.ts'
import { openConfig } from './open-config.ts'
import { readDesk } from './policy-desk.ts'

export type NamedText =
  | { readonly kind: 'found'; readonly text: PolicyText; readonly revision: Revision | undefined }
  /** `why`: for the person who named it. */
  | { readonly kind: 'not-there'; readonly why: string }

const draftWord = /^draft(?:-([1-9]\d{0,8}))?$/
const revisionWord = /^r?0*([1-9]\d{0,8})(?:-[0-9a-f]{8})?$/

/** The number that `12`, `r12` or `r12-3f9a0c1d` means; `undefined`: none. */
export function revisionNumber(word: string): number | undefined {
  const digits = revisionWord.exec(word)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/**
 * @param word a revision's number or name, `active`, `newest`, `draft` (the newest) or `draft-3`, `default`, or the path of a file
 * @param config path of `sekisho.yaml`
 * Throws `CommandFailure` where the database or the file cannot be read.
 */
export async function policiesNamed(word: string, config: string, language: Language): Promise<NamedText> {
  const number = revisionNumber(word)
  if (number !== undefined) {
    return await readDesk(config, language, (database) => ofNumber(database, word, number, language))
  }
  const draft = draftWord.exec(word)
  if (draft !== null)
    return await readDesk(config, language, (database) => ofDraft(database, draft[1], language))
  switch (word) {
    case 'active':
      return await inForce(config, language)
    case 'newest':
      return await readDesk(config, language, (database) => {
        const newest = database === undefined ? undefined : newestRevision(database)
        return newest === undefined ? unknown(database, word, language) : found(newest)
      })
    case 'default':
      return {
        kind: 'found',
        text: shippedText(openConfig(config, language).config),
        revision: undefined,
      }
    default:
      return { kind: 'found', text: await ofFile(word, language), revision: undefined }
  }
}

/** @param number digits; `undefined`: the newest draft */
function ofDraft(
  database: DatabaseSync | undefined,
  number: string | undefined,
  language: Language,
): NamedText {
  const draft =
    database === undefined
      ? undefined
      : number === undefined
        ? newestDraft(database)
        : findDraft(database, Number(number))
  if (draft === undefined) return { kind: 'not-there', why: cliPolicyTexts[language].noDraft }
  const name = `draft-${draft.number}`
  const text: PolicyText = { name, file: name, yaml: draft.yaml, from: 'draft' }
  return { kind: 'found', text, revision: undefined }
}

function ofNumber(
  database: DatabaseSync | undefined,
  word: string,
  number: number,
  language: Language,
): NamedText {
  const revision = database === undefined ? undefined : findRevision(database, number)
  return revision === undefined ? unknown(database, word, language) : found(revision)
}

async function inForce(config: string, language: Language): Promise<NamedText> {
  const revision = await readDesk(config, language, (database) =>
    database === undefined ? undefined : activeIn(database)?.revision,
  )
  if (revision !== undefined) return found(revision)
  const opened = openConfig(config, language)
  try {
    const text = await textWithoutRevision(opened.config, opened.folder)
    return { kind: 'found', text, revision: undefined }
  } catch (fault) {
    throw cannotReadPolicies(opened.config.policies.file ?? '', fault, language)
  }
}

/** Throws `CommandFailure`. */
export async function ofFile(file: string, language: Language): Promise<PolicyText> {
  try {
    return { name: file, file, yaml: await readPolicyFile(file), from: 'file' }
  } catch (fault) {
    throw cannotReadPolicies(file, fault, language)
  }
}

/** For a file of policies. */
export function cannotReadPolicies(file: string, fault: unknown, language: Language): CommandFailure {
  const code = codeOf(fault)
  return new CommandFailure(cliTexts[language].cannotRead(file, code))
}

function found(revision: Revision): NamedText {
  return { kind: 'found', text: textOfRevision(revision), revision }
}

function unknown(database: DatabaseSync | undefined, word: string, language: Language): NamedText {
  const newest = database === undefined ? undefined : listRevisions(database, 1)[0]?.number
  return { kind: 'not-there', why: cliPolicyTexts[language].unknownRevision(word, newest) }
}
