# Words of everything that people read, in Serbian (ekavian), Cyrillic script. Made of `sr-Latn.ftl`:
# change that file, then run `cargo test -p vdx-pseudonym words -- --ignored`.

## Codes

code-not_reported = није пријављено
    .meaning = Ништа није пријављено. То не значи ни не, ни непознато.
code-multiple = више шифара
    .meaning = Пријављено је више шифара тамо где се рачуна само једна.
code-other_country = друге земље
    .meaning = Земље које објава података не разликује.

list-yes_no = да или не
code-yes_no-yes = да
    .meaning = Тако је.
code-yes_no-no = не
    .meaning = Није тако.
code-yes_no-unknown = непознато
    .meaning = Питано је, али нико не зна. То није исто што и не.

list-trafficking_status = исход идентификације
code-trafficking_status-possible_victim = могућа жртва
    .meaning = Постоје показатељи да је лице било предмет трговине људима, а идентификација није завршена.
code-trafficking_status-actual_victim = идентификована жртва
    .meaning = Лице је званично идентификовано као жртва трговине људима.
code-trafficking_status-not_a_victim = није жртва
    .meaning = Идентификацијом је утврђено да лице није жртва трговине људима.
code-trafficking_status-at_risk_prevented = у ризику, трговина спречена
    .meaning = Лице је било у ризику, а трговина људима је спречена пре него што је почела.

list-status_decided_by = ко је одлучио о статусу
code-status_decided_by-police = полиција
    .meaning = Одлучила је полиција.
code-status_decided_by-ngo = невладина организација
    .meaning = Одлучила је невладина организација.
code-status_decided_by-court_or_prosecution = суд или тужилаштво
    .meaning = Одлучио је суд или тужилаштво.
code-status_decided_by-non_police_government = други државни орган
    .meaning = Одлучио је државни орган ван полиције, као што је центар за социјални рад.
code-status_decided_by-other = неко други
    .meaning = Одлучио је неко ко није ни у једној другој групи.

list-gender = род
code-gender-feminine = девојчица или жена
    .meaning = Род лица забележен је као женски.
code-gender-masculine = дечак или мушкарац
    .meaning = Род лица забележен је као мушки.
code-gender-transgender_feminine = трансродно лице, женски род
    .meaning = Лице је трансродно, а род је забележен као женски.
code-gender-transgender_masculine = трансродно лице, мушки род
    .meaning = Лице је трансродно, а род је забележен као мушки.
code-gender-non_conforming = родно неконформно лице
    .meaning = Род лица није забележен ни као женски ни као мушки.
code-gender-unknown = род непознат
    .meaning = Род је тражен, али није познат.

list-age_band = узраст у време идентификације
code-age_band-from_0_to_8 = дете од 0 до 8 година
    .meaning = Девојчица или дечак до 8 година у време идентификације.
code-age_band-from_9_to_17 = дете од 9 до 17 година
    .meaning = Девојчица или дечак од 9 до 17 година у време идентификације.
code-age_band-from_18_to_20 = од 18 до 20 година
    .meaning = Жена или мушкарац од 18 до 20 година у време идентификације.
code-age_band-from_21_to_23 = од 21 до 23 године
    .meaning = Жена или мушкарац од 21 до 23 године у време идентификације.
code-age_band-from_24_to_26 = од 24 до 26 година
    .meaning = Жена или мушкарац од 24 до 26 година у време идентификације.
code-age_band-from_27_to_29 = од 27 до 29 година
    .meaning = Жена или мушкарац од 27 до 29 година у време идентификације.
code-age_band-from_30_to_38 = од 30 до 38 година
    .meaning = Жена или мушкарац од 30 до 38 година у време идентификације.
code-age_band-from_39_to_47 = од 39 до 47 година
    .meaning = Жена или мушкарац од 39 до 47 година у време идентификације.
code-age_band-from_48 = 48 година и више
    .meaning = Жена или мушкарац од 48 или више година у време идентификације.
code-age_band-unknown = узраст непознат
    .meaning = Узраст је тражен, али није познат.

list-majority = пунолетство у време експлоатације
code-majority-adult = одрасло лице
    .meaning = Лице је имало 18 или више година када је експлоатисано.
code-majority-minor = дете
    .meaning = Лице је имало мање од 18 година када је експлоатисано.
code-majority-unknown = непознато
    .meaning = Није познато да ли је лице било пунолетно када је експлоатисано.

list-trafficking_form = прелазак границе
code-trafficking_form-internal = унутар земље
    .meaning = Ниједна граница није пређена.
code-trafficking_form-cross_border = прекогранична
    .meaning = Пређена је државна граница.
code-trafficking_form-both = оба облика
    .meaning = Трговина се одвијала и унутар земље и преко границе.
code-trafficking_form-unknown = непознато
    .meaning = Није познато да ли је граница пређена.

list-duration_band = трајање трговине људима
code-duration_band-less_than_1_year = краће од 1 године
    .meaning = Трговина је трајала мање од годину дана.
code-duration_band-from_1_to_2_years = од 1 до 2 године
    .meaning = Трговина је трајала од једне до две године.
code-duration_band-more_than_2_years = дуже од 2 године
    .meaning = Трговина је трајала више од две године.
code-duration_band-unknown = непознато
    .meaning = Није познато колико је трговина трајала.

list-recruitment_method = начин врбовања
code-recruitment_method-place_of_business = пословни простор
    .meaning = Врбовање у продавници, локалу, агенцији или другом пословном простору.
code-recruitment_method-educational_institution = школа или факултет
    .meaning = Врбовање у школи, на факултету или у другој образовној установи.
code-recruitment_method-work = радно место
    .meaning = Врбовање на радном месту.
code-recruitment_method-online_social_network = друштвена мрежа на интернету
    .meaning = Врбовање путем друштвене мреже или ћаскања на интернету.
code-recruitment_method-online_advert = оглас на интернету
    .meaning = Врбовање путем огласа на интернету.
code-recruitment_method-television_advert = оглас на телевизији
    .meaning = Врбовање путем огласа на телевизији.
code-recruitment_method-newspaper_advert = оглас у новинама
    .meaning = Врбовање путем огласа у новинама.
code-recruitment_method-family = породица
    .meaning = Врбовање преко породице.
code-recruitment_method-friends = пријатељи
    .meaning = Врбовање преко пријатеља.
code-recruitment_method-other = други начин
    .meaning = Врбовање на начин који није на овој листи.

list-control_method = средства контроле
code-control_method-physical_threats = претње насиљем
    .meaning = Лицу је прећено физичким насиљем.
code-control_method-threats_law_enforcement = претње пријавом органима
    .meaning = Лицу је прећено пријавом полицији или другим органима.
code-control_method-threatens_family = претње породици
    .meaning = Прећено је повредом породице или других блиских особа.
code-control_method-debt_bondage = дужничко ропство
    .meaning = Дуг, стваран или наводан, везивао је лице за експлоататоре.
code-control_method-false_promises = лажна обећања
    .meaning = Лице је задржавано неискреним обећањима.
code-control_method-physical_abuse = физичко насиље
    .meaning = Над лицем је вршено физичко насиље.
code-control_method-sexual_abuse = сексуално насиље
    .meaning = Над лицем је вршено сексуално насиље као средство контроле.
code-control_method-takes_earnings = одузимање зараде
    .meaning = Други су лицу одузимали зараду.
code-control_method-restricts_finances = ограничен приступ новцу
    .meaning = Други су одлучивали о новцу лица.
code-control_method-restricts_medical_care = ускраћивање лечења
    .meaning = Лицу је ускраћивана медицинска нега.
code-control_method-withholds_necessities = ускраћивање основних потреба
    .meaning = Ускраћивани су храна, вода, сан или друге основне потребе.
code-control_method-psychological_abuse = психичко насиље
    .meaning = Лице је понижавано, изоловано или изложено притиску.
code-control_method-psychoactive_substances = дрога или алкохол
    .meaning = Лице је контролисано дрогом, лековима или алкохолом.
code-control_method-excessive_hours = прекомерно радно време
    .meaning = Лице је морало да ради предуго.
code-control_method-withholds_documents = одузимање докумената
    .meaning = Лицу су одузети пасош, лична карта или друга документа.
code-control_method-restricts_movement = ограничено кретање
    .meaning = Лице није могло да иде куда жели.
code-control_method-uses_children = притисак преко деце
    .meaning = Деца лица су задржавана или им је прећено.
code-control_method-other = друго средство
    .meaning = Контрола средством које није на овој листи.

list-exploitation_type = врста експлоатације
code-exploitation_type-forced_labour = принудни рад
    .meaning = Рад или услуге под претњом, на које лице није слободно пристало.
code-exploitation_type-sexual_exploitation = сексуална експлоатација
    .meaning = Експлоатација проституције других или други облици сексуалне експлоатације.
code-exploitation_type-child_labour = дечји рад
    .meaning = Рад детета који му штети или га одваја од школе.
code-exploitation_type-forced_marriage = принудни брак
    .meaning = Брак на који лице није слободно пристало.
code-exploitation_type-servitude = сервитут
    .meaning = Лице је морало да живи код других и да им служи без излаза, на пример у домаћинству.
code-exploitation_type-forced_military = принудна оружана служба
    .meaning = Лице је принуђено да служи у оружаној сили или групи.
code-exploitation_type-organ_removal = уклањање органа
    .meaning = Органи или ткива су уклоњени или је требало да буду уклоњени.
code-exploitation_type-forced_begging = принудно просјачење
    .meaning = Лице је принуђено да проси за друге.
code-exploitation_type-forced_adoption = незаконито усвојење
    .meaning = Дете је ради користи дато другима противно правилима о усвојењу.
code-exploitation_type-surrogacy = експлоатативно сурогат материнство
    .meaning = Лице је наведено да роди дете за друге.
code-exploitation_type-forced_criminality = принудно вршење кривичних дела
    .meaning = Лице је принуђено да врши кривична дела за друге.
code-exploitation_type-other = друга врста
    .meaning = Експлоатација која није на овој листи.

list-labour_sector = сектор радне експлоатације
code-labour_sector-a_agriculture_forestry_fishing = пољопривреда, шумарство, рибарство
    .meaning = Сектор A по ISIC: пољопривреда, рад у шуми, риболов и узгој рибе.
code-labour_sector-b_mining = рударство
    .meaning = Сектор B по ISIC: рудници и каменоломи.
code-labour_sector-c_manufacturing = прерађивачка индустрија
    .meaning = Сектор C по ISIC: производња робе у фабрикама и радионицама.
code-labour_sector-d_electricity_gas = електрична енергија и гас
    .meaning = Сектор D по ISIC: снабдевање електричном енергијом, гасом, паром и климатизација.
code-labour_sector-e_water_waste = вода и отпад
    .meaning = Сектор E по ISIC: снабдевање водом, отпадне воде и отпад.
code-labour_sector-f_construction = грађевинарство
    .meaning = Сектор F по ISIC: градња кућа, путева и других објеката.
code-labour_sector-g_trade_repair = трговина и поправка
    .meaning = Сектор G по ISIC: трговина на велико и мало, поправка возила.
code-labour_sector-h_transport_storage = саобраћај и складиштење
    .meaning = Сектор H по ISIC: превоз људи и робе, складиштење, пошта.
code-labour_sector-i_accommodation_food = хотели и ресторани
    .meaning = Сектор I по ISIC: смештај, ресторани, локали.
code-labour_sector-j_information_communication = информисање и комуникације
    .meaning = Сектор J по ISIC: издаваштво, емитовање, телекомуникације, софтвер.
code-labour_sector-k_finance_insurance = финансије и осигурање
    .meaning = Сектор K по ISIC: банке, осигурање и друге финансијске услуге.
code-labour_sector-l_real_estate = некретнине
    .meaning = Сектор L по ISIC: издавање, продаја и управљање некретнинама.
code-labour_sector-m_professional_scientific = стручне и научне делатности
    .meaning = Сектор M по ISIC: стручне, научне и техничке делатности.
code-labour_sector-n_administrative_support = чишћење, обезбеђење и подршка
    .meaning = Сектор N по ISIC: агенције за запошљавање, чишћење, обезбеђење и друга подршка пословању.
code-labour_sector-o_public_administration = државна управа и одбрана
    .meaning = Сектор O по ISIC: државна управа, одбрана, социјално осигурање.
code-labour_sector-p_education = образовање
    .meaning = Сектор P по ISIC: образовање на свим нивоима.
code-labour_sector-q_health_social_work = здравство и социјални рад
    .meaning = Сектор Q по ISIC: здравствена заштита, домови и социјални рад.
code-labour_sector-r_arts_entertainment = уметност, забава, спорт
    .meaning = Сектор R по ISIC: уметност, забава, спорт, игре на срећу.
code-labour_sector-s_other_services = остале услуге
    .meaning = Сектор S по ISIC: поправка предмета, фризерске услуге, прање и друге личне услуге.
code-labour_sector-t_households = рад у домаћинству
    .meaning = Сектор T по ISIC: кућни рад за приватна домаћинства.
code-labour_sector-u_extraterritorial = међународна тела
    .meaning = Сектор U по ISIC: амбасаде и међународне организације.
code-labour_sector-unknown = сектор непознат
    .meaning = Сектор је тражен, али није познат.

list-sexual_exploitation_form = облик сексуалне експлоатације
code-sexual_exploitation_form-prostitution = проституција
    .meaning = Други су остваривали добит од проституције лица.
code-sexual_exploitation_form-pornography = порнографија
    .meaning = Лице је експлоатисано за фотографије или снимке.
code-sexual_exploitation_form-remote_interactive = уживо на даљину
    .meaning = Лице је експлоатисано уживо, на даљину, путем интернета или телефона.
code-sexual_exploitation_form-private_services = приватне сексуалне услуге
    .meaning = Лице је држано ради сексуалног искоришћавања од стране једне или неколико особа.

list-recruiter_relation = однос са врбоваоцем
code-recruiter_relation-intimate_partner = интимни партнер
    .meaning = Врбовалац је био партнер лица.
code-recruiter_relation-family = члан породице
    .meaning = Врбовалац је био из породице лица.
code-recruiter_relation-friend = пријатељ
    .meaning = Врбовалац је био пријатељ лица.
code-recruiter_relation-acquaintance = познаник
    .meaning = Лице је познавало врбоваоца, али не добро.
code-recruiter_relation-stranger = непозната особа
    .meaning = Лице раније није познавало врбоваоца.
code-recruiter_relation-other = други однос
    .meaning = Врбовалац је неко ко није на овој листи.

list-trafficking_act = радња из Палермског протокола
code-trafficking_act-recruitment = врбовање
    .meaning = Лице је врбовано ради експлоатације.
code-trafficking_act-transportation = превожење
    .meaning = Лице је превезено са једног места на друго.
code-trafficking_act-transfer = пребацивање
    .meaning = Лице је предато другима.
code-trafficking_act-harbouring = скривање
    .meaning = Лице је смештено или скривано ради експлоатације.
code-trafficking_act-receipt = примање
    .meaning = Лице је преузето од других.

list-trafficking_means = средство из Палермског протокола
code-trafficking_means-force_or_threat = сила или претња
    .meaning = Употребљена је сила или је њоме прећено.
code-trafficking_means-other_coercion = други облик принуде
    .meaning = Лице је принуђено на други начин.
code-trafficking_means-abduction = отмица
    .meaning = Лице је отето.
code-trafficking_means-fraud = превара
    .meaning = Лице је преварено.
code-trafficking_means-deception = обмана
    .meaning = Лице је доведено у заблуду о ономе што га чека.
code-trafficking_means-abuse_of_power = злоупотреба моћи
    .meaning = Злоупотребљена је моћ над лицем.
code-trafficking_means-abuse_of_vulnerability = злоупотреба тешког положаја
    .meaning = Злоупотребљени су невоља или тежак положај лица.
code-trafficking_means-payments_or_benefits = новац или друга корист
    .meaning = Дати су новац или корист некоме ко има контролу над лицем.

list-service = услуга помоћи
code-service-shelter = склониште
    .meaning = Место у склоништу за жртве.
code-service-medical = медицинска помоћ
    .meaning = Преглед, лечење или лекови.
code-service-psychosocial = психосоцијална помоћ
    .meaning = Саветовање и друга психолошка и социјална подршка.
code-service-legal_aid = правна помоћ
    .meaning = Саветовање и заступање пред органима и судовима.
code-service-education = образовање
    .meaning = Похађање школе или надокнада пропуштеног школовања.
code-service-vocational_training = стручно оспособљавање
    .meaning = Обука за занимање.
code-service-employment = запошљавање
    .meaning = Помоћ у проналажењу посла или нађен посао.
code-service-micro_enterprise = микропредузеће
    .meaning = Новац, опрема или савет за сопствени мали посао.
code-service-independent_housing = самостално становање
    .meaning = Стан у коме лице живи самостално.
code-service-semi_independent_housing = полусамостално становање
    .meaning = Стан у коме лице живи уз извесну подршку.
code-service-family_reintegration = реинтеграција у породицу
    .meaning = Лице се враћа у породицу, уз подршку.
code-service-family_counselling = породично саветовање
    .meaning = Саветовање породице као целине.
code-service-voluntary_return = добровољни повратак
    .meaning = Лице се својом вољом враћа у земљу порекла, уз подршку.
code-service-third_country_resettlement = пресељење у трећу земљу
    .meaning = Лице се збрињава у трећој земљи.
code-service-compensation = накнада штете
    .meaning = Помоћ у остваривању накнаде штете или њена исплата.
code-service-witness_protection = заштита сведока
    .meaning = Заштита лица које сведочи.
code-service-information_on_rights = информисање о правима
    .meaning = Лице је обавештено о правима и о накнади штете.

list-assistance_status = стање услуге
code-assistance_status-offered = понуђена
    .meaning = Услуга је понуђена; одговор још није познат.
code-assistance_status-declined = одбијена од стране лица
    .meaning = Лице није желело услугу.
code-assistance_status-referred = упућена пружаоцу
    .meaning = Лице је упућено некоме ко пружа услугу.
code-assistance_status-provided = пружа се
    .meaning = Услуга се пружа.
code-assistance_status-already_received = већ примљена другде
    .meaning = Лице услугу већ добија од неког другог.
code-assistance_status-unavailable = није доступна
    .meaning = Нико није могао да пружи услугу.
code-assistance_status-completed = завршена
    .meaning = Услуга је пружена и окончана.

list-beneficiary = ко је примио услугу
code-beneficiary-victim = жртва
    .meaning = Услуга је намењена жртви.
code-beneficiary-family = породица
    .meaning = Услуга је намењена породици жртве.

list-provider_type = врста пружаоца
code-provider_type-government = јавни орган
    .meaning = Услугу пружа државни или општински орган.
code-provider_type-ngo = невладина организација
    .meaning = Услугу пружа невладина организација.
code-provider_type-international_organization = међународна организација
    .meaning = Услугу пружа међународна организација.
code-provider_type-private = приватни пружалац
    .meaning = Услугу пружа приватно лице или предузеће.
code-provider_type-other = други пружалац
    .meaning = Пружалац који није на овој листи.

list-proceeding_stage = фаза поступка
code-proceeding_stage-police = полиција
    .meaning = Полиција спроводи истрагу.
code-proceeding_stage-prosecution = тужилаштво
    .meaning = Предмет је у тужилаштву.
code-proceeding_stage-first_instance = првостепени суд
    .meaning = Предмет је пред првостепеним судом или је пред њим пресуђен.
code-proceeding_stage-appeal = жалбени поступак
    .meaning = Предмет је пред жалбеним судом или је пред њим пресуђен.
code-proceeding_stage-final = правоснажно
    .meaning = Редовна жалба више није могућа.

