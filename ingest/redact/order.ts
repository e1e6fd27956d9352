import { matches, type FindEdits } from './edits.ts'

/** A phone number beside one of these is none. */
const orderWords =
  'retoure?n?|retour|retur(?:en)?|returns?|resi|reserva(?:ção|ción)?|reservierung|prenotazione|réservation|rezerwacj\\p{L}|rezervasyon|бронь|брони|طلب(?:ية|ي)?|الطلب(?:ية)?|zam[óo]wieni\\p{L}*|zam\\.|paragon\\p{L}*|reklamacj\\p{L}*|zlecen\\p{L}*|umow\\p{L}*|ordre|beställning|bestilling|bestelling|boeking|klant|klient\\p{L}*|factuur|faktur\\p{L}*|kvitto|kvittering|ärende|sag|scontrino|ricevuta|pratica|boleta|tique|recibo|encomenda|protocolo|contrato|sipariş\\p{L}*|fatura|fiş|başvuru|müşteri|quittung|beleg|bon|заказ\\p{L}*|订单|单号|注文|주문|order|bestel(?:l?ung|ling|l)?|commande|pedido|ordine|ticket|case|invoice|rechnungs?|facture|factura|fattura|customer|kunden?|client|cliente|booking|buchung|reservation|pnr|confirmation|reference|ref|contract|vertrag|account|rma|claim|complaint|vorgangs?|auftrags?'
/** Beside these it may be one. */
const moreOrderWords =
  'participa[çc][ãa]o|participaci[óo]n|referen[zc]|referencia|referência|riferimento|localizador|conf(?= ?#|\\.|irm)(?:irm)?|inv(?=\\.)|(?:kd|best|rg|auftr)\\.?-?nr|\\p{L}{0,14}vertrag|vertragskonto|kontonummer|polic[ey]|p[óo]liza|ap[óo]lice|polizza|polizzen|policen|polis|poliçe|полис\\p{L}*|полiс|(?:schadens?|mitglieds?|versicherungs(?:schein)?|leistungs|mandats?)-?|sinistr[eo]|siniestro|expediente|dossier|hasar|dosya|abone|abonn?é|abonnement|abbonamento|assinatura|suscripci[óo]n|subscription|membership|member|mitglied|compte|cuenta|contrat|contratto|mandat|patient\\p{L}{0,2}|paciente|paziente|pasjent|hasta|пациент\\p{L}*|pcn|panier|carrito|carrello|warenkorb|winkelmand|plainte|réclamation|reclam[oa]\\p{L}{0,5}|reclama[çc][ãa]o|beschwerde|klacht|skarg\\p{L}|şikayet|sözleşme|umow\\p{L}|ingresso|entrada|arıza(?: kaydı)?|договор\\p{L}*|брон\\p{L}{1,3}|заявк\\p{L}|квитанци\\p{L}|билет\\p{L}*|bilet\\p{L}*|biglietto|billete|billet|bilhete'
/** Whose number a carrier gives. */
const parcelWords =
  'przesyłk\\p{L}*|paczk\\p{L}*|zending|pakket|pakje|spedizione|pacco|rastreo|rastreio|guía|guia|envío|paquete|colis|kargo\\p{L}*|takip|försändelse|paket|tracking|sendung|parcel|shipment|package|посылк\\p{L}|отправлени\\p{L}|накладн\\p{L}*|encomenda|entrega|historia|сч[её]т|обращени\\p{L}|талон|carteirinha|file|sprawa|cartella|matr[íi]cula|socio|r[ée]f[ée]rence|追跡|acct|orden|contratto (?:luce|gas)'
const anyOrderWord = `${moreOrderWords}|${orderWords}|${parcelWords}`
const itemWords =
  'matr(?:\\.|icola)|fd|e-?nr|serie(?:nummer)?|parts?|spare|seal|sku|lots?|batch|charge|ean|gtin|upc|barcode|isbn|imei|serial|seriennummer|sn|przesyłk\\p{L}*|paczk\\p{L}*|zending|spedizione|rastreo|rastreio|guía|guia|envío|takip|kargo|försändelse|накладн\\p{L}*|送り状|tracking|bag tag|tag|sendung|parcel|paket|shipment|package|article|artikel|item|models?|modell|voucher|coupon|gift card|code|error|version|build|iso|din|en|levis|size|meter reading|reading|po|vat|id|score|level'
