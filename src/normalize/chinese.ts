/**
 * Traditional characters beside their simplified forms, for those in use in names of companies and goods.
 * Characters whose folding depends on the word are left out.
 */
const PAIRS =
  '為为華华術术興兴訊讯視视數数達达電电網网絡络軟软務务業业產产國国際际聯联貿贸東东廣广區区園园創创備备設设計计車车' +
  '機机儀仪線线號号實实驗验學学節节點点動动場场開开發发關关閉闭門门應应義义烏乌蘇苏寧宁濟济漢汉陽阳陝陕黃黄龍龙鄭郑長长灣湾臺台' +
  '錫锡團团總总資资財财證证顧顾問问經经營营銷销傳传廠厂廈厦莊庄億亿萬万寶宝島岛衛卫橋桥質质檢检測测監监護护報报雲云雙双優优爾尔' +
  '亞亚歐欧韓韩馬马賽赛維维統统與与專专員员貝贝賓宾榮荣鴻鸿鯤鲲鵬鹏騰腾銳锐螢萤樂乐閃闪極极鋒锋鐵铁銀银鋼钢錄录攝摄頭头錦锦' +
  '贏赢羅罗爭争靈灵職职責责體体積积構构標标準准導导強强壓压變变轉转換换話话連连遠远進进運运過过選选邊边對对導导圖图圓圆' +
  '衝冲術术製制複复補补規规覺觉觀观訂订記记訪访評评試试詢询認认語语誠诚調调識识議议讓让貨货買买費费貸贷購购輛辆輪轮輸输' +
  '農农適适還还郵邮釋释釐厘鈦钛鉅钜鋁铝錢钱鍵键鎖锁鏡镜閥阀閱阅陳陈陸陆階阶隊队隨随險险雜杂離离難难霧雾靜静韻韵響响頁页項项順顺預预頻频' +
  '題题額额類类風风飛飞養养館馆駕驾驅驱驗验鮮鲜麗丽齊齐齒齿龐庞無无時时晝昼會会樓楼樣样樹树歸归歷历殘残殺杀氣气決决沒没況况淨净淺浅減减溫温滿满漸渐潔洁' +
  '澤泽濕湿爐炉燈灯營营狀状獨独獲获現现瑪玛環环療疗盡尽盤盘確确碼码礎础禮礼種种稱称穩稳窮穷競竞筆笔簡简紀纪約约紅红純纯紙纸級级細细終终組组結结給给絕绝絲丝' +
  '緊紧緣缘編编緩缓練练績绩織织繪绘繼继續续習习聖圣聞闻聲声聽听肅肃腦脑臨临舊旧艦舰藍蓝藝艺藥药處处虛虚蟲虫衆众裝装見见親亲解解'

const SIMPLIFIED = new Map<string, string>()
for (let i = 0; i + 1 < PAIRS.length; i += 2) SIMPLIFIED.set(PAIRS.charAt(i), PAIRS.charAt(i + 1))

/** A text with the traditional Chinese characters in use in names replaced by their simplified forms. */
export function toSimplified(text: string): string {
  if (!/\p{Script=Han}/u.test(text)) return text
  let result = ''
  for (const character of text) result += SIMPLIFIED.get(character) ?? character
  return result
}
