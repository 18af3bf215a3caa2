/** What the linter can find in a policy file: one value for each finding, with its place. */

import type { Condition, NameUse } from './condition.ts'
import type { PolicyDocument, PolicyPlace } from './document.ts'
import type { PolicySource } from './policies-yaml.ts'

type Named = Pick<Condition<unknown>, 'describe'>

/** A condition as a sentence can name it. */
export interface NamedCondition {
  readonly condition: Named
  readonly settings: unknown
  readonly isNegated: boolean
  readonly line: number
}

/** Another policy that a finding points at. */
export interface NamedPolicy {
  readonly id: string
  readonly line: number
}

/** Names that others than the file define; its own are checked when it is read. */
export type ForeignName = Exclude<NameUse['kind'], 'list' | 'table'>

/** Every kind of finding, with what its sentence needs. */
export interface Findings {
  // Trees
  /** No mail can meet it; `because`: two conditions that contradict each other, where two alone do. */
  'never-met': {
    readonly because: readonly [NamedCondition, NamedCondition] | undefined
    readonly whole: boolean
  }
  'always-met': {
    readonly because: readonly [NamedCondition, NamedCondition] | undefined
    readonly whole: boolean
  }
  /** Every mail that meets `when` meets `unless`. */
  'unless-covers-when': object
  'condition-twice': { readonly first: number }

  // Order
  /** Whatever would match has been stopped or passed by these before. */
  'never-reached': { readonly by: readonly NamedPolicy[]; readonly everyMail: boolean }
  /** Whatever would match has been refused or discarded by these before. */
  'already-refused': { readonly by: readonly NamedPolicy[]; readonly action: string }
  /** It passes every mail, so that this later rule on supervisors asks nobody. */
  'passes-supervisor-rule': { readonly rule: NamedPolicy }
  /** It passes a mail, or excepts it from a refusal (`unless`), by what anybody can write into his mail. */
  'rests-on-senders-word': {
    readonly by: 'pass' | 'unless'
    readonly named: NamedCondition
    /** It is `sender` for any one of the identities. */
    readonly isSender: boolean
  }

  // Time and mode
  'dates-over': { readonly until: string; readonly day: string }
  'off-for-long': { readonly since: string; readonly days: number }
  'skips-what-cannot-be-told': object

  // Names
  'name-unknown': {
    readonly what: ForeignName
    readonly name: string
    readonly known: readonly string[]
    readonly meant: string | undefined
  }
  'name-unused': { readonly what: 'list' | 'table' | 'set'; readonly name: string }
  'entry-twice': { readonly list: string; readonly entry: string }

  // Patterns
  'pattern-matches-everything': { readonly pattern: string }
  'pattern-never-matches': { readonly pattern: string }
  'pattern-empty-alternative': { readonly pattern: string }
}

export type FindingKind = keyof Findings

export interface Finding<Kind extends FindingKind = FindingKind> {
  readonly kind: Kind
  readonly severity: 'error' | 'warning'
  readonly place: PolicyPlace
  /** Id of the policy that it stands in; `undefined` outside the policies. */
  readonly policy: string | undefined
  readonly detail: Findings[Kind]
}

/** A finding, as a value: the detail must be that of the kind. */
export function finding<Kind extends FindingKind>(
  kind: Kind,
  severity: Finding['severity'],
  place: PolicyPlace,
  policy: string | undefined,
  detail: Findings[Kind],
): Finding<Kind> {
  return { kind, severity, place, policy, detail }
}

/** What a file is held against. */
export interface LintContext {
  readonly document: PolicyDocument
  /** The file that `document` was read from. */
  readonly source: Pick<PolicySource, 'value' | 'placeOf'>
  /** `YYYY-MM-DD`: today in the company. */
  readonly day: string
  /** Names that the file uses and others define; `undefined` for a kind that is not known here, which is then not checked. */
  readonly names: Readonly<Record<ForeignName, readonly string[] | undefined>>
  /** By policy id, the day since which the active revisions have had it off; as far as that is known. */
  readonly offSince: ReadonlyMap<string, string>
}

/** One rule of the linter. */
export type LintRule = (context: LintContext) => readonly Finding[]
