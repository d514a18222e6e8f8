# Reči strana za pregledač, na srpskom (ekavski), latinica: jedan red po ključu. Ostale datoteke imaju iste ključeve.

## Okvir

desk-name = Razmena podataka o žrtvama trgovine ljudima
desk-skip = Na sadržaj
desk-navigation = Strane
desk-languages = Jezici
desk-footer = Svako pitanje sa ove strane upisuje se u dnevnik revizije pod imenom iz vašeg sertifikata. Strana ne postavlja kolačiće i ne pokreće skripte.
desk-back = Na početnu stranu

## Šta stoji na putu

desk-problem_wrong = Na pitanje se ovakvo ne može odgovoriti
desk-problem_not_found = Nema takve strane
desk-problem_refused = Odbijeno
desk-problem_later = Ne sada
desk-problem_not_now = Ne u sadašnjem stanju
desk-problem_failed = Nešto nije u redu
desk-role_needed = Vaš sertifikat je za ulogu: { $own }. Strana je za: { $needed }.
desk-wrong = Ono što je traženo mora biti ovako.
desk-wrong_parameter = nije parametar ove strane; koristite veze i obrasce na strani
desk-wrong_repeated = stoji više puta u adresi
desk-wrong_number = mora biti ceo broj
desk-wrong_language = mora biti `sq`, `sr-Latn`, `sr-Cyrl` ili `en`
desk-not_found = Na ovoj adresi nema strane.
    .advice = Idite na početnu stranu i pratite veze na njoj.
desk-method = Ova strana može da se čita, i ništa drugo.
    .advice = Sve što nešto menja radi se programom `vdx`.
desk-body = Pitanje ovoj strani je samo njena adresa.
    .advice = Koristite veze i obrasce na strani.
desk-elsewhere = Ovo je u vaše ime zatražila neka druga veb-strana. Odgovor nije dat.
    .advice = Ako ste sami sledili vezu i želite da to vidite, otvorite je ovde; inače zatvorite ovu stranu.
desk-elsewhere_open = Kuda veza vodi: { $page }
desk-too_long = Adresa je preduga.
    .advice = Ograničite manje stvari odjednom, ili koristite program `vdx`.
desk-slow = Strana je trajala predugo.
    .advice = Tražite manje odjednom: manje godina ili dimenzija. Ono što je traženo pre toga stoji u dnevniku revizije.
desk-failed = Datoteka nije mogla da se napravi.
    .advice = Obavestite operatera platforme ako se to ponovi.
desk-exchange_says = Platforma kaže: { $text }

## Početna strana

desk-page_start = Početak
    .meaning = Ko ste ovde, šta se može pogledati i šta je objavljeno.
desk-nothing_to_see = Sa ulogom ovog sertifikata nema drugih strana. Ono čemu služi radi se programom vdx.
desk-who = Ko ste ovde
desk-member = Član
desk-role = Uloga
desk-person = Lice
desk-certificate_ends = Vaš sertifikat ističe
desk-certificate_soon = { $days ->
    [one] Vaš sertifikat ističe za { $days } dan. Zatražite sada novi od koordinatora.
    [few] Vaš sertifikat ističe za { $days } dana. Zatražite sada novi od koordinatora.
   *[other] Vaš sertifikat ističe za { $days } dana. Zatražite sada novi od koordinatora.
  }
desk-releases = Objave
desk-releases_text = Svaka brojka potiče iz jedne od ovih objava. Svaka je izmerena jednom, sa namernim šumom, pošto su se dva koordinatora saglasila.
desk-no_release = Još ništa nije objavljeno: nema brojki.
desk-number = Broj
desk-kind = Vrsta
desk-released = Objavljeno
desk-mind = Dobro je znati
desk-mind_log = Sve što pitate upisuje se u dnevnik revizije: ime iz vašeg sertifikata, poziv i vreme; ne i koje ste brojke videli.
desk-mind_close = Pregledač koristi vaš sertifikat sve dok se ne zatvori. Zatvorite sve njegove prozore kada odlazite od računara.
desk-mind_keys = Zapečaćeni delovi upućivanja otvaraju se samo ključevima na računaru službenika za vezu, nikada ovde.

