# Words of everything that people read, in Serbian (ekavian), Cyrillic script. Made of `sr-Latn.ftl`:
# change that file, then run `cargo test -p vdx-pseudonym words -- --ignored`.

## Okvir

desk-name = Размена података о жртвама трговине људима
desk-skip = На садржај
desk-navigation = Стране
desk-languages = Језици
desk-footer = Свако питање са ове стране уписује се у дневник ревизије под именом из вашег сертификата. Страна не поставља колачиће и не покреће скрипте.
desk-back = На почетну страну

## Šta stoji na putu

desk-problem_wrong = На питање се овакво не може одговорити
desk-problem_not_found = Нема такве стране
desk-problem_refused = Одбијено
desk-problem_later = Не сада
desk-problem_not_now = Не у садашњем стању
desk-problem_failed = Нешто није у реду
desk-role_needed = Ваш сертификат је за улогу: { $own }. Страна је за: { $needed }.
desk-wrong = Оно што је тражено мора бити овако.
desk-wrong_parameter = није параметар ове стране; користите везе и обрасце на страни
desk-wrong_repeated = стоји више пута у адреси
desk-wrong_number = мора бити цео број
desk-wrong_language = мора бити `sq`, `sr-Latn`, `sr-Cyrl` или `en`
desk-not_found = На овој адреси нема стране.
    .advice = Идите на почетну страну и пратите везе на њој.
desk-method = Ова страна може да се чита, и ништа друго.
    .advice = Све што нешто мења ради се програмом `vdx`.
desk-body = Питање овој страни је само њена адреса.
    .advice = Користите везе и обрасце на страни.
desk-elsewhere = Ово је у ваше име затражила нека друга веб-страна. Одговор није дат.
    .advice = Ако сте сами следили везу и желите да то видите, отворите је овде; иначе затворите ову страну.
desk-elsewhere_open = Куда веза води: { $page }
desk-too_long = Адреса је предуга.
    .advice = Ограничите мање ствари одједном, или користите програм `vdx`.
desk-slow = Страна је трајала предуго.
    .advice = Тражите мање одједном: мање година или димензија. Оно што је тражено пре тога стоји у дневнику ревизије.
desk-failed = Датотека није могла да се направи.
    .advice = Обавестите оператера платформе ако се то понови.
desk-exchange_says = Платформа каже: { $text }

## Početna strana

desk-page_start = Почетак
    .meaning = Ко сте овде, шта се може погледати и шта је објављено.
desk-nothing_to_see = Са улогом овог сертификата нема других страна. Оно чему служи ради се програмом vdx.
desk-who = Ко сте овде
desk-member = Члан
desk-role = Улога
desk-person = Лице
desk-certificate_ends = Ваш сертификат истиче
desk-certificate_soon = { $days ->
    [one] Ваш сертификат истиче за { $days } дан. Затражите сада нови од координатора.
    [few] Ваш сертификат истиче за { $days } дана. Затражите сада нови од координатора.
   *[other] Ваш сертификат истиче за { $days } дана. Затражите сада нови од координатора.
  }
desk-releases = Објаве
desk-releases_text = Свака бројка потиче из једне од ових објава. Свака је измерена једном, са намерним шумом, пошто су се два координатора сагласила.
desk-no_release = Још ништа није објављено: нема бројки.
desk-number = Број
desk-kind = Врста
desk-released = Објављено
desk-mind = Добро је знати
desk-mind_log = Све што питате уписује се у дневник ревизије: име из вашег сертификата, позив и време; не и које сте бројке видели.
desk-mind_close = Прегледач користи ваш сертификат све док се не затвори. Затворите све његове прозоре када одлазите од рачунара.
desk-mind_keys = Запечаћени делови упућивања отварају се само кључевима на рачунару службеника за везу, никада овде.

## Datoteke i izveštaji

desk-downloads = Преузимања
desk-downloads_text = Исто као датотека:
desk-as = Као
desk-as_xlsx = Радна свеска (`.xlsx`)
desk-as_html = Страна за штампање (`.html`)
desk-as_csv = Редови (`.csv`)
desk-as_csvw = Опис редова (`CSVW`)
desk-as_sdmx = `SDMX-CSV 2.0`
desk-as_sdmx_csvw = Опис за `SDMX-CSV` (`CSVW`)
desk-wrong_choice = мора бити једно од: { $choices }
desk-page_reports = Извештаји
    .meaning = Годишњи обрасци, попуњени: национална стратегија, `Eurostat`, `UNODC` и оно што сме да се објави.
