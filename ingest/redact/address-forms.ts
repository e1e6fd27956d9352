/** A word of a street that no sentence goes on with. */
const frenchName =
  "(?!(?:alors|et|mais|que|qui|quand|où|dans|depuis|est|pour|pas|ne|on|il|elle|je|ils|à|a|au|aux|en|par|sans|avec|sur|c'est|svp|merci|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|votre|mon|ma|mes|non|car|donc|or|ni|chez|vers|sont|était|toujours|piétonne|bruyante|entière)(?!\\p{L}))[\\p{L}][\\p{L}\\p{M}'’-]{1,20}"

/** Addresses whose form no table of street words holds; they ignore case. */
export const addressForms: readonly RegExp[] = [
  // Colombia: Carrera 15 # 93-47, Calle 72 No. 10-34.
  String.raw`(?<![\p{L}\p{N}])(?:calle|carrera|cra|kra|kr|(?<!\d ?)cl|av|avenida|diagonal|dg|transversal|tv)\.? ?\d{1,3} ?[a-z]?(?: bis)?(?: (?:sur|norte|este|oeste))? ?(?:#|no\.?|n[°º]|num\.) ?\d{1,3} ?[a-z]?(?: (?:sur|norte|este|oeste))? ?[-–] ?\d{1,3}(?!\d)(?:,? (?:apto|ap|int|casa|piso|torre|of)\.? ?\d{1,4})?(?:, (?:bogot[áa]|medell[íi]n|cali|barranquilla|cartagena))?`,
  // Poland without "ul.": Marszałkowskiej 84/92 m. 15.
  String.raw`(?<![\p{L}\p{N}])[\p{L}-]{4,24} \d{1,4}[a-z]?(?:\/\d{1,4})? (?:m|lok)\. ?\d{1,4}(?!\p{N})`,
  // Germany: im wiesengrund 8, 35390 gießen.
  String.raw`(?<![\p{L}\p{N}])(?:im|am|an de[rn]|auf de[rm]|in de[rn]|zu[mr]|beim|vor dem|unter den|hinter de[rm]) [\p{L}-]{4,24}(?: [\p{L}-]{4,24})? \d{1,3} ?[a-e]?,? \d{5} \p{L}{3,24}`,
  // Brasília: Quadra 12, Lote 4; SQN 208 Bloco C ap 305.
  String.raw`(?<![\p{L}\p{N}])(?:quadra|qd\.?|sq[ns]|s[hc][ins]{1,2}|q[a-z]{1,2}) ?\d{1,4},? (?:lote|lt\.?|conjunto|conj\.?|bloco|bl\.?|casa) ?(?:\d{1,4}|[a-z])(?![\p{L}\p{N}])(?:,? (?:ap(?:to)?|casa|lote)\.? ?\d{1,4})?`,
  // Peru: Mz. B Lt. 5
  String.raw`(?<![\p{L}\p{N}])(?:mz|mza|manzana)\.? ?[a-z]{1,2}\d{0,2},? (?:lt|lote)\.? ?\d{1,3}(?!\p{N})`,
  // Arabic: عمارة 12، شارع النصر; حي الروضة، شارع 15، فيلا 9; شارع 15، فيلا 9.
  String.raw`(?:عمارة|مبنى|بناية|فيلا|منزل|بيت|برج)(?: رقم)? ?\d{1,4}،? (?:شارع|حي|طريق)(?: \p{Script=Arabic}{2,16}){1,3}`,
  String.raw`(?:(?:حي|منطقة|مدينة)(?: \p{Script=Arabic}{2,16}){1,2}،? )?(?:شارع|طريق|مربع|قطعة|بلوك) (?:رقم )?\d{1,3}(?:،? (?:شارع|فيلا|عمارة|منزل|مبنى|بيت|شقة|قسيمة)(?: رقم)? ?\d{1,4}){1,3}`,
  // Arabic: شارع الملك فهد، مبنى 12; 15 شارع النيل.
  String.raw`(?:شارع|طريق|حي|جادة|زنقة|نهج)(?: \p{Script=Arabic}{2,16}){1,4}?،? (?:(?:رقم|مبنى|عمارة|بناية|منزل|بيت|فيلا|عقار)،? ?)?\d{1,5}(?![\p{N}.,:]\d|\d)(?! ?(?:ساع|دقيق|دقائق|[أا]ي[اّ]م|يوم|مر[ةا]|[أا]شهر|شهر|[أا]سابيع|سنوات|ري?ال|جنيه|درهم|دينار|كم|متر|شخص|[أا]شخاص|٪|%))(?:،? (?:شقة|الدور|الطابق|طابق|الشقة) ?(?:رقم )?(?:\d{1,4}|\p{L}{3,8}))?`,
  String.raw`(?<![\p{N}.,/-])\d{1,4}،? (?:شارع|ش)\.? \p{Script=Arabic}{2,16}(?:(?: \p{Script=Arabic}{2,16}){0,3}(?:، ?\p{Script=Arabic}{2,16}(?: \p{Script=Arabic}{2,16}){0,2}){1,3} \d{5}(?!\d)|(?: (?:ا?بن|أبو|أبي|عبد|ال)\p{Script=Arabic}{0,16}(?:(?<= (?:ا?بن|أبو|أبي|عبد)) \p{Script=Arabic}{2,16})?){0,2})`,
  // Hindi and English in India: मकान नंबर 14, गली नंबर 3, … 110092; H.No. 12, Gali No. 4.
  String.raw`(?<![\p{L}\p{M}])(?:मकान|घर|प्लॉट|फ्लैट|फ़्लैट|गली|दुकान|सेक्टर|h\.? ?no\.?|house no\.?|plot no\.?|gali no\.?|flat no\.?|door no\.?)(?: (?:नंबर|नम्बर|नं\.?|न\.|संख्या))? ?\d{1,5}(?:[-/][\da-z]{1,5}){0,2}(?:(?:,? (?:[\p{L}\p{M}.-]{1,16}|\d{1,4})){1,12}?,? \d{6}(?!\d))?`,
  // Hindi: 14/2 गांधी नगर, कानपुर 208012
  String.raw`(?<![\p{N}.,/-])(?:\d{1,4}(?:[/-]\d{1,4})?|[a-zए-ह]-?\d{1,4}),? (?:[\p{Script=Devanagari}]{2,16} ){1,3}(?:नगर|विहार|कॉलोनी|मार्ग|रोड|गली|एन्क्लेव|अपार्टमेंट|सोसाइटी|मोहल्ला|बाग|गंज|चौक|पुरम)(?:,? (?:[\p{Script=Devanagari}.-]{1,16}|\d{1,4})){0,6}?(?:,? -? ?\d{6}(?!\d)|(?=[,।.]|$))`,
  // France in lower case: 12 rue victor hugo, 3 bis avenue foch
  String.raw`(?<![\p{L}\p{N}.:/-]|\d,)\d{1,4}(?: ?(?:bis|ter|quater|[a-c](?!\p{L})))?,? (?:rue|avenue|boulevard|bd|bld|impasse|chemin|faubourg|ruelle|allée)(?: (?:de |du |des |de la |la |le |les |d['’]|l['’]|de l['’])?${frenchName}){1,4}(?:,? \d{5}(?: \p{L}[\p{L}-]{2,24})?)?`,
  // Korea: 한빛아파트 103동 1502호; beside a street, asian-addresses.ts finds it.
  String.raw`(?<!\d|[로길] |[로길] ?\d{1,4}(?:-\d{1,4})?,? )(?:[\uac00-\ud7a3\da-z]{2,16} ?)?(?<!\d)\d{3,4}동 ?\d{3,4}호`,
].map((source) => new RegExp(source, 'giu'))

