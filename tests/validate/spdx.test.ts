import { describe, expect, test } from 'vitest'
import { hasCorpus, manifest, type Row, unpack } from '../read/corpus.ts'
import { saidOf, validated } from './schemas.ts'

/**
 * What is changed in a document, a value put at a pointer or taken away, and what is then said: of that place, or of
 * what something was taken from, or of another place that stands before a bar.
 */
type Case = readonly [pointer: string, value: unknown, said: string]

const unknown = 'this member is not known here'
const tooFew = 'must NOT have fewer than 1 items'

const checksum = { algorithm: 'SHA256', checksumValue: 'ab' }
const annotations = [
  { annotationType: 'REVIEW', annotator: 'Person: A', annotationDate: '2024-01-01T00:00:00Z', comment: 'x' },
]
const licensed = {
  licenseConcluded: 'MIT',
  licenseComments: 'x',
  copyrightText: 'NONE',
  attributionTexts: ['x'],
  comment: 'x',
  annotations,
}

/** A document that has every member of both versions, but for those of 2.3. */
const spdx22 = {
  spdxVersion: 'SPDX-2.2',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'x',
  dataLicense: 'CC0-1.0',
  documentNamespace: 'https://example.com/x',
  comment: 'x',
  creationInfo: {
    created: '2024-01-01T00:00:00Z',
    creators: ['Tool: x'],
    licenseListVersion: '3.9',
    comment: 'x',
  },
  externalDocumentRefs: [{ externalDocumentId: 'DocumentRef-x', spdxDocument: 'https://x', checksum }],
  documentDescribes: ['SPDXRef-p'],
  packages: [
    {
      ...licensed,
      SPDXID: 'SPDXRef-p',
      name: 'x',
      versionInfo: '1',
      supplier: 'Organization: X',
      originator: 'NOASSERTION',
      summary: 'x',
      description: 'x',
      homepage: 'https://x',
      downloadLocation: 'NONE',
      packageFileName: 'x.tgz',
      sourceInfo: 'x',
      filesAnalyzed: true,
      hasFiles: ['SPDXRef-f'],
      packageVerificationCode: {
        packageVerificationCodeValue: 'ab',
        packageVerificationCodeExcludedFiles: ['x.spdx'],
      },
      checksums: [checksum],
      externalRefs: [
        {
          referenceCategory: 'SECURITY',
          referenceType: 'cpe23Type',
          referenceLocator: 'cpe:…',
          comment: 'x',
        },
        { referenceCategory: 'PACKAGE_MANAGER', referenceType: 'purl', referenceLocator: 'pkg:npm/x' },
      ],
      licenseDeclared: 'MIT',
      licenseInfoFromFiles: ['MIT'],
    },
  ],
  files: [
    {
      ...licensed,
      SPDXID: 'SPDXRef-f',
      fileName: './x',
      fileTypes: ['SOURCE', 'TEXT'],
      checksums: [checksum],
      noticeText: 'x',
      fileContributors: ['x'],
      fileDependencies: ['SPDXRef-g'],
      artifactOfs: [{}],
      licenseInfoInFiles: ['MIT'],
    },
  ],
  snippets: [
    {
      ...licensed,
      SPDXID: 'SPDXRef-s',
      name: 'x',
      snippetFromFile: 'SPDXRef-f',
      ranges: [
        {
          startPointer: { reference: 'SPDXRef-f', offset: 1 },
          endPointer: { reference: 'SPDXRef-f', lineNumber: 2 },
        },
      ],
      licenseInfoInSnippets: ['MIT'],
    },
  ],
  relationships: [
    {
      spdxElementId: 'SPDXRef-p',
      relationshipType: 'CONTAINS',
      relatedSpdxElement: 'SPDXRef-f',
      comment: 'x',
    },
  ],
  annotations,
  hasExtractedLicensingInfos: [
    {
      licenseId: 'LicenseRef-1',
      extractedText: 'x',
      name: 'x',
      comment: 'x',
      seeAlsos: ['https://x'],
      crossRefs: [
        {
          url: 'https://x',
          match: 'x',
          isValid: true,
          isLive: true,
          isWayBackLink: false,
          order: 1,
          timestamp: 'x',
        },
      ],
    },
  ],
  revieweds: [{ reviewDate: '2024-01-01T00:00:00Z', reviewer: 'Person: A', comment: 'x' }],
}