const called = String.raw`(?:[ -]?(?:ref(?:\.|erence|erenz|\p{L}{0,8}nummer)?|no|nr|num|number[’']?s|number|nummer|numéro|n[úu]m\.?|número|numero|n\.(?= ?\d)|n\.? ?[º°o]|№|id|code|#|番号|编号|編號|號碼|号码|번호|नंबर|رقم|номер))?`
/** "reserva do hotel no Porto nº" */
const farther = String.raw`(?:reserva|reservation|réservation|prenotazione|buchung|booking|zamówieni\p{L}|pedido|commande|ordine|order)(?:\s[\p{L}'’]{1,12}){1,4}\s(?:n[ºo°]\.?|nr\.?|number|numéro|número|numero)\s?$`
const filler = String.raw`(?:[.:=#]{0,2} ?(?:is|was|ist|lautet)?[ #:]{0,3})`
/** What may also stand between the word and the number where nothing else is asked: order ref here so: …; my order, …; contrat, c'est le numéro … */
const looseFiller = String.raw`(?:[.:=#]{0,2} ?(?:is|was|ist|lautet|est|es|è|é|er|jest)?[ #:]{0,3}|(?: \p{L}{1,10}){0,3}: ?|,? (?:c['’]est|it['’]s|das ist|es|mit|with|avec|con|com|met)(?: (?:le|the|die|el|der|o|il|het))? (?:numéro|number|nummer|número|numero) | \((?:(?:pnr|no|nr|ref)\.?\):? ?)?|, | [aoéèe] )`

/** Languages without spaces between words. */
const unspacedWords =
  '表号|表號|户号|戶號|(?<!手)机号|(?<!手)機號|编号|编码|订单|訂單|单号|單號|快递|快遞|运单|物流|工单|案件|票号|会员|注文|伝票|追跡|問い合わせ|受付|会員|商品|型番|管理|お客様|주문|송장|운송장|접수|회원|상품|예약|문의|고객'
const before = new RegExp(
  String.raw`(?:(?:^|[^\p{L}])(?:${orderWords}|${itemWords})s?|(?:${unspacedWords}))${called}${filler}$|(?:^|[^\p{L}])${farther}`,
  'iu',
)
/** Digits and capital letters in groups: 7718-440295, FT 2025/11873, 5519.073.284, 2025 0448 1937 20. */
const part = String.raw`(?<part>(?:[A-ZА-Я]{1,5}[ .])?(?:[A-ZА-Я]{0,5}[-/]?\d[\dA-Z]{0,40}|[A-Z\d]{0,40}\d[A-Z\d]{0,40})(?:[-/][\dA-Z]{1,24}|\.\d{2,12}| \d{3,5}(?: \d\d)?(?![\p{L}\d:]|[.,]\d)){0,8})(?![\p{L}\p{N}]|[.,]\d| ?[€$£%₺₽])`
/** One word of what the contract is about: contratto luce 88201-7745. */
const contract = 'contratto|contrat|contrato|contract|vertrag|polizza|polic[ey]|póliza|umowa|договор'
const numbers = new RegExp(
  String.raw`(?<![\p{L}\p{N}])((?:${anyOrderWord})s?${called}${looseFiller}|(?:${contract}) \p{L}{3,12} )(?<=[ #:=(№°º])${part}`,
  'dgiu',
)
/** Some words from theirs, in a form that hardly anything else has: Ref on the delivery note is SO-2291-77346. */
const farNumbers = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${anyOrderWord})s?(?!\p{L})[^.!?\n\d[\]]{1,40}[\s(#](?<part>(?:[A-Z]{1,5}[-/])?\d{2,}(?:[-/][\dA-Z]{2,}){1,3}|[A-Z]{1,5}[-/]\d{4,}(?:[-/][\dA-Z]{2,}){0,3})(?![\p{L}\p{N}]|[.,/-]\d)`,
  'dgiu',
)
/** 4471829306 numaralı siparişim */
const numbersAhead =
  /(?<![\p{L}\p{N}.,:/-])(?<part>(?=[A-Z\d-]*\d{4})[A-Z\d-]{5,24}) (?:numaralı|nolu|no['’]?lu|no lu) (?!hat|telefon|daire|kapı|sokak|otobüs|mağaza)/dgu
/** What hardly anything else looks like, wherever it stands: RB 61840027 5 IT (UPU S10), 1Z84F0A10392741885, 00340434161094027318, 114-8830275-2291460, PQ8F21 0400 7193 82, REC-118204, INV-202409-0317, NW0088213764. */
const unmistakable = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}/_.=&?-])(?<part>[A-Z]{2} ?\d{8} ?\d ?[A-Z]{2}`,
    String.raw`(?=[A-Z]{0,16}\d)(?=\d{0,16}[A-Z])(?=(?:[A-Z]{0,16}\d){6})[A-Z\d]{10,20}|\d{13,26}|J?JD\d{4,10}(?: \d{4}){0,4}|\d{3}-\d{7}-\d{7}`,
    String.raw`[A-Z]{2,4}\d[A-Z]?\d\d?(?: \d{4}){2,4}(?: \d\d)?|\d{4}(?: \d{4}){5}`,
    String.raw`[A-Z]{2,5}-?\d{7,14}|[A-Z]{1,5}-\d{5,10}|[A-Z]{1,5}[-/]?\d{2,8}[-/]\d{4,8}(?:-[A-Z])?|[A-Z]{2,5}[-/]\d{4,8}[-/]\d{2,8}|[A-Z]{2,4}-(?=[A-Z\d]{0,5}\d)[A-Z\d]{3,6}-\d{3,6})(?![\p{L}\p{N}_/-]|[.,]\d| ?[€$£%₺₽])`,
  ].join('|'),
  'dgu',
)
/** What else has such a number. */
const ofItem = new RegExp(
  String.raw`(?<!\p{L})(?:${itemWords}|fehler\p{L}*|erreur|errore|erro|błąd\p{L}*|hata|ошибк\p{L}|modèle|modelo|modello|sku|fw|firmware|номер детали)(?!\p{L})[^\n.!?\d]{0,12}$`,
  'iu',
)

/** Standards, updates, weaknesses and parts that everybody calls so: ISO-27001-2022, KB5034441. */
const standard =
  /^(?:KB\d{6,7}|CVE-\d{4}-\d{4,7}|CWE-\d{1,4}|(?:ISO|DIN|EN|IEC|IEEE|ASTM|ANSI|RFC)-?\d{3,5}(?:[-/]\d{1,4}){0,2}|(?:GTX|RTX|DDR)-?\d{1,4}(?:[-/]\d{4,5}){0,2})$/

/** Right beside their word, in languages without spaces. */
const unspacedNumbers = new RegExp(
  String.raw`(?:(?<![快运递遞流])(?:订单|訂單|单号|單號|保单|保單|工单|案件|票号|会员|會員|合同|注文|伝票|受付|会員|証券|契約|予約|お客様|問い合わせ|주문|접수|예약|회원|고객|증권|계약))(?:号码?|號碼?|番号|编号|編號| ?번호)?[:：#是はは는은이 ]{0,3}(?<part>[A-Z]{0,4}-?\d[A-Z\d]*(?:-[A-Z\d]+){0,4})(?![A-Z\d])`,
  'dgu',
)

