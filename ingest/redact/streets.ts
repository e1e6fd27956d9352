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
  /** Words after which a number and any capitalised name are an address: they stay. */
  numberCue?: string
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
  en: {
    numberCue:
      "(?:live[sd]?|living|resid(?:e|ing)|staying|located) (?:at|in) (?:number |no\\.? )?|address(?: is|:| -|’s|'s)? (?:now |still |actually )?|(?:deliver(?:y|ed|ing)?|sent|send|ship(?:ped|ping)?|post(?:ed)?|mailed|dispatched|moved|addressed|belongs?) (?:it |them |everything |my \\p{L}{3,12} )?to (?:number |no\\.? )?|moved (?:from|out of) |(?:left|dumped|dropped|leave|waiting|arrive[ds]?|turned up|home|house|flat|lives) (?:it |them )?(?:at|outside) (?:number |no\\.? )?|(?:i['’]?m|we['’]?re|we are|i am|us) at (?:number |no\\.? )?",
    unit: '[ap]\\.?m(?!\\p{L})|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|people|stars?|miles?|%|percent|o.clock|different|other|more',
  },
  de: {
    cue: '(?:ich |wir )?wohn(?:e|en|t|haft) (?:jetzt |nun |aber |doch |ich |wir |weiter )?(?:in |in der |in dem |im |am |an der |auf der |auf dem |auf |zur |zum |bei |unter )?(?:nr\\.? )?|wohnhaft:? (?:in )?|(?:liefer|post|wohn|heim|rechnungs)?adresse:? (?:ist |lautet |wäre |war )?(?:jetzt |nun |die |der |das |noch |immer )?|anschrift:? (?:ist |lautet |wäre )?(?:die |jetzt )?|(?:lieferung|geliefert|liefern|geschickt|schicken|senden|gesendet|zugestellt|adressiert) (?:bitte |wurde )?(?:an|nach|in) (?:die |den |der )?|umgezogen (?:in |nach )(?:die |den )?|(?:lebe|wohnung|haus|zu hause) (?:in|an|auf) (?:der |dem )?|sitze[n]? (?:in|an) (?:der )?',
    before: 'straße des|platz (?:der|des)|allee (?:der|des)|weg (?:am|zum|zur)',
    ending:
      '-platz|-allee|-weg|-ring|straße|strasse|str\\.|pfad|steig|promenade|zeile|winkel|kamp|twiete|redder|graben|[bdghklnrst-]ring',
    lowerEnding: 'straße|strasse|str\\.?|gasse|weg|allee|pfad',
    noStreet:
      '\\p{L}{0,12}string|\\p{L}{0,8}ohrring|bring|hering|umweg|arbeitsweg|heimweg|rückweg|radweg|gehweg|hinweg|durchweg|norweg|schulweg|fußweg|lieferweg|postweg|rechtsweg|unterweg|halbweg',
    lead: 'im|am|an der|an den|in der|(?:ober|unter|alt|neu|groß|klein|lang|kurz|vorder|hinter)er?|\\p{L}{3,14}er',
    after: 'straße|strasse|str\\.?|gasse|weg|allee|ring|ufer|damm|platz|chaussee|steig|graben',
    no: 'nr\\.?|hausnummer|haus',
    unit: 'uhr|min|stund|tag|jahr|woch|monat|mal|leute|person|grad|prozent|euro|cent|stück|km|m |kilo|beule|kinder|auto|meter',
  },
  nl: {
    after: 'straat|laan|gracht|weg|plein|kade|singel|dijk|steeg|dreef',
    cue: '(?:woon|wonen|woont|zit|zitten|woonachtig|wonende) (?:ik |wij |we |nu |zelf )?(?:op |aan |in |bij )?(?:de |het )?(?:nummer )?|(?:bezorg|aflever|thuis|post|huis)?adres:? (?:is )?(?:nu )?|(?:bezorg(?:d|en)?|geleverd|leveren|sturen|gestuurd|verhuisd|afgeleverd) (?:op|aan|bij|naar) (?:de |het )?',
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
    numberCue:
      "(?:j['’])?habit(?:e|ons|ant) (?:au |à |en )?|adresse(?: de livraison| exacte| postale)? ?:? (?:est |c['’]est )?(?:le |au )?|domicilié\\p{L}? (?:au |à )?|(?:livr(?:é|er|ez|aison)|envoy(?:é|er|ez)) (?:au |à )|résid\\p{L}{1,4} (?:au |à )",
    cue: "(?:j['’])?habit(?:e|ons|ant) (?:au |à |en |sur )?(?:la |le |l['’])?|adresse(?: de livraison| exacte| postale)?:? (?:est |c['’]est )?(?:le |la )?|domicilié\\p{L}? (?:au |à )?|(?:livr(?:é|er|ez|aison)|envoy(?:é|er|ez)) (?:au |à |chez moi |sur )",
    before:
      'rue|avenue|av\\.?|boulevard|boul\\.?|bd\\.?|bld|blvd|chaussée|chemin|ch\\.|place|pl\\.|quai|route|rte|impasse|imp\\.|allées?|clos|square|ruelle|faubourg|fbg|cité|résidence|résid\\.|rés\\.|hameau|lotissement|lot\\.|esplanade|promenade|montée|passage|sente|sentier|venelle|parvis|cours|lieu-dit',
    capitalised:
      'place|pl\\.|quai|route|square|clos|ch\\.|cité|résidence|hameau|passage|cours|esplanade|promenade|montée',
    lowerBefore: 'rue|avenue|av\\.|boulevard|bd|chemin|ruelle|allée|impasse|faubourg|résidence',
    no: 'n[°ºo]\\.?|numéro',
    unit: 'heure|min|jour|semaine|mois|ans?(?!\\p{L})|fois|personne|euro|cent|degr|km|mètre|gens|voiture|magasin|h(?!\\p{L})',
  },
  es: {
    cue: 'viv(?:o|imos) (?:en |por )(?:la |el )?|(?:mi )?domicilio:? (?:es |en )?|direcci[óo]n(?: de entrega| correcta)?:? (?:es )?(?:la )?|(?:env[íi](?:en|ar|ado|aron)|entreg(?:ar|uen|ado|aron)|mand(?:ar|en|ado)) (?:a|en) |resido en |me mud[ée] a |mi casa (?:es|está en) |vecin[oa] de ',
    before:
      'calle|c/|cl\\.|avenida|av\\.?|avda\\.?|avd\\.?|plaza|pza\\.?|plza\\.?|plaça|paseo|pº|p\\.º|passeig|pasaje|pje\\.?|psje\\.?|camino|cno\\.?|carretera|ctra\\.?|carrer|ronda|rambla|glorieta|travesía|traves[íi]a|urb\\.|urbanización|jirón|jr\\.(?= (?:de|la|los|san|santa|el) )|calzada|callejón|blvd\\.?|privada|cerrada|bulevar|boulevard|costanera|diagonal|andador|prolongación|prol\\.|circuito|barrio|polígono',
    capitalised:
      'blvd|camino|plaza|paseo|ronda|rambla|carretera|urbanización|privada|cerrada|calzada|pasaje|diagonal|circuito|barrio|polígono|boulevard|costanera|andador',
    lowerBefore:
      'calle|c/|avenida|av\\.?|avda\\.?|pasaje|callejón|plaza de|paseo de|plaza del|paseo del|jirón|travesía|carrer',
    no: 'n[°ºo]\\.?|núm(?:ero)?\\.?|num\\.?|#',
    unit: 'hora|min|día|dias|semana|mes(?!\\p{L})|meses|año|veces|vez|persona|euro|peso|grado|km|metro|tienda|local',
  },
  // The English say "via", too: it is Italian after a preposition, or at the start.
  it: {
    cue: '(?:abit(?:o|iamo)|viv(?:o|iamo)|sto|stiamo|risiedo|residente) (?:in |a |al |alla )(?:numero )?|indirizzo(?: di consegna| corretto| giusto)?:? (?:è )?|(?:consegn(?:a|are|ate|ato|ata)|sped(?:ire|ito|ita|ite)|mandat[oe]|recapitat[oe]) (?:in |a |al )|domicilio:? (?:in )?|mi sono trasferit[oa] in ',
    before:
      '(?:(?<=(?:(?<!\\p{L})(?:in|a|di|da|alla|presso|consegna|indirizzo|recapito|residente|abito|è|verso|per|prima|ora|adesso|vecchia|nuova|casa|era)|[:(\\n]|^) ?)via)|v\\.|viale|v\\.le|piazza|p\\.za|p\\.zza|piazzale|p\\.le|corso|c\\.so|largo|l\\.go|vicolo|vico|strada|contrada|c\\.da|lungo\\p{L}{3,8}|salita|galleria|borgo|località|loc\\.|traversa',
    capitalised: 'v\\.|strada|galleria|borgo|largo|corso|piazza|salita',
    lowerBefore:
      'via|viale|v\\.le|p\\.zza|c\\.so|vicolo|piazza d\\p{L}{1,4}|corso d\\p{L}{1,4}|largo d\\p{L}{1,4}|strada d\\p{L}{1,4}',
    noName:
      '(?:e-?)?mail|pec|chat|sms|app|web|telefono|telefonica|email|fax|whatsapp|messaggio|internet|posta|cavo|paypal|phone|rail|twitter|facebook|di|libera|crucis|satellite',
    no: 'n[°º.]?|nr\\.?|num\\.?|civico',
    unit: 'or[ae](?!\\p{L})|min|giorn|settiman|mes[ei](?!\\p{L})|ann[oi](?!\\p{L})|volt[ae]|person|euro|grad|km|metri|negozi|lezion',
  },
  pt: {
    capitalised: 'tv|bairro|conjunto|vila|rotunda|impasse|urbanização|loteamento|largo|calçada|viela',
    cue: '(?:moro|moramos|vivo|resido) (?:na |no |em |aqui na )|(?:minha )?morada(?: de entrega| correta)?:? (?:é )?(?:a |na )?|(?:meu )?endereço(?: de entrega| correto| certo)?:? (?:é )?(?:a |na )?|(?:entreg(?:ar|uem|ue|aram|ue)|envi(?:ar|em|ado|aram)|mand(?:ar|em|aram)) (?:na |no |em |para a |pra |para )|mudei(?:-me)? para (?:a )?',
    before:
      'rua|r\\.|avenida|av\\.?|avª|alameda|al\\.|travessa|tv\\.?|trav\\.|praça|pça\\.?|praceta|largo|estrada|estr\\.|rodovia|rod\\.|beco|ladeira|calçada|viela|azinhaga|quinta (?:do|da|dos|das)|bairro|urbanização|loteamento|conjunto|vila|rotunda|impasse',
    lowerBefore: 'rua|r\\.|avenida|av\\.?|alameda|travessa|praceta|praça d[aoe]s?|estrada d[aoe]s?|largo d[aoe]s?',
    no: 'n[°ºo.]?\\.?|número',
    unit: 'hora|min|dia|semana|m[eê]s|ano|vez|pessoa|euro|reai|real|grau|km|metro|loja',
  },
  ro: {
    cue: 'locui(?:esc|m) (?:pe |în |la )|stau pe |adresa:? (?:este |e |mea este )?|livr\\p{L}{2,4} (?:la|pe) ',
    before:
      'str\\.?|strada|bd\\.?|bulevardul|b-dul|b-dul\\.|bdul|calea|aleea|al\\.|șoseaua|sos\\.|șos\\.|splaiul|piața|intrarea|intr\\.',
    lowerBefore: 'str\\.|strada|bulevardul|aleea',
    no: 'nr\\.?|numărul',
    unit: 'or[ăe]|min|zi|săptămân|lun[iă]|an[ui]?(?!\\p{L})|ori(?!\\p{L})|lei|persoane',
  },
  pl: {
    cue: 'mieszka(?:m|my) (?:na |przy |w |pod )?(?:ul\\.? )?|adres(?:em|u)?(?: dostawy| to| jest)?:? (?:to )?|zamieszkał[aey] |(?:dostarcz\\p{L}{2,5}|wysłan\\p{L}|wysła[ćl]\\p{L}{0,3}|dostaw\\p{L}|paczk\\p{L}|przesyłk\\p{L}) (?:na|pod|do) (?:adres )?',
    before: 'ul\\.?|ulic[ayęą]|al\\.|alej[aeię]|aleje|pl\\.|plac|os\\.|osiedl[eau]|skwer|rondo|bulwar',
    ending: 'skiej|ckiej|zkiej|owej|skiego|ckiego',
    noStreet:
      'polskiej|miejskiej|warszawskiej|lotniskowej|końcowej|komputerowej|telefonicznej|bankowej|internetowej|nowej|zerowej',
    lowerBefore: 'ul\\.|ulic[ay]|al\\.|os\\.',
    no: 'nr\\.?|numer',
    unit: 'godz|min|dni|dzie|tydz|tygod|mies|lat|rok|razy|raz(?!\\p{L})|osób|zł|euro|stopni|km|metr|drzew|sklep',
  },
  sv: {
    cue: 'bor (?:på |i |vid )?|adress(?:en)?:? (?:är )?|(?:leverera(?:s|d)?|skicka(?:s|d)?|levererat|skickat) till |flyttat till ',
    ending: 'avenyn|gatan|vägen|gränd|stigen|torget|backen|allén|leden|gården|esplanaden|slingan',
    lowerEnding: 'gatan|vägen|gränd|stigen',
    noStreet: 'motorvägen|järnvägen|hemvägen|utvägen|omvägen|halvvägen',
    lead: 'sankt|norra|södra|östra|västra|gamla|nya|stora|lilla',
    after: 'gata|väg|gränd|gatan|vägen|torg|allé',
    unit: 'tim|min|dag|veck|månad|år(?!\\p{L})|gånger|person|kr(?!\\p{L})|kronor|mil(?!\\p{L})|km|grader|meter',
  },
  da: {
    cue: 'bor (?:på |i |nu på )?|adresse(?:n)?:? (?:er )?|(?:leveres?|leveret|sendt|sende|afleveret) (?:til|på) |flyttet til ',
    ending: 'vej|gade|stræde|vænget|torv|allé|parken|bakken|boulevard|plads|vang|toften|krogen',
    lowerEnding: 'vej|vænget|stræde',
    noStreet: 'omvej|motorvej|undervej|udvej|brigade|renegade|arbejdsplads|parkeringsplads|siddeplads|legeplads',
    lead: 'gammel|gamle|ny|store|lille|nørre|sønder|øster|vester',
    after: 'vej|gade|torv|allé',
    no: 'nr\\.?',
    unit: 'tim|min|dag|uge|måned|år(?!\\p{L})|gange|person|kr(?!\\p{L})|kroner|km|grader|meter',
  },
  no: {
    cue: 'bor (?:på |i |nå i )?|adresse(?:n)?:? (?:er )?|(?:leveres?|levert|sendt|sende) (?:til|på) |flyttet til ',
    ending: 'veien|vegen|gata|gaten|bakken|svingen|tunet|kroken|stien',
    lowerEnding: 'veien|vegen|gata|gaten',
    noStreet:
      'underveien|omveien|motorveien|hjemveien|arbeidsplass|parkeringsplass|sitteplass|colgate|\\p{L}{0,12}(?:igate|egate|ogate)',
    lead: 'gamle|øvre|nedre|store|lille',
    after: 'vei|veg|allé',
    unit: 'tim|min|dag|uke|måned|år(?!\\p{L})|ganger|person|kr(?!\\p{L})|kroner|km|grader|meter',
  },
  fi: {
    cue: 'asu(?:n|mme) |osoite(?:eni|mme)?:? (?:on )?|kotiosoite:? |toimit(?:us|taa|ettu) ',
    ending: 'katu|(?<!ara)ntie|kuja|polku|raitti|kaari|väylä|ranta|kadun|katua|kadulla|rinne|mäki',
    unit: 'tunti|min|päiv|viikk|kuukau|vuo|kert|euro',
  },
  cs: {
    cue: 'bydl(?:ím|íme) (?:na |v |ve )?|adres[aeu](?: doručení)?:? (?:je )?|(?:doruč\\p{L}{2,5}|posl\\p{L}{2,5}) na (?:adresu )?',
    before: 'ulic[ei]|ul\\.|náměstí|nám\\.|třída|tř\\.|nábřeží|nábř\\.|sídliště',
    after: 'ulice|náměstí|třída',
    unit: 'hodin|min|dn[íy]|týd|měs|let|krát|kč|osob',
  },
  hu: {
    cue: 'lakcím(?:em)?:? (?:a )?|(?:lakom|lakunk):? (?:a |az )?|címem:? (?:a )?|cím:? ',
    town: '\\d{4} \\p{L}{3,20}, ',
    after: 'utca|utcá\\p{L}{1,4}|u\\.|út|úton|útja|tér|tere|téren|körút|krt\\.|köz|sétány|fasor|rakpart|lépcső|sor',
    unit: 'óra|perc|nap|hét|hónap|év|szor|fő|ft',
  },
  tr: {
    cue: '(?:ev )?adresim(?:iz)?:? |adres(?:i)?:? |evim(?:iz)? |teslimat:? |oturduğum yer:? ',
    town: '\\p{L}{3,16} mah(?:\\.|alle|allesi),? ',
    lowerAfter:
      'mah\\.|mahallesi|mah|cad\\.|caddesi|cad|sok\\.|sok|sokak|sokağı|sk\\.|sk|bulvarı|blv\\.|apartmanı|sitesi',
    after:
      'mah\\.|mahallesi|mahalle|mah|cad\\.|caddesi|cadde|cad|cd\\.|cd|sok\\.|sokak|sokağı|sok|sk\\.|sk|bulvarı|bulv\\.|blv\\.|blv|bul\\.|yolu|çıkmazı|çıkmaz|apt\\.|apt|[a-h] blok|apartmanı|sitesi|sit\\.|meydanı|mevkii',
    no: 'no ?[:.]?|numara|kapı no ?[:.]?|dış kapı ?[:.]?',
    unit: '\\.? ?(?:sok|sk|cad)|saat|dakika|dk|gün|hafta|ay(?!\\p{L})|yıl|kez|kere|defa|kişi|tl(?!\\p{L})|lira|derece|km|metre|mağaza|numaralı',
  },
  ru: {
    cue: '(?:жив[уёе]м?|проживаю|прописан[аы]?|находимся) (?:я )?(?:на |по |в )?(?:ул\\.? )?|(?:мой )?адрес(?:у|а)?(?: доставки)?:? (?:это )?|(?:достав\\p{L}{2,6}|привез\\p{L}{1,4}|отправ\\p{L}{2,5}|курьер) (?:на|по|к) ',
    town: '(?:\\d{6},? (?:г\\. ?)?|г\\. ?)[\\p{L}-]{3,20}, ',
    before:
      'ул\\.?|улиц[аеыу]|пр-?к?т\\.?|просп\\.?|проспекте?|пер\\.?|переул(?:ок|ке)|ш\\.|шоссе|наб\\.?|набережн(?:ая|ой)|бул\\.?|б-р|бульваре?|пл\\.|площад[ьи]|проезде?|пр-д|мкр\\.?|микрорайоне?|аллея',
    lowerBefore:
      'ул\\.?|улиц[аеы]|пр-?к?т|просп\\.|проспекте?|пер\\.|переул(?:ок|ке)|наб\\.|шоссе|бульваре?|мкр\\.?|проезде?',
    after:
      'ул\\.?|улица|пр-?к?т\\.?|просп\\.?|проспект|пер\\.?|переулок|шоссе|наб\\.?|набережная|бул\\.?|бульвар|пл\\.|площадь|проезд',
    no: 'д\\.?|дом|№|д\\. ?№',
    unit: 'час|мин|дн[яеи]|день|недел|месяц|лет|год|раз|человек|люд|руб|км|метр|градус|магазин',
  },
  uk: {
    cue: 'жив(?:у|емо) (?:на |по |в )?|адрес[аоиу]:? |(?:достав\\p{L}{2,6}|привез\\p{L}{1,4}) на ',
    town: '(?:\\d{5},? (?:м\\. ?)?|м\\. ?)[\\p{L}-]{3,20}, ',
    before: 'вул\\.?|вулиц[яіюу]|просп\\.?|проспект|пров\\.?|провулок|бульв\\.?|бульвар|пл\\.|площа|наб\\.',
    lowerBefore: 'вул\\.?|вулиц[яі]|просп\\.|пров\\.',
    no: 'б\\.?|буд\\.?|будинок|№',
    unit: 'год|хв|дн[ія]|день|тижд|місяц|рок|раз|людей|грн|км|метр',
  },
  id: {
    cue: 'alamat(?: saya| rumah)?:? (?:di )?|(?:tinggal|rumah) (?:saya )?di |(?:kirim|antar) ke ',
    before: 'jl\\.?|jln\\.?|jalan|gg\\.?|gang|komplek|kompleks|komp\\.|perumahan|perum|griya',
    capitalised: 'gang|komplek|perumahan',
    lowerBefore: 'jl\\.?|jln\\.?|jalan',
    noName: 'tol|terus|keluar|raya|ke|di',
    no: 'no\\.?|nomor|nomer|blok \\p{L}{1,2}',
    unit: 'jam|menit|hari|minggu|bulan|tahun|kali|orang|rupiah|km|meter',
  },
}
