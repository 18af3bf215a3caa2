import assert from 'node:assert/strict'
import { Resolver } from 'node:dns'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { parse } from 'yaml'
import { readConfig } from '../../src/config/read.ts'
import { configSchema } from '../../src/config/schema.ts'
import { allSettings, settingsTable } from '../../src/cli/config-table.ts'
import { settingTree } from '../../src/config/settings-tree.ts'
import { configProblemTexts } from '../../src/text/config-problems.ts'
import { isDescribedInJapanese } from '../../src/text/settings.ts'
import { root, sekisho } from './command.ts'

describe('sekisho config', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sekisho-config-'))
    for (const file of ['hr.csv', 'rules.yaml'])
      copyFileSync(join(root, 'test/bank', file), join(folder, file))
  })
  after(() => rmSync(folder, { recursive: true }))

  async function check(text: string, ...words: string[]) {
    const file = join(folder, 'sekisho.yaml')
    writeFileSync(file, text)
    const ended = await sekisho(['config', '--check', file, ...words])
    return { ...ended, stdout: ended.stdout.replaceAll(file, 'sekisho.yaml') }
  }

  /** What `check` would print of the faults, without a process for each of many cases. */
  function faultsOf(text: string): string {
    const file = join(folder, 'sekisho.yaml')
    writeFileSync(file, text)
    const reading = readConfig(file)
    const faults = reading.kind === 'config' ? [] : reading.problems.map(configProblemTexts.en.fault)
    return faults.join('\n').replaceAll(file, 'sekisho.yaml')
  }

  for (const language of ['en', 'ja']) {
    it(`prints a file that is correct and says the defaults (${language})`, async () => {
      const printed = await sekisho(['config', '--language', language])
      assert.equal(printed.code, 0)
      const written = configSchema.parse(parse(printed.stdout))
      const least = configSchema.parse({
        listeners: [{ name: 'smtp', port: 2525 }],
        nextHop: { kind: 'outbox' },
      })
      assert.deepEqual(written, least)
      assert.equal((await check(printed.stdout)).code, 0)
    })
  }

  it('refuses a host name that would break the greeting and Received', () => {
    const rest = 'listeners: [{ name: smtp, port: 0 }]\nnextHop: { kind: outbox }\n'
    for (const name of ['', 'foo bar', '関所.jp', 'a..b', 'gate.', '-gate', '"gate\\r\\nX: y"']) {
      const faults = faultsOf(`hostname: ${name || '""'}\n${rest}`)
      assert.match(faults, /^sekisho\.yaml:1:11: hostname \(.*Expected a host name/, name)
    }
    for (const name of ['localhost', 'gate.example.co.jp', 'mail_gate.local', '"[192.0.2.1]"']) {
      assert.equal(faultsOf(`hostname: ${name}\n${rest}`), '')
    }
  })

  it('prints a file that readers of YAML 1.1 take as well: no plain text begins with a colon', async () => {
    const { stdout } = await sekisho(['config'])
    assert.match(stdout, /clients: \[ 127\.0\.0\.0\/8, "::1\/128" \]/)
    assert.doesNotMatch(stdout, /^[^#]*[[,] *:/m)
  })

  it('says in its own words that a second document is too many', async () => {
    const { code, stdout } = await check('nextHop: { kind: outbox }\n---\na: 1\n')
    assert.deepEqual([code, stdout.split(':', 2).join(':')], [1, 'sekisho.yaml:2'])
    assert.match(stdout, /A second YAML document begins here/)
  })

  it('names every setting in the printed file', async () => {
    const { stdout } = await sekisho(['config'])
    for (const { path } of allSettings()) {
      const key = path.split('.').at(-1)?.replace('[]', '')
      assert.match(stdout, new RegExp(`^[ #-]*${key}:`, 'm'), path)
    }
  })

  it('prints a file that is still correct when all that is commented out is used, in each form of the next hop', async () => {
    const { stdout } = await sekisho(['config'])
    const keys = new Set([
      'kind',
      ...allSettings().map(({ path }) => path.split('.').at(-1)?.replace('[]', '')),
    ])
    const used = stdout.split('\n').map((line) => {
      const [, mark = '', setting = '', key] = /^([ #]*?)((?:- )?(\w+):(?: .*)?)$/.exec(line) ?? []
      return keys.has(key) ? mark.replaceAll('# ', '') + setting : line
    })
    const starts = used.flatMap((line, index) => (line === 'nextHop:' ? [index] : []))
    const end = used.findIndex((line, index) => index > (starts.at(-1) ?? 0) && line === '')
    const kinds = starts.map((start, form) => {
      const lines = [
        ...used.slice(0, starts[0]),
        ...used.slice(start, starts[form + 1] ?? end),
        ...used.slice(end),
      ]
      const config = configSchema.parse(parse(lines.join('\n')))
      assert.equal(config.listeners[0]?.exchangeOnline?.organization, 'example.co.jp')
      return config.nextHop.kind
    })
    assert.deepEqual(
      kinds,
      settingTree().properties?.['nextHop']?.oneOf?.map((form) => form.properties?.['kind']?.const),
    )
  })

  it('describes every setting in English and in Japanese', () => {
    for (const { path, node } of allSettings()) {
      assert.notEqual(node.description ?? '', '', `${path} has no description in config.ts`)
      assert.ok(isDescribedInJapanese(path), `${path} is missing in text/settings.ts`)
    }
  })

  it('keeps the published JSON Schema current (sekisho config --json-schema > schema/sekisho.schema.json)', async () => {
    const { stdout } = await sekisho(['config', '--json-schema'])
    assert.equal(readFileSync(join(root, 'schema/sekisho.schema.json'), 'utf8'), stdout)
  })

  it('keeps the manual page current (its table is sekisho config --markdown)', () => {
    const manual = readFileSync(join(root, 'docs/configuration.md'), 'utf8')
    assert.ok(manual.includes(settingsTable()), 'docs/configuration.md lacks the current table of settings')
  })

  it('names every fault with line and column, and the known key that was meant', async () => {
    const { code, stdout } = await check(`listeners:
  - name: smtp
    port: 25
    tls: required
    clients: [10.0.0.0/33]
    exchangeOnline: {}
nextHop: { kind: outbox }
`)
    assert.equal(code, 1)
    assert.match(stdout, /^sekisho\.yaml:4:10: listeners\[0\]\.tls .*needs "certificate"/m)
    assert.match(stdout, /^sekisho\.yaml:4:10: listeners\[0\]\.tls .*needs "key"/m)
    assert.match(stdout, /^sekisho\.yaml:5:15: listeners\[0\]\.clients\[0\] \(10\.0\.0\.0\/33\): .*CIDR/m)
    assert.match(stdout, /^sekisho\.yaml:6:21: listeners\[0\]\.exchangeOnline: Name your tenant/m)

    const mistyped = await check(
      'listners: []\nlisteners: [{ name: a, port: 1, prot: 2 }]\nnextHop: { kind: outbx }\n',
    )
    assert.match(mistyped.stdout, /^sekisho\.yaml:1:1: .*Did you mean "listeners"\?/m)
    assert.match(mistyped.stdout, /^sekisho\.yaml:2:33: listeners\[0\]: .*Did you mean "port"\?/m)
    assert.match(mistyped.stdout, /^sekisho\.yaml:3:18: nextHop\.kind \(outbx\): .*Did you mean "outbox"\?/m)
  })

  it('says what is wrong in Japanese too', async () => {
    const { code, stdout } = await check('listeners: []\nnextHop: { kind: outbox }\n', '--language', 'ja')
    assert.equal(code, 1)
    assert.match(stdout, /^sekisho\.yaml:1:12: listeners: 1 件以上のリストを記述してください。/m)
  })

  it('takes one plain address as the sender of notices', () => {
    const start = 'listeners: [{ name: a, port: 0 }]\nnextHop: { kind: outbox }\n'
    for (const address of ['mailgate', 'Gate <mailgate@example.co.jp>', 'a@example.jp, b@example.jp']) {
      const faults = faultsOf(`${start}refusal: { from: "${address}" }\n`)
      assert.match(faults, /^sekisho\.yaml:3:18: refusal\.from .*: Expected one mail address/m)
    }
    assert.equal(faultsOf(`${start}refusal: { from: mailgate@example.co.jp }\n`), '')
  })

  it('names files that are missing', async () => {
    const { code, stdout } = await check(`organization: nowhere
listeners: [{ name: a, port: 0, tls: offered, certificate: c.pem, key: k.pem }]
nextHop: { kind: smart-hosts, hosts: [{ host: mail.example.com, authorities: a.pem }] }
refusal: { templates: letters }
`)
    assert.equal(code, 1)
    for (const file of ['nowhere', 'c.pem', 'k.pem', 'a.pem', 'letters']) {
      assert.ok(stdout.includes(join(folder, file)), `${file} is not named in ${stdout}`)
    }
  })

  it('names faults across settings beside values of a wrong type, in one pass', async () => {
    const { code, stdout } = await check(`organization: nowhere
listeners:
  - { name: a, port: 25, tls: offered, certificate: 5, key: k.pem }
  - { name: a, port: 25, authentication: required }
  - { name: b, port: smtp, adress: 10.0.0.1 }
  - { name: c, port: 0, tls: required, certifcate: c.pem, key: k.pem }
  - { nmae: d }
nextHop: { kind: smart-hosts, hosts: [{ host: a b, port: 99999 }, 5] }
log: { level: all }
operations: { address: here, port: x }
operations: { address: here, port: y }
`)
    assert.equal(code, 1)
    const faults = stdout.trimEnd().split('\n')
    const places = faults.map((line) => /^sekisho\.yaml:(\d+:\d+):/.exec(line)?.[1])
    const expected = [
      [1, /^sekisho\.yaml:1:15: organization \(nowhere\): There is no such file/m],
      [3, /listeners\[0\]\.certificate \(5\): Expected a text/],
      [3, /listeners\[0\]\.key \(k\.pem\): There is no such file/],
      [4, /listeners\[1\]\.name \(a\): Another listener has this name/],
      [4, /listeners\[1\]\.port \(25\): The listener "a" has this address and port/],
      [4, /listeners\[1\]\.authentication \(required\): Passwords go under TLS only/],
      [5, /listeners\[2\]\.port \(smtp\): Expected a number/],
      [5, /Did you mean "address"\?/],
      [6, /Did you mean "certificate"\?/],
      [6, /listeners\[3\]\.key \(k\.pem\): There is no such file/],
      [7, /Did you mean "name"\?/],
      [7, /The setting "name" is missing/],
      [7, /The setting "port" is missing/],
      [8, /hosts\[0\]\.host \(a b\): Expected one host name or IP address/],
      [8, /hosts\[0\]\.port \(99999\): Expected 65535 or less/],
      [8, /hosts\[1\] \(5\): Expected a map/],
      [9, /log\.level \(all\): Expected one of/],
      [11, /This key stands here a second time/],
      [10, /operations\.address \(here\): Expected an IP address/],
      [10, /operations\.port \(x\): Expected a number/],
    ] as const
    for (const [line, pattern] of expected) {
      const found = faults.find((fault) => pattern.test(fault))
      assert.match(found ?? '', new RegExp(`^sekisho\\.yaml:${line}:`), `${pattern} in\n${stdout}`)
    }
    assert.equal(faults.length, expected.length, `${places.join(' ')}\n${stdout}`)
  })

  it('says what is wrong with the file of users beside the faults of the configuration', async () => {
    writeFileSync(join(folder, 'users.yaml'), '- { name: sato, passwordHash: secret }\n')
    const { code, stdout } = await check(
      'usersFile: users.yaml\nlisteners: [{ name: a, port: x }]\nnextHop: { kind: outbox }\n',
    )
    assert.equal(code, 1)
    assert.match(stdout, /^sekisho\.yaml:2:30: listeners\[0\]\.port \(x\)/m)
    assert.match(stdout, /users\.yaml:1:31: \[0\]\.passwordHash: Expected an argon2id hash/m)
  })

  it('refuses a smart host that is no host, and a route that is no domain', () => {
    const start = 'listeners: [{ name: a, port: 0 }]\n'
    const withHost = (host: string) =>
      faultsOf(`${start}nextHop: { kind: smart-hosts, hosts: [{ host: "${host}" }] }\n`)
    for (const host of ['a b', 'mail.example.com:25', '@x', '[192.0.2.1]', '*.example.com', 'smtp://x']) {
      const faults = withHost(host)
      assert.match(
        faults,
        /^sekisho\.yaml:2:\d+: nextHop\.hosts\[0\]\.host .*Expected one host name or IP/,
        host,
      )
    }
    for (const host of ['mail.example.com', 'mail.example.com.', 'postfix_1', '192.0.2.1', '2001:db8::1']) {
      assert.equal(withHost(host), '')
    }
    const withDomain = (domain: string, host = 'mail') =>
      faultsOf(
        `${start}nextHop: { kind: outbox }\nroutes:\n  - { domains: ["${domain}"], nextHop: { kind: smart-hosts, hosts: [{ host: "${host}" }] } }\n`,
      )
    for (const domain of ['@x', 'a@example.com', '*', '*.', 'a b', 'example..com', 'ex*.com']) {
      const faults = withDomain(domain)
      assert.match(faults, /^sekisho\.yaml:4:\d+: routes\[0\]\.domains\[0\] .*Expected a domain/, domain)
    }
    for (const domain of ['example.com', '*.example.com', 'Example.COM.', '日本語.jp', '[192.0.2.1]']) {
      assert.equal(withDomain(domain), '')
    }
    assert.match(
      withDomain('example.com', 'a b'),
      /^sekisho\.yaml:4:\d+: routes\[0\]\.nextHop\.hosts\[0\]\.host \(/m,
    )
  })

  it('refuses a name server that is none, and a postmaster who is no address', () => {
    const start = 'listeners: [{ name: a, port: 0 }]\n'
    const withServer = (server: string) => faultsOf(`${start}nextHop: { kind: mx, servers: ["${server}"] }\n`)
    for (const server of [
      'dns.example.com',
      '192.0.2.53:0',
      '192.0.2.53:70000',
      '192.0.2',
      '2001:db8::53]',
      '',
    ]) {
      assert.match(
        withServer(server),
        /^sekisho\.yaml:2:\d+: nextHop\.servers\[0\] .*Expected the IP address of a name server/,
        server,
      )
    }
    for (const server of ['192.0.2.53', '192.0.2.53:5353', '2001:db8::53', '[2001:db8::53]:5353']) {
      assert.equal(withServer(server), '')
      assert.doesNotThrow(() => new Resolver().setServers([server]))
    }
    const hop = `${start}nextHop: { kind: outbox }\n`
    for (const address of [
      'postmaster',
      'a b@example.co.jp',
      '<postmaster@example.co.jp>',
      '@example.co.jp',
    ]) {
      assert.match(
        faultsOf(`${hop}reports: { postmaster: "${address}" }\n`),
        /^sekisho\.yaml:3:\d+: reports\.postmaster .*Expected one mail address/,
        address,
      )
    }
    assert.equal(faultsOf(`${hop}reports: { postmaster: postmaster@example.co.jp }\n`), '')
    assert.equal(faultsOf(`${hop}reports: { postmaster: "" }\n`), '')
  })

  it('reports YAML that cannot be read at its place', async () => {
    const { code, stdout } = await check('listeners: [\nnextHop: x: y\n')
    assert.equal(code, 1)
    assert.match(stdout, /^sekisho\.yaml:\d+:\d+: This is not valid YAML/m)
  })

  it('fails with exit code 2 for a file that is not there, and prints no stack trace', async () => {
    const { code, stdout, stderr } = await sekisho(['config', '--check', join(folder, 'missing.yaml')])
    assert.equal(code, 2)
    assert.equal(stdout, '')
    assert.match(stderr, /missing\.yaml: There is no such file/)
    assert.doesNotMatch(stderr, /^ {4}at /m)
  })
})
