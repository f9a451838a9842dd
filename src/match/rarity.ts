/**
 * Sequences of three letters that stand in more than 2 % of the records of public SBOMs (42,500 records of
 * CycloneDX and SPDX files; `i l 1` and `o 0` not told apart): two letters, then each third letter.
 */
const COMMON =
  'achkmqt adm agei aignprsuy amdeip anacdgint apaip arceisty asefhst ataehiotuy aust avae aye bas ber ' +
  'bin bomx brao bsdi bugint cat cdx cenrst chaei ciu ckaes cme comnpr cpe cqu crei cteiosu cumr cve ' +
  'cyc dat dby denprstv dignrst dme dorw dpk dsiop duci dve dxeir eamst ebs ecktuv edsvx efs egio ein ' +
  'ejs emae enacdest epaeio equ eradeimnrstv esacost etacehy evaei exaept fer fin foru fro ftw gbi ' +
  'gejnrstv ght ginst gnr gocior gpi grao gua hainrst hecirs hicdpst hodmnr htmt hub ianrstuy ibru ' +
  'iemnrst igehiop iinst imaep inacdefgimstu iognpwy ipeit ire iscehst itehioy iude ivey iyz izae jarv ' +
  'jec jso kag kery ksu mainrtv menprst mfi mint mjs mmeo modn mpio mva nagimrt nceio ndabeios nedinrst ' +
  'nfio ngbsu ninosyz nmeo nno noadnt npm nrt nsehit ntaeirs nuix oas ocku odu ofrt oge oinsv oje ' +
  'omefmp onacefist opety oregikmsty oseis otaehi ounprt owns pacgrt pdx pecnrs piaeio pkg pmj ponrs ' +
  'ppi preio pst ptiy pubr pyr quaei racmnrt rceh rdi reacdefginpqs ribcdfgnptv rma rna rofjmpuw rpo ' +
  'rseio rtdisy rvi ryp samn sbo schor secdirs sfi shaei sinostz sofinru spade src sseiu staeirs suemp ' +
  'swi syfs tabdgit tecdgmnrsx tgz thaeimou ticdefimnov tmi tomor tps traeiouy ttep turs twa typ uag ' +
  'ubei uct udei ues ugs uideirt umesv undit upps urceinp useirt uthi uui vair vcs vedinr vicd war web ' +
  'wint wni wor www xam xei xid xpr xre xte yam yci yer yft ype yri yst yth yze zed zon'

const COMMON_TRIPLES = new Set(
  COMMON.split(' ').flatMap((entry) => [...entry.slice(2)].map((third) => entry.slice(0, 2) + third)),
)

/**
 * How many sequences of three characters in a run of ASCII letters and digits are rare in SBOMs: a run with none
 * stands in too many records to tell anything. Those that could be hexadecimal digits count as common.
 */
export function rareTriples(run: string): number {
  const folded = run.replace(/[l1]/g, 'i').replaceAll('0', 'o')
  let count = 0
  for (let at = 0; at + 3 <= folded.length; at++) {
    const triple = folded.slice(at, at + 3)
    if (!COMMON_TRIPLES.has(triple) && !/^[a-f2-9io]+$/.test(triple)) count++
  }
  return count
}
