/** Documents point to what exists: files of relative links, npm scripts, rooms named in ARCHITECTURE.md. */

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { mayImport } from './import-levels.ts'
import { trackedFiles } from './tracked-files.ts'

const link = /\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)/g
const npmScript = /npm run ([a-z][a-z:-]*)/g

function packageScripts(): readonly string[] {
  const manifest: unknown = JSON.parse(readFileSync('package.json', 'utf8'))
  if (typeof manifest !== 'object' || manifest === null || !('scripts' in manifest)) return []
  return Object.keys(manifest.scripts ?? {})
}

export function documentFaults(): readonly string[] {
  const scripts = packageScripts()
  const faults: string[] = []
  for (const path of trackedFiles('*.md')) {
    const text = readFileSync(path, 'utf8')
    for (const [, target = ''] of text.matchAll(link)) {
      if (/^[a-z]+:/.test(target) || existsSync(join(dirname(path), decodeURI(target)))) continue
      faults.push(`${path} links to ${target}, which does not exist.`)
    }
    for (const [, script = ''] of text.matchAll(npmScript)) {
      if (!scripts.includes(script)) faults.push(`${path} names "npm run ${script}", which does not exist.`)
    }
  }
  const map = readFileSync('ARCHITECTURE.md', 'utf8')
  for (const room of Object.keys(mayImport)) {
    if (!map.includes(`\`${room}/\``)) faults.push(`ARCHITECTURE.md does not name the room ${room}/.`)
  }
  return faults
}