const spdx23 = {
  ...spdx22,
  spdxVersion: 'SPDX-2.3',
  packages: [
    {
      ...spdx22.packages[0],
      primaryPackagePurpose: 'OPERATING-SYSTEM',
      builtDate: '2024-01-01T00:00:00Z',
      releaseDate: '2024-01-01T00:00:00Z',
      validUntilDate: '2024-01-01T00:00:00Z',
    },
  ],
}

describe('SPDX 2.2', () => {
  check(spdx22, 'SPDX 2.2 JSON', [
    ['/packages', undefined, 'valid'],
    ['/documentNamespace', undefined, 'valid'],
    ['/creationInfo/creators', undefined, 'valid'],
    ['/creationInfo/creators', [], tooFew],
    ['/files/0/checksums', undefined, 'valid'],
    ['/snippets/0/ranges', undefined, 'valid'],
    ['/packages/0/licenseConcluded', undefined, '"licenseConcluded" is missing'],
    ['/packages/0/licenseDeclared', undefined, '"licenseDeclared" is missing'],
    ['/packages/0/copyrightText', undefined, '"copyrightText" is missing'],
    ['/files/0/copyrightText', undefined, '"copyrightText" is missing'],
    ['/files/0/licenseInfoInFiles', [], tooFew],
    ['/snippets/0/licenseConcluded', undefined, '"licenseConcluded" is missing'],
    ['/packages/0/primaryPackagePurpose', 'DEVICE', unknown],
    ['/packages/0/builtDate', '2024-01-01T00:00:00Z', unknown],
    ['/$schema', 'https://x', unknown],
    [
      '/packages/0/externalRefs/1/referenceCategory',
      'PACKAGE-MANAGER',
      'must be one of "OTHER", "PACKAGE_MANAGER", "SECURITY"',
    ],
    [
      '/packages/0/checksums/0/algorithm',
      'SHA3-256',
      'must be one of "MD2", "MD4", "MD5", "MD6", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"',
    ],
    ['/relationships/0/relationshipType', 'SPECIFICATION_FOR', 'must be one of …'],
  ])
})

