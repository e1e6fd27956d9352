/** How a language names its streets: parts of regular expressions that ignore case. A house number follows. */
export interface Streets {
  /** Words before the name of a street: calle, ul. */
  before?: string
  /** Those of them that say enough before a name in lower case, too. */
  lowerBefore?: string
  /** Those that say so only when they are capitalised, since they are words of English or of everyday, too. */
  capitalised?: string
  /** Names before which these words mean something else: via mail. */
  noName?: string
  /** Endings of capitalised words that are streets: Birkenpfad. */
  ending?: string
  /** Endings of words that are streets in lower case, too. */
  lowerEnding?: string
  /** Words that may stand before a word with such an ending, as a part of the name: Untere Marktstraße. */
  lead?: string
  /** Words with such an ending that are none. */
  noStreet?: string
  /** Words after which any capitalised name with a number is an address: they stay. */
  cue?: string
  /** A town that may precede the street, with its space. */
  town?: string
  /** Words after the name of a street. */
  after?: string
  /** Those of them that say enough after a name in lower case, too. */
  lowerAfter?: string
  /** Words between the name and the number. */
  no?: string
  /** What is counted, measured or priced: a number before it is of no house. */
  unit: string
}

/** By language (ISO 639-1), of those that put spaces between words. */
export const streets: Record<string, Streets> = {
  de: {
    cue: 'wohne[nt]? (?:in |in der |am )?|wohnhaft (?:in )?|adresse:? (?:ist )?(?:die )?|anschrift:? |lieferadresse:? |(?:lieferung|geliefert|liefern|geschickt|schicken) (?:bitte )?(?:an|nach|in) (?:die |den )?',
    before: 'straße des|platz (?:der|des)|allee (?:der|des)|weg (?:am|zum|zur)',
    ending:
      '-platz|-allee|-weg|-ring|straße|strasse|str\\.|pfad|steig|promenade|zeile|winkel|kamp|twiete|redder|graben|[bdghklnrst-]ring',
    lowerEnding: 'straße|strasse|str\\.?|gasse|weg|allee|pfad',
    noStreet:
      '\\p{L}{0,12}string|\\p{L}{0,8}ohrring|bring|hering|umweg|arbeitsweg|heimweg|rückweg|radweg|gehweg|hinweg|durchweg|norweg|schulweg|fußweg|lieferweg|postweg|rechtsweg|unterweg|halbweg',
    lead: 'im|am|an der|an den|in der|(?:ober|unter|alt|neu|groß|klein|lang|kurz|vorder|hinter)er?|\\p{L}{3,14}er',
    after: 'straße|strasse|str\\.|gasse|weg|allee|ring|ufer|damm',
    no: 'nr\\.?|hausnummer|haus',
    unit: 'uhr|min|stund|tag|jahr|woch|monat|mal|leute|person|grad|prozent|euro|cent|stück|km|m |kilo|beule|kinder|auto|meter',
  },
  nl: {
    cue: 'woon (?:op |aan |in )?(?:de |het )?|wonen (?:op |aan |in )?(?:de |het )?|adres:? (?:is )?|bezorgadres:? ',
    before: 'laan van|plein|kade|weg (?:naar|van)',
    ending: 'straat|laan|weg|plein|gracht|kade|singel|dreef|steeg|dijk|plantsoen|burgwal',
    lowerEnding: 'straat|laan|gracht|kade|singel|dreef|steeg|dijk|plantsoen',
    noStreet:
      'onderweg|halverwege|terugweg|heenweg|snelweg|omweg|norweg|autobaan|loopbaan|rijbaan|rolbaan|landingsbaan|ipad|fietspad|voetpad|kraag',
    lead: 'korte|lange|oude|nieuwe|grote|kleine|hoge|lage|eerste|tweede|derde|\\d{1,2}e|jan|johan|willem|pieter|anna|sint|prins(?:es)?|koning(?:in)?|burgemeester|dr\\.?|prof\\.?|de|van|van de[rn]?',
    no: 'nr\\.?|nummer',
    unit: 'uur|min|dag|week|weken|maand|jaar|keer|mensen|man |stuk|euro|cent|graden|procent|km|meter',
  },
  fr: {
    cue: "habite (?:au |à |en )?|adresse:? (?:est |c['’]est )?",
    before:
      'rue|avenue|av\\.|boulevard|bd|bld|blvd|chaussée|chemin|ch\\.|place|pl\\.|quai|route|impasse|allée|clos|square|ruelle|faubourg',
    capitalised: 'place|pl\\.|quai|route|square|clos|ch\\.',
    lowerBefore: 'rue|avenue|av\\.|boulevard|bd|chemin|ruelle|allée|impasse',
    no: 'n[°ºo]\\.?|numéro',
    unit: 'heure|min|jour|semaine|mois|ans?(?!\\p{L})|fois|personne|euro|cent|degr|km|mètre|gens|voiture|magasin|h(?!\\p{L})',
  },
  es: {
    cue: 'vivo en |vivimos en |domicilio:? |direcci[óo]n:? (?:es )?|env[íi](?:en|ar|ado) a ',
    before:
      'calle|c/|cl\\.|avenida|av\\.?|avda\\.?|plaza|pza\\.?|paseo|p\\.º|pasaje|pje\\.?|camino|carretera|ctra\\.?|ronda|rambla|glorieta|travesía|traves[íi]a|urb\\.|urbanización|jirón|calzada|callejón|blvd\\.?|privada|cerrada|bulevar',
    capitalised: 'blvd|camino|plaza|paseo|ronda|rambla|carretera|urbanización|privada|cerrada|calzada|pasaje',
    lowerBefore: 'calle|c/|avenida|av\\.?|avda\\.?|pasaje|callejón|plaza de|paseo de|plaza del|paseo del',
    no: 'n[°ºo]\\.?|núm(?:ero)?\\.?|num\\.?|#',
    unit: 'hora|min|día|dias|semana|mes(?!\\p{L})|meses|año|veces|vez|persona|euro|peso|grado|km|metro|tienda|local',
  },
  // The English say "via", too: it is Italian after a preposition, or at the start.
  it: {
    cue: 'abito (?:in |a )|abitiamo (?:in |a )|indirizzo:? (?:è )?|consegna(?:re|te|to)? (?:in |a )',
    before:
      '(?:(?<=(?:\\b(?:in|a|di|da|alla|presso|consegna|indirizzo|recapito|residente|abito)|[:(\\n]|^) ?)via)|v\\.|viale|v\\.le|piazza|p\\.za|p\\.zza|piazzale|p\\.le|corso|c\\.so|largo|l\\.go|vicolo|vico|strada|contrada|c\\.da|lungo\\p{L}{3,8}|salita|galleria|borgo|località|loc\\.|traversa',
    capitalised: 'v\\.|strada|galleria|borgo|largo|corso|piazza|salita',
    lowerBefore:
      'via|viale|v\\.le|p\\.zza|c\\.so|vicolo|piazza d\\p{L}{1,4}|corso d\\p{L}{1,4}|largo d\\p{L}{1,4}|strada d\\p{L}{1,4}',
    noName:
      '(?:e-?)?mail|pec|chat|sms|app|web|telefono|telefonica|email|fax|whatsapp|messaggio|internet|posta|cavo|paypal|phone|rail|twitter|facebook|di|libera|crucis|satellite',
    no: 'n[°º.]?|nr\\.?|num\\.?|civico',
    unit: 'or[ae](?!\\p{L})|min|giorn|settiman|mes[ei](?!\\p{L})|ann[oi](?!\\p{L})|volt[ae]|person|euro|grad|km|metri|negozi|lezion',
  },
  pt: {
    cue: 'moro (?:na |no |em )|morada:? (?:é )?|endereço:? (?:é )?|entregar? (?:na |no |em )',
    before:
      'rua|r\\.|avenida|av\\.?|alameda|al\\.|travessa|tv\\.|trav\\.|praça|pça\\.?|praceta|largo|estrada|estr\\.|rodovia|rod\\.|beco|ladeira|calçada|quinta (?:do|da|dos|das)',
    lowerBefore: 'rua|r\\.|avenida|av\\.?|alameda|travessa|praceta|praça d[aoe]s?|estrada d[aoe]s?|largo d[aoe]s?',
    no: 'n[°ºo.]?\\.?|número',
    unit: 'hora|min|dia|semana|m[eê]s|ano|vez|pessoa|euro|reai|real|grau|km|metro|loja',
  },
  ro: {
    cue: 'locuiesc (?:pe |în |la )|adresa:? (?:este )?',
    before: 'str\\.|strada|bd\\.|bulevardul|b-dul|calea|aleea|șoseaua|sos\\.|șos\\.|splaiul|piața',
    lowerBefore: 'str\\.|strada|bulevardul|aleea',
    no: 'nr\\.?|numărul',
    unit: 'or[ăe]|min|zi|săptămân|lun[iă]|an[ui]?(?!\\p{L})|ori(?!\\p{L})|lei|persoane',
  },
  pl: {
    cue: 'mieszkam (?:na |przy |w )?|adres(?: dostawy)?:? (?:to )?|zamieszkał[ay] ',
    before: 'ul\\.?|ulic[ayęą]|al\\.|alej[aeię]|aleje|pl\\.|plac|os\\.|osiedl[eau]|skwer|rondo|bulwar',
    ending: 'skiej|ckiej|zkiej|owej',
    noStreet:
      'polskiej|miejskiej|warszawskiej|lotniskowej|końcowej|komputerowej|telefonicznej|bankowej|internetowej|nowej|zerowej',
    lowerBefore: 'ul\\.|ulic[ay]|al\\.|os\\.',
    no: 'nr\\.?|numer',
    unit: 'godz|min|dni|dzie|tydz|tygod|mies|lat|rok|razy|raz(?!\\p{L})|osób|zł|euro|stopni|km|metr|drzew|sklep',
  },
  sv: {
    cue: 'bor (?:på |i )|adress(?:en)?:? (?:är )?|leverera till ',
    ending: 'avenyn|gatan|vägen|gränd|stigen|torget|backen|allén|leden|gården|esplanaden|slingan',
    lowerEnding: 'gatan|vägen|gränd|stigen',
    noStreet: 'motorvägen|järnvägen|hemvägen|utvägen|omvägen|halvvägen',
    lead: 'sankt|norra|södra|östra|västra|gamla|nya|stora|lilla',
    after: 'gata|väg|gränd|gatan|vägen|torg|allé',
    unit: 'tim|min|dag|veck|månad|år(?!\\p{L})|gånger|person|kr(?!\\p{L})|kronor|mil(?!\\p{L})|km|grader|meter',
  },
  da: {
    cue: 'bor (?:på |i )?|adresse(?:n)?:? (?:er )?',
    ending: 'vej|gade|stræde|vænget|torv|allé|parken|bakken|boulevard|plads|vang|toften|krogen',
    lowerEnding: 'vej|vænget|stræde',
    noStreet: 'omvej|motorvej|undervej|udvej|brigade|renegade|arbejdsplads|parkeringsplads|siddeplads|legeplads',
    lead: 'gammel|gamle|ny|store|lille|nørre|sønder|øster|vester',
    after: 'vej|gade|torv|allé',
    no: 'nr\\.?',
    unit: 'tim|min|dag|uge|måned|år(?!\\p{L})|gange|person|kr(?!\\p{L})|kroner|km|grader|meter',
  },
  no: {
    cue: 'bor (?:på |i )|adresse(?:n)?:? (?:er )?',
    ending: 'veien|vegen|gata|gaten|bakken|svingen|tunet|kroken|stien',
    lowerEnding: 'veien|vegen|gata|gaten',
    noStreet:
      'underveien|omveien|motorveien|hjemveien|arbeidsplass|parkeringsplass|sitteplass|colgate|\\p{L}{0,12}(?:igate|egate|ogate)',
    lead: 'gamle|øvre|nedre|store|lille',
    after: 'vei|veg|allé',
    unit: 'tim|min|dag|uke|måned|år(?!\\p{L})|ganger|person|kr(?!\\p{L})|kroner|km|grader|meter',
  },
  fi: {
    cue: 'asun |osoite:? (?:on )?',
    ending: 'katu|(?<!ara)ntie|kuja|polku|raitti|kaari',
    unit: 'tunti|min|päiv|viikk|kuukau|vuo|kert|euro',
  },
  cs: {
    cue: 'bydlím (?:na |v )?|adresa:? (?:je )?',
    before: 'ulice|ul\\.|náměstí|nám\\.|třída',
    after: 'ulice|náměstí|třída',
    unit: 'hodin|min|dn[íy]|týd|měs|let|krát|kč|osob',
  },
  hu: {
    cue: 'lakcím:? |lakom:? |címem:? ',
    town: '\\d{4} \\p{L}{3,20}, ',
    after: 'utca|u\\.|út|útja|tér|tere|körút|köz|sétány|fasor|rakpart',
    unit: 'óra|perc|nap|hét|hónap|év|szor|fő|ft',
  },
  tr: {
    cue: 'adresim:? |adres:? |evim ',
    town: '\\p{L}{3,16} mah(?:\\.|alle|allesi),? ',
    lowerAfter: 'mah\\.|mahallesi|cad\\.|caddesi|sok\\.|sokak|sokağı|sk\\.|bulvarı|blv\\.',
    after:
      'mah\\.|mahallesi|mah|cad\\.|caddesi|cadde|cad|cd\\.|sok\\.|sokak|sokağı|sok|sk\\.|bulvarı|bulv\\.|blv\\.|blv|bul\\.|yolu|çıkmazı|apt\\.|[a-h] blok|apartmanı|sitesi',
    no: 'no ?[:.]?|numara|kapı no ?[:.]?|dış kapı ?[:.]?',
    unit: '\\.? ?(?:sok|sk|cad)|saat|dakika|dk|gün|hafta|ay(?!\\p{L})|yıl|kez|kere|defa|kişi|tl(?!\\p{L})|lira|derece|km|metre|mağaza|numaralı',
  },
  ru: {
    cue: 'живу (?:на |по )?|адресу?:? ',
    town: '(?:\\d{6},? (?:г\\. ?)?|г\\. ?)[\\p{L}-]{3,20}, ',
    before:
      'ул\\.?|улиц[аеыу]|пр-?к?т\\.?|просп\\.?|проспекте?|пер\\.?|переул(?:ок|ке)|ш\\.|шоссе|наб\\.?|набережн(?:ая|ой)|бул\\.?|б-р|бульваре?|пл\\.|площад[ьи]|проезде?|пр-д|мкр\\.?|микрорайоне?|аллея',
    lowerBefore: 'ул\\.?|улиц[аеы]|пр-?к?т|просп\\.|пер\\.|наб\\.',
    after:
      'ул\\.?|улица|пр-?к?т\\.?|просп\\.?|проспект|пер\\.?|переулок|шоссе|наб\\.?|набережная|бул\\.?|бульвар|пл\\.|площадь|проезд',
    no: 'д\\.?|дом|№|д\\. ?№',
    unit: 'час|мин|дн[яеи]|день|недел|месяц|лет|год|раз|человек|люд|руб|км|метр|градус|магазин',
  },
  uk: {
    town: '(?:\\d{5},? (?:м\\. ?)?|м\\. ?)[\\p{L}-]{3,20}, ',
    before: 'вул\\.?|вулиц[яіюу]|просп\\.?|проспект|пров\\.?|провулок|бульв\\.?|бульвар|пл\\.|площа|наб\\.',
    lowerBefore: 'вул\\.?|вулиц[яі]|просп\\.|пров\\.',
    no: 'б\\.?|буд\\.?|будинок|№',
    unit: 'год|хв|дн[ія]|день|тижд|місяц|рок|раз|людей|грн|км|метр',
  },
  id: {
    cue: 'alamat:? ',
    before: 'jl\\.?|jln\\.?|jalan|gg\\.|gang|komplek|perumahan',
    capitalised: 'gang|komplek|perumahan',
    lowerBefore: 'jl\\.?|jln\\.?|jalan',
    noName: 'tol|terus|keluar|raya|ke|di',
    no: 'no\\.?|nomor|nomer|blok \\p{L}{1,2}',
    unit: 'jam|menit|hari|minggu|bulan|tahun|kali|orang|rupiah|km|meter',
  },
}
