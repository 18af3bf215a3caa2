/**
 * What can be wrong with `sekisho.yaml`: one value for each fault, with its place. The sentence a person
 * reads comes from `text/config-problems.ts`.
 */

export type ConfigFault =
  | { readonly kind: 'file-unreadable'; readonly detail: string }
  | { readonly kind: 'not-yaml'; readonly detail: string }
  | { readonly kind: 'several-documents' }
  | { readonly kind: 'key-twice' }
  | {
      readonly kind: 'unknown-key'
      readonly key: string
      /** The known key that looks most like it, if one does. */
      readonly nearest: string | undefined
      readonly known: readonly string[]
    }
  | { readonly kind: 'missing-setting'; readonly key: string }
  | { readonly kind: 'wrong-type'; readonly expected: ExpectedType }
  | {
      readonly kind: 'not-a-choice'
      readonly choices: readonly string[]
      readonly nearest: string | undefined
    }
  | { readonly kind: 'too-small'; readonly minimum: number; readonly inclusive: boolean }
  | { readonly kind: 'too-large'; readonly maximum: number }
  | { readonly kind: 'empty-text' }
  | { readonly kind: 'empty-list' }
  | { readonly kind: 'not-an-ip-address' }
  | { readonly kind: 'not-a-network' }
  | { readonly kind: 'not-an-address' }
  | { readonly kind: 'not-a-host-name' }
  | { readonly kind: 'not-a-host' }
  | { readonly kind: 'not-a-name-server' }
  | { readonly kind: 'not-a-domain' }
  | { readonly kind: 'route-unused' }
  | { readonly kind: 'route-name-twice' }
  | { readonly kind: 'target-name-twice' }
  | { readonly kind: 'target-twice' }
  | { readonly kind: 'target-not-a-url' }
  | { readonly kind: 'target-needs-token' }
  | { readonly kind: 'token-for-folder' }
  | { readonly kind: 'tls-needs'; readonly setting: 'certificate' | 'key'; readonly tls: string }
  | { readonly kind: 'tenant-not-named' }
  | { readonly kind: 'authentication-needs-tls' }
  | { readonly kind: 'not-a-password-hash' }
  | { readonly kind: 'user-twice' }
  | { readonly kind: 'path-too-long'; readonly path: string; readonly octets: number }
  | { readonly kind: 'listener-name-twice' }
  | { readonly kind: 'listener-socket-twice'; readonly other: string }
  | { readonly kind: 'no-such-file'; readonly path: string }
  | { readonly kind: 'other'; readonly detail: string }

export type ExpectedType = 'text' | 'number' | 'whole-number' | 'true-or-false' | 'list' | 'map'

export interface ConfigProblem {
  /** The configuration file, as it was named. */
  readonly file: string
  /** From 1; `undefined` where the fault is the file itself. */
  readonly line: number | undefined
  readonly column: number | undefined
  /** The setting, for example `listeners[0].port`; `''` for the whole file. */
  readonly setting: string
  /** The text at fault as it stands there, shortened to 100 characters; `''` if none. */
  readonly value: string
  readonly fault: ConfigFault
}