describe('SPDX 2.3', () => {
  check(spdx23, 'SPDX 2.3 JSON', [
    ['/packages/0', { SPDXID: 'x', name: 'x', downloadLocation: 'NONE' }, 'valid'],
    ['/files/0', { SPDXID: 'x', fileName: 'x', checksums: [checksum] }, 'valid'],
    ['/packages/0/externalRefs/1/referenceCategory', 'PACKAGE-MANAGER', 'valid'],
    ['/packages/0/externalRefs/1/referenceCategory', 'PERSISTENT_ID', 'valid'],
    ['/packages/0/checksums/0/algorithm', 'BLAKE2b-384', 'valid'],
    ['/relationships/0/relationshipType', 'REQUIREMENT_DESCRIPTION_FOR', 'valid'],
    ['/spdxVersion', 2.3, 'The document does not say which version of SPDX it follows.'],
    ['/SPDXID', undefined, '"SPDXID" is missing'],
    ['/name', undefined, '"name" is missing'],
    ['/dataLicense', undefined, '"dataLicense" is missing'],
    ['/documentNamespace', undefined, '"documentNamespace" is missing'],
    ['/creationInfo', undefined, '"creationInfo" is missing'],
    ['/supplier', 'x', unknown],
    ['/$schema', 'https://x', 'valid'],
    ['/creationInfo/created', undefined, '"created" is missing'],
    ['/creationInfo/creators', undefined, '"creators" is missing'],
    ['/creationInfo/creators', 'Tool: x', 'must be of type array'],
    ['/creationInfo/creators/0', { Tool: 'x' }, 'must be of type string'],
    ['/packages', {}, 'must be of type array'],
    ['/packages/0', 'x', 'must be of type object'],
    ['/packages/0/SPDXID', undefined, '"SPDXID" is missing'],
    ['/packages/0/name', undefined, '"name" is missing'],
    ['/packages/0/downloadLocation', undefined, '"downloadLocation" is missing'],
    ['/packages/0/name', null, 'must be of type string'],
    ['/packages/0/versionInfo', 1.5, 'must be of type string'],
    ['/packages/0/supplier', { name: 'X' }, 'must be of type string'],
    ['/packages/0/filesAnalyzed', 'false', 'must be of type boolean'],
    ['/packages/0/packageSupplier', 'x', unknown],
    ['/packages/0/primaryPackagePurpose', 'OPERATING_SYSTEM', 'must be one of …'],
    ['/packages/0/checksums/0/algorithm', 'sha256', 'must be one of …'],
    ['/packages/0/checksums/0/checksumValue', undefined, '"checksumValue" is missing'],
    ['/packages/0/packageVerificationCode', {}, '"packageVerificationCodeValue" is missing'],
    [
      '/packages/0/externalRefs/0/referenceCategory',
      'PACKAGE',
      'must be one of "OTHER", "PACKAGE-MANAGER", "PACKAGE_MANAGER", "PERSISTENT-ID", "PERSISTENT_ID", "SECURITY"',
    ],
    ['/packages/0/externalRefs/0/referenceLocator', undefined, '"referenceLocator" is missing'],
    ['/packages/0/licenseInfoFromFiles', 'MIT', 'must be of type array'],
    ['/packages/0/annotations/0/annotationType', 'NOTE', 'must be one of "OTHER", "REVIEW"'],
    ['/annotations/0/annotator', undefined, '"annotator" is missing'],
    ['/files/0/fileName', undefined, '"fileName" is missing'],
    ['/files/0/checksums', undefined, '"checksums" is missing'],
    ['/files/0/checksums', [], tooFew],
    [
      '/files/0/fileTypes/1',
      'CODE',
      'must be one of "APPLICATION", "ARCHIVE", "AUDIO", "BINARY", "DOCUMENTATION", "IMAGE", "OTHER", "SOURCE", "SPDX", "TEXT", "VIDEO"',
    ],
    ['/files/0/versionInfo', '1', unknown],
    ['/snippets/0/snippetFromFile', undefined, '"snippetFromFile" is missing'],
    ['/snippets/0/ranges', undefined, '"ranges" is missing'],
    ['/snippets/0/name', undefined, '"name" is missing'],
    ['/snippets/0/ranges/0/endPointer', undefined, '"endPointer" is missing'],
    ['/snippets/0/ranges/0/startPointer/reference', undefined, '"reference" is missing'],
    ['/snippets/0/ranges/0/startPointer/offset', 1.5, 'must be of type integer'],
    ['/relationships/0/relationshipType', 'DEPENDS-ON', 'must be one of …'],
    ['/relationships/0/relatedSpdxElement', undefined, '"relatedSpdxElement" is missing'],
    ['/externalDocumentRefs/0/checksum', undefined, '"checksum" is missing'],
    ['/hasExtractedLicensingInfos/0/extractedText', undefined, '"extractedText" is missing'],
    ['/hasExtractedLicensingInfos/0/crossRefs/0/url', undefined, '"url" is missing'],
    ['/hasExtractedLicensingInfos/0/crossRefs/0/order', 'first', 'must be of type integer'],
    ['/revieweds/0/reviewDate', undefined, '"reviewDate" is missing'],
  ])
})

