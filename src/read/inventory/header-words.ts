/**
 * What a column can be about, and the headers that say so, normalised by `normalizeHeader`: English first, then
 * the words of tools' exports, then other languages. Headers that say it only sometimes are words of their own
 * (`type`, `address`, `hardware` …), which `columns.ts` resolves by the table around them.
 */
const HEADERS = {
  manufacturer: `
    manufacturer manufacturers manufacturername manufacturedby make maker makername mfg mfgr mfr mfgname mfrname manuf oem oemname
    originalmanufacturer equipmentmanufacturer devicemanufacturer productmanufacturer hardwaremanufacturer actualmanufacturer
    biosmake bmanufacturer boardmfg boardvendor chassisvendor devicevendor hardwarevendor hwvendor mmanufacturer smanufacturer
    productvendor subsystemvendor svendor systemvendor vendorname
    ansiblebiosvendor ansibleboardvendor ansiblechassisvendor ansiblesystemvendor
    devicetypemanufacturer devicetypemanufacturername devicetypemanufacturerslug
    hersteller herstellername geratehersteller fabrikat fabricant fabricants constructeur produttore produttori costruttore
    casaproduttrice fabricante fabricantes fabrikant fabrikanten producent producenta producenci производитель производители
    изготовитель hang nhasanxuat メーカ メーカー メーカ名 メーカー名 製造元 製造会社 製造業者
    厂商 厂家 制造商 製造商 廠商 生产厂家 生产商 제조사 제조업체 uretici valmistaja tillverkare produsent
    nameofoem brandmanufacturer kamerahersteller produzent fabrikaat fabbricante vyrobce vyrobca gyarto producator
    proizvođac proizvajalec κατασκευαστης виробник производител tootja razotajs gamintojas заводизготовитель
    фирмаизготовитель фирмапроизводитель ureticifirma imalatcı 生产厂商 生产企业 生产单位 制造厂商 制造厂家 制造单位 制造企业 原厂商 原厂 製造者 製造業者名
    製造メーカー 製造会社名 제조회사 제조자 제작사 제조원 메이커 الشركةالمصنعة الشركةالمصنّعة اسمالشركةالمصنعة المصنع الصانع الجهةالمصنعة יצרן
    ผู้ผลิต hangsanxuat निर्माता pembuat pabrikan`,
  brand: `
    brand brandname label trademark marke marque marca merk ブランド 品牌 브랜드
    marques marka markası markaadı marki varumarke merke mærke merkki merknaam znacka μαρκα марка бренд торговаямарка 廠牌
    厂牌 الماركة ماركة العلامةالتجارية מותג ยี่ห้อ แบรนด์ thuonghieu nhanhieu merek jenama ब्रांड`,
  vendor: `
    vendor ベンダー
    вендор фирма`,
  /** What a tool looked up for the MAC address: the same as the address says, and no more. */
  macVendor: `macvendor macvendors newestmacvendor oui ouivendor nicvendor addressvendor`,
  supplier: `
    supplier suppliers suppliername suppliedby dealer distributor installer installedby integrator provider purchasedfrom reseller
    soldby seller lieferant lieferanten bezugsquelle handler fournisseur fournisseurs revendeur fornitore fornitori
    rivenditore distribuidor proveedor proveedores fornecedor fornecedores leverancier leveranciers dostawca dostawcy
    поставщик поставщики nhacungcap 仕入先 取引先 商社 納入業者 販売店名 購入先 供货商 供應商 经销商 渠道 공급자 공급업체
    contractor contractors awardedto awardee bidder winningbidder successfulbidder auftragnehmer titulaire attributaire
    adjudicatario contratista aggiudicatario wykonawca leverantor leverandor toimittaja dodavatel szallito furnizor
    подрядчик 中标供应商 中标单位 中标人 中标厂商 납품업체 tedarikci المورد`,
  supplierOrMaker: `供应商`,
  publisher: `publisher softwarepublisher 開発元`,
  model: `
    model modelname makemodel makeandmodel manufacturermodel modeltype hardwaremodel hwmodel hwproduct boardmodel boardproduct
    productmodel devicemodel smodel sdevice subsystemmodel ansibleproductname driverdisplayname typefull
    devicetypemodel modell modellname modellbezeichnung modele modello modelo モデル モデル名 型番 型式 型 型号 型號 模型 设备型号
    모델 모델명 модель malli tipdemodel
    modeldescription modelle modeles modelos modelli modelbeskrivelse typenbezeichnung typbezeichnung typenummer
    typeaanduiding typbeteckning modellbeteckning modellnamn modellnavn modelnaam modelbetegnelse modeli modeladı modelu
    mallimerkinta rodzajmodel 规格型号 型号规格 机型 機種 機種名 型名 形名 기종 الموديل موديل الطراز טراز דגם รุ่น μοντελο модел मॉडल
    kieumay dongmay tipus 品牌型号 厂牌型号 廠牌型號 品牌型號 markamodel mfrmodel mfgmodel vendormodel tipe`,
  modelNumber: `
    modelno modelnr modelnum modelnumber modelcode modelnummer modellnr modellnummer modellon modeln modelono codigodomodelo
    номермодели モデルno 型号编码 모델번호
    modelnos modelnumbername modellnrn mallinumero modelnumarası numerodemodelo numeromodelo nodemodelo numerodumodele
    numerodimodello numermodelu numermodeli codicemodello 品番 モデル番号 رقمالموديل`,
  partNumber: `
    partnumber partno partnr partid manufacturerpartnumber mfrpartnumber mfgpartnumber mpn pid productid productnumber productcode
    sku skunumber ordercode boardpartnumber productpartnumber sparepartnumber itemno itemnumber cdxdevicesku
    artikelnummer artikelnr teilenummer teileid referencedepiece numerodepiece identifiantdelapiece numerodelpezzo
    iddellaparte numerodeparte numerodepieza iddepieza onderdeelid onderdeelnummer numerczesci identyfikatorczesci
    артикул パーツid パーツ番号 部件编码pn 零件id 부품id 부품번호
    pn partdescription itemcode articleno articlenumber artno artnr bestellnummer catalognumber catno ordernumber
    orderingcode mfrpn mfgpn mfgpart mfrpart manufacturermodelnumber referenceproduit referencefabricant
    referencearticle codearticle codicearticolo codiceprodotto kodproduktu stokkodu кодтовара 物料编码 产品编码 货号
    商品コード 품번 masanpham`,
  /** Of a product, beside its maker; else of a payment, a book, a page. */
  reference: `reference referencia`,
  type: `
    type devicetype cameratype producttype equipmenttype typ tipo geratetyp typedappareil tipodedispositivo tipodidispositivo soortapparaat apparaattype typurzadzenia
    типустроиства デバイスタイプ 장비유형
    typekamera typzarizeni тип 타입`,
  class: `
    category categoryname assettype assetcategory equipmentcategory devicecategory deviceclass
    devicetypeprediction role devicerole systemtype sysclassname kind
    kategorie rolle categorie famille categoria ruolo funcao kategoria rola rol категория роль
    loai カテゴリー カテゴリー名 ロール 種別 機器種別 分类 分類 品类 类别 類別 类型 角色 설비분류 분류 역할
    typeofdevice typeofequipment typeofcamera assetclass art gerateart geratekategorie gerateklasse typologie tipologia
    rodzaj soort kategori druh видоборудования вид 设备类型 设备类别 资产类别 资产分类 設備類型 カテゴリ 種類 장비구분 장비종류 자산구분 구분 유형 종류 tur turu
    cihazturu cihaztipi نوعالجهاز النوع الفئة utrustningstyp`,
  hardware: `hardware hardwarefull hw`,
  platform: `platform plateforme plataforma piattaforma platforma платформа プラットフォーム 平台 플랫폼`,
  product: `
    product productname 商品名
    produit produkt producto prodotto produto 製品名 製品 제품명`,
  device: `
    device unit equipment gerat appareil dispositivo apparaat urzadzenie устроиство 設備 设备 장비
    item equipo equipamento apparato zarizeni`,
  mac: `
    mac macaddr macaddress macaddresses macaddressa macaddressb macid macs newestmac recentdevicemac permanentmacaddress
    physicaladdress physaddress hardwareaddr hwaddr hwaddress hardwareethernet burnedinaddress ethernetmac ethernetaddress lanmac
    wanmac wifimac wirelessmac wlanmac wiredmac bluetoothmac bssid apmac gwmac swmac eui48 eui64 ifphysaddress chassisid
    cdxdevicemacaddress macadresse macadressen adressemac adressesmac adressephysique
    direccionmac direccionesmac enderecomac enderecosmac indirizzomac indirizzimac macadres adresmac adresymac
    macадрес macадреса diachimac macアドレス 物理アドレス mac地址 物理地址 mac주소 맥주소
    macadress macadresi macosoite macadresa maccim ethernetmacaddress lanmacaddress stationmac clientmac neighbormac
    масадрес 网卡mac عنوانmac عنوانالماك`,
  address: `address addresses`,
  serial: `
    serial serialno serialnoa serialnob serialnr serialnum serialnumber serials sn sno deviceserialno deviceserialnumber
    hardwareserial hostserialnumber endpointserialnumber boardserial chassisserial productserial ansibleproductserial
    cdxdeviceserialnumber seriennummer seriennr nserie numerodeserie numeroseriale numerodiserie serienummer serienr
    numerseryjny nrseryjny серииныиномер sosery シリアルno シリアルナンバー シリアル番号 序列号 序號 시리얼번호
    ndeserie nodeserie noserie nosdeserie sarjanumero serino serinumarası fabrieksnummer tillverkningsnummer
    vyrobnicislo serioverocislo seriovecislo gyariszam заводскоиномер завномер сериино 出厂编号 出厂序列号 製造番号 製造no 製番 일련번호 제조번호
    시리얼넘버 الرقمالتسلسلي الرقمالمسلسل завno`,
  firmware: `
    firmware firmwarever firmwareversion fw fwver fwversion softwareversion swver swversion biosversion bversion
    firmwarestand micrologiciel versiondufirmware versionfirmware versiondefirmware прошивка ファームウェア ファームウェアバージョン
    固件版本 软件版本 펌웨어
    firmwareversie firmwarerev firmwarerevision firmwaresurumu yazılımsurumu versaodefirmware versaodofirmware
    versionefirmware wersjafirmware wersjaoprogramowania версияпрошивки версияпо 固件版本号 软件版本号 ファームバージョン 펌웨어버전
    إصدارالبرنامجالثابت`,
  version: `version ver build release`,
  os: `os operatingsystem osname osvendor osproduct osfull betriebssystem systemedexploitation sistemaoperativo sistemaoperacional
    besturingssysteem операционнаясистема`,
  name: `
    name names hostname hostnames host hostfqdn fqdn dns dnsname netbios netbiosname clienthostname sysname systemname caption
    devicename assetname equipmentname cameraname hardwarename endpointname machinename manageddevicename vmname displayname
    instancename itemname visiblename unitname cdpdeviceid
    geratename artikelname anzeigename nom nomdelactif nomdelelement nome nomearticolo nomebene nomedoartigo nomedoativo
    nomedohost nomedoitem nombre nombredelactivo nombredelelemento naam itemnaam objectnaam nazwa nazwaaktywu nazwaelementu
    имя название названиеактива tencamera tenthietbi 名前 アイテム名 アセット名 機器名 名称 名稱 物品名称 資產名稱 资产名称 項目名稱 设备名称
    이름 자산명 항목이름
    node neighbor neighborname kameraname cameranaam namn nimi naziv nazev benennung artikel artikelbezeichnung
    produktbezeichnung наименование имяустроиства 主机名 机器名称 监控点名称 点位名称 通道名称 品名 品名称 カメラ名 カメラ名称 ホスト名 機器名称 장비명 카메라명 호스트명 품명
    adı adi الاسم اسم اسمالجهاز اسمالكاميرا
    remotedevice neighbordevice`,
  software: `
    software softwarename application applicationname app appname package packagename program programname library libraryname
    component componentname module modulename installedsoftware`,
  description: `
    description descr desc comment comments note notes remark remarks assetnotes modelnotes details
    beschreibung bemerkung bemerkungen kommentar kommentare notiz notizen bezeichnung descripcion comentarios notas descrizione
    commenti descricao observacoes designation commentaire commentaires remarques omschrijving opmerkingen notities
    opis komentarze uwagi notatki описание комментарии примечания примечание mota ghichu
    説明 説明文 備考 コメント 備註 备注 描述 规格 規格 评论 비고 설명 코멘트`,
  /** Names of the templates by which a monitoring tool polls a host. */
  template: `template templates`,
  chipset: `chipset soc cpu processor modemchipset radiochipset controllersmanufacturer chipsatz チップセット 主控芯片 芯片 芯片组`,
  asset: `
    asset assettag assetid assetno assetnr assetnumber tag tagno tagnumber inventoryno inventorynumber inventoryid inventarnr
    inventarnummer ninventaire numerodinventaire etiquettedactif etichettadelbene etichettadellasset etiqueta etiquetadeactivo
    etiquetadeartigo etiquetadeativo etiquetadoativo placadelactivo tagvoorbedrijfsmiddelen etykietazasobu znacznikzasobu
    инвентарныиномер тегактива 管理番号 アセットタグ 資産タグ 資產標籤 资产标签 资产编号 设备编号 자산태그
    invnr numerodeinventario nodeinventario numeroinventario nrinwentarzowy numerinwentarzowy inventarisnummer
    inventarienummer инвномер 资产编码 固定资产编号 資産番号 자산번호 관리번호 demirbasno رقمالأصل patrimonio codigopatrimonial инвno`,
  site: `
    site sitename location locationname locationnm building branch branchoffice floor area campus facility zone vmszone
    checkedouttolocation installationlocation installedat snmplocation syslocation recordingservername
    standort snmpstandort gebaude emplacement lieu localisation ubicacion sitio sede localizacao local unidade sito posizione
    locazione locatie locazioni lokation lokalizacja placowka расположение площадка локация местоположение
    khuvuc vitri matoanha 設置場所 サイト ロケーション 场所 位置 站点 安装位置 安裝位置 구역 사이트 장소 설치장소
    place room school lugar ubicazione plats местоустановки 安装地点 设置场所 설치위치 konum yer الموقع lieudinstallation
    localdeinstalacao`,
  purpose: `
    purpose use usedfor usage intendeduse applicationarea verwendung verwendungszweck einsatzzweck zweck utilisation finalite
    uso finalidad finalidade scopo destinazione gebruik doel zastosowanie przeznaczenie назначение mucdich 用途 使用目的 용도
    usecase syfte 設置目的 설치목적 kullanımamacı الغرض`,
  quantity: `
    quantity qty count units cdxdevicequantity anzahl menge stuckzahl stuck cantidad quantidade qtd quantita qta quantite qte
    aantal stks ilosc количество колво soluong giacenza 数量 數量 台数 수량
    noofunits numberofunits nos nombredunites cant qtde liczba szt antal maara 個数 대수 adet miktar الكمية العدد pocet darab`,
  dateMade: `
    manufacturedate manufacturingdate manufactured datemanufactured dateofmanufacture productiondate mfgdate mfrdate boardmfgdate
    builddate cdxdeviceprodtimestamp herstellungsdatum baujahr produktionsdatum datedefabrication fechadefabricacion datadefabricacao
    datadiproduzione productiedatum dataprodukcji датаизготовления датапроизводства 製造日 製造年月 生产日期 出厂日期 제조일`,
  dateBought: `
    purchasedate purchased datepurchased dateofpurchase purchasedon acquired acquisitiondate dateacquired orderdate deliverydate
    invoicedate bought kaufdatum anschaffungsdatum lieferdatum dateachat datedachat dateacquisition fechadecompra
    fechadeadquisicion datadacompra datadecompra datadiacquisto dataacquisto aankoopdatum datazakupu датапокупки датазакупки
    ngaymua 購入日 取得日 购买日期 購買日期 采购日期 구매일 구입일
    podate beschaffungsdatum fechacompra inkopsdatum датаприобретения 购置日期 购入日期 购买时间 購入年月日 取得年月日 취득일자 구매일자 도입일자
    satınalmatarihi تاريخالشراء`,
  dateInstalled: `
    installdate installed installedon installationdate dateinstalled dateofinstallation commissioned commissioneddate commissioningdate
    inservicedate inservicesince deployed deploymentdate deployeddate installationsdatum einbaudatum inbetriebnahme
    datedinstallation fechadeinstalacion datadeinstalacao datadiinstallazione installatiedatum datainstalacji датаустановки
    ngaylapdat 設置日 導入日 安装日期 安裝日期 启用日期 설치일
    installyear yearinstalled datedemiseenservice datamontazu датавводавэксплуатацию 安装时间 投用日期 启用时间 設置年月日 설치일자 설치연도
    kurulumtarihi تاريخالتركيب`,
  country: `
    countryoforigin origincountry coo countryofmanufacture countryofassembly madein herkunftsland ursprungsland paysdorigine
    paysdefabrication paesediorigine paisdeorigen paisdeorigem landvanherkomst krajpochodzenia странапроисхождения
    原産国 生産国 製造国 原产国 原产地 产地 원산지
    procedencia странапроизводитель странаизготовитель 제조국 mensei menseulke بلدالمنشأ بلدالصنع`,
  cpe: `cpe cpes cpename cpe0 cpe1 cpe23 cpe23uri oscpe productdetectionresult`,
  purl: `purl purls packageurl`,
  swid: `swid swidtag swidtagid`,
  oid: `oid sysoid sysobjectid objectid snmpoid systemoid snmpsysobjectid`,
  banner: `banner banners sysdescr snmpsysdescr snmpdescription systemdescription systemdescdata useragent httpserver serverheader
    vendorclass vendorclassid vendorclassidentifier`,
  usb: `usbid usbvid usbvendorid usbvidpid vidpid idvendor`,
  pci: `pciid pcivendorid vendordevice subsystemvendorid`,
  vendorId: `vendorid`,
  modelId: `modelid`,
  fcc: `fcc fccid fccidno fccidnumber fccidentifier fccgrantee cdxdevicecertificationsusfccid`,
  gpon: `gponsn gponserial gponserialnumber ponsn ponserial ponserialnumber ontsn ontserial ontserialnumber onusn onuserial
    onuserialnumber ontvendorid onuvendorid ponvendorid`,
  /** Known, so that a header row is known by it, and not read. */
  ip: `
    ip ips ipaddr ipaddress ipv4 ipv4address ipv6 ipv6address hostip agentip snmpip assetipv4 primaryip primaryipv4 addressesextra
    ipadresse ipv4adresse adresseip adresseipv4 direccionip direccionipv4 enderecoip enderecoipv4 indirizzoip indirizzoipv4 ipadres
    ipv4adres adresip adresipv4 ipадрес адресipv4 diachiip ipアドレス ipv4アドレス ip地址 ipv4地址 ip주소 ipv4주소
    localdevice localinterface localintf localintrfce localport portid remoteinterface remoteport neighborport neighborinterface holdtime`,
} as const

/** What a column can be about. */
export type Meaning = keyof typeof HEADERS

/** Every known header with what it says. */
export function knownHeaders(): readonly (readonly [string, Meaning])[] {
  return Object.entries(HEADERS).flatMap(([meaning, headers]) =>
    headers
      .trim()
      .split(/\s+/)
      .map((header) => [header, meaning as Meaning] as const),
  )
}
