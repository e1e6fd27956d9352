import { codeWord, plainWord } from './code-words.ts'

/** 482 913, 39 18 42, 44 71, 4711, KX7-94Q, G-640182. No year, amount or measure. */
const digits = String.raw`\d{3}[ -]?\d{3}|\d\d \d\d \d\d|\d\d \d\d|\d(?:[ -]\d){3,5}|(?<=[件货]码\D{0,3})\d{1,2}-\d{1,2}-\d{3,5}|\d{4}[ -]\d{4}|\d{4,8}`
const notAfter = String.raw`(?![\p{N}A-Za-z]|[.,:]\d|-\d| \d{3,}|(?<=\d\d \d\d) \d\d(?![\p{L}\d:.])| ?(?:€|\$|£|%|₽|₺|eur|euros?|usd|tl|zł|руб|kg|km|min|mal|times|h\b|x\b))`
export const code = String.raw`(?!(?:19|20)\d\d(?![\d#*]))(?:[#*]?(?:${digits})[#*]?|(?=[A-Z\d-]{0,10}\d)(?=[\d-]{0,14}[A-Z])[A-Z\d]{1,4}-[A-Z\d]{2,6}(?:-[A-Z\d]{2,6}){0,2})${notAfter}`
/** Another number follows these words. */
export const another =
  'orders?|tickets?|receipt|invoice|reçu|recibo|scontrino|bon|fiş|paragon|quittung|kvitto|kvittering|чек|rechnung|facture|factura|fattura|fatura|caso|dossier|case|error|errors|ref|reference|flight|version|iban|bestellung|bestellnummer|pedido|commande|ordine|auftrag|zamówieni\\p{L}|sipariş|заказ\\p{L}*|fehler|erreur|errore|erro|błąd|ошибк\\p{L}|ab|since|seit|depuis|desde|dal|sinds|od|sedan|с|ال?خطأ|خطا|الخطا|infolini\\p{L}|hotline|helpline|kundenservice|kundeservice|kundtjänst|klantenservice|горяч\\p{L}*|müşteri'
export const words = String.raw`(?:[\s,:：=#("'“„«–-]{1,4}(?!(?:${another})(?!\p{L}))(?:[468](?![\p{N}.,:-])|[\p{L}\p{M}'’]{1,16})){0,7}?[\s,:：=#("'“„«–-]{0,4}`
/** After a colon or "is" a year is one, and so are letters beside the digits: 1984, 57-31-06, 19A47, B4471, 7719#. */
export const is = String.raw`(?:\s?[:：=(«"'“„]{1,3}\s?|\s[–—-]\s|\s(?:is|was|ist|war|lautet|est|c['’]est|es|era|è|é|to|jest|är|er|var|on|je|это|هو|هي|है|adalah|là)\s(?:now |jetzt |nun |maintenant |ahora |adesso |agora |nu |teraz |теперь )?["'“„«(]?)`

/** Names of codes that everybody may know: "error code". */
const notSecret =
  '(?<!(?:error|promo|item|post|zip|pin|article|discount|voucher|gift|product|fehler|rabatt|gutschein|bar|qr|dress|status|area|country|ürün|stok|sipariş|iade|kampanya|indirim|posta|hata|alan|müşteri|referans|rezervasyon|kargo|takip)[- ]?)'

/** A code that nothing more is said of. */
export const plain = String.raw`(?<!\p{L})${notSecret}${plainWord}(?!\p{L})`
/** A code that its name calls a secret, or any. */
export const anyCode = String.raw`(?:${codeWord}|${plainWord})(?!\p{Script=Latin})`
