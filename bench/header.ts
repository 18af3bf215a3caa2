/** Time that reading one header takes: `node bench/header.ts`. */

import { readMail } from '../src/mail/read-mail.ts'

const limits = { headerFields: 1_000, addresses: 10_000 }
const rounds = 7
const perRound = 20_000

function header(fields: readonly string[]): Buffer {
  return Buffer.from(`${fields.join('\r\n')}\r\n\r\n`, 'latin1')
}

const received = (host: string): string =>
  `Received: from ${host}.example.co.jp (2001:db8:404:14::7) by\r\n ${host}2.example.co.jp (2001:db8:404:2d::16) with Microsoft SMTP\r\n Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id\r\n 15.20.8137.14; Mon, 6 Apr 2026 01:23:45 +0000`

const exchange = header([
  received('TYWP286MB2345'),
  received('TYCP286MB1234'),
  received('OS0P286CA0071'),
  `ARC-Seal: i=1; a=rsa-sha256; s=arcselector10001; d=example.com; cv=none;\r\n b=${'k3Vd9fQz'.repeat(43)}`,
  `ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com;\r\n s=arcselector10001;\r\n h=From:Date:Subject:Message-ID:Content-Type:MIME-Version;\r\n bh=${'Zm9v'.repeat(11)}; b=${'q8Lw2sXc'.repeat(43)}`,
  'From: "SATO, Taro" <taro.sato@example.co.jp>',
  'To: "customer@example.com" <customer@example.com>, "Suzuki, Hanako"\r\n <hanako.suzuki@example.co.jp>',
  'CC: =?iso-2022-jp?B?GyRCOzNFRBsoQg==?= <yamada@example.co.jp>',
  'Subject: Quarterly report of the Osaka branch',
  'Thread-Topic: Quarterly report of the Osaka branch',
  'Message-ID: <TYCP286MB1234A1B2C3D4E5F60718293A4B5C@TYCP286MB1234.JPNP286.PROD.OUTLOOK.COM>',
  'Date: Mon, 6 Apr 2026 01:23:40 +0000',
  'X-MS-Exchange-CrossTenant-Id: 9f0ab3b8-6f3f-4d5e-8f4b-0c3a51f5d111',
  `X-Microsoft-Antispam-Message-Info: ${'Vb7Nq0Wd'.repeat(60)}`,
  'Content-Type: multipart/alternative;\r\n\tboundary="_000_TYCP286MB1234A1B2C3D4_"',
  'MIME-Version: 1.0',
])

const cases: readonly (readonly [string, Buffer])[] = [
  ['Exchange, 16 fields', exchange],
  [
    'Japanese subject in encoded words',
    header([
      'From: taro.sato@example.co.jp',
      'To: customer@example.com',
      'Subject: =?ISO-2022-JP?B?GyRCO0A7fSRBJE43fyRLJEQkJCRGGyhC?=\r\n =?ISO-2022-JP?B?GyRCJDQ7MkokIXobKEI=?=',
    ]),
  ],
  [
    'raw Shift_JIS display names',
    header([
      'From: taro.sato@example.co.jp',
      'To: "\x8d\xb2\x93\xa1" <customer@example.com>, \x8d\xb2\x93\xa1 <sato@example.co.jp>',
    ]),
  ],
  [
    '500 recipients',
    header([
      'From: taro.sato@example.co.jp',
      `To: ${Array.from({ length: 500 }, (_, index) => `"Person ${index}" <person${index}@example.com>`).join(',\r\n ')}`,
    ]),
  ],
]

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
}

for (const [name, bytes] of cases) {
  const times: number[] = []
  const count = Math.max(200, Math.floor(perRound / (bytes.length / 1_000)))
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    for (let index = 0; index < count; index++) readMail(bytes, limits)
    times.push(((performance.now() - start) * 1_000) / count)
  }
  console.log(`${name}: ${bytes.length} octets, ${median(times).toFixed(2)} µs`)
}