const element = { creationInfo: '_:made' }
const purl = { type: 'ExternalIdentifier', externalIdentifierType: 'packageUrl', identifier: 'pkg:npm/x' }
const hash = { type: 'Hash', algorithm: 'sha256', hashValue: 'ab' }
const assessment = { ...element, relationshipType: 'hasAssessmentFor', from: 'urn:v', to: ['urn:p'] }

const spdx301 = {
  '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
  '@graph': [
    {
      type: 'CreationInfo',
      '@id': '_:made',
      created: '2024-01-01T00:00:00Z',
      createdBy: ['urn:a'],
      createdUsing: [{ type: 'Tool', spdxId: 'urn:t', ...element }],
      specVersion: '3.0.1',
    },
    { type: 'Organization', spdxId: 'urn:a', ...element, name: 'X', externalIdentifier: [purl] },
    {
      type: 'SpdxDocument',
      spdxId: 'urn:d',
      ...element,
      profileConformance: ['core', 'software'],
      rootElement: ['urn:b'],
      dataLicense: {
        type: 'simplelicensing_LicenseExpression',
        spdxId: 'urn:l',
        ...element,
        simplelicensing_licenseExpression: 'CC0-1.0',
        simplelicensing_licenseListVersion: '3.25.0',
      },
      namespaceMap: [{ type: 'NamespaceMap', prefix: 'x', namespace: 'https://x' }],
      import: [{ type: 'ExternalMap', externalSpdxId: 'https://x', locationHint: 'https://x' }],
    },
    { type: 'software_Sbom', spdxId: 'urn:b', ...element, software_sbomType: ['build'], element: ['urn:p'] },
    {
      type: 'software_Package',
      spdxId: 'urn:p',
      ...element,
      name: 'x',
      software_packageVersion: '1',
      software_primaryPurpose: 'device',
      software_contentIdentifier: [
        {
          type: 'software_ContentIdentifier',
          software_contentIdentifierType: 'swhid',
          software_contentIdentifierValue: 'swh:x',
        },
      ],
      suppliedBy: 'urn:a',
      originatedBy: ['SpdxOrganization', { type: 'Person', spdxId: 'urn:q', ...element }],
      supportLevel: ['support'],
      builtTime: '2024-01-01T00:00:00Z',
      verifiedUsing: [hash],
      externalRef: [
        { type: 'ExternalRef', externalRefType: 'vcs', locator: ['x'], contentType: 'text/plain' },
      ],
      extension: [{ type: 'https://example.com/extension', anything: 1 }],
    },
    {
      type: 'software_Snippet',
      spdxId: 'urn:s',
      ...element,
      software_snippetFromFile: 'urn:f',
      software_byteRange: { type: 'PositiveIntegerRange', beginIntegerRange: 1, endIntegerRange: 2 },
    },
    {
      type: 'LifecycleScopedRelationship',
      spdxId: 'urn:r',
      ...element,
      relationshipType: 'dependsOn',
      from: 'urn:p',
      to: ['NoneElement'],
      scope: 'runtime',
    },
    {
      type: 'security_CvssV3VulnAssessmentRelationship',
      spdxId: 'urn:c',
      ...assessment,
      security_score: '9.8',
      security_severity: 'critical',
      security_vectorString: 'x',
    },
    {
      type: 'ai_AIPackage',
      spdxId: 'urn:i',
      ...element,
      ai_autonomyType: 'noAssertion',
      ai_energyConsumption: {
        type: 'ai_EnergyConsumption',
        ai_trainingEnergyConsumption: [
          { type: 'ai_EnergyConsumptionDescription', ai_energyQuantity: 1.5, ai_energyUnit: 'megajoule' },
        ],
      },
    },
    {
      type: 'dataset_DatasetPackage',
      spdxId: 'urn:e',
      ...element,
      dataset_datasetType: ['text'],
      dataset_datasetSize: 0,
    },
    {
      type: 'build_Build',
      spdxId: 'urn:u',
      ...element,
      build_buildType: 'https://x',
      build_parameter: [{ type: 'DictionaryEntry', key: 'x' }],
    },
    {
      type: 'expandedlicensing_ListedLicense',
      spdxId: 'urn:m',
      ...element,
      simplelicensing_licenseText: 'x',
      expandedlicensing_isOsiApproved: true,
      expandedlicensing_seeAlso: ['https://x'],
    },
    { type: 'HashAlgorithm', '@id': 'urn:h' },
  ],
}