## Datoteke i izveštaji

desk-downloads = Preuzimanja
desk-downloads_text = Isto kao datoteka:
desk-as = Kao
desk-as_xlsx = Radna sveska (`.xlsx`)
desk-as_html = Strana za štampanje (`.html`)
desk-as_csv = Redovi (`.csv`)
desk-as_csvw = Opis redova (`CSVW`)
desk-as_sdmx = `SDMX-CSV 2.0`
desk-as_sdmx_csvw = Opis za `SDMX-CSV` (`CSVW`)
desk-wrong_choice = mora biti jedno od: { $choices }
desk-page_reports = Izveštaji
    .meaning = Godišnji obrasci, popunjeni: nacionalna strategija, `Eurostat`, `UNODC` i ono što sme da se objavi.
desk-reports_text = Svaka brojka ima svoj interval od 90 %, ili je tačka sa razlogom.
desk-reports_forms = Šta su obrasci
desk-form = Obrazac
desk-form_strategy = Nacionalna strategija
    .meaning = Svi pokazatelji strategije, ko su žrtve, i jedna strana za novinare.
desk-form_public = Za javnost
    .meaning = Samo ono što sme da se objavi u medijima ili na veb-strani.
desk-form_eurostat = `Eurostat`
    .meaning = Godišnje prikupljanje podataka o trgovini ljudima, za jednu godinu.
desk-form_glotip = `UNODC`
    .meaning = Upitnik Globalnog izveštaja o trgovini ljudima: godina i tri godine pre nje.
desk-year = Godina
desk-report_language = Jezik izveštaja
desk-compare = Uporedi sa
desk-compare_hint = Ranije godine, za nacionalnu strategiju i za javnost.
desk-make_report = Napravi izveštaj
desk-wrong_year = mora biti objavljena godina
desk-wrong_compare = moraju biti objavljene godine pre godine izveštaja
desk-wrong_compare_form = važi za nacionalnu strategiju i za javnost; ostali obrasci imaju svoje godine

## Godine i pokazatelji

desk-page_years = Godine
    .meaning = Koliko je žrtava identifikovano u svakoj godini, ko su one i šta se promenilo, sa grafikonima.
desk-page_indicators = Pokazatelji
    .meaning = Svi pokazatelji nacionalne strategije za jednu godinu, upoređeni sa nekom drugom.
desk-compare_none = nijednom drugom godinom
desk-show = Prikaži

## Sopstvena tabela

desk-page_table = Vaša tabela
    .meaning = Izaberite šta se broji, po čemu i za koje godine; vidite da li je izmereno pre nego što pitate.