desk-reports_text = Свака бројка има свој интервал од 90 %, или је тачка са разлогом.
desk-reports_forms = Шта су обрасци
desk-form = Образац
desk-form_strategy = Национална стратегија
    .meaning = Сви показатељи стратегије, ко су жртве, и једна страна за новинаре.
desk-form_public = За јавност
    .meaning = Само оно што сме да се објави у медијима или на веб-страни.
desk-form_eurostat = `Eurostat`
    .meaning = Годишње прикупљање података о трговини људима, за једну годину.
desk-form_glotip = `UNODC`
    .meaning = Упитник Глобалног извештаја о трговини људима: година и три године пре ње.
desk-year = Година
desk-report_language = Језик извештаја
desk-compare = Упореди са
desk-compare_hint = Раније године, за националну стратегију и за јавност.
desk-make_report = Направи извештај
desk-wrong_year = мора бити објављена година
desk-wrong_compare = морају бити објављене године пре године извештаја
desk-wrong_compare_form = важи за националну стратегију и за јавност; остали обрасци имају своје године

## Godine i pokazatelji

desk-page_years = Године
    .meaning = Колико је жртава идентификовано у свакој години, ко су оне и шта се променило, са графиконима.
desk-page_indicators = Показатељи
    .meaning = Сви показатељи националне стратегије за једну годину, упоређени са неком другом.
desk-compare_none = ниједном другом годином
desk-show = Прикажи

## Sopstvena tabela

desk-page_table = Ваша табела
    .meaning = Изаберите шта се броји, по чему и за које године; видите да ли је измерено пре него што питате.
desk-table_text = Изаберите до четири димензије; године се броје као једна када су ограничене, а нису саме димензија.
desk-measures = Шта се броји
desk-dimension = Димензија { $number }
desk-dimension_what = Димензија
desk-dimension_none = ниједна
desk-dimension_use = Употреба
desk-use_by = подели по њој
desk-use_only = само ограничи њоме
desk-restrict = Ограничи: { $dimension }
desk-restriction = Ограничење
desk-not_measured = није измерено
desk-not_this_year = не броји се по овој години: изаберите „{ $own }“
desk-not_apart = није мерено заједно са „{ $other }“, из чега следи
desk-years_and_tier = Године и ниво заштите
desk-from = Од
desk-to = До
desk-all_years = све објављене године
desk-all_for_good = све коначно објављене године
desk-tier_own = ваш сопствени
desk-show_all = Прикажи и редове у којима се ништа не приказује или не достиже десет
desk-look = Може ли се одговорити?
desk-ask = Питај
desk-before = Пре него што питате
desk-before_measured = Ово је измерено заједно: бројке имају познат шум.
desk-before_modelled = Ово није измерено заједно. Бројке се моделују из више табела, као да њихове димензије даље од тога не утичу једна на другу; нивои за партнере и јавност их не приказују.
desk-before_not_measured = На ово се не може одговорити: { $dimension } није измерено у свим овим годинама.
desk-before_apart = На ово се не може одговорити: { $dimension } следи из { $other }, а то двоје није измерено заједно.
desk-before_not_released = Ове године нису објављене: { $years }.
desk-before_nothing = На ово се не може одговорити: ништа од тога није објављено за ове године.
desk-before_too_many = Ово је превише: питање има највише четири димензије, а године су једна од њих када су ограничене.
desk-before_too_large = Ово је превише: одговор би имао више ћелија него што сме да има. Ограничите неку димензију на мање шифара.
desk-before_other_year = На ово се не може одговорити: оно што се тражи не броји се по димензији „{ $other }“. Изаберите уместо ње „{ $own }“.
desk-before_no_codes = Изаберите бар једну шифру димензије која ограничава.
desk-further_measured = Може се додати, и измерено је заједно с тим
desk-further_modelled = Може се додати, и било би моделовано
desk-hidden_rows = { $count ->
    [one] { $count } ред у коме се ништа не приказује или не достиже десет није приказан; датотеке га имају.
    [few] { $count } реда у којима се ништа не приказује или не достиже десет нису приказана; датотеке их имају.
   *[other] { $count } редова у којима се ништа не приказује или не достиже десет није приказано; датотеке их имају.
  }
