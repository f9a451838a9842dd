import { describe, expect, test } from 'vitest'
import { guessTableEncoding } from '../../src/syntax/legacy-encoding.ts'

const TABLES: Readonly<Record<string, readonly string[]>> = {
  'windows-1252': [
    'IP;Hersteller;Gerätetyp\r\n10.0.0.1;Müller GmbH;Tür-Öffner\r\n10.0.0.2;Größe;\r\n',
    'N°;Modèle;Référence\r\n1;Caméra extérieure;é\r\n2;Écran;à l’entrée\r\n',
    'Marca,Descripción\r\nAcme®,Cámara – señal\r\n',
    'Fabricante;Descrição\nAcme;Câmera de segurança, portão nº 2\n',
    'name,temp\r\nSensor,21 °C\r\n',
    'Navn;Sted\r\nKamera;Århus, Øst\r\nSvagstrøm;Sønderå\r\n',
    'Raum;Größe\r\nKeller;21 m³\r\nTür;5 m²\r\n',
    'N.º;Descripción\r\n1;¿Cámara?\r\n2;piso 1º\r\n',
    'Nom;Où\r\nCaméra;près de là\r\nÉcran;à côté, œil\r\n',
    'Nafn;Staður\r\nMyndavél;Þórshöfn, við höfnina\r\n',
  ],
  macintosh: [
    'IP;Hersteller;Gerätetyp\r10.0.0.1;Müller GmbH;Tür-Öffner\r',
    'N°;Modèle;Référence\n1;Caméra extérieure;é\n2;Écran;à l’entrée\n',
    'Marca,Descripción\nAcme®,Cámara – señal\n',
  ],
  'windows-1250': [
    'Lp.;Nazwa urządzenia;Producent\r\n1;Kamera zewnętrzna;Łódź\r\n2;Rejestrator, piętro;Acme\r\n',
    'Nazwa urządzenia;Ilość\r\nKamera zewnętrzna;12 szt.\r\n',
    'Název,Výrobce,Umístění\r\nKamera,Acme,přízemí u dveří\r\nSíť,Příbram,\r\n',
    'Megnevezés;Gyártó;Darab\r\nKülső kamera;Acme;épület, fűtés\r\n',
  ],
  'windows-1254': [
    'Sıra No;Cihaz Adı;Markası\r\n1;Kamera, giriş;ACME\r\n2;Çıkış kapısı;Üst kat\r\n',
    'Ad,Konum\r\nKamera,İstanbul Üsküdar\r\nKamera,Eskişehir\r\n',
  ],
  'windows-1253': ['Όνομα;Κατασκευαστής\r\nΚάμερα εισόδου;Acme\r\n'],
  'windows-1256': [
    'الرقم;اسم الجهاز;الشركة المصنعة;الموديل\r\n1;كاميرا المدخل;شركة;X-1\r\n',
    'Name,الموقع\r\nCamera,بغداد - الكرخ\r\n',
  ],
  ibm866: ['Производитель;Модель;Серийный номер\r\nАкме;Камера уличная;ABC-1\r\n'],
  'windows-1251': [
    'Производитель;Модель;Серийный номер\r\nАкме;Камера уличная;ABC-1\r\n',
    'IP,Описание\r\n10.0.0.1,Видеокамера у входа\r\n10.0.0.2,Склад\r\n',
  ],
  gb18030: [
    '序号,设备名称,品牌,型号\r\n1,网络摄像机,海康威视,X-1\r\n',
    'Name,位置\r\nCamera,北京\r\nCamera,上海市浦东新区\r\n',
    'ip;mac;备注\r\n10.0.0.1;;机房\r\n10.0.0.2;;二楼东侧走廊\r\n',
  ],
  big5: [
    '序號,設備名稱,廠牌,型號\r\n1,網路攝影機,某某公司,X-1\r\n',
    'Name,位置\r\nCamera,台北市信義區\r\nCamera,高雄\r\n',
  ],
  shift_jis: [
    '管理番号,メーカー,型番\r\n001,ハイクビジョン,X-1\r\n',
    'No,設置場所\r\n1,東京本社 正面玄関\r\n2,大阪支店\r\n',
    'No,名称\r\n1,ｶﾒﾗ ｼｽﾃﾑ\r\n2,入口のカメラ\r\n',
  ],
  'euc-kr': [
    '번호,제조사,모델명\r\n1,하이크비전,X-1\r\n',
    'IP,설치 위치\r\n10.0.0.1,서울 본사 1층 로비\r\n10.0.0.2,부산\r\n',
  ],
}

describe.each(Object.entries(TABLES))('a table in %s', (encoding, tables) => {
  test.each(tables)('%s', (text) => {
    expect(guessTableEncoding(encode(text, encoding))).toBe(encoding)
  })
})

test.each([
  ['a tag-value text', 'PackageName: Gerät\nPackageSupplier: Person: Müller\n'],
  ['prose', 'Für Geräte gilt\ndies und das\nnicht mehr\n'],
  ['control characters', 'a,b\u0001\nü,c\n'],
  ['one mark in many lines', `Gerät\n${'Tür\n'.repeat(9)}a;b\n`],
])('%s is no table', (_, text) => {
  expect(guessTableEncoding(encode(text, 'windows-1252'))).toBeNull()
})

/** The text in an encoding, by what a decoder makes of every byte and pair of bytes. */
function encode(text: string, encoding: string): Uint8Array {
  const table = tableOf(encoding)
  return Uint8Array.from([...text].flatMap((character) => bytesOf(character, table, encoding)))
}

function bytesOf(character: string, table: ReadonlyMap<string, readonly number[]>, encoding: string) {
  const bytes = table.get(character)
  if (bytes === undefined) throw new Error(`${encoding} has no ${character}`)
  return bytes
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>()

function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  let table = tables.get(encoding)
  if (table === undefined) {
    table = new Map(codes().flatMap((bytes) => entryOf(bytes, encoding)))
    tables.set(encoding, table)
  }
  return table
}

/** Two bytes first, so that those of one, which come later, are kept. */
function codes(): readonly (readonly number[])[] {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte)
  const pairs = bytes.slice(0x81).flatMap((lead) => bytes.slice(0x40).map((trail) => [lead, trail]))
  return [...pairs, ...bytes.map((byte) => [byte])]
}

function entryOf(
  bytes: readonly number[],
  encoding: string,
): readonly (readonly [string, readonly number[]])[] {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true })
    const text = decoder.decode(Uint8Array.from(bytes), { stream: true }) + decoder.decode()
    return [...text].length === 1 ? [[text, bytes]] : []
  } catch {
    return []
  }
}
