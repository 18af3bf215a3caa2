/** The manual of the conditions in English. */

import type { ConditionManual } from './condition-manual.ts'

const which = {
  outside: '`true`: outside the company, as for the supervisor rule. `false`: inside.',
  domain:
    'Domains, or `{ list: name }`. `example.com` is that domain alone, `*.example.com` all below it. Internationalized domains in either spelling.',
  address: 'Addresses, or `{ list: name }`. Compared as a whole, without case.',
  list: 'Lists of addresses or of domains by name: it is in one of them.',
  group:
    'Groups by name, of `rules.yaml` or put by the API; one `*` in a name stands for any text (`"*/senders"`: somebody of any such group).',
}

const quantity = {
  any: 'At least one is such.',
  all: 'There are some, and all are such.',
  none: 'Not one is such.',
  count: 'So many are such, `atLeast` and `atMost`; with `of`.',
  of: 'What `count` counts; left out: each.',
}

const text = {
  in: '`body` (default): what a reader of the mail sees, and what is hidden there. `attachments`: the text of files, in archives too. `anywhere`: both, counted together.',
  unsupported:
    '`cannot-tell` (default): a file in a format that is not read leaves the answer open, if what was read does not decide it. `ignore`: such a file counts as without text. Images, sound, films and the signatures of mails always do.',
}