list-proceeding_outcome = исход поступка
code-proceeding_outcome-ongoing = у току
    .meaning = Поступак траје.
code-proceeding_outcome-convicted = осуђујућа пресуда
    .meaning = Окривљени је оглашен кривим.
code-proceeding_outcome-acquitted = ослобађајућа пресуда
    .meaning = Окривљени је ослобођен оптужбе.
code-proceeding_outcome-dismissed = одбачено или обустављено
    .meaning = Поступак је окончан без одлуке о кривици.
code-proceeding_outcome-prevented = трговина спречена
    .meaning = Трговина људима је спречена пре него што је почела.

list-offence = кривично дело
code-offence-trafficking = трговина људима
    .meaning = Кривично дело је трговина људима.
code-offence-related = сродно кривично дело
    .meaning = Кривично дело је друго, повезано са трговином људима, као што је подвођење.

list-handled_by = ко је обрадио предмет
code-handled_by-police = полиција
    .meaning = Предмет је пријавила полиција.
code-handled_by-prosecution = тужилаштво
    .meaning = Предмет је пријавило тужилаштво.
code-handled_by-court = суд
    .meaning = Предмет је пријавио суд.

list-sentence_band = месеци затвора
code-sentence_band-under_12 = мање од 1 године
    .meaning = Мање од 12 месеци затвора.
code-sentence_band-from_12_to_35 = од 1 до испод 3 године
    .meaning = Од 12 до 35 месеци затвора.
code-sentence_band-from_36_to_59 = од 3 до испод 5 година
    .meaning = Од 36 до 59 месеци затвора.
code-sentence_band-from_60_to_83 = од 5 до испод 7 година
    .meaning = Од 60 до 83 месеца затвора.
code-sentence_band-from_84_to_119 = од 7 до испод 10 година
    .meaning = Од 84 до 119 месеци затвора.
code-sentence_band-from_120 = 10 година и више
    .meaning = 120 месеци затвора или више.

list-court_days_band = дани на суду
code-court_days_band-under_90 = мање од 90 дана
    .meaning = Предмет је на суду трајао мање од 90 дана.
code-court_days_band-from_90_to_179 = од 90 до 179 дана
    .meaning = Предмет је на суду трајао од 90 до 179 дана.
code-court_days_band-from_180_to_364 = од 180 до 364 дана
    .meaning = Предмет је на суду трајао од 180 до 364 дана.
code-court_days_band-from_365_to_729 = од 1 до испод 2 године
    .meaning = Предмет је на суду трајао од 365 до 729 дана.
code-court_days_band-from_730 = 2 године и више
    .meaning = Предмет је на суду трајао 730 дана или више.

list-record_kind = врста записа
code-record_kind-victim = жртва
    .meaning = Једно лице у једној епизоди трговине људима, како га познаје једна установа.
code-record_kind-assistance = помоћ
    .meaning = Једна услуга понуђена или пружена једном лицу.
code-record_kind-proceeding = поступак
    .meaning = Један предмет против једног окривљеног за једно кривично дело.

list-key_scope = врста кључа установа
code-key_scope-national = национални кључ
    .meaning = Повезује записе унутар земље.
code-key_scope-transnational = транснационални кључ
    .meaning = Дели се са партнерским земљама, за провере поготка и за заједничко чвориште.

list-role = улога члана
code-role-institution = установа
    .meaning = Доставља сопствене записе.
code-role-analyst = аналитичар
    .meaning = Тражи статистичке податке.
code-role-liaison = службеник за везу
    .meaning = Размењује упућивања и провере поготка са партнерским земљама.
code-role-coordinator = координатор
    .meaning = Прима чланове и одобрава објаву података.
code-role-auditor = ревизор
    .meaning = Чита и проверава дневник свих позива.

list-member_status = стање члана
code-member_status-active = активан
    .meaning = Члан има приступ.
code-member_status-suspended = суспендован
    .meaning = Члан нема приступ док га координатор поново не дозволи.

## Codes of referrals

list-referral_type = шта се тражи
code-referral_type-identification_assistance = помоћ при идентификацији
    .meaning = Помоћ да се идентификује претпостављена жртва.
code-referral_type-protection_and_shelter = заштита и смештај
    .meaning = Безбедно место и заштита.
code-referral_type-medical = медицинска помоћ
    .meaning = Преглед или лечење.
code-referral_type-legal = правна помоћ
    .meaning = Саветовање и заступање.
code-referral_type-risk_assessment = процена ризика пре повратка
    .meaning = Да се утврди да ли би повратак био безбедан.
code-referral_type-voluntary_return = добровољни повратак
    .meaning = Повратак својом вољом, припремљен са обе стране.
code-referral_type-reintegration = реинтеграција након повратка
    .meaning = Подршка након што се лице вратило.
code-referral_type-family_tracing = тражење породице
    .meaning = Да се пронађу чланови породице лица.
code-referral_type-witness_protection = заштита сведока
    .meaning = Заштита сведока или пресељење у трећу земљу.
code-referral_type-joint_investigation = заједничка истрага
    .meaning = Органи обе земље заједно истражују.
code-referral_type-information_request = захтев за информације
    .meaning = Питање о лицу, такође након поготка.

list-referral_stage = фаза помоћи
code-referral_stage-identification = идентификација
    .meaning = Лице се идентификује.
code-referral_stage-first_assistance = прва помоћ и заштита
    .meaning = Прва помоћ након идентификације.
code-referral_stage-long_term_assistance = дугорочна помоћ
    .meaning = Дугорочна помоћ и социјално укључивање.
code-referral_stage-return_and_inclusion = повратак и укључивање
    .meaning = Повратак и социјално укључивање.
code-referral_stage-proceedings = судски поступци
    .meaning = Кривични и грађански поступци.

list-referral_status = стање упућивања
code-referral_status-draft = нацрт
    .meaning = Припремљено; види га само пошиљалац.
code-referral_status-sent = послато
    .meaning = Послато; прималац га још није погледао.
code-referral_status-received = примљено
    .meaning = Прималац је видео његов отворени део.
code-referral_status-information_requested = траже се додатне информације
    .meaning = Прималац је тражио још података пре него што одлучи.
code-referral_status-accepted = прихваћено
    .meaning = Прималац га је прихватио и може да отвори запечаћени део.
code-referral_status-in_progress = у раду
    .meaning = Прималац ради на њему.
code-referral_status-completed = завршено
    .meaning = Посао је обављен.
code-referral_status-declined = одбијено
    .meaning = Прималац га је одбио; запечаћени део је избрисан непрочитан.
code-referral_status-withdrawn = повучено
    .meaning = Пошиљалац га је повукао; запечаћени садржај је избрисан.
code-referral_status-consent_withdrawn = сагласност повучена
    .meaning = Жртва је повукла сагласност; запечаћени садржај је избрисан.
code-referral_status-expired = истекло
    .meaning = Рок је прошао; запечаћени садржај је избрисан.

list-referral_action = корак са упућивањем
code-referral_action-create = направљен нацрт
    .meaning = Прави нацрт.
code-referral_action-send = послато
    .meaning = Шаље нацрт, уз рок за одлуку.
code-referral_action-receive = потврђен пријем
    .meaning = Потврђује да је стигло.
code-referral_action-request_information = тражено још података
    .meaning = Тражи још података пре одлуке; питање је запечаћено.
code-referral_action-provide_information = одговорено
    .meaning = Одговара на такво питање; одговор је запечаћен.
code-referral_action-accept = прихваћено
    .meaning = Прихвата, уз рок за завршетак.
code-referral_action-decline = одбијено
    .meaning = Одбија, уз разлог.
code-referral_action-start = започет рад
    .meaning = Почиње рад.
code-referral_action-extend = продужен рок
    .meaning = Одређује каснији рок за завршетак.
code-referral_action-complete = завршено
    .meaning = Завршава га.
code-referral_action-withdraw = повучено
    .meaning = Повлачи га.
code-referral_action-withdraw_consent = забележен опозив сагласности
    .meaning = Бележи да је жртва повукла сагласност.
code-referral_action-message = написана порука
    .meaning = Додаје запечаћену поруку.
code-referral_action-expire = истекао рок
    .meaning = Рок је прошао. Овај корак чини само платформа за размену.

list-decline_reason = разлог одбијања
code-decline_reason-outside_mandate = надлежан је други орган
    .meaning = Ствар није у надлежности примаоца.
code-decline_reason-no_capacity = тренутно нема капацитета
    .meaning = Прималац сада не може да је преузме.
code-decline_reason-insufficient_information = премало се зна
    .meaning = Премало се зна да би се одлучило.
code-decline_reason-unreadable = запечаћени део не може да се отвори
    .meaning = Запечаћени део не може да се отвори кључевима примаоца.
code-decline_reason-person_not_known = лице овде није познато
    .meaning = Прималац не познаје лице.
code-decline_reason-safety_concern = бојазан за безбедност
    .meaning = Поступање би угрозило жртву или друге.
code-decline_reason-other = други разлог
    .meaning = Разлог који није на овој листи.

list-legal_basis = правни основ
code-legal_basis-victim_consent = сагласност жртве
    .meaning = Забележена сагласност жртве.
code-legal_basis-guardian_consent = сагласност старатеља
    .meaning = Забележена сагласност старатеља детета.
code-legal_basis-child_at_risk = дете у ризику
    .meaning = Дете је у ризику; разлог је обавезан.

list-child_risk = ризик за дете
code-child_risk-immediate_danger = непосредна опасност
    .meaning = Непосредна опасност по живот, здравље или слободу.
code-child_risk-missing_child = дете је нестало
    .meaning = Нико не зна где је дете.
code-child_risk-unaccompanied_child = дете је без пратње
    .meaning = Уз дете нема родитеља ни старатеља.
code-child_risk-unsafe_return = повратак не би био безбедан
    .meaning = Дете би након повратка било у опасности.
code-child_risk-exploited_by_family = експлоатише га породица
    .meaning = Породица или старатељ учествује у експлоатацији.
code-child_risk-court_decision = одлука суда
    .meaning = Тако је одлучио суд или орган старатељства.

list-hit_purpose = сврха провере поготка
code-hit_purpose-identification = идентификација
    .meaning = Да се идентификује претпостављена жртва.
code-hit_purpose-protection = заштита
    .meaning = Да се заштити жртва.
code-hit_purpose-risk_assessment = процена ризика
    .meaning = Да се процене ризици пре повратка.
code-hit_purpose-family_tracing = тражење породице
    .meaning = Да се пронађе породица.
code-hit_purpose-investigation = истрага
    .meaning = Да се истражи кривично дело.

list-hit_alarm = упозорење о проверама поготка
code-hit_alarm-many_checks = много провера у једном дану
    .meaning = Једна земља је у једном дану извршила много провера.
code-hit_alarm-many_hits = много погодака у седам дана
    .meaning = Једна земља је у седам дана имала много погодака.
code-hit_alarm-impossible_sets = провере које не одговарају једном лицу
    .meaning = Провере су садржале ознаке које једно лице не може имати: погрешан програм или неко ко пита за много лица одједном. Нису претраживане.
code-hit_alarm-budget_used_up = дневне провере потрошене
    .meaning = Једна земља је потрошила дневну квоту и наставила да пита.

## Match keys, measures

list-match_key_kind = од чега је направљена ознака
code-match_key_kind-national_id = лични број
code-match_key_kind-national_id_near = лични број без једног знака
code-match_key_kind-document = број документа
code-match_key_kind-name_birth_date = име, презиме, датум рођења
code-match_key_kind-swapped_name_birth_date = име и презиме било којим редом, датум рођења
code-match_key_kind-phonetic_birth_date = изговор имена, датум рођења
code-match_key_kind-phonetic_year_month = изговор имена, година и месец рођења
code-match_key_kind-phonetic_year_day = изговор имена, година и дан рођења
code-match_key_kind-phonetic_month_day = изговор имена, месец и дан рођења
code-match_key_kind-phonetic_swapped_date = изговор имена, дан и месец рођења било којим редом
code-match_key_kind-prefix_birth_date = прва слова имена, датум рођења
code-match_key_kind-surname_part_birth_date = име, део двоструког презимена, датум рођења
code-match_key_kind-given_name_birth_date_place = име, датум и место рођења
code-match_key_kind-surname_birth_date_place = презиме, датум и место рођења, пол
code-match_key_kind-phonetic_place_year = изговор имена, место и година рођења
code-match_key_kind-given_name_birth_date = име, датум рођења
code-match_key_kind-surname_birth_date = презиме, датум рођења
code-match_key_kind-phonetic_name_place = изговор имена, место рођења
code-match_key_kind-birth_date_place = датум и место рођења
code-match_key_kind-near_given_name_birth_date = име без једног слова, датум рођења
code-match_key_kind-near_surname_birth_date = презиме без једног слова, датум рођења
code-match_key_kind-phonetic_name = изговор имена
code-match_key_kind-national_id_stem = лични број без последњег знака
code-match_key_kind-national_id_whole = облик личног броја
code-match_key_kind-sex_birth_date = пол, датум рођења
code-match_key_kind-name_words_birth_date = две речи имена, датум рођења
code-match_key_kind-names_year = име, презиме, година рођења
code-match_key_kind-name_roots_birth_date = пуна имена иза надимака, датум рођења
code-match_key_kind-document_near = број документа без једног знака
code-match_key_kind-name_consonants_birth_date = сугласници имена, датум рођења
code-match_key_kind-birth_date_near_year = месец и дан рођења, слична година
code-match_key_kind-phonetic_near_date = име, презиме, датум рођења или дан или година поред њега
code-match_key_kind-known_given_name = презиме, датум рођења, уз познато име
code-match_key_kind-document_name = број документа, једна реч имена
code-match_key_kind-national_id_name = лични број, једна реч имена

list-measure = шта се броји
code-measure-persons = жртве
    .meaning = Идентификоване или могуће жртве, свака бројана једном, ма колико установа је пријавило.
code-measure-assisted_persons = лица којима је помагано
    .meaning = Лица којима је помоћ понуђена или пружена.
code-measure-assistance = услуге
    .meaning = Услуге: једна за свако лице, услугу и годину.
code-measure-cases = кривични предмети
    .meaning = Кривични предмети, сваки бројан једном, ма колико установа га пријавило.
code-measure-defendants = окривљени
    .meaning = Окривљени, сваки бројан једном.
code-measure-proceedings = поступци
    .meaning = Поступци: један за сваки предмет, окривљеног и кривично дело.
code-measure-prevented_persons = лица у ризику, трговина спречена
    .meaning = Лица у ризику код којих је трговина људима спречена.
code-measure-referrals = упућивања између земаља
    .meaning = Упућивања између земаља, од тренутка када су послата.

## Dimensions

dimension-year = година
    .meaning = Година прве идентификације (жртве), услуге (помоћ), отварања (поступци), слања (упућивања).
dimension-trafficking_status = статус жртве
    .meaning = Исход поступка идентификације.
dimension-status_decided_by = ко је одлучио о статусу
    .meaning = Ко је одлучио о статусу.
dimension-gender = род
    .meaning = Род како је забележен.
dimension-age_band = узраст
    .meaning = Узраст при првој идентификацији, по групама.
dimension-child = дете
    .meaning = Млађе од 18 година при првој идентификацији.
dimension-majority_at_exploitation = пунолетство у време експлоатације
    .meaning = Да ли је лице било пунолетно када је експлоатисано.
dimension-citizenship = држављанство
    .meaning = Држављанства лица.
dimension-foreign_national = страни држављанин
    .meaning = Није држављанин земље идентификације.
dimension-country_of_exploitation = земља експлоатације
    .meaning = Земље у којима је лице експлоатисано.
dimension-country_of_residence = земља боравка
    .meaning = Земље у којима је лице живело.
dimension-country_of_identification = земља идентификације
    .meaning = Земље у којима је лице идентификовано.
dimension-country_of_recruitment = земља врбовања
    .meaning = Земље у којима је лице врбовано.
dimension-region = регион
    .meaning = Региони у којима је лице идентификовано.
dimension-trafficking_form = унутар земље или преко границе
    .meaning = Унутар земље, преко границе или обоје.
dimension-trafficking_duration = трајање трговине људима
    .meaning = Колико је трговина трајала.
dimension-repeat_trafficking = жртва више од једном
    .meaning = Две или више епизода трговине, или тако пријављено.
dimension-recruitment_method = начин врбовања
    .meaning = Начини на које је лице врбовано.
dimension-control_method = средство контроле
    .meaning = Средства којима је лице контролисано.
dimension-exploitation_type = врста експлоатације
    .meaning = Врсте експлоатације.
dimension-labour_sector = сектор радне експлоатације
    .meaning = Сектор по ISIC у коме је експлоатисан рад.
dimension-sexual_exploitation_form = облик сексуалне експлоатације
    .meaning = Облици сексуалне експлоатације.
dimension-recruiter_relation = однос са врбоваоцем
    .meaning = Односи врбовалаца са лицем.
dimension-act = радња (Палермски протокол)
    .meaning = Радње из Палермског протокола, члан 3(а).
dimension-means = средство (Палермски протокол)
    .meaning = Средства из Палермског протокола, члан 3(а).
dimension-informed_on_rights = обавештено о правима
    .meaning = Обавештено о правима и накнади; не када је пријављена помоћ, али не и ово.
dimension-compensated = примљена накнада штете
    .meaning = Накнада је примљена; не када је тражена или досуђена, али није примљена.
dimension-service = услуга
    .meaning = Услуга помоћи.
dimension-assistance_received = примљена помоћ
    .meaning = Примљена (да) или само понуђена (не).
dimension-beneficiary = ко је примио
    .meaning = Да ли је услугу примила жртва или породица.
dimension-provider_type = врста пружаоца
    .meaning = Врста пружаоца услуге.
dimension-stage = фаза поступка
    .meaning = Најдаља фаза која је достигнута.
dimension-handled_by = ко је обрадио предмет
    .meaning = Полиција, тужилаштво или суд: сви који су предмет пријавили.
dimension-outcome = исход
    .meaning = Исход у најдаљој фази.
dimension-offence = кривично дело
    .meaning = Трговина људима или сродно кривично дело.
dimension-year_closed = година затварања
    .meaning = Година у којој је поступак затворен.
dimension-sentence_band = казна затвора
    .meaning = Месеци затвора по правоснажној пресуди за трговину људима, по групама.
dimension-court_days_band = време на суду
    .meaning = Дани колико је затворен предмет трајао на суду, по групама.
dimension-arrested = хапшење
    .meaning = Окривљени је ухапшен.
dimension-public_official = службено лице
    .meaning = Окривљени је службено лице.
dimension-assets_confiscated = одузета имовина
    .meaning = Имовина је одузета.
dimension-compensation_awarded = досуђена накнада
    .meaning = Жртвама је досуђена накнада.
dimension-joint_investigation = заједничка истрага
    .meaning = Истраживано заједно са другом државом.
dimension-child_interview = разговор с дететом уз социјалног радника
    .meaning = С дететом је разговарано уз (да) или без (не) социјалног радника.
dimension-referring_country = земља која упућује
    .meaning = Земља која је послала упућивање.
dimension-receiving_country = земља која прима
    .meaning = Земља којој је упућивање послато.
dimension-referral_type = шта се тражи
    .meaning = Шта је упућивањем тражено.
dimension-referral_status = стање упућивања
    .meaning = Где је упућивање било у тренутку мерења.
dimension-referral_accepted = упућивање прихваћено
    .meaning = Упућивање је у неком тренутку прихваћено.
dimension-referral_completed = упућивање завршено
    .meaning = Упућивање је завршено.

## Regions and maps

