import type { Counts, Finding, Place, Report, ReportedDocument, Stated } from '../../src/model/finding.ts'
import type { Lists } from '../../src/model/lists.ts'
import type { Cover, Measure } from '../../src/model/measure.ts'
import type { Alias, Vendor } from '../../src/model/vendor.ts'

/** A handful of measures and vendors, shaped like the real ones; texts are made up for the tests. */
export const lists: Lists = {
  schema: 1,
  version: '2026-11-21',
  sha256: '0'.repeat(64),
  vendors: [
    vendor('dahua', 'Dahua', 'Zhejiang Dahua Technology Co., Ltd.', []),
    vendor('hikvision', 'Hikvision', 'Hangzhou Hikvision Digital Technology Co., Ltd.', [
      {
        id: 'hikvision/name/hangzhou-hikvision-digital',
        kind: 'name',
        relation: 'self',
        value: 'Hangzhou Hikvision Digital Technology Co., Ltd.',
        verified: 'seen',
        sources: ['https://example.org/register'],
        asOf: '2026-11-21',
      },
      {
        id: 'hikvision/oui/hikvision',
        kind: 'oui',
        relation: 'self',
        organization: 'Hangzhou Hikvision Digital Technology Co.,Ltd.',
        prefixes: ['4419B6'],
        verified: 'memory',
        sources: ['IEEE MA-L'],
        asOf: '2026-06-30',
      },
    ]),
    vendor('huawei', 'Huawei', 'Huawei Technologies Co., Ltd.', []),
  ],
  measures: [
    measure('au-5g-guidance-2018', 'AU', 'Government 5G security guidance to carriers', {
      status: 'policy',
      bound: ['au-carrier'],
      maxLevel: 'note',
      reportedTargets: ['huawei'],
      names: 'Names no company.',
      turnsOn: { decision: 'whether the government has said so' },
      covers: [cover('guidance', [], ['telecommunications'], { requires: ['decision'] })],
    }),
    measure('gb-dvd-huawei-2022', 'GB', 'Designated vendor direction 2022', {
      bound: ['gb-provider'],
      names: 'Names Huawei.',
      turnsOn: { 'network-part': 'which part of the network it belongs to' },
      covers: [
        cover('core', ['huawei'], ['telecommunications'], {
          networkParts: ['5g-core', '5g-access'],
          from: { on: '2027-12-31', basis: 'stated' },
        }),
      ],
    }),
    measure('us-fcc-covered-list', 'US', 'FCC Covered List', {
      bound: ['us-importer', 'us-usf-recipient'],
      names: 'Names Huawei, ZTE, Hytera, Hikvision and Dahua.',
      maxLevel: 'warning',
      covers: [
        cover('telecommunications', ['huawei'], ['telecommunications']),
        cover('video', ['dahua', 'hikvision'], ['video-surveillance', 'telecommunications'], {
          purposes: ['public-safety', 'government-facility', 'critical-infrastructure', 'national-security'],
        }),
      ],
    }),
    measure('us-ndaa-889-a1b', 'US', 'NDAA FY2019 section 889(a)(1)(B) ("Part B")', {
      bound: ['us-federal-contractor'],
      names: 'Names Huawei, ZTE, Hytera, Hikvision and Dahua.',
      covers: [
        cover('f3a', ['huawei'], ['telecommunications']),
        cover('f3b', ['dahua', 'hikvision'], ['video-surveillance', 'telecommunications'], {
          purposes: ['public-safety', 'government-facility'],
        }),
      ],
    }),
    measure('xx-memory-2020', 'XX', 'An instrument | with [marks]', {
      bound: [],
      verified: 'memory',
      confidence: 'low',
      names: 'Names Dahua.',
      covers: [cover('all', ['dahua'], ['video-surveillance', 'access-control'])],
    }),
    measure('xx-repealed-2015', 'XX', 'An instrument that is gone', {
      status: 'repealed',
      names: 'Named Dahua.',
      covers: [cover('all', ['dahua'], ['video-surveillance'])],
    }),
  ],
  roles: {
    'us-federal-contractor': 'US federal contractors',
    'us-importer': 'importers into the United States',
    'us-usf-recipient': 'recipients of universal service support',
    'gb-provider': 'designated UK providers',
    'au-carrier': 'Australian carriers',
  },
  jurisdictions: { AU: 'Australia', GB: 'United Kingdom', US: 'United States' },
  vocabulary: { legalForms: [], ordinaryWords: [], placeholders: [], distributors: [], classWords: {} },
}

