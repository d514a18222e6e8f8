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
desk-wrong = Ajo që u kërkua duhet të jetë si më poshtë.
desk-wrong_parameter = nuk është parametër i kësaj faqeje; përdorni lidhjet dhe formularët e faqes
desk-wrong_number = duhet të jetë numër i plotë
desk-wrong_language = duhet të jetë sq, sr-Latn, sr-Cyrl ose en
desk-not_found = Në këtë adresë nuk ka faqe.
    .advice = Shkoni te faqja fillestare dhe ndiqni lidhjet atje.
desk-method = Kjo faqe mund të lexohet, dhe asgjë tjetër.
    .advice = Çdo ndryshim bëhet me programin `vdx`.
desk-body = Pyetja për këtë faqe është vetëm adresa e saj.
    .advice = Përdorni lidhjet dhe formularët e faqes.
desk-elsewhere = Një faqe tjetër e uebit e kërkoi këtë në emrin tuaj. Nuk iu dha përgjigje.
    .advice = Nëse doni ta shihni, hapni faqen fillestare dhe ndiqni lidhjet atje.
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
desk-mind_keys = Pjesët e vulosura të referimeve hapen vetëm me çelësat në kompjuterin e zyrtarit ndërlidhës, kurrë këtu.

## Skedarët dhe raportet

desk-downloads = Shkarkime
desk-downloads_text = E njëjta si skedar:
desk-as = Si
desk-as_xlsx = Fletë pune (.xlsx)
desk-as_html = Faqe për shtyp (.html)
desk-as_csv = Rreshta (.csv)
desk-as_csvw = Përshkrimi i rreshtave (CSVW)
desk-as_sdmx = SDMX-CSV 2.0
desk-as_sdmx_csvw = Përshkrimi i SDMX-CSV (CSVW)
desk-wrong_code = duhet të jetë njëra nga: { $codes }
desk-page_reports = Raportet
    .meaning = Formularët vjetorë të plotësuar: strategjia kombëtare, Eurostat, UNODC dhe ajo që mund të botohet.
desk-reports_text = Çdo shifër ka intervalin e saj 90 %, ose është pikë me arsyen e saj.
desk-reports_forms = Çfarë janë formularët
desk-form = Formulari
desk-form_strategy = Strategjia kombëtare
    .meaning = Të gjithë treguesit e strategjisë, kush janë viktimat dhe një faqe për shtypin.
desk-form_public = Për publikun
    .meaning = Vetëm ajo që mund të shtypet ose të vihet në një faqe uebi.
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
desk-not_measured = nuk është matur
desk-years_and_tier = Vitet dhe niveli i mbrojtjes
desk-from = Prej
desk-to = Deri
desk-all_years = të gjitha vitet e botuara
desk-tier_own = niveli juaj
desk-show_all = Shfaq edhe rreshtat ku asgjë nuk arrin dhjetë
desk-look = A mund t’i përgjigjemi?
desk-ask = Pyet
desk-before = Para se të pyetni
desk-before_measured = Kjo është matur së bashku: shifrat kanë zhurmë të njohur.
desk-before_modelled = Kjo nuk është matur së bashku. Shifrat modelohen nga disa tabela, sikur dimensionet e tyre të mos ndikonin më tej te njëra-tjetra; nivelet për partnerët dhe publikun nuk i tregojnë.
desk-before_not_measured = Kësaj nuk mund t’i përgjigjemi: { $dimension } nuk është matur në të gjitha këto vite.
desk-before_not_released = Këto vite nuk janë botuar: { $years }.
desk-before_nothing = Kësaj nuk mund t’i përgjigjemi: asgjë e saj nuk është botuar për këto vite.
desk-before_too_many = Kjo është tepër: një pyetje ka më së shumti katër dimensione, dhe vitet janë një prej tyre kur kufizohen.
desk-before_no_codes = Zgjidhni së paku një kod të dimensionit që kufizon.
desk-further_measured = Mund të shtohet, dhe është matur bashkë me të
desk-further_modelled = Mund të shtohet, dhe do të modelohej
desk-hidden_rows = { $count ->
    [one] { $count } rresht ku asgjë nuk arrin dhjetë nuk shfaqet; skedarët e kanë.
   *[other] { $count } rreshta ku asgjë nuk arrin dhjetë nuk shfaqen; skedarët i kanë.
  }
desk-more_rows = { $count ->
    [one] { $count } rresht tjetër nuk ka vend në faqe; skedarët e kanë.
   *[other] { $count } rreshta të tjerë nuk kanë vend në faqe; skedarët i kanë.
  }
desk-wrong_dimension = duhet të jetë dimension i asaj që numërohet
desk-wrong_twice = përmend një dimension për herë të dytë
desk-wrong_codes = duhet të jenë kode të dimensionit që botimet i dallojnë
desk-wrong_years = duhet të jetë vit nga 1900 deri në 2199, jo para të parit

## Hartat

desk-page_maps = Hartat
    .meaning = Prej nga vijnë viktimat, ku u shfrytëzuan dhe në cilat rajone u identifikuan.
desk-maps = Hartat
desk-maps_text = Ajo që thonë ngjyrat qëndron me fjalë poshtë çdo harte dhe në tabelat nën hartat.
desk-maps_missing = Nuk është matur për këto vite: { $dimensions }. Të gjitha vitet e botuara së bashku mund ta tregojnë.
desk-extent = Pjesa e botës
desk-extent_europe = Evropa
desk-extent_world = Bota