region-ferizaj = Урошевац
region-gjakova = Ђаковица
region-gjilan = Гњилане
region-mitrovica = Митровица
region-peja = Пећ
region-prishtina = Приштина
region-prizren = Призрен
map-below = испод { $count }
map-or_more = { $count } или више
map-few = <10: процена испод десет, нула или не
map-untold = не приказује се; то не значи нула
map-untold_because = не приказује се, { $reason }; то не значи нула
map-nothing = без сопствене бројке: не разликује се од „других земаља“
map-beside = Није на карти:
map-source = Облици: `Natural Earth, 1:110m`, у пројекцији једнаких површина. Границе су оне из података и не говоре ништа о статусу било које територије. Мале државе немају облик: наведене су кад имају бројку.

## Fields

field-victim-record_id = број записа
    .meaning = Сопствени број записа установе. Излази шифрован кључем, осим ако мапирање каже плаин_идс.
field-victim-revision = верзија записа
    .meaning = Број који расте са сваком исправком или време последње измене; без њега важи датотека која је последња први пут поднета.
field-victim-episode = епизода
    .meaning = Означава једну епизоду трговине када их лице има више.
field-victim-trafficking_status = статус жртве
    .meaning = Исход поступка идентификације.
field-victim-status_decided_by = ко је одлучио о статусу
    .meaning = Ко је одлучио о статусу.
field-victim-gender = род
    .meaning = Род како је забележен.
field-victim-age_band = узраст
    .meaning = Узраст при идентификацији: у годинама или група; рачуна се из датума рођења ако није дат.
field-victim-majority_at_exploitation = пунолетство у време експлоатације
    .meaning = Да ли је лице било пунолетно када је експлоатисано.
field-victim-citizenships = држављанства
    .meaning = Земље чији је лице држављанин, највише четири.
field-victim-country_of_exploitation = земља експлоатације
    .meaning = Земља у којој је лице експлоатисано.
field-victim-country_of_residence = земља боравка
    .meaning = Земља у којој је лице живело.
field-victim-country_of_identification = земља идентификације
    .meaning = Земља у којој је лице идентификовано.
field-victim-country_of_recruitment = земља врбовања
    .meaning = Земља у којој је лице врбовано.
field-victim-region = регион
    .meaning = Регион идентификације, шифра са списка платформе за размену.
field-victim-trafficking_form = унутар земље или преко границе
    .meaning = Да ли је пређена нека граница.
field-victim-identified_on = месец идентификације
    .meaning = Када је лице идентификовано; из установе излазе само година и месец.
field-victim-trafficking_duration = трајање трговине људима
    .meaning = Колико је трговина трајала.
field-victim-previously_trafficked = раније жртва
    .meaning = Да ли је лице и пре ове епизоде било жртва трговине људима.
field-victim-recruitment_methods = начини врбовања
    .meaning = Како је лице врбовано.
field-victim-control_methods = средства контроле
    .meaning = Чиме је лице контролисано.
field-victim-exploitation_types = врсте експлоатације
    .meaning = Како је лице експлоатисано или је требало да буде.
field-victim-labour_sector = сектор радне експлоатације
    .meaning = Сектор по ISIC у коме је експлоатисан рад.
field-victim-sexual_exploitation_forms = облици сексуалне експлоатације
    .meaning = На које начине је лице сексуално експлоатисано.
field-victim-recruiter_relations = однос са врбоваоцима
    .meaning = Шта су врбоваоци били лицу.
field-victim-acts = радње (Палермски протокол)
    .meaning = Радње из Палермског протокола, члан 3(а).
field-victim-means = средства (Палермски протокол)
    .meaning = Средства из Палермског протокола, члан 3(а); за дете се не траже.
field-victim-consent_processing = сагласност за обраду
    .meaning = Сагласност за обраду на платформи за размену; без да запис не излази.
field-victim-consent_cross_border_sharing = сагласност за прекогранично дељење
    .meaning = Сагласност за дељење са механизмима упућивања других земаља.
field-victim-discoverable_by = земље које га могу наћи
    .meaning = Земље чији службеници за везу могу добити погодак на овај запис; све партнерске ако није дато.

field-assistance-record_id = број записа
    .meaning = Сопствени број записа установе. Излази шифрован кључем, осим ако мапирање каже плаин_идс.
field-assistance-revision = верзија записа
    .meaning = Број који расте са сваком исправком; без њега важи датотека која је последња први пут поднета.
field-assistance-victim_record_id = запис жртве
    .meaning = Број записа жртве у истој установи.
field-assistance-service = услуга
    .meaning = Услуга која је понуђена или пружена.
field-assistance-status = стање услуге
    .meaning = Докле је услуга стигла.
field-assistance-beneficiary = ко је примио
    .meaning = Да ли је услугу примила жртва или породица.
field-assistance-provider_type = врста пружаоца
    .meaning = Врста пружаоца услуге.
field-assistance-started_on = први месец
    .meaning = Када је услуга почела; из установе излазе само година и месец.
field-assistance-ended_on = последњи месец
    .meaning = Када је услуга завршена; из установе излазе само година и месец.
field-assistance-consent_processing = сагласност за обраду
    .meaning = Где извоз о њој говори: ред са НЕ не излази, а његов запис се повлачи.

field-proceeding-record_id = број записа
    .meaning = Сопствени број записа установе. Излази шифрован кључем, осим ако мапирање каже плаин_идс.
field-proceeding-revision = верзија записа
    .meaning = Број који расте са сваком исправком; без њега важи датотека која је последња први пут поднета.
field-proceeding-case_number = број предмета
    .meaning = Број предмета; из установе излази само као неповратна ознака направљена кључем.
field-proceeding-stage = фаза поступка
    .meaning = Најдаља фаза која је достигнута.
field-proceeding-outcome = исход
    .meaning = Исход у тој фази.
field-proceeding-offence = кривично дело
    .meaning = Кривично дело које се ставља на терет.
field-proceeding-opened_on = месец отварања
    .meaning = Када је поступак отворен; из установе излазе само година и месец.
field-proceeding-closed_on = месец затварања
    .meaning = Када је поступак затворен; из установе излазе само година и месец.
field-proceeding-court_days = дани на суду
    .meaning = Дани колико је предмет трајао на суду; рачунају се из тачних датума ако нису дати.
field-proceeding-arrested = хапшење
    .meaning = Окривљени је ухапшен.
field-proceeding-sentence_months = месеци затвора
    .meaning = Казна затвора у месецима, највише 1200; само уз осуђујућу пресуду.
field-proceeding-is_public_official = службено лице
    .meaning = Окривљени је службено лице.
field-proceeding-assets_confiscated = одузета имовина
    .meaning = Имовина је одузета.
field-proceeding-compensation_requested = тражена накнада
    .meaning = Тражена је накнада штете за жртве.
field-proceeding-compensation_awarded = досуђена накнада
    .meaning = Накнада је досуђена одлуком.
field-proceeding-compensation_paid = исплаћена накнада
    .meaning = Накнада је исплаћена.
field-proceeding-compensation_amount_euro = износ накнаде у еврима
    .meaning = Износ у целим еврима.
field-proceeding-joint_investigation = заједничка истрага
    .meaning = Истраживано заједно са другом државом.
field-proceeding-child_interview_with_social_worker = разговор с дететом уз социјалног радника
    .meaning = Да ли је социјални радник био присутан када је разговарано с дететом; празно ако таквог разговора није било.
field-proceeding-victim_record_ids = записи жртава
    .meaning = Бројеви записа жртава у истој установи, највише 32.
field-proceeding-consent_processing = сагласност за обраду
    .meaning = Где извоз о њој говори: ред са НЕ не излази, а његов запис се повлачи.

## What identifies a person

identity-given_name = име
    .meaning = Име лица. Никада не излази из установе.
identity-surname = презиме
    .meaning = Презиме лица. Никада не излази из установе.
identity-full_name = име и презиме
    .meaning = Оба имена у једној колони, уместо две; са колоном и њиховим редоследом. Никада не излазе из установе.
identity-birth_date = датум рођења
    .meaning = Датум рођења или само година. Никада не излази из установе.
identity-sex = пол
    .meaning = Пол према документима лица. Никада не излази из установе.
identity-national_id = лични број
    .meaning = Број лица у регистру становништва. Никада не излази из установе.
identity-document = број документа
    .meaning = Број пасоша или другог документа. Никада не излази из установе.
identity-place_of_birth = место рођења
    .meaning = Место у коме је лице рођено. Никада не излази из установе.

## Indicators of the national strategy

indicator-1 = Идентификоване жртве
indicator-2 = Спречени случајеви (деца)
indicator-3 = Жртве трговине више од једном
indicator-4 = Жртве којима је понуђена одговарајућа услуга, по услузи
indicator-5 = Просечна казна затвора
indicator-6 = Обрађени случајеви
indicator-7 = Жртве у образовању
indicator-8 = Стручно оспособљавање
indicator-9 = Запослене жртве
indicator-10 = Становање
indicator-11 = Жртве враћене у породицу
indicator-12 = Жртве које су покренуле посао
indicator-13 = Стране жртве враћене у земљу порекла
indicator-14 = Жртве пресељене у треће земље
indicator-15 = Накнада штете
indicator-16 = Жртве обавештене о правима и накнади
indicator-17 = Хапшења и пресуде
indicator-18 = Просечно трајање случаја на суду
indicator-19 = Одузимања имовине
indicator-20 = Разговори са децом уз социјалног радника
indicator-21 = Заједничке истраге са другим државама
indicator-22 = Саветоване породице
indicator-23 = Упућивања између држава

figure-persons = лица
figure-cases = случајеви
figure-children = од тога деца
figure-share = удео
figure-share_of_children = удео деце
figure-years_of_prison = година, правоснажне пресуде за трговину људима
figure-share_compensated = удео оних који су је примили, од оних који су је тражили или им је досуђена
figure-proceedings_compensation = поступци са досуђеном накнадом
figure-days = дана
figure-families = породице
figure-referrals_sent = упућена
figure-referrals_accepted = прихваћена
figure-referrals_completed = завршена
figure-independent = у самосталном становању
figure-sheltered = у склоништу
figure-sheltered_to_independent = склониште : самостално
figure-arrests = хапшења
figure-convictions = пресуде
figure-arrests_convicted = хапшења која су довела до пресуде

## How figures are protected

tier-national = национални
    .meaning = За аналитичаре саме земље: све, са својим интервалом.
tier-transnational = транснационални
    .meaning = За службенике за везу партнерских земаља и за све на заједничком чворишту: ништа моделовано.
tier-public = јавни
    .meaning = За оно што се објављује у медијима или на интернету: ништа моделовано и ништа грубо.

## Why calls are refused

list-reason = разлог одбијања позива
code-reason-denied = То не смете са својом улогом, установом или као ово лице.
    .advice = Питајте координатора или употребите сертификат друге улоге.
code-reason-not_found = Тражено не постоји или није ваше да видите.
    .advice = Проверите број или ознаку.
code-reason-try_again = Ништа није урађено: платформа за размену се зауставља или има превише посла.
    .advice = Покушајте исто поново за који тренутак.
code-reason-store = Складиште платформе је заказало. Оно што је раније потврђено остаје.
    .advice = Покушајте касније и обавестите оператера платформе.
code-reason-disk_nearly_full = Платформа нема места за нове записе. Повлачења се и даље примају.
    .advice = Покушајте за неколико минута; оператер мора да ослободи простор.
code-reason-restored = Платформа је враћена из резервне копије коју још нико није потврдио.
    .advice = Сачекајте да је координатор потврди; затим поново пошаљите оно што копији недостаје.
code-reason-behind = Подаци платформе су старији од онога што је потврдила.
    .advice = Не шаљите ништа; оператер мора да врати најновије податке.
code-reason-restore_unfinished = Враћање платформе је прекинуто.
    .advice = Оператер мора поново да је врати у празан директоријум.
code-reason-wrong_exchange_key = Кључ платформе није онај којим су њени подаци записани.
    .advice = Оператер мора да је покрене правим кључем.
code-reason-identity = Нема сертификата или он не наводи члана, улогу и лице ове платформе.
    .advice = Употребите други сертификат или питајте координатора.
code-reason-revoked = Ваш сертификат је опозван.
    .advice = Затражите нови од координатора.
code-reason-rate = Ваша установа шаље више позива у секунди, или на сат, него што сме.
    .advice = Сачекајте тренутак и шаљите ређе.
code-reason-calls = Платформа опслужује онолико позива колико може.
    .advice = Покушајте поново за који тренутак.
code-reason-calls_at_a_time = Ваш сертификат има онолико отворених позива колико сме.
    .advice = Сачекајте да се неки други позив заврши.
code-reason-bytes = Поруке ваше установе које су на путу заједно су превелике.
    .advice = Сачекајте тренутак и шаљите мање одједном.
code-reason-message_too_large = Порука је превелика.
    .advice = Шаљите мање групе.
code-reason-unreadable_message = Платформа није могла да прочита поруку.
    .advice = Ажурирајте програм који је шаље или обавестите његове ауторе.
code-reason-idle = Ништа није стигло толико дуго да је платформа престала да чека.
    .advice = Покрените команду поново: наставља тамо где је стала.
code-reason-slow_message = Порука је застала или је стизала преспоро.
    .advice = Покрените команду поново; на спорој вези шаљите мање групе.
code-reason-wrong_national_key = Ваш национални кључ није садашњи.
    .advice = Узмите садашњи кључ од координатора и поново доставите са њим.
code-reason-wrong_transnational_key = Ваш транснационални кључ није садашњи.
    .advice = Узмите садашњи кључ од координатора и покушајте поново са њим.
code-reason-wrong_linkage_profile = Ваш профил повезивања није онај који има платформа.
    .advice = Узмите профил платформе од координатора и покушајте поново са њим.
code-reason-sequence_gap = Недостаје група између онога што платформа има и онога што је послато.
    .advice = Покрените команду поново: наставља после последње сачуване групе.
code-reason-no_release = За тражене године нема објаве података.
    .advice = Тражите друге године: `vdx release list` показује којих има.
code-reason-too_few = Блок година има тако мало жртава да би синтетички редови заваравали.
    .advice = Употребите уместо њих објављене податке.
code-reason-releases = Подаци се више не објављују овим позивом.
    .advice = Употребите објаве: `vdx release propose`.
code-reason-released = Једна година је коначно објављена и више се не мери.
    .advice = Употребите објаву која постоји.
code-reason-provisional_spent = Све привремене објаве за ову годину су обављене.
    .advice = Сачекајте коначну објаву те године.
code-reason-no_provisional = Политика не предвиђа буџет за привремене објаве.
    .advice = Сачекајте крај године, за њену коначну објаву.
code-reason-plan = Оно што политика предвиђа да се мери не може се измерити.
    .advice = Оператер мора да исправи политику.
code-reason-blocks_overlap = Године су у блоку који се преклапа са оним који већ има објаву.
    .advice = Оператер мора да одреди first_year и block_years у политици.
code-reason-busy = Друга објава се управо мери.
    .advice = Покушајте поново када се заврши: `vdx release list`.
code-reason-replaced = Каснији предлог је заузео место овог.
    .advice = Одобрите каснији: `vdx release list` показује његов број.
code-reason-approved = Предлог је већ одобрен.
    .advice = Нема више шта да се уради.
code-reason-other_rules = Политика или региони су се променили откад је објава предложена.
    .advice = Предложите је поново.
code-reason-last_coordinator = Платформа би остала без активног координатора.
    .advice = Прво додајте другог координатора.
code-reason-too_many_keys = Ваша канцеларија је регистровала онолико верзија кључа колико сме.
    .advice = Обавестите оператера платформе.
code-reason-no_liaison_key = Један службеник за везу још није регистровао кључ.
    .advice = Направите свој помоћу `vdx referral keys init` или замолите партнера.
code-reason-no_liaison = Земља нема активног службеника за везу на овој платформи.
    .advice = Питајте координатора.
code-reason-stale_key = Део је запечаћен кључем који је читалац заменио.
    .advice = Упоредите нови кључ са партнером и покушајте поново.
code-reason-referral_changed = Неко је у међувремену учинио други корак са упућивањем.
    .advice = Прочитајте га поново: `vdx referral show`.
code-reason-illegal_transition = Корак није могућ у садашњем стању упућивања.
    .advice = Погледајте који јесу: `vdx referral show`.
code-reason-wrong_signature = Потпис није од вашег регистрованог кључа.
    .advice = Употребите кључеве које је регистровала ваша канцеларија.
code-reason-referral_full = Упућивање има онолико корака или прилога колико сме.
    .advice = Затворите га и отворите друго.
code-reason-referral_id_taken = Друго упућивање има ову ознаку.
    .advice = Покушајте поново са новом.
code-reason-too_many_open = Ваша канцеларија има онолико отворених упућивања колико сме.
    .advice = Прво затворите нека.
code-reason-hit_budget = Ваша земља је потрошила провере поготка.
    .advice = Сачекајте до наведеног времена.
code-reason-hit_decided = О провери је већ другачије одлучено.
    .advice = Ништа се не може учинити: одлука остаје.
code-reason-hit_opened = Одговор на проверу је отворен.
    .advice = Ништа се не може учинити: о њему се више не одлучује.
code-reason-no_recovery_key = Платформа нема кључ којим би шифровала резервну копију.
    .advice = Оператер мора да постави кључ за опоравак.
code-reason-backup = Друга резервна копија се управо прави.
    .advice = Покушајте поново када се заврши.
code-reason-witnesses = Дневник има онолико сведока колико сме.
    .advice = Уклоните неког који више није потребан.
code-reason-logs = Познато је превише дневника једног домена поверења.
    .advice = Питајте оператера платформе.
code-reason-not_restored = Ниједно враћање не чека потврду.
    .advice = Нема шта да се потврди.
code-reason-relay_running = Пренос ка заједничком чворишту је већ у току.
    .advice = Сачекајте да се заврши.
code-reason-no_transnational_key = Платформа нема транснационални кључ за пренос записа.
    .advice = Оператер мора да га постави.
code-reason-hub = Заједничко чвориште није доступно или је одбило.
    .advice = Покушајте касније.
code-reason-losses_unknown = Платформа је враћена из резервне копије, а два координатора још нису рекла која су објављивања изгубљена.
    .advice = Два координатора кажу која су објављивања изгубљена, или да ниједно није.
code-reason-nothing_lost = Ниједно враћање не чека да неко каже која су објављивања изгубљена.
    .advice = Нема шта да се уради.
code-reason-reading = Управо се одговара на други позив који чита све записе.
    .advice = Покушајте поново за пола минута.

## Reasons of refusals, as programs say them in English: rows of files, fields of records, questions

