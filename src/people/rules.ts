/**
 * What `rules.yaml` says, as values. Owns the shape of the rules; reading the file is
 * `read-rules.ts`, and every name in here (unit keys, tiers, groups) has been checked there.
 */

/** A unit, role or attribute code as HR writes it. Always text: `007` is not `7`. */
export type Code = string

/** What a matcher asks of one value of a post. */
export type Wanted =
  | { readonly kind: 'codes'; readonly codes: readonly Code[] }
  /** `"-"`: the value is blank. */
  | { readonly kind: 'blank' }
  /** `"+"`: the value is not blank. */
  | { readonly kind: 'present' }
  /** `"*"`: the value is not looked at. */
  | { readonly kind: 'any' }

/** One line of a matcher. `key` is a unit key, an attribute, `role`, `employee` or `email`. */
export interface Condition {
  readonly key: string
  readonly wanted: Wanted
}

/** All conditions must hold, on one and the same post. An empty matcher matches everybody. */
export type Matcher = readonly Condition[]

/** One entry of an `accept`, `also` or `whenVacant` list: it names people. */
export type AcceptEntry =
  | {
      readonly kind: 'same'
      /** Unit keys at which the approver's post must equal the sender's main post. */
      readonly same: readonly string[]
      readonly by: { readonly tiers: readonly string[] } | { readonly roles: readonly Code[] }
      /** The approver's post must also match the `when` of the sender's pattern. */
      readonly samePattern: boolean
    }
  | { readonly kind: 'people'; readonly employees: readonly string[] }
  | { readonly kind: 'group'; readonly groups: readonly string[] }
  | { readonly kind: 'attribute'; readonly attribute: string }
  | { readonly kind: 'matcher'; readonly matcher: Matcher }

export type AcceptList = readonly AcceptEntry[]

/** One row of a pattern: what senders of these tiers have to ask for. */
export interface SenderRow {
  /** `'*'`: anybody, in a tier or in none. */
  readonly tiers: '*' | readonly string[]
  readonly accept: AcceptList
  /** Lists looked at in order, each only if all before it named nobody. */
  readonly whenVacant: readonly AcceptList[]
}

/** パターン: how one kind of organization is run. */
export interface Pattern {
  readonly id: string
  /** For people; equal to `id` when the rules give none. */
  readonly name: string
  readonly when: Matcher
  /** Tier name to role codes, in the order of the file. A role stands in one tier only. */
  readonly tiers: ReadonlyMap<string, readonly Code[]>
  readonly senders: readonly SenderRow[]
}

/** 個別定義: an exception to the patterns, with optional dates (`YYYY-MM-DD`, both included). */
export interface Exception {
  readonly id: string
  readonly who: Matcher
  readonly from: string | undefined
  readonly until: string | undefined
  readonly decides:
    | { readonly kind: 'exempt' }
    | {
        readonly kind: 'accept'
        readonly accept: AcceptList
        readonly whenVacant: readonly AcceptList[]
      }
    | undefined
  readonly also: AcceptList
}

/** An address that is nobody's: a shared mailbox or a system. Addresses are ASCII lower case. */
export type Mailbox = { readonly addresses: readonly string[] } & (
  | { readonly kind: 'exempt' }
  | { readonly kind: 'accept'; readonly accept: AcceptList }
)

export type Encoding = 'auto' | 'utf-8' | 'cp932' | 'euc-jp'

/** Which column of the dump is what. */
export interface DumpLayout {
  readonly encoding: Encoding
  readonly columns: {
    readonly employee: string
    readonly name: string | undefined
    readonly email: string
    readonly aliases: string | undefined
    readonly role: string
    readonly concurrent: string | undefined
  }
  /** Outermost first. `name` is the column that holds the unit's name. */
  readonly units: readonly {
    readonly key: string
    readonly column: string
    readonly name: string | undefined
  }[]
  readonly attributes: readonly { readonly key: string; readonly column: string }[]
}

export type AllowOrReject = 'allow' | 'reject'

/** The whole of `rules.yaml`. */
export interface Rules {
  /** IANA name; the calendar day of a verdict is the day there. Default `Asia/Tokyo`. */
  readonly timezone: string
  /** ASCII lower case, exact. */
  readonly localDomains: readonly string[]
  readonly layout: DumpLayout
  readonly groups: ReadonlyMap<string, readonly Matcher[]>
  readonly mailboxes: readonly Mailbox[]
  readonly exempt: readonly Matcher[]
  readonly exceptions: readonly Exception[]
  readonly patterns: readonly Pattern[]
  readonly unmatchedSender: AllowOrReject
  readonly unknownSender: AllowOrReject
  readonly noApprover: AllowOrReject
}