describe('SPDX 3.0.1', () => {
  const [, company] = spdx301['@graph']
  check(spdx301, 'SPDX 3.0.1 JSON', [
    ['/@graph', [], 'valid'],
    ['/@graph/4/extension/0', { type: 'extension_CdxPropertiesExtension' }, 'valid'],
    ['/@graph/7/security_score', 9.8, 'valid'],
    ['/@graph', {}, 'must be of type array'],
    ['/@graph/1', 'urn:a', 'must be of type object'],
    ['/@graph/1/type', undefined, '"type" is missing'],
    ['/@graph/1/type', 'Company', 'must be one of …'],
    ['/@graph/1/type', 'Element', 'must be one of …'],
    ['/@graph/1/spdxId', undefined, '"spdxId" is missing'],
    ['/@graph/1/spdxId', 'SPDXRef-a', 'must fit the pattern ^(?!_:).+:.+'],
    ['/@graph/1/spdxId', '_:a', 'must fit the pattern ^(?!_:).+:.+'],
    ['/@graph/1/creationInfo', undefined, '"creationInfo" is missing'],
    ['/@graph/1/vendor', 'x', unknown],
    ['/@graph/1/@id', 'urn:a', unknown],
    ['/@graph/1/@context', 'https://x', 'must not stand here'],
    ['/@graph/1/software_packageVersion', '1', unknown],
    ['/spdxVersion', '3.0.1', unknown],
    ['/@graph/4/name', 1, 'must be of type string'],
    [
      '/@graph/4/suppliedBy',
      { type: 'Tool', spdxId: 'urn:t', ...element },
      '/@graph/4/suppliedBy/type | must be one of "Agent", "Person", "Organization", "SoftwareAgent"',
    ],
    [
      '/@graph/4/suppliedBy',
      'X',
      'none of the allowed forms fits: must fit the pattern ^.+:.+; or: must be "SpdxOrganization"',
    ],
    [
      '/@graph/4/suppliedBy',
      ['urn:a'],
      'none of the allowed forms fits: must be of type string; or: must be "SpdxOrganization"',
    ],
    ['/@graph/4/originatedBy', 'urn:a', 'must be of type array'],
    ['/@graph/4/originatedBy/1/creationInfo', undefined, '"creationInfo" is missing'],
    ['/@graph/4/software_primaryPurpose', 'DEVICE', 'must be one of …'],
    [
      '/@graph/4/builtTime',
      '2024-01-01T00:00:00+01:00',
      'must fit the pattern ^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z$',
    ],
    ['/@graph/4/verifiedUsing/0/algorithm', 'SHA256', 'must be one of …'],
    ['/@graph/4/verifiedUsing/0/hashValue', undefined, '"hashValue" is missing'],
    ['/@graph/4/extension/0/type', undefined, '"type" is missing'],
    [
      '/@graph/4/extension/0/type',
      'x',
      'none of the allowed forms fits: must fit the pattern ^(?!_:).+:.+; or: must be one of …',
    ],
    ['/@graph/4/externalRef/0/contentType', 'text', 'must fit the pattern ^[^/]+/[^/]+$'],
    [
      '/@graph/1/externalIdentifier/0/externalIdentifierType',
      'purl',
      'must be one of "cpe22", "cpe23", "cve", "email", "gitoid", "other", "packageUrl", "securityOther", "swhid", "swid", "urlScheme"',
    ],
    ['/@graph/0/created', undefined, '"created" is missing'],
    ['/@graph/0/createdBy', [], tooFew],
    ['/@graph/0/specVersion', '3.0', 'must fit the pattern …'],
    ['/@graph/0/createdUsing/0/type', 'SoftwareAgent', 'must be "Tool"'],
    [
      '/@graph/2/profileConformance/1',
      'Software',
      'must be one of "ai", "build", "core", "dataset", "expandedLicensing", "extension", "lite", "security", "simpleLicensing", "software"',
    ],
    [
      '/@graph/2/dataLicense/simplelicensing_licenseExpression',
      undefined,
      '"simplelicensing_licenseExpression" is missing',
    ],
    ['/@graph/2/namespaceMap/0/namespace', undefined, '"namespace" is missing'],
    ['/@graph/2/imports', [], unknown],
    [
      '/@graph/3/software_sbomType/0',
      'final',
      'must be one of "analyzed", "build", "deployed", "design", "runtime", "source"',
    ],
    ['/@graph/5/software_snippetFromFile', undefined, '"software_snippetFromFile" is missing'],
    ['/@graph/5/software_byteRange/beginIntegerRange', 0, 'must be >= 1'],
    ['/@graph/6/to', undefined, '"to" is missing'],
    ['/@graph/6/to', [], tooFew],
    ['/@graph/6/relationshipType', 'DEPENDS_ON', 'must be one of …'],
    ['/@graph/6/relationshipType', 'hasPrerequsite', 'must be one of …'],
    [
      '/@graph/6/scope',
      'always',
      'must be one of "build", "design", "development", "other", "runtime", "test"',
    ],
    ['/@graph/7/security_score', 'high', 'must fit the pattern ^-?[0-9]+(\\.[0-9]*)?$'],
    ['/@graph/7/security_severity', undefined, '"security_severity" is missing'],
    ['/@graph/8/ai_autonomyType', true, 'must be one of "no", "noAssertion", "yes"'],
    [
      '/@graph/8/ai_energyConsumption/ai_trainingEnergyConsumption/0/ai_energyUnit',
      undefined,
      '"ai_energyUnit" is missing',
    ],
    ['/@graph/9/dataset_datasetType', undefined, '"dataset_datasetType" is missing'],
    ['/@graph/9/dataset_datasetSize', -1, 'must be >= 0'],
    ['/@graph/10/build_buildType', undefined, '"build_buildType" is missing'],
    ['/@graph/10/build_parameter/0/key', undefined, '"key" is missing'],
    ['/@graph/11/simplelicensing_licenseText', undefined, '"simplelicensing_licenseText" is missing'],
    ['/@graph/11/expandedlicensing_isOsiApproved', 'yes', 'must be of type boolean'],
    ['/@graph/12/name', 'x', unknown],
    [
      '/@context',
      ['https://spdx.org/rdf/3.0.1/spdx-context.jsonld'],
      'must be "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"',
    ],
  ])

  test('one element without a graph', async () => {
    const alone = { '@context': spdx301['@context'], ...company }
    expect(await told(alone)).toEqual(['valid'])
    expect(await told({ ...alone, vendor: 'x' })).toEqual(['/vendor | this member is not known here'])
    expect(await told({ ...alone, spdxId: 1 })).toEqual(['/spdxId | must be of type string'])
  })
})