desk-table_text = Izaberite do četiri dimenzije; godine se broje kao jedna kada su ograničene, a nisu same dimenzija.
desk-measures = Šta se broji
desk-dimension = Dimenzija { $number }
desk-dimension_what = Dimenzija
desk-dimension_none = nijedna
desk-dimension_use = Upotreba
desk-use_by = podeli po njoj
desk-use_only = samo ograniči njome
desk-restrict = Ograniči: { $dimension }
desk-restriction = Ograničenje
desk-not_measured = nije izmereno
desk-not_this_year = ne broji se po ovoj godini: izaberite „{ $own }“
desk-not_apart = nije mereno zajedno sa „{ $other }“, iz čega sledi
desk-years_and_tier = Godine i nivo zaštite
desk-from = Od
desk-to = Do
desk-all_years = sve objavljene godine
desk-all_for_good = sve konačno objavljene godine
desk-tier_own = vaš sopstveni
desk-show_all = Prikaži i redove u kojima se ništa ne prikazuje ili ne dostiže deset
desk-look = Može li se odgovoriti?
desk-ask = Pitaj
desk-before = Pre nego što pitate
desk-before_measured = Ovo je izmereno zajedno: brojke imaju poznat šum.
desk-before_modelled = Ovo nije izmereno zajedno. Brojke se modeluju iz više tabela, kao da njihove dimenzije dalje od toga ne utiču jedna na drugu; nivoi za partnere i javnost ih ne prikazuju.
desk-before_not_measured = Na ovo se ne može odgovoriti: { $dimension } nije izmereno u svim ovim godinama.
desk-before_apart = Na ovo se ne može odgovoriti: { $dimension } sledi iz { $other }, a to dvoje nije izmereno zajedno.
desk-before_not_released = Ove godine nisu objavljene: { $years }.
desk-before_nothing = Na ovo se ne može odgovoriti: ništa od toga nije objavljeno za ove godine.
desk-before_too_many = Ovo je previše: pitanje ima najviše četiri dimenzije, a godine su jedna od njih kada su ograničene.
desk-before_too_large = Ovo je previše: odgovor bi imao više ćelija nego što sme da ima. Ograničite neku dimenziju na manje šifara.
desk-before_other_year = Na ovo se ne može odgovoriti: ono što se traži ne broji se po dimenziji „{ $other }“. Izaberite umesto nje „{ $own }“.
desk-before_no_codes = Izaberite bar jednu šifru dimenzije koja ograničava.
desk-further_measured = Može se dodati, i izmereno je zajedno s tim
desk-further_modelled = Može se dodati, i bilo bi modelovano
desk-hidden_rows = { $count ->
    [one] { $count } red u kome se ništa ne prikazuje ili ne dostiže deset nije prikazan; datoteke ga imaju.
    [few] { $count } reda u kojima se ništa ne prikazuje ili ne dostiže deset nisu prikazana; datoteke ih imaju.
   *[other] { $count } redova u kojima se ništa ne prikazuje ili ne dostiže deset nije prikazano; datoteke ih imaju.
  }
desk-more_rows = { $count ->
    [one] Još { $count } red nema mesta na strani; datoteke ga imaju.
    [few] Još { $count } reda nemaju mesta na strani; datoteke ih imaju.
   *[other] Još { $count } redova nema mesta na strani; datoteke ih imaju.
  }
desk-unused_restriction = Ranije ograničeno po: { $dimension }, što više nije izabrano: ograničenje se ne primenjuje.
desk-wrong_dimension = mora biti dimenzija onoga što se broji
desk-wrong_twice = navodi dimenziju po drugi put
desk-wrong_codes = moraju biti šifre dimenzije koje objave razlikuju
desk-wrong_years = mora biti godina od 1900 do 2199, ne pre prve
desk-wrong_year_codes = moraju biti godine bez praznine među njima, ili tabela mora biti podeljena po godinama; i ne uz Od i Do

## Karte

desk-page_maps = Karte
    .meaning = Odakle dolaze žrtve, gde su eksploatisane i u kojim regionima su identifikovane.
desk-maps = Karte
desk-maps_text = Ono što kazuju boje stoji rečima ispod svake karte i u tabelama ispod karata.
desk-maps_missing = Nije izmereno za ove godine: { $dimensions }. Sve objavljene godine zajedno možda to kazuju.
desk-extent = Deo sveta
desk-extent_europe = Evropa
desk-extent_world = Svet

## Releases

desk-page_releases = Objave
    .meaning = Šta je za koje godine izmereno, ko je to predložio i odobrio i koliko košta one koji su u tome.
