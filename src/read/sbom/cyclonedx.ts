import type { Field } from '../../model/field.ts'
import type { ItemKind } from '../../model/item.ts'
import type { ObjectNode } from '../../syntax/node.ts'
import { pickIdentity, pickProperty, pickSwidText } from './cyclonedx-picks.ts'
import {
  claim,
  claimOf,
  type Grammar,
  into,
  item,
  memberOf,
  type ObjectType,
  party,
  pick,
  sameItem,
  textOf,
  title,
} from './grammar.ts'
import { ESCAPED_CHARACTERS } from './identifier.ts'

/**
 * Where things stand in CycloneDX 1.0 to 1.7, for JSON, XML and protobuf alike: their names differ only where
 * XML wraps a list in an element and calls the entries by a name of their own.
 */
export const cyclonedx: Grammar = { types: cyclonedxTypes(), kindOf }

/** Member names of the root that describe the document itself or come from it once. */
export const CYCLONEDX_HEAD: readonly string[] = ['metadata', 'specVersion', 'bomFormat', '$schema']

/** Lists whose nested components and services are counted. */
export const CYCLONEDX_COUNTED: readonly string[] = [
  'components',
  'services',
  'annotations',
  'formulation',
  'declarations',
  'definitions',
  'vulnerabilities',
]

/**
 * What shows that a record may matter although no literal stands in it: hardware, where model numbers and
 * white labels are looked for, addresses of network interfaces, and letters that are written otherwise. Text
 * inside text, which only SWID tags have, shows itself in JSON and in XML by different marks.
 */
export const CYCLONEDX_TRIGGERS: readonly string[] = [
  '"device',
  "'device",
  '"firmware',
  "'firmware",
  'macaddr',
  'mac_addr',
  'mac-addr',
  'mac addr',
  '"mac',
  "'mac",
  ':mac',
  'xn--',
  ...ESCAPED_CHARACTERS,
]

function kindOf(type: string, node: ObjectNode): ItemKind {
  if (type === 'service') return 'service'
  const text = textOf(memberOf(node, 'type'))?.value.toLowerCase()
  return text === 'device' || text === 'firmware' ? text : 'software'
}