said-kind_nothing = ништа
said-kind_digits = број од { $count } цифара
said-kind_like = цифре као { $shape }
said-kind_marks = знакови без слова и цифара
said-kind_word = једна реч
said-kind_text = текст од { $count } речи
said-kind_mixed = слова и цифре
said-kind_mixed_text = текст од { $count } речи са цифрама
said-required_empty = обавезно је, али је празно
said-code_to_translate = садржи: { $kind }; мора бити једно од: `{ $codes }` (или се преводи: `values = { $example }`)
said-code_several = садржи: { $kind }; мора бити једно од: `{ $codes }` (изгледа да их има више са `{ $separator }` између: `list_separator = { $again }`)
said-country = садржи: { $kind }; мора бити код ИСО 3166-1 од два или три слова (`XK` за Косово), или име државе, или се преводи: `values = { $example }`; оно што не значи ништа: `empty = { $empty }`
said-yes_or_no = садржи: { $kind }; мора бити да или не, x или празно
said-month = садржи: { $kind }; мора бити месец (ГГГГ-ММ), или датум у једном од облика `date_formats` из датотеке мапирања
said-year_without_month = садржи годину без месеца; мора бити месец или датум
said-no_such_day = садржи дан који месец нема; мора бити датум који постоји
said-no_such_birth = садржи дан који месец нема; мора бити датум који постоји, или са 00 за дан који није познат
said-month_from_1900 = мора бити месец од 1900. године надаље
said-birth = садржи: { $kind }; мора бити датум у једном од облика `date_formats` из датотеке мапирања, или година
said-short_year = садржи: { $kind }; година мора имати четири цифре (или у `date_formats` стоји `%y` уместо `%Y`)
said-serial = садржи: { $kind }; личи на дан како их броји табела: ако јесте, додајте `"excel"` у `date_formats`
said-instant = садржи време у УТЦ, које овде може бити други дан: извезите само датум
said-birth_future = не сме бити у будућности
said-birth_after = не сме бити после: { $other }; једно од два је погрешно
said-birth_after_short = не сме бити после: { $other }; једно од два је погрешно (`two_digit_years_from` у датотеци мапирања каже у ком су веку године од две цифре)
said-birth_1900 = мора бити година од 1900. надаље, са четири цифре
said-amount_two_ways = садржи: { $kind }; може се читати као хиљаде или као децимале: реците у датотеци мапирања, као `decimal = ","`
said-amount = садржи: { $kind }; мора бити број, без речи поред њега
said-age = мора бити старост у годинама, или код
said-revision = мора бити цео број, или датум у једном од облика `date_formats` из датотеке мапирања
said-opaque = мора имати 1 до 96 знака од `A-Z a-z 0-9 . _ - :`
said-opaque_plain = мора имати 1 до 96 знака од `A-Z a-z 0-9 . _ - :`; сваки текст важи, и ниједан не излази, када се идентификатори скривају кључем (`vdx keys generate-ids`)
said-guard_number = не сме садржати матични број или број документа лица
said-guard_surname = не сме садржати презиме лица
said-id_date = датум је у табели: програм идентификаторе као 3-11 узима за дане; нека колона буде текст, и упишите идентификаторе поново
said-id_several = изгледа да садржи више идентификатора: сваки ред мора имати свој (где их сме бити више, `list_separator` каже шта стоји између)
said-id_double = већ је идентификатор реда { $line }: сваки ред мора имати свој, или рећи исто (или наведите `revision`, ако су то верзије једног записа)
said-identity_little = премало је познато да би се лице разликовало од других: наведите матични број, број документа, или имена са датумом рођења
said-victim_reference = наведите запис жртве, или колоне у `[identity]` које разликују лице
said-case_number = мора имати бар четири слова и цифре
said-no = јесте НЕ: запис не излази, и повлачи се ако га платформа има
said-no_yes = мора бити ДА: без тога запис не сме да изађе
said-lost_letter = садржи ? унутар речи: слово је изгубљено при претварању; извезите поново, у `UTF-8`
said-lost_mark = садржи знак слова које је изгубљено при претварању: извезите поново, у `UTF-8`
said-marks = садржи унутар речи знак који ниједно име нема: датотека је у другом кодирању него што каже мапирање, или је раније погрешно претворена; извезите поново, у `UTF-8`
said-age_in_dates = садржи { $kind }; изгледа да је то старост: мора бити датум или година (колона са старошћу мапира се као `age_band` под `[fields]`)
said-age_of_1900 = јесте дан из првих месеци 1900. године, што табела прави од старости: мора бити датум или година (колона са старошћу мапира се као `age_band` под `[fields]`)
said-several_persons = изгледа да садржи више особа: један ред је једна особа; направите ред за сваку
said-several_objects = стоји у више објеката једне листе: један ред је једна особа; направите објекат за сваку
said-formula = јесте формула чија вредност није у датотеци: отворите је у табели и тамо је сачувајте
said-merged = спојена је са другом ћелијом, која једина има вредност: укините спајање и упишите вредност у сваки ред за који важи
said-cyrillic = ћирилица је прочитана у другом кодирању: наведите `encoding = "windows-1251"` у датотеци мапирања, или извезите поново, у `UTF-8`
said-control = садржи контролни знак: датотека је оштећена, или у другом кодирању него што каже мапирање
said-twice = претворено је двапут (`UTF-8` прочитан у другом кодирању и поново сачуван): извезите поново
said-spreadsheet_error = садржи грешку табеле уместо вредности: извезите поново, са колоном као текст
said-scientific = јесте у научном запису табеле, који је изгубио цифре: извезите поново, са колоном као текст
said-quantity = табела је то узела за количину (завршава се са .0), и можда је изгубила цифре: извезите поново, са колоном као текст
said-zero = има дванаест цифара и почиње као број од тринаест: табела је уклонила прву нулу, или је нека цифра погрешна; извезите поново, са колоном као текст
said-columns = има { $count } колона, а заглавље { $width }: раздвајач унутар ћелије мора бити под наводницима
said-quote = ћелија се наставља иза завршног наводника: наводник унутар ћелије под наводницима мора бити удвојен
said-utf16 = у `UTF-16` је без ознаке која то каже, према нулама у њој: упишите `encoding = `"{ $encoding }" у мапирање
said-utf32 = у `UTF-32` је, према нулама у њој, што се не чита: извезите је у `UTF-8`
said-not_utf8 = није `UTF-8`: ако је цела датотека у другом кодирању, наведите га у датотеци мапирања, као `{ $proposal }`
said-not_json = није `JSON` објекат
said-region = мора бити код са списка региона платформе: { $codes }
said-not_before = не сме бити пре: `{ $other }`
said-most_countries = сме бити највише { $count } држава
said-most_victims = сме бити највише { $count } жртава
said-court_days = сме бити највише 20000
said-sentence = сме бити највише 1200
said-convicted = сме се навести само уз исход `CONVICTED`
said-crosses = сме се навести само уз `consent.cross_border_sharing YES` и нешто што прелази границу
said-conflict_numbered = платформа има нумерисане верзије овог записа: наведите колону броја, као `revision = "..."` под `[fields]`
said-conflict = ова верзија је на платформи са другим садржајем: да је исправите, дајте реду већи број у колони коју наводи `[fields] revision`
said-stale_numbered = на платформи већ постоји виша верзија
said-stale = платформа има новији садржај овог записа, из датотеке која је први пут послата после ове; ако је ова датотека ипак тачна, покрените поново са `--newest`
said-asked_wider = делило би запис шире него раније; ако особа тако каже, покрените поново са `--confirm-wider BROJ`
said-asked_earlier = вратило би садржај који је у међувремену исправљен; ако је ипак тачно, покрените поново са `--confirm-earlier BROJ`
said-asked_other = односи се на другу особу него запис са овим ид на платформи; ако је ипак тачно, покрените поново са `--confirm-other-person BROJ`
said-asked_many = исправка је из датотеке која је можда старији извоз; ако је најновија, покрените поново са `--confirm-corrections BROJ`, или `--newest`
said-asked_unknown = платформа пита нешто што ова верзија не познаје: користите новију
said-withdrawn = повучен је раније, или је рекао НЕ обради: да га пошаљете изнова, покрените поново са `--readmit ID`
said-no_consent = мора бити ДА: без тога платформа не сме да чува запис
said-released_years = мора бити међу објављеним годинама: { $years }
said-not_measured_in = `{ $dimension }` није мерено у { $years }: видите `vdx release show`
    .page = „{ $dimension }“ није мерено у { $years }. Страница објаве каже шта је мерено.
said-not_measured = `{ $dimension }` није мерено: видите `vdx release show`
    .page = „{ $dimension }“ није мерено. Страница објаве каже шта је мерено.
said-not_measured_all = `{ $dimension }` није мерено у свим овим годинама: оне са привременим подацима их имају мало
    .page = „{ $dimension }“ није мерено у свим овим годинама: оне са привременим подацима их имају мало. Изаберите мање година.
said-other_codes = има друге кодове, или није мерено, у некима од блокова { $blocks }: питајте за године једног од њих
said-not_apart = `{ $code }` се не разликује у { $years }: морају бити кодови од `{ $codes }`
    .page = „{ $code }“ се не разликује у { $years }. Изаберите друге кодове.
said-dimension_twice = наводи димензију други пут
said-restricts_twice = ограничава димензију други пут
said-years_twice = ограничава године други пут
said-no_year = мера нема такву годину
said-one_code = мора навести бар један код
said-codes_of = морају бити кодови листе `{ $list }`
    .page = морају бити кодови димензије „{ $list }“
said-codes = морају бити кодови: `{ $codes }`
said-of_measure = мора бити димензија мере: `{ $names }`
    .page = мора бити димензија онога што се броји: { $names }
said-most_dimensions = `--by`, `--where` и `--years` заједно смеју навести највише 4 димензије; године које су све године једног блока се не рачунају
    .page = питање има највише четири димензије, од којих су године једна када су ограничене; године које су све године једног блока се не рачунају
said-by_closing = `{ $dimension }` се броји по години у којој су поступци затворени, а `year` је година отварања: уместо ње наведите `{ $way }`
    .page = „{ $dimension }“ се броји по години у којој су поступци затворени. Изаберите димензију „година затварања“ уместо „година“.
said-closing_of_cases = `year_closed` важи само за окривљене и поступке: предмети се броје по години у којој су отворени
    .page = Година затварања каже се само за окривљене и поступке: предмети се броје по години у којој су отворени.
said-apart = `{ $dimension }` следи из `{ $other }`, а ниједна табела нема обоје: податак по обома говорио би о лицима или предметима којих не може бити
    .page = „{ $dimension }“ следи из „{ $other }“, а то двоје није мерено заједно: податак по обома говорио би о лицима или предметима којих не може бити.