desk-releases_protection = Svaka objava se meri jednom, sa namernim šumom, pošto su se dva lica saglasila. Ono što košta potrošeno je zauvek.
desk-releases_number = Broj vodi do onoga što objava meri, koliko tačno i koliko košta.
desk-releases_how = Objava se predlaže pomoću `vdx release propose`, a drugo lice je odobrava pomoću `vdx release approve`; `vdx release propose --dry` unapred kaže šta bi se merilo i koliko bi koštalo.
desk-releases_all = Sve objave
desk-release_title = Objava { $number }
desk-stage = Faza
desk-stage_proposed = predložena
desk-stage_approved = meri se
desk-stage_released = objavljena
desk-stage_replaced = zamenjena
desk-stage_lost = izgubljena pri vraćanju
desk-proposed_by = Predložio
desk-approved_by = Odobrio
desk-block = Blok godina
desk-plan = Plan
desk-exact = Objavljeno tačno, po godinama
desk-protection = Šta meri i koliko košta
desk-protection_life = Svako ima budžet od rho { $rho } za ceo život (epsilon { $epsilon } uz delta 10⁻⁶). Ono što objava potroši nikad se ne vraća.
desk-protection_block = Tabele celog bloka slede kad njegova poslednja godina bude konačno objavljena.
desk-protection_read = Šum je iskazan kao polovina 90-procentnog intervala jedne ćelije, pre nego što druge tabele pomognu. Ko ima manje šifara plaća manje, a kome ništa nije ostalo ne broji se.
desk-pays = Jedno lice plaća najviše rho { $year } za tabele jedne godine i { $block } za tabele bloka.
desk-units_victims = Žrtve, po godini prve identifikacije
desk-units_prevented = Lica kod kojih je trgovina ljudima sprečena, po godini prve identifikacije
desk-units_carried_over = Lica iz ranijih godina, ili bez zapisa o žrtvi, po godini usluge
desk-units_opened = Okrivljeni, po godini otvaranja postupka
desk-units_closed = Okrivljeni, po godini zatvaranja postupka
desk-units_cases = Slučajevi, po godini otvaranja
desk-units_referrals = Upućivanja, po godini slanja
desk-measured = Izmereno
desk-yearly = Za svaku godinu
desk-yearly_yes = da
desk-yearly_no = za blok
desk-noise = Šum
desk-noise_20 = Od 20
desk-noise_100 = Od 100
desk-noise_500 = Od 500

## The coordinator's pages

desk-page_members = Članovi
    .meaning = Ko učestvuje i u kojoj ulozi.
desk-country = Država
desk-roles = Uloge
desk-role_void = { $role } (ne važi: mora biti jedina)
desk-status = Stanje
desk-last_report = Poslednji put slala zapise
desk-last_report_none = nikada
desk-last_report_how = Mesec u kom je ustanova poslednji put slala zapise koji su sačuvani, ispravljeni ili isti kao ranije. Dan se ne kaže: gde je zapisa malo, bio bi to dan kada je neko lice došlo.
desk-members_how = Članovi se dodaju i ispravljaju pomoću `vdx members put`, a suspenduju pomoću `vdx members suspend`.
desk-page_due = Šta predstoji
    .meaning = Godine bez objave, zapisi koji se predugo čuvaju, sertifikati koji ističu.
desk-due_reports = Godišnje brojke
desk-due_years = Ove godine su prošle i nisu konačno objavljene: { $years }. Njihov godišnji izveštaj na to čeka.
desk-due_provisional = Od njih postoje privremene brojke za: { $years }.
desk-due_no_report = Svaka godina koja je prošla, od prve objavljene, konačno je objavljena.
desk-due_report_how = Kad ustanove pošalju svoje zapise za neku godinu: `vdx release propose --years GODINE`.
desk-due_records = Zapisi koji se predugo čuvaju
desk-due_period = Vrsta zapisa: { $kind }. Čuva se meseci: { $months }.
desk-due_no_periods = Platforma nema rokove čuvanja: [`retention`] u njenoj konfiguraciji. Nikome se ne kaže šta se predugo čuva.
desk-due_no_record = Nijedan zapis se ne čuva duže.
desk-due_records_how = Brojevi su zaokruženi naviše na desetice. Ustanove povlače te zapise: `vdx records --due` ih navodi.
desk-records = Zapisi
desk-up_to = najviše { $count }
desk-due_certificates = Sertifikati
desk-due_own = Vaš ističe { $day }: preostalo dana: { $days }.
desk-due_others = Platforma ne zna sertifikate drugih dok se ne pokažu. `vdx pki show` navodi one koje je telo izdalo, `vdx doctor` na računaru platforme kaže šta tamo uskoro ističe.
desk-page_linkage = Povezivanje
    .meaning = Koliko se dobro nalaze zapisi jednog lica.