function cyclonedxTypes(): Readonly<Record<string, ObjectType>> {
  return {
    bom: {
      metadata: into('metadata'),
      components: into('components', 'component'),
      services: into('services', 'service'),
      externalReferences: into('externalReferences', 'reference'),
      properties: into('properties', 'property'),
      annotations: into('annotations', 'annotation'),
      formulation: into('formulation', 'formula'),
      declarations: into('declarations'),
      definitions: into('definitions'),
    },
    metadata: {
      component: sameItem('component'),
      supplier: into('supplier'),
      manufacture: into('manufacturer'),
      // Since 1.6: who made the document.
      manufacturer: into('author'),
      authors: into('authors', 'author'),
      tools: into('tools', 'tool'),
      licenses: into('licenses'),
      properties: into('properties', 'property'),
    },
    tools: {
      tool: into('tool'),
      components: into('toolComponents', 'component'),
      services: into('toolComponents', 'service'),
    },
    toolComponents: { component: into('tool'), service: into('tool') },
    tool: {
      '#text': party('author'),
      vendor: party('author'),
      name: claim('author'),
      supplier: into('author'),
      manufacturer: into('author'),
      provider: into('author'),
      publisher: party('author'),
      author: party('author'),
      authors: into('authors', 'author'),
    },
    components: { component: item('component') },
    component: {
      type: claim('class'),
      supplier: into('supplier'),
      manufacturer: into('manufacturer'),
      author: party('author'),
      authors: into('authors', 'author'),
      publisher: party('publisher'),
      group: claim('group'),
      name: title,
      version: claimOf({ firmware: ['firmware'] }),
      description: claim('description'),
      copyright: claim('copyright'),
      cpe: claim('cpe'),
      purl: claim('purl'),
      swid: into('swid'),
      pedigree: into('pedigree'),
      externalReferences: into('externalReferences', 'reference'),
      properties: into('properties', 'property'),
      components: into('components', 'component'),
      evidence: into('evidence'),
      licenses: into('licenses'),
      data: into('data'),
      modelCard: into('modelCard'),
      cryptoProperties: into('cryptoProperties'),
      patentAssertions: into('patentAssertions', 'patentAssertion'),
    },
    services: { service: item('service') },
    service: {
      provider: into('supplier'),
      group: claim('group'),
      name: title,
      description: claim('description'),
      endpoints: into('endpoints', 'endpoint'),
      externalReferences: into('externalReferences', 'reference'),
      properties: into('properties', 'property'),
      services: into('services', 'service'),
      licenses: into('licenses'),
      data: into('data'),
      patentAssertions: into('patentAssertions', 'patentAssertion'),
    },
    endpoints: { endpoint: claim('url') },
    supplier: organization('supplier'),
    manufacturer: organization('manufacturer'),
    author: organization('author'),
    'supplier.contact': contact('email'),
    'manufacturer.contact': contact('email'),
    'author.contact': contact('author'),
    address: { country: claim('country') },
    authors: { author: into('author.contact') },
    swid: { tagId: claim('swid'), name: claim('swid'), url: claim('url'), text: pick(pickSwidText) },
    externalReferences: { reference: into('externalReference') },
    externalReference: { url: claim('url') },
    properties: { property: pick(pickProperty) },
    pedigree: {
      ancestors: into('components', 'component'),
      descendants: into('components', 'component'),
      variants: into('components', 'component'),
      commits: into('commits', 'commit'),
      patches: into('patches', 'patch'),
      notes: claim('description'),
    },
    commits: { commit: into('commit') },
    commit: { url: claim('url'), author: into('author.contact'), committer: into('author.contact') },
    patches: { patch: into('patch') },
    patch: { diff: into('diff') },
    diff: { url: claim('url') },
    evidence: {
      identity: pick(pickIdentity),
      copyright: into('copyrights'),
      occurrences: into('occurrences', 'occurrence'),
      licenses: into('licenses'),
    },
    copyrights: { text: claim('copyright'), '#text': claim('copyright') },
    occurrences: { occurrence: into('occurrence') },
    occurrence: { location: claim('path') },
    licenses: { license: into('license') },
    license: { licensing: into('licensing') },
    // Who holds or bought the licence is the user, not the maker.
    licensing: { licensor: into('party') },
    // XML says which of the two it is; JSON has the one or the other in its place.
    party: {
      name: party('author'),
      url: claim('author'),
      email: claim('author'),
      contact: into('author.contact'),
      organization: into('author'),
      individual: into('author.contact'),
    },
    data: {
      governance: into('governance'),
      dataflow: into('data'),
      source: into('flowEnd', 'url'),
      destination: into('flowEnd', 'url'),
    },
    flowEnd: { url: claim('url'), '#text': claim('url') },
    governance: {
      custodians: into('parties', 'custodian'),
      stewards: into('parties', 'steward'),
      owners: into('parties', 'owner'),
    },
    parties: { custodian: into('responsible'), steward: into('responsible'), owner: into('responsible') },
    responsible: { organization: into('author'), contact: into('author.contact') },
    modelCard: {
      modelParameters: into('modelParameters'),
      considerations: into('considerations'),
      properties: into('properties', 'property'),
    },
    modelParameters: { datasets: into('datasets', 'dataset') },
    datasets: { dataset: into('data') },
    considerations: { environmentalConsiderations: into('environment') },
    environment: { energyConsumptions: into('energyConsumptions', 'energyConsumption') },
    energyConsumptions: { energyConsumption: into('energyConsumption') },
    energyConsumption: { energyProviders: into('energyProvider') },
    energyProvider: { organization: into('author') },
    cryptoProperties: { certificateProperties: into('certificate') },
    certificate: { subjectName: claim('description'), issuerName: claim('description') },
    patentAssertions: { patentAssertion: into('patentAssertion') },
    patentAssertion: { asserter: into('party') },
    annotations: { annotation: into('annotation') },
    annotation: { annotator: into('annotator'), text: claim('description') },
    annotator: {
      organization: into('author'),
      individual: into('author.contact'),
      component: item('component'),
      service: item('service'),
    },
    formulation: { formula: into('formula') },
    formula: {
      components: into('components', 'component'),
      services: into('services', 'service'),
      properties: into('properties', 'property'),
    },
    declarations: {
      assessors: into('assessors', 'assessor'),
      targets: into('targets'),
      evidence: into('declaredEvidence'),
      affirmation: into('affirmation'),
    },
    assessors: { assessor: into('party') },
    targets: {
      organizations: into('organizations', 'organization'),
      components: into('components', 'component'),
      services: into('services', 'service'),
    },
    organizations: { organization: into('author') },
    declaredEvidence: {
      evidence: into('declaredEvidence'),
      author: into('author.contact'),
      reviewer: into('author.contact'),
    },
    affirmation: { signatories: into('signatories', 'signatory') },
    signatories: { signatory: into('signatory') },
    signatory: { organization: into('author') },
    definitions: { standards: into('standards', 'standard'), patents: into('patents', 'patent') },
    standards: { standard: into('standard') },
    standard: { owner: party('author') },
    patents: { patent: into('patent') },
    patent: { patentAssignee: into('party') },
  }
}

/** An organisation in the part of `field`. What its own web address says is evidence where its name is. */
function organization(field: 'supplier' | 'manufacturer' | 'author'): ObjectType {
  const about: Field = field === 'author' ? 'author' : 'domain'
  return {
    '#text': party(field),
    name: party(field),
    url: claim(about),
    contact: into(`${field}.contact`),
    ...(field !== 'author' && { address: into('address') }),
  }
}

function contact(email: Field): ObjectType {
  return { '#text': party('author'), name: party('author'), email: claim(email) }
}
