# Fjalët e faqes për shfletues, në shqip: një rresht për çdo çelës. Skedarët e tjerë kanë të njëjtët çelësa.

## Korniza

desk-name = Shkëmbimi i të dhënave për viktimat e trafikimit
desk-skip = Te përmbajtja
desk-navigation = Faqet
desk-languages = Gjuhët
desk-footer = Çdo pyetje nga kjo faqe shënohet në regjistrin e auditimit me emrin në certifikatën tuaj. Faqja nuk vendos cookie dhe nuk ekzekuton skripte.
desk-back = Te faqja fillestare

## Çfarë pengon

desk-problem_wrong = Pyetjes nuk mund t’i përgjigjemi ashtu siç është
desk-problem_not_found = Nuk ka faqe të tillë
desk-problem_refused = E refuzuar
desk-problem_later = Jo tani
desk-problem_not_now = Jo në gjendjen e tanishme
desk-problem_failed = Diçka shkoi keq
desk-role_needed = Certifikata juaj është për rolin: { $own }. Faqja është për: { $needed }.
desk-wrong = Ajo që u kërkua duhet të jetë si më poshtë.
desk-wrong_parameter = nuk është parametër i kësaj faqeje; përdorni lidhjet dhe formularët e faqes
desk-wrong_repeated = gjendet më shumë se një herë në adresë
desk-wrong_number = duhet të jetë numër i plotë
desk-wrong_language = duhet të jetë sq, sr-Latn, sr-Cyrl ose en
desk-not_found = Në këtë adresë nuk ka faqe.
    .advice = Shkoni te faqja fillestare dhe ndiqni lidhjet atje.
desk-method = Kjo faqe mund të lexohet, dhe asgjë tjetër.
    .advice = Çdo ndryshim bëhet me programin `vdx`.
desk-body = Pyetja për këtë faqe është vetëm adresa e saj.
    .advice = Përdorni lidhjet dhe formularët e faqes.
desk-elsewhere = Një faqe tjetër e uebit e kërkoi këtë në emrin tuaj. Nuk iu dha përgjigje.
    .advice = Nëse e ndoqët vetë një lidhje dhe doni ta shihni, hapeni këtu; përndryshe mbylleni këtë faqe.
desk-elsewhere_open = Ku të çon lidhja: { $page }
desk-too_long = Adresa është tepër e gjatë.
    .advice = Kufizoni më pak gjëra njëherësh, ose përdorni programin `vdx`.
desk-slow = Faqja zgjati tepër.
    .advice = Kërkoni më pak njëherësh: më pak vite ose dimensione. Ajo që u kërkua më parë është në regjistrin e auditimit.
desk-failed = Skedari nuk mund të krijohej.
    .advice = Njoftoni operatorin e platformës nëse kjo ndodh sërish.
desk-exchange_says = Platforma thotë: { $text }

## Faqja fillestare

desk-page_start = Fillimi
    .meaning = Kush jeni këtu, çfarë mund të shihni dhe çfarë është botuar.
desk-nothing_to_see = Me rolin e kësaj certifikate nuk ka faqe të tjera. Ajo për të cilën shërben bëhet me programin vdx.
desk-who = Kush jeni këtu
desk-member = Anëtari
desk-role = Roli
desk-person = Personi
desk-certificate_ends = Certifikata juaj skadon më
desk-certificate_soon = { $days ->
    [one] Certifikata juaj skadon pas { $days } dite. Kërkoni tani një të re nga koordinatori.
   *[other] Certifikata juaj skadon pas { $days } ditësh. Kërkoni tani një të re nga koordinatori.
  }
desk-releases = Botimet
desk-releases_text = Çdo shifër vjen nga njëri prej këtyre botimeve. Secili u mat një herë, me zhurmë të qëllimshme, pasi u pajtuan dy koordinatorë.
desk-no_release = Ende nuk është botuar asgjë: nuk ka shifra.
desk-number = Numri
desk-kind = Lloji
desk-released = Botuar më
desk-mind = Mirë për t’u ditur
desk-mind_log = Çdo gjë që pyetni shënohet në regjistrin e auditimit: emri i certifikatës suaj, thirrja dhe koha; jo cilat shifra patë.
desk-mind_close = Shfletuesi vazhdon ta përdorë certifikatën tuaj derisa të mbyllet. Mbyllni të gjitha dritaret e tij kur largoheni nga kompjuteri.
desk-mind_keys = Pjesët e mbyllura të referimeve hapen vetëm me çelësat në kompjuterin e zyrtarit ndërlidhës, kurrë këtu.

