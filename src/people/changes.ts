/** What differs between two rosters, as values that can be written down as JSON. Finding it is `compare.ts`. */

import type { Standing } from './unfold.ts'

/** Of one post. */
export interface PostInChange {
  /** Codes, outermost first; `''` is blank. */
  readonly units: readonly string[]
  /** Parallel to `units`; `''` where the dump gives no name. */
  readonly unitNames: readonly string[]
  readonly role: string
}

/** A person with his main post: of the later roster; for somebody who has left, of the earlier one. */
export interface PersonInChange extends PostInChange {
  readonly employee: string
  readonly name: string
}

/** A mailbox is called by its first address. */
export type SenderInChange =
  | ({ readonly kind: 'person' } & PersonInChange)
  | { readonly kind: 'mailbox'; readonly address: string }

/** One of the two rosters in figures. */
export interface RosterInFigures {
  /** Tells this import from all others. */
  readonly snapshot: string
  /** `YYYY-MM-DD`: the day the rules were asked for. */
  readonly day: string
  readonly people: number
  readonly posts: number
  readonly units: number
  /** People with an address, and mailboxes. */
  readonly senders: number
  /** Senders whose outside mail goes without anybody, whatever lets it go. */
  readonly exempt: number
  /** Senders whose outside mail never goes: in no pattern, or nobody is there who could approve. */
  readonly withoutApprover: number
  readonly groups: number
}

export interface PeopleChanges {
  readonly joined: readonly PersonInChange[]
  readonly left: readonly PersonInChange[]
  /** The main post is in other units. */
  readonly moved: readonly { readonly person: PersonInChange; readonly from: PostInChange }[]
  /** The main post's role is in a higher tier of the pattern, or the role is exempt now. */
  readonly promoted: readonly { readonly person: PersonInChange; readonly from: string }[]
  readonly demoted: readonly { readonly person: PersonInChange; readonly from: string }[]
  /** Another role, and the rules do not say which is the higher. */
  readonly roleChanged: readonly { readonly person: PersonInChange; readonly from: string }[]
  /** Of people in both rosters. */
  readonly concurrentGained: readonly { readonly person: PersonInChange; readonly post: PostInChange }[]
  readonly concurrentLost: readonly { readonly person: PersonInChange; readonly post: PostInChange }[]
  readonly renamed: readonly { readonly person: PersonInChange; readonly from: string }[]
  readonly addresses: readonly {
    readonly person: PersonInChange
    readonly gained: readonly string[]
    readonly lost: readonly string[]
  }[]
}

/** A unit is told from others by its own code and all codes above it. */
export interface UnitInChange {
  /** Which level. */
  readonly key: string
  /** Down to its own. */
  readonly codes: readonly string[]
  /** `''` where the dump gives none. */
  readonly name: string
}

export interface UnitChanges {
  readonly born: readonly UnitInChange[]
  readonly gone: readonly UnitInChange[]
  readonly renamed: readonly (UnitInChange & { readonly from: string })[]
}

/** Senders for whom the same people are approvers now, or are no longer. */
export interface ApproverChange {
  readonly senders: readonly SenderInChange[]
  readonly gained: readonly PersonInChange[]
  readonly lost: readonly PersonInChange[]
}

export interface ApproverChanges {
  /** Had an approver, or needed none; has none now. */
  readonly loseEvery: readonly { readonly sender: SenderInChange; readonly lost: readonly PersonInChange[] }[]
  /** New as a sender, and without an approver from the start. */
  readonly newWithout: readonly SenderInChange[]
  /** Had none. */
  readonly getFirst: readonly {
    readonly sender: SenderInChange
    readonly gained: readonly PersonInChange[]
  }[]
  /** Had approvers and has some; not the same. */
  readonly changed: readonly ApproverChange[]
}

/** Whose outside mail goes without anybody; a sender without an address is `absent`, as one who is not there. */
export interface ExemptChanges {
  readonly gained: readonly { readonly sender: SenderInChange; readonly was: Exclude<Standing, 'free'> }[]
  readonly lost: readonly { readonly sender: SenderInChange; readonly is: Exclude<Standing, 'free'> }[]
}

/** `hash` as in `group-hash.ts`; `members` is how many. */
export interface GroupInChange {
  readonly name: string
  readonly members: number
  readonly hash: string
}

/** Each list by name. */
export interface GroupChanges {
  readonly create: readonly GroupInChange[]
  readonly overwrite: readonly (GroupInChange & {
    readonly before: { readonly members: number; readonly hash: string }
  })[]
  readonly delete: readonly GroupInChange[]
}

export interface RosterChanges {
  readonly before: RosterInFigures
  readonly after: RosterInFigures
  readonly people: PeopleChanges
  readonly units: UnitChanges
  readonly approvers: ApproverChanges
  readonly exempt: ExemptChanges
  readonly groups: GroupChanges
}