/** Whether the words call the number after them an order, an article, a parcel or the like. */
export const introducesOtherNumber = (words: string): boolean => before.test(words)

/** Numbers of orders, tickets, invoices, customers and so on become [order]. The word before the number stays. */
export const findOrders: readonly FindEdits[] = [
  ...[numbers, farNumbers, numbersAhead, unspacedNumbers].map(
    (expression): FindEdits =>
      (text) =>
        matches(text, expression, '[order]')
          .map(({ from, to, by }) => ({ from: from + wordBefore(text.slice(from, to)), to, by }))
          .filter(({ from, to }) => isNumber(text.slice(from, to).replace(/^(?:PNR|TKT|REF|NR)[ .]/, ''))),
  ),
  (text) =>
    matches(text, unmistakable, '[order]').filter(
      ({ from, to }) => !standard.test(text.slice(from, to)) && !ofItem.test(text.slice(Math.max(0, from - 32), from)),
    ),
]

/** The length of a word before the number, which is no capital letters of it. */
const wordBefore = (number: string): number => /^\p{L}*\p{Ll}\p{L}*[ .]/u.exec(number)?.[0].length ?? 0

/** At least four characters and three digits, and neither a year nor an amount; or the signs of a booking: QH7T2L. */
const isNumber = (number: string): boolean =>
  (number.length > 3 &&
    number.replace(/\D/g, '').length > 2 &&
    !/^HTTP|^(?:19|20)\d\d$|^\d{1,3}[hH]\d{0,2}$|^\d+\.\d\d$|^[1-9]\d{0,2}[. ]\d{3}$|^\d{1,2}\/(?:\d{1,2}|(?:19|20)\d\d)$|^\d{1,2}([./-])\d{1,2}\1(?:\d\d|(?:19|20)\d\d)$/.test(
      number,
    )) ||
  (/^[A-Z\d]{5,8}$/.test(number) && /\d.*[A-Z]/.test(number) && /[A-Z].*\d|\d.*[A-Z].*[A-Z]/.test(number))
