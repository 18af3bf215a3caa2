/** Programs from Debian's packages that tests talk to. What is missing is left out and named, never passed over. */

import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const packages = [
  { name: 'postfix', programs: ['postfix', 'smtp-source', 'smtp-sink'] },
  { name: 'openssl', programs: ['openssl'] },
  { name: 'python3', programs: ['python3'] },
  { name: 'strace', programs: ['strace'] },
  { name: 'faketime', programs: ['faketime'] },
] as const

export type DebianPackage = (typeof packages)[number]['name']

function isInstalled(program: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => existsSync(join(folder, program)))
}

/** The packages that are not there, each with the command that brings it. */
export function missingPackages(): readonly { readonly name: DebianPackage; readonly install: string }[] {
  return packages
    .filter(({ programs }) => !programs.every(isInstalled))
    .map(({ name }) => ({ name, install: `apt-get install ${name}` }))
}

/** For the `skip` option of a test: `false` where the package is there, else the sentence that names it. */
export function leftOutWithout(name: DebianPackage): string | false {
  const missing = missingPackages().find((other) => other.name === name)
  return missing === undefined ? false : `needs ${name} (${missing.install})`
}
