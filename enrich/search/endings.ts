/** Endings of inflected and derived words. Which forms belong to a word is decided by the stemmer; these only say which forms to try. */
export const endings: Record<string, string> = {
  en: 's es ed d ing ings er ers r rs ly y ies ied ment ments able ible ion ions ation ations al ally ness ful fully less ive ively or ors e',
  de: 'e en er ern em es n s st est et t te ten test tet end ende enden ung ungen ig ige igen lich liche lichen keit heit isch ische',
  fr: 's e es é ée és ées er ez ent ait ais aient ant ante ants antes ons era eront ement ements ation ations eur eurs euse euses x aux al ale ales if ive ifs ives ir i ie is ies it issent re',
  es: 's es o os a as ar ado ada ados adas ando amos an aron aba aban ó é er ido ida idos idas iendo ieron ía ían ir imos en e ción ciones mente ito ita ré rá rán',
  it: 'o a i e are ato ata ati ate ando ano ava avano ere uto uta uti ute endo ire ito ita iti ite ono isce iscono zione zioni mente erò erà',
  nl: 'e en s t d de den te ten er ers ing ingen heid heden lijk lijke je jes end ende',
  no: 'e a en et er ene ens ets ers s te t de ede edes ert erte else elser ende',
  pt: 's es o os a as ar ado ada ados adas ando amos am aram ava avam ou ei er ido ida idos idas endo eu ir imos iu ção ções mente ões ão ães eis is al ais',
  ru: 'а я о е и ы у ю ь й ой ей ом ем ам ям ами ями ах ях ов ев ый ий ая яя ое ее ые ие ого его ому ему ым им ых их ую юю ть л ла ло ли ет ит ют ят ут ат ешь ишь ете ите ал ала али ил ила или',
  sv: 's a ar er or en et n na arna erna orna ens ets as ade at are ande ad t te de da ning ningar',
  uk: 'а я о е и і у ю ь й ою ею ом ем ам ям ами ями ах ях ів їв ий ій ого ому им их ими ути ати ити ав ала али ив ила или є ує ить ять уть ють',
}