const STATED: Stated = {
  jurisdictions: [],
  boundBy: [],
  purposes: [],
  vendors: [],
  minConfidence: 'possible',
  include: [],
}

const CAMERA = 'examples/site cameras.csv'
const SBOM = 'sbom/acme-nvr.cdx.json'

const camera: Finding = {
  id: '9f11769ae2e00b8bb173e0af4efe2345',
  vendor: 'hikvision',
  relation: 'self',
  confidence: 'confirmed',
  class: 'video-surveillance',
  level: 'error',
  item: { name: 'DS-2CD2043G2-I', kind: 'device', place: place(CAMERA, 12, 5, 19, { cell: 'B12' }) },
  evidence: [
    {
      field: 'manufacturer',
      value: 'Hangzhou Hikvision Digital Technology Co., Ltd.',
      alias: 'hikvision/name/hangzhou-hikvision-digital',
      relation: 'self',
      technique: 'exact-name',
      confidence: 'confirmed',
      place: place(CAMERA, 12, 21, 68, { cell: 'C12' }),
    },
    {
      field: 'mac',
      value: '44:19:B6:12:34:56',
      alias: 'hikvision/oui/hikvision',
      relation: 'self',
      technique: 'oui',
      confidence: 'probable',
      place: place(CAMERA, 12, 70, 87, { cell: 'D12' }),
      note: 'The prefix is assigned to the vendor.',
    },
  ],
  measures: [
    {
      id: 'us-ndaa-889-a1b',
      cover: 'f3b',
      applicability: 'applies',
      dependsOn: [],
      deadline: null,
      overdue: ['2020-08-13'],
    },
    {
      id: 'us-fcc-covered-list',
      cover: 'video',
      applicability: 'depends',
      dependsOn: ['bound-by', 'purpose'],
      deadline: '2027-06-30',
    },
  ],
}

const whiteLabel: Finding = {
  id: '00000000000000000000000000000001',
  vendor: 'dahua',
  relation: 'oem',
  soldAs: 'Acme Vision',
  confidence: 'probable',
  class: 'video-surveillance',
  level: 'warning',
  item: { name: 'AV-HFW4431', kind: 'device', place: place(CAMERA, 13, 5, 15, { cell: 'B13' }) },
  evidence: [
    {
      field: 'model',
      value: 'AV-HFW4431',
      alias: 'dahua/model/ipc-hfw',
      relation: 'oem',
      technique: 'model',
      confidence: 'probable',
      place: place(CAMERA, 13, 5, 15, { cell: 'B13' }),
    },
  ],
  measures: [
    {
      id: 'us-ndaa-889-a1b',
      cover: 'f3b',
      applicability: 'depends',
      dependsOn: ['bound-by', 'purpose'],
      deadline: null,
    },
    {
      id: 'us-fcc-covered-list',
      cover: 'video',
      applicability: 'depends',
      dependsOn: ['bound-by', 'purpose'],
      deadline: null,
    },
    { id: 'xx-memory-2020', cover: 'all', applicability: 'depends', dependsOn: ['bound-by'], deadline: null },
  ],
}

const sold: Finding = {
  id: '00000000000000000000000000000002',
  vendor: 'dahua',
  relation: 'former',
  of: 'Lorex Technology',
  confidence: 'possible',
  class: 'video-surveillance',
  level: 'note',
  item: { name: '', kind: 'device', place: place(CAMERA, 14, 1, 6, { cell: 'A14' }) },
  evidence: [
    {
      field: 'manufacturer',
      value: 'Lorex',
      alias: 'dahua/name/lorex',
      relation: 'former',
      technique: 'exact-name',
      confidence: 'possible',
      place: place(CAMERA, 14, 1, 6, { cell: 'A14' }),
    },
  ],
  measures: [
    {
      id: 'us-ndaa-889-a1b',
      cover: 'f3b',
      applicability: 'depends',
      dependsOn: ['bound-by', 'maker', 'ownership-date'],
      deadline: null,
    },
  ],
  ownership: { until: '2022-11-24' },
}

