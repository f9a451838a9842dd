import type { FieldShape, MessageTypes, Words } from '../../syntax/protobuf/schema.ts'

/** Component types in order of their numbers (enumeration `Classification`). */
const CLASSIFICATION: Words = {
  prefix: 'CLASSIFICATION_',
  values: [
    '',
    'application',
    'framework',
    'library',
    'operating-system',
    'device',
    'file',
    'container',
    'firmware',
    'device-driver',
    'platform',
    'machine-learning-model',
    'data',
    'cryptographic-asset',
  ],
}

/**
 * The messages of CycloneDX 1.3 to 1.7 in Protocol Buffers, under the names that JSON has for what they hold: field
 * numbers of the official schemas (CycloneDX/specification, `schema/bom-1.3.proto` to `bom-1.7.proto`), as far as
 * the grammar of CycloneDX asks for them. A number never changes its meaning from version to version; how often a
 * field may stand does: `evidence` of a component may in 1.3 and 1.4, `licenses` of the metadata from 1.6 on.
 */
export function cyclonedxMessages(): MessageTypes {
  messages ??= cyclonedxTypes()
  return messages
}

/** The same as far as it says how items hang together; XML, too, calls what stands in a dependency so. */
export function cyclonedxLinkMessages(): MessageTypes {
  return {
    ...cyclonedxMessages(),
    bom: {
      4: one('metadata', 'metadata'),
      5: many('components', 'component'),
      6: many('services', 'service'),
      8: many('dependencies', 'dependency'),
    },
    dependency: { 1: text('ref'), 2: named('dependencies', many('dependency', 'dependency')) },
  }
}

/** Bytes of a document in the text form above which it is not read: it is no format for delivery. */
export const PROTOBUF_TEXT_LIMIT = 64 * 1024 ** 2

/** Fields of the outermost message, those too that hold nothing of interest. */
export const BOM_FIELDS: ReadonlySet<number> = new Set(Array.from({ length: 16 }, (_, index) => index + 1))

/** Made with the first such document. */
let messages: MessageTypes | null = null