said-too_many_cells = има превише ћелија: ограничите на мање кодова
said-more_cells = има више од { $count } ћелија: ограничите неку димензију на мање кодова
said-no_code_left = ограничење не оставља ниједан код димензије
said-nothing_of_measure = од тога још ништа није објављено
said-services_final = услуге се мере када се година објави коначно
said-why_filler = реч за оно што није познато
said-why_no_digit = нема ниједне цифре
said-why_pattern = низ, или једна цифра поновљена
said-why_letter = једно слово
said-why_placeholder = датум који не значи ништа
said-why_shared = један број уз различита лица у овој датотеци
said-why_date = датум уместо броја
said-why_case = број предмета или година уместо броја лица
said-why_telephone = број телефона
said-why_several = више бројева у једној ћелији
said-why_short = мање од четири цифре
said-form_member = мора бити домен/ознака, како приказује `vdx referral keys list`
said-form_recipient = обавезно је: један од оних које приказује `vdx referral keys list`
said-form_handle = морају бити 32 цифре које је исписала провера поготка
said-form_either = наведите или `recipient` или `hit_handle`
said-form_case = обавезно је: ваш број случаја, који остаје код вас
said-form_days = мора бити од 1 до 365
said-form_month = мора бити месец, као 2026-03
said-form_one_of = мора бити једно од `{ $codes }`
said-form_former = још је текст обрасца; ништа није послато. Реците шта се догодило и шта се тражи, или оставите празно
said-form_sealed = ништа у њему није попуњено; ништа није послато. Попуните `sealed.narrative`, `sealed.person` или `sealed.attachments`; где нема шта да се запечати, образац не сме имати део [`sealed`]
said-form_date = такав датум не постоји; ништа није послато. Напишите га као 1991-03-07 или 07.03.1991, или речима оно што се зна
said-form_files = сме да наведе највише { $count } датотека
said-form_file = мора бити датотека
said-form_large = све што се печати сме имати највише { $count } бајтова; ништа није послато
said-form_hit = мора изостати из захтева који следи погодак, јер се коме да се запечати открива тек кад он прихвати; ништа није послато. Избаците део [`sealed`] из обрасца и пошаљите га после тога: `vdx referral message ID TEKST`
said-form_or_terminal = наведите `--form DATOTEKA`, или покрените ово на терминалу да будете питани корак по корак
said-pki_made = Ауторитет за `{ $domain }` направљен у `{ $dir }`.
said-pki_offline = Држите `ca.key.pem` ван мреже; дајте `ca.pem` свима, `crl.pem` платформи.
said-pki_took_place = Заузео је место сертификата за `{ $who }`, који и даље важи: `vdx pki revoke { $serial }`
said-pki_profile_kept = Профил клијента: `{ $path }` је постојао, и остаје какав је био
said-pki_profile = Профил клијента: `{ $path }` (користите га са `--profile`)
said-pki_send = Пошаљите `{ $file }` координатору; `{ $key }.key.pem` остаје овде.
said-pki_put_back = Оно што се врати ставите у `{ $pem }.pem`, и `ca.pem` поред; затим `--profile { $toml }.toml`
said-pki_valid = `{ $who }` важи до { $day }
said-pki_revoked = Опозвано: `{ $who }`; `{ $file }` је свежа.
said-pki_fresh = `{ $file }` је свежа.
said-pki_encrypted = `{ $file }` је шифрована.
said-pki_copies = Раније копије нису, а оно што диск држи од старе датотеке можда се још може прочитати.
said-pki_passphrase = Лозинка, приказана само сада: `{ $passphrase }`
said-pki_import = `{ $file }`: увезите је, па је обришите; њена лозинка чува кључ.
said-pki_two_places = Кључ је сада на два места: ко отвори профил прегледача поступа као његов ималац. Заштитите профил лозинком, и уклоните сертификат из њега када се тамо више не користи.
said-pki_authority = Ауторитет за `{ $domain }`
said-pki_nothing_signed = ништа није потписано: `{ $file }` садржи сертификат за `{ $who }`; наведите другу датотеку са `--out`
said-pki_nothing_renewed = ништа није обновљено: `{ $file }.pem` садржи сертификат за `{ $who }`, а не за `{ $subject }`
said-pki_never_issued = `{ $who }` овде никад није издат; `vdx pki show` наводи шта јесте
said-pki_several = `{ $who }` одговара више њих: наведите цео један од `{ $all }`
said-keys_written = записано: `{ $path }` (читате само ви)
said-keys_written_copy = записано: `{ $path }` (читате само ви). Чувајте копију ван мреже.
said-keys_copy_store = Чувајте копију ван мреже: без њега складиште ничему не служи.
said-keys_at_start = Платформи треба при сваком покретању; држите га ван диска који шифрује.
said-keys_configuration = За подешавања платформе:
said-keys_elsewhere = Држите га тамо где платформа није: ко га има, чита сваку резервну копију.
said-keys_ids = кључ за бројеве записа, контролна вредност `{ $value }`
said-keys_check = контролна вредност `{ $value }`
said-keys_epoch = епоха { $epoch }, контролна вредност `{ $value }`
said-store_no_directory = `{ $path }`: нема таквог директоријума
said-store_holds = `{ $path }` већ нешто садржи: наведите директоријум којег нема или је празан
said-demo_there = `{ $path }` већ постоји: уклоните га, или изаберите други `--dir`
said-no_data_directory = `{ $path }`: није директоријум података
draft-first = Прво мапирање за `{ $file }`, направио га је `vdx mapping new`. Прочитајте сваки ред; `docs/mapping.md` их објашњава.
draft-then = Затим: `vdx mapping check --mapping OVA_DATOTEKA IZVOZ`
draft-whose = чији су ови бројеви записа
draft-system = ОДЛУЧИТЕ: наведите систем из ког је овај извоз, и уклоните #. Сва мапирања једног система наводе исти, она другог система други. Бројеви записа се хеширају њиме и кључем који има само ваша установа:
draft-plain = или, где бројеви никоме ван тог система ништа не значе и ниједан други ваш систем нема исте:
draft-as_they_stand = одлазе какви јесу
draft-encoding_two = `windows-1250` или `windows-1252`: ПРОВЕРИТЕ да ли су имена исправна
draft-encoding_one = предложено по словима у њој: ПРОВЕРИТЕ да ли су имена исправна
draft-above = оно изнад њега није табела
draft-between = између више вредности једне ћелије
draft-empty = вредности у [`fields`] које значе да се ништа не зна; ове ако није дато
draft-defendant = ко је оптужен; прави хешеве с кључем, никад не одлази
draft-identity = ко је жртва; прави хешеве с кључем, никад не одлази
draft-fields = све што одлази; свака колона која није наведена остаје овде
draft-another = ОДЛУЧИТЕ: `{ $column }` говори о сагласности, али можда о повученој, или о дељењу података. Само ако да тамо значи сагласност за обраду, уклоните #; без таквог реда ниједан запис не одлази:
draft-unused = Колоне које се не користе, и остају овде: `{ $columns }`
draft-no_header = ОДЛУЧИТЕ: њен први ред изгледа садржи податке. Колоне се наводе по броју, од 1, као `surname = "3"`
draft-in_one = ОДЛУЧИТЕ: `{ $column }` изгледа садржи име и презиме заједно. Ако их ниједна друга колона нема:
draft-names = ОДЛУЧИТЕ: име и презиме у једној колони, како изгледа. ПРОВЕРИТЕ њихов редослед. Ред с више од две речи се одбија ако иза презимена нема зареза; боље су две колоне у извозу.
draft-numbered = ОДЛУЧИТЕ: `{ $columns }`: ред је једно лице. Где је свако засебно лице, направите у извозу по ред за свако
draft-by_name = ОДЛУЧИТЕ: узето по имену колоне. ПРОВЕРИТЕ да ли ДА тамо значи: { $label }. Иначе уклоните ред.
draft-unheard = ОДЛУЧИТЕ: `{ $column }` говори о сагласности, а ниједан ред је не прати: редови који тамо кажу НЕ БИ ОТИШЛИ. Ако да тамо значи сагласност за обраду, уклоните #; ако значи нешто друго, изоставите те редове из извоза:
draft-borders = ОДЛУЧИТЕ: `{ $column }` изгледа као сагласност за дељење преко граница. Само ако јесте, уклоните #; без тога ниједна земља партнер не може да нађе ова лица:
draft-filled = у { $filled } од { $rows } редова
draft-two_formats = ПАЖЊА: неки датуми се могу читати на два од ових начина; задржите прави
draft-month_first = ПАЖЊА: месец пре дана; ПРОВЕРИТЕ
draft-excel = бројеви од пет цифара читају се као дани табеле; ПРОВЕРИТЕ
draft-two_digits = године од две цифре су у сто година одавде; ПРОВЕРИТЕ
draft-region = потребни су кодови листе платформе: `vdx codes region --online`
draft-victim = мора бити `record_id` записа жртве
draft-too_many = превише различитих вредности да би се овде навеле
draft-which_code = { $count } редова: КОЈИ КОД?
draft-rows = { $count } редова
draft-codes = кодови: `{ $codes }`
draft-refuse = редови с вредностима које нису наведене се одбијају
draft-leave_out = вредности које нису наведене се изостављају, и броје; или код, или `"refuse"`
draft-kept = { $values } вредности у { $rows } редова изгледа садрже имена или бројеве, и овде се не пишу: погледајте колону у извозу
draft-as_you_said = како сте рекли: свако лице у овој датотеци је сагласно, или закон то не тражи
draft-no_consent = ОДЛУЧИТЕ: без сагласности ниједан запис не сме да оде. Наведите колону која је каже, или, ако је свако лице у овој датотеци сагласно (или ваш закон не тражи сагласност), уклоните # из следећег реда:
draft-required = ОБАВЕЗНО: { $label }
said-proof_step = корак { $number } { $what }
said-proof_recipient = прималац није онај коме је упућено
said-proof_same = пошиљалац и прималац су исти
said-proof_no_party = ви нисте страна у њему
said-proof_taken_back = приказано је { $shown } корака, али сте раније видели { $seen }, после којих је било { $status }: кораци су повучени
said-proof_replaced = првих { $count } корака нису они које сте раније видели: један је замењен
said-proof_none = историја се не приказује
said-proof_order = не следи после претходног
said-proof_future = датиран је у будућности
said-proof_stranger = учинио га је неко ко није страна
said-proof_nobody = не наводи никога ко га је учинио
said-proof_create = не ствара упућивање
said-proof_early = пушта да истекне пре рока
said-proof_early_here = пушта да истекне, али по сату овог рачунара рок није прошао
said-proof_late = сачуван је пошто је рок прошао
said-proof_rules = крши правила: { $why }
said-proof_undisclosed = учинио га је прималац који се не открива пре него што прихвати
said-proof_own = корак је саме платформе, која ништа не потписује и не печати
said-proof_unsigned = није потписан, а наводно га је учинио `{ $who }`
said-proof_not_by = није га потписао `{ $who }`, који га је наводно учинио
said-proof_older_key = потписан је старијим кључем него корак пре њега
said-proof_changed = измењен је пошто је сачуван
said-proof_status = платформа каже да је { $claimed }, али је по корацима { $status }
said-proof_deadline = платформа приказује други рок од оног који кораци постављају
said-proof_end_it = оно што је запечаћено не сме више да се чита. Ако је ваш сат тачан, окончајте га (`vdx referral withdraw`, `withdraw-consent` или `decline`, са `--not-verified`)
said-proof_kept = оно што је запечаћено мора да се обрише, али га платформа чува
said-restore_wait_sent = { $why }. Ништа није послато; покушајте поново када координатор то учини
said-proof_the_deadline = рок
said-proof_consent_month = месец до ког је сагласност дата
said-proof_lapsed = по сату овог рачунара прошао је { $what }, а платформа није пустила да истекне: { $rest }
said-proof_erased = платформа је обрисала оно што је запечаћено, иако га ниједан корак не окончава
said-other_referral = платформа је одговорила другим упућивањем од траженог: реците свом координатору
said-step_not_shown = платформа је примила корак, али га не приказује у историји: погледајте упућивање поново, и реците координатору ако га нема
said-clock = корак је сачуван, али платформа корак { $number } датира { $minutes } минута од сата овог рачунара. Рокови и сагласности истичу по том времену. Утврдите који сат је погрешан; ако није ваш, реците координатору
said-attachments = један запечаћени део има највише { $most } прилога, а овај их има { $count }: ставите више њих у једну датотеку, или остале пошаљите поруком
said-history_not_verified = ништа није урађено, јер историја НИЈЕ ПРОВЕРЕНА:
said-no_key_yet = `{ $member }` још није објавио кључ
said-key_not_compared = кључ члана `{ $member }` није упоређен: позовите партнера на број који познајете, упоредите `{ $fingerprint }` и затим покрените: `vdx referral keys trust { $name }`
said-key_changed = кључ члана `{ $member }` се променио, а ранији кључ није потврдио нови. Не шаљите ништа док не питате партнера, на број који познајете, да ли је његов отисак сада `{ $fingerprint }`. Ако јесте: `vdx referral keys trust { $name }`
said-keys_of_one_version = платформа приказује више кључева члана `{ $member }` с једним бројем верзије, што не сме бити: не бележите ниједан, и реците координатору
said-not_that_key = отисак није отисак кључа који платформа приказује за `{ $member }`: ништа не печатите за њега, и реците координатору
said-own_key_unknown = платформа приказује верзију { $version } вашег кључа с отиском `{ $fingerprint }`, а њега нема у вашој датотеци кључева. Или је датотека стара копија, или је колега направио друге кључеве за вашу канцеларију (користите једну датотеку, са `--keys`), или је неко објавио кључ у ваше име: питајте координатора ко. Ако је други кључ изгубљен: склоните датотеку и покрените `vdx referral keys init --replace-lost-keys`
said-follows_hit = захтев следи после поготка: поруке се могу запечатити када буде прихваћен
said-step_not_again = корак { $number } не може да се пошаље поново: мора бити ваш и имати запечаћени део
said-first_part = први запечаћени део је за примаоца који је прихватио: пошаљите га поново после тога
said-not_empty = не сме бити празно; ништа није послато
said-opened_now = Оно што је за вас запечаћено сада се може отворити: `vdx referral show { $id }`
said-sent_again = оно што је садржао корак { $step } послато је поново, као корак { $number }
said-nothing_lost = ништа није послато: друга страна није изгубила ништа од онога што сте за њу запечатили и што сме да има; `--step BROJ` ипак шаље један
said-watch_word = Тако каже платформа; `vdx referral show ID` то проверава.
said-watch_broke = прекинуто (`{ $why }`); наставља се после { $after }
said-watch_not_yet = још није повезано: { $why }
said-watch_left_out = ПЛАТФОРМА ЈЕ ИЗОСТАВИЛА оно што се десило између { $from } и { $to }: погледајте своја упућивања (`vdx referral list`), и реците координатору
said-check_counted = Провера је урачуната; њен одговор се не приказује. Тражите га поново: `vdx referral check --result { $id }`
said-person_or_terminal = наведите `--person DATOTEKA`, или покрените на терминалу да будете питани
said-too_little = премало се зна да би се лице разликовало од других: наведите `national_id`, `document`, или `given_name` и `surname` са `birth_date`; ништа није питано
said-give_fingerprint = наведите `--fingerprint` са оним што вам је партнер прочитао
said-nothing_noted = ништа није забележено
said-nothing_noted_tell = ништа није забележено: реците свом координатору
said-keys_there = `{ $path }` већ постоји; `vdx referral keys rotate` прави нову верзију. Ако су кључеви можда украдени: склоните датотеку и покрените: `vdx referral keys init --replace-lost-keys`
said-saved = сачувано: `{ $file }`
said-saved_same = `{ $file }` већ постоји, иста је
said-part_key = запечаћено за кључ којег нема у вашој датотеци кључева: замолите другу страну да пошаље поново (`vdx referral resend`)
said-part_not_handed = платформа не предаје оно што је запечаћено, иако на то имате право
said-part_other = није коверта коју наводи потписани корак
said-part_signer = потписано кључем члана `{ $member }` који није ни упоређен ни потврђен: не отвара се
said-part_lapsed = сагласност или рок је истекао по сату овог рачунара: више се не отвара
said-part_attachments = има { $count } прилога, од највише { $most }: не отвара се
said-part_broken = оно што је запечаћено није садржај упућивања: клијент писца је неисправан
said-part_large = запечаћени део је превелик: сме имати највише 1 `MiB` с прилозима
said-part_tampered = коверта не може да се отвори: неко ју је мењао, или припада другом упућивању
said-part_signature = потпис на коверти није пишчев: можда ју је неко мењао
said-no_profile = `{ $path }`: нема таквог профила клијента; наведите свој са `--profile DATOTEKA`, или поставите `VDX_PROFILE`
said-restored_batches = платформа је потврдила { $acknowledged } група, а сада има { $kept }: враћена је из резервне копије. Покрените исту команду поново: она шаље оно чега нема
said-broke_too_often = веза се пречесто прекидала: покрените исту команду поново да сазнате шта је било са свим редовима
said-run_broke_off = извршавање је прекинуто; покрените поново
said-key_readable = `{ $path }`: други могу да читају овај приватни кључ; дозволите само власнику (`chmod 600`)
said-key_encrypted = `{ $path }`: овај приватни кључ је шифрован, а лозинка није дата: наведите датотеку у којој је (`key_passphrase_file`), или дешифрујте кључ са `openssl pkcs8 -in { $in } -out { $out }.plain`
said-do_not_rely = НЕ ОСЛАЊАЈТЕ СЕ НА `{ $server }`: { $why }.
said-nothing_more_sent = Ништа више није послато. Реците координатору и органу за заштиту података, на број који познајете{ $more }. Док не утврде шта се десило, не шаљите ништа. (Најновија глава је у `{ $path }`. Уклоните је само када вам кажу да је платформа у реду.)
said-hand_them = , и предајте им `{ $path }`: у њој су обе главе како их је платформа потписала
said-audit_key_changed = њен кључ ревизије је `{ $shown }`, а { $whence } је `{ $expected }`. То није платформа коју сте познавали, или јој је кључ замењен
said-ask_operator = Ништа није послато. Питајте оператера, на број који познајете, који кључ је прави{ $more }. (`{ $path }` чува најновију главу.)
said-gone_back = дневник платформе се вратио уназад: имао је { $known } редова, а приказује { $shown }. Старија копија њених података стављена је на место новије
said-other_log = дневник платформе је други него раније: његових { $shown } редова не наставља { $known } који су виђени. Редови су измењени или извађени, или се разним члановима приказују разни дневници
said-restore_waits = платформа је враћена из резервне копије са { $size } редова дневника, а њен координатор то није потврдио (`vdx acknowledge-restore`). Пре тога не прима ништа
said-audit_more = напомена: можда има још редова: наставите са `--from { $next }`
said-audit_none = напомена: ниједан ред не одговара траженом; ни погрешно написано име не одговара ниједном (`vdx members list`)
said-audit_proof = ДОКАЗ НЕ СТОЈИ: ред није у дневнику потписане главе
said-audit_shorter = ДНЕВНИК ЈЕ КРАЋИ ОД ГЛАВЕ КОЈУ СТЕ САЧУВАЛИ ({ $old } редова): редови су извађени
said-audit_key = КЉУЧ РЕВИЗИЈЕ СЕ ПРОМЕНИО: то није платформа, или није иста, као раније
said-audit_not_shown = ОВО НИЈЕ КЉУЧ РЕВИЗИЈЕ КОЈИ ЈЕ ОПЕРАТЕР ПРИКАЗАО: платформа је дала `{ $key }`
said-audit_changed = ДНЕВНИК ЈЕ ИЗМЕЊЕН: глава коју сте сачували није његов почетак
said-audit_missing = НЕДОСТАЈУ РЕДОВИ: платформа приказује { $shown } од { $all }
said-form_again = ништа није послато: упућивање { $id } о овом случају овом примаоцу је `{ $status }`. Наставите с њим (`vdx referral show`, `send`, `message`), или напишите друго са `--again`
said-form_no_partner = ниједан партнер још није објавио кључ
said-form_fingerprint = ништа није послато: јавите координатору да се отисци разликују
said-form_value = није вредност праве врсте
said-tls_denied = платформа не прихвата овај сертификат: његов члан није у регистру, суспендован је или нема улогу из сертификата; питајте координатора
said-tls_revoked = сертификат је опозван; тражите нови од координатора
said-tls_expired = сертификат је истекао, или је истекла листа опозива платформе; питајте координатора
said-tls_required = платформа тражи сертификат; наведите сертификат и кључ у профилу
said-tls_unknown = платформа не познаје издаваоца овог сертификата, или је истекла његова листа опозива; питајте координатора
said-tls_unsupported = платформа не узима овај сертификат: његова проширена употреба кључа мора бити `clientAuth`, име `SPIFFE id`, важење не дуже него што платформа дозвољава, а сертификат издаваоца важећи; тражите нови од координатора
said-tls_reset = веза је прекинута пре него што је платформа ишта рекла, од платформе или нечега на путу, као што је заштитни зид; то не говори ништа о сертификату: покушајте поново за минут
said-tls_closed = веза је затворена пре него што је платформа ишта рекла; можда је заузета: покушајте поново за минут
said-certificate_early = сертификат { $path } још не важи: да ли је сат тачан?
said-certificate_over = сертификат { $path } је истекао: обновите га сада
said-certificate_soon = сертификат { $path } истиче за { $days } дана: обновите га
said-unknown_issuer = сертификат платформе није ни од једног издаваоца у { $ca }, који { $profile } наводи као `ca`. Док један издавалац преузима од другог, та датотека мора имати оба; иначе тражите прави од координатора, и ништа што долази овом везом
said-connection_failed = веза није успела: { $why }
said-connection_broke = веза с платформом је пукла пре него што је одговорила ({ $why }): оно што је тражено можда је ипак урађено
said-where = мора бити `dimenzija=ŠIFRA` или `dimenzija=ŠIFRA,ŠIFRA`
said-comma = једна димензија нема име: има зарез вишка
said-no_dimension = ниједна димензија се не зове { $name }; `vdx codes` их наводи
said-by_year = тражи од 2 до { $most } година, на пример `--years 2009-2010`
said-years = мора бити година, или прва и последња од више њих: 2010 или 2008-2011, од 1900 до 2199
said-within_released = { $year } мора бити међу објављеним годинама: { $years }
said-referral_none = немате упућивање чија ознака тако почиње
said-referral_several = више ваших упућивања тако почиње: наведите више цифара
said-referral_named = упућивање се наводи својом ознаком, или њеним првим цифрама, најмање 4
said-keys_missing = { $path } не постоји. Ако друго лице или рачунар ваше службе има њене кључеве, користите исте: копирајте датотеке `.keys`, `.known`, `.seen` и `.cases`, или наведите кључеве са `--keys` (или `VDX_REFERRAL_KEYS`). Ако их ваша служба још нема, направите их: `vdx referral keys init`
said-decide_system = наведите систем из којег извоз потиче, да се његови записи разликују од записа другог система (видите ред изнад [`identity`], или `--system`)
said-decide_pages = `windows-1250` или `windows-1252`: ПРОВЕРИТЕ да су имена тачна (`vdx mapping check` не приказује имена: погледајте датотеку у табеларном програму)
said-decide_letters = предложено по словима у њој: ПРОВЕРИТЕ да су имена тачна (`vdx mapping check` не приказује имена: погледајте датотеку у табеларном програму)
said-decide_no_header = датотека наизглед нема заглавље, па ниједна колона није препозната; наведите их по броју, као `surname = "3"` (крај мапирања каже шта која садржи), или извезите са заглављем
said-decide_header = мало је познатих имена колона, и не приказују се, јер ред може бити о лицу; ако датотека нема заглавље, напишите `header = "none"`
said-decide_order = { $column } наизглед садржи име и презиме заједно; ПРОВЕРИТЕ да им је редослед "{ $order }"
said-decide_names = { $column } наизглед садржи име и презиме заједно: видите ред о томе; без имена се лице тешко налази
said-decide_persons = { $column }: један ред је једно лице; где их је више, направите ред за свако у извозу
said-decide_borders = { $column } тако изгледа; видите ред у [`fields`]
said-decide_opposite = { $column } можда говори супротно, или о дељењу; видите ред у [`fields`]; без пристанка ништа не излази
said-decide_unheard = { $column } говори о пристанку, а ниједан ред га не прати: редови који кажу НЕ БИ ИЗАШЛИ; видите ред у [`fields`]
said-decide_defendant = нађене су колоне које говоре о окривљеном; видите редове тамо
said-decide_list = листа са више објеката у редовима којих је { $rows }, а који се одбијају где су ти објекти наведени; извезите ред за сваки објекат, са сопственим ид
said-decide_dates = ПАЖЊА: неки датуми могу да се читају на два од ових начина; задржите прави
said-decide_month_first = ПАЖЊА: месец пре дана; ПРОВЕРИТЕ
said-decide_days = бројеви од пет цифара читају се као дани табеларног програма; ПРОВЕРИТЕ
said-decide_years = године од две цифре читају се као оне из последњих сто година
said-decide_no_id = неки редови га немају
said-decide_many = има превише различитих вредности за набрајање
said-decide_refused = редова: { $count } има вредности без шифре и одбијају се
said-decide_left_out = редова: { $count } има вредности без шифре, које се изостављају
said-decide_hidden = вредности: { $count } наизглед садржи имена или бројеве лица и не приказује се; исправите их у извозу
said-decide_consent = ниједна колона не каже да ли је лице пристало; без тога ништа не излази (видите ред у [`fields`], или `--consent-given`)
said-decide_required = обавезно је, а колона за то није нађена
said-decide_by_name = узето по имену; ПРОВЕРИТЕ да каже оно што ово поље значи
said-decide_ages = зове се датум рођења а садржи узраст; ПРОВЕРИТЕ да је то узраст при идентификацији
said-decide_identity = није нађена колона с матичним бројем, или с именима и датумом рођења: без њих се нико не разликује од других (датум у више колона спаја [`joined`], `docs/mapping.md`)
said-cannot_connect = није могуће повезати се са { $server }: { $why }
said-why_long = дуже од сваког броја

## What the command prints

cli-count = број
cli-hidden_rows = { $count ->
        [one] Изостављен је { $count } ред у коме се ништа не приказује или не достиже десет; `--all` га приказује.
        [few] Изостављена су { $count } реда у којима се ништа не приказује или не достиже десет; `--all` их приказује.
       *[other] Изостављено је { $count } редова у којима се ништа не приказује или не достиже десет; `--all` их приказује.
    }
cli-empty = Ниједан ред се не приказује: сваки податак је испод десет или се на овом нивоу не приказује. То не значи да нема никога.
cli-release = { $count ->
        [one] Објава { $numbers }, ниво: { $tier }.
       *[other] Објаве { $numbers }, ниво: { $tier }.
    }
cli-open_years = Ови подаци се још могу променити: у истим блоковима година нису коначно објављене { $years }.
cli-note = напомена: { $text }
cli-provisional_years = За { $years } постоје само привремене бројке: записи можда недостају, па се не каже шта се променило.
cli-legend = У заградама: интервал од 90 %; `A`, `B`, `C`: половина интервала износи највише 10, 25, 50 % податка; тачка: више. ~ испред податка: моделовано. = испред њега: тачно.
cli-indicators_legend = Удели су од оних за које се чињеница зна; просеци следе из табела с разредима.
cli-not_measured_legend = -: није мерено у овим годинама. Од привремених година мери се мало података.
cli-dot_legend = ·: не приказује се на овом нивоу, јер је податак, или онај с којим се пореди, моделован или прегруб.
cli-left_out = Изостављено, јер су подаци привремени: { $years }. О њима се зна мање; питајте са `--years { $last }`.
cli-number = бр.
cli-indicator = показатељ
cli-figure = податак
cli-value = вредност
cli-no_source = још нема извора података
cli-code = шифра
cli-meaning = значење
cli-counts = броји
cli-dimension = димензија
cli-of_records = за
cli-several_possible = { $meaning } Могуће их је више.
cli-codes_hint = `vdx codes DIMENSION` наводи њене шифре.
cli-codes_not_released = Ни за једну годину није објављено: `{ $names }`.
cli-refused = платформа за размену је одбила: { $what }
cli-refused_fields = платформа за размену је одбила:
cli-exchange_says = Њене речи: { $text }
cli-referral = Упућивање
cli-status = Стање
cli-status_unproven = { $status }, тако каже платформа
cli-due = Рок
cli-from = Од
cli-to = За
cli-type = Тражи се
cli-pseudonym = Псеудоним
cli-age = Узраст
cli-needs = Потребе
cli-stage = Фаза
cli-basis = Основ
cli-you_may = Можете
cli-sealed = Запечаћено
cli-recorded = , забележено { $month }
cli-valid_until = , важи до { $month }
cli-erased = избрисано
cli-verified = Историја је проверена: сваки корак је потписан упоређеним кључем и ниједан који сте видели не недостаје.
cli-waits_for_disclosure = ЈОШ НИЈЕ ПРОВЕРЕНО: ко је питан не открива се пре него што прихвати, а његови кораци су само реч платформе.
cli-unproven = НИЈЕ ПРОВЕРЕНО: оно што следи је само реч платформе, јер није за сваки корак доказано да је онај који сте видели или да је потписан упоређеним кључем.
cli-false_history = НИЈЕ ПРОВЕРЕНО: ИСТОРИЈА НЕ СТОЈИ. Не верујте ничему што следи и обавестите координатора и ревизора.
cli-when = када
cli-who = ко
cli-did = шта је учињено
cli-sealed_part = запечаћени део
cli-until = { $what }, рок { $time }
cli-opened_below = отворено у наставку
cli-cannot_be_opened = не може да се отвори
cli-not_yours_yet = није ваше пре него што прихватите
cli-by_exchange = платформа
cli-not_disclosed = још није откривено
cli-contact = контакт
cli-handover = Примопредаја
cli-handover_text = { $place }, { $time }, у пратњи { $escort }
cli-attachment = Прилог од { $bytes } бајтова (`--save DIR` га чува)
cli-inbox_empty = Ништа вас не чека.
cli-list_empty = Немате такво упућивање.
cli-list_unproven = Тако каже платформа; `vdx referral show ID` то проверава.
cli-own_case = Ваш предмет
cli-last_verified = стање када сте га последњи пут проверили
cli-never = никада
cli-contradicts = ПРОТИВРЕЧИ: било је { $status }
cli-hit = ПОГОДАК: лице је познато у другој земљи.
cli-hit_next = Да затражите информације: { $command }
cli-hit_handle = Ознака важи за један захтев у року од 30 дана.
cli-no_hit = Нема поготка.
cli-hit_pending = Одговор се отвара { $time }, какав год да је: сваки погодак прво потврђује лице на страни која држи запис.
cli-hit_ask_then = Затим га затражите: { $command }
cli-checks_left = { $count ->
        [one] Вашој земљи је данас преостала { $count } провера.
        [few] Вашој земљи су данас преостале { $count } провере.
       *[other] Вашој земљи је данас преостало { $count } провера.
    }