const chip: Finding = {
  id: '00000000000000000000000000000003:2',
  vendor: 'huawei',
  relation: 'component',
  of: 'HiSilicon',
  confidence: 'probable',
  class: 'telecommunications',
  level: 'warning',
  item: {
    name: 'baseband (rev. B)',
    kind: 'device',
    place: place(SBOM, 40, 16, 33, { pointer: '/components/3/name' }),
  },
  evidence: [
    {
      field: 'supplier',
      value: 'HiSilicon',
      alias: 'huawei/name/hisilicon',
      relation: 'component',
      technique: 'exact-name',
      confidence: 'probable',
      place: place(SBOM, 42, 18, 27, { pointer: '/components/3/supplier/name' }),
    },
    {
      field: 'copyright',
      value: 'a\nb](https://example.org)',
      alias: 'huawei/name/huawei',
      relation: 'self',
      technique: 'word',
      confidence: null,
      place: place(SBOM, 44, 18, 9, { pointer: '/components/3/copyright', endLine: 45 }),
    },
  ],
  measures: [
    {
      id: 'us-ndaa-889-a1b',
      cover: 'f3a',
      applicability: 'depends',
      dependsOn: ['bound-by', 'component-role'],
      deadline: null,
    },
    {
      id: 'gb-dvd-huawei-2022',
      cover: 'core',
      applicability: 'depends',
      dependsOn: ['bound-by', 'network-part'],
      deadline: '2027-12-31',
      upcoming: true,
    },
    {
      id: 'us-fcc-covered-list',
      cover: 'telecommunications',
      applicability: 'depends',
      dependsOn: ['bound-by'],
      deadline: null,
    },
    {
      id: 'au-5g-guidance-2018',
      cover: 'guidance',
      applicability: 'depends',
      dependsOn: ['bound-by', 'decision'],
      deadline: null,
    },
  ],
  path: [
    { name: 'acme-nvr', place: place(SBOM, 6, 14, 22) },
    { name: 'main board' },
    { name: 'baseband (rev. B)', place: place(SBOM, 40, 16, 33) },
  ],
}

const library: Finding = {
  id: '00000000000000000000000000000004',
  vendor: 'huawei',
  relation: 'self',
  confidence: 'confirmed',
  class: 'software',
  level: 'note',
  item: {
    name: 'huaweicloud-sdk',
    kind: 'software',
    place: place(SBOM, 60, 16, 31, { pointer: '/components/7/name' }),
  },
  evidence: [
    {
      field: 'purl',
      value: 'pkg:maven/com.huaweicloud/sdk@3.1.0',
      alias: 'huawei/purl/maven-com-huaweicloud',
      relation: 'self',
      technique: 'purl',
      confidence: 'confirmed',
      place: place(SBOM, 62, 16, 51, { pointer: '/components/7/purl' }),
    },
  ],
  measures: [],
}

/** A camera list: one finding of each level. */
export const cameras = report([document(CAMERA, 'CSV inventory', { items: 200, context: 'estate' })], {
  findings: [camera, sold, whiteLabel],
  counts: { cannotSay: 5 },
})

/** An SBOM: a component inside a device, and a library that no measure reaches. */
export const sbom = report([document(SBOM, 'CycloneDX 1.6 JSON', { items: 8, generator: 'acme-bom 2.0' })], {
  findings: [chip, library],
})

/** Nothing found. */
export const nothing = report([document(SBOM, 'CycloneDX 1.6 JSON', { items: 3 })], {})

