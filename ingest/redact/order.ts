import { matches, type Edit } from './edits.ts'

const orderWords =
  'retoure?n?|retour|retur(?:en)?|returns?|resi|reserva(?:ção|ción)?|reservierung|prenotazione|réservation|rezerwacj\\p{L}|rezervasyon|бронь|брони|طلب(?:ية|ي)?|الطلب(?:ية)?|zam[óo]wieni\\p{L}*|zam\\.|paragon\\p{L}*|reklamacj\\p{L}*|zlecen\\p{L}*|umow\\p{L}*|ordre|beställning|bestilling|bestelling|klant|factuur|faktur\\p{L}*|kvitto|kvittering|ärende|sag|scontrino|ricevuta|pratica|boleta|tique|recibo|encomenda|protocolo|contrato|sipariş\\p{L}*|fatura|fiş|başvuru|müşteri|quittung|beleg|bon|заказ\\p{L}*|订单|单号|注文|주문|order|bestel(?:l?ung|ling|l)?|commande|pedido|ordine|ticket|case|invoice|rechnungs?|facture|factura|fattura|customer|kunden?|client|cliente|booking|buchung|reservation|pnr|confirmation|reference|ref|contract|vertrag|account|rma|claim|complaint|vorgangs?|auftrags?'
const itemWords =
  'matr(?:\\.|icola)|fd|e-?nr|serie(?:nummer)?|parts?|spare|seal|sku|lots?|batch|charge|ean|gtin|upc|barcode|isbn|imei|serial|seriennummer|sn|przesyłk\\p{L}*|paczk\\p{L}*|zending|spedizione|rastreo|rastreio|guía|guia|envío|takip|kargo|försändelse|накладн\\p{L}*|送り状|tracking|bag tag|tag|sendung|parcel|paket|shipment|package|article|artikel|item|models?|modell|voucher|coupon|gift card|code|error|version|build|iso|din|en|levis|size|meter reading|reading|po|vat|id|score|level'
const called = String.raw`(?:[ -]?(?:no|nr|num|number|nummer|numéro|número|numero|nº|n°|id|code|#|番号|编号|編號|號碼|号码|번호|नंबर|رقم|номер))?`
/** "reserva do hotel no Porto nº" */
const farther = String.raw`(?:reserva|reservation|réservation|prenotazione|buchung|booking|zamówieni\p{L}|pedido|commande|ordine|order)(?:\s[\p{L}'’]{1,12}){1,4}\s(?:n[ºo°]\.?|nr\.?|number|numéro|número|numero)\s?$`
const filler = String.raw`(?:[.:=#]{0,2} ?(?:is|was|ist|lautet)?[ #:]{0,3})`

/** Languages without spaces between words. */
const unspacedWords =
  '表号|表號|户号|戶號|机号|機號|编号|编码|订单|訂單|单号|單號|快递|快遞|运单|物流|工单|案件|票号|会员|注文|伝票|追跡|問い合わせ|受付|会員|商品|型番|管理|お客様|주문|송장|운송장|접수|회원|상품|예약|문의|고객'
const before = new RegExp(
  String.raw`(?:(?:^|[^\p{L}])(?:${orderWords}|${itemWords})s?|(?:${unspacedWords}))${called}${filler}$|(?:^|[^\p{L}])${farther}`,
  'iu',
)
const numbers = new RegExp(
  String.raw`(?<![\p{L}\p{N}])((?:${orderWords})s?${called}${filler})(?<=[ #:=])(?<part>(?:[A-Z]{0,5}[-/]?\d[\dA-Z]*|[A-Z\d]*\d[A-Z\d]*)(?:[-/][\dA-Z]+){0,4})(?![\p{L}\p{N}])`,
  'dgiu',
)

/** Whether the words call the number after them an order, an article, a parcel or the like. */
export const introducesOtherNumber = (words: string): boolean => before.test(words)

/** Numbers of orders, tickets, invoices, customers and so on become [order]. The word before the number stays. */
export const findOrders = (text: string): Edit[] =>
  matches(text, numbers, '[order]').filter(({ from, to }) => isNumber(text.slice(from, to)))

/** At least four characters and three digits, and not a year. */
const isNumber = (number: string): boolean =>
  number.length > 3 && number.replace(/\D/g, '').length > 2 && !/^(?:19|20)\d\d$/.test(number)
