import { knownHeaders, type Meaning } from './header-words.ts'

/** What a header says that its column is about; `null` when it is not known. */
export function headerMeaning(header: string): Meaning | null {
  const text = header.normalize('NFKC')
  const whole = meaningOf(text) ?? meaningWithin(text)
  if (whole !== null) return whole
  const parts = text.replace(IN_BRACKETS, ' ').split(BETWEEN_PARTS)
  return parts.length < 2
    ? null
    : meaningTogether(parts.map((part) => meaningOf(part) ?? meaningWithin(part)))
}

/**
 * A header as it is compared: NFKC, look-alike Cyrillic letters of Latin words made Latin, lower case, no
 * diacritics on Latin and Cyrillic letters, nothing but letters, their marks and digits.
 */
export function normalizeHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/\p{L}+/gu, foldLookAlikes)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
}

const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  [...'АВЕКМНОРСТУХаеорсухіѕј'].map((letter, i) => [letter, 'ABEKMHOPCTYXaeopcyxisj'[i]!]),
)

function foldLookAlikes(word: string): string {
  if (!/[A-Za-z]/.test(word) || !/\p{Script=Cyrillic}/u.test(word)) return word
  const folded = [...word].map((letter) => LOOK_ALIKES.get(letter) ?? letter).join('')
  return /\p{Script=Cyrillic}/u.test(folded) ? word : folded
}

/** Known headers by their normalised text; made with the first table. */
let known: ReadonlyMap<string, Meaning> | null = null

function meaningOfWord(word: string): Meaning | undefined {
  known ??= new Map(knownHeaders())
  return known.get(word)
}

function meaningOf(header: string): Meaning | null {
  return meaningOfWord(normalizeHeader(header)) ?? null
}

/** "Camera Model", "MAC Address 1", "Manufacturer (from label)", "deviceModel", "Modelo del equipo", "设备品牌". */
function meaningWithin(header: string): Meaning | null {
  const words = header
    .replace(IN_BRACKETS, ' ')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(normalizeHeader)
    .filter((word) => word !== '')
  while (words.length > 1 && /^\d+$/.test(words[words.length - 1]!)) words.pop()
  for (let from = 0; from < words.length; from++) {
    const found = meaningOfCompound(words.slice(from).join(''))
    if (found !== null) return found
    if (!QUALIFIERS.has(words[from]!)) break
  }
  // "of the camera", after the thing that is said of it.
  for (let to = words.length - 1; to > 0 && OF_THE_DEVICE.has(words[to]!); to--) {
    const found = meaningOfCompound(words.slice(0, to).join(''))
    if (found !== null) return found
  }
  return words.length > 1 && NAME_OF.has(words[0]!)
    ? ofNamed(meaningWithin(afterName(words).join(' ')))
    : null
}

const IN_BRACKETS = /\([^)]*\)|\[[^\]]*\]/g

/** Words that say whose model or address it is, and not what it is. */
const QUALIFIERS: ReadonlySet<string> = new Set(
  `access actual ap asset base camera cam cctv chassis component controller current device dvr edge endpoint equipment gateway
  hardware host hw ip item network node nvr original primary product radio recorder router switch system unit video wireless`.split(
    /\s+/,
  ),
)

const PARTICLES =
  `of the de del de la las los le les l du des d da do das dos di dei della delle dell der des van het`.split(
    ' ',
  )

/** The same after what is said of it, in the form that it has there. */
const OF_THE_DEVICE: ReadonlySet<string> = new Set([
  ...PARTICLES,
  ...`camera cameras cam cctv device devices dvr nvr equipment recorder router switch radio host camara camaras telecamera
  telecamere kamera kamery kamer gerat gerates appareil equipement equipements materiel dispositif dispositivo dispositivos equipo equipos equipamento equipamentos aparelho apparato apparecchio apparaat
  urzadzenia sprzetu zarizeni cihaz оборудования устроиства камеры видеокамеры коммутатора маршрутизатора регистратора`.split(
    /\s+/,
  ),
])

/** "Name of the maker", in languages where it is said so. */
const NAME_OF: ReadonlySet<string> = new Set(
  'name nom nombre nome nazwa naam наименование название'.split(' '),
)

function afterName(words: readonly string[]): readonly string[] {
  let from = 1
  while (from < words.length - 1 && PARTICLES.includes(words[from]!)) from++
  return words.slice(from).map((word) => GENITIVES.get(word) ?? word)
}

const GENITIVES: ReadonlyMap<string, string> = new Map([
  ['producenta', 'producent'],
  ['modelu', 'model'],
  ['производителя', 'производитель'],
  ['бренда', 'бренд'],
  ['марки', 'марка'],
  ['модели', 'модель'],
])

function ofNamed(meaning: Meaning | null): Meaning | null {
  return meaning !== null && NAMED.has(meaning) ? meaning : null
}

/** What has a name that tells who made an item. */
const NAMED: ReadonlySet<Meaning> = new Set<Meaning>(['manufacturer', 'brand', 'vendor', 'supplier', 'model'])

/** A header of one word, whole or without the device in front of it and "name" behind it: "Kameramodell", "品牌名称". */
function meaningOfCompound(word: string): Meaning | null {
  const whole = meaningOfWord(word)
  if (whole !== undefined) return whole
  const rest = word.replace(DEVICE_IN_FRONT, '')
  const found = meaningOfWord(rest)
  if (found !== undefined) return found
  return ofNamed(meaningOfWord(rest.replace(NAME_BEHIND, '')) ?? null)
}

const DEVICE_IN_FRONT =
  /^(?:kamera|camera|gerate?|produkte?|apparaat|utrustnings|cihaz|设备|設備|产品|產品|摄像机|摄像头|攝影機|相机|资产|主机|硬件|机器|终端|物料|所属|カメラ|機器|製品|メーカー(?=.)|장비|제품|카메라|자산|جهاز)+/u
const NAME_BEHIND = /(?:名称|名稱|名|명)$/u

const BETWEEN_PARTS = /[/\\|,;&+、・]|[及与和]|(?<=\s)(?:and|und|et|e|y|i|и|en|ve|och|og|및)(?=\s)/u

/** What the parts of a header say together, "Make / Model" a model; `null` where they are things apart. */
function meaningTogether(parts: readonly (Meaning | null)[]): Meaning | null {
  const said = new Set(parts)
  if (said.size === 1) return parts[0]!
  const only = (...of: readonly Meaning[]) => parts.every((part) => part !== null && of.includes(part))
  if (only('manufacturer', 'brand')) return 'manufacturer'
  if (only('manufacturer', 'brand', 'vendor', 'supplier', 'supplierOrMaker')) return 'supplierOrMaker'
  if (only('manufacturer', 'brand', 'type')) return 'model'
  const model = said.has('model') || said.has('modelNumber')
  return model &&
    only('model', 'modelNumber', 'manufacturer', 'brand', 'vendor', 'type', 'class', ...OF_MODELS)
    ? 'model'
    : null
}

const OF_MODELS = ['partNumber', 'reference', 'product', 'name', 'description'] as const