export const englishManual: Readonly<Record<string, ConditionManual>> = {
  approver: {
    about:
      'The supervisor rule: outside mail of which nobody who may approve it is in To or Cc. Its evidence is the verdict on each sender that the mail shows. Never "cannot tell": what cannot be read is outside and no approver. `approver: missing` is the short form.',
    settings: {
      is: '`missing`.',
      in: 'Where the approver must stand: `header`, `envelope`, `both`. Default: `supervisorInCc.approver` of the configuration.',
    },
  },
  report: {
    about:
      '`report: real`: a delivery report or a read receipt, by its null envelope sender and `multipart/report`. A null sender alone is none. `report: automatic`: an automatic reply, by its null envelope sender and `Auto-Submitted: auto-replied`; whoever can send with a null sender can claim it.',
    settings: {},
  },
  recipients: {
    about:
      'Any, all, none or so many of the recipients are such as described. All that is said must hold for one and the same recipient. Each address counts once, wherever it stands. An address that cannot be read is outside; whatever else is asked of it cannot be told, and neither can an upper bound, if that matters for the answer.',
    settings: {
      ...quantity,
      ...which,
      who: 'By their posts: a matcher as in `rules.yaml` (unit keys, attributes, `role`, `employee`, `email`; codes, `"-"`, `"+"`, `"*"`). One post of the person, main or concurrent, must match it whole.',
      in: '`anywhere` (default), `header` (To and Cc: what recipients see), `envelope` (where the mail goes), `bcc` (who gets it without standing in To or Cc).',
    },
  },
  outsideDomains: {
    about:
      'So many different domains of outside recipients, `atLeast` and `atMost`. With an address that cannot be read there may be more.',
    settings: {},
  },
  newRecipient: {
    about:
      'So many outside recipients to whom the sender (of the envelope) has never written before through this gate; `true` is one at least.',
    settings: {},
  },
  lookAlike: {
    about:
      'An outside recipient has a domain that looks like a known one and is neither it nor below it: letters of another script or digits in place of letters, one letter wrong, missing, added or two changed places (two in names of ten letters and more), another ending (`.com` for `.co.jp`), the known domain in front of another.',
    settings: {
      of: 'The known domains, or `{ list: name }`.',
      except: 'Domains that look alike and are not meant, or `{ list: name }`.',
    },
  },
  tableValues: {
    about:
      'The outside recipients stand for so many different values of a reference table: a mail to two clients at once. Recipients in no row are not counted; the first row that means a recipient speaks for him.',
    settings: {
      table: 'The name of the table.',
      domain: 'The column of domains (`*.example.com` for all below), or of addresses.',
      value: 'The column whose different values are counted.',
      count: 'How many, `atLeast` and `atMost`. Default: `atLeast: 2`.',
    },
  },
  notInTable: {
    about:
      'An outside recipient is in no row of a reference table, or in none that is for the sender: each department has its own clients. Of several senders each must have a row; a sender who is no person of the roster has none. No for mail that goes to nobody outside.',
    settings: {
      table: 'The name of the table.',
      domain: 'The column of domains (`*.example.com` for all below), or of addresses.',
      sender:
        'Unit keys, attributes or `role`, each with the column that must hold what the sender has there; `*` in a cell stands for anything. Left out: any row will do.',
    },
  },
  recipientTls: {
    about:
      'The mail servers of all outside recipients in the envelope take mail over TLS: `offered`, or `verified` with a certificate that holds. They are asked ahead and remembered; cannot tell for a domain that has not answered. Yes for mail that goes to nobody outside.',
    settings: {},
  },
  sender: {
    about:
      'The sender is such as described. A mail shows several senders: authors in From, the login, the envelope sender and Sender where they are of the roster. With an action that lets mail pass, ask with `identity: all`: anybody can write a second name into his mail. An author that cannot be read may be anybody.',
    settings: {
      ...which,
      who: 'By the main post: a matcher as in `rules.yaml`.',
      sharedMailbox: '`true`: it is a mailbox of `rules.yaml`. `false`: it is none.',
      identity: '`any` (default): one of the senders is such. `all`: each of them.',
    },
  },
  sameAttribute: {
    about:
      'Recipients have the same unit, attribute or role as the sender: one of their posts has the value of his main post. Somebody outside the roster is never the same.',
    settings: {
      key: 'A unit key, an attribute of `rules.yaml`, or `role`.',
      recipients: '`all` (default) or `any` of the recipients.',
    },
  },
  differentAttribute: {
    about:
      'Recipients are of another unit, attribute or role than the sender: none of their posts has the value of his main post. A wall between departments. Somebody outside the roster cannot be compared and does not count.',
    settings: {
      key: 'A unit key, an attribute of `rules.yaml`, or `role`.',
      recipients: '`any` (default) or `all` of the recipients.',
    },
  },
  groups: {
    about:
      'The sender is in one group, and no recipient in the other: how gateways decide that know nothing but groups. One `*` in both names stands for the same text, so that one policy serves for all pairs of `…/senders` and `…/approvers`. A sender in a group whose partner is missing has no approver. What cannot be read is nobody in a group.',
    settings: {
      senderIn: 'The group of the sender; one `*` is allowed.',
      noRecipientIn: 'The group that no recipient is in; a `*` stands for what it stands for in `senderIn`.',
      in: 'Where the recipient counts: `header` (default: To and Cc), `envelope`, `anywhere`.',
    },
  },
  subject: {
    about:
      'Words in the decoded subject, a pattern, or that it is blank. Cannot tell for what is beyond 8 KiB or in a charset that nobody knows.',
    settings: {
      words: 'Words, or `{ list: name }`: one of them is there.',
      matches: 'A regular expression over the decoded subject.',
      blank: '`true`: no subject, or nothing that a reader sees.',
    },
  },
  header: {
    about:
      'A field of the header. Whatever it says, the sender wrote it: let nothing pass by it that should be held.',
    settings: {
      field: 'Its name, without the colon; any case.',
      words: 'Words, or `{ list: name }`: one of them is in one of the fields of this name, decoded.',
      matches: 'A regular expression over one of the fields, decoded.',
      present: '`true`: there is such a field. `false`: there is none.',
    },
  },
  text: {
    about:
      'Words or a pattern in the text of the mail. All text parts are read in every charset they may be in; HTML as a reader sees it, and what is hidden in it. If less is found than asked for, anything that could not be read leaves the answer open.',
    settings: {
      words: 'Words, or `{ list: name }`: one of them is there.',
      matches: 'A regular expression.',
      count: 'So many different words, or different texts that match. Default: `atLeast: 1`.',
      ...text,
    },
  },
  attachments: {
    about:
      'Any, all, none or so many of the files are such as described, or they are so large together. All that is said must hold for one and the same file. Every name counts under which any mail program may save it. The signature of a mail is no file. What may hide files (an archive that cannot be opened, a broken structure) leaves the answer open.',
    settings: {
      ...quantity,
      totalSize:
        'The files of the mail (`of`) together, `atLeast` and `atMost`, decoded; what is inside an archive is not counted again.',
      in: '`anywhere` (default), `mail` (not inside archives or attached mails), `archive` (inside).',
      name: 'Names with `*` and `?`, without case.',
      matches: 'A regular expression over a name.',
      extension: 'Extensions, with the dot or without.',
      type: 'Media types by content (`application/pdf`, `image/*`); as declared where the content tells nothing.',
      typeDiffers: '`true`: the content is of another type than the extension says.',
      encrypted: '`true`: it, or something inside it, needs a password.',
      size: 'Octets once decoded, `atLeast` and `atMost`.',
      inlineImages: '`true`: images within the text (logos of signatures) count too. Default: `false`.',
    },
  },
  missingAttachment: {
    about:
      'The author announces an attachment in the text, and there is none; the answered mail that he quotes does not count, as far as can be told. `true` looks for the usual words of English and Japanese. That there is none ("no attachment", 添付なし) is no announcement.',
    settings: { words: 'Words of your own in place of the usual ones.' },
  },
  personalData: {
    about:
      'Personal data in the text: how many different ones. Card numbers are checked by Luhn, My Numbers by their check digit. If less is found than asked for, anything that could not be read leaves the answer open.',
    settings: {
      data: '`card`, `my-number`, `bank-account`, `phone`, `postal-address`, `mail-address`; of several, all are counted together.',
      count: 'How many different ones. Default: `atLeast: 1`.',
      ...text,
    },
  },
  messageKind: {
    about:
      "What kind of message it is by its fields and its structure: `automatic-reply`, `calendar`, `delivery-report`, `disposition-report`, `smime-signed`, `smime-encrypted`, `pgp-signed`, `pgp-encrypted`, `tnef`; one or a list. All of it is the sender's own word: anybody can call his mail an automatic reply.",
    settings: {},
  },
  couldNotInspect: {
    about:
      'A part of the mail could not be looked into: `encrypted`, `corrupt`, `over-bound`, `unknown-charset`, `unsupported` (a format that is not read; images, sound, films and the signatures of mails are none), `timed-out`; one, a list, or `true` for all.',
    settings: {},
  },
  ambiguous: {
    about:
      'Two mail programs may read the structure of the mail in two ways. Such a mail is refused before any policy is asked; the condition serves for mails that are judged apart from the gate.',
    settings: {},
  },
  size: {
    about:
      'The size of the mail as it came in, `atLeast` and `atMost`. Attachments are a third larger there than on disk.',
    settings: {},
  },
  time: {
    about: 'When the mail came in, in the time zone of `rules.yaml`.',
    settings: {
      hours:
        '`working`: working hours of working days by the calendar of the policies. `off`: all other time. `"20:00-06:00"`: these hours of any day, the end not included.',
      days: 'Days of the week: `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`.',
    },
  },
  listener: {
    about: 'The mail came in at one of these listeners of `sekisho.yaml`.',
    settings: {},
  },
  client: {
    about: 'Who handed the mail in. All that is said must hold.',
    settings: {
      address: 'IP addresses and networks.',
      tls: '`true`: over TLS.',
      login: '`true`: after authentication.',
    },
  },
}