desk-more_rows = { $count ->
    [one] Још { $count } ред нема места на страни; датотеке га имају.
    [few] Још { $count } реда немају места на страни; датотеке их имају.
   *[other] Још { $count } редова нема места на страни; датотеке их имају.
  }
desk-unused_restriction = Раније ограничено по: { $dimension }, што више није изабрано: ограничење се не примењује.
desk-wrong_dimension = мора бити димензија онога што се броји
desk-wrong_twice = наводи димензију по други пут
desk-wrong_codes = морају бити шифре димензије које објаве разликују
desk-wrong_years = мора бити година од 1900 до 2199, не пре прве
desk-wrong_year_codes = морају бити године без празнине међу њима, или табела мора бити подељена по годинама; и не уз Од и До

## Karte

desk-page_maps = Карте
    .meaning = Одакле долазе жртве, где су експлоатисане и у којим регионима су идентификоване.
desk-maps = Карте
desk-maps_text = Оно што казују боје стоји речима испод сваке карте и у табелама испод карата.
desk-maps_missing = Није измерено за ове године: { $dimensions }. Све објављене године заједно можда то казују.
desk-extent = Део света
desk-extent_europe = Европа
desk-extent_world = Свет

## Releases

desk-page_releases = Објаве
    .meaning = Шта је за које године измерено, ко је то предложио и одобрио и колико кошта оне који су у томе.
desk-releases_protection = Свака објава се мери једном, са намерним шумом, пошто су се два лица сагласила. Оно што кошта потрошено је заувек.
desk-releases_number = Број води до онога што објава мери, колико тачно и колико кошта.
desk-releases_how = Објава се предлаже помоћу `vdx release propose`, а друго лице је одобрава помоћу `vdx release approve`; `vdx release propose --dry` унапред каже шта би се мерило и колико би коштало.
desk-releases_all = Све објаве
desk-release_title = Објава { $number }
desk-stage = Фаза
desk-stage_proposed = предложена
desk-stage_approved = мери се
desk-stage_released = објављена
desk-stage_replaced = замењена
desk-stage_lost = изгубљена при враћању
desk-proposed_by = Предложио
desk-approved_by = Одобрио
desk-block = Блок година
desk-plan = План
desk-exact = Објављено тачно, по годинама
desk-protection = Шта мери и колико кошта
desk-protection_life = Свако има буџет од рхо { $rho } за цео живот (епсилон { $epsilon } уз делта 10⁻⁶). Оно што објава потроши никад се не враћа.
desk-protection_block = Табеле целог блока следе кад његова последња година буде коначно објављена.
desk-protection_read = Шум је исказан као половина 90-процентног интервала једне ћелије, пре него што друге табеле помогну. Ко има мање шифара плаћа мање, а коме ништа није остало не броји се.
desk-pays = Једно лице плаћа највише рхо { $year } за табеле једне године и { $block } за табеле блока.
desk-units_victims = Жртве, по години прве идентификације
desk-units_prevented = Лица код којих је трговина људима спречена, по години прве идентификације
desk-units_carried_over = Лица из ранијих година, или без записа о жртви, по години услуге
desk-units_opened = Окривљени, по години отварања поступка
desk-units_closed = Окривљени, по години затварања поступка
desk-units_cases = Случајеви, по години отварања
desk-units_referrals = Упућивања, по години слања
desk-measured = Измерено
desk-yearly = За сваку годину
desk-yearly_yes = да
desk-yearly_no = за блок
desk-noise = Шум
desk-noise_20 = Од 20
desk-noise_100 = Од 100
desk-noise_500 = Од 500

## The coordinator's pages

desk-page_members = Чланови
    .meaning = Ко учествује и у којој улози.
desk-country = Држава
desk-roles = Улоге
desk-role_void = { $role } (не важи: мора бити једина)
desk-status = Стање
desk-last_report = Последњи пут слала записе
desk-last_report_none = никада
desk-last_report_how = Месец у ком је установа последњи пут слала записе који су сачувани, исправљени или исти као раније. Дан се не каже: где је записа мало, био би то дан када је неко лице дошло.
desk-members_how = Чланови се додају и исправљају помоћу `vdx members put`, а суспендују помоћу `vdx members suspend`.
desk-page_due = Шта предстоји
    .meaning = Године без објаве, записи који се предуго чувају, сертификати који истичу.