## Skedarët dhe raportet

desk-downloads = Shkarkime
desk-downloads_text = E njëjta si skedar:
desk-as = Si
desk-as_xlsx = Fletë pune (.xlsx)
desk-as_html = Faqe për printim (.html)
desk-as_csv = Rreshta (.csv)
desk-as_csvw = Përshkrimi i rreshtave (CSVW)
desk-as_sdmx = SDMX-CSV 2.0
desk-as_sdmx_csvw = Përshkrimi i SDMX-CSV (CSVW)
desk-wrong_choice = duhet të jetë njëra nga: { $choices }
desk-page_reports = Raportet
    .meaning = Formularët vjetorë të plotësuar: strategjia kombëtare, Eurostat, UNODC dhe ajo që mund të botohet.
desk-reports_text = Çdo shifër ka intervalin e saj 90 %, ose është pikë me arsyen e saj.
desk-reports_forms = Çfarë janë formularët
desk-form = Formulari
desk-form_strategy = Strategjia kombëtare
    .meaning = Të gjithë treguesit e strategjisë, kush janë viktimat dhe një faqe për shtypin.
desk-form_public = Për publikun
    .meaning = Vetëm ajo që mund të botohet në shtyp ose në një faqe uebi.
desk-form_eurostat = Eurostat
    .meaning = Mbledhja vjetore për trafikimin me njerëz, e një viti.
desk-form_glotip = UNODC
    .meaning = Pyetësori i Raportit Global për Trafikimin e Personave: viti dhe tre vitet para tij.
desk-year = Viti
desk-report_language = Gjuha e raportit
desk-compare = Krahaso me
desk-compare_hint = Vite të mëparshme, për strategjinë kombëtare dhe për publikun.
desk-make_report = Krijo raportin
desk-wrong_year = duhet të jetë vit i botuar
desk-wrong_compare = duhet të jenë vite të botuara para vitit të raportit
desk-wrong_compare_form = vlen për strategjinë kombëtare dhe për publikun; formularët e tjerë kanë vitet e tyre

## Vitet dhe treguesit

desk-page_years = Vitet
    .meaning = Sa viktima u identifikuan në çdo vit, kush janë dhe çfarë ndryshoi, me grafikë.
desk-page_indicators = Treguesit
    .meaning = Të gjithë treguesit e strategjisë kombëtare për një vit, të krahasuar me një tjetër.
desk-compare_none = asnjë vit tjetër
desk-show = Shfaq

## Tabela juaj

desk-page_table = Tabela juaj
    .meaning = Zgjidhni çfarë numërohet, sipas çfarë dhe për cilat vite; shihni nëse është matur para se të pyetni.