cli-country = земља
cli-purpose = сврха
cli-answer = одговор
cli-check = провера
cli-answer_hit = погодак
cli-answer_hit_holder = погодак на запис земље { $country }
cli-answer_no_hit = нема поготка
cli-answer_opens = отвара се { $time }
cli-answer_broken = прекинуто
cli-asked_by = пита
cli-asked = питано
cli-decide_before = одлучите пре
cli-record = запис
cli-decision = одлука
cli-confirmed = потврђено
cli-denied = одбијено
cli-decided = { $decision }. Одговор се отвара { $time }.
cli-nothing_waits = Ниједан погодак не чека вашу реч.
cli-alarm_many_checks = број провера поготка у једном дану: { $count }
cli-alarm_many_hits = број погодака у седам дана: { $count }
cli-alarm_impossible_sets = број провера у једном дану са ознакама које једно лице не може имати (ништа није тражено): { $count }
cli-alarm_budget_used_up = потрошене су све провере једног дана ({ $count }), а тражено је још
cli-alarm_unknown = нешто о проверама поготка што ова верзија не познаје
cli-alarm = пажња: { $time }: { $country }: { $what }; погледајте `vdx referral checks`
cli-hits_wait = пажња: на вашу реч чека провера поготка: { $count }; `vdx referral waiting`
cli-fingerprint = Отисак ове историје: { $words }
cli-sealed_part_of = Запечаћени део корака { $number }:
cli-sealed_part_again = Запечаћени део корака { $number } (садржај корака { $first }, још једном):
cli-sealed_part_closed = Запечаћени део корака { $number }: НЕ МОЖЕ ДА СЕ ОТВОРИ: { $why }
cli-form_intro = Упућивање. Редови који почињу знаком # су објашњења. Оно што не знате оставите празно; упућивање којем недостаје прималац, врста, случај, основ или запечаћени део не шаље се.
cli-form_open = Види платформа, а прималац пре него што прихвати: само шифре
cli-form_recipient = Орган који прима (`vdx referral keys list`), као "`exchange.example/desk`".
cli-form_case = Ваш број случаја. Остаје код вас: од њега се прави псеудоним, други за сваког партнера.
cli-form_needs = Услуге које су потребне, као ["`SHELTER`", "`MEDICAL`"]:
cli-form_respond = Дани у којима прималац треба да одлучи; после њих упућивање истиче.
cli-form_basis = Једно од овога:
cli-form_recorded_on = Уз пристанак: месец у којем је забележен, као "2026-03".
cli-form_valid_until = Ако пристанак истиче: последњи месец за који важи.
cli-form_child_risk = Уз `CHILD_AT_RISK`: опасност.
cli-form_sealed = Оно што следи је запечаћено: може да га прочита само прималац, пошто прихвати.
cli-form_attachments = Датотеке, као ["`izvestaj.pdf`"].
cli-form_handover = Предаја лица: уклоните # из ових редова ако је знате.
cli-ask_unknown = (није познато)
cli-ask_month_rule = напишите као 2026-03
cli-ask_type = Шта тражите
cli-ask_case = Ваш број случаја
cli-ask_age = Узраст
cli-ask_needs = Шта је потребно (размакница бира, `enter` наставља)
cli-ask_stage = Фаза
cli-ask_basis = Зашто сме да пређе границу
cli-ask_child_risk = Опасност
cli-ask_recorded_on = Месец у којем је пристанак забележен (ГГГГ-ММ)
cli-ask_valid_until = Последњи месец за који важи (ГГГГ-ММ, или ништа)
cli-ask_days = Дана за одлуку
cli-ask_key_changed = Кључ члана { $member } променио се без потврде ранијег кључа.
cli-ask_call = Позовите их на број који знате. Њихов отисак мора бити:
cli-ask_same = Да ли је исти
cli-ask_recipient = Прималац
cli-ask_narrative = Шта се догодило и шта се тражи
cli-ask_files = Датотеке за прилог, раздвојене зарезима (или ништа)
cli-ask_no_file = { $path } није датотека
cli-ask_given_name = Име
cli-ask_surname = Презиме
cli-ask_birth_date = Датум рођења
cli-ask_sex = Пол
cli-ask_national_id = Матични број
cli-ask_document = Пасош или друга исправа
cli-ask_place_of_birth = Место рођења
cli-ask_contact = Како се до лица може безбедно доћи
cli-case_not_noted = Ваш број случаја није забележен: { $why }
cli-keys_partner = партнер
cli-keys_version = верзија
cli-keys_fingerprint = отисак
cli-keys_compared = упоређен
cli-keys_yes = да
cli-keys_continued = да, ранијим кључем
cli-keys_no = не
cli-keys_changed = НЕ: ПРОМЕЊЕН
cli-keys_none = Ниједан партнер још није објавио кључ.
cli-keys_shows = Платформа приказује за { $member }:
cli-keys_read = Да ли вам је партнер прочитао исто, на броју који знате
cli-keys_noted = Забележено: кључ члана { $member }, верзија { $version }, упоређен је.
cli-hidden_referral = ПЛАТФОРМА СКРИВА { $id }, које сте проверили као { $status }. Обавестите координатора.
cli-lost_referral = Платформа нема { $id }, које сте проверили као { $status }. Од тада је враћена из резервне копије, како је потписао њен координатор; ако је упућивање новије од копије, изгубљено је: обавестите партнера и напишите га поново. Ако је старије, обавестите свог координатора.
cli-report_written = Приказаних података: { $told }; тачака с разлогом: { $untold }.
cli-report_waits = Позиви вашег члана у секунди или у сату су потрошени: наставља се за { $seconds } `s`.
cli-report_ending = мора да се завршава на `.xlsx`, `.html`, `.csv` или `.sdmx.csv`
cli-report_compare_form = је за `strategy` и `public`; остали обрасци имају своје године
cli-report_compare = морају бити објављене године пре године извештаја, свака једном, по реду
cli-report_year = мора бити објављена година (`vdx codes --online` их наводи)
cli-report_is_there = { $file } постоји; `--replace` је замењује
cli-release_number = објава
cli-release_years = године
cli-release_kind = врста
cli-release_stage = фаза
cli-release_proposed_by = предложио
cli-release_approved_by = одобрио
cli-release_since = од
cli-unknown_code = непознато
cli-release_is = Објава { $number } ({ $years }, { $kind }): { $stage }.
cli-release_by = Предложио: { $who }.
cli-release_approved = Одобрио: { $who }.
cli-release_stated_by = Да је направљена, изјавили су: { $who }.
cli-release_unknown_rules = По којим правилима, не зна се, па је свакоме у њој урачунато све што ико може имати.
cli-release_back_up = Направите сада резервну копију (`vdx backup`): враћање из раније копије заборавља бројке и ко је за њих потрошио буџет.
cli-proposed_nothing = Ништа није предложено.
cli-propose_other = Да предложите другу уместо ње, додајте `--yes`. Ништа није предложено.
cli-propose_in_place = Предложити ову уместо ње
cli-propose_once = { $years } може да се објави коначно само једном: оно што установе пошаљу касније никада се не види. Платформа никоме не говори да ли су већ нешто послале.
cli-propose_all_sent = Да ли су послале све
cli-approve_other = Одобрава је други координатор: `{ $command }`
cli-approve_other_member = Сертификат којим је предложена не именује ниједно лице: може да је одобри само координатор ДРУГОГ ЧЛАНА (`{ $command }`). Где су сви координатори код једног члана, предложите је поново сертификатом који именује своје лице (`vdx pki issue --person`).
cli-lost_said = Изјавили сте: { $lost }.
cli-lost_other = НЕШТО ДРУГО је изјавио { $statement }.
cli-lost_confirmed = Два координатора су изјавила исто: оно што су те објаве коштале је потрошено, и поново могу да се праве објаве.
cli-lost_waits = Чека се други координатор који истом командом изјави исто, било којим редом. Ко је погрешио, изјављује поново; `vdx release list` приказује шта је ко изјавио.
cli-lost_perhaps_you = Неко је изјавио исто, а то сте можда ви: један од два сертификата не именује ниједно лице (`vdx pki issue --person`). Чека се координатор другог члана, или са сертификатом који именује друго лице.
cli-lost_charged = Политика каква јесте није могла да направи све ове објаве, па нико не зна колико су коштале: свакоме у { $releases } урачунато је све што ико може имати. Где `policy.toml` може да се врати какав је тада био, прво урадите то: кошта мање.
cli-lost_to_be_charged = Политика каква јесте није могла да направи све ове објаве, па нико не зна колико су коштале: свакоме у { $releases } биће урачунато све што ико може имати. Где `policy.toml` може да се врати какав је тада био, прво урадите то: кошта мање.
cli-lost_none = ниједна објава није изгубљена
cli-lost_name = именујте објаве које су изгубљене (`--final 2008-2011`, `--provisional 2012`), или реците да их није било (`--none`)
cli-lost_unknown = Платформа је враћена из резервне копије: два координатора кажу које су објаве изгубљене, или да није ниједна (`vdx release lost`), пре него што се ишта објави.
cli-lost_said_by = Изјавио { $statement }.
cli-export_there = { $file } постоји; ништа није уписано
cli-export_written = редова: { $rows }; уписано: { $files }
cli-plan_of = За { $years } у блоку { $block }, по плану { $plan } (правила { $rules }).
cli-plan_measured = ИЗМЕРЕНО
cli-plan_yearly = годишње
cli-plan_variance = варијанса
cli-plan_noise = шум
cli-plan_near_20 = на 20
cli-plan_near_100 = на 100
cli-plan_near_500 = на 500
cli-plan_legend = За сваку ћелију, пре него што друге табеле помогну: варијанса њеног шума; половина интервала од 90 % (1,645 стандардних девијација) у лицима; и исто у процентима ћелије од 20, 100 и 500. Табелу вреди мерити где њена уобичајена ћелија има више лица него што је варијанса. Годишње: табеле које се мере за сваку годину посебно. Ко има мање шифара плаћа мање, а ко више нема ништа не броји се.
cli-members_member = члан
cli-members_name = назив
cli-members_roles = улоге
cli-members_status = стање
cli-members_last = последњи записи
cli-members_at_most = највише
cli-members_rounded = Бројеви су заокружени навише на следећу десетицу.
cli-members_roles_rule = мора бити `institution`, `analyst`, `liaison`, `coordinator` или `auditor`
cli-members_stays = { $member } је суспендован и остаје такав: његов унос је исправљен, а сваки његов позив се одбија. Да поново може да позива: `vdx members reinstate { $member }`
cli-members_named = члан се именује као домен/ознака, на пример `exchange.example/police`
cli-country_rule = мора бити шифра по `ISO 3166-1` (`XK` за Косово)
cli-pki_serial = серијски број
cli-pki_subject = субјекат
cli-pki_expires = истиче
cli-pki_revoked = опозвано
cli-whoami_is = { $name } ({ $country }), сертификат важи до { $day }
cli-whoami_may = Сме да позива:
cli-init_there = { $dir } постоји и није празан: ништа није направљено; наведите други директоријум
cli-init_half = { $dir } је напола направљен: уклоните га и покрените поново
cli-init_required = обавезно где нема кога да се пита, на пример { $example }
cli-init_ask_domain = Домен платформе
cli-init_ask_host = Име сервера по којем јој чланови приступају
cli-init_ask_country = Њена држава (`ISO 3166-1`)
cli-init_has = { $dir } садржи конфигурацију платформе ({ $dir }`/vdx.toml`), политику статистике ({ $dir }`/policy.toml`), издаваоца сертификата, кључеве и профиле клијената.
cli-init_offline = Склоните { $offline } и { $dir }`/pki/ca.key.pem` са овог рачунара, на два носача који се држе закључани. Тамо спадају и копије `exchange.key` и `storage.key`: без њих складиште ништа не вреди.
cli-init_national = само за установе; платформа га никада не сме имати
cli-init_recovery = чита сваку резервну копију
cli-init_authority = издаје сертификате; потребан је сваких 30 дана (`vdx pki renew-crl`)
cli-init_check = Проверите:
cli-init_serve = Покрените:
cli-init_enter = Упишите установе, као координатор; где се издаје сертификат, `ca.key.pem` је за то време поново на свом месту:
cli-init_hand_over = Предајте свакој установи, путем којем верујете, њен директоријум из { $members } и `national.key`; затим их овде обришите. Свака прави свој кључ за ознаке записа (`vdx keys generate-ids`) и прво мапирање (`vdx mapping new`).
cli-init_coordinator = Дајте { $members }/{ $coordinator } координатору: -1 и -2 су за два лица која потписују објаве.
cli-init_others = Аналитичари и ревизор (орган за заштиту података), док је `ca.key.pem` поново на свом месту; упишите их као горе, са `--roles analyst` и `--roles auditor`. Ревизор упоређује кључ који приказује последња од ових команди:
cli-init_policy = Пре прве објаве, с координатором: одредите у { $dir }`/policy.toml` колико се жртава годишње очекује, које се државе разликују и шта се мери, и поново покрените платформу. Блок година задржава политику с којом је почела његова прва објава.
cli-init_release = Кад установе предају податке, прва објава, од два лица; затим аналитичар може да пита:
cli-ids_key_missing = идентификатори записа се скривају кључем ваше установе, а њега нема на месту `{ $path }`. Ако га има други рачунар установе, копирајте га одатле (`--id-key FILE` каже друго место). Иначе га направите, једном: `vdx keys generate-ids --out { $path }`. Идентификатори који ван вашег система ништа не значе могу да изађу такви какви су: `plain_ids = true` у датотеци мапирања, или `--plain-ids`
cli-ids_key_elsewhere = идентификатори записа се скривају кључем ваше установе, коме је место поред профила, а њега нема на месту `{ $path }`. Један постоји на месту `{ $other }`: ако је то кључ ваше установе, преместите га на `{ $path }`, или га наведите са `--id-key { $other }` (или `id_key` у профилу). Не правите други: под другим кључем би сваки запис био два пута
cli-ids_key_twice = на месту `{ $other }` већ постоји кључ за идентификаторе записа: ништа није направљено. Ако је то кључ ваше установе, преместите га на `{ $path }`, где га `vdx submit` тражи, и не правите други: под другим кључем би сваки запис био два пута. За кључ друге установе наведите његову датотеку са `--out`
cli-no_id = { $id } такав какав је не може бити идентификатор на платформи
cli-unknown_system = { $count ->
        [one] ПАЖЊА: то што га нема НЕ ГОВОРИ НИШТА: платформа има { $count } запис ваше установе, и ниједан под овим кључем и системом „{ $system }” (идентификатори би почињали са `{ $mark }`). Послат је под другим именом система или другим кључем, па овај идентификатор ипак може бити тамо: употребите датотеку мапирања и кључ са којима је послат; `vdx records` показује шта постоји.
        [few] ПАЖЊА: то што га нема НЕ ГОВОРИ НИШТА: платформа има { $count } записа ваше установе, и ниједан под овим кључем и системом „{ $system }” (идентификатори би почињали са `{ $mark }`). Послати су под другим именом система или другим кључем, па овај идентификатор ипак може бити тамо: употребите датотеку мапирања и кључ са којима су послати; `vdx records` показује шта постоји.
       *[other] ПАЖЊА: то што га нема НЕ ГОВОРИ НИШТА: платформа има { $count } записа ваше установе, и ниједан под овим кључем и системом „{ $system }” (идентификатори би почињали са `{ $mark }`). Послати су под другим именом система или другим кључем, па овај идентификатор ипак може бити тамо: употребите датотеку мапирања и кључ са којима су послати; `vdx records` показује шта постоји.
    }
cli-unknown_plain = { $count ->
        [one] ПАЖЊА: то што га нема НЕ ГОВОРИ НИШТА: платформа има { $count } запис ваше установе, са скривеним идентификатором. Наведите датотеку мапирања са којом је послат (`--mapping`), без `--plain-ids`.
        [few] ПАЖЊА: то што га нема НЕ ГОВОРИ НИШТА: платформа има { $count } записа ваше установе, сви са скривеним идентификаторима. Наведите датотеку мапирања са којом су послати (`--mapping`), без `--plain-ids`.
       *[other] ПАЖЊА: то што га нема НЕ ГОВОРИ НИШТА: платформа има { $count } записа ваше установе, сви са скривеним идентификаторима. Наведите датотеку мапирања са којом су послати (`--mapping`), без `--plain-ids`.
    }
cli-withdrawn = повучен
cli-withdrawn_before = био је повучен раније
cli-withdrawn_services = { $count ->
        [one] повучено: { $count } услуга овог реда
        [few] повучено: { $count } услуге овог реда
       *[other] повучено: { $count } услуга овог реда
    }
cli-withdraw_missing = НИЈЕ НАЂЕН међу вашим записима (врста записа: { $kind }); ништа није повучено
cli-withdraw_hint = Упоредите идентификатор са оним у извозу, и врсту (`--kind`). Када особа каже НЕ обради, а запис никада није послат, пошаљите његов ред са НЕ: платформа то памти.
cli-withdraw_again = иста команда за сваки запис каже да ли је био повучен раније
cli-submit_summary = { $stored } сачувано, { $corrected } исправљено, { $unchanged } непромењено, { $rejected } одбијено.
cli-submit_says = Платформа каже: { $summary }
cli-submit_before_nothing = Ова датотека је раније послата у целини; ништа се није променило.
cli-submit_before_compared = Ова датотека је раније послата у целини; поново је упоређена.
cli-submit_resumed = { $count ->
        [one] Настављено после { $count } сачуваног пакета.
        [few] Настављено после { $count } сачувана пакета.
       *[other] Настављено после { $count } сачуваних пакета.
    }
cli-told_resumed = { $count ->
        [one] { $count } запис је већ био на платформи, из слања које је прекинуто.
        [few] { $count } записа су већ била на платформи, из слања које је прекинуто.
       *[other] { $count } записа је већ било на платформи, из слања које је прекинуто.
    }
