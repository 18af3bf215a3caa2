/** Writes `sekisho.yaml` with every setting, its description and its default, from the schema alone. */

import { Document, visit } from 'yaml'
import { type SettingNode, settingTree } from '../config/settings-tree.ts'
import { configTexts } from '../text/cli-config.ts'
import type { Language } from '../text/language.ts'
import { settingDescription } from '../text/settings.ts'
import { wrapText } from './wrap.ts'

const width = 100

/** What stands where the schema has no default: a start for required settings, an example for the others. */
const examples: Readonly<Record<string, string | number | readonly string[]>> = {
  'listeners[].name': 'smtp',
  'listeners[].port': 2525,
  'listeners[].certificate': 'certificate.pem',
  'listeners[].key': 'key.pem',
  'listeners[].exchangeOnline.tenantId': '00000000-0000-0000-0000-000000000000',
  'listeners[].exchangeOnline.organization': 'example.co.jp',
  'users[].name': 'sato@example.co.jp',
  'users[].passwordHash':
    '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE',
  'users[].addresses': ['sato@example.co.jp'],
  usersFile: 'users.yaml',
  'limits.mailsPerClient': 600,
  'routes[].name': 'partner',
  'routes[].domains': ['example.co.jp'],
  'policies.file': 'policies.yaml',
  'tlsProbe.authorities': 'authorities.pem',
  'decisions.syslog.host': 'syslog.example.co.jp',
  'decisions.syslog.serverName': 'syslog.example.co.jp',
  'decisions.syslog.authorities': 'authorities.pem',
  'decisions.webhook.authorities': 'authorities.pem',
  'decisions.webhook.url': 'https://hooks.example.co.jp/mail-decisions',
  'decisions.webhook.secret': 'webhook.key',
  'routes[].nextHop.kind': 'mx',
  'nextHop.hosts[].auth.user': 'gate@example.co.jp',
  'nextHop.hosts[].auth.secret': 'secret.txt',
  'reports.language': 'ja',
  'nextHop.hosts[].host': 'mail.example.co.jp',
  'nextHop.hosts[].serverName': 'mail.example.co.jp',
  'nextHop.hosts[].authorities': 'authorities.pem',
  'nextHop.loopMark.key': 'loop-mark.key',
  'night.guard.withoutApprover': 10,
  'night.publish[].name': 'gate2',
  'night.publish[].target': 'https://gate2.example.co.jp',
  'night.publish[].tokenFile': 'gate2.token',
  'night.alarms.mail.from': 'gate@example.co.jp',
  'night.alarms.mail.to': ['administrators@example.co.jp'],
  'night.alarms.mail.host': 'mail.example.co.jp',
  'night.alarms.webhook.url': 'https://hooks.example.co.jp/night',
  'night.alarms.webhook.secret': 'webhook.key',
  'night.alarms.syslog.host': 'syslog.example.co.jp',
  'night.alarms.syslog.serverName': 'syslog.example.co.jp',
  'night.alarms.syslog.authorities': 'authorities.pem',
  'night.alarms.successUrl': 'https://monitor.example.co.jp/ping/sekisho',
  'refusal.templates': 'templates',
}

function flowValue(value: unknown): string {
  const document = new Document(value)
  visit(document, {
    Scalar: (_, node) => {
      // Readers of YAML 1.1 take no plain text that begins with a colon inside brackets.
      if (typeof node.value === 'string' && node.value.startsWith(':')) node.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ collectionStyle: 'flow', lineWidth: 0 }).trimEnd()
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}

function commentedOut(lines: readonly string[]): string[] {
  return lines.map((line) => (line.startsWith('#') ? line : `# ${line}`))
}

/** Puts the dash of a list item before its first key; comments above that key stay above the dash. */
function asListItem(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => !line.startsWith('#'))
  return lines.map((line, index) =>
    index < first ? `  ${line}` : index === first ? `  - ${line}` : `    ${line}`,
  )
}

function commentOf(node: SettingNode, path: string, language: Language): string[] {
  const description = settingDescription(path, node.description ?? '', language)
  const choices = node.enum === undefined ? '' : ` ${configTexts[language].oneOf(node.enum)}`
  return wrapText(`${description}${choices}`, width).map((line) => `# ${line}`)
}

/** The settings of a map, one after the other. */
function mapLines(node: SettingNode, path: string, language: Language): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
    settingLines(
      key,
      child,
      path === '' ? key : `${path}.${key}`,
      node.required?.includes(key) === true,
      language,
    ),
  )
}

function settingLines(
  key: string,
  node: SettingNode,
  path: string,
  required: boolean,
  language: Language,
): string[] {
  const comment = commentOf(node, path, language)
  const space = path.includes('.') || path.includes('[') ? [] : ['']
  if (node.sameAs !== undefined) {
    return [...space, ...comment, `${key}:`, `  kind: ${String(examples[`${path}.kind`] ?? '')}`]
  }
  if (node.oneOf !== undefined) {
    const [first = [], ...others] = node.oneOf.map((form) => [
      `${key}:`,
      ...indented(mapLines(form, path, language)),
    ])
    const kinds = node.oneOf.map((form) => form.properties?.['kind']?.const ?? '')
    const instead = others.flatMap((lines, index) =>
      commentedOut([`# ${configTexts[language].instead(kinds[index + 1] ?? '')}`].concat(lines)),
    )
    return [...space, ...comment, ...first, ...instead]
  }
  if (node.const !== undefined) return [`${key}: ${node.const}`]
  const body =
    node.properties !== undefined
      ? [`${key}:`, ...indented(mapLines(node, path, language))]
      : node.items?.properties !== undefined
        ? [`${key}:`, ...asListItem(mapLines(node.items, `${path}[]`, language))]
        : [`${key}: ${flowValue(node.default ?? examples[path] ?? '')}`]
  const isLeftOut =
    (!required && node.default === undefined) || hasNothingSet(node, body) || isExampleOfNone(node)
  return [...space, ...comment, ...(isLeftOut ? commentedOut(body) : body)]
}

/** A map of which every setting is commented out: it would be read as no value at all. */
function hasNothingSet({ properties }: SettingNode, [, ...settings]: readonly string[]): boolean {
  return properties !== undefined && settings.every((line) => line.trimStart().startsWith('#'))
}

/** The default is an empty list; what stands there shows the form of an item. */
function isExampleOfNone({ items, default: usual }: SettingNode): boolean {
  return items?.properties !== undefined && Array.isArray(usual) && usual.length === 0
}

/** The text of a configuration file that says all there is to say. */
export function defaultConfigText(language: Language): string {
  const head = configTexts[language].head.map((line) => `# ${line}`)
  const lines = [...head, ...mapLines(settingTree(), '', language)]
  return `${lines.join('\n')}\n`
}
