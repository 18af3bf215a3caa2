/**
 * What can be wrong with `policies.yaml`: one value for each fault, with its place. The sentence that a person reads comes
 * from `text/policy-problems.ts`.
 */

import type { Stage } from './document.ts'

/** Every kind of fault, with what its sentence needs beside the place. */
export interface PolicyFaults {
  // The file and its YAML
  'too-large': { readonly characters: number; readonly limit: number }
  'file-empty': object
  'yaml-syntax': { readonly detail: string }
  'yaml-documents': object
  'yaml-tag': object
  'yaml-alias': { readonly detail: string }
  'key-twice': object
  'too-deep': { readonly limit: number }
  'too-many-conditions': { readonly limit: number }

  // Shape
  'wrong-type': { readonly expected: ExpectedType }
  'key-missing': { readonly key: string }
  'key-unknown': { readonly known: readonly string[]; readonly meant: string | undefined }
  'value-unknown': { readonly allowed: readonly string[]; readonly meant: string | undefined }
  /** `least` and `most`: of a number itself, of a text its characters, of a list its items. */
  'out-of-bounds': {
    readonly of: 'number' | 'text' | 'list' | 'map'
    readonly least: number | undefined
    readonly most: number | undefined
  }
  /** `form`: one that has a name, otherwise `pattern`. */
  'not-of-form': { readonly form: FormName; readonly pattern: string }
  /** Several forms are allowed and none fits. */
  'no-form-fits': { readonly expected: readonly ExpectedType[] }
  /** What a schema says in its own words. */
  'not-valid': { readonly detail: string }

  // Trees of conditions
  /** `all`, `any`, `not`, `set` or a condition's kind, and only one of them. */
  'one-key': { readonly found: readonly string[] }
  'condition-unknown': { readonly known: readonly string[]; readonly meant: string | undefined }
  'set-circle': { readonly names: readonly string[] }
  pattern: { readonly detail: string }
  bounds: { readonly detail: string }
  'list-kind': { readonly detail: string }
  'one-of': { readonly detail: string }
  value: { readonly detail: string }

  // Names
  'name-unknown': {
    readonly what: 'list' | 'table' | 'set' | 'policy'
    readonly known: readonly string[]
    readonly meant: string | undefined
  }
  /** `line`: where the id stands first. */
  'id-twice': { readonly line: number }
  'skips-earlier': object
  'skips-other-stage': object

  // Meaning
  'stage-of-action': { readonly stage: Stage }
  'break-glass-without-pass': object
  'hold-not-yet': object
  'day-unknown': object
  'dates-reversed': { readonly from: string }
  'hours-empty': object
  'address-malformed': object
  'domain-malformed': object
  'list-needs-one-kind': object
  'text-not-ascii': object
  'text-missing': object
  'column-twice': object
  'column-unknown': { readonly known: readonly string[]; readonly meant: string | undefined }
  'row-length': { readonly expected: number; readonly found: number }
}

export type ExpectedType = 'map' | 'list' | 'text' | 'number' | 'whole-number' | 'true-or-false' | 'nothing'

export type FormName = 'day' | 'hours' | 'id' | 'name' | 'domain' | 'address' | 'pattern'

export type PolicyFaultKind = keyof PolicyFaults

/** One fault at one place. */
export interface PolicyProblem<Kind extends PolicyFaultKind = PolicyFaultKind> {
  readonly kind: Kind
  readonly detail: PolicyFaults[Kind]
  /** Counted from 1. */
  readonly line: number
  readonly column: number
  /** The text at fault, as it stands there, shortened to 100 characters; `''` if none. */
  readonly value: string
}

/** In the order of reading. */
export function inPlaceOrder(problems: readonly PolicyProblem[]): readonly PolicyProblem[] {
  return problems.toSorted((left, right) => left.line - right.line || left.column - right.column)
}