desk-linkage_text = Izmereno u tromesečju koje je počelo u { $month }, u svakoj ustanovi posebno, sa šumom.
desk-linkage_missed = Parovi jednog lica koji nisu povezani
desk-linkage_wrong = Povezani parovi koji su od dva lica
desk-linkage_large = Lica sa veoma mnogo opisa
desk-linkage_contradicting = Lica čiji zapisi protivreče jedan drugom
desk-linkage_aside = Vrednosti ostavljene po strani po ustanovi, jer ništa ne govore o licu
desk-linkage_too_few = premalo zapisa nešto govori o tome
desk-linkage_not_yet = Još ništa nije izmereno: premalo zapisa nešto govori o povezivanju (potrebno je oko 250 povezanih parova zapisa, od kojih svaki ima broj ili imena i datum rođenja). Pitajte ponovo kada ih bude više; ovaj odgovor se ne čuva.
desk-linkage_stands = Odgovor važi do kraja meseca { $month }, ma šta u međuvremenu bilo poslato.
desk-linkage_how = Gde je udeo visok, ustanove traže sopstvene duplikate (`vdx linkage duplicates`) i ispravljaju imena i datume na izvoru.
desk-fewer_than_10 = manje od 10
desk-at_least = najmanje { $count }

## The liaison's pages

desk-page_referrals = Upućivanja
    .meaning = Šta su partneri poslali, šta je njima poslato i šta je u tome otvoreno.
desk-referrals_unverified = NIJE PROVERENO: ovo je reč platforme. Da li istorija stoji dokazuje se na vašem računaru, ključevima koje ste uporedili: `vdx referral show ID`. Ništa ne odlučujte samo po ovoj stranici.
desk-referrals_received = Primljeno
desk-referrals_sent = Poslato
desk-referrals_none = Ništa.
desk-referrals_open = Samo otvorena
desk-referrals_all = Sva, i zatvorena
desk-referrals_back = Sva upućivanja
desk-changed = Poslednja promena
desk-more = Još
desk-wrong_referral = mora biti 32 heksadecimalne cifre upućivanja
desk-wrong_show = mora biti `all` ili ga ne sme biti
desk-sealed = Zapečaćeni deo
desk-sealed_text = Ko je lice i šta se dogodilo zapečaćeno je vašim ključevima, koji su samo na vašem računaru. Ova stranica to ne može da otvori. Tamo:
desk-sealed_erased = Zapečaćeni sadržaj je obrisan.
desk-sealed_closed = zapečaćeno
desk-history = Istorija
desk-hits = Provere pogotka
desk-hits_text = Provere pogotka se ovde ne nude. Prave se od podataka o licu i od ključa koji dele zemlje partneri; ni jedno ni drugo ne sme doći na platformu ni u pregledač. Na vašem računaru: `vdx referral check`.
desk-page_partners = Partneri
    .meaning = Ko je objavio ključeve.
desk-partners_text = Ovi partneri su objavili ključeve. Čiji je ključ zna se tek posle poziva: `vdx referral keys list` i `vdx referral keys trust` na vašem računaru pokazuju i beleže otiske. Ova stranica ne pokazuje nijedan, jer bi to bila reč platforme.
desk-partners_none = Nijedan partner još nije objavio ključ.
desk-version = Verzija
desk-since = Od