/** So do these, which look at capitals. */
export const capitalisedForms: readonly RegExp[] = [
  // Russia without a word for the street: Гагарина 14, кв. 7; Садовая 5 корп 2 кв 14.
  String.raw`(?<!\p{L})(?:\d{1,2}-?я )?\p{Lu}\p{Ll}{3,20}(?:[ -]\p{Lu}\p{Ll}{3,20})?,? (?:д\.? ?|дом )?\d{1,3}[а-яА-Я]?(?:[/-]\d{1,3})?,? ?(?:кв|корп|квартира|подъезд|под|к|офис|стр|эт)\.? ?\d{1,4}(?:,? (?:кв|квартира|подъезд|под|этаж|эт|корп|домофон)\.? ?\d{1,4}){0,3}`,
  // Poland and Czechia: Długa 27/5, Dlouhá 15/3, Mickiewicza 14/6
  String.raw`(?<=(?:\b(?:na|przy|pod|adres|w|v|ulici|adresa|adresu|bydlím|mieszkam|do)|:|,) )\p{Lu}\p{Ll}{3,20}(?: \p{Lu}\p{Ll}{3,20})?(?:ej|iego|ego|ská|ova|ého|owa|ska|cka|na|sza|ów|ich|ych|skiego|wicza|ina|á) \d{1,4}[a-zA-Z]?\/\d{1,4}[a-zA-Z]?(?![\p{L}\p{N}/])`,
  // Poland: na Młyńską 127
  String.raw`(?<=(?<!\p{L})(?:na|pod|przez) )\p{Lu}\p{Ll}{2,20}(?:ską|cką|ną|wą|zą|łą) \d{1,4}[a-zA-Z]?(?:\/\d{1,4})?(?![\p{L}\p{N}]|[.,:]\d| ?(?:godz|min|dni|tyg|mies|lat|raz|zł|km|osob|osób))`,
  // Czechia: na Mlýnskou 127
  String.raw`(?<=(?<!\p{L})(?:na|v|do) )\p{Lu}\p{Ll}{2,20}(?:ou|ské|cké) \d{1,4}[a-zA-Z]?(?:\/\d{1,4})?(?![\p{L}\p{N}]|[.,:]\d| ?(?:hod|min|dn[íy]|týd|měs|let|krát|kč|km|osob))`,
  // Russia: на Мельничную 127, на Садовой 15
  String.raw`(?<=(?<!\p{L})(?:на|по|с) )\p{Lu}\p{Ll}{2,20}(?:ую|юю|ой|ей) \d{1,3}[а-яА-Я]?(?:[/к-]\d{1,3})?(?![\p{L}\p{N}]|[.,:]\d| ?(?:час|мин|дн|нед|мес|лет|год|раз|руб|км|чел|этаж|%))`,
  // Norway: i Karl Johans gate 14; a gate of an airport has no such preposition.
  String.raw`(?<=(?<!\p{L})(?:i|på|til|fra|ved|bor|adresse) )(?:\p{Lu}\p{L}{1,16} ){1,3}gate \d{1,3}[A-Za-z]?(?![\p{L}\p{N}])`,
  // Spanish without a word for the street: Gurruchaga 1845 piso 4
  String.raw`(?<!\p{L})\p{Lu}\p{Ll}{2,20}(?: (?:(?:de|del|de la|de los) )?\p{Lu}\p{Ll}{2,20}){0,3} \d{1,5},? (?:[Pp]iso|[Dd]e?pto|[Tt]imbre|PB|[Pp]lanta)\.?(?: ?\d{1,3}| [A-Z](?!\p{L}))?(?!\p{L})`,
  // India: B-402, Shanti Apartments; 14/2 Gandhi Nagar
  String.raw`(?<![\p{L}\p{N}.:/-])(?:[A-Z]-?\d{1,4}(?:\/\d{1,4})?|\d{1,4}(?:[/-]\d{1,4}){0,2}[A-Z]?|(?:Flat|House|Plot|Door|Shop)(?: [Nn]o\.?)? ?[A-Z]?-?\d{1,4}),? (?:\p{Lu}[\p{L}.]{1,16},? ){1,4}(?:Nagar|Vihar|Colony|Enclave|Apartments?|Society|Layout|Puram|Marg|Bagh|Ganj|Chowk|Extension|Sector|Phase|Residency|Towers|Chawl|Gali|Mohalla)(?: \d{1,3})?(?:,? (?:near |opp\.? )?\p{Lu}[\p{L}.]{1,16}| \d{1,2}(?!\d)){0,6}(?:,? ?-? ?\d{6}(?!\d))?`,
  // Street in English with the number after it: Baker Street 221b
  String.raw`(?<![\p{L}\p{N}])(?!(?:Wall|Sesame|Main|High|Fleet|Downing) Street \d{3,})(?:\p{Lu}[\p{L}'’.-]{2,20} ){1,2}(?:Street|Road|Avenue|Crescent|Terrace|Boulevard|Drive)(?:,? (?:[Nn]o\.?|[Nn]umber|#))? ?\d{1,4}[a-zA-Z]?(?=[,;!?)\n]|\.(?:\s|$)|$|, )`,
].map((source) => new RegExp(source, 'gu'))