desk-table_text = Zgjidhni deri në katër dimensione; vitet numërohen si një kur kufizohen dhe nuk janë vetë dimension.
desk-measures = Çfarë numërohet
desk-dimension = Dimensioni { $number }
desk-dimension_what = Dimensioni
desk-dimension_none = asnjë
desk-dimension_use = Përdorimi
desk-use_by = ndaj sipas tij
desk-use_only = vetëm kufizo me të
desk-restrict = Kufizo: { $dimension }
desk-restriction = Kufizimi
desk-not_measured = nuk është matur
desk-not_this_year = nuk numërohet sipas këtij viti: zgjidhni “{ $own }”
desk-not_apart = nuk është matur bashkë me “{ $other }”, nga e cila rrjedh
desk-years_and_tier = Vitet dhe niveli i mbrojtjes
desk-from = Prej
desk-to = Deri
desk-all_years = të gjitha vitet e botuara
desk-all_for_good = të gjitha vitet e botuara përfundimisht
desk-tier_own = niveli juaj
desk-show_all = Shfaq edhe rreshtat ku asgjë nuk arrin dhjetë
desk-look = A mund t’i përgjigjemi?
desk-ask = Pyet
desk-before = Para se të pyetni
desk-before_measured = Kjo është matur së bashku: shifrat kanë zhurmë të njohur.
desk-before_modelled = Kjo nuk është matur së bashku. Shifrat modelohen nga disa tabela, sikur dimensionet e tyre të mos ndikonin më tej te njëra-tjetra; nivelet për partnerët dhe publikun nuk i tregojnë.
desk-before_not_measured = Kësaj nuk mund t’i përgjigjemi: { $dimension } nuk është matur në të gjitha këto vite.
desk-before_apart = Kësaj nuk mund t’i përgjigjemi: { $dimension } rrjedh nga { $other }, dhe të dyja nuk janë matur bashkë.
desk-before_not_released = Këto vite nuk janë botuar: { $years }.
desk-before_nothing = Kësaj nuk mund t’i përgjigjemi: asgjë e saj nuk është botuar për këto vite.
desk-before_too_many = Kjo është tepër: një pyetje ka më së shumti katër dimensione, dhe vitet janë një prej tyre kur kufizohen.
desk-before_too_large = Kjo është tepër: përgjigjja do të kishte më shumë qeliza se ç’mund të ketë. Kufizoni një dimension në më pak kode.
desk-before_other_year = Kësaj nuk mund t’i përgjigjemi: ajo që kërkohet nuk numërohet sipas “{ $other }”. Zgjidhni në vend të tij “{ $own }”.
desk-before_no_codes = Zgjidhni së paku një kod të dimensionit që kufizon.
desk-further_measured = Mund të shtohet, dhe është matur bashkë me të
desk-further_modelled = Mund të shtohet, dhe do të modelohej
desk-hidden_rows = { $count ->
    [one] { $count } rresht ku asgjë nuk tregohet ose nuk arrin dhjetë nuk shfaqet; skedarët e kanë.
   *[other] { $count } rreshta ku asgjë nuk tregohet ose nuk arrin dhjetë nuk shfaqen; skedarët i kanë.
  }
desk-more_rows = { $count ->
    [one] { $count } rresht tjetër nuk ka vend në faqe; skedarët e kanë.
   *[other] { $count } rreshta të tjerë nuk kanë vend në faqe; skedarët i kanë.
  }
desk-unused_restriction = Më parë e kufizuar sipas: { $dimension }, që nuk është zgjedhur më: kufizimi nuk përdoret.
desk-wrong_dimension = duhet të jetë dimension i asaj që numërohet
desk-wrong_twice = përmend një dimension për herë të dytë
desk-wrong_codes = duhet të jenë kode të dimensionit që botimet i dallojnë
desk-wrong_years = duhet të jetë vit nga 1900 deri në 2199, jo para të parit
desk-wrong_year_codes = duhet të jenë vite pa boshllëk ndërmjet, ose tabela duhet të ndahet sipas viteve; dhe jo së bashku me Nga dhe Deri

## Hartat

desk-page_maps = Hartat
    .meaning = Prej nga vijnë viktimat, ku u shfrytëzuan dhe në cilat rajone u identifikuan.
desk-maps = Hartat
desk-maps_text = Ajo që thonë ngjyrat qëndron me fjalë poshtë çdo harte dhe në tabelat nën hartat.
desk-maps_missing = Nuk është matur për këto vite: { $dimensions }. Të gjitha vitet e botuara së bashku mund ta tregojnë.
desk-extent = Pjesa e botës
desk-extent_europe = Evropa
desk-extent_world = Bota

## Releases

desk-page_releases = Botimet
    .meaning = Çfarë u mat për cilat vite, kush e propozoi dhe kush e miratoi, dhe çfarë u kushton atyre që janë brenda.