describe('SPDX 3.0.0', () => {
  const spdx300 = {
    '@context': 'https://spdx.org/rdf/3.0.0/spdx-context.jsonld',
    '@graph': [
      { type: 'Element', ...element },
      {
        type: 'software_File',
        spdxId: '_:f',
        ...element,
        software_contentType: 'text/plain',
        verifiedUsing: [hash],
      },
      { type: 'Relationship', ...element, relationshipType: 'hasPrerequsite', from: 'urn:p', to: ['urn:q'] },
      { type: 'SpdxDocument', ...element, imports: [] },
      {
        type: 'security_EpssVulnAssessmentRelationship',
        ...assessment,
        security_percentile: 1,
        security_probability: 1,
        security_publishedTime: '2024-01-01T00:00:00Z',
      },
      {
        type: 'security_VexAffectedVulnAssessmentRelationship',
        ...assessment,
        security_actionStatementTime: ['2024-01-01T00:00:00Z'],
      },
      { type: 'https://example.com/extension', anything: 1 },
      {
        type: 'build_Build',
        ...element,
        build_buildType: 'x',
        build_parameters: [],
        extension: [{ type: 'extension_Extension', x: 1 }],
      },
    ],
  }
  check(spdx300, 'SPDX 3.0.0 JSON', [
    ['/@graph/1/contentType', 'text/plain', unknown],
    ['/@graph/1/verifiedUsing/0/algorithm', 'adler32', 'must be one of …'],
    ['/@graph/2/relationshipType', 'hasPrerequisite', 'must be one of …'],
    ['/@graph/2/from', 'NoneElement', 'must fit the pattern ^.+:.+'],
    ['/@graph/0/type', 'IndividualElement', 'none of the allowed forms fits: …'],
    ['/@graph/4/security_publishedTime', undefined, '"security_publishedTime" is missing'],
    ['/@graph/5/security_actionStatementTime', '2024-01-01T00:00:00Z', 'must be of type array'],
    ['/@graph/7/extension/0/type', 'Agent', 'valid'],
    ['/@graph/0/creationInfo', undefined, '"creationInfo" is missing'],
  ])
})

