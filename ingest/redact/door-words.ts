/** What is opened by a code, by language (ISO 639-1): parts of a regular expression that ignores case. */
const doors = [
  String.raw`\b(?:side |back |front )?gate\b|\bfront door|\bintercom|\bkeypad|\bkey ?safe|\block ?box|\bdoor ?bell|\bentrance|\bbuzzer|\bpadlock`,
  'haustür|hoftor|\\btor\\b|schlüsselbox|schlüsselsafe|klingel|eingang|tresor|sprechanlage',
  "portail|portillon|immeuble|interphone|porte d[’']entrée|digicode|boîte à clés",
  'port[óo]n|portal\\b|portero|cerradura|interfono|telefonillo|edificio',
  'cancello|portone|citofono|serratura',
  'port[ãa]o|porteiro|interfone|fechadura|campainha',
  'voordeur|\\bdeur\\b|kastje|portiek|toegangsdeur|de bel\\b|deurbel|sleutelkluis|sleutelkast\\p{L}*|\\bhek\\b|poort',
  'bram[aęyk]|furt[kc]|domofon|klat[kc]|drzwi|wejści',
  'porten|porttel|entré|hoveddør|ytterdør|dørtelefon|opgang|inngang|ovella|porttipuhelin',
  'kapı|\\bzil|diyafon|zvonek|zvonk|vchod|dveř|kapu|csengő|interfon|poart[ăa]',
  'домофон|подъезд|калитк|ворот|двер|под.їзд',
  '门禁|门口|大门|门锁|单元门|オートロック|玄関|インターホン|エントランス|현관|공동현관|도어락|بوابة|الباب|انتركم|गेट|दरवाज|घंटी|שער|דלת',
  'alarm|сигнализац|アラーム|警備|警报|警報|إنذار|انذار|अलार्म|경보|tastenfeld|clavier|tastierino|teclado|toetsenpaneel|klawiatur|keyboard lock|padlock|\\block\\b|schloss|schlösser|cadenas|serrure|candado|lucchetto|cadeado|hangslot|\\bslot\\b|kłódk|zamek|zamk|hänglås|hængelås|hengelås|kilit|zámek|lakat|замок|замк|南京錠|鍵|锁|자물쇠|قفل|ताला',
].join('|')

export const doorWord = new RegExp(doors, 'iu')

/** How a code is keyed in: a verb before it. */
export const keyIn =
  'press|dial|enter|punch in|type|key in|use|opens? with|code|eingeben|tippen|drücken|wählen|mit|faire|taper|composer|appuyer|saisir|tapez|faites|ouvre avec|marcar|pulsar|teclear|introducir|marque|abre con|digitare|premere|inserire|comporre|apre con|digitar|teclar|apertar|abre com|toets|toetsen|wpisać|wpisz|wcisnąć|wybrać|wystukać|otwiera(?: się)?(?: na)?|gaat open met|open met|geht mit|açılıyor|öppnas med|öppnar med|åbnes med|åpnes med|otevře(?: kód)?|بالرمز|بالكود|slå|knappa|trycka?|tryk|tast|tast inn|näppäile|zadat|zmáčknout|ütni|tastați|набрать|набирать|нажать|ввести|наберите|нажимайте|набрати|اضغط|ادخل|دबाओ|दबाना|डालना'
/** A verb after it. */
export const keyedIn =
  'intoetsen|invoeren|eingeben|eintippen|drücken|wählen|tuşla\\p{L}*|bas\\p{L}{0,6}|çevir\\p{L}*|を?押|を?入力|入力|就能进|开门|就能开|누르|을? ?누르|를? ?누르|입력|दबा'