desk-releases_protection = Çdo botim matet një herë, me zhurmë të qëllimshme, pasi dy persona janë pajtuar. Ajo që kushton është shpenzuar përgjithmonë.
desk-releases_number = Numri çon te ajo që mat botimi, sa saktë, dhe çfarë kushton.
desk-releases_how = Botimi propozohet me `vdx release propose` dhe miratohet nga një person tjetër me `vdx release approve`; `vdx release propose --dry` tregon më parë çfarë do të matej dhe sa do të kushtonte.
desk-releases_all = Të gjitha botimet
desk-release_title = Botimi { $number }
desk-stage = Faza
desk-stage_proposed = i propozuar
desk-stage_approved = po matet
desk-stage_released = i botuar
desk-stage_replaced = i zëvendësuar
desk-stage_lost = i humbur me një rikthim
desk-proposed_by = Propozuar nga
desk-approved_by = Miratuar nga
desk-block = Blloku i viteve
desk-plan = Plani
desk-exact = Botuar saktësisht, sipas viteve
desk-protection = Çfarë mat dhe çfarë kushton
desk-protection_life = Secili ka një buxhet prej rho { $rho } për tërë jetën (epsilon { $epsilon } me delta 10⁻⁶). Ajo që shpenzon një botim nuk kthehet kurrë.
desk-protection_block = Tabelat e tërë bllokut vijnë kur viti i tij i fundit botohet përfundimisht.
desk-protection_read = Zhurma tregohet si gjysma e një intervali 90 % të një qelize, para se të ndihmojnë tabelat e tjera. Kush ka më pak kode paguan më pak, dhe kujt nuk i ka mbetur asgjë nuk numërohet.
desk-pays = Një person paguan më së shumti rho { $year } për tabelat e një viti dhe { $block } për ato të bllokut.
desk-units_victims = Viktimat, sipas vitit të identifikimit të parë
desk-units_prevented = Personat, trafikimi i të cilëve u parandalua, sipas vitit të identifikimit të parë
desk-units_carried_over = Personat e viteve të mëparshme, ose pa regjistrim si viktimë, sipas vitit të shërbimit
desk-units_opened = Të pandehurit, sipas vitit kur u hap procedura
desk-units_closed = Të pandehurit, sipas vitit kur u mbyll procedura
desk-units_cases = Rastet, sipas vitit të hapjes
desk-units_referrals = Referimet, sipas vitit të dërgimit
desk-measured = E matur
desk-yearly = Për çdo vit
desk-yearly_yes = po
desk-yearly_no = për bllokun
desk-noise = Zhurma
desk-noise_20 = Nga 20
desk-noise_100 = Nga 100
desk-noise_500 = Nga 500

## The coordinator's pages

desk-page_members = Anëtarët
    .meaning = Kush merr pjesë, si çfarë.
desk-country = Shteti
desk-roles = Rolet
desk-role_void = { $role } (pa fuqi: duhet të mbahet vetëm)
desk-status = Gjendja
desk-last_report = Dërgoi regjistrime së fundi
desk-last_report_none = asnjëherë
desk-last_report_how = Muaji në të cilin një institucion dërgoi së fundi regjistrime që u ruajtën, u korrigjuan ose ishin të njëjta si më parë. Dita nuk tregohet: ku regjistrimet janë të pakta, ajo do të ishte dita kur erdhi një person.
desk-members_how = Anëtarët shtohen dhe korrigjohen me `vdx members put`, dhe pezullohen me `vdx members suspend`.
desk-page_due = Çfarë pret
    .meaning = Vite pa botim, regjistrime që mbahen tepër gjatë, certifikata që skadojnë.
desk-due_reports = Shifrat vjetore
desk-due_years = Këto vite kanë mbaruar dhe nuk janë botuar përfundimisht: { $years }. Raporti i tyre vjetor pret për këtë.
desk-due_provisional = Prej tyre ka shifra të përkohshme për: { $years }.
desk-due_no_report = Çdo vit që ka mbaruar, nga i pari i botuar, është botuar përfundimisht.
desk-due_report_how = Kur institucionet i kanë dërguar regjistrimet e një viti: `vdx release propose --years VITET`.
desk-due_records = Regjistrime që mbahen tepër gjatë
desk-due_period = Lloji i regjistrimit: { $kind }. Mbahet { $months } muaj.
desk-due_no_periods = Platforma nuk ka afate ruajtjeje: [retention] në konfigurimin e saj. Askujt nuk i thuhet çfarë mbahet tepër gjatë.
desk-due_no_record = Asnjë regjistrim nuk mbahet më gjatë.
desk-due_records_how = Numrat janë rrumbullakuar lart deri te dhjetëshja. Institucionet i tërheqin këto regjistrime: `vdx records --due` i rendit.
desk-records = Regjistrime
desk-up_to = më së shumti { $count }
desk-due_certificates = Certifikatat
desk-due_own = E juaja skadon më { $day }: ditë të mbetura: { $days }.
desk-due_others = Platforma nuk i njeh certifikatat e të tjerëve para se të tregohen. `vdx pki show` i rendit ato që ka lëshuar autoriteti, `vdx doctor` tregon në kompjuterin e platformës çfarë skadon së shpejti atje.
desk-page_linkage = Lidhja e regjistrimeve
    .meaning = Sa mirë gjenden regjistrimet e një personi.