cli-told_older = { $count ->
        [one] { $count } ред је СТАРИЈИ од онога што платформа има; из њега ништа није узето. Ако је ова датотека ипак тачна, покрените поново са `--newest`.
        [few] { $count } реда су СТАРИЈА од онога што платформа има; из њих ништа није узето. Ако је ова датотека ипак тачна, покрените поново са `--newest`.
       *[other] { $count } редова је СТАРИЈЕ од онога што платформа има; из њих ништа није узето. Ако је ова датотека ипак тачна, покрените поново са `--newest`.
    }
cli-asked_wider = ДЕЛИ СЕ ШИРЕ: исправке { $count } (редови { $lines }) мењају сагласност за дељење преко граница у ДА, или пуштају више земаља да нађу запис.
cli-asked_wider_how = НИСУ извршене. Ако те особе сада тако кажу, покрените поново са `--confirm-wider` { $count }; ако не, овај извоз је старији од онога што платформа има, или је мапирање погрешно.
cli-asked_earlier = РАНИЈЕ ИСПРАВЉЕНО: редова { $count } (редови { $lines }) каже оно што је у међувремену исправљено.
cli-asked_earlier_how = Ништа од тога није узето. Ако је овај извоз ипак најновији, покрените поново са `--confirm-earlier` { $count }.
cli-asked_other = ДРУГА ОСОБА: редова { $count } (редови { $lines }) односи се на другу особу, или други предмет, него записи са њиховим ид на платформи.
cli-asked_other_how = Ништа од тога није узето. Да ли два система имају исто име у мапирањима (`system = ...`), или је један ид дат два пута? Ако је ипак тачно, покрените поново са `--confirm-other-person` { $count }.
cli-asked_many = СТАРИЈИ ИЗВОЗ? Исправке: { $count } (редови { $lines }): променило би се више од трећине записа ове датотеке који су на платформи.
cli-asked_lacking = СТАРИЈИ ИЗВОЗ? Исправке: { $count } (редови { $lines }): ова датотека има већину записа свог система, а недостају јој најновији. Од оних почев од { $since } платформа има { $there }, а датотека највише { $own }.
cli-asked_many_how = НИСУ извршене, и ништа што овој датотеци недостаје није повучено. Погледајте датум извоза, његове најновије случајеве и неке од ових редова. Ако је најновији, и толико их се с правом променило (колона је попуњена изнова, мапирање је исправљено), покрените поново са `--confirm-corrections` { $count } или `--newest`; ако није, пошаљите најновији извоз.
cli-full_perhaps_older = `--full` овде ништа не повлачи: ово је можда старији извоз (видите шта је речено о његовим исправкама). Најпре их потврдите, или пошаљите најновији извоз.
cli-full_lacks_newest = { $summary }. Ова датотека има већину записа свог система, а недостају јој најновији: од оних почев од { $since } платформа има { $there }, а датотека највише { $own }. Ништа није повучено као недостајуће. Ако је то најновији и потпун извоз, потврдите са `--withdraw-missing { $count }`; ако није, пошаљите најновији извоз.
cli-services_many = старији извоз, или мапирање које је изгубило колону? Услуге којих у редовима ове датотеке више нема, а платформа их има: { $count }, више од трећине њених записа. Ниједна није повучена. Ако је датотека најновија и потпуна, покрените поново са `--newest`; ако није, пошаљите најновији извоз.
cli-asked_confirmed = То сте потврдили.
cli-asked_question = { $count ->
        [one] Да ли је то тачно, и да ли узети { $count } ред?
        [few] Да ли је то тачно, и да ли узети { $count } реда?
       *[other] Да ли је то тачно, и да ли узети { $count } редова?
    }
cli-asked_unknown = { $count ->
        [one] { $count } исправка није извршена: платформа пита нешто што ова верзија не познаје. Користите новију.
        [few] { $count } исправке нису извршене: платформа пита нешто што ова верзија не познаје. Користите новију.
       *[other] { $count } исправки није извршено: платформа пита нешто што ова верзија не познаје. Користите новију.
    }
cli-told_withdrawn_before = { $count ->
        [one] { $count } њен запис је раније ПОВУЧЕН, или је рекао НЕ обради, и НИЈЕ на платформи. Да га пошаљете изнова, покрените поново са `--readmit ID` (или повећајте `revision`, ако га мапирање има).
        [few] { $count } њена записа су раније ПОВУЧЕНА, или су рекла НЕ обради, и НИСУ на платформи. Да их пошаљете изнова, покрените поново са `--readmit ID` (или повећајте `revision`, ако га мапирање има).
       *[other] { $count } њених записа је раније ПОВУЧЕНО, или је рекло НЕ обради, и НИСУ на платформи. Да их пошаљете изнова, покрените поново са `--readmit ID` (или повећајте `revision`, ако га мапирање има).
    }
cli-told_superseded = { $count ->
        [one] { $count } ред је старија верзија записа који има други ред ове датотеке: излази само најновија.
        [few] { $count } реда су старије верзије записа које имају други редови ове датотеке: излазе само најновије.
       *[other] { $count } редова су старије верзије записа које имају други редови ове датотеке: излазе само најновије.
    }
cli-told_others = Услуге и поступци ових особа које сте послали тиме НИСУ повучени: повуците их помоћу `vdx withdraw ID --kind assistance` (или `proceeding`).
cli-told_no = { $count ->
        [one] { $count } ред каже НЕ обради: његов запис није изашао.
        [few] { $count } реда кажу НЕ обради: њихови записи нису изашли.
       *[other] { $count } редова каже НЕ обради: њихови записи нису изашли.
    }
cli-told_consent = { $count ->
        [one] { $count } од ових записа је био на платформи и сада је ПОВУЧЕН.
        [few] { $count } од ових записа су била на платформи и сада су ПОВУЧЕНА.
       *[other] { $count } од ових записа је било на платформи и сада је ПОВУЧЕНО.
    }
cli-told_remembered = { $count ->
        [one] { $count } од њих није био на платформи; она памти НЕ, и узима тај запис само са `--readmit ID`.
        [few] { $count } од њих нису била на платформи; она памти НЕ, и узима те записе само са `--readmit ID`.
       *[other] { $count } од њих није било на платформи; она памти НЕ, и узима те записе само са `--readmit ID`.
    }
cli-told_not_remembered = { $count ->
        [one] { $count } од њих није био на платформи, која о њему НЕ ПАМТИ НИШТА, јер их већ памти превише: пазите да се не пошаље старија датотека са ДА.
        [few] { $count } од њих нису била на платформи, која о њима НЕ ПАМТИ НИШТА, јер их већ памти превише: пазите да се не пошаље старија датотека са ДА.
       *[other] { $count } од њих није било на платформи, која о њима НЕ ПАМТИ НИШТА, јер их већ памти превише: пазите да се не пошаље старија датотека са ДА.
    }
cli-told_services = { $count ->
        [one] { $count } услуга коју њен ред више нема сада је ПОВУЧЕНА.
        [few] { $count } услуге које њихови редови више немају сада су ПОВУЧЕНЕ.
       *[other] { $count } услуга које њихови редови више немају сада је ПОВУЧЕНО.
    }
cli-told_newer_services = { $count ->
        [one] { $count } услуга коју њен ред нема стигла је с НОВИЈОМ датотеком и остаје; да ли је ова датотека старија?
        [few] { $count } услуге које њихови редови немају стигле су с НОВИЈОМ датотеком и остају; да ли је ова датотека старија?
       *[other] { $count } услуга које њихови редови немају стигло је с НОВИЈОМ датотеком и остаје; да ли је ова датотека старија?
    }
cli-told_unknown = { $count ->
        [one] { $count } ред је толико оштећен да се његов идентификатор не може прочитати: ако каже НЕ, или је његов запис на платформи, тај запис ЈЕ ЈОШ тамо какав је био. Исправите ред, или повуците запис.
        [few] { $count } реда су толико оштећена да се њихови идентификатори не могу прочитати: ако кажу НЕ, или су њихови записи на платформи, ти записи СУ ЈОШ тамо какви су били. Исправите редове, или повуците записе.
       *[other] { $count } редова је толико оштећено да се њихови идентификатори не могу прочитати: ако кажу НЕ, или су њихови записи на платформи, ти записи СУ ЈОШ тамо какви су били. Исправите редове, или повуците записе.
    }
cli-told_still = { $count ->
        [one] { $count } од одбијених редова има запис који ЈЕ ЈОШ на платформи какав је био: исправите ред, или га повуците.
        [few] { $count } од одбијених редова имају запис који ЈЕ ЈОШ на платформи какав је био: исправите ред, или га повуците.
       *[other] { $count } од одбијених редова има запис који ЈЕ ЈОШ на платформи какав је био: исправите ред, или га повуците.
    }
cli-told_missing = { $count ->
        [one] { $count } запис који овај извоз више нема сада је ПОВУЧЕН.
        [few] { $count } записа које овај извоз више нема сада су ПОВУЧЕНА.
       *[other] { $count } записа које овај извоз више нема сада је ПОВУЧЕНО.
    }
cli-rejected_incomplete = `{ $file }` НИЈЕ ПОТПУНА: није могла бити записана (`{ $why }`). Ослободите место, и покрените исту команду поново.
cli-rejected_file = Одбијени редови и разлози: `{ $file }`
cli-rejected_unwritable = `{ $file }`: не може се записати, па ништа није послато: одбијени редови не би били нигде наведени
cli-dry_summary = Послало би се записа: { $records }; одбило би се редова: { $rejected }; ништа није послато.
cli-no_rows = ПАЖЊА: датотека има заглавље и НИЈЕДАН РЕД. Ако то нисте очекивали, извоз није успео.
cli-interrupted = прекинуто (`{ $reason }`); наставља се за { $seconds } с
cli-borders = Преко граница: земље партнери могу наћи { $found } од { $all } записа жртава
cli-borders_consent = { $count ->
        [one] { $count } нема пристанак на то (`consent_cross_border_sharing` није `YES`)
        [few] { $count } немају пристанак на то (`consent_cross_border_sharing` није `YES`)
       *[other] { $count } нема пристанак на то (`consent_cross_border_sharing` није `YES`)
    }
cli-borders_no_column = { $count ->
        [one] { $count } се не може наћи јер мапирање не наводи `consent_cross_border_sharing`: овде се не зна да ли је лице пристало
        [few] { $count } се не могу наћи јер мапирање не наводи `consent_cross_border_sharing`: овде се не зна да ли су лица пристала
       *[other] { $count } се не може наћи јер мапирање не наводи `consent_cross_border_sharing`: овде се не зна да ли су лица пристала
    }
cli-borders_home = { $count ->
        [one] { $count } не наводи другу земљу
        [few] { $count } не наводе другу земљу
       *[other] { $count } не наводи другу земљу
    }
cli-borders_key = { $count ->
        [one] { $count } је направљен без транснационалног кључа
        [few] { $count } су направљена без транснационалног кључа
       *[other] { $count } је направљено без транснационалног кључа
    }
cli-borders_perhaps = { $count ->
        [one] { $count } је непромењен, а ово слање није имало транснационални кључ
        [few] { $count } су непромењена, а ово слање није имало транснационални кључ
       *[other] { $count } је непромењено, а ово слање није имало транснационални кључ
    }
cli-borders_little = { $count ->
        [one] { $count } говори премало о лицу
        [few] { $count } говоре премало о лицу
       *[other] { $count } говори премало о лицу
    }
cli-hidden_records = { $count ->
        [one] { $count } запис са `consent_cross_border_sharing YES` земље партнери не могу наћи: { $why }.
        [few] { $count } записа са `consent_cross_border_sharing YES` земље партнери не могу наћи: { $why }.
       *[other] { $count } записа са `consent_cross_border_sharing YES` земље партнери не могу наћи: { $why }.
    }
cli-hidden_key = није дат `--transnational-key`, па немају транснационалне ознаке; покрените исту команду поново са њим
cli-hidden_little = премало је познато о лицу (матични број, број документа, или имена са датумом рођења)
cli-hidden_home = ништа у њима не прелази границу (`citizenships`, `country_of_residence`, `country_of_recruitment`, `country_of_exploitation`)
cli-hidden_perhaps = Није дат `--transnational-key`: од непромењених записа са `consent_cross_border_sharing YES` ({ $count }) земље партнери налазе само оне који су раније послати са њим; покрените исту команду поново са њим.
cli-set_aside = { $count ->
        [one] `{ $column }`: { $count } вредност је остављена по страни јер ништа не говори: { $why } (прва у реду { $line }).
        [few] `{ $column }`: { $count } вредности су остављене по страни јер ништа не говоре: { $why } (прва у реду { $line }).
       *[other] `{ $column }`: { $count } вредности је остављено по страни јер ништа не говоре: { $why } (прва у реду { $line }).
    }
cli-remark = { $count ->
        [one] `{ $column }`: { $count } вредност { $what } (прва у реду { $line }).
        [few] `{ $column }`: { $count } вредности { $what } (прва у реду { $line }).
       *[other] `{ $column }`: { $count } вредности { $what } (прва у реду { $line }).
    }
cli-remark_two_orders = може се читати као РАЗЛИЧИТИ ДАНИ по два облика из `date_formats`, и узет је први наведени; наведите само прави
cli-remark_short_year = са годинама од две цифре, читано као { $first } до { $last }; `two_digit_years_from` у датотеци мапирања каже који век
cli-remark_partly = познато делимично: употребљено је оно што се зна
cli-remark_rounded = са децималама, заокружено
cli-remark_empty = узето као празно (`empty = [...]` у датотеци мапирања наводи шта јесте)
cli-remark_other = без кода: уместо њих стоји `other` из датотеке мапирања
cli-remark_left_out = без кода, изостављено како каже датотека мапирања
cli-remark_odd_letters = са словима која имена у региону немају (`æ è ð`, или две азбуке у једној речи): ПРОВЕРИТЕ да ли су тачна; у датотеци `windows-1250` прочитаној као `windows-1252` тако изгледају `ć č đ`
cli-remark_two_persons = можда имена две особе (зарез, коса црта или „и“ између два имена): један ред је једна особа; направите ред за сваку
cli-remark_alike_ids = разликују се од другог ИД-а из датотеке само по нулама, цртицама, размацима, величини слова или словима другог писма која изгледају исто (ћирилично и латинично А), и означавају друге записе: ПРОВЕРИТЕ да их табела није променила
cli-remark_odd_hyphen = са цртицом које нема на тастатури (‑ – −): исти ИД са - је други запис
cli-remark_zero = од дванаест цифара: враћена је прва нула, коју табела уклања, како потврђује контролна цифра
cli-note_marked = Датотека почиње ознаком `{ $encoding }`, и тако је прочитана; мапирање наводи друго кодирање.
cli-note_hidden = { $count ->
        [one] { $count } ред је скривен у табели (ручно, или филтером) и прочитан је као сви други: да га изоставите, копирајте оно што се види у другу датотеку.
        [few] { $count } реда су скривена у табели (ручно, или филтером) и прочитана су као сви други: да их изоставите, копирајте оно што се види у другу датотеку.
       *[other] { $count } редова је скривено у табели (ручно, или филтером) и прочитано као сви други: да их изоставите, копирајте оно што се види у другу датотеку.
    }
cli-note_totals = { $count ->
        [one] { $count } ред са збировима је прескочен (први у реду { $line }).
        [few] { $count } реда са збировима су прескочена (први у реду { $line }).
       *[other] { $count } редова са збировима је прескочено (први у реду { $line }).
    }
cli-note_headers = { $count ->
        [one] { $count } ред који понавља заглавље је прескочен (први у реду { $line }).
        [few] { $count } реда који понављају заглавље су прескочена (први у реду { $line }).
       *[other] { $count } редова који понављају заглавље је прескочено (први у реду { $line }).
    }
cli-note_empty = { $count ->
        [one] { $count } ред без иједне вредности је прескочен (први у реду { $line }).
        [few] { $count } реда без иједне вредности су прескочена (први у реду { $line }).
       *[other] { $count } редова без иједне вредности је прескочено (први у реду { $line }).
    }
cli-note_short = { $count ->
        [one] { $count } ред се завршава раније: ћелије које недостају узете су као празне (први у реду { $line }).
        [few] { $count } реда се завршавају раније: ћелије које недостају узете су као празне (први у реду { $line }).
       *[other] { $count } редова се завршава раније: ћелије које недостају узете су као празне (први у реду { $line }).
    }
cli-rows_of_reason = редова: { $count } (редови { $lines }, ...): { $what }
cli-line_of_reason = ред { $line }: { $what }
cli-full_nameless = `--full`: идентификатор у реду { $line } не може се прочитати, па се не зна који запис извоз има: ништа није повучено као недостајуће
cli-full_unreadable = { $count ->
        [one] `--full`: { $count } ред се не може прочитати, па се не зна које записе извоз има: ништа није повучено као недостајуће
        [few] `--full`: { $count } реда се не могу прочитати, па се не зна које записе извоз има: ништа није повучено као недостајуће
       *[other] `--full`: { $count } редова се не може прочитати, па се не зна које записе извоз има: ништа није повучено као недостајуће
    }
cli-full_older = `--full`: ова датотека је старија од онога што платформа има (записа које нема, а стигли су после ње: { $newer }; њених старијих редова: { $older }): ништа није повучено као недостајуће. Ако је ипак најновији потпуни извоз, покрените поново са `--newest`
cli-full_summary = { $count } од { $all } записа који су били на платформи (врста: { $kind }; { $share } %) није у овом извозу
cli-full_other_number = { $summary }, а не { $number }: ништа није повучено као недостајуће
cli-full_too_many = { $summary }, што је више од { $limit } %: ништа није повучено као недостајуће. Ако је извоз потпун, потврдите са `--withdraw-missing { $count }`
cli-full_question = { $summary }. Повући их?
cli-full_refused = ништа није повучено као недостајуће
cli-full_confirm = { $summary }: да их повучете, потврдите са `--yes` или `--withdraw-missing { $count }`
cli-duplicates_person = лице
cli-duplicates_found = Од ваших записа о жртвама, за { $records } се чини да су записи о истим лицима; број тих лица: { $persons }
cli-duplicates_none = Не чини се да су ма која два ваша записа о жртвама о истом лицу.
cli-duplicates_more = има их још: исправите или повуците неке од ових и питајте поново
cli-duplicates_own = Да поред ових видите идентификаторе свог система: `--mapping FILE --export FILE`
cli-records_none = Платформа нема записа ваше установе.
cli-records_none_such = Платформа нема таквих записа ваше установе.
cli-records_no_periods = Ниједан ваш запис се не чува дуже од рокова чувања платформе; ако их она нема, ниједан никада.
cli-records_others = { $count ->
        [one] Још { $count } запис ваше установе је из другог система или друге врсте; без `--mapping` (или `--system`) наведен је и он.
        [few] Још { $count } записа ваше установе су из других система или других врста; без `--mapping` (или `--system`) наведени су и они.
       *[other] Још { $count } записа ваше установе је из других система или других врста; без `--mapping` (или `--system`) наведени су и они.
    }
cli-records_absent = `{ $id }`: није на платформи
cli-records_withdrawn = { $count ->
        [one] { $count } запис је повучен: његов садржај је обрисан.
        [few] { $count } записа су повучена: њихов садржај је обрисан.
       *[other] { $count } записа је повучено: њихов садржај је обрисан.
    }
cli-records_other_number = { $count ->
        [one] то је { $count } запис, а не { $number }: ништа није повучено
        [few] то су { $count } записа, а не { $number }: ништа није повучено
       *[other] то је { $count } записа, а не { $number }: ништа није повучено
    }
