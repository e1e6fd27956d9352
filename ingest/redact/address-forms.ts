/** Addresses whose form no table of street words holds; they ignore case. */
export const addressForms: readonly RegExp[] = [
  // Colombia: Carrera 15 # 93-47, Calle 72 No. 10-34.
  String.raw`(?<![\p{L}\p{N}])(?:calle|carrera|cra|kra|kr|cl|av|avenida|diagonal|dg|transversal|tv)\.? ?\d{1,3} ?[a-z]?(?: bis)?(?: (?:sur|norte|este|oeste))? ?(?:#|no\.?|n[°º]|num\.) ?\d{1,3} ?[a-z]? ?[-–] ?\d{1,3}(?!\d)(?:,? (?:apto|ap|int|casa|piso|torre|of)\.? ?\d{1,4})?(?:, (?:bogot[áa]|medell[íi]n|cali|barranquilla|cartagena))?`,
  // Poland without "ul.": Marszałkowskiej 84/92 m. 15.
  String.raw`(?<![\p{L}\p{N}])[\p{L}-]{4,24} \d{1,4}[a-z]?(?:\/\d{1,4})? (?:m|lok)\. ?\d{1,4}(?!\p{N})`,
  // Germany: im wiesengrund 8, 35390 gießen.
  String.raw`(?<![\p{L}\p{N}])(?:im|am|an de[rn]|auf de[rm]|in de[rn]|zu[mr]|beim|vor dem|unter den|hinter de[rm]) [\p{L}-]{4,24}(?: [\p{L}-]{4,24})? \d{1,3} ?[a-e]?,? \d{5} \p{L}{3,24}`,
  // Brasília: Quadra 12, Lote 4; SQN 208 Bloco C ap 305.
  String.raw`(?<![\p{L}\p{N}])(?:quadra|qd\.?|sq[ns]|s[hc][ins]{1,2}) ?\d{1,4},? (?:lote|lt\.?|conjunto|conj\.?|bloco|bl\.?|casa) ?(?:\d{1,4}|[a-z])(?![\p{L}\p{N}])(?:,? (?:ap(?:to)?|casa|lote)\.? ?\d{1,4})?`,
  // Arabic: شارع الملك فهد، مبنى 12; 15 شارع النيل.
  String.raw`(?:شارع|طريق|حي|جادة|زنقة|نهج)(?: \p{Script=Arabic}{2,16}){1,4}?،? (?:(?:رقم|مبنى|عمارة|بناية|منزل|بيت|فيلا|عقار)،? ?)?\d{1,5}(?![\p{N}.,:]\d|\d)(?! ?(?:ساع|دقيق|دقائق|[أا]ي[اّ]م|يوم|مر[ةا]|[أا]شهر|شهر|[أا]سابيع|سنوات|ري?ال|جنيه|درهم|دينار|كم|متر|شخص|[أا]شخاص|٪|%))(?:،? (?:شقة|الدور|الطابق|طابق|الشقة) ?(?:رقم )?(?:\d{1,4}|\p{L}{3,8}))?`,
  String.raw`(?<![\p{N}.,/-])\d{1,4}،? (?:شارع|ش)\.? \p{Script=Arabic}{2,16}(?: (?:بن|ال)\p{Script=Arabic}{1,16}){0,2}`,
  // Hindi and English in India: मकान नंबर 14, गली नंबर 3, … 110092; H.No. 12, Gali No. 4.
  String.raw`(?<![\p{L}\p{M}])(?:मकान|घर|प्लॉट|फ्लैट|फ़्लैट|गली|दुकान|सेक्टर|h\.? ?no\.?|house no\.?|plot no\.?|gali no\.?|flat no\.?|door no\.?)(?: (?:नंबर|नम्बर|नं\.?|न\.|संख्या))? ?\d{1,5}(?:[-/][\da-z]{1,5}){0,2}(?:(?:,? (?:[\p{L}\p{M}.-]{1,16}|\d{1,4})){1,12}?,? \d{6}(?!\d))?`,
].map((source) => new RegExp(source, 'giu'))