function cyclonedxTypes(): MessageTypes {
  return {
    bom: {
      1: text('specVersion'),
      4: one('metadata', 'metadata'),
      5: many('components', 'component'),
      6: many('services', 'service'),
      7: many('externalReferences', 'externalReference'),
      10: many('vulnerabilities', 'vulnerability'),
      11: many('annotations', 'annotation'),
      12: many('properties', 'property'),
      13: many('formulation', 'formula'),
      14: one('declarations', 'declarations'),
      15: one('definitions', 'definitions'),
    },
    metadata: {
      2: many('tools', 'tool'),
      3: many('authors', 'contact'),
      4: one('component', 'component'),
      5: one('manufacture', 'entity'),
      6: one('supplier', 'entity'),
      7: many('licenses', 'licenseChoice'),
      8: many('properties', 'property'),
      10: one('manufacturer', 'entity'),
    },
    tool: {
      1: text('vendor'),
      2: text('name'),
      3: text('version'),
      6: many('components', 'component'),
      7: many('services', 'service'),
    },
    component: {
      1: { key: 'type', holds: { words: CLASSIFICATION } },
      3: text('bom-ref'),
      4: one('supplier', 'entity'),
      5: text('author'),
      6: text('publisher'),
      7: text('group'),
      8: text('name'),
      9: text('version'),
      10: text('description'),
      13: many('licenses', 'licenseChoice'),
      14: text('copyright'),
      15: text('cpe'),
      16: text('purl'),
      17: one('swid', 'swid'),
      19: one('pedigree', 'pedigree'),
      20: many('externalReferences', 'externalReference'),
      21: many('components', 'component'),
      22: many('properties', 'property'),
      23: one('evidence', 'evidence'),
      25: one('modelCard', 'modelCard'),
      26: many('data', 'componentData'),
      27: one('cryptoProperties', 'cryptoProperties'),
      28: one('manufacturer', 'entity'),
      29: many('authors', 'contact'),
      35: many('patentAssertions', 'patentAssertion'),
    },
    service: {
      1: text('bom-ref'),
      2: one('provider', 'entity'),
      3: text('group'),
      4: text('name'),
      5: text('version'),
      6: text('description'),
      7: texts('endpoints'),
      10: many('data', 'dataFlow'),
      11: many('licenses', 'licenseChoice'),
      12: many('externalReferences', 'externalReference'),
      13: many('services', 'service'),
      14: many('properties', 'property'),
      18: many('patentAssertions', 'patentAssertion'),
    },
    entity: {
      1: text('name'),
      2: texts('url'),
      3: many('contact', 'contact'),
      4: text('bom-ref'),
      5: one('address', 'address'),
    },
    contact: { 1: text('name'), 2: text('email'), 3: text('phone'), 4: text('bom-ref') },
    address: { 2: text('country'), 3: text('region'), 4: text('locality') },
    entityOrContact: { 1: one('organization', 'entity'), 2: one('individual', 'contact') },
    attachedText: { 1: text('contentType'), 2: text('encoding'), 3: named('value', text('content')) },
    swid: {
      1: text('tagId'),
      2: text('name'),
      3: text('version'),
      6: one('text', 'attachedText'),
      7: text('url'),
    },
    externalReference: { 2: text('url'), 3: text('comment'), 5: many('properties', 'property') },
    property: { 1: text('name'), 2: text('value') },
    licenseChoice: {
      1: one('license', 'license'),
      2: text('expression'),
      // JSON has what stands beside the expression at the same level as the expression.
      5: inline(named('expression_detailed', one('expressionDetailed', 'expressionDetailed'))),
    },
    license: {
      1: text('id'),
      2: text('name'),
      4: text('url'),
      6: one('licensing', 'licensing'),
      7: many('properties', 'property'),
    },
    expressionDetailed: {
      1: text('expression'),
      5: one('licensing', 'licensing'),
      6: many('properties', 'property'),
    },
    licensing: {
      2: one('licensor', 'entityOrContact'),
      3: one('licensee', 'entityOrContact'),
      4: one('purchaser', 'entityOrContact'),
    },
    pedigree: {
      1: many('ancestors', 'component'),
      2: many('descendants', 'component'),
      3: many('variants', 'component'),
      4: many('commits', 'commit'),
      5: many('patches', 'patch'),
      6: text('notes'),
    },
    commit: {
      1: text('uid'),
      2: text('url'),
      3: one('author', 'action'),
      4: one('committer', 'action'),
      5: text('message'),
    },
    action: { 2: text('name'), 3: text('email') },
    patch: { 2: one('diff', 'diff') },
    diff: { 1: one('text', 'attachedText'), 2: text('url') },
    evidence: {
      1: many('licenses', 'licenseChoice'),
      2: many('copyright', 'copyright'),
      3: many('identity', 'identity'),
      4: many('occurrences', 'occurrence'),
    },
    copyright: { 1: text('text') },
    identity: { 3: many('methods', 'method'), 5: text('concludedValue') },
    method: { 3: text('value') },
    occurrence: { 1: text('bom-ref'), 2: text('location') },
    dataFlow: {
      2: named('value', text('classification')),
      3: text('name'),
      4: text('description'),
      5: texts('source'),
      6: texts('destination'),
      7: one('governance', 'governance'),
    },
    governance: {
      1: many('custodians', 'responsible'),
      2: many('stewards', 'responsible'),
      3: many('owners', 'responsible'),
    },
    responsible: { 1: one('organization', 'entity'), 2: one('contact', 'contact') },
    componentData: {
      1: text('bom-ref'),
      3: text('name'),
      5: text('classification'),
      8: text('description'),
      9: one('governance', 'governance'),
    },
    modelCard: {
      2: one('modelParameters', 'modelParameters'),
      4: one('considerations', 'considerations'),
    },
    modelParameters: { 5: many('datasets', 'dataset') },
    dataset: { 1: inline(one('dataset', 'componentData')), 2: text('ref') },
    considerations: { 7: one('environmentalConsiderations', 'environment') },
    environment: { 1: many('energyConsumptions', 'energyConsumption'), 2: many('properties', 'property') },
    energyConsumption: { 2: many('energyProviders', 'energyProvider') },
    energyProvider: { 1: text('bom-ref'), 2: text('description'), 3: one('organization', 'entity') },
    cryptoProperties: { 3: one('certificateProperties', 'certificate') },
    certificate: { 1: text('subjectName'), 2: text('issuerName') },
    vulnerability: { 15: many('tools', 'tool') },
    annotation: { 3: one('annotator', 'annotator'), 5: text('text') },
    annotator: {
      1: one('organization', 'entity'),
      2: one('individual', 'contact'),
      3: one('component', 'component'),
      4: one('service', 'service'),
    },
    formula: {
      2: many('components', 'component'),
      3: many('services', 'service'),
      5: many('properties', 'property'),
    },
    declarations: {
      1: many('assessors', 'assessor'),
      4: many('evidence', 'declaredEvidence'),
      5: one('targets', 'targets'),
      6: one('affirmation', 'affirmation'),
    },
    assessor: { 1: text('bom-ref'), 3: one('organization', 'entity') },
    declaredEvidence: {
      1: text('bom-ref'),
      3: text('description'),
      7: one('author', 'contact'),
      8: one('reviewer', 'contact'),
    },
    targets: {
      1: many('organizations', 'entity'),
      2: many('components', 'component'),
      3: many('services', 'service'),
    },
    affirmation: { 1: text('statement'), 2: many('signatories', 'signatory') },
    signatory: { 1: text('name'), 2: text('role'), 3: one('organization', 'entity') },
    definitions: { 1: many('standards', 'standard'), 2: many('patents', 'patentOrFamily') },
    standard: {
      1: text('bom-ref'),
      2: text('name'),
      3: text('version'),
      4: text('description'),
      5: text('owner'),
    },
    patentOrFamily: { 1: inline(one('patent', 'patent')) },
    patent: {
      1: text('bom-ref'),
      7: text('title'),
      13: many('patentAssignee', 'entityOrContact'),
      14: many('externalReferences', 'externalReference'),
    },
    patentAssertion: { 1: text('bom-ref'), 4: one('asserter', 'asserter'), 5: text('notes') },
    asserter: { 1: one('organization', 'entity'), 2: one('individual', 'contact'), 3: text('ref') },
  }
}

function text(key: string): FieldShape {
  return { key, holds: { text: true } }
}

function texts(key: string): FieldShape {
  return { key, holds: { text: true }, many: true }
}

function one(key: string, message: string): FieldShape {
  return { key, holds: { message } }
}

function many(key: string, message: string): FieldShape {
  return { key, holds: { message }, many: true }
}

function inline(shape: FieldShape): FieldShape {
  return { ...shape, inline: true }
}

function named(name: string, shape: FieldShape): FieldShape {
  return { ...shape, name }
}
