/** The people of one HR dump, as values. Reading the dump is `read-dump.ts`. */

/** 所属・役職: one row of the dump. */
export interface Post {
  /** First physical line of the record in the dump, from 1. */
  readonly line: number
  /** 兼務; otherwise this is the main post (主務). */
  readonly concurrent: boolean
  /** Unit codes, outermost first, one for each level of the layout; `''` is blank. */
  readonly units: readonly string[]
  /** Unit names, parallel to `units`; `''` where the dump gives none. */
  readonly unitNames: readonly string[]
  readonly role: string
  /** Values of the layout's attributes, parallel to `DumpLayout.attributes`. */
  readonly attributes: readonly string[]
}

/** 社員: one employee number. */
export interface Person {
  readonly employee: string
  readonly name: string
  /** All addresses of all rows, ASCII lower case, in file order, each once. */
  readonly addresses: readonly string[]
  /** In file order; exactly one is the main post. */
  readonly posts: readonly Post[]
  readonly main: Post
}