desk-due_reports = Годишње бројке
desk-due_years = Ове године су прошле и нису коначно објављене: { $years }. Њихов годишњи извештај на то чека.
desk-due_provisional = Од њих постоје привремене бројке за: { $years }.
desk-due_no_report = Свака година која је прошла, од прве објављене, коначно је објављена.
desk-due_report_how = Кад установе пошаљу своје записе за неку годину: `vdx release propose --years GODINE`.
desk-due_records = Записи који се предуго чувају
desk-due_period = Врста записа: { $kind }. Чува се месеци: { $months }.
desk-due_no_periods = Платформа нема рокове чувања: [`retention`] у њеној конфигурацији. Никоме се не каже шта се предуго чува.
desk-due_no_record = Ниједан запис се не чува дуже.
desk-due_records_how = Бројеви су заокружени навише на десетице. Установе повлаче те записе: `vdx records --due` их наводи.
desk-records = Записи
desk-up_to = највише { $count }
desk-due_certificates = Сертификати
desk-due_own = Ваш истиче { $day }: преостало дана: { $days }.
desk-due_others = Платформа не зна сертификате других док се не покажу. `vdx pki show` наводи оне које је тело издало, `vdx doctor` на рачунару платформе каже шта тамо ускоро истиче.
desk-page_linkage = Повезивање
    .meaning = Колико се добро налазе записи једног лица.
desk-linkage_text = Измерено у тромесечју које је почело у { $month }, у свакој установи посебно, са шумом.
desk-linkage_missed = Парови једног лица који нису повезани
desk-linkage_wrong = Повезани парови који су од два лица
desk-linkage_large = Лица са веома много описа
desk-linkage_contradicting = Лица чији записи противрече један другом
desk-linkage_aside = Вредности остављене по страни по установи, јер ништа не говоре о лицу
desk-linkage_too_few = премало записа нешто говори о томе
desk-linkage_not_yet = Још ништа није измерено: премало записа нешто говори о повезивању (потребно је око 250 повезаних парова записа, од којих сваки има број или имена и датум рођења). Питајте поново када их буде више; овај одговор се не чува.
desk-linkage_stands = Одговор важи до краја месеца { $month }, ма шта у међувремену било послато.
desk-linkage_how = Где је удео висок, установе траже сопствене дупликате (`vdx linkage duplicates`) и исправљају имена и датуме на извору.
desk-fewer_than_10 = мање од 10
desk-at_least = најмање { $count }

## The liaison's pages

desk-page_referrals = Упућивања
    .meaning = Шта су партнери послали, шта је њима послато и шта је у томе отворено.
desk-referrals_unverified = НИЈЕ ПРОВЕРЕНО: ово је реч платформе. Да ли историја стоји доказује се на вашем рачунару, кључевима које сте упоредили: `vdx referral show ID`. Ништа не одлучујте само по овој страници.
desk-referrals_received = Примљено
desk-referrals_sent = Послато
desk-referrals_none = Ништа.
desk-referrals_open = Само отворена
desk-referrals_all = Сва, и затворена
desk-referrals_back = Сва упућивања
desk-changed = Последња промена
desk-more = Још
desk-wrong_referral = мора бити 32 хексадецималне цифре упућивања
desk-wrong_show = мора бити `all` или га не сме бити
desk-sealed = Запечаћени део
desk-sealed_text = Ко је лице и шта се догодило запечаћено је вашим кључевима, који су само на вашем рачунару. Ова страница то не може да отвори. Тамо:
desk-sealed_erased = Запечаћени садржај је обрисан.
desk-sealed_closed = запечаћено
desk-history = Историја
desk-hits = Провере поготка
desk-hits_text = Провере поготка се овде не нуде. Праве се од података о лицу и од кључа који деле земље партнери; ни једно ни друго не сме доћи на платформу ни у прегледач. На вашем рачунару: `vdx referral check`.
desk-page_partners = Партнери
    .meaning = Ко је објавио кључеве.
desk-partners_text = Ови партнери су објавили кључеве. Чији је кључ зна се тек после позива: `vdx referral keys list` и `vdx referral keys trust` на вашем рачунару показују и бележе отиске. Ова страница не показује ниједан, јер би то била реч платформе.
desk-partners_none = Ниједан партнер још није објавио кључ.
desk-version = Верзија
desk-since = Од