/** Documents that could not be read, text that tries to take over a terminal, archives, far-off paths. */
export const trouble: Report = report(
  [
    document('broken/half: one.json', 'CycloneDX 1.5 JSON', { state: 'partial', items: 1 }),
    document('../elsewhere/secret.bin', '', { state: 'unread', items: 0 }),
    document('deep/boms.zip', 'SPDX 2.3 JSON', { member: 'a/one.spdx.json', items: 1 }),
    document('deep/boms.zip', 'SPDX 2.3 JSON', { member: 'b/two.spdx.json', items: 1 }),
  ],
  {
    findings: [
      {
        ...library,
        item: {
          name: '\u001b[31mred\u001b]0;title\u0007 \u202eevil\u0000 カメラ 大华技术',
          kind: 'firmware',
          place: place('broken/half: one.json', 3, 7, 90),
        },
        path: [{ name: '\u001b[2J' }, { name: 'end' }],
      },
      { ...library, item: { ...library.item, place: memberPlace('a/one.spdx.json') } },
      { ...library, item: { ...library.item, place: memberPlace('b/two.spdx.json') } },
    ],
    waived: [
      {
        finding: { ...camera, item: { ...camera.item, place: place('broken/half: one.json', 9, 1, 4) } },
        reason: 'Replacement is ordered',
        owner: 'J. Doe',
        until: '2027-03-31',
      },
    ],
    problems: [
      {
        code: 'truncated',
        severity: 'error',
        document: 'broken/half: one.json',
        place: place('broken/half: one.json', 12, 1, 1),
        message: 'The document ends inside a string.',
        hint: 'Fetch it again.',
      },
      {
        code: 'unreadable',
        severity: 'error',
        document: '../elsewhere/secret.bin',
        message: 'Not a format that can be read.',
      },
      {
        code: 'stale-data',
        severity: 'warning',
        document: '',
        message: 'One measure was last looked at long ago.',
      },
    ],
    counts: { skipped: 3 },
  },
)

/** All of them, by name. */
export const reports: Readonly<Record<string, Report>> = { cameras, sbom, nothing, trouble }

/** A report with its counts made from its parts. */
export function report(
  documents: readonly ReportedDocument[],
  parts: Partial<Omit<Report, 'counts'>> & { readonly counts?: Partial<Counts> },
): Report {
  const { findings = [], waived = [], problems = [] } = parts
  const level = (wanted: Finding['level']) => findings.filter((finding) => finding.level === wanted).length
  return {
    schemaVersion: 1,
    tool: { name: 'vendorscan', version: '0.1.0' },
    asOf: '2026-11-21',
    lists: { schema: lists.schema, version: lists.version, sha256: lists.sha256 },
    stated: STATED,
    documents,
    findings,
    waived,
    problems,
    counts: {
      documents: documents.length,
      unread: documents.filter(({ state }) => state === 'unread').length,
      partial: documents.filter(({ state }) => state === 'partial').length,
      skipped: 0,
      items: documents.reduce((sum, { items }) => sum + items, 0),
      error: level('error'),
      warning: level('warning'),
      note: level('note'),
      waived: waived.length,
      review: findings.filter(({ confidence }) => confidence === 'possible').length,
      cannotSay: 0,
      ...parts.counts,
    },
  }
}

/** The camera's finding, with parts of it replaced. */
export function finding(parts: Partial<Finding> = {}): Finding {
  return { ...camera, ...parts }
}

/** A place on one line. */
export function place(
  name: string,
  line: number,
  column: number,
  endColumn: number,
  parts: Partial<Place> = {},
): Place {
  return { document: name, line, column, endColumn, ...parts }
}

function memberPlace(member: string): Place {
  return place('deep/boms.zip', 60, 16, 31, { member, pointer: '/packages/7/name' })
}

function document(uri: string, format: string, parts: Partial<ReportedDocument>): ReportedDocument {
  const items = parts.items ?? 0
  return { uri, format, state: 'whole', items, records: items, lookedInto: 0, context: 'product', ...parts }
}

function vendor(id: string, name: string, legalName: string, aliases: readonly Alias[]): Vendor {
  return { id, name, legalName, country: 'CN', lists: ['default'], aliases, notOem: [] }
}

function measure(id: string, jurisdiction: string, name: string, parts: Partial<Measure>): Measure {
  return {
    id,
    jurisdiction,
    name,
    citations: [{ text: `Citation of ${id}` }],
    authority: 'An authority',
    kind: 'statute',
    status: 'in-force',
    statusAsOf: '2026-11-21',
    verified: 'seen',
    confidence: 'high',
    reviewMonths: 6,
    bound: [],
    covers: [],
    reportedTargets: [],
    exceptions: [],
    meaning: 'What it means for the bound, in one sentence.',
    names: 'Names nobody.',
    maxLevel: 'error',
    sources: [{ url: `https://example.org/${id}_(text)`, kind: 'official' }],
    ...parts,
  }
}

function cover(
  id: string,
  vendors: readonly string[],
  classes: Cover['classes'],
  parts: Partial<Cover> = {},
): Cover {
  return { id, vendors, affiliates: 'any', classes, obligations: [], ...parts }
}