cli-records_kind = врста
cli-records_id = идентификатор на платформи
cli-records_revision = верзија
cli-records_month = месец
cli-records_export = у извозу
cli-records_mark = идентификатори почињу са
cli-records_count = записа
cli-records_first = први месец
cli-records_last = последњи месец
cli-first_records = напомена: први записи под овим кључем и системом. Има ли копије кључа на другом месту? Без ње се ниједан запис не може појединачно исправити ни повући.
cli-new_system_plain = са идентификаторима таквим какви су
cli-new_system_hashed = под овим кључем и системом „{ $system }” (идентификатори би почињали са `{ $mark }`)
cli-new_system = платформа има { $count } записа ваше установе, и ниједан { $what }: ништа није послато. Ако су из овог извоза, кључ или име система су други него раније: употребите раније, иначе је сваки запис два пута. Ако је овај извоз из другог система, или се идентификатори мењају, покрените поново са `--new-system` (`docs/mapping.md` објашњава)
cli-say_how_named = реците како су идентификатори названи када су послати: са `--mapping FILE` (или `--system NAME`, као у мапирању) скривају се као тада; са `--plain-ids` шаљу се такви какви су
cli-mapping_usable = Може се употребити { $passed } од { $rows } редова; од њих настаје записа: { $records }.
cli-mapping_field = поље
cli-mapping_column = колона
cli-mapping_for_all = (за све редове)
cli-mapping_uncoded = `{ $field }`: вредности без кода
cli-mapping_more = и још { $count }
cli-mapping_leaves = Шта би изашло, од првих записа (ознаке само као број):
cli-mapping_unusable = Редови који се не могу употребити:
cli-mapping_aside = Остављено по страни:
cli-mapping_reading = Како је датотека прочитана:
cli-mapping_regions = НИЈЕ проверено да ли су региони на списку платформе: ова команда никога не позива (`vdx codes region --online` их наводи). Ред са другим регионом одбија се када се пошаље.
cli-mapping_no_consent = ОДЛУЧИТЕ `consent_processing`: мапирање не каже да ли су ова лица пристала. Све горе важи када то каже; до тада `vdx submit` не шаље ништа.
cli-mapping_no_system = ОДЛУЧИТЕ `system`: мапирање не наводи систем идентификатора (`system = "registry"`), нити каже `plain_ids = true`; до тада `vdx submit` не шаље ништа.
cli-mapping_looked = Прегледано редова: { $rows }, колона: { $columns }.
cli-mapping_unreadable = { $count ->
        [one] { $count } ред се не може прочитати; `vdx mapping check` каже зашто.
        [few] { $count } реда се не могу прочитати; `vdx mapping check` каже зашто.
       *[other] { $count } редова се не може прочитати; `vdx mapping check` каже зашто.
    }
cli-mapping_next = Даље: прочитајте је, затим `vdx mapping check --mapping { $mapping } { $file }`
cli-mapping_there = `{ $file }` већ постоји и није мењана: наведите другу датотеку са `--out`
cli-mapping_decide = ОДЛУЧИТЕ { $what }
cli-no_such_file = `{ $path }`: нема такве датотеке; упоредите њено име и директоријум у коме се команда покреће
cli-no_national_key = `{ $path }`: нема такве датотеке; `--key` наводи национални кључ, који координатор даје установама

## What reports say

report-title_strategy = Спровођење националне стратегије против трговине људима, { $year }.
report-title_public = Жртве трговине људима, { $year }.
report-title_eurostat = `Eurostat`: трговина људима, { $year }.
report-title_glotip = `UNODC`: упитник за Глобални извештај о трговини људима, до { $year }.
report-about_country = Земља
report-about_years = Године
report-about_tier = Ниво заштите
report-about_source = Извор
report-about_release = Објава
report-source = Записи свих установа које извештавају у размени података о жртвама трговине људима; свако лице се броји једном.
report-source_of_table = Извор: размена података о жртвама трговине људима, објава { $releases }.
report-level_national = Ниво заштите: национални. Није за објављивање.
report-level_transnational = Ниво заштите: партнерске земље. Није за објављивање.
report-level_public = Ниво заштите: јавни. Сме да се објави.
report-drawn = На графикону: { $column }
report-release = { $number }: { $years }, { $kind }, { $day }
report-release_open = Подаци ове објаве се још могу променити док се коначно не објаве и ове године: { $years }.
report-release_final = коначна
report-release_provisional = привремена
report-press = За медије
report-press_table = Главни подаци
report-press_estimate = Процењен број жртава трговине људима које су установе идентификовале { $year }. године: { $count }; прави број је врло вероватно { $interval }.
report-press_exact = Број жртава трговине људима које су установе идентификовале { $year }. године: { $count }.
report-press_few = Установе су { $year }. године идентификовале мали број жртава трговине људима: процена је испод десет; прави број је врло вероватно { $interval }.
report-press_provisional = Подаци за { $year }. годину су привремени: записи из те године можда још недостају. Не пореде се с другим годинама.
report-press_none = За { $year }. годину ниједан број идентификованих жртава није довољно прецизан да би се објавио.
report-press_more = То је више него { $year }. године, а разлика је већа од несигурности података.
report-press_less = То је мање него { $year }. године, а разлика је већа од несигурности података.
report-press_same = То је исто колико и { $year }. године.
report-press_noise = Разлика у односу на { $year }. годину није већа од несигурности података: из ње се не може закључити ни раст ни пад.
report-press_not_compared = { $year }. година се не пореди: њен број се не приказује, или се ниједан не може поредити с њим.
report-press_several = Те тврдње нису у супротности: несигурност података разликује се од године до године.
report-press_read = Ово су жртве које је нека установа идентификовала, а не све жртве које постоје. Подаци су процене; интервал поред сваког садржи прави број у девет од десет случајева.
report-indicators = Показатељи стратегије
report-victims = Ко су жртве
report-victims_by = Жртве према: { $dimension }
report-by_year = Године
report-victims_by_year = Идентификоване жртве по години
report-since_before = од претходне године
report-measures = Шта се броји, { $year }.
report-note_units = Свака врста се броји за себе: један предмет може имати више окривљених, једна особа више услуга.
report-since = од { $year }.
report-note_list = Ко је експлоатисан на више начина није ни у једном од ових облика.
report-count = Број
report-table_by = { $measure } према: { $dimensions }
report-table_only = Само { $dimension }: { $codes }.
report-note_several = Ко има више шифара неког списка стоји под сваком од њих, или под „више“.
report-note_left_out = Изостављено, јер су подаци привремени: { $years }. Питајте за те године посебно; о њима се зна мање.
report-rows_figures = Податак
report-rows_indicators = Показатељ
report-rows_persons = Особе
report-rows_victims = Жртве
report-method = Како се читају подаци
report-method_persons = Лице се броји једном, у години прве идентификације, ма колико га установа пријави. Установе уместо имена шаљу шифроване отиске; по њима се налази ко је иста особа, па поједине особе могу бити изостављене или избројане двапут.
report-method_noise = Да се ниједна жртва не би могла препознати, подаци су измерени с намерним шумом, једном, у оквиру буџета диференцијалне приватности. Сваки је процена с интервалом од 90 %: он садржи прави број у девет од десет случајева. Само подаци означени као тачни су без шума.
report-method_letters = Слово говори колико је податак прецизан: `A`, половина његовог интервала је највише 10 % податка; `B`, највише 25 %; `C`, највише 50 %; без слова, више.
report-method_few = „<10“ је процена испод десет, чији би сам број говорио премало. Може бити и нула.
report-method_dot = Тачка уместо податка значи да се он не приказује, из разлога који стоји поред. Она никада не значи нулу. Што почива на мање од десет важи као прегрубо.
report-method_modelled = „Моделовани“ подаци следе из измерених табела ако њихове димензије не делују једна на другу изван њих. Када делују, подаци могу бити даље него што интервал каже.
report-method_reported = Броји се само оно што установе пријаве. Више жртава у некој години може значити да их је више било, или да их је више пронађено.
report-method_group = Ћелије табеле се сабирају до на заокруживање; ко има више шифара стоји под „више“.
report-method_change = Две године се разликују више од шума када им се интервали не преклапају. Када се ништа није променило, то се дешава у највише једном од десет поређења, а углавном много ређе: од много података понеки се разликује случајно. Интервал разлике иде од доњег краја једног до горњег краја другог.
report-method_strategy = Показатељи су из Националне стратегије и Акционог плана против трговине људима 2008–2011, одељак `IV.3.b`. Удели су од оних за које се чињеница зна; просеци следе из табела с разредима.
report-reason_modelled = моделовано: не приказује се на овом нивоу
report-reason_rough = прегрубо за овај ниво
report-reason_rests_on_few = почива на мање од десет
report-reason_not_measured = није мерено у објави
report-reason_not_told_apart = ниједан такав код се не разликује
report-reason_not_released = година није објављена
report-reason_not_collected = не прикупља се у размени
report-reason_not_comparable = један од два податка се не приказује
report-reason_provisional = привремени подаци се не пореде
report-change_more = више
report-change_less = мање
report-change_noise = у границама грешке
report-change_same = исто
report-from_to = од { $from } до { $to }
report-basis_exact = тачно
report-basis_measured = мерено
report-basis_modelled = моделовано
report-value = Вредност
report-low = Од
report-high = До
report-precision = Слово
report-basis = Порекло
report-remark = Напомена
report-csv_table = Табела
report-csv_heading = Наслов
report-csv_row = Ред
report-csv_column = Колона
report-csv_shown = Приказано
report-sheet_about = О извештају
report-skip = На податке
report-chart_label = На графикону
report-chart_below = Маргина испод
report-chart_above = Маргина изнад
report-total = Укупно
report-female = Женски
report-male = Мушки
report-women = Жене
report-men = Мушкарци
report-girls = Девојчице
report-boys = Дечаци
report-sex_other = Друго или непознато
report-age_unknown = Непозната старост
report-under_18 = Испод 18 година
report-from_18 = 18 година и више
report-not_reported = Није пријављено
report-not_reported_or_several = Није пријављено, или више њих
report-not_told_apart = Земље које објаве не разликују, у Европској унији или ван ње
report-own_citizens = Домаћи држављани
report-foreign_citizens = Страни држављани
report-other_eu = Друге чланице Европске уније које објаве разликују: { $countries }
report-outside_eu = Земље ван Европске уније које објаве разликују: { $countries }
report-other_eu_short = Остали из Европске уније
report-outside_eu_short = Ван Европске уније
report-several_forms = Више облика
report-suspected = Осумњичени
report-prosecuted = Кривично гоњени
report-convicted = Осуђени
report-by_hand = Попуњава се ручно
report-by_hand_eurostat = Особа за контакт; дефиниције и домаћи закон; пол и држављанство осумњичених, гоњених и осуђених особа, од полиције и судова.
report-by_hand_glotip = Службеник који координира одговор; чланови кривичног закона; пол и држављанство осумњичених, гоњених и осуђених особа, од полиције и судова; описи случајева.
report-eurostat_victims = Регистроване жртве
report-eurostat_sex = Мушки и женски су како су установе забележиле род; трансродне и родно неконформне жртве стоје под „друго или непознато“.
report-eurostat_organisation = Жртве према организацији која их је регистровала и полу
report-eurostat_age = Жртве према старосној групи и полу
report-eurostat_citizenship = Жртве према држављанству и полу
report-eurostat_exploitation = Жртве према облику експлоатације и полу
report-eurostat_labour = Рад, са сервитутом, дечјим радом и принудним просјачењем
report-eurostat_other = Остало: брак, оружана служба, усвојење, сурогат материнство, кривична дела, друга врста
report-eurostat_traffickers = Осумњичене, гоњене и осуђене особе
report-eurostat_defendants = Окривљени се броји једном, у години у којој је поступак покренут; осуђени у години у којој је окончан. Гоњени су они чији је случај стигао до тужилаштва или суда.
report-eurostat_persons = Особе према правном статусу и полу
report-eurostat_persons_citizenship = Особе према правном статусу и држављанству
report-glotip_offenders = Кривична дела и учиниоци
report-glotip_offences = Забележена кривична дела трговине људима
report-glotip_cases = Покренути кривични случајеви
report-glotip_cases_note = Броје се случајеви, од којих један може садржати више дела, и сродна дела.
report-glotip_persons = Осумњичене, гоњене и осуђене особе, према полу
report-glotip_convicted = Осуђене особе према држављанству
report-glotip_victims = Откривене жртве
report-glotip_by_age_sex = Жртве према старости и полу
report-glotip_by_exploitation = Жртве према облику експлоатације
report-glotip_by_exploitation_who = Жртве према облику експлоатације, старости и полу, { $year }.
report-glotip_by_citizenship = Жртве према држављанству
report-glotip_abroad = Домаћи држављани експлоатисани у иностранству, према земљи

## Countries (names of the Unicode CLDR in Albanian and Serbian)

country-ad = Андора
country-ae = Уједињени Арапски Емирати
country-af = Авганистан
country-ag = Антигва и Барбуда
country-ai = Ангвила
country-al = Албанија
country-am = Јерменија
country-ao = Ангола
country-aq = Антарктик
country-ar = Аргентина
country-as = Америчка Самоа
country-at = Аустрија
country-au = Аустралија
country-aw = Аруба
country-ax = Оландска Острва
country-az = Азербејџан
country-ba = Босна и Херцеговина
country-bb = Барбадос
country-bd = Бангладеш
country-be = Белгија
country-bf = Буркина Фасо
country-bg = Бугарска
country-bh = Бахреин
country-bi = Бурунди
country-bj = Бенин
country-bl = Свети Бартоломеј
country-bm = Бермуди
country-bn = Брунеј
country-bo = Боливија
country-bq = Карипска Холандија
country-br = Бразил
country-bs = Бахами
country-bt = Бутан
country-bv = Острво Буве
country-bw = Боцвана
country-by = Белорусија
country-bz = Белизе
country-ca = Канада
country-cc = Кокосова (Килингова) Острва
country-cd = Конго - Киншаса
country-cf = Централноафричка Република
country-cg = Конго - Бразавил
country-ch = Швајцарска
country-ci = Обала Слоноваче (Кот д’Ивоар)
country-ck = Кукова Острва
country-cl = Чиле
country-cm = Камерун
country-cn = Кина
country-co = Колумбија
country-cr = Костарика
country-cu = Куба
country-cv = Зеленортска Острва
country-cw = Курасао
country-cx = Божићно Острво
country-cy = Кипар
country-cz = Чешка
country-de = Немачка
country-dj = Џибути
country-dk = Данска
country-dm = Доминика
country-do = Доминиканска Република
country-dz = Алжир
country-ec = Еквадор
country-ee = Естонија
country-eg = Египат
country-eh = Западна Сахара
country-er = Еритреја
country-es = Шпанија
country-et = Етиопија
country-fi = Финска
country-fj = Фиџи
country-fk = Фокландска Острва
country-fm = Микронезија
country-fo = Фарска Острва
country-fr = Француска
country-ga = Габон
country-gb = Уједињено Краљевство
country-gd = Гренада
country-ge = Грузија
country-gf = Француска Гвајана
country-gg = Гернзи
country-gh = Гана
country-gi = Гибралтар
country-gl = Гренланд
country-gm = Гамбија
country-gn = Гвинеја
country-gp = Гваделуп
country-gq = Екваторијална Гвинеја
country-gr = Грчка
country-gs = Јужна Џорџија и Јужна Сендвичка Острва
country-gt = Гватемала
country-gu = Гуам
country-gw = Гвинеја-Бисао
country-gy = Гвајана
country-hk = САР Хонгконг (Кина)
country-hm = Острво Херд и Мекдоналдова острва
country-hn = Хондурас
country-hr = Хрватска
country-ht = Хаити
country-hu = Мађарска
country-id = Индонезија
country-ie = Ирска
country-il = Израел
country-im = Острво Ман
country-in = Индија
country-io = Британска територија Индијског океана
country-iq = Ирак
country-ir = Иран
country-is = Исланд
country-it = Италија
country-je = Џерзи
country-jm = Јамајка
country-jo = Јордан
country-jp = Јапан
country-ke = Кенија
country-kg = Киргистан
country-kh = Камбоџа
country-ki = Кирибати
country-km = Коморска Острва
country-kn = Сент Китс и Невис
country-kp = Северна Кореја
country-kr = Јужна Кореја
country-kw = Кувајт
country-ky = Кајманска Острва
country-kz = Казахстан
country-la = Лаос
country-lb = Либан
country-lc = Света Луција
country-li = Лихтенштајн
country-lk = Шри Ланка
country-lr = Либерија
country-ls = Лесото
country-lt = Литванија
country-lu = Луксембург
country-lv = Летонија
country-ly = Либија
country-ma = Мароко
country-mc = Монако
country-md = Молдавија
country-me = Црна Гора
country-mf = Свети Мартин (Француска)
country-mg = Мадагаскар
country-mh = Маршалска Острва
country-mk = Северна Македонија
country-ml = Мали
country-mm = Мијанмар (Бурма)
country-mn = Монголија
country-mo = САР Макао (Кина)
country-mp = Северна Маријанска Острва
country-mq = Мартиник
country-mr = Мауританија
country-ms = Монсерат
country-mt = Малта
country-mu = Маурицијус
country-mv = Малдиви
country-mw = Малави
country-mx = Мексико
country-my = Малезија
country-mz = Мозамбик
country-na = Намибија
country-nc = Нова Каледонија
country-ne = Нигер
country-nf = Острво Норфок
country-ng = Нигерија
country-ni = Никарагва
country-nl = Холандија
country-no = Норвешка
country-np = Непал
country-nr = Науру
country-nu = Ниуе
country-nz = Нови Зеланд
country-om = Оман
country-pa = Панама
country-pe = Перу
country-pf = Француска Полинезија
country-pg = Папуа Нова Гвинеја
country-ph = Филипини
country-pk = Пакистан
country-pl = Пољска
country-pm = Сен Пјер и Микелон
country-pn = Питкерн
country-pr = Порторико
country-ps = Палестинске територије
country-pt = Португалија
country-pw = Палау
country-py = Парагвај
country-qa = Катар
country-re = Реинион
country-ro = Румунија
country-rs = Србија
country-ru = Русија
country-rw = Руанда
country-sa = Саудијска Арабија
country-sb = Соломонска Острва
country-sc = Сејшели
country-sd = Судан
country-se = Шведска
country-sg = Сингапур
country-sh = Света Јелена
country-si = Словенија
country-sj = Свалбард и Јан Мајен
country-sk = Словачка
country-sl = Сијера Леоне
country-sm = Сан Марино
country-sn = Сенегал
country-so = Сомалија
country-sr = Суринам
country-ss = Јужни Судан
country-st = Сао Томе и Принципе
country-sv = Салвадор
country-sx = Свети Мартин (Холандија)
country-sy = Сирија
country-sz = Свазиленд
country-tc = Острва Туркс и Каикос
country-td = Чад
country-tf = Француске Јужне Територије
country-tg = Того
country-th = Тајланд
country-tj = Таџикистан
country-tk = Токелау
country-tl = Тимор-Лесте (Источни Тимор)
country-tm = Туркменистан
country-tn = Тунис
country-to = Тонга
country-tr = Турска
country-tt = Тринидад и Тобаго
country-tv = Тувалу
country-tw = Тајван
country-tz = Танзанија
country-ua = Украјина
country-ug = Уганда
country-um = Удаљена острва САД
country-us = Сједињене Државе
country-uy = Уругвај
country-uz = Узбекистан
country-va = Ватикан
country-vc = Сент Винсент и Гренадини
country-ve = Венецуела
country-vg = Британска Девичанска Острва
country-vi = Америчка Девичанска Острва
country-vn = Вијетнам
country-vu = Вануату
country-wf = Валис и Футуна
country-ws = Самоа
country-xk = Косово
country-ye = Јемен
country-yt = Мајот
country-za = Јужноафричка Република
country-zm = Замбија
country-zw = Зимбабве
