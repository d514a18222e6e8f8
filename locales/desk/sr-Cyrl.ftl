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
desk-wrong = Оно што је тражено мора бити овако.
desk-wrong_parameter = није параметар ове стране; користите везе и обрасце на страни
desk-wrong_number = мора бити цео број
desk-wrong_language = мора бити `sq`, `sr-Latn`, `sr-Cyrl` или `en`
desk-not_found = На овој адреси нема стране.
    .advice = Идите на почетну страну и пратите везе на њој.
desk-method = Ова страна може да се чита, и ништа друго.
    .advice = Све што нешто мења ради се програмом `vdx`.
desk-body = Питање овој страни је само њена адреса.
    .advice = Користите везе и обрасце на страни.
desk-elsewhere = Ово је у ваше име затражила нека друга веб-страна. Одговор није дат.
    .advice = Ако желите да то видите, отворите почетну страну и пратите везе на њој.
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
desk-person = Особа
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
desk-as_html = Страна за штампу (`.html`)
desk-as_csv = Редови (`.csv`)
desk-as_csvw = Опис редова (`CSVW`)
desk-as_sdmx = `SDMX-CSV 2.0`
desk-as_sdmx_csvw = Опис за `SDMX-CSV` (`CSVW`)
desk-wrong_code = мора бити једно од: { $codes }
desk-page_reports = Извештаји
    .meaning = Годишњи обрасци, попуњени: национална стратегија, `Eurostat`, `UNODC` и оно што сме да се штампа.
desk-reports_text = Свака бројка има свој интервал од 90 %, или је тачка са разлогом.
desk-reports_forms = Шта су обрасци
desk-form = Образац
desk-form_strategy = Национална стратегија
    .meaning = Сви показатељи стратегије, ко су жртве, и једна страна за новинаре.
desk-form_public = За јавност
    .meaning = Само оно што сме да се штампа или стави на веб-страну.
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
desk-not_measured = није измерено
desk-years_and_tier = Године и ниво заштите
desk-from = Од
desk-to = До
desk-all_years = све објављене године
desk-tier_own = ваш сопствени
desk-show_all = Прикажи и редове у којима ништа не достиже десет
desk-look = Може ли се одговорити?
desk-ask = Питај
desk-before = Пре него што питате
desk-before_measured = Ово је измерено заједно: бројке имају познат шум.
desk-before_modelled = Ово није измерено заједно. Бројке се моделују из више табела, као да њихове димензије даље од тога не утичу једна на другу; нивои за партнере и јавност их не приказују.
desk-before_not_measured = На ово се не може одговорити: { $dimension } није измерено у свим овим годинама.
desk-before_not_released = Ове године нису објављене: { $years }.
desk-before_nothing = На ово се не може одговорити: ништа од тога није објављено за ове године.
desk-before_too_many = Ово је превише: питање има највише четири димензије, а године су једна од њих када су ограничене.
desk-before_no_codes = Изаберите бар једну шифру димензије која ограничава.
desk-further_measured = Може се додати, и измерено је заједно с тим
desk-further_modelled = Може се додати, и било би моделовано
desk-hidden_rows = { $count ->
    [one] { $count } ред у коме ништа не достиже десет није приказан; датотеке га имају.
    [few] { $count } реда у којима ништа не достиже десет нису приказана; датотеке их имају.
   *[other] { $count } редова у којима ништа не достиже десет није приказано; датотеке их имају.
  }
desk-more_rows = { $count ->
    [one] Још { $count } ред нема места на страни; датотеке га имају.
    [few] Још { $count } реда немају места на страни; датотеке их имају.
   *[other] Још { $count } редова нема места на страни; датотеке их имају.
  }
desk-wrong_dimension = мора бити димензија онога што се броји
desk-wrong_twice = наводи димензију по други пут
desk-wrong_codes = морају бити шифре димензије које објаве разликују
desk-wrong_years = мора бити година од 1900 до 2199, не пре прве

## Karte

desk-page_maps = Карте
    .meaning = Одакле долазе жртве, где су експлоатисане и у којим регионима су идентификоване.
desk-maps = Карте
desk-maps_text = Оно што казују боје стоји речима испод сваке карте и у табелама испод карата.
desk-maps_missing = Није измерено за ове године: { $dimensions }. Све објављене године заједно можда то казују.
desk-extent = Део света
desk-extent_europe = Европа
desk-extent_world = Свет
