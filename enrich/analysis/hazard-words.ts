/**
 * What hazards are made of, as classes of words. A word stands for all its forms (burn: burned, burning); `a_b` is a
 * pair of neighbours, with or without an article
 * between them; `=a` is that form only. Written for this project.
 */
export const hazardWords = {
  child:
    'son daughter baby toddler child children kid boy girl infant newborn nephew niece grandson granddaughter grandchild year_old yo pupil twins schoolchild',
  pet: 'cat dog puppy kitten pet hamster rabbit horse parrot budgie bird pony guinea_pig pup kitty',
  adult:
    'i me we us he she him mother mum mom dad father wife husband grandma grandmother grandfather grandpa partner friend colleague neighbour neighbor guest passenger sister brother aunt uncle someone myself himself herself ourselves themselves coworker employee customer',
  self: 'myself himself herself themselves ourselves itself',
  limb: 'hand finger thumb fingertip arm leg foot feet toe head neck wrist knuckle elbow knee ankle shin forehead shoulder palm heel calf skull scalp',
  face: 'face eye eyelid skin throat mouth tongue lip ear nose tooth teeth chin cheek chest stomach rib spine belly bum thigh cornea hip',
  wound:
    'burn burnt scald injure injury injured lacerate slice =severed amputate fracture bruise bleed bled blister gash impale =singed =singeing concussion disfigure dislocate slash mangle sear shred',
  cord: 'cord string strap rope drawstring ribbon tether lanyard leash cable',
  neck: 'neck throat',
  screen: 'screen theme mode bright brightness font dark night ui colour color white background light',
  blow: 'cut hurt hit slam bang bump smash crush pinch stab pierce puncture broke swell swollen sting stung sprain squash jam nick graze strike struck whack chip knock scrape',
  entangle: 'stuck trap caught wedge wrap tangle loop tighten pin jam',
  severe:
    '=second-degree =third-degree strangulation asphyxiation anaphylaxis anaphylactic carbon_monoxide third_degree second_degree degree_burn allergic_react poison_control burn_unit =scalded =hospitalised =hospitalized =hospitalization lose_consciousness lost_consciousness knock_unconscious chemical_burn gas_leak electrical_burn',
  diagnosis: 'concussion whiplash',
  there: '=there',
  dish: 'cereal soup salad burger pizza sandwich bread yoghurt yogurt formula rice sauce pasta chicken chocolate cake biscuit snack meal sushi takeaway curry noodle',
  danger: 'choke_hazard strangulation_hazard suffocation_hazard near_miss',
  infected: 'food_poison salmonella listeria botulism',
  electrocuted: 'electrocute',
  fault: 'because after due cause your',
  collapse:
    '=tipped tip_over topple fall fell collapse flip overturn buckle give_way gave_way keel tumble came_off come_off came_down come_down snap detach',
  harmlessFall: 'asleep love apart behind short price sale sleep autumn through cost fee responsibility league',
  weight: 'sit sat sitting under stand stood climb ride riding rode sleep lie lay inside drive driving while lean',
  upon: 'on onto against hit hurt slam land',
  impact: 'slam bang bump smash crush injure hurt land pin trap knock crack crash',
  breathe: '=breathe =breathing =breathed =breath_in',
  distress: 'not stop struggle trouble difficult difficulty gasp hardly unable barely hard short could',
  choke: 'choke choking strangle suffocate gag asphyxiate',
  swallow: 'swallow ingest =inhaled =inhale =inhaling gulp',
  smallPart:
    'magnet magnetic battery bead button coin screw piece part ball cell marble glass metal cap eye wheel sticker pin needle bearing fragment shard plastic',
  harmlessSwallow: 'price pride cost card pill capsule tablet vitamin hard bitter cable ticket deposit',
  shock: 'shock zap jolt',
  electric:
    'electric electrical touch plug socket outlet static current volt voltage mains wire wiring finger hand charger kettle',
  get: 'got get gave give receive felt feel',
  surprise:
    'bill price invoice cost see saw read news open statement absorber absorb culture service quality rude disgust review news amount total fee charge appal result how discover horror awe attitude',
  trip: '=trip =tripped =trips =tripping',
  fuse: 'breaker fuse rcd electric circuit',
  fire: 'caught_fire catch_fire start_fire cause_fire fire_start fire_hazard fire_risk fire_brigade fire_department electrical_fire house_fire kitchen_fire small_fire burst_flame flame_shoot set_alight actual_fire battery_fire',
  aflame: 'on_fire set_fire into_flame in_flame flame_come flame_from flame_out burn_down burnt_down ablaze',
  device:
    'phone tablet laptop computer vape scooter battery charger toaster oven microwave blender jug bulb tv monitor console bottle jar washer dryer boiler cooker pan fryer engine bike toy product item unit appliance machine motor car hoverboard powerbank grill stove router plug',
  place: 'kitchen house home room bedroom garage bed flat apartment hair sleeve garden shed',
  tune: 'song music radio tune loop tool traffic lyric verse',
  brokenGoods: 'broken arrive deliver crushed smashed courier parcel transit',
  reader: 'book reader ear remember tequila',
  praiseOfFire:
    'team game album song season track outfit guy lyric playlist deal sale forest wildfire wood dj concert show crew look style mixtape today we',
  fiction: 'hunger movie film album song playlist',
  explode: 'explode =explosion =explosions detonate',
  blowUp: 'blew_up blow_up',
  harmlessExplosion:
    'universe head twitter phone_with popularity mind notification inbox price sale laughter demand message viral tweet popular bill comment growth timeline brain facebook internet star happiness bomb village debut fun show video heart sun world boomer soup',
  smoke: 'smoke spark fume arcing flames flame smoulder smolder',
  rises:
    'from out come came pour start fill billow fly flew saw see emit began rose coming everywhere full inside shoot',
  harmlessSmoke:
    'grey gray oak salmon detector alarm free colour color fabric bbq grill barbecue flavour flavor paprika cigarette joy interest debate meat screen =smoked ham cheese creative conversation tint cigar',
  smell: 'smell smelt stink odour odor reek stench whiff',
  burnt: 'burn burnt smoke gas chemical rubber electrical melt petrol solvent',
  harmlessSmell: 'candle perfume coffee bean toast popcorn incense wood cake cologne shampoo',
  melt: 'melt char scorch =singed deform blacken overheat overheated',
  thing:
    'plug socket cable charger cord adapter adaptor outlet wire battery base handle housing casing case counter table worktop carpet sofa mattress plastic connector port extension strip lead heater element kettle iron lamp blanket floor desk cushion bedding curtain hob usb wall',
  sweet: 'chocolate ice cream butter cheese candle wax makeup lipstick heart brain face mind snow',
  battery: 'battery cell powerbank power_bank pack accu',
  swell: 'swell swollen swelled bloat bulge hiss vent acid expand puff balloon',
  foreign:
    'metal glass plastic wire screw nail needle blade razor stone staple plaster band_aid bleach shard splinter bolt rubber insect maggot worm cockroach rodent mouse rat fly larva weevil beetle slug hair bone tooth fingernail wood',
  vermin: 'maggot cockroach larva larvae weevil rodent slug worm mouse_dropping rat_dropping bedbug bed_bug',
  within: 'in inside into within from',
  food: 'soup mix food cereal salad yoghurt yogurt milk bread chocolate drink juice formula rice sauce snack jar burger pizza sandwich meal biscuit cookie tea coffee bean flour pasta cheese meat chicken bite tin packet puree bar cake oat muesli water bottle wrap noodle crisp chip nut peanut butter jam honey beer wine soda fish sausage ham egg vegetable fruit smoothie powder porridge curry treat kibble lunch dinner breakfast bag box pouch pot carton spread granola',
  found: 'found find piece bit bite chunk shard fragment sliver discover float crunch chew spit crawl swim full',
  mould: 'mould mold mouldy moldy mildew fungus',
  growth:
    'found find grow cover full black green inside seal fur spot already after with smell fresh open date expiry bottle has was everywhere white furry patch',
  shape:
    'silicone silicon cake baking tray injection resin ice jelly soap candle muffin release resistant proof plaster remover spray cleaner prevent anti break',
  lead: 'lead',
  poison:
    '=arsenic asbestos mercury cadmium phthalate formaldehyde cyanide toxin toxic poison poisonous pesticide carcinogen carcinogenic bpa chemicals',
  assay: 'positive contain test trace level content paint poison found leach exceed detect high lab',
  otherLead:
    'time team role engineer guitar dog actor sales generation story headphone cable charge usb customer week extension singer vocal poll point percent position vote race league win take freddie planet mary',
  ill: 'sick ill vomit threw_up throw_up throwing_up diarrhea diarrhoea nausea nauseous unwell seizure lethargic poison rash hives infection',
  reaction: 'hives rash welt infection allergic swelling',
  gave: 'gave give got get cause after from develop had',
  cause: 'after from because since when reaction out all',
  consume:
    'eat ate eaten drink drank chew lick use wear wore take took consume feed fed bite apply put toy food treat fountain product lotion cream shampoo meal kibble formula',
  fedUp: 'sick_of sick_and sick_to ill_mannered sick_leave sick_note',
  care: 'hospital ambulance paramedic the_er to_er emergency_room urgent_care =a&e emergency_vet vet doctor er_visit',
  treatment: 'stitch surgery x-ray xray x-rayed tetanus antibiotics skin_graft =operated',
  brought: 'go went rush taken took take ended end sent send drove need call visit spent land',
  needed: 'need had have get got require',
  sewn: 'seam loose thread shoe bag shirt dress pillow sew sofa jacket coat jumper jean',
  errand:
    'cancel cancelled flight fly rebook appointment deliver shop play set toy costume address game job work order nurse shift ticket discount gift bill refund subscription insurance',
  restraint:
    'buckle harness seatbelt seat_belt strap brake steering airbag stroller_wheel front_wheel car_seat crib cot bunk ladder railing accelerator pedal throttle stem fork wheel',
  fails: 'fail failed open undone loose detach snap lock collapse stopped came gave broke release not',
  motion: 'drive driving ride riding speed highway motorway hill traffic downhill road mph kmh drove rode',
  shatter: 'shatter explode burst flew fly spray splinter implode',
  glass: 'glass shard splinter blade ceramic',
  toward: 'hand face itself kitchen across everywhere flew while near eye child son daughter baby me own fly',
  transit: 'transit arrive deliver courier box parcel packaging screen phone screenshot shipping',
  pour: 'spill splash spray squirt pour leak drip burst scald shot gush',
  hot: 'boil hot steam acid oil scald bleach boiling',
  heat: 'hot scalding',
  extreme: 'so too got get extremely very red boiling insanely dangerously burning',
  painful: 'touch hold pick mark hurt melt drop blister bear',
  kill: 'kill killed die died death dead',
  nearly: 'nearly almost could tried after from because eat ate',
  other:
    'someone_else somebody_else another_customer another_person another_user another_client another_patient other_customer other_client stranger wrong_person wrong_customer different_person different_customer different_user another_guy another_family another_woman another_man random_person not_mine random_people',
  records:
    'account data detail profile photo message card statement history information document medical file invoice address email bank chat =booking =bookings inbox balance number transaction record passport name health payslip camera feed prescription',
  shown:
    'see saw show log access display given got sent send receive =emailed =mailed open view visible see_seen look login into logged shown expose expose read under',
  parcelTalk: 'parcel package delivered courier driver doorstep letterbox box shipped item garment',
  leak: 'data_breach data_leak leak_data security_breach leak_detail',
  mine: 'my our their customer personal user',
  exposed: 'leak expose publish breach',
} as const

export type HazardClass = keyof typeof hazardWords
