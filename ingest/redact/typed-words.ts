/** "I typed", before what was typed, in the languages of the tables: parts of regular expressions that ignore case. */
export const typed =
  'typed|type|entered|enter|put in|tapped in|keyed in|punched in|tippe|tippte|getippt|saisi|tapé|tape|composé|entré|mis|puse|he puesto|pongo|metí|he metido|meto|he tecleado|he marcado|he introducido|ho inserito|ho digitato|habe eingegeben|escrib[íi]|teclee|tecleé|marqué|introduje|inserito|inserisco|digitato|digito|messo|metto|scritto|digitei|coloquei|pus|usei|typ|tik|wpisałem|wpisałam|wpisuję|podałem|podałam|skrev|skrver|slog|tastet|indtastede|kirjoitin|näppäilin|zadal[ai]?|napsal[ai]?|beírtam|am scris|am introdus|ввёл[аи]?|ввел[аи]?|ввожу|набрал[аи]?|ввів|ввела|输入|輸入|按|كتبت|ادخلت|أدخلت|डाला'
/** The same, after it. */
export const typedAfter =
  'eingegeben|eingetippt|getippt|ein(?=[,.;!])|ingevuld|ingetoetst|ingevoerd|ingetypt|girdim|giriyorum|yazdım|yazıyorum|tuşladım|と入力|を入力|と入れ|を入れ|入力|輸入|입력|넣었|डाला|डालता'
/** "I told them", before what was told: parts of regular expressions that ignore case. */
export const told =
  '(?:told|gave) (?:him|her|them|you|someone)(?: (?:the|my) (?:code|pin))?|(?:gli|le) ho (?:detto|dato)(?: il (?:codice|pin))?|ho detto|(?:lui|leur) (?:a|ai) (?:dit|donné|communiqué)(?: le code)?|(?:le|les) (?:dije|di|dicté|pasé|dio)(?: (?:el|la) (?:código|clave|pin))?|(?:lhe|lhes) (?:disse|passei|dei)(?: o código)?|(?:ihm|ihr|ihnen) (?:gesagt|genannt|gegeben)|(?:sagte|nannte|gab) (?:ihm|ihr|ihnen)|(?:gaf|zei) (?:hem|haar|hun)|podał[ae]?m(?: (?:mu|jej|im))?(?: kod)?|(?:сказал|назвал|продиктовал)а?(?: (?:ему|ей|им))?(?: код)?'
