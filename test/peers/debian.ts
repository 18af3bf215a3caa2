/** Programs from Debian's packages that tests talk to. What is missing is left out and named, never passed over. */

import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const packages = {
  postfix: ['postfix', 'smtp-source', 'smtp-sink'],
  openssl: ['openssl'],
  python3: ['python3'],
} as const

export type DebianPackage = keyof typeof packages

function isInstalled(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => existsSync(join(folder, program)))
}

/**
 * For the `skip` option of a test: `false` where the package is there, otherwise the sentence that names
 * what is left out and how to install it. `scripts/test.ts` collects these sentences.
 */
export function leftOutWithout(name: DebianPackage): string | false {
  return packages[name].every(isInstalled) ? false : `left out: needs ${name} (apt-get install ${name})`
}
