import { isIPv6 } from 'node:net'
import { matches, type Rules } from './edits.ts'

const octet = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`
const ipv4 = new RegExp(
  String.raw`(?:(?<![\w.])|(?<=(?<![a-z])ip))(?:${octet}(?:\.|\[\.\]|\(\.\))){3}${octet}(?!\.?\d)`,
  'g',
)
const ipv6 = /(?<![\w:.])[0-9a-f:]{2,39}(?![\w:])/gi
const versionBefore =
  /(?:(?:更新|升级|升級|版本|更新版|回退|降级)[到至为成]|アップデート後の?|version\p{L}?|wersj\p{L}|versi[óo]n|versione|versie|vers[ãa]o|sürüm\p{L}{0,3}|верс[иі]\p{L}|оновленн\p{L}|版本|バージョン|버전|ver\.?|\bv\.?|build|app|client|firmware|patch|update|release|driver|software|step|section|chapter|kernel|os|android|§|uppdatering\p{L}*|opdatering\p{L}*|oppdatering\p{L}*|päivity\p{L}*|actualizaci[óo]n|aktuali[sz]\p{L}*|mise à jour|aggiornamento|atualiza[çc][ãa]o|güncelleme\p{L}*|yazılım\p{L}*|обновлени\p{L}|прошивк\p{L}|更新|固件|ファームウェア|アップデート|업데이트|펌웨어|ا?ل?[إا]صدار|تحديث|نسخة|verz\p{L}{1,3}|versiune\p{L}{0,2}|έκδοση|גרסה|phiên bản)[^\p{L}\p{N}]{0,2}$/iu
const versionAfter =
  /^ (?:of the app|(?:is|was) (?:broken|the|fine)|crash\p{L}*|broke|stürzt|plante|se cierra|si chiude|fecha|crasht|вылетает|闪退)/iu
const besideVersion =
  /versi|wersj|sürüm|верс[иі]|оновленн|更新|升级|版本|version|firmware|patch|update|release|build|driver/i
const ipBefore =
  /(?:\bip(?:v4)?|addres{1,2}|adres{1,2}[eia]?|direcci[óo]n|indirizzo|endereço|dns|servers?|router|ping|host|айпи|адрес|アドレス|地址|주소|아이피|عنوان|आईपी|एड्रेस|\/\/)(?:[-\s:：](?:is|was|ist|war|est|es|è|é|to|jest|är|er|on|adres{0,2}[ei]?|address|from|now|現在|でした)){0,3}[^\p{L}\p{N}]{0,3}(?:は|が|是|는|은|이|가|为|為)?$/iu

/** IPv4 and IPv6 addresses (RFC 791, RFC 4291) become [ip]. Version and section numbers stay. */
export const ips: Rules = {
  mayHold: (text) => /\d\.\d|:[0-9a-f]*:/i.test(text),
  steps: [
    (text) =>
      matches(text, ipv4, '[ip]').filter(
        ({ from, to }) =>
          !versionAfter.test(text.slice(to, to + 24)) &&
          isAddress(text.slice(from, to), text.slice(from < 48 ? 0 : from - 48, from)),
      ),
    (text) => matches(text, ipv6, '[ip]').filter(({ from, to }) => isAddress6(text.slice(from, to))),
  ],
}

const isAddress6 = (ip: string): boolean => /[0-9a-f]{3,4}:/i.test(ip) && isIPv6(ip)

/** Four numbers below 20 are a section or a version, unless the text calls them an address or they begin with 10. One in 25,000 addresses has four such numbers. */
function isAddress(ip: string, before: string): boolean {
  const cue = ipBefore.exec(before)?.[0]
  if (cue && !(besideVersion.test(before) && /^(?:router|server|host)/i.test(cue))) return true
  if (versionBefore.test(before)) return false
  if (ip.split(/\W+/).some((octet) => Number(octet) >= 20)) return true
  // "Firmware 10.4.1.2 broke it, 10.4.1.1 was fine."
  return ip.startsWith('10.') && !besideVersion.test(before)
}