/** Files of which the error that the official schema meets first is not among those that are told, and why. */
const UNTOLD: Readonly<Record<string, string>> = {
  'redistributable/interlynk-io+sbomasm/samples/spdx/syft/sbomgr-spdx.json':
    'it has more than twenty, and long lists are looked at last',
}

const has = hasCorpus('sbom')

/** Files of the corpus that the official schemas have a verdict on, and the error that they met first. */
const judged = (row: Row) =>
  row['format'] === 'SPDX' && /^json/.test(row['serialisation']!) && /^(in)?valid$/.test(row['valid']!)

describe.skipIf(!has)(
  `verdicts${has ? '' : ' (skipped: set VENDORSCAN_SHARED to the folder that holds the corpus)'}`,
  () => {
    test('are those of the official schemas, and so is the place of the first error', async () => {
      const files = unpack('sbom')
      const differences: string[] = []
      const seen: Record<string, number> = {}
      for (const row of manifest('sbom').filter(judged)) {
        const validation = await validated(files.get(row['path']!)!)
        const key = `${row['version']} ${row['valid']}`
        seen[key] = (seen[key] ?? 0) + 1
        if (validation.verdict !== row['valid'])
          differences.push(`${row['path']}: ${validation.verdict}, not ${row['valid']}`)
        if (validation.verdict !== 'invalid') continue
        const { place, message } = officially(row['why']!)
        const agrees = validation.problems.some(
          ({ span, message: ours }) => `${span?.pointer}/`.startsWith(`${place}/`) && ours.includes(message),
        )
        if (!agrees && UNTOLD[row['path']!] === undefined)
          differences.push(`${row['path']}: ${validation.problems[0]?.message} Not: ${row['why']}`)
      }
      expect(differences).toEqual([])
      expect(seen).toEqual({
        'SPDX-2.2 valid': 43,
        'SPDX-2.2 invalid': 81,
        'SPDX-2.3 valid': 127,
        'SPDX-2.3 invalid': 16,
        '3.0.0 valid': 12,
        '3.0.0 invalid': 5,
        '3.0.1 valid': 50,
        '3.0.1 invalid': 56,
      })
    })
  },
)

/**
 * What the official schema says in a row of the manifest, in our words. Those of 3.0 try one class after the other,
 * so that what they say first of an element is that it is none of another class: only the place tells something.
 */
