/**
 * Sequences of three letters that stand in more than 1 % of the records of public SBOMs (158,000 records of
 * CycloneDX and SPDX files; `i l 1` and `o 0` not told apart): two letters, then each third letter.
 */
const COMMON =
  'achkqt adm afr agei aignrsuy amdeip anadginst apaip arcegimsty asehist ataehiotuy aust avae aye bas ' +
  'ber bin bje bomsx brao bsdi bugit cant cdx cenrst chaei ciu ckaes comnpr cpe cqu crei cteiosu cumr dat ' +
  'dby denprstvx digrst dme dorw dpk dsop dui dxeir eamst ebs ecktu eds efs egaio ein ejs emaes enacdest ' +
  'epaeio equ eraeimnrstv esacost etacehy eur evei exaipt fer fin foru frio ftw gai gco gejmnrst ght ' +
  'ginstv gnu goir gpi grao gua hainrst hecirs hiipsv hodmnr htmt hub ianrsty ibmrsu iegmnrst igehio ' +
  'iinst imaep inacdefgikstux iognwy ipet ire iscehst itehioy iuade ive iyz ize jarv jbo jec jso jui kag ' +
  'kery ksu mainrtv menprst mint mjs mmeo modn mpio mva nagimrt nceio ndabeios nedinrst nfio ngisu ' +
  'nicfnoty nme noadnt npm nsehit ntaeirs nux oas obj ocku odsu oft oge oinsv oje omeimp onacefgistv oot ' +
  'opety oregikmsty oseist othi ounpr owns pacgrt pdx pecnrs piaeiou pkg pmj ponrs ppio preio pst ptiy ' +
  'pubr pyrty quei racimnrt rceh reacdefginpqs ribcdfgnptv rma rna rocjmnopuw rra rsei rtisy rubn rvi ryp ' +
  'samn sbo schor secdirs shaei sianostx sofinru spde src ssaeiu stadeirs suemp syfs tabdgirt tdi ' +
  'tecdgmnrsx tgz thaeimou tiacdefimnotv tmi tomor tps traeiouy ttep turs twa typ tzd uag ubeiy ude ues ' +
  'ugs uideirt umesv undit upps urceino useirt uthi vair vcs vedinr vicd war web wint wni wor wse www xam ' +
  'xei xid xpr xre xte yam yci yer yft ype yri yst yth yya yze zda zed zon'

/** Those that stand in more than 0.3 % and in no more than 1 %. */
const FREQUENT =
  'acm adv agos aikmpt akae amas anceouy apekst aqu arabdknor ascfy atc audi avi ban bex bih bou bset ' +
  'bufns caprs cep chnor cip cme craoty cuis cve cyc danprs deg din dom dreio dsi ducs dvei dxd eanr ebu ' +
  'echv eduvx een ege eipy embiop engijrv eprt ercdfoy esepu etirstu eva ewo exce eycs fasu fes figuxy ' +
  'fon frae fuin gan gbi gcc geivx gfr ggei giadeio gmt gnr goacnov greu gsy guir headmn hicdgnt hni ' +
  'hoiuw hus iagu ibgnptx ichkrstu idst iepvwx ify iggnpu ihf iigkmpuyz ikei imi inm ioprstu ipaijs iqu ' +
  'irao isaio itast iugims ivy iyst iza jacn jdk jest jir join jre kar kent kin kno kon kub macgkpsy mbeo ' +
  'mediw mfi micis mma mnt mojrtz mpar muis nap nchtuy ndr new ngbefo niimpqsxz njd nke nmo nneo noruw ' +
  'nret nscops ntou nueim nvde oakt ocs ofr oggir oke omacf ond oogkz oradhp otaeo ouist ovei owei ozi ' +
  'pamns pda pedm pfi pinp pjs poim ppe pse pto qua rabdgpy rcft rdi remtv rgae rhu riaemosy rmi rncei ' +
  'rodfgirstv rpo rreo rsao rtadeo ruces rve rwi saafgi sbi scaux seemntv sfi sho sibfgimz sma soc ' +
  'spafior sshopw stoy subis swi symn tacmn tcho teai tis tocnp tpa ttiry txt tzi uairs ubsu uchkt udi ' +
  'uean uff ugi uian umb unc upd urapr uss uteo uui vasx vecs vieis vui waisy wer whei widi wrai xce xdo ' +
  'xec xis xmi xpa xtrs ymb ync you yptu ysi zat ziinp'

/** From which rarity on a run of letters and digits is worth being searched for in every record. */
export const RARE_ENOUGH = 2

/** Points by triple, three characters of 36; made when first asked for, which lists prepared by the build never do. */
let pointsByTriple: Uint8Array | null = null

/**
 * How rare a run of lower-case ASCII letters and digits is in SBOMs: two points for each sequence of three
 * characters that is rare, one for those that are merely not common. What could be hexadecimal digits has none.
 */
export function rarity(run: string): number {
  pointsByTriple ??= pointsOfTriples()
  let points = 0
  let triple = 0
  for (let at = 0; at < run.length; at++) {
    triple = (triple % (36 * 36)) * 36 + digitOf(run.charCodeAt(at))
    if (at > 1) points += pointsByTriple[triple] as number
  }
  return points
}

function pointsOfTriples(): Uint8Array {
  const points = new Uint8Array(36 ** 3).fill(2)
  const hexadecimal = [...'abcdef23456789io'].map((character) => digitOf(character.charCodeAt(0)))
  for (const a of hexadecimal)
    for (const b of hexadecimal) for (const c of hexadecimal) points[(a * 36 + b) * 36 + c] = 0
  mark(points, FREQUENT, 1)
  mark(points, COMMON, 0)
  return points
}

function mark(points: Uint8Array, packed: string, value: number): void {
  for (const entry of packed.split(' ')) {
    const pair = digitOf(entry.charCodeAt(0)) * 36 + digitOf(entry.charCodeAt(1))
    for (let at = 2; at < entry.length; at++) points[pair * 36 + digitOf(entry.charCodeAt(at))] = value
  }
}

/** A lower-case letter or digit as a number below 36; look-alikes (`i l 1`, `o 0`) as one. */
function digitOf(code: number): number {
  if (code === 0x31 || code === 0x6c) return 18
  if (code === 0x30) return 24
  return code >= 0x61 ? code - 0x61 + 10 : code - 0x30
}