desk-linkage_text = Matur në tremujorin që filloi në { $month }, brenda çdo institucioni veç e veç, me zhurmë.
desk-linkage_missed = Çifte të një personi që nuk janë lidhur
desk-linkage_wrong = Çifte të lidhura që janë të dy personave
desk-linkage_large = Persona me shumë përshkrime
desk-linkage_contradicting = Persona, regjistrimet e të cilëve kundërshtohen
desk-linkage_aside = Vlera të lëna mënjanë sipas institucionit, sepse nuk thonë asgjë për një person
desk-linkage_too_few = tepër pak regjistrime thonë diçka për këtë
desk-linkage_not_yet = Ende nuk është matur asgjë: tepër pak regjistrime thonë diçka për ndërlidhjen (duhen rreth 250 çifte regjistrimesh të lidhura, secili me numër ose me emra dhe datë lindjeje). Pyetni sërish kur të ketë më shumë; kjo përgjigje nuk ruhet.
desk-linkage_stands = Përgjigjja vlen deri në fund të { $month }, pavarësisht se çfarë dërgohet ndërkohë.
desk-linkage_how = Ku pjesa është e lartë, institucionet kërkojnë dyfishimet e veta (`vdx linkage duplicates`) dhe i korrigjojnë emrat dhe datat te burimi.
desk-fewer_than_10 = më pak se 10
desk-at_least = së paku { $count }

## The liaison's pages

desk-page_referrals = Referimet
    .meaning = Çfarë kanë dërguar partnerët, çfarë u është dërguar atyre, dhe çfarë është e hapur në to.
desk-referrals_unverified = E PAVERIFIKUAR: kjo është fjala e platformës. Nëse një histori qëndron vërtetohet në kompjuterin tuaj, me çelësa që i keni krahasuar: `vdx referral show ID`. Mos vendosni asgjë vetëm sipas kësaj faqeje.
desk-referrals_received = Të pranuara
desk-referrals_sent = Të dërguara
desk-referrals_none = Asgjë.
desk-referrals_open = Vetëm të hapurat
desk-referrals_all = Të gjitha, edhe të mbyllurat
desk-referrals_back = Të gjitha referimet
desk-changed = Ndryshimi i fundit
desk-more = Më shumë
desk-wrong_referral = duhet të jenë 32 shifrat heksadecimale të një referimi
desk-wrong_show = duhet të jetë all, ose të mungojë
desk-sealed = Pjesa e mbyllur
desk-sealed_text = Kush është personi dhe çfarë ka ndodhur është mbyllur me çelësat tuaj, që gjenden vetëm në kompjuterin tuaj. Kjo faqe nuk mund ta hapë. Atje:
desk-sealed_erased = Përmbajtja e mbyllur është fshirë.
desk-sealed_closed = e mbyllur
desk-history = Historia
desk-hits = Kontrollet e përputhjes
desk-hits_text = Kontrollet e përputhjes nuk ofrohen këtu. Ato bëhen nga të dhënat e një personi dhe nga çelësi që e kanë të përbashkët shtetet partnere; asnjëra nuk guxon të vijë në platformë ose në shfletues. Në kompjuterin tuaj: `vdx referral check`.
desk-page_partners = Partnerët
    .meaning = Kush ka publikuar çelësa.
desk-partners_text = Këta partnerë kanë publikuar çelësa. I kujt është një çelës dihet vetëm pas një thirrjeje: `vdx referral keys list` dhe `vdx referral keys trust` në kompjuterin tuaj i tregojnë dhe i shënojnë gjurmët. Kjo faqe nuk tregon asnjë, sepse do të ishte fjala e platformës.
desk-partners_none = Ende asnjë partner nuk ka publikuar çelës.
desk-version = Versioni
desk-since = Që nga