function officially(why: string): { readonly place: string; readonly message: string } {
  const [, place = '', words = ''] = /^(\S*) (.*)$/.exec(why)!
  const missing = /^must have required property '(.*)'$/.exec(words)?.[1]
  if (missing === '@graph' || (place.startsWith('/@graph/') && words === 'must be equal to constant'))
    return { place, message: '' }
  if (missing !== undefined) return { place, message: `"${missing}" is missing` }
  if (/^must NOT have (additional|unevaluated) properties$/.test(words)) return { place, message: unknown }
  const type = /^must be (array|object|string|boolean)$/.exec(words)?.[1]
  if (type !== undefined) return { place, message: `must be of type ${type}` }
  return {
    place,
    message: words.replace(/equal to one of the allowed values/, 'one of').replace(/equal to constant/, '"'),
  }
}

function check(document: object, standard: string, cases: readonly Case[]): void {
  test('a document that has all', async () => {
    expect(await told(document)).toEqual(['valid'])
  })
  test('a member of any other type, or beside those that are known, is told of', async () => {
    const parts = [...partsOf(document, '')].filter(([pointer]) => !OPEN.test(pointer) && !SAYS.test(pointer))
    for (const [pointer, part] of parts) {
      const other = typeof part === 'string' ? false : 'x'
      const said = await told(changedAt(document, pointer, other))
      expect([...new Set(said.map((one) => one.split(' | ')[0]))]).toEqual([pointer])
      if (typeof part !== 'object' || Array.isArray(part)) continue
      const further = await told(changedAt(document, `${pointer}/further`, 1))
      expect(further).toEqual(takesAll(pointer, part) ? ['valid'] : [`${pointer}/further | ${unknown}`])
    }
  })
  test.each(cases)('%s: %j: %s', async (pointer, value, said) => {
    const found = await told(changedAt(document, pointer, value), standard)
    const place = value === undefined ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer
    const wanted = said === 'valid' || /^The document| \| /.test(said) ? said : `${place} | ${said}`
    const [start = '', end] = wanted.split('…')
    expect(found.map((text) => (end !== undefined && text.startsWith(start) ? wanted : text))).toEqual([
      wanted,
    ])
  })
}

/** What is said of a document: the pointer and the message. */
async function told(document: object, standard = ''): Promise<readonly string[]> {
  const text = JSON.stringify(document)
  return saidOf(text, await validated(text)).map((said) => {
    const [, pointer, message] = said.split(' | ')
    if (message === undefined) return said
    const words = message
      .replace(/^At \S+ ?\S*: /, '')
      .replace(/ \(schema of ([^)]*)\)\.$/, (end, of) => (standard === '' || of === standard ? '' : end))
    return `${pointer} | ${words}`
  })
}

/** Where a document says what it follows. */
const SAYS = /^\/(?:spdxVersion|@context)$/
/** What stands in something that may have any members. */
const OPEN = /\/(?:anything|x)$/

function takesAll(pointer: string, part: object | null): boolean {
  return (
    /artifactOfs/.test(pointer) || (part !== null && 'type' in part && /\bextension/i.test(`${part.type}`))
  )
}

function* partsOf(value: unknown, pointer: string): Iterable<readonly [pointer: string, part: unknown]> {
  if (pointer !== '') yield [pointer, value]
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) yield* partsOf(part, `${pointer}/${key}`)
}

function changedAt(document: object, pointer: string, value: unknown): object {
  const changed = JSON.parse(JSON.stringify(document))
  put(changed, pointer.split('/').slice(1), value)
  return changed
}

function put(target: object, [key = '', ...below]: readonly string[], value: unknown): void {
  const holder = target as Record<string, unknown>
  if (below.length > 0) put(holder[key] as object, below, value)
  else if (value === undefined) delete holder[key]
  else holder[key] = value
}
