# Words of everything that people read, in Serbian (ekavian), Latin script. `sr-Cyrl.ftl` is made of
# this file: `cargo test -p vdx-pseudonym words -- --ignored` writes it anew.

## Codes

code-not_reported = nije prijavljeno
    .meaning = Ništa nije prijavljeno. To ne znači ni ne, ni nepoznato.
code-multiple = više šifara
    .meaning = Prijavljeno je više šifara tamo gde se računa samo jedna.
code-other_country = druge zemlje
    .meaning = Zemlje koje objava podataka ne razlikuje.

list-yes_no = da ili ne
code-yes_no-yes = da
    .meaning = Tako je.
code-yes_no-no = ne
    .meaning = Nije tako.
code-yes_no-unknown = nepoznato
    .meaning = Pitano je, ali niko ne zna. To nije isto što i ne.

list-trafficking_status = ishod identifikacije
code-trafficking_status-possible_victim = moguća žrtva
    .meaning = Postoje pokazatelji da je lice bilo predmet trgovine ljudima, a identifikacija nije završena.
code-trafficking_status-actual_victim = identifikovana žrtva
    .meaning = Lice je zvanično identifikovano kao žrtva trgovine ljudima.
code-trafficking_status-not_a_victim = nije žrtva
    .meaning = Identifikacijom je utvrđeno da lice nije žrtva trgovine ljudima.
code-trafficking_status-at_risk_prevented = u riziku, trgovina sprečena
    .meaning = Lice je bilo u riziku, a trgovina ljudima je sprečena pre nego što je počela.

list-status_decided_by = ko je odlučio o statusu
code-status_decided_by-police = policija
    .meaning = Odlučila je policija.
code-status_decided_by-ngo = nevladina organizacija
    .meaning = Odlučila je nevladina organizacija.
code-status_decided_by-court_or_prosecution = sud ili tužilaštvo
    .meaning = Odlučio je sud ili tužilaštvo.
code-status_decided_by-non_police_government = drugi državni organ
    .meaning = Odlučio je državni organ van policije, kao što je centar za socijalni rad.
code-status_decided_by-other = neko drugi
    .meaning = Odlučio je neko ko nije ni u jednoj drugoj grupi.

list-gender = rod
code-gender-feminine = devojčica ili žena
    .meaning = Rod lica zabeležen je kao ženski.
code-gender-masculine = dečak ili muškarac
    .meaning = Rod lica zabeležen je kao muški.
code-gender-transgender_feminine = transrodno lice, ženski rod
    .meaning = Lice je transrodno, a rod je zabeležen kao ženski.
code-gender-transgender_masculine = transrodno lice, muški rod
    .meaning = Lice je transrodno, a rod je zabeležen kao muški.
code-gender-non_conforming = rodno nekonformno lice
    .meaning = Rod lica nije zabeležen ni kao ženski ni kao muški.
code-gender-unknown = rod nepoznat
    .meaning = Rod je tražen, ali nije poznat.

list-age_band = uzrast u vreme identifikacije
code-age_band-from_0_to_8 = dete od 0 do 8 godina
    .meaning = Devojčica ili dečak do 8 godina u vreme identifikacije.
code-age_band-from_9_to_17 = dete od 9 do 17 godina
    .meaning = Devojčica ili dečak od 9 do 17 godina u vreme identifikacije.
code-age_band-from_18_to_20 = od 18 do 20 godina
    .meaning = Žena ili muškarac od 18 do 20 godina u vreme identifikacije.
code-age_band-from_21_to_23 = od 21 do 23 godine
    .meaning = Žena ili muškarac od 21 do 23 godine u vreme identifikacije.
code-age_band-from_24_to_26 = od 24 do 26 godina
    .meaning = Žena ili muškarac od 24 do 26 godina u vreme identifikacije.
code-age_band-from_27_to_29 = od 27 do 29 godina
    .meaning = Žena ili muškarac od 27 do 29 godina u vreme identifikacije.
code-age_band-from_30_to_38 = od 30 do 38 godina
    .meaning = Žena ili muškarac od 30 do 38 godina u vreme identifikacije.
code-age_band-from_39_to_47 = od 39 do 47 godina
    .meaning = Žena ili muškarac od 39 do 47 godina u vreme identifikacije.
code-age_band-from_48 = 48 godina i više
    .meaning = Žena ili muškarac od 48 ili više godina u vreme identifikacije.
code-age_band-unknown = uzrast nepoznat
    .meaning = Uzrast je tražen, ali nije poznat.

list-majority = punoletstvo u vreme eksploatacije
code-majority-adult = odraslo lice
    .meaning = Lice je imalo 18 ili više godina kada je eksploatisano.
code-majority-minor = dete
    .meaning = Lice je imalo manje od 18 godina kada je eksploatisano.
code-majority-unknown = nepoznato
    .meaning = Nije poznato da li je lice bilo punoletno kada je eksploatisano.

list-trafficking_form = prelazak granice
code-trafficking_form-internal = unutar zemlje
    .meaning = Nijedna granica nije pređena.
code-trafficking_form-cross_border = prekogranična
    .meaning = Pređena je državna granica.
code-trafficking_form-both = oba oblika
    .meaning = Trgovina se odvijala i unutar zemlje i preko granice.
code-trafficking_form-unknown = nepoznato
    .meaning = Nije poznato da li je granica pređena.

list-duration_band = trajanje trgovine ljudima
code-duration_band-less_than_1_year = kraće od 1 godine
    .meaning = Trgovina je trajala manje od godinu dana.
code-duration_band-from_1_to_2_years = od 1 do 2 godine
    .meaning = Trgovina je trajala od jedne do dve godine.
code-duration_band-more_than_2_years = duže od 2 godine
    .meaning = Trgovina je trajala više od dve godine.
code-duration_band-unknown = nepoznato
    .meaning = Nije poznato koliko je trgovina trajala.

list-recruitment_method = način vrbovanja
code-recruitment_method-place_of_business = poslovni prostor
    .meaning = Vrbovanje u prodavnici, lokalu, agenciji ili drugom poslovnom prostoru.
code-recruitment_method-educational_institution = škola ili fakultet
    .meaning = Vrbovanje u školi, na fakultetu ili u drugoj obrazovnoj ustanovi.
code-recruitment_method-work = radno mesto
    .meaning = Vrbovanje na radnom mestu.
code-recruitment_method-online_social_network = društvena mreža na internetu
    .meaning = Vrbovanje putem društvene mreže ili ćaskanja na internetu.
code-recruitment_method-online_advert = oglas na internetu
    .meaning = Vrbovanje putem oglasa na internetu.
code-recruitment_method-television_advert = oglas na televiziji
    .meaning = Vrbovanje putem oglasa na televiziji.
code-recruitment_method-newspaper_advert = oglas u novinama
    .meaning = Vrbovanje putem oglasa u novinama.
code-recruitment_method-family = porodica
    .meaning = Vrbovanje preko porodice.
code-recruitment_method-friends = prijatelji
    .meaning = Vrbovanje preko prijatelja.
code-recruitment_method-other = drugi način
    .meaning = Vrbovanje na način koji nije na ovoj listi.

list-control_method = sredstva kontrole
code-control_method-physical_threats = pretnje nasiljem
    .meaning = Licu je prećeno fizičkim nasiljem.
code-control_method-threats_law_enforcement = pretnje prijavom organima
    .meaning = Licu je prećeno prijavom policiji ili drugim organima.
code-control_method-threatens_family = pretnje porodici
    .meaning = Prećeno je povredom porodice ili drugih bliskih osoba.
code-control_method-debt_bondage = dužničko ropstvo
    .meaning = Dug, stvaran ili navodan, vezivao je lice za eksploatatore.
code-control_method-false_promises = lažna obećanja
    .meaning = Lice je zadržavano neiskrenim obećanjima.
code-control_method-physical_abuse = fizičko nasilje
    .meaning = Nad licem je vršeno fizičko nasilje.
code-control_method-sexual_abuse = seksualno nasilje
    .meaning = Nad licem je vršeno seksualno nasilje kao sredstvo kontrole.
code-control_method-takes_earnings = oduzimanje zarade
    .meaning = Drugi su licu oduzimali zaradu.
code-control_method-restricts_finances = ograničen pristup novcu
    .meaning = Drugi su odlučivali o novcu lica.
code-control_method-restricts_medical_care = uskraćivanje lečenja
    .meaning = Licu je uskraćivana medicinska nega.
code-control_method-withholds_necessities = uskraćivanje osnovnih potreba
    .meaning = Uskraćivani su hrana, voda, san ili druge osnovne potrebe.
code-control_method-psychological_abuse = psihičko nasilje
    .meaning = Lice je ponižavano, izolovano ili izloženo pritisku.
code-control_method-psychoactive_substances = droga ili alkohol
    .meaning = Lice je kontrolisano drogom, lekovima ili alkoholom.
code-control_method-excessive_hours = prekomerno radno vreme
    .meaning = Lice je moralo da radi predugo.
code-control_method-withholds_documents = oduzimanje dokumenata
    .meaning = Licu su oduzeti pasoš, lična karta ili druga dokumenta.
code-control_method-restricts_movement = ograničeno kretanje
    .meaning = Lice nije moglo da ide kuda želi.
code-control_method-uses_children = pritisak preko dece
    .meaning = Deca lica su zadržavana ili im je prećeno.
code-control_method-other = drugo sredstvo
    .meaning = Kontrola sredstvom koje nije na ovoj listi.

list-exploitation_type = vrsta eksploatacije
code-exploitation_type-forced_labour = prinudni rad
    .meaning = Rad ili usluge pod pretnjom, na koje lice nije slobodno pristalo.
code-exploitation_type-sexual_exploitation = seksualna eksploatacija
    .meaning = Eksploatacija prostitucije drugih ili drugi oblici seksualne eksploatacije.
code-exploitation_type-child_labour = dečji rad
    .meaning = Rad deteta koji mu šteti ili ga odvaja od škole.
code-exploitation_type-forced_marriage = prinudni brak
    .meaning = Brak na koji lice nije slobodno pristalo.
code-exploitation_type-servitude = servitut
    .meaning = Lice je moralo da živi kod drugih i da im služi bez izlaza, na primer u domaćinstvu.
code-exploitation_type-forced_military = prinudna oružana služba
    .meaning = Lice je prinuđeno da služi u oružanoj sili ili grupi.
code-exploitation_type-organ_removal = uklanjanje organa
    .meaning = Organi ili tkiva su uklonjeni ili je trebalo da budu uklonjeni.
code-exploitation_type-forced_begging = prinudno prosjačenje
    .meaning = Lice je prinuđeno da prosi za druge.
code-exploitation_type-forced_adoption = nezakonito usvojenje
    .meaning = Dete je radi koristi dato drugima protivno pravilima o usvojenju.
code-exploitation_type-surrogacy = eksploatativno surogat materinstvo
    .meaning = Lice je navedeno da rodi dete za druge.
code-exploitation_type-forced_criminality = prinudno vršenje krivičnih dela
    .meaning = Lice je prinuđeno da vrši krivična dela za druge.
code-exploitation_type-other = druga vrsta
    .meaning = Eksploatacija koja nije na ovoj listi.

list-labour_sector = sektor radne eksploatacije
code-labour_sector-a_agriculture_forestry_fishing = poljoprivreda, šumarstvo, ribarstvo
    .meaning = Sektor A po ISIC: poljoprivreda, rad u šumi, ribolov i uzgoj ribe.
code-labour_sector-b_mining = rudarstvo
    .meaning = Sektor B po ISIC: rudnici i kamenolomi.
code-labour_sector-c_manufacturing = prerađivačka industrija
    .meaning = Sektor C po ISIC: proizvodnja robe u fabrikama i radionicama.
code-labour_sector-d_electricity_gas = električna energija i gas
    .meaning = Sektor D po ISIC: snabdevanje električnom energijom, gasom, parom i klimatizacija.
code-labour_sector-e_water_waste = voda i otpad
    .meaning = Sektor E po ISIC: snabdevanje vodom, otpadne vode i otpad.
code-labour_sector-f_construction = građevinarstvo
    .meaning = Sektor F po ISIC: gradnja kuća, puteva i drugih objekata.
code-labour_sector-g_trade_repair = trgovina i popravka
    .meaning = Sektor G po ISIC: trgovina na veliko i malo, popravka vozila.
code-labour_sector-h_transport_storage = saobraćaj i skladištenje
    .meaning = Sektor H po ISIC: prevoz ljudi i robe, skladištenje, pošta.
code-labour_sector-i_accommodation_food = hoteli i restorani
    .meaning = Sektor I po ISIC: smeštaj, restorani, lokali.
code-labour_sector-j_information_communication = informisanje i komunikacije
    .meaning = Sektor J po ISIC: izdavaštvo, emitovanje, telekomunikacije, softver.
code-labour_sector-k_finance_insurance = finansije i osiguranje
    .meaning = Sektor K po ISIC: banke, osiguranje i druge finansijske usluge.
code-labour_sector-l_real_estate = nekretnine
    .meaning = Sektor L po ISIC: izdavanje, prodaja i upravljanje nekretninama.
code-labour_sector-m_professional_scientific = stručne i naučne delatnosti
    .meaning = Sektor M po ISIC: stručne, naučne i tehničke delatnosti.
code-labour_sector-n_administrative_support = čišćenje, obezbeđenje i podrška
    .meaning = Sektor N po ISIC: agencije za zapošljavanje, čišćenje, obezbeđenje i druga podrška poslovanju.
code-labour_sector-o_public_administration = državna uprava i odbrana
    .meaning = Sektor O po ISIC: državna uprava, odbrana, socijalno osiguranje.
code-labour_sector-p_education = obrazovanje
    .meaning = Sektor P po ISIC: obrazovanje na svim nivoima.
code-labour_sector-q_health_social_work = zdravstvo i socijalni rad
    .meaning = Sektor Q po ISIC: zdravstvena zaštita, domovi i socijalni rad.
code-labour_sector-r_arts_entertainment = umetnost, zabava, sport
    .meaning = Sektor R po ISIC: umetnost, zabava, sport, igre na sreću.
code-labour_sector-s_other_services = ostale usluge
    .meaning = Sektor S po ISIC: popravka predmeta, frizerske usluge, pranje i druge lične usluge.
code-labour_sector-t_households = rad u domaćinstvu
    .meaning = Sektor T po ISIC: kućni rad za privatna domaćinstva.
code-labour_sector-u_extraterritorial = međunarodna tela
    .meaning = Sektor U po ISIC: ambasade i međunarodne organizacije.
code-labour_sector-unknown = sektor nepoznat
    .meaning = Sektor je tražen, ali nije poznat.

list-sexual_exploitation_form = oblik seksualne eksploatacije
code-sexual_exploitation_form-prostitution = prostitucija
    .meaning = Drugi su ostvarivali dobit od prostitucije lica.
code-sexual_exploitation_form-pornography = pornografija
    .meaning = Lice je eksploatisano za fotografije ili snimke.
code-sexual_exploitation_form-remote_interactive = uživo na daljinu
    .meaning = Lice je eksploatisano uživo, na daljinu, putem interneta ili telefona.
code-sexual_exploitation_form-private_services = privatne seksualne usluge
    .meaning = Lice je držano radi seksualnog iskorišćavanja od strane jedne ili nekoliko osoba.

list-recruiter_relation = odnos sa vrbovaocem
code-recruiter_relation-intimate_partner = intimni partner
    .meaning = Vrbovalac je bio partner lica.
code-recruiter_relation-family = član porodice
    .meaning = Vrbovalac je bio iz porodice lica.
code-recruiter_relation-friend = prijatelj
    .meaning = Vrbovalac je bio prijatelj lica.
code-recruiter_relation-acquaintance = poznanik
    .meaning = Lice je poznavalo vrbovaoca, ali ne dobro.
code-recruiter_relation-stranger = nepoznata osoba
    .meaning = Lice ranije nije poznavalo vrbovaoca.
code-recruiter_relation-other = drugi odnos
    .meaning = Vrbovalac je neko ko nije na ovoj listi.

list-trafficking_act = radnja iz Palermskog protokola
code-trafficking_act-recruitment = vrbovanje
    .meaning = Lice je vrbovano radi eksploatacije.
code-trafficking_act-transportation = prevoženje
    .meaning = Lice je prevezeno sa jednog mesta na drugo.
code-trafficking_act-transfer = prebacivanje
    .meaning = Lice je predato drugima.
code-trafficking_act-harbouring = skrivanje
    .meaning = Lice je smešteno ili skrivano radi eksploatacije.
code-trafficking_act-receipt = primanje
    .meaning = Lice je preuzeto od drugih.

list-trafficking_means = sredstvo iz Palermskog protokola
code-trafficking_means-force_or_threat = sila ili pretnja
    .meaning = Upotrebljena je sila ili je njome prećeno.
code-trafficking_means-other_coercion = drugi oblik prinude
    .meaning = Lice je prinuđeno na drugi način.
code-trafficking_means-abduction = otmica
    .meaning = Lice je oteto.
code-trafficking_means-fraud = prevara
    .meaning = Lice je prevareno.
code-trafficking_means-deception = obmana
    .meaning = Lice je dovedeno u zabludu o onome što ga čeka.
code-trafficking_means-abuse_of_power = zloupotreba moći
    .meaning = Zloupotrebljena je moć nad licem.
code-trafficking_means-abuse_of_vulnerability = zloupotreba teškog položaja
    .meaning = Zloupotrebljeni su nevolja ili težak položaj lica.
code-trafficking_means-payments_or_benefits = novac ili druga korist
    .meaning = Dati su novac ili korist nekome ko ima kontrolu nad licem.

list-service = usluga pomoći
code-service-shelter = sklonište
    .meaning = Mesto u skloništu za žrtve.
code-service-medical = medicinska pomoć
    .meaning = Pregled, lečenje ili lekovi.
code-service-psychosocial = psihosocijalna pomoć
    .meaning = Savetovanje i druga psihološka i socijalna podrška.
code-service-legal_aid = pravna pomoć
    .meaning = Savetovanje i zastupanje pred organima i sudovima.
code-service-education = obrazovanje
    .meaning = Pohađanje škole ili nadoknada propuštenog školovanja.
code-service-vocational_training = stručno osposobljavanje
    .meaning = Obuka za zanimanje.
code-service-employment = zapošljavanje
    .meaning = Pomoć u pronalaženju posla ili nađen posao.
code-service-micro_enterprise = mikropreduzeće
    .meaning = Novac, oprema ili savet za sopstveni mali posao.
code-service-independent_housing = samostalno stanovanje
    .meaning = Stan u kome lice živi samostalno.
code-service-semi_independent_housing = polusamostalno stanovanje
    .meaning = Stan u kome lice živi uz izvesnu podršku.
code-service-family_reintegration = reintegracija u porodicu
    .meaning = Lice se vraća u porodicu, uz podršku.
code-service-family_counselling = porodično savetovanje
    .meaning = Savetovanje porodice kao celine.
code-service-voluntary_return = dobrovoljni povratak
    .meaning = Lice se svojom voljom vraća u zemlju porekla, uz podršku.
code-service-third_country_resettlement = preseljenje u treću zemlju
    .meaning = Lice se zbrinjava u trećoj zemlji.
code-service-compensation = naknada štete
    .meaning = Pomoć u ostvarivanju naknade štete ili njena isplata.
code-service-witness_protection = zaštita svedoka
    .meaning = Zaštita lica koje svedoči.
code-service-information_on_rights = informisanje o pravima
    .meaning = Lice je obavešteno o pravima i o naknadi štete.

list-assistance_status = stanje usluge
code-assistance_status-offered = ponuđena
    .meaning = Usluga je ponuđena; odgovor još nije poznat.
code-assistance_status-declined = odbijena od strane lica
    .meaning = Lice nije želelo uslugu.
code-assistance_status-referred = upućena pružaocu
    .meaning = Lice je upućeno nekome ko pruža uslugu.
code-assistance_status-provided = pruža se
    .meaning = Usluga se pruža.
code-assistance_status-already_received = već primljena drugde
    .meaning = Lice uslugu već dobija od nekog drugog.
code-assistance_status-unavailable = nije dostupna
    .meaning = Niko nije mogao da pruži uslugu.
code-assistance_status-completed = završena
    .meaning = Usluga je pružena i okončana.

list-beneficiary = ko je primio uslugu
code-beneficiary-victim = žrtva
    .meaning = Usluga je namenjena žrtvi.
code-beneficiary-family = porodica
    .meaning = Usluga je namenjena porodici žrtve.

list-provider_type = vrsta pružaoca
code-provider_type-government = javni organ
    .meaning = Uslugu pruža državni ili opštinski organ.
code-provider_type-ngo = nevladina organizacija
    .meaning = Uslugu pruža nevladina organizacija.
code-provider_type-international_organization = međunarodna organizacija
    .meaning = Uslugu pruža međunarodna organizacija.
code-provider_type-private = privatni pružalac
    .meaning = Uslugu pruža privatno lice ili preduzeće.
code-provider_type-other = drugi pružalac
    .meaning = Pružalac koji nije na ovoj listi.

list-proceeding_stage = faza postupka
code-proceeding_stage-police = policija
    .meaning = Policija sprovodi istragu.
code-proceeding_stage-prosecution = tužilaštvo
    .meaning = Predmet je u tužilaštvu.
code-proceeding_stage-first_instance = prvostepeni sud
    .meaning = Predmet je pred prvostepenim sudom ili je pred njim presuđen.
code-proceeding_stage-appeal = žalbeni postupak
    .meaning = Predmet je pred žalbenim sudom ili je pred njim presuđen.
code-proceeding_stage-final = pravosnažno
    .meaning = Redovna žalba više nije moguća.

list-proceeding_outcome = ishod postupka
code-proceeding_outcome-ongoing = u toku
    .meaning = Postupak traje.
code-proceeding_outcome-convicted = osuđujuća presuda
    .meaning = Okrivljeni je oglašen krivim.
code-proceeding_outcome-acquitted = oslobađajuća presuda
    .meaning = Okrivljeni je oslobođen optužbe.
code-proceeding_outcome-dismissed = odbačeno ili obustavljeno
    .meaning = Postupak je okončan bez odluke o krivici.
code-proceeding_outcome-prevented = trgovina sprečena
    .meaning = Trgovina ljudima je sprečena pre nego što je počela.

list-offence = krivično delo
code-offence-trafficking = trgovina ljudima
    .meaning = Krivično delo je trgovina ljudima.
code-offence-related = srodno krivično delo
    .meaning = Krivično delo je drugo, povezano sa trgovinom ljudima, kao što je podvođenje.

list-handled_by = ko je obradio predmet
code-handled_by-police = policija
    .meaning = Predmet je prijavila policija.
code-handled_by-prosecution = tužilaštvo
    .meaning = Predmet je prijavilo tužilaštvo.
code-handled_by-court = sud
    .meaning = Predmet je prijavio sud.

list-sentence_band = meseci zatvora
code-sentence_band-under_12 = manje od 1 godine
    .meaning = Manje od 12 meseci zatvora.
code-sentence_band-from_12_to_35 = od 1 do ispod 3 godine
    .meaning = Od 12 do 35 meseci zatvora.
code-sentence_band-from_36_to_59 = od 3 do ispod 5 godina
    .meaning = Od 36 do 59 meseci zatvora.
code-sentence_band-from_60_to_83 = od 5 do ispod 7 godina
    .meaning = Od 60 do 83 meseca zatvora.
code-sentence_band-from_84_to_119 = od 7 do ispod 10 godina
    .meaning = Od 84 do 119 meseci zatvora.
code-sentence_band-from_120 = 10 godina i više
    .meaning = 120 meseci zatvora ili više.

list-court_days_band = dani na sudu
code-court_days_band-under_90 = manje od 90 dana
    .meaning = Predmet je na sudu trajao manje od 90 dana.
code-court_days_band-from_90_to_179 = od 90 do 179 dana
    .meaning = Predmet je na sudu trajao od 90 do 179 dana.
code-court_days_band-from_180_to_364 = od 180 do 364 dana
    .meaning = Predmet je na sudu trajao od 180 do 364 dana.
code-court_days_band-from_365_to_729 = od 1 do ispod 2 godine
    .meaning = Predmet je na sudu trajao od 365 do 729 dana.
code-court_days_band-from_730 = 2 godine i više
    .meaning = Predmet je na sudu trajao 730 dana ili više.

list-record_kind = vrsta zapisa
code-record_kind-victim = žrtva
    .meaning = Jedno lice u jednoj epizodi trgovine ljudima, kako ga poznaje jedna ustanova.
code-record_kind-assistance = pomoć
    .meaning = Jedna usluga ponuđena ili pružena jednom licu.
code-record_kind-proceeding = postupak
    .meaning = Jedan predmet protiv jednog okrivljenog za jedno krivično delo.

list-key_scope = vrsta ključa ustanova
code-key_scope-national = nacionalni ključ
    .meaning = Povezuje zapise unutar zemlje.
code-key_scope-transnational = transnacionalni ključ
    .meaning = Deli se sa partnerskim zemljama, za provere pogotka i za zajedničko čvorište.

list-role = uloga člana
code-role-institution = ustanova
    .meaning = Dostavlja sopstvene zapise.
code-role-analyst = analitičar
    .meaning = Traži statističke podatke.
code-role-liaison = službenik za vezu
    .meaning = Razmenjuje upućivanja i provere pogotka sa partnerskim zemljama.
code-role-coordinator = koordinator
    .meaning = Prima članove i odobrava objavu podataka.
code-role-auditor = revizor
    .meaning = Čita i proverava dnevnik svih poziva.

list-member_status = stanje člana
code-member_status-active = aktivan
    .meaning = Član ima pristup.
code-member_status-suspended = suspendovan
    .meaning = Član nema pristup dok ga koordinator ponovo ne dozvoli.

## Codes of referrals

list-referral_type = šta se traži
code-referral_type-identification_assistance = pomoć pri identifikaciji
    .meaning = Pomoć da se identifikuje pretpostavljena žrtva.
code-referral_type-protection_and_shelter = zaštita i smeštaj
    .meaning = Bezbedno mesto i zaštita.
code-referral_type-medical = medicinska pomoć
    .meaning = Pregled ili lečenje.
code-referral_type-legal = pravna pomoć
    .meaning = Savetovanje i zastupanje.
code-referral_type-risk_assessment = procena rizika pre povratka
    .meaning = Da se utvrdi da li bi povratak bio bezbedan.
code-referral_type-voluntary_return = dobrovoljni povratak
    .meaning = Povratak svojom voljom, pripremljen sa obe strane.
code-referral_type-reintegration = reintegracija nakon povratka
    .meaning = Podrška nakon što se lice vratilo.
code-referral_type-family_tracing = traženje porodice
    .meaning = Da se pronađu članovi porodice lica.
code-referral_type-witness_protection = zaštita svedoka
    .meaning = Zaštita svedoka ili preseljenje u treću zemlju.
code-referral_type-joint_investigation = zajednička istraga
    .meaning = Organi obe zemlje zajedno istražuju.
code-referral_type-information_request = zahtev za informacije
    .meaning = Pitanje o licu, takođe nakon pogotka.

list-referral_stage = faza pomoći
code-referral_stage-identification = identifikacija
    .meaning = Lice se identifikuje.
code-referral_stage-first_assistance = prva pomoć i zaštita
    .meaning = Prva pomoć nakon identifikacije.
code-referral_stage-long_term_assistance = dugoročna pomoć
    .meaning = Dugoročna pomoć i socijalno uključivanje.
code-referral_stage-return_and_inclusion = povratak i uključivanje
    .meaning = Povratak i socijalno uključivanje.
code-referral_stage-proceedings = sudski postupci
    .meaning = Krivični i građanski postupci.

list-referral_status = stanje upućivanja
code-referral_status-draft = nacrt
    .meaning = Pripremljeno; vidi ga samo pošiljalac.
code-referral_status-sent = poslato
    .meaning = Poslato; primalac ga još nije pogledao.
code-referral_status-received = primljeno
    .meaning = Primalac je video njegov otvoreni deo.
code-referral_status-information_requested = traže se dodatne informacije
    .meaning = Primalac je tražio još podataka pre nego što odluči.
code-referral_status-accepted = prihvaćeno
    .meaning = Primalac ga je prihvatio i može da otvori zapečaćeni deo.
code-referral_status-in_progress = u radu
    .meaning = Primalac radi na njemu.
code-referral_status-completed = završeno
    .meaning = Posao je obavljen.
code-referral_status-declined = odbijeno
    .meaning = Primalac ga je odbio; zapečaćeni deo je izbrisan nepročitan.
code-referral_status-withdrawn = povučeno
    .meaning = Pošiljalac ga je povukao; zapečaćeni sadržaj je izbrisan.
code-referral_status-consent_withdrawn = saglasnost povučena
    .meaning = Žrtva je povukla saglasnost; zapečaćeni sadržaj je izbrisan.
code-referral_status-expired = isteklo
    .meaning = Rok je prošao; zapečaćeni sadržaj je izbrisan.

list-referral_action = korak sa upućivanjem
code-referral_action-create = napravljen nacrt
    .meaning = Pravi nacrt.
code-referral_action-send = poslato
    .meaning = Šalje nacrt, uz rok za odluku.
code-referral_action-receive = potvrđen prijem
    .meaning = Potvrđuje da je stiglo.
code-referral_action-request_information = traženo još podataka
    .meaning = Traži još podataka pre odluke; pitanje je zapečaćeno.
code-referral_action-provide_information = odgovoreno
    .meaning = Odgovara na takvo pitanje; odgovor je zapečaćen.
code-referral_action-accept = prihvaćeno
    .meaning = Prihvata, uz rok za završetak.
code-referral_action-decline = odbijeno
    .meaning = Odbija, uz razlog.
code-referral_action-start = započet rad
    .meaning = Počinje rad.
code-referral_action-extend = produžen rok
    .meaning = Određuje kasniji rok za završetak.
code-referral_action-complete = završeno
    .meaning = Završava ga.
code-referral_action-withdraw = povučeno
    .meaning = Povlači ga.
code-referral_action-withdraw_consent = zabeležen opoziv saglasnosti
    .meaning = Beleži da je žrtva povukla saglasnost.
code-referral_action-message = napisana poruka
    .meaning = Dodaje zapečaćenu poruku.
code-referral_action-expire = istekao rok
    .meaning = Rok je prošao. Ovaj korak čini samo platforma za razmenu.

list-decline_reason = razlog odbijanja
code-decline_reason-outside_mandate = nadležan je drugi organ
    .meaning = Stvar nije u nadležnosti primaoca.
code-decline_reason-no_capacity = trenutno nema kapaciteta
    .meaning = Primalac sada ne može da je preuzme.
code-decline_reason-insufficient_information = premalo se zna
    .meaning = Premalo se zna da bi se odlučilo.
code-decline_reason-unreadable = zapečaćeni deo ne može da se otvori
    .meaning = Zapečaćeni deo ne može da se otvori ključevima primaoca.
code-decline_reason-person_not_known = lice ovde nije poznato
    .meaning = Primalac ne poznaje lice.
code-decline_reason-safety_concern = bojazan za bezbednost
    .meaning = Postupanje bi ugrozilo žrtvu ili druge.
code-decline_reason-other = drugi razlog
    .meaning = Razlog koji nije na ovoj listi.

list-legal_basis = pravni osnov
code-legal_basis-victim_consent = saglasnost žrtve
    .meaning = Zabeležena saglasnost žrtve.
code-legal_basis-guardian_consent = saglasnost staratelja
    .meaning = Zabeležena saglasnost staratelja deteta.
code-legal_basis-child_at_risk = dete u riziku
    .meaning = Dete je u riziku; razlog je obavezan.

list-child_risk = rizik za dete
code-child_risk-immediate_danger = neposredna opasnost
    .meaning = Neposredna opasnost po život, zdravlje ili slobodu.
code-child_risk-missing_child = dete je nestalo
    .meaning = Niko ne zna gde je dete.
code-child_risk-unaccompanied_child = dete je bez pratnje
    .meaning = Uz dete nema roditelja ni staratelja.
code-child_risk-unsafe_return = povratak ne bi bio bezbedan
    .meaning = Dete bi nakon povratka bilo u opasnosti.
code-child_risk-exploited_by_family = eksploatiše ga porodica
    .meaning = Porodica ili staratelj učestvuje u eksploataciji.
code-child_risk-court_decision = odluka suda
    .meaning = Tako je odlučio sud ili organ starateljstva.

list-hit_purpose = svrha provere pogotka
code-hit_purpose-identification = identifikacija
    .meaning = Da se identifikuje pretpostavljena žrtva.
code-hit_purpose-protection = zaštita
    .meaning = Da se zaštiti žrtva.
code-hit_purpose-risk_assessment = procena rizika
    .meaning = Da se procene rizici pre povratka.
code-hit_purpose-family_tracing = traženje porodice
    .meaning = Da se pronađe porodica.
code-hit_purpose-investigation = istraga
    .meaning = Da se istraži krivično delo.

list-hit_alarm = upozorenje o proverama pogotka
code-hit_alarm-many_checks = mnogo provera u jednom danu
    .meaning = Jedna zemlja je u jednom danu izvršila mnogo provera.
code-hit_alarm-many_hits = mnogo pogodaka u sedam dana
    .meaning = Jedna zemlja je u sedam dana imala mnogo pogodaka.
code-hit_alarm-impossible_sets = provere koje ne odgovaraju jednom licu
    .meaning = Provere su sadržale oznake koje jedno lice ne može imati: pogrešan program ili neko ko pita za mnogo lica odjednom. Nisu pretraživane.
code-hit_alarm-budget_used_up = dnevne provere potrošene
    .meaning = Jedna zemlja je potrošila dnevnu kvotu i nastavila da pita.

## Match keys, measures

list-match_key_kind = od čega je napravljena oznaka
code-match_key_kind-national_id = lični broj
code-match_key_kind-national_id_near = lični broj bez jednog znaka
code-match_key_kind-document = broj dokumenta
code-match_key_kind-name_birth_date = ime, prezime, datum rođenja
code-match_key_kind-swapped_name_birth_date = ime i prezime bilo kojim redom, datum rođenja
code-match_key_kind-phonetic_birth_date = izgovor imena, datum rođenja
code-match_key_kind-phonetic_year_month = izgovor imena, godina i mesec rođenja
code-match_key_kind-phonetic_year_day = izgovor imena, godina i dan rođenja
code-match_key_kind-phonetic_month_day = izgovor imena, mesec i dan rođenja
code-match_key_kind-phonetic_swapped_date = izgovor imena, dan i mesec rođenja bilo kojim redom
code-match_key_kind-prefix_birth_date = prva slova imena, datum rođenja
code-match_key_kind-surname_part_birth_date = ime, deo dvostrukog prezimena, datum rođenja
code-match_key_kind-given_name_birth_date_place = ime, datum i mesto rođenja
code-match_key_kind-surname_birth_date_place = prezime, datum i mesto rođenja, pol
code-match_key_kind-phonetic_place_year = izgovor imena, mesto i godina rođenja
code-match_key_kind-given_name_birth_date = ime, datum rođenja
code-match_key_kind-surname_birth_date = prezime, datum rođenja
code-match_key_kind-phonetic_name_place = izgovor imena, mesto rođenja
code-match_key_kind-birth_date_place = datum i mesto rođenja
code-match_key_kind-near_given_name_birth_date = ime bez jednog slova, datum rođenja
code-match_key_kind-near_surname_birth_date = prezime bez jednog slova, datum rođenja
code-match_key_kind-phonetic_name = izgovor imena
code-match_key_kind-national_id_stem = lični broj bez poslednjeg znaka
code-match_key_kind-national_id_whole = oblik ličnog broja
code-match_key_kind-sex_birth_date = pol, datum rođenja
code-match_key_kind-name_words_birth_date = dve reči imena, datum rođenja
code-match_key_kind-names_year = ime, prezime, godina rođenja
code-match_key_kind-name_roots_birth_date = puna imena iza nadimaka, datum rođenja
code-match_key_kind-document_near = broj dokumenta bez jednog znaka
code-match_key_kind-name_consonants_birth_date = suglasnici imena, datum rođenja
code-match_key_kind-birth_date_near_year = mesec i dan rođenja, slična godina
code-match_key_kind-phonetic_near_date = ime, prezime, datum rođenja ili dan ili godina pored njega
code-match_key_kind-known_given_name = prezime, datum rođenja, uz poznato ime
code-match_key_kind-document_name = broj dokumenta, jedna reč imena
code-match_key_kind-national_id_name = lični broj, jedna reč imena

list-measure = šta se broji
code-measure-persons = žrtve
    .meaning = Identifikovane ili moguće žrtve, svaka brojana jednom, ma koliko ustanova je prijavilo.
code-measure-assisted_persons = lica kojima je pomagano
    .meaning = Lica kojima je pomoć ponuđena ili pružena.
code-measure-assistance = usluge
    .meaning = Usluge: jedna za svako lice, uslugu i godinu.
code-measure-cases = krivični predmeti
    .meaning = Krivični predmeti, svaki brojan jednom, ma koliko ustanova ga prijavilo.
code-measure-defendants = okrivljeni
    .meaning = Okrivljeni, svaki brojan jednom.
code-measure-proceedings = postupci
    .meaning = Postupci: jedan za svaki predmet, okrivljenog i krivično delo.
code-measure-prevented_persons = lica u riziku, trgovina sprečena
    .meaning = Lica u riziku kod kojih je trgovina ljudima sprečena.
code-measure-referrals = upućivanja između zemalja
    .meaning = Upućivanja između zemalja, od trenutka kada su poslata.

## Dimensions

dimension-year = godina
    .meaning = Godina prve identifikacije (žrtve), usluge (pomoć), otvaranja (postupci), slanja (upućivanja).
dimension-trafficking_status = status žrtve
    .meaning = Ishod postupka identifikacije.
dimension-status_decided_by = ko je odlučio o statusu
    .meaning = Ko je odlučio o statusu.
dimension-gender = rod
    .meaning = Rod kako je zabeležen.
dimension-age_band = uzrast
    .meaning = Uzrast pri prvoj identifikaciji, po grupama.
dimension-child = dete
    .meaning = Mlađe od 18 godina pri prvoj identifikaciji.
dimension-majority_at_exploitation = punoletstvo u vreme eksploatacije
    .meaning = Da li je lice bilo punoletno kada je eksploatisano.
dimension-citizenship = državljanstvo
    .meaning = Državljanstva lica.
dimension-foreign_national = strani državljanin
    .meaning = Nije državljanin zemlje identifikacije.
dimension-country_of_exploitation = zemlja eksploatacije
    .meaning = Zemlje u kojima je lice eksploatisano.
dimension-country_of_residence = zemlja boravka
    .meaning = Zemlje u kojima je lice živelo.
dimension-country_of_identification = zemlja identifikacije
    .meaning = Zemlje u kojima je lice identifikovano.
dimension-country_of_recruitment = zemlja vrbovanja
    .meaning = Zemlje u kojima je lice vrbovano.
dimension-region = region
    .meaning = Regioni u kojima je lice identifikovano.
dimension-trafficking_form = unutar zemlje ili preko granice
    .meaning = Unutar zemlje, preko granice ili oboje.
dimension-trafficking_duration = trajanje trgovine ljudima
    .meaning = Koliko je trgovina trajala.
dimension-repeat_trafficking = žrtva više od jednom
    .meaning = Dve ili više epizoda trgovine, ili tako prijavljeno.
dimension-recruitment_method = način vrbovanja
    .meaning = Načini na koje je lice vrbovano.
dimension-control_method = sredstvo kontrole
    .meaning = Sredstva kojima je lice kontrolisano.
dimension-exploitation_type = vrsta eksploatacije
    .meaning = Vrste eksploatacije.
dimension-labour_sector = sektor radne eksploatacije
    .meaning = Sektor po ISIC u kome je eksploatisan rad.
dimension-sexual_exploitation_form = oblik seksualne eksploatacije
    .meaning = Oblici seksualne eksploatacije.
dimension-recruiter_relation = odnos sa vrbovaocem
    .meaning = Odnosi vrbovalaca sa licem.
dimension-act = radnja (Palermski protokol)
    .meaning = Radnje iz Palermskog protokola, član 3(a).
dimension-means = sredstvo (Palermski protokol)
    .meaning = Sredstva iz Palermskog protokola, član 3(a).
dimension-informed_on_rights = obavešteno o pravima
    .meaning = Obavešteno o pravima i naknadi; ne kada je prijavljena pomoć, ali ne i ovo.
dimension-compensated = primljena naknada štete
    .meaning = Naknada je primljena; ne kada je tražena ili dosuđena, ali nije primljena.
dimension-service = usluga
    .meaning = Usluga pomoći.
dimension-assistance_received = primljena pomoć
    .meaning = Primljena (da) ili samo ponuđena (ne).
dimension-beneficiary = ko je primio
    .meaning = Da li je uslugu primila žrtva ili porodica.
dimension-provider_type = vrsta pružaoca
    .meaning = Vrsta pružaoca usluge.
dimension-stage = faza postupka
    .meaning = Najdalja faza koja je dostignuta.
dimension-handled_by = ko je obradio predmet
    .meaning = Policija, tužilaštvo ili sud: svi koji su predmet prijavili.
dimension-outcome = ishod
    .meaning = Ishod u najdaljoj fazi.
dimension-offence = krivično delo
    .meaning = Trgovina ljudima ili srodno krivično delo.
dimension-year_closed = godina zatvaranja
    .meaning = Godina u kojoj je postupak zatvoren.
dimension-sentence_band = kazna zatvora
    .meaning = Meseci zatvora po pravosnažnoj presudi za trgovinu ljudima, po grupama.
dimension-court_days_band = vreme na sudu
    .meaning = Dani koliko je zatvoren predmet trajao na sudu, po grupama.
dimension-arrested = hapšenje
    .meaning = Okrivljeni je uhapšen.
dimension-public_official = službeno lice
    .meaning = Okrivljeni je službeno lice.
dimension-assets_confiscated = oduzeta imovina
    .meaning = Imovina je oduzeta.
dimension-compensation_awarded = dosuđena naknada
    .meaning = Žrtvama je dosuđena naknada.
dimension-joint_investigation = zajednička istraga
    .meaning = Istraživano zajedno sa drugom državom.
dimension-child_interview = razgovor s detetom uz socijalnog radnika
    .meaning = S detetom je razgovarano uz (da) ili bez (ne) socijalnog radnika.
dimension-referring_country = zemlja koja upućuje
    .meaning = Zemlja koja je poslala upućivanje.
dimension-receiving_country = zemlja koja prima
    .meaning = Zemlja kojoj je upućivanje poslato.
dimension-referral_type = šta se traži
    .meaning = Šta je upućivanjem traženo.
dimension-referral_status = stanje upućivanja
    .meaning = Gde je upućivanje bilo u trenutku merenja.
dimension-referral_accepted = upućivanje prihvaćeno
    .meaning = Upućivanje je u nekom trenutku prihvaćeno.
dimension-referral_completed = upućivanje završeno
    .meaning = Upućivanje je završeno.

## Regions and maps

region-ferizaj = Uroševac
region-gjakova = Đakovica
region-gjilan = Gnjilane
region-mitrovica = Mitrovica
region-peja = Peć
region-prishtina = Priština
region-prizren = Prizren
map-below = ispod { $count }
map-or_more = { $count } ili više
map-few = <10: procena ispod deset, nula ili ne
map-untold = ne prikazuje se; to ne znači nula
map-untold_because = ne prikazuje se, { $reason }; to ne znači nula
map-nothing = bez sopstvene brojke: ne razlikuje se od „drugih zemalja“
map-beside = Nije na karti:
map-source = Oblici: `Natural Earth, 1:110m`, u projekciji jednakih površina. Granice su one iz podataka i ne govore ništa o statusu bilo koje teritorije. Male države nemaju oblik: navedene su kad imaju brojku.

## Fields

field-victim-record_id = broj zapisa
    .meaning = Sopstveni broj zapisa ustanove. Izlazi šifrovan ključem, osim ako mapiranje kaže plain_ids.
field-victim-revision = verzija zapisa
    .meaning = Broj koji raste sa svakom ispravkom ili vreme poslednje izmene; bez njega važi datoteka koja je poslednja prvi put podneta.
field-victim-episode = epizoda
    .meaning = Označava jednu epizodu trgovine kada ih lice ima više.
field-victim-trafficking_status = status žrtve
    .meaning = Ishod postupka identifikacije.
field-victim-status_decided_by = ko je odlučio o statusu
    .meaning = Ko je odlučio o statusu.
field-victim-gender = rod
    .meaning = Rod kako je zabeležen.
field-victim-age_band = uzrast
    .meaning = Uzrast pri identifikaciji: u godinama ili grupa; računa se iz datuma rođenja ako nije dat.
field-victim-majority_at_exploitation = punoletstvo u vreme eksploatacije
    .meaning = Da li je lice bilo punoletno kada je eksploatisano.
field-victim-citizenships = državljanstva
    .meaning = Zemlje čiji je lice državljanin, najviše četiri.
field-victim-country_of_exploitation = zemlja eksploatacije
    .meaning = Zemlja u kojoj je lice eksploatisano.
field-victim-country_of_residence = zemlja boravka
    .meaning = Zemlja u kojoj je lice živelo.
field-victim-country_of_identification = zemlja identifikacije
    .meaning = Zemlja u kojoj je lice identifikovano.
field-victim-country_of_recruitment = zemlja vrbovanja
    .meaning = Zemlja u kojoj je lice vrbovano.
field-victim-region = region
    .meaning = Region identifikacije, šifra sa spiska platforme za razmenu.
field-victim-trafficking_form = unutar zemlje ili preko granice
    .meaning = Da li je pređena neka granica.
field-victim-identified_on = mesec identifikacije
    .meaning = Kada je lice identifikovano; iz ustanove izlaze samo godina i mesec.
field-victim-trafficking_duration = trajanje trgovine ljudima
    .meaning = Koliko je trgovina trajala.
field-victim-previously_trafficked = ranije žrtva
    .meaning = Da li je lice i pre ove epizode bilo žrtva trgovine ljudima.
field-victim-recruitment_methods = načini vrbovanja
    .meaning = Kako je lice vrbovano.
field-victim-control_methods = sredstva kontrole
    .meaning = Čime je lice kontrolisano.
field-victim-exploitation_types = vrste eksploatacije
    .meaning = Kako je lice eksploatisano ili je trebalo da bude.
field-victim-labour_sector = sektor radne eksploatacije
    .meaning = Sektor po ISIC u kome je eksploatisan rad.
field-victim-sexual_exploitation_forms = oblici seksualne eksploatacije
    .meaning = Na koje načine je lice seksualno eksploatisano.
field-victim-recruiter_relations = odnos sa vrbovaocima
    .meaning = Šta su vrbovaoci bili licu.
field-victim-acts = radnje (Palermski protokol)
    .meaning = Radnje iz Palermskog protokola, član 3(a).
field-victim-means = sredstva (Palermski protokol)
    .meaning = Sredstva iz Palermskog protokola, član 3(a); za dete se ne traže.
field-victim-consent_processing = saglasnost za obradu
    .meaning = Saglasnost za obradu na platformi za razmenu; bez da zapis ne izlazi.
field-victim-consent_cross_border_sharing = saglasnost za prekogranično deljenje
    .meaning = Saglasnost za deljenje sa mehanizmima upućivanja drugih zemalja.
field-victim-discoverable_by = zemlje koje ga mogu naći
    .meaning = Zemlje čiji službenici za vezu mogu dobiti pogodak na ovaj zapis; sve partnerske ako nije dato.

field-assistance-record_id = broj zapisa
    .meaning = Sopstveni broj zapisa ustanove. Izlazi šifrovan ključem, osim ako mapiranje kaže plain_ids.
field-assistance-revision = verzija zapisa
    .meaning = Broj koji raste sa svakom ispravkom; bez njega važi datoteka koja je poslednja prvi put podneta.
field-assistance-victim_record_id = zapis žrtve
    .meaning = Broj zapisa žrtve u istoj ustanovi.
field-assistance-service = usluga
    .meaning = Usluga koja je ponuđena ili pružena.
field-assistance-status = stanje usluge
    .meaning = Dokle je usluga stigla.
field-assistance-beneficiary = ko je primio
    .meaning = Da li je uslugu primila žrtva ili porodica.
field-assistance-provider_type = vrsta pružaoca
    .meaning = Vrsta pružaoca usluge.
field-assistance-started_on = prvi mesec
    .meaning = Kada je usluga počela; iz ustanove izlaze samo godina i mesec.
field-assistance-ended_on = poslednji mesec
    .meaning = Kada je usluga završena; iz ustanove izlaze samo godina i mesec.
field-assistance-consent_processing = saglasnost za obradu
    .meaning = Gde izvoz o njoj govori: red sa NE ne izlazi, a njegov zapis se povlači.

field-proceeding-record_id = broj zapisa
    .meaning = Sopstveni broj zapisa ustanove. Izlazi šifrovan ključem, osim ako mapiranje kaže plain_ids.
field-proceeding-revision = verzija zapisa
    .meaning = Broj koji raste sa svakom ispravkom; bez njega važi datoteka koja je poslednja prvi put podneta.
field-proceeding-case_number = broj predmeta
    .meaning = Broj predmeta; iz ustanove izlazi samo kao nepovratna oznaka napravljena ključem.
field-proceeding-stage = faza postupka
    .meaning = Najdalja faza koja je dostignuta.
field-proceeding-outcome = ishod
    .meaning = Ishod u toj fazi.
field-proceeding-offence = krivično delo
    .meaning = Krivično delo koje se stavlja na teret.
field-proceeding-opened_on = mesec otvaranja
    .meaning = Kada je postupak otvoren; iz ustanove izlaze samo godina i mesec.
field-proceeding-closed_on = mesec zatvaranja
    .meaning = Kada je postupak zatvoren; iz ustanove izlaze samo godina i mesec.
field-proceeding-court_days = dani na sudu
    .meaning = Dani koliko je predmet trajao na sudu; računaju se iz tačnih datuma ako nisu dati.
field-proceeding-arrested = hapšenje
    .meaning = Okrivljeni je uhapšen.
field-proceeding-sentence_months = meseci zatvora
    .meaning = Kazna zatvora u mesecima, najviše 1200; samo uz osuđujuću presudu.
field-proceeding-is_public_official = službeno lice
    .meaning = Okrivljeni je službeno lice.
field-proceeding-assets_confiscated = oduzeta imovina
    .meaning = Imovina je oduzeta.
field-proceeding-compensation_requested = tražena naknada
    .meaning = Tražena je naknada štete za žrtve.
field-proceeding-compensation_awarded = dosuđena naknada
    .meaning = Naknada je dosuđena odlukom.
field-proceeding-compensation_paid = isplaćena naknada
    .meaning = Naknada je isplaćena.
field-proceeding-compensation_amount_euro = iznos naknade u evrima
    .meaning = Iznos u celim evrima.
field-proceeding-joint_investigation = zajednička istraga
    .meaning = Istraživano zajedno sa drugom državom.
field-proceeding-child_interview_with_social_worker = razgovor s detetom uz socijalnog radnika
    .meaning = Da li je socijalni radnik bio prisutan kada je razgovarano s detetom; prazno ako takvog razgovora nije bilo.
field-proceeding-victim_record_ids = zapisi žrtava
    .meaning = Brojevi zapisa žrtava u istoj ustanovi, najviše 32.
field-proceeding-consent_processing = saglasnost za obradu
    .meaning = Gde izvoz o njoj govori: red sa NE ne izlazi, a njegov zapis se povlači.

## What identifies a person

identity-given_name = ime
    .meaning = Ime lica. Nikada ne izlazi iz ustanove.
identity-surname = prezime
    .meaning = Prezime lica. Nikada ne izlazi iz ustanove.
identity-full_name = ime i prezime
    .meaning = Oba imena u jednoj koloni, umesto dve; sa kolonom i njihovim redosledom. Nikada ne izlaze iz ustanove.
identity-birth_date = datum rođenja
    .meaning = Datum rođenja ili samo godina. Nikada ne izlazi iz ustanove.
identity-sex = pol
    .meaning = Pol prema dokumentima lica. Nikada ne izlazi iz ustanove.
identity-national_id = lični broj
    .meaning = Broj lica u registru stanovništva. Nikada ne izlazi iz ustanove.
identity-document = broj dokumenta
    .meaning = Broj pasoša ili drugog dokumenta. Nikada ne izlazi iz ustanove.
identity-place_of_birth = mesto rođenja
    .meaning = Mesto u kome je lice rođeno. Nikada ne izlazi iz ustanove.

## Indicators of the national strategy

indicator-1 = Identifikovane žrtve
indicator-2 = Sprečeni slučajevi (deca)
indicator-3 = Žrtve trgovine više od jednom
indicator-4 = Žrtve kojima je ponuđena odgovarajuća usluga, po usluzi
indicator-5 = Prosečna kazna zatvora
indicator-6 = Obrađeni slučajevi
indicator-7 = Žrtve u obrazovanju
indicator-8 = Stručno osposobljavanje
indicator-9 = Zaposlene žrtve
indicator-10 = Stanovanje
indicator-11 = Žrtve vraćene u porodicu
indicator-12 = Žrtve koje su pokrenule posao
indicator-13 = Strane žrtve vraćene u zemlju porekla
indicator-14 = Žrtve preseljene u treće zemlje
indicator-15 = Naknada štete
indicator-16 = Žrtve obaveštene o pravima i naknadi
indicator-17 = Hapšenja i presude
indicator-18 = Prosečno trajanje slučaja na sudu
indicator-19 = Oduzimanja imovine
indicator-20 = Razgovori sa decom uz socijalnog radnika
indicator-21 = Zajedničke istrage sa drugim državama
indicator-22 = Savetovane porodice
indicator-23 = Upućivanja između država

figure-persons = lica
figure-cases = slučajevi
figure-children = od toga deca
figure-share = udeo
figure-share_of_children = udeo dece
figure-years_of_prison = godina, pravosnažne presude za trgovinu ljudima
figure-share_compensated = udeo onih koji su je primili, od onih koji su je tražili ili im je dosuđena
figure-proceedings_compensation = postupci sa dosuđenom naknadom
figure-days = dana
figure-families = porodice
figure-referrals_sent = upućena
figure-referrals_accepted = prihvaćena
figure-referrals_completed = završena
figure-independent = u samostalnom stanovanju
figure-sheltered = u skloništu
figure-sheltered_to_independent = sklonište : samostalno
figure-arrests = hapšenja
figure-convictions = presude
figure-arrests_convicted = hapšenja koja su dovela do presude

## How figures are protected

tier-national = nacionalni
    .meaning = Za analitičare same zemlje: sve, sa svojim intervalom.
tier-transnational = transnacionalni
    .meaning = Za službenike za vezu partnerskih zemalja i za sve na zajedničkom čvorištu: ništa modelovano.
tier-public = javni
    .meaning = Za ono što se objavljuje u medijima ili na internetu: ništa modelovano i ništa grubo.

## Why calls are refused

list-reason = razlog odbijanja poziva
code-reason-denied = To ne smete sa svojom ulogom, ustanovom ili kao ovo lice.
    .advice = Pitajte koordinatora ili upotrebite sertifikat druge uloge.
code-reason-not_found = Traženo ne postoji ili nije vaše da vidite.
    .advice = Proverite broj ili oznaku.
code-reason-try_again = Ništa nije urađeno: platforma za razmenu se zaustavlja ili ima previše posla.
    .advice = Pokušajte isto ponovo za koji trenutak.
code-reason-store = Skladište platforme je zakazalo. Ono što je ranije potvrđeno ostaje.
    .advice = Pokušajte kasnije i obavestite operatera platforme.
code-reason-disk_nearly_full = Platforma nema mesta za nove zapise. Povlačenja se i dalje primaju.
    .advice = Pokušajte za nekoliko minuta; operater mora da oslobodi prostor.
code-reason-restored = Platforma je vraćena iz rezervne kopije koju još niko nije potvrdio.
    .advice = Sačekajte da je koordinator potvrdi; zatim ponovo pošaljite ono što kopiji nedostaje.
code-reason-behind = Podaci platforme su stariji od onoga što je potvrdila.
    .advice = Ne šaljite ništa; operater mora da vrati najnovije podatke.
code-reason-restore_unfinished = Vraćanje platforme je prekinuto.
    .advice = Operater mora ponovo da je vrati u prazan direktorijum.
code-reason-wrong_exchange_key = Ključ platforme nije onaj kojim su njeni podaci zapisani.
    .advice = Operater mora da je pokrene pravim ključem.
code-reason-identity = Nema sertifikata ili on ne navodi člana, ulogu i lice ove platforme.
    .advice = Upotrebite drugi sertifikat ili pitajte koordinatora.
code-reason-revoked = Vaš sertifikat je opozvan.
    .advice = Zatražite novi od koordinatora.
code-reason-rate = Vaša ustanova šalje više poziva u sekundi, ili na sat, nego što sme.
    .advice = Sačekajte trenutak i šaljite ređe.
code-reason-calls = Platforma opslužuje onoliko poziva koliko može.
    .advice = Pokušajte ponovo za koji trenutak.
code-reason-calls_at_a_time = Vaš sertifikat ima onoliko otvorenih poziva koliko sme.
    .advice = Sačekajte da se neki drugi poziv završi.
code-reason-bytes = Poruke vaše ustanove koje su na putu zajedno su prevelike.
    .advice = Sačekajte trenutak i šaljite manje odjednom.
code-reason-message_too_large = Poruka je prevelika.
    .advice = Šaljite manje grupe.
code-reason-unreadable_message = Platforma nije mogla da pročita poruku.
    .advice = Ažurirajte program koji je šalje ili obavestite njegove autore.
code-reason-idle = Ništa nije stiglo toliko dugo da je platforma prestala da čeka.
    .advice = Pokrenite komandu ponovo: nastavlja tamo gde je stala.
code-reason-slow_message = Poruka je zastala ili je stizala presporo.
    .advice = Pokrenite komandu ponovo; na sporoj vezi šaljite manje grupe.
code-reason-wrong_national_key = Vaš nacionalni ključ nije sadašnji.
    .advice = Uzmite sadašnji ključ od koordinatora i ponovo dostavite sa njim.
code-reason-wrong_transnational_key = Vaš transnacionalni ključ nije sadašnji.
    .advice = Uzmite sadašnji ključ od koordinatora i pokušajte ponovo sa njim.
code-reason-wrong_linkage_profile = Vaš profil povezivanja nije onaj koji ima platforma.
    .advice = Uzmite profil platforme od koordinatora i pokušajte ponovo sa njim.
code-reason-sequence_gap = Nedostaje grupa između onoga što platforma ima i onoga što je poslato.
    .advice = Pokrenite komandu ponovo: nastavlja posle poslednje sačuvane grupe.
code-reason-no_release = Za tražene godine nema objave podataka.
    .advice = Tražite druge godine: `vdx release list` pokazuje kojih ima.
code-reason-too_few = Blok godina ima tako malo žrtava da bi sintetički redovi zavaravali.
    .advice = Upotrebite umesto njih objavljene podatke.
code-reason-releases = Podaci se više ne objavljuju ovim pozivom.
    .advice = Upotrebite objave: `vdx release propose`.
code-reason-released = Jedna godina je konačno objavljena i više se ne meri.
    .advice = Upotrebite objavu koja postoji.
code-reason-provisional_spent = Sve privremene objave za ovu godinu su obavljene.
    .advice = Sačekajte konačnu objavu te godine.
code-reason-no_provisional = Politika ne predviđa budžet za privremene objave.
    .advice = Sačekajte kraj godine, za njenu konačnu objavu.
code-reason-plan = Ono što politika predviđa da se meri ne može se izmeriti.
    .advice = Operater mora da ispravi politiku.
code-reason-blocks_overlap = Godine su u bloku koji se preklapa sa onim koji već ima objavu.
    .advice = Operater mora da odredi first_year i block_years u politici.
code-reason-busy = Druga objava se upravo meri.
    .advice = Pokušajte ponovo kada se završi: `vdx release list`.
code-reason-replaced = Kasniji predlog je zauzeo mesto ovog.
    .advice = Odobrite kasniji: `vdx release list` pokazuje njegov broj.
code-reason-approved = Predlog je već odobren.
    .advice = Nema više šta da se uradi.
code-reason-other_rules = Politika ili regioni su se promenili otkad je objava predložena.
    .advice = Predložite je ponovo.
code-reason-last_coordinator = Platforma bi ostala bez aktivnog koordinatora.
    .advice = Prvo dodajte drugog koordinatora.
code-reason-too_many_keys = Vaša kancelarija je registrovala onoliko verzija ključa koliko sme.
    .advice = Obavestite operatera platforme.
code-reason-no_liaison_key = Jedan službenik za vezu još nije registrovao ključ.
    .advice = Napravite svoj pomoću `vdx referral keys init` ili zamolite partnera.
code-reason-no_liaison = Zemlja nema aktivnog službenika za vezu na ovoj platformi.
    .advice = Pitajte koordinatora.
code-reason-stale_key = Deo je zapečaćen ključem koji je čitalac zamenio.
    .advice = Uporedite novi ključ sa partnerom i pokušajte ponovo.
code-reason-referral_changed = Neko je u međuvremenu učinio drugi korak sa upućivanjem.
    .advice = Pročitajte ga ponovo: `vdx referral show`.
code-reason-illegal_transition = Korak nije moguć u sadašnjem stanju upućivanja.
    .advice = Pogledajte koji jesu: `vdx referral show`.
code-reason-wrong_signature = Potpis nije od vašeg registrovanog ključa.
    .advice = Upotrebite ključeve koje je registrovala vaša kancelarija.
code-reason-referral_full = Upućivanje ima onoliko koraka ili priloga koliko sme.
    .advice = Zatvorite ga i otvorite drugo.
code-reason-referral_id_taken = Drugo upućivanje ima ovu oznaku.
    .advice = Pokušajte ponovo sa novom.
code-reason-too_many_open = Vaša kancelarija ima onoliko otvorenih upućivanja koliko sme.
    .advice = Prvo zatvorite neka.
code-reason-hit_budget = Vaša zemlja je potrošila provere pogotka.
    .advice = Sačekajte do navedenog vremena.
code-reason-hit_decided = O proveri je već drugačije odlučeno.
    .advice = Ništa se ne može učiniti: odluka ostaje.
code-reason-hit_opened = Odgovor na proveru je otvoren.
    .advice = Ništa se ne može učiniti: o njemu se više ne odlučuje.
code-reason-no_recovery_key = Platforma nema ključ kojim bi šifrovala rezervnu kopiju.
    .advice = Operater mora da postavi ključ za oporavak.
code-reason-backup = Druga rezervna kopija se upravo pravi.
    .advice = Pokušajte ponovo kada se završi.
code-reason-witnesses = Dnevnik ima onoliko svedoka koliko sme.
    .advice = Uklonite nekog koji više nije potreban.
code-reason-logs = Poznato je previše dnevnika jednog domena poverenja.
    .advice = Pitajte operatera platforme.
code-reason-not_restored = Nijedno vraćanje ne čeka potvrdu.
    .advice = Nema šta da se potvrdi.
code-reason-relay_running = Prenos ka zajedničkom čvorištu je već u toku.
    .advice = Sačekajte da se završi.
code-reason-no_transnational_key = Platforma nema transnacionalni ključ za prenos zapisa.
    .advice = Operater mora da ga postavi.
code-reason-hub = Zajedničko čvorište nije dostupno ili je odbilo.
    .advice = Pokušajte kasnije.
code-reason-losses_unknown = Platforma je vraćena iz rezervne kopije, a dva koordinatora još nisu rekla koja su objavljivanja izgubljena.
    .advice = Dva koordinatora kažu koja su objavljivanja izgubljena, ili da nijedno nije.
code-reason-nothing_lost = Nijedno vraćanje ne čeka da neko kaže koja su objavljivanja izgubljena.
    .advice = Nema šta da se uradi.
code-reason-reading = Upravo se odgovara na drugi poziv koji čita sve zapise.
    .advice = Pokušajte ponovo za pola minuta.

## Reasons of refusals, as programs say them in English: rows of files, fields of records, questions

said-kind_nothing = ništa
said-kind_digits = broj od { $count } cifara
said-kind_like = cifre kao { $shape }
said-kind_marks = znakovi bez slova i cifara
said-kind_word = jedna reč
said-kind_text = tekst od { $count } reči
said-kind_mixed = slova i cifre
said-kind_mixed_text = tekst od { $count } reči sa ciframa
said-required_empty = obavezno je, ali je prazno
said-code_to_translate = sadrži: { $kind }; mora biti jedno od: `{ $codes }` (ili se prevodi: `values = { $example }`)
said-code_several = sadrži: { $kind }; mora biti jedno od: `{ $codes }` (izgleda da ih ima više sa `{ $separator }` između: `list_separator = { $again }`)
said-country = sadrži: { $kind }; mora biti kod ISO 3166-1 od dva ili tri slova (`XK` za Kosovo), ili ime države, ili se prevodi: `values = { $example }`; ono što ne znači ništa: `empty = { $empty }`
said-yes_or_no = sadrži: { $kind }; mora biti da ili ne, x ili prazno
said-month = sadrži: { $kind }; mora biti mesec (GGGG-MM), ili datum u jednom od oblika `date_formats` iz datoteke mapiranja
said-year_without_month = sadrži godinu bez meseca; mora biti mesec ili datum
said-no_such_day = sadrži dan koji mesec nema; mora biti datum koji postoji
said-no_such_birth = sadrži dan koji mesec nema; mora biti datum koji postoji, ili sa 00 za dan koji nije poznat
said-month_from_1900 = mora biti mesec od 1900. godine nadalje
said-birth = sadrži: { $kind }; mora biti datum u jednom od oblika `date_formats` iz datoteke mapiranja, ili godina
said-short_year = sadrži: { $kind }; godina mora imati četiri cifre (ili u `date_formats` stoji `%y` umesto `%Y`)
said-serial = sadrži: { $kind }; liči na dan kako ih broji tabela: ako jeste, dodajte `"excel"` u `date_formats`
said-instant = sadrži vreme u UTC, koje ovde može biti drugi dan: izvezite samo datum
said-birth_future = ne sme biti u budućnosti
said-birth_after = ne sme biti posle: { $other }; jedno od dva je pogrešno
said-birth_after_short = ne sme biti posle: { $other }; jedno od dva je pogrešno (`two_digit_years_from` u datoteci mapiranja kaže u kom su veku godine od dve cifre)
said-birth_1900 = mora biti godina od 1900. nadalje, sa četiri cifre
said-amount_two_ways = sadrži: { $kind }; može se čitati kao hiljade ili kao decimale: recite u datoteci mapiranja, kao `decimal = ","`
said-amount = sadrži: { $kind }; mora biti broj, bez reči pored njega
said-age = mora biti starost u godinama, ili kod
said-revision = mora biti ceo broj, ili datum u jednom od oblika `date_formats` iz datoteke mapiranja
said-opaque = mora imati 1 do 96 znaka od `A-Z a-z 0-9 . _ - :`
said-opaque_plain = mora imati 1 do 96 znaka od `A-Z a-z 0-9 . _ - :`; svaki tekst važi, i nijedan ne izlazi, kada se identifikatori skrivaju ključem (`vdx keys generate-ids`)
said-guard_number = ne sme sadržati matični broj ili broj dokumenta lica
said-guard_surname = ne sme sadržati prezime lica
said-id_date = datum je u tabeli: program identifikatore kao 3-11 uzima za dane; neka kolona bude tekst, i upišite identifikatore ponovo
said-id_several = izgleda da sadrži više identifikatora: svaki red mora imati svoj (gde ih sme biti više, `list_separator` kaže šta stoji između)
said-id_double = već je identifikator reda { $line }: svaki red mora imati svoj, ili reći isto (ili navedite `revision`, ako su to verzije jednog zapisa)
said-identity_little = premalo je poznato da bi se lice razlikovalo od drugih: navedite matični broj, broj dokumenta, ili imena sa datumom rođenja
said-victim_reference = navedite zapis žrtve, ili kolone u `[identity]` koje razlikuju lice
said-case_number = mora imati bar četiri slova i cifre
said-no = jeste NE: zapis ne izlazi, i povlači se ako ga platforma ima
said-no_yes = mora biti DA: bez toga zapis ne sme da izađe
said-lost_letter = sadrži ? unutar reči: slovo je izgubljeno pri pretvaranju; izvezite ponovo, u `UTF-8`
said-lost_mark = sadrži znak slova koje je izgubljeno pri pretvaranju: izvezite ponovo, u `UTF-8`
said-marks = sadrži unutar reči znak koji nijedno ime nema: datoteka je u drugom kodiranju nego što kaže mapiranje, ili je ranije pogrešno pretvorena; izvezite ponovo, u `UTF-8`
said-age_in_dates = sadrži { $kind }; izgleda da je to starost: mora biti datum ili godina (kolona sa starošću mapira se kao `age_band` pod `[fields]`)
said-age_of_1900 = jeste dan iz prvih meseci 1900. godine, što tabela pravi od starosti: mora biti datum ili godina (kolona sa starošću mapira se kao `age_band` pod `[fields]`)
said-several_persons = izgleda da sadrži više osoba: jedan red je jedna osoba; napravite red za svaku
said-several_objects = stoji u više objekata jedne liste: jedan red je jedna osoba; napravite objekat za svaku
said-formula = jeste formula čija vrednost nije u datoteci: otvorite je u tabeli i tamo je sačuvajte
said-merged = spojena je sa drugom ćelijom, koja jedina ima vrednost: ukinite spajanje i upišite vrednost u svaki red za koji važi
said-cyrillic = ćirilica je pročitana u drugom kodiranju: navedite `encoding = "windows-1251"` u datoteci mapiranja, ili izvezite ponovo, u `UTF-8`
said-control = sadrži kontrolni znak: datoteka je oštećena, ili u drugom kodiranju nego što kaže mapiranje
said-twice = pretvoreno je dvaput (`UTF-8` pročitan u drugom kodiranju i ponovo sačuvan): izvezite ponovo
said-spreadsheet_error = sadrži grešku tabele umesto vrednosti: izvezite ponovo, sa kolonom kao tekst
said-scientific = jeste u naučnom zapisu tabele, koji je izgubio cifre: izvezite ponovo, sa kolonom kao tekst
said-quantity = tabela je to uzela za količinu (završava se sa .0), i možda je izgubila cifre: izvezite ponovo, sa kolonom kao tekst
said-zero = ima dvanaest cifara i počinje kao broj od trinaest: tabela je uklonila prvu nulu, ili je neka cifra pogrešna; izvezite ponovo, sa kolonom kao tekst
said-columns = ima { $count } kolona, a zaglavlje { $width }: razdvajač unutar ćelije mora biti pod navodnicima
said-quote = ćelija se nastavlja iza završnog navodnika: navodnik unutar ćelije pod navodnicima mora biti udvojen
said-utf16 = u `UTF-16` je bez oznake koja to kaže, prema nulama u njoj: upišite `encoding = `"{ $encoding }" u mapiranje
said-utf32 = u `UTF-32` je, prema nulama u njoj, što se ne čita: izvezite je u `UTF-8`
said-not_utf8 = nije `UTF-8`: ako je cela datoteka u drugom kodiranju, navedite ga u datoteci mapiranja, kao `{ $proposal }`
said-not_json = nije `JSON` objekat
said-region = mora biti kod sa spiska regiona platforme: { $codes }
said-not_before = ne sme biti pre: `{ $other }`
said-most_countries = sme biti najviše { $count } država
said-most_victims = sme biti najviše { $count } žrtava
said-court_days = sme biti najviše 20000
said-sentence = sme biti najviše 1200
said-convicted = sme se navesti samo uz ishod `CONVICTED`
said-crosses = sme se navesti samo uz `consent.cross_border_sharing YES` i nešto što prelazi granicu
said-conflict_numbered = platforma ima numerisane verzije ovog zapisa: navedite kolonu broja, kao `revision = "..."` pod `[fields]`
said-conflict = ova verzija je na platformi sa drugim sadržajem: da je ispravite, dajte redu veći broj u koloni koju navodi `[fields] revision`
said-stale_numbered = na platformi već postoji viša verzija
said-stale = platforma ima noviji sadržaj ovog zapisa, iz datoteke koja je prvi put poslata posle ove; ako je ova datoteka ipak tačna, pokrenite ponovo sa `--newest`
said-asked_wider = delilo bi zapis šire nego ranije; ako osoba tako kaže, pokrenite ponovo sa `--confirm-wider BROJ`
said-asked_earlier = vratilo bi sadržaj koji je u međuvremenu ispravljen; ako je ipak tačno, pokrenite ponovo sa `--confirm-earlier BROJ`
said-asked_other = odnosi se na drugu osobu nego zapis sa ovim id na platformi; ako je ipak tačno, pokrenite ponovo sa `--confirm-other-person BROJ`
said-asked_many = ispravka je iz datoteke koja je možda stariji izvoz; ako je najnovija, pokrenite ponovo sa `--confirm-corrections BROJ`, ili `--newest`
said-asked_unknown = platforma pita nešto što ova verzija ne poznaje: koristite noviju
said-withdrawn = povučen je ranije, ili je rekao NE obradi: da ga pošaljete iznova, pokrenite ponovo sa `--readmit ID`
said-no_consent = mora biti DA: bez toga platforma ne sme da čuva zapis
said-released_years = mora biti među objavljenim godinama: { $years }
said-not_measured_in = `{ $dimension }` nije mereno u { $years }: vidite `vdx release show`
    .page = „{ $dimension }“ nije mereno u { $years }. Stranica objave kaže šta je mereno.
said-not_measured = `{ $dimension }` nije mereno: vidite `vdx release show`
    .page = „{ $dimension }“ nije mereno. Stranica objave kaže šta je mereno.
said-not_measured_all = `{ $dimension }` nije mereno u svim ovim godinama: one sa privremenim podacima ih imaju malo
    .page = „{ $dimension }“ nije mereno u svim ovim godinama: one sa privremenim podacima ih imaju malo. Izaberite manje godina.
said-other_codes = ima druge kodove, ili nije mereno, u nekima od blokova { $blocks }: pitajte za godine jednog od njih
said-not_apart = `{ $code }` se ne razlikuje u { $years }: moraju biti kodovi od `{ $codes }`
    .page = „{ $code }“ se ne razlikuje u { $years }. Izaberite druge kodove.
said-dimension_twice = navodi dimenziju drugi put
said-restricts_twice = ograničava dimenziju drugi put
said-years_twice = ograničava godine drugi put
said-no_year = mera nema takvu godinu
said-one_code = mora navesti bar jedan kod
said-codes_of = moraju biti kodovi liste `{ $list }`
    .page = moraju biti kodovi dimenzije „{ $list }“
said-codes = moraju biti kodovi: `{ $codes }`
said-of_measure = mora biti dimenzija mere: `{ $names }`
    .page = mora biti dimenzija onoga što se broji: { $names }
said-most_dimensions = `--by`, `--where` i `--years` zajedno smeju navesti najviše 4 dimenzije; godine koje su sve godine jednog bloka se ne računaju
    .page = pitanje ima najviše četiri dimenzije, od kojih su godine jedna kada su ograničene; godine koje su sve godine jednog bloka se ne računaju
said-by_closing = `{ $dimension }` se broji po godini u kojoj su postupci zatvoreni, a `year` je godina otvaranja: umesto nje navedite `{ $way }`
    .page = „{ $dimension }“ se broji po godini u kojoj su postupci zatvoreni. Izaberite dimenziju „godina zatvaranja“ umesto „godina“.
said-closing_of_cases = `year_closed` važi samo za okrivljene i postupke: predmeti se broje po godini u kojoj su otvoreni
    .page = Godina zatvaranja kaže se samo za okrivljene i postupke: predmeti se broje po godini u kojoj su otvoreni.
said-apart = `{ $dimension }` sledi iz `{ $other }`, a nijedna tabela nema oboje: podatak po oboma govorio bi o licima ili predmetima kojih ne može biti
    .page = „{ $dimension }“ sledi iz „{ $other }“, a to dvoje nije mereno zajedno: podatak po oboma govorio bi o licima ili predmetima kojih ne može biti.
said-too_many_cells = ima previše ćelija: ograničite na manje kodova
said-more_cells = ima više od { $count } ćelija: ograničite neku dimenziju na manje kodova
said-no_code_left = ograničenje ne ostavlja nijedan kod dimenzije
said-nothing_of_measure = od toga još ništa nije objavljeno
said-services_final = usluge se mere kada se godina objavi konačno
said-why_filler = reč za ono što nije poznato
said-why_no_digit = nema nijedne cifre
said-why_pattern = niz, ili jedna cifra ponovljena
said-why_letter = jedno slovo
said-why_placeholder = datum koji ne znači ništa
said-why_shared = jedan broj uz različita lica u ovoj datoteci
said-why_date = datum umesto broja
said-why_case = broj predmeta ili godina umesto broja lica
said-why_telephone = broj telefona
said-why_several = više brojeva u jednoj ćeliji
said-why_short = manje od četiri cifre
said-form_member = mora biti domen/oznaka, kako prikazuje `vdx referral keys list`
said-form_recipient = obavezno je: jedan od onih koje prikazuje `vdx referral keys list`
said-form_handle = moraju biti 32 cifre koje je ispisala provera pogotka
said-form_either = navedite ili `recipient` ili `hit_handle`
said-form_case = obavezno je: vaš broj slučaja, koji ostaje kod vas
said-form_days = mora biti od 1 do 365
said-form_month = mora biti mesec, kao 2026-03
said-form_one_of = mora biti jedno od `{ $codes }`
said-form_former = još je tekst obrasca; ništa nije poslato. Recite šta se dogodilo i šta se traži, ili ostavite prazno
said-form_sealed = ništa u njemu nije popunjeno; ništa nije poslato. Popunite `sealed.narrative`, `sealed.person` ili `sealed.attachments`; gde nema šta da se zapečati, obrazac ne sme imati deo [`sealed`]
said-form_date = takav datum ne postoji; ništa nije poslato. Napišite ga kao 1991-03-07 ili 07.03.1991, ili rečima ono što se zna
said-form_files = sme da navede najviše { $count } datoteka
said-form_file = mora biti datoteka
said-form_large = sve što se pečati sme imati najviše { $count } bajtova; ništa nije poslato
said-form_hit = mora izostati iz zahteva koji sledi pogodak, jer se kome da se zapečati otkriva tek kad on prihvati; ništa nije poslato. Izbacite deo [`sealed`] iz obrasca i pošaljite ga posle toga: `vdx referral message ID TEKST`
said-form_or_terminal = navedite `--form DATOTEKA`, ili pokrenite ovo na terminalu da budete pitani korak po korak
said-pki_made = Autoritet za `{ $domain }` napravljen u `{ $dir }`.
said-pki_offline = Držite `ca.key.pem` van mreže; dajte `ca.pem` svima, `crl.pem` platformi.
said-pki_took_place = Zauzeo je mesto sertifikata za `{ $who }`, koji i dalje važi: `vdx pki revoke { $serial }`
said-pki_profile_kept = Profil klijenta: `{ $path }` je postojao, i ostaje kakav je bio
said-pki_profile = Profil klijenta: `{ $path }` (koristite ga sa `--profile`)
said-pki_send = Pošaljite `{ $file }` koordinatoru; `{ $key }.key.pem` ostaje ovde.
said-pki_put_back = Ono što se vrati stavite u `{ $pem }.pem`, i `ca.pem` pored; zatim `--profile { $toml }.toml`
said-pki_valid = `{ $who }` važi do { $day }
said-pki_revoked = Opozvano: `{ $who }`; `{ $file }` je sveža.
said-pki_fresh = `{ $file }` je sveža.
said-pki_encrypted = `{ $file }` je šifrovana.
said-pki_copies = Ranije kopije nisu, a ono što disk drži od stare datoteke možda se još može pročitati.
said-pki_passphrase = Lozinka, prikazana samo sada: `{ $passphrase }`
said-pki_import = `{ $file }`: uvezite je, pa je obrišite; njena lozinka čuva ključ.
said-pki_two_places = Ključ je sada na dva mesta: ko otvori profil pregledača postupa kao njegov imalac. Zaštitite profil lozinkom, i uklonite sertifikat iz njega kada se tamo više ne koristi.
said-pki_authority = Autoritet za `{ $domain }`
said-pki_nothing_signed = ništa nije potpisano: `{ $file }` sadrži sertifikat za `{ $who }`; navedite drugu datoteku sa `--out`
said-pki_nothing_renewed = ništa nije obnovljeno: `{ $file }.pem` sadrži sertifikat za `{ $who }`, a ne za `{ $subject }`
said-pki_never_issued = `{ $who }` ovde nikad nije izdat; `vdx pki show` navodi šta jeste
said-pki_several = `{ $who }` odgovara više njih: navedite ceo jedan od `{ $all }`
said-keys_written = zapisano: `{ $path }` (čitate samo vi)
said-keys_written_copy = zapisano: `{ $path }` (čitate samo vi). Čuvajte kopiju van mreže.
said-keys_copy_store = Čuvajte kopiju van mreže: bez njega skladište ničemu ne služi.
said-keys_at_start = Platformi treba pri svakom pokretanju; držite ga van diska koji šifruje.
said-keys_configuration = Za podešavanja platforme:
said-keys_elsewhere = Držite ga tamo gde platforma nije: ko ga ima, čita svaku rezervnu kopiju.
said-keys_ids = ključ za brojeve zapisa, kontrolna vrednost `{ $value }`
said-keys_check = kontrolna vrednost `{ $value }`
said-keys_epoch = epoha { $epoch }, kontrolna vrednost `{ $value }`
said-store_no_directory = `{ $path }`: nema takvog direktorijuma
said-store_holds = `{ $path }` već nešto sadrži: navedite direktorijum kojeg nema ili je prazan
said-demo_there = `{ $path }` već postoji: uklonite ga, ili izaberite drugi `--dir`
said-no_data_directory = `{ $path }`: nije direktorijum podataka
draft-first = Prvo mapiranje za `{ $file }`, napravio ga je `vdx mapping new`. Pročitajte svaki red; `docs/mapping.md` ih objašnjava.
draft-then = Zatim: `vdx mapping check --mapping OVA_DATOTEKA IZVOZ`
draft-whose = čiji su ovi brojevi zapisa
draft-system = ODLUČITE: navedite sistem iz kog je ovaj izvoz, i uklonite #. Sva mapiranja jednog sistema navode isti, ona drugog sistema drugi. Brojevi zapisa se heširaju njime i ključem koji ima samo vaša ustanova:
draft-plain = ili, gde brojevi nikome van tog sistema ništa ne znače i nijedan drugi vaš sistem nema iste:
draft-as_they_stand = odlaze kakvi jesu
draft-encoding_two = `windows-1250` ili `windows-1252`: PROVERITE da li su imena ispravna
draft-encoding_one = predloženo po slovima u njoj: PROVERITE da li su imena ispravna
draft-above = ono iznad njega nije tabela
draft-between = između više vrednosti jedne ćelije
draft-empty = vrednosti u [`fields`] koje znače da se ništa ne zna; ove ako nije dato
draft-defendant = ko je optužen; pravi heševe s ključem, nikad ne odlazi
draft-identity = ko je žrtva; pravi heševe s ključem, nikad ne odlazi
draft-fields = sve što odlazi; svaka kolona koja nije navedena ostaje ovde
draft-another = ODLUČITE: `{ $column }` govori o saglasnosti, ali možda o povučenoj, ili o deljenju podataka. Samo ako da tamo znači saglasnost za obradu, uklonite #; bez takvog reda nijedan zapis ne odlazi:
draft-unused = Kolone koje se ne koriste, i ostaju ovde: `{ $columns }`
draft-no_header = ODLUČITE: njen prvi red izgleda sadrži podatke. Kolone se navode po broju, od 1, kao `surname = "3"`
draft-in_one = ODLUČITE: `{ $column }` izgleda sadrži ime i prezime zajedno. Ako ih nijedna druga kolona nema:
draft-names = ODLUČITE: ime i prezime u jednoj koloni, kako izgleda. PROVERITE njihov redosled. Red s više od dve reči se odbija ako iza prezimena nema zareza; bolje su dve kolone u izvozu.
draft-numbered = ODLUČITE: `{ $columns }`: red je jedno lice. Gde je svako zasebno lice, napravite u izvozu po red za svako
draft-by_name = ODLUČITE: uzeto po imenu kolone. PROVERITE da li DA tamo znači: { $label }. Inače uklonite red.
draft-unheard = ODLUČITE: `{ $column }` govori o saglasnosti, a nijedan red je ne prati: redovi koji tamo kažu NE BI OTIŠLI. Ako da tamo znači saglasnost za obradu, uklonite #; ako znači nešto drugo, izostavite te redove iz izvoza:
draft-borders = ODLUČITE: `{ $column }` izgleda kao saglasnost za deljenje preko granica. Samo ako jeste, uklonite #; bez toga nijedna zemlja partner ne može da nađe ova lica:
draft-filled = u { $filled } od { $rows } redova
draft-two_formats = PAŽNJA: neki datumi se mogu čitati na dva od ovih načina; zadržite pravi
draft-month_first = PAŽNJA: mesec pre dana; PROVERITE
draft-excel = brojevi od pet cifara čitaju se kao dani tabele; PROVERITE
draft-two_digits = godine od dve cifre su u sto godina odavde; PROVERITE
draft-region = potrebni su kodovi liste platforme: `vdx codes region --online`
draft-victim = mora biti `record_id` zapisa žrtve
draft-too_many = previše različitih vrednosti da bi se ovde navele
draft-which_code = { $count } redova: KOJI KOD?
draft-rows = { $count } redova
draft-codes = kodovi: `{ $codes }`
draft-refuse = redovi s vrednostima koje nisu navedene se odbijaju
draft-leave_out = vrednosti koje nisu navedene se izostavljaju, i broje; ili kod, ili `"refuse"`
draft-kept = { $values } vrednosti u { $rows } redova izgleda sadrže imena ili brojeve, i ovde se ne pišu: pogledajte kolonu u izvozu
draft-as_you_said = kako ste rekli: svako lice u ovoj datoteci je saglasno, ili zakon to ne traži
draft-no_consent = ODLUČITE: bez saglasnosti nijedan zapis ne sme da ode. Navedite kolonu koja je kaže, ili, ako je svako lice u ovoj datoteci saglasno (ili vaš zakon ne traži saglasnost), uklonite # iz sledećeg reda:
draft-required = OBAVEZNO: { $label }
said-proof_step = korak { $number } { $what }
said-proof_recipient = primalac nije onaj kome je upućeno
said-proof_same = pošiljalac i primalac su isti
said-proof_no_party = vi niste strana u njemu
said-proof_taken_back = prikazano je { $shown } koraka, ali ste ranije videli { $seen }, posle kojih je bilo { $status }: koraci su povučeni
said-proof_replaced = prvih { $count } koraka nisu oni koje ste ranije videli: jedan je zamenjen
said-proof_none = istorija se ne prikazuje
said-proof_order = ne sledi posle prethodnog
said-proof_future = datiran je u budućnosti
said-proof_stranger = učinio ga je neko ko nije strana
said-proof_nobody = ne navodi nikoga ko ga je učinio
said-proof_create = ne stvara upućivanje
said-proof_early = pušta da istekne pre roka
said-proof_early_here = pušta da istekne, ali po satu ovog računara rok nije prošao
said-proof_late = sačuvan je pošto je rok prošao
said-proof_rules = krši pravila: { $why }
said-proof_undisclosed = učinio ga je primalac koji se ne otkriva pre nego što prihvati
said-proof_own = korak je same platforme, koja ništa ne potpisuje i ne pečati
said-proof_unsigned = nije potpisan, a navodno ga je učinio `{ $who }`
said-proof_not_by = nije ga potpisao `{ $who }`, koji ga je navodno učinio
said-proof_older_key = potpisan je starijim ključem nego korak pre njega
said-proof_changed = izmenjen je pošto je sačuvan
said-proof_status = platforma kaže da je { $claimed }, ali je po koracima { $status }
said-proof_deadline = platforma prikazuje drugi rok od onog koji koraci postavljaju
said-proof_end_it = ono što je zapečaćeno ne sme više da se čita. Ako je vaš sat tačan, okončajte ga (`vdx referral withdraw`, `withdraw-consent` ili `decline`, sa `--not-verified`)
said-proof_kept = ono što je zapečaćeno mora da se obriše, ali ga platforma čuva
said-restore_wait_sent = { $why }. Ništa nije poslato; pokušajte ponovo kada koordinator to učini
said-proof_the_deadline = rok
said-proof_consent_month = mesec do kog je saglasnost data
said-proof_lapsed = po satu ovog računara prošao je { $what }, a platforma nije pustila da istekne: { $rest }
said-proof_erased = platforma je obrisala ono što je zapečaćeno, iako ga nijedan korak ne okončava
said-other_referral = platforma je odgovorila drugim upućivanjem od traženog: recite svom koordinatoru
said-step_not_shown = platforma je primila korak, ali ga ne prikazuje u istoriji: pogledajte upućivanje ponovo, i recite koordinatoru ako ga nema
said-clock = korak je sačuvan, ali platforma korak { $number } datira { $minutes } minuta od sata ovog računara. Rokovi i saglasnosti ističu po tom vremenu. Utvrdite koji sat je pogrešan; ako nije vaš, recite koordinatoru
said-attachments = jedan zapečaćeni deo ima najviše { $most } priloga, a ovaj ih ima { $count }: stavite više njih u jednu datoteku, ili ostale pošaljite porukom
said-history_not_verified = ništa nije urađeno, jer istorija NIJE PROVERENA:
said-no_key_yet = `{ $member }` još nije objavio ključ
said-key_not_compared = ključ člana `{ $member }` nije upoređen: pozovite partnera na broj koji poznajete, uporedite `{ $fingerprint }` i zatim pokrenite: `vdx referral keys trust { $name }`
said-key_changed = ključ člana `{ $member }` se promenio, a raniji ključ nije potvrdio novi. Ne šaljite ništa dok ne pitate partnera, na broj koji poznajete, da li je njegov otisak sada `{ $fingerprint }`. Ako jeste: `vdx referral keys trust { $name }`
said-keys_of_one_version = platforma prikazuje više ključeva člana `{ $member }` s jednim brojem verzije, što ne sme biti: ne beležite nijedan, i recite koordinatoru
said-not_that_key = otisak nije otisak ključa koji platforma prikazuje za `{ $member }`: ništa ne pečatite za njega, i recite koordinatoru
said-own_key_unknown = platforma prikazuje verziju { $version } vašeg ključa s otiskom `{ $fingerprint }`, a njega nema u vašoj datoteci ključeva. Ili je datoteka stara kopija, ili je kolega napravio druge ključeve za vašu kancelariju (koristite jednu datoteku, sa `--keys`), ili je neko objavio ključ u vaše ime: pitajte koordinatora ko. Ako je drugi ključ izgubljen: sklonite datoteku i pokrenite `vdx referral keys init --replace-lost-keys`
said-follows_hit = zahtev sledi posle pogotka: poruke se mogu zapečatiti kada bude prihvaćen
said-step_not_again = korak { $number } ne može da se pošalje ponovo: mora biti vaš i imati zapečaćeni deo
said-first_part = prvi zapečaćeni deo je za primaoca koji je prihvatio: pošaljite ga ponovo posle toga
said-not_empty = ne sme biti prazno; ništa nije poslato
said-opened_now = Ono što je za vas zapečaćeno sada se može otvoriti: `vdx referral show { $id }`
said-sent_again = ono što je sadržao korak { $step } poslato je ponovo, kao korak { $number }
said-nothing_lost = ništa nije poslato: druga strana nije izgubila ništa od onoga što ste za nju zapečatili i što sme da ima; `--step BROJ` ipak šalje jedan
said-watch_word = Tako kaže platforma; `vdx referral show ID` to proverava.
said-watch_broke = prekinuto (`{ $why }`); nastavlja se posle { $after }
said-watch_not_yet = još nije povezano: { $why }
said-watch_left_out = PLATFORMA JE IZOSTAVILA ono što se desilo između { $from } i { $to }: pogledajte svoja upućivanja (`vdx referral list`), i recite koordinatoru
said-check_counted = Provera je uračunata; njen odgovor se ne prikazuje. Tražite ga ponovo: `vdx referral check --result { $id }`
said-person_or_terminal = navedite `--person DATOTEKA`, ili pokrenite na terminalu da budete pitani
said-too_little = premalo se zna da bi se lice razlikovalo od drugih: navedite `national_id`, `document`, ili `given_name` i `surname` sa `birth_date`; ništa nije pitano
said-give_fingerprint = navedite `--fingerprint` sa onim što vam je partner pročitao
said-nothing_noted = ništa nije zabeleženo
said-nothing_noted_tell = ništa nije zabeleženo: recite svom koordinatoru
said-keys_there = `{ $path }` već postoji; `vdx referral keys rotate` pravi novu verziju. Ako su ključevi možda ukradeni: sklonite datoteku i pokrenite: `vdx referral keys init --replace-lost-keys`
said-saved = sačuvano: `{ $file }`
said-saved_same = `{ $file }` već postoji, ista je
said-part_key = zapečaćeno za ključ kojeg nema u vašoj datoteci ključeva: zamolite drugu stranu da pošalje ponovo (`vdx referral resend`)
said-part_not_handed = platforma ne predaje ono što je zapečaćeno, iako na to imate pravo
said-part_other = nije koverta koju navodi potpisani korak
said-part_signer = potpisano ključem člana `{ $member }` koji nije ni upoređen ni potvrđen: ne otvara se
said-part_lapsed = saglasnost ili rok je istekao po satu ovog računara: više se ne otvara
said-part_attachments = ima { $count } priloga, od najviše { $most }: ne otvara se
said-part_broken = ono što je zapečaćeno nije sadržaj upućivanja: klijent pisca je neispravan
said-part_large = zapečaćeni deo je prevelik: sme imati najviše 1 `MiB` s prilozima
said-part_tampered = koverta ne može da se otvori: neko ju je menjao, ili pripada drugom upućivanju
said-part_signature = potpis na koverti nije piščev: možda ju je neko menjao
said-no_profile = `{ $path }`: nema takvog profila klijenta; navedite svoj sa `--profile DATOTEKA`, ili postavite `VDX_PROFILE`
said-restored_batches = platforma je potvrdila { $acknowledged } grupa, a sada ima { $kept }: vraćena je iz rezervne kopije. Pokrenite istu komandu ponovo: ona šalje ono čega nema
said-broke_too_often = veza se prečesto prekidala: pokrenite istu komandu ponovo da saznate šta je bilo sa svim redovima
said-run_broke_off = izvršavanje je prekinuto; pokrenite ponovo
said-key_readable = `{ $path }`: drugi mogu da čitaju ovaj privatni ključ; dozvolite samo vlasniku (`chmod 600`)
said-key_encrypted = `{ $path }`: ovaj privatni ključ je šifrovan, a lozinka nije data: navedite datoteku u kojoj je (`key_passphrase_file`), ili dešifrujte ključ sa `openssl pkcs8 -in { $in } -out { $out }.plain`
said-do_not_rely = NE OSLANJAJTE SE NA `{ $server }`: { $why }.
said-nothing_more_sent = Ništa više nije poslato. Recite koordinatoru i organu za zaštitu podataka, na broj koji poznajete{ $more }. Dok ne utvrde šta se desilo, ne šaljite ništa. (Najnovija glava je u `{ $path }`. Uklonite je samo kada vam kažu da je platforma u redu.)
said-hand_them = , i predajte im `{ $path }`: u njoj su obe glave kako ih je platforma potpisala
said-audit_key_changed = njen ključ revizije je `{ $shown }`, a { $whence } je `{ $expected }`. To nije platforma koju ste poznavali, ili joj je ključ zamenjen
said-ask_operator = Ništa nije poslato. Pitajte operatera, na broj koji poznajete, koji ključ je pravi{ $more }. (`{ $path }` čuva najnoviju glavu.)
said-gone_back = dnevnik platforme se vratio unazad: imao je { $known } redova, a prikazuje { $shown }. Starija kopija njenih podataka stavljena je na mesto novije
said-other_log = dnevnik platforme je drugi nego ranije: njegovih { $shown } redova ne nastavlja { $known } koji su viđeni. Redovi su izmenjeni ili izvađeni, ili se raznim članovima prikazuju razni dnevnici
said-restore_waits = platforma je vraćena iz rezervne kopije sa { $size } redova dnevnika, a njen koordinator to nije potvrdio (`vdx acknowledge-restore`). Pre toga ne prima ništa
said-audit_more = napomena: možda ima još redova: nastavite sa `--from { $next }`
said-audit_none = napomena: nijedan red ne odgovara traženom; ni pogrešno napisano ime ne odgovara nijednom (`vdx members list`)
said-audit_proof = DOKAZ NE STOJI: red nije u dnevniku potpisane glave
said-audit_shorter = DNEVNIK JE KRAĆI OD GLAVE KOJU STE SAČUVALI ({ $old } redova): redovi su izvađeni
said-audit_key = KLJUČ REVIZIJE SE PROMENIO: to nije platforma, ili nije ista, kao ranije
said-audit_not_shown = OVO NIJE KLJUČ REVIZIJE KOJI JE OPERATER PRIKAZAO: platforma je dala `{ $key }`
said-audit_changed = DNEVNIK JE IZMENJEN: glava koju ste sačuvali nije njegov početak
said-audit_missing = NEDOSTAJU REDOVI: platforma prikazuje { $shown } od { $all }
said-form_again = ništa nije poslato: upućivanje { $id } o ovom slučaju ovom primaocu je `{ $status }`. Nastavite s njim (`vdx referral show`, `send`, `message`), ili napišite drugo sa `--again`
said-form_no_partner = nijedan partner još nije objavio ključ
said-form_fingerprint = ništa nije poslato: javite koordinatoru da se otisci razlikuju
said-form_value = nije vrednost prave vrste
said-tls_denied = platforma ne prihvata ovaj sertifikat: njegov član nije u registru, suspendovan je ili nema ulogu iz sertifikata; pitajte koordinatora
said-tls_revoked = sertifikat je opozvan; tražite novi od koordinatora
said-tls_expired = sertifikat je istekao, ili je istekla lista opoziva platforme; pitajte koordinatora
said-tls_required = platforma traži sertifikat; navedite sertifikat i ključ u profilu
said-tls_unknown = platforma ne poznaje izdavaoca ovog sertifikata, ili je istekla njegova lista opoziva; pitajte koordinatora
said-tls_unsupported = platforma ne uzima ovaj sertifikat: njegova proširena upotreba ključa mora biti `clientAuth`, ime `SPIFFE id`, važenje ne duže nego što platforma dozvoljava, a sertifikat izdavaoca važeći; tražite novi od koordinatora
said-tls_reset = veza je prekinuta pre nego što je platforma išta rekla, od platforme ili nečega na putu, kao što je zaštitni zid; to ne govori ništa o sertifikatu: pokušajte ponovo za minut
said-tls_closed = veza je zatvorena pre nego što je platforma išta rekla; možda je zauzeta: pokušajte ponovo za minut
said-certificate_early = sertifikat { $path } još ne važi: da li je sat tačan?
said-certificate_over = sertifikat { $path } je istekao: obnovite ga sada
said-certificate_soon = sertifikat { $path } ističe za { $days } dana: obnovite ga
said-unknown_issuer = sertifikat platforme nije ni od jednog izdavaoca u { $ca }, koji { $profile } navodi kao `ca`. Dok jedan izdavalac preuzima od drugog, ta datoteka mora imati oba; inače tražite pravi od koordinatora, i ništa što dolazi ovom vezom
said-connection_failed = veza nije uspela: { $why }
said-connection_broke = veza s platformom je pukla pre nego što je odgovorila ({ $why }): ono što je traženo možda je ipak urađeno
said-where = mora biti `dimenzija=ŠIFRA` ili `dimenzija=ŠIFRA,ŠIFRA`
said-comma = jedna dimenzija nema ime: ima zarez viška
said-no_dimension = nijedna dimenzija se ne zove { $name }; `vdx codes` ih navodi
said-by_year = traži od 2 do { $most } godina, na primer `--years 2009-2010`
said-years = mora biti godina, ili prva i poslednja od više njih: 2010 ili 2008-2011, od 1900 do 2199
said-within_released = { $year } mora biti među objavljenim godinama: { $years }
said-referral_none = nemate upućivanje čija oznaka tako počinje
said-referral_several = više vaših upućivanja tako počinje: navedite više cifara
said-referral_named = upućivanje se navodi svojom oznakom, ili njenim prvim ciframa, najmanje 4
said-keys_missing = { $path } ne postoji. Ako drugo lice ili računar vaše službe ima njene ključeve, koristite iste: kopirajte datoteke `.keys`, `.known`, `.seen` i `.cases`, ili navedite ključeve sa `--keys` (ili `VDX_REFERRAL_KEYS`). Ako ih vaša služba još nema, napravite ih: `vdx referral keys init`
said-decide_system = navedite sistem iz kojeg izvoz potiče, da se njegovi zapisi razlikuju od zapisa drugog sistema (vidite red iznad [`identity`], ili `--system`)
said-decide_pages = `windows-1250` ili `windows-1252`: PROVERITE da su imena tačna (`vdx mapping check` ne prikazuje imena: pogledajte datoteku u tabelarnom programu)
said-decide_letters = predloženo po slovima u njoj: PROVERITE da su imena tačna (`vdx mapping check` ne prikazuje imena: pogledajte datoteku u tabelarnom programu)
said-decide_no_header = datoteka naizgled nema zaglavlje, pa nijedna kolona nije prepoznata; navedite ih po broju, kao `surname = "3"` (kraj mapiranja kaže šta koja sadrži), ili izvezite sa zaglavljem
said-decide_header = malo je poznatih imena kolona, i ne prikazuju se, jer red može biti o licu; ako datoteka nema zaglavlje, napišite `header = "none"`
said-decide_order = { $column } naizgled sadrži ime i prezime zajedno; PROVERITE da im je redosled "{ $order }"
said-decide_names = { $column } naizgled sadrži ime i prezime zajedno: vidite red o tome; bez imena se lice teško nalazi
said-decide_persons = { $column }: jedan red je jedno lice; gde ih je više, napravite red za svako u izvozu
said-decide_borders = { $column } tako izgleda; vidite red u [`fields`]
said-decide_opposite = { $column } možda govori suprotno, ili o deljenju; vidite red u [`fields`]; bez pristanka ništa ne izlazi
said-decide_unheard = { $column } govori o pristanku, a nijedan red ga ne prati: redovi koji kažu NE BI IZAŠLI; vidite red u [`fields`]
said-decide_defendant = nađene su kolone koje govore o okrivljenom; vidite redove tamo
said-decide_list = lista sa više objekata u redovima kojih je { $rows }, a koji se odbijaju gde su ti objekti navedeni; izvezite red za svaki objekat, sa sopstvenim id
said-decide_dates = PAŽNJA: neki datumi mogu da se čitaju na dva od ovih načina; zadržite pravi
said-decide_month_first = PAŽNJA: mesec pre dana; PROVERITE
said-decide_days = brojevi od pet cifara čitaju se kao dani tabelarnog programa; PROVERITE
said-decide_years = godine od dve cifre čitaju se kao one iz poslednjih sto godina
said-decide_no_id = neki redovi ga nemaju
said-decide_many = ima previše različitih vrednosti za nabrajanje
said-decide_refused = redova: { $count } ima vrednosti bez šifre i odbijaju se
said-decide_left_out = redova: { $count } ima vrednosti bez šifre, koje se izostavljaju
said-decide_hidden = vrednosti: { $count } naizgled sadrži imena ili brojeve lica i ne prikazuje se; ispravite ih u izvozu
said-decide_consent = nijedna kolona ne kaže da li je lice pristalo; bez toga ništa ne izlazi (vidite red u [`fields`], ili `--consent-given`)
said-decide_required = obavezno je, a kolona za to nije nađena
said-decide_by_name = uzeto po imenu; PROVERITE da kaže ono što ovo polje znači
said-decide_ages = zove se datum rođenja a sadrži uzrast; PROVERITE da je to uzrast pri identifikaciji
said-decide_identity = nije nađena kolona s matičnim brojem, ili s imenima i datumom rođenja: bez njih se niko ne razlikuje od drugih (datum u više kolona spaja [`joined`], `docs/mapping.md`)
said-cannot_connect = nije moguće povezati se sa { $server }: { $why }
said-why_long = duže od svakog broja

## What the command prints

cli-count = broj
cli-hidden_rows = { $count ->
        [one] Izostavljen je { $count } red u kome se ništa ne prikazuje ili ne dostiže deset; `--all` ga prikazuje.
        [few] Izostavljena su { $count } reda u kojima se ništa ne prikazuje ili ne dostiže deset; `--all` ih prikazuje.
       *[other] Izostavljeno je { $count } redova u kojima se ništa ne prikazuje ili ne dostiže deset; `--all` ih prikazuje.
    }
cli-empty = Nijedan red se ne prikazuje: svaki podatak je ispod deset ili se na ovom nivou ne prikazuje. To ne znači da nema nikoga.
cli-release = { $count ->
        [one] Objava { $numbers }, nivo: { $tier }.
       *[other] Objave { $numbers }, nivo: { $tier }.
    }
cli-open_years = Ovi podaci se još mogu promeniti: u istim blokovima godina nisu konačno objavljene { $years }.
cli-note = napomena: { $text }
cli-provisional_years = Za { $years } postoje samo privremene brojke: zapisi možda nedostaju, pa se ne kaže šta se promenilo.
cli-legend = U zagradama: interval od 90 %; `A`, `B`, `C`: polovina intervala iznosi najviše 10, 25, 50 % podatka; tačka: više. ~ ispred podatka: modelovano. = ispred njega: tačno.
cli-indicators_legend = Udeli su od onih za koje se činjenica zna; proseci slede iz tabela s razredima.
cli-not_measured_legend = -: nije mereno u ovim godinama. Od privremenih godina meri se malo podataka.
cli-dot_legend = ·: ne prikazuje se na ovom nivou, jer je podatak, ili onaj s kojim se poredi, modelovan ili pregrub.
cli-left_out = Izostavljeno, jer su podaci privremeni: { $years }. O njima se zna manje; pitajte sa `--years { $last }`.
cli-number = br.
cli-indicator = pokazatelj
cli-figure = podatak
cli-value = vrednost
cli-no_source = još nema izvora podataka
cli-code = šifra
cli-meaning = značenje
cli-counts = broji
cli-dimension = dimenzija
cli-of_records = za
cli-several_possible = { $meaning } Moguće ih je više.
cli-codes_hint = `vdx codes DIMENSION` navodi njene šifre.
cli-codes_not_released = Ni za jednu godinu nije objavljeno: `{ $names }`.
cli-refused = platforma za razmenu je odbila: { $what }
cli-refused_fields = platforma za razmenu je odbila:
cli-exchange_says = Njene reči: { $text }
cli-referral = Upućivanje
cli-status = Stanje
cli-status_unproven = { $status }, tako kaže platforma
cli-due = Rok
cli-from = Od
cli-to = Za
cli-type = Traži se
cli-pseudonym = Pseudonim
cli-age = Uzrast
cli-needs = Potrebe
cli-stage = Faza
cli-basis = Osnov
cli-you_may = Možete
cli-sealed = Zapečaćeno
cli-recorded = , zabeleženo { $month }
cli-valid_until = , važi do { $month }
cli-erased = izbrisano
cli-verified = Istorija je proverena: svaki korak je potpisan upoređenim ključem i nijedan koji ste videli ne nedostaje.
cli-waits_for_disclosure = JOŠ NIJE PROVERENO: ko je pitan ne otkriva se pre nego što prihvati, a njegovi koraci su samo reč platforme.
cli-unproven = NIJE PROVERENO: ono što sledi je samo reč platforme, jer nije za svaki korak dokazano da je onaj koji ste videli ili da je potpisan upoređenim ključem.
cli-false_history = NIJE PROVERENO: ISTORIJA NE STOJI. Ne verujte ničemu što sledi i obavestite koordinatora i revizora.
cli-when = kada
cli-who = ko
cli-did = šta je učinjeno
cli-sealed_part = zapečaćeni deo
cli-until = { $what }, rok { $time }
cli-opened_below = otvoreno u nastavku
cli-cannot_be_opened = ne može da se otvori
cli-not_yours_yet = nije vaše pre nego što prihvatite
cli-by_exchange = platforma
cli-not_disclosed = još nije otkriveno
cli-contact = kontakt
cli-handover = Primopredaja
cli-handover_text = { $place }, { $time }, u pratnji { $escort }
cli-attachment = Prilog od { $bytes } bajtova (`--save DIR` ga čuva)
cli-inbox_empty = Ništa vas ne čeka.
cli-list_empty = Nemate takvo upućivanje.
cli-list_unproven = Tako kaže platforma; `vdx referral show ID` to proverava.
cli-own_case = Vaš predmet
cli-last_verified = stanje kada ste ga poslednji put proverili
cli-never = nikada
cli-contradicts = PROTIVREČI: bilo je { $status }
cli-hit = POGODAK: lice je poznato u drugoj zemlji.
cli-hit_next = Da zatražite informacije: { $command }
cli-hit_handle = Oznaka važi za jedan zahtev u roku od 30 dana.
cli-no_hit = Nema pogotka.
cli-hit_pending = Odgovor se otvara { $time }, kakav god da je: svaki pogodak prvo potvrđuje lice na strani koja drži zapis.
cli-hit_ask_then = Zatim ga zatražite: { $command }
cli-checks_left = { $count ->
        [one] Vašoj zemlji je danas preostala { $count } provera.
        [few] Vašoj zemlji su danas preostale { $count } provere.
       *[other] Vašoj zemlji je danas preostalo { $count } provera.
    }
cli-country = zemlja
cli-purpose = svrha
cli-answer = odgovor
cli-check = provera
cli-answer_hit = pogodak
cli-answer_hit_holder = pogodak na zapis zemlje { $country }
cli-answer_no_hit = nema pogotka
cli-answer_opens = otvara se { $time }
cli-answer_broken = prekinuto
cli-asked_by = pita
cli-asked = pitano
cli-decide_before = odlučite pre
cli-record = zapis
cli-decision = odluka
cli-confirmed = potvrđeno
cli-denied = odbijeno
cli-decided = { $decision }. Odgovor se otvara { $time }.
cli-nothing_waits = Nijedan pogodak ne čeka vašu reč.
cli-alarm_many_checks = broj provera pogotka u jednom danu: { $count }
cli-alarm_many_hits = broj pogodaka u sedam dana: { $count }
cli-alarm_impossible_sets = broj provera u jednom danu sa oznakama koje jedno lice ne može imati (ništa nije traženo): { $count }
cli-alarm_budget_used_up = potrošene su sve provere jednog dana ({ $count }), a traženo je još
cli-alarm_unknown = nešto o proverama pogotka što ova verzija ne poznaje
cli-alarm = pažnja: { $time }: { $country }: { $what }; pogledajte `vdx referral checks`
cli-hits_wait = pažnja: na vašu reč čeka provera pogotka: { $count }; `vdx referral waiting`
cli-fingerprint = Otisak ove istorije: { $words }
cli-sealed_part_of = Zapečaćeni deo koraka { $number }:
cli-sealed_part_again = Zapečaćeni deo koraka { $number } (sadržaj koraka { $first }, još jednom):
cli-sealed_part_closed = Zapečaćeni deo koraka { $number }: NE MOŽE DA SE OTVORI: { $why }
cli-form_intro = Upućivanje. Redovi koji počinju znakom # su objašnjenja. Ono što ne znate ostavite prazno; upućivanje kojem nedostaje primalac, vrsta, slučaj, osnov ili zapečaćeni deo ne šalje se.
cli-form_open = Vidi platforma, a primalac pre nego što prihvati: samo šifre
cli-form_recipient = Organ koji prima (`vdx referral keys list`), kao "`exchange.example/desk`".
cli-form_case = Vaš broj slučaja. Ostaje kod vas: od njega se pravi pseudonim, drugi za svakog partnera.
cli-form_needs = Usluge koje su potrebne, kao ["`SHELTER`", "`MEDICAL`"]:
cli-form_respond = Dani u kojima primalac treba da odluči; posle njih upućivanje ističe.
cli-form_basis = Jedno od ovoga:
cli-form_recorded_on = Uz pristanak: mesec u kojem je zabeležen, kao "2026-03".
cli-form_valid_until = Ako pristanak ističe: poslednji mesec za koji važi.
cli-form_child_risk = Uz `CHILD_AT_RISK`: opasnost.
cli-form_sealed = Ono što sledi je zapečaćeno: može da ga pročita samo primalac, pošto prihvati.
cli-form_attachments = Datoteke, kao ["`izvestaj.pdf`"].
cli-form_handover = Predaja lica: uklonite # iz ovih redova ako je znate.
cli-ask_unknown = (nije poznato)
cli-ask_month_rule = napišite kao 2026-03
cli-ask_type = Šta tražite
cli-ask_case = Vaš broj slučaja
cli-ask_age = Uzrast
cli-ask_needs = Šta je potrebno (razmaknica bira, `enter` nastavlja)
cli-ask_stage = Faza
cli-ask_basis = Zašto sme da pređe granicu
cli-ask_child_risk = Opasnost
cli-ask_recorded_on = Mesec u kojem je pristanak zabeležen (GGGG-MM)
cli-ask_valid_until = Poslednji mesec za koji važi (GGGG-MM, ili ništa)
cli-ask_days = Dana za odluku
cli-ask_key_changed = Ključ člana { $member } promenio se bez potvrde ranijeg ključa.
cli-ask_call = Pozovite ih na broj koji znate. Njihov otisak mora biti:
cli-ask_same = Da li je isti
cli-ask_recipient = Primalac
cli-ask_narrative = Šta se dogodilo i šta se traži
cli-ask_files = Datoteke za prilog, razdvojene zarezima (ili ništa)
cli-ask_no_file = { $path } nije datoteka
cli-ask_given_name = Ime
cli-ask_surname = Prezime
cli-ask_birth_date = Datum rođenja
cli-ask_sex = Pol
cli-ask_national_id = Matični broj
cli-ask_document = Pasoš ili druga isprava
cli-ask_place_of_birth = Mesto rođenja
cli-ask_contact = Kako se do lica može bezbedno doći
cli-case_not_noted = Vaš broj slučaja nije zabeležen: { $why }
cli-keys_partner = partner
cli-keys_version = verzija
cli-keys_fingerprint = otisak
cli-keys_compared = upoređen
cli-keys_yes = da
cli-keys_continued = da, ranijim ključem
cli-keys_no = ne
cli-keys_changed = NE: PROMENJEN
cli-keys_none = Nijedan partner još nije objavio ključ.
cli-keys_shows = Platforma prikazuje za { $member }:
cli-keys_read = Da li vam je partner pročitao isto, na broju koji znate
cli-keys_noted = Zabeleženo: ključ člana { $member }, verzija { $version }, upoređen je.
cli-hidden_referral = PLATFORMA SKRIVA { $id }, koje ste proverili kao { $status }. Obavestite koordinatora.
cli-lost_referral = Platforma nema { $id }, koje ste proverili kao { $status }. Od tada je vraćena iz rezervne kopije, kako je potpisao njen koordinator; ako je upućivanje novije od kopije, izgubljeno je: obavestite partnera i napišite ga ponovo. Ako je starije, obavestite svog koordinatora.
cli-report_written = Prikazanih podataka: { $told }; tačaka s razlogom: { $untold }.
cli-report_waits = Pozivi vašeg člana u sekundi ili u satu su potrošeni: nastavlja se za { $seconds } `s`.
cli-report_ending = mora da se završava na `.xlsx`, `.html`, `.csv` ili `.sdmx.csv`
cli-report_compare_form = je za `strategy` i `public`; ostali obrasci imaju svoje godine
cli-report_compare = moraju biti objavljene godine pre godine izveštaja, svaka jednom, po redu
cli-report_year = mora biti objavljena godina (`vdx codes --online` ih navodi)
cli-report_is_there = { $file } postoji; `--replace` je zamenjuje
cli-release_number = objava
cli-release_years = godine
cli-release_kind = vrsta
cli-release_stage = faza
cli-release_proposed_by = predložio
cli-release_approved_by = odobrio
cli-release_since = od
cli-unknown_code = nepoznato
cli-release_is = Objava { $number } ({ $years }, { $kind }): { $stage }.
cli-release_by = Predložio: { $who }.
cli-release_approved = Odobrio: { $who }.
cli-release_stated_by = Da je napravljena, izjavili su: { $who }.
cli-release_unknown_rules = Po kojim pravilima, ne zna se, pa je svakome u njoj uračunato sve što iko može imati.
cli-release_back_up = Napravite sada rezervnu kopiju (`vdx backup`): vraćanje iz ranije kopije zaboravlja brojke i ko je za njih potrošio budžet.
cli-proposed_nothing = Ništa nije predloženo.
cli-propose_other = Da predložite drugu umesto nje, dodajte `--yes`. Ništa nije predloženo.
cli-propose_in_place = Predložiti ovu umesto nje
cli-propose_once = { $years } može da se objavi konačno samo jednom: ono što ustanove pošalju kasnije nikada se ne vidi. Platforma nikome ne govori da li su već nešto poslale.
cli-propose_all_sent = Da li su poslale sve
cli-approve_other = Odobrava je drugi koordinator: `{ $command }`
cli-approve_other_member = Sertifikat kojim je predložena ne imenuje nijedno lice: može da je odobri samo koordinator DRUGOG ČLANA (`{ $command }`). Gde su svi koordinatori kod jednog člana, predložite je ponovo sertifikatom koji imenuje svoje lice (`vdx pki issue --person`).
cli-lost_said = Izjavili ste: { $lost }.
cli-lost_other = NEŠTO DRUGO je izjavio { $statement }.
cli-lost_confirmed = Dva koordinatora su izjavila isto: ono što su te objave koštale je potrošeno, i ponovo mogu da se prave objave.
cli-lost_waits = Čeka se drugi koordinator koji istom komandom izjavi isto, bilo kojim redom. Ko je pogrešio, izjavljuje ponovo; `vdx release list` prikazuje šta je ko izjavio.
cli-lost_perhaps_you = Neko je izjavio isto, a to ste možda vi: jedan od dva sertifikata ne imenuje nijedno lice (`vdx pki issue --person`). Čeka se koordinator drugog člana, ili sa sertifikatom koji imenuje drugo lice.
cli-lost_charged = Politika kakva jeste nije mogla da napravi sve ove objave, pa niko ne zna koliko su koštale: svakome u { $releases } uračunato je sve što iko može imati. Gde `policy.toml` može da se vrati kakav je tada bio, prvo uradite to: košta manje.
cli-lost_to_be_charged = Politika kakva jeste nije mogla da napravi sve ove objave, pa niko ne zna koliko su koštale: svakome u { $releases } biće uračunato sve što iko može imati. Gde `policy.toml` može da se vrati kakav je tada bio, prvo uradite to: košta manje.
cli-lost_none = nijedna objava nije izgubljena
cli-lost_name = imenujte objave koje su izgubljene (`--final 2008-2011`, `--provisional 2012`), ili recite da ih nije bilo (`--none`)
cli-lost_unknown = Platforma je vraćena iz rezervne kopije: dva koordinatora kažu koje su objave izgubljene, ili da nije nijedna (`vdx release lost`), pre nego što se išta objavi.
cli-lost_said_by = Izjavio { $statement }.
cli-export_there = { $file } postoji; ništa nije upisano
cli-export_written = redova: { $rows }; upisano: { $files }
cli-plan_of = Za { $years } u bloku { $block }, po planu { $plan } (pravila { $rules }).
cli-plan_measured = IZMERENO
cli-plan_yearly = godišnje
cli-plan_variance = varijansa
cli-plan_noise = šum
cli-plan_near_20 = na 20
cli-plan_near_100 = na 100
cli-plan_near_500 = na 500
cli-plan_legend = Za svaku ćeliju, pre nego što druge tabele pomognu: varijansa njenog šuma; polovina intervala od 90 % (1,645 standardnih devijacija) u licima; i isto u procentima ćelije od 20, 100 i 500. Tabelu vredi meriti gde njena uobičajena ćelija ima više lica nego što je varijansa. Godišnje: tabele koje se mere za svaku godinu posebno. Ko ima manje šifara plaća manje, a ko više nema ništa ne broji se.
cli-members_member = član
cli-members_name = naziv
cli-members_roles = uloge
cli-members_status = stanje
cli-members_last = poslednji zapisi
cli-members_at_most = najviše
cli-members_rounded = Brojevi su zaokruženi naviše na sledeću deseticu.
cli-members_roles_rule = mora biti `institution`, `analyst`, `liaison`, `coordinator` ili `auditor`
cli-members_stays = { $member } je suspendovan i ostaje takav: njegov unos je ispravljen, a svaki njegov poziv se odbija. Da ponovo može da poziva: `vdx members reinstate { $member }`
cli-members_named = član se imenuje kao domen/oznaka, na primer `exchange.example/police`
cli-country_rule = mora biti šifra po `ISO 3166-1` (`XK` za Kosovo)
cli-pki_serial = serijski broj
cli-pki_subject = subjekat
cli-pki_expires = ističe
cli-pki_revoked = opozvano
cli-whoami_is = { $name } ({ $country }), sertifikat važi do { $day }
cli-whoami_may = Sme da poziva:
cli-init_there = { $dir } postoji i nije prazan: ništa nije napravljeno; navedite drugi direktorijum
cli-init_half = { $dir } je napola napravljen: uklonite ga i pokrenite ponovo
cli-init_required = obavezno gde nema koga da se pita, na primer { $example }
cli-init_ask_domain = Domen platforme
cli-init_ask_host = Ime servera po kojem joj članovi pristupaju
cli-init_ask_country = Njena država (`ISO 3166-1`)
cli-init_has = { $dir } sadrži konfiguraciju platforme ({ $dir }`/vdx.toml`), politiku statistike ({ $dir }`/policy.toml`), izdavaoca sertifikata, ključeve i profile klijenata.
cli-init_offline = Sklonite { $offline } i { $dir }`/pki/ca.key.pem` sa ovog računara, na dva nosača koji se drže zaključani. Tamo spadaju i kopije `exchange.key` i `storage.key`: bez njih skladište ništa ne vredi.
cli-init_national = samo za ustanove; platforma ga nikada ne sme imati
cli-init_recovery = čita svaku rezervnu kopiju
cli-init_authority = izdaje sertifikate; potreban je svakih 30 dana (`vdx pki renew-crl`)
cli-init_check = Proverite:
cli-init_serve = Pokrenite:
cli-init_enter = Upišite ustanove, kao koordinator; gde se izdaje sertifikat, `ca.key.pem` je za to vreme ponovo na svom mestu:
cli-init_hand_over = Predajte svakoj ustanovi, putem kojem verujete, njen direktorijum iz { $members } i `national.key`; zatim ih ovde obrišite. Svaka pravi svoj ključ za oznake zapisa (`vdx keys generate-ids`) i prvo mapiranje (`vdx mapping new`).
cli-init_coordinator = Dajte { $members }/{ $coordinator } koordinatoru: -1 i -2 su za dva lica koja potpisuju objave.
cli-init_others = Analitičari i revizor (organ za zaštitu podataka), dok je `ca.key.pem` ponovo na svom mestu; upišite ih kao gore, sa `--roles analyst` i `--roles auditor`. Revizor upoređuje ključ koji prikazuje poslednja od ovih komandi:
cli-init_policy = Pre prve objave, s koordinatorom: odredite u { $dir }`/policy.toml` koliko se žrtava godišnje očekuje, koje se države razlikuju i šta se meri, i ponovo pokrenite platformu. Blok godina zadržava politiku s kojom je počela njegova prva objava.
cli-init_release = Kad ustanove predaju podatke, prva objava, od dva lica; zatim analitičar može da pita:
cli-ids_key_missing = identifikatori zapisa se skrivaju ključem vaše ustanove, a njega nema na mestu `{ $path }`. Ako ga ima drugi računar ustanove, kopirajte ga odatle (`--id-key FILE` kaže drugo mesto). Inače ga napravite, jednom: `vdx keys generate-ids --out { $path }`. Identifikatori koji van vašeg sistema ništa ne znače mogu da izađu takvi kakvi su: `plain_ids = true` u datoteci mapiranja, ili `--plain-ids`
cli-ids_key_elsewhere = identifikatori zapisa se skrivaju ključem vaše ustanove, kome je mesto pored profila, a njega nema na mestu `{ $path }`. Jedan postoji na mestu `{ $other }`: ako je to ključ vaše ustanove, premestite ga na `{ $path }`, ili ga navedite sa `--id-key { $other }` (ili `id_key` u profilu). Ne pravite drugi: pod drugim ključem bi svaki zapis bio dva puta
cli-ids_key_twice = na mestu `{ $other }` već postoji ključ za identifikatore zapisa: ništa nije napravljeno. Ako je to ključ vaše ustanove, premestite ga na `{ $path }`, gde ga `vdx submit` traži, i ne pravite drugi: pod drugim ključem bi svaki zapis bio dva puta. Za ključ druge ustanove navedite njegovu datoteku sa `--out`
cli-no_id = { $id } takav kakav je ne može biti identifikator na platformi
cli-unknown_system = { $count ->
        [one] PAŽNJA: to što ga nema NE GOVORI NIŠTA: platforma ima { $count } zapis vaše ustanove, i nijedan pod ovim ključem i sistemom „{ $system }” (identifikatori bi počinjali sa `{ $mark }`). Poslat je pod drugim imenom sistema ili drugim ključem, pa ovaj identifikator ipak može biti tamo: upotrebite datoteku mapiranja i ključ sa kojima je poslat; `vdx records` pokazuje šta postoji.
        [few] PAŽNJA: to što ga nema NE GOVORI NIŠTA: platforma ima { $count } zapisa vaše ustanove, i nijedan pod ovim ključem i sistemom „{ $system }” (identifikatori bi počinjali sa `{ $mark }`). Poslati su pod drugim imenom sistema ili drugim ključem, pa ovaj identifikator ipak može biti tamo: upotrebite datoteku mapiranja i ključ sa kojima su poslati; `vdx records` pokazuje šta postoji.
       *[other] PAŽNJA: to što ga nema NE GOVORI NIŠTA: platforma ima { $count } zapisa vaše ustanove, i nijedan pod ovim ključem i sistemom „{ $system }” (identifikatori bi počinjali sa `{ $mark }`). Poslati su pod drugim imenom sistema ili drugim ključem, pa ovaj identifikator ipak može biti tamo: upotrebite datoteku mapiranja i ključ sa kojima su poslati; `vdx records` pokazuje šta postoji.
    }
cli-unknown_plain = { $count ->
        [one] PAŽNJA: to što ga nema NE GOVORI NIŠTA: platforma ima { $count } zapis vaše ustanove, sa skrivenim identifikatorom. Navedite datoteku mapiranja sa kojom je poslat (`--mapping`), bez `--plain-ids`.
        [few] PAŽNJA: to što ga nema NE GOVORI NIŠTA: platforma ima { $count } zapisa vaše ustanove, svi sa skrivenim identifikatorima. Navedite datoteku mapiranja sa kojom su poslati (`--mapping`), bez `--plain-ids`.
       *[other] PAŽNJA: to što ga nema NE GOVORI NIŠTA: platforma ima { $count } zapisa vaše ustanove, svi sa skrivenim identifikatorima. Navedite datoteku mapiranja sa kojom su poslati (`--mapping`), bez `--plain-ids`.
    }
cli-withdrawn = povučen
cli-withdrawn_before = bio je povučen ranije
cli-withdrawn_services = { $count ->
        [one] povučeno: { $count } usluga ovog reda
        [few] povučeno: { $count } usluge ovog reda
       *[other] povučeno: { $count } usluga ovog reda
    }
cli-withdraw_missing = NIJE NAĐEN među vašim zapisima (vrsta zapisa: { $kind }); ništa nije povučeno
cli-withdraw_hint = Uporedite identifikator sa onim u izvozu, i vrstu (`--kind`). Kada osoba kaže NE obradi, a zapis nikada nije poslat, pošaljite njegov red sa NE: platforma to pamti.
cli-withdraw_again = ista komanda za svaki zapis kaže da li je bio povučen ranije
cli-submit_summary = { $stored } sačuvano, { $corrected } ispravljeno, { $unchanged } nepromenjeno, { $rejected } odbijeno.
cli-submit_says = Platforma kaže: { $summary }
cli-submit_before_nothing = Ova datoteka je ranije poslata u celini; ništa se nije promenilo.
cli-submit_before_compared = Ova datoteka je ranije poslata u celini; ponovo je upoređena.
cli-submit_resumed = { $count ->
        [one] Nastavljeno posle { $count } sačuvanog paketa.
        [few] Nastavljeno posle { $count } sačuvana paketa.
       *[other] Nastavljeno posle { $count } sačuvanih paketa.
    }
cli-told_resumed = { $count ->
        [one] { $count } zapis je već bio na platformi, iz slanja koje je prekinuto.
        [few] { $count } zapisa su već bila na platformi, iz slanja koje je prekinuto.
       *[other] { $count } zapisa je već bilo na platformi, iz slanja koje je prekinuto.
    }
cli-told_older = { $count ->
        [one] { $count } red je STARIJI od onoga što platforma ima; iz njega ništa nije uzeto. Ako je ova datoteka ipak tačna, pokrenite ponovo sa `--newest`.
        [few] { $count } reda su STARIJA od onoga što platforma ima; iz njih ništa nije uzeto. Ako je ova datoteka ipak tačna, pokrenite ponovo sa `--newest`.
       *[other] { $count } redova je STARIJE od onoga što platforma ima; iz njih ništa nije uzeto. Ako je ova datoteka ipak tačna, pokrenite ponovo sa `--newest`.
    }
cli-asked_wider = DELI SE ŠIRE: ispravke { $count } (redovi { $lines }) menjaju saglasnost za deljenje preko granica u DA, ili puštaju više zemalja da nađu zapis.
cli-asked_wider_how = NISU izvršene. Ako te osobe sada tako kažu, pokrenite ponovo sa `--confirm-wider` { $count }; ako ne, ovaj izvoz je stariji od onoga što platforma ima, ili je mapiranje pogrešno.
cli-asked_earlier = RANIJE ISPRAVLJENO: redova { $count } (redovi { $lines }) kaže ono što je u međuvremenu ispravljeno.
cli-asked_earlier_how = Ništa od toga nije uzeto. Ako je ovaj izvoz ipak najnoviji, pokrenite ponovo sa `--confirm-earlier` { $count }.
cli-asked_other = DRUGA OSOBA: redova { $count } (redovi { $lines }) odnosi se na drugu osobu, ili drugi predmet, nego zapisi sa njihovim id na platformi.
cli-asked_other_how = Ništa od toga nije uzeto. Da li dva sistema imaju isto ime u mapiranjima (`system = ...`), ili je jedan id dat dva puta? Ako je ipak tačno, pokrenite ponovo sa `--confirm-other-person` { $count }.
cli-asked_many = STARIJI IZVOZ? Ispravke: { $count } (redovi { $lines }): promenilo bi se više od trećine zapisa ove datoteke koji su na platformi.
cli-asked_lacking = STARIJI IZVOZ? Ispravke: { $count } (redovi { $lines }): ova datoteka ima većinu zapisa svog sistema, a nedostaju joj najnoviji. Od onih počev od { $since } platforma ima { $there }, a datoteka najviše { $own }.
cli-asked_many_how = NISU izvršene, i ništa što ovoj datoteci nedostaje nije povučeno. Pogledajte datum izvoza, njegove najnovije slučajeve i neke od ovih redova. Ako je najnoviji, i toliko ih se s pravom promenilo (kolona je popunjena iznova, mapiranje je ispravljeno), pokrenite ponovo sa `--confirm-corrections` { $count } ili `--newest`; ako nije, pošaljite najnoviji izvoz.
cli-full_perhaps_older = `--full` ovde ništa ne povlači: ovo je možda stariji izvoz (vidite šta je rečeno o njegovim ispravkama). Najpre ih potvrdite, ili pošaljite najnoviji izvoz.
cli-full_lacks_newest = { $summary }. Ova datoteka ima većinu zapisa svog sistema, a nedostaju joj najnoviji: od onih počev od { $since } platforma ima { $there }, a datoteka najviše { $own }. Ništa nije povučeno kao nedostajuće. Ako je to najnoviji i potpun izvoz, potvrdite sa `--withdraw-missing { $count }`; ako nije, pošaljite najnoviji izvoz.
cli-services_many = stariji izvoz, ili mapiranje koje je izgubilo kolonu? Usluge kojih u redovima ove datoteke više nema, a platforma ih ima: { $count }, više od trećine njenih zapisa. Nijedna nije povučena. Ako je datoteka najnovija i potpuna, pokrenite ponovo sa `--newest`; ako nije, pošaljite najnoviji izvoz.
cli-asked_confirmed = To ste potvrdili.
cli-asked_question = { $count ->
        [one] Da li je to tačno, i da li uzeti { $count } red?
        [few] Da li je to tačno, i da li uzeti { $count } reda?
       *[other] Da li je to tačno, i da li uzeti { $count } redova?
    }
cli-asked_unknown = { $count ->
        [one] { $count } ispravka nije izvršena: platforma pita nešto što ova verzija ne poznaje. Koristite noviju.
        [few] { $count } ispravke nisu izvršene: platforma pita nešto što ova verzija ne poznaje. Koristite noviju.
       *[other] { $count } ispravki nije izvršeno: platforma pita nešto što ova verzija ne poznaje. Koristite noviju.
    }
cli-told_withdrawn_before = { $count ->
        [one] { $count } njen zapis je ranije POVUČEN, ili je rekao NE obradi, i NIJE na platformi. Da ga pošaljete iznova, pokrenite ponovo sa `--readmit ID` (ili povećajte `revision`, ako ga mapiranje ima).
        [few] { $count } njena zapisa su ranije POVUČENA, ili su rekla NE obradi, i NISU na platformi. Da ih pošaljete iznova, pokrenite ponovo sa `--readmit ID` (ili povećajte `revision`, ako ga mapiranje ima).
       *[other] { $count } njenih zapisa je ranije POVUČENO, ili je reklo NE obradi, i NISU na platformi. Da ih pošaljete iznova, pokrenite ponovo sa `--readmit ID` (ili povećajte `revision`, ako ga mapiranje ima).
    }
cli-told_superseded = { $count ->
        [one] { $count } red je starija verzija zapisa koji ima drugi red ove datoteke: izlazi samo najnovija.
        [few] { $count } reda su starije verzije zapisa koje imaju drugi redovi ove datoteke: izlaze samo najnovije.
       *[other] { $count } redova su starije verzije zapisa koje imaju drugi redovi ove datoteke: izlaze samo najnovije.
    }
cli-told_others = Usluge i postupci ovih osoba koje ste poslali time NISU povučeni: povucite ih pomoću `vdx withdraw ID --kind assistance` (ili `proceeding`).
cli-told_no = { $count ->
        [one] { $count } red kaže NE obradi: njegov zapis nije izašao.
        [few] { $count } reda kažu NE obradi: njihovi zapisi nisu izašli.
       *[other] { $count } redova kaže NE obradi: njihovi zapisi nisu izašli.
    }
cli-told_consent = { $count ->
        [one] { $count } od ovih zapisa je bio na platformi i sada je POVUČEN.
        [few] { $count } od ovih zapisa su bila na platformi i sada su POVUČENA.
       *[other] { $count } od ovih zapisa je bilo na platformi i sada je POVUČENO.
    }
cli-told_remembered = { $count ->
        [one] { $count } od njih nije bio na platformi; ona pamti NE, i uzima taj zapis samo sa `--readmit ID`.
        [few] { $count } od njih nisu bila na platformi; ona pamti NE, i uzima te zapise samo sa `--readmit ID`.
       *[other] { $count } od njih nije bilo na platformi; ona pamti NE, i uzima te zapise samo sa `--readmit ID`.
    }
cli-told_not_remembered = { $count ->
        [one] { $count } od njih nije bio na platformi, koja o njemu NE PAMTI NIŠTA, jer ih već pamti previše: pazite da se ne pošalje starija datoteka sa DA.
        [few] { $count } od njih nisu bila na platformi, koja o njima NE PAMTI NIŠTA, jer ih već pamti previše: pazite da se ne pošalje starija datoteka sa DA.
       *[other] { $count } od njih nije bilo na platformi, koja o njima NE PAMTI NIŠTA, jer ih već pamti previše: pazite da se ne pošalje starija datoteka sa DA.
    }
cli-told_services = { $count ->
        [one] { $count } usluga koju njen red više nema sada je POVUČENA.
        [few] { $count } usluge koje njihovi redovi više nemaju sada su POVUČENE.
       *[other] { $count } usluga koje njihovi redovi više nemaju sada je POVUČENO.
    }
cli-told_newer_services = { $count ->
        [one] { $count } usluga koju njen red nema stigla je s NOVIJOM datotekom i ostaje; da li je ova datoteka starija?
        [few] { $count } usluge koje njihovi redovi nemaju stigle su s NOVIJOM datotekom i ostaju; da li je ova datoteka starija?
       *[other] { $count } usluga koje njihovi redovi nemaju stiglo je s NOVIJOM datotekom i ostaje; da li je ova datoteka starija?
    }
cli-told_unknown = { $count ->
        [one] { $count } red je toliko oštećen da se njegov identifikator ne može pročitati: ako kaže NE, ili je njegov zapis na platformi, taj zapis JE JOŠ tamo kakav je bio. Ispravite red, ili povucite zapis.
        [few] { $count } reda su toliko oštećena da se njihovi identifikatori ne mogu pročitati: ako kažu NE, ili su njihovi zapisi na platformi, ti zapisi SU JOŠ tamo kakvi su bili. Ispravite redove, ili povucite zapise.
       *[other] { $count } redova je toliko oštećeno da se njihovi identifikatori ne mogu pročitati: ako kažu NE, ili su njihovi zapisi na platformi, ti zapisi SU JOŠ tamo kakvi su bili. Ispravite redove, ili povucite zapise.
    }
cli-told_still = { $count ->
        [one] { $count } od odbijenih redova ima zapis koji JE JOŠ na platformi kakav je bio: ispravite red, ili ga povucite.
        [few] { $count } od odbijenih redova imaju zapis koji JE JOŠ na platformi kakav je bio: ispravite red, ili ga povucite.
       *[other] { $count } od odbijenih redova ima zapis koji JE JOŠ na platformi kakav je bio: ispravite red, ili ga povucite.
    }
cli-told_missing = { $count ->
        [one] { $count } zapis koji ovaj izvoz više nema sada je POVUČEN.
        [few] { $count } zapisa koje ovaj izvoz više nema sada su POVUČENA.
       *[other] { $count } zapisa koje ovaj izvoz više nema sada je POVUČENO.
    }
cli-rejected_incomplete = `{ $file }` NIJE POTPUNA: nije mogla biti zapisana (`{ $why }`). Oslobodite mesto, i pokrenite istu komandu ponovo.
cli-rejected_file = Odbijeni redovi i razlozi: `{ $file }`
cli-rejected_unwritable = `{ $file }`: ne može se zapisati, pa ništa nije poslato: odbijeni redovi ne bi bili nigde navedeni
cli-dry_summary = Poslalo bi se zapisa: { $records }; odbilo bi se redova: { $rejected }; ništa nije poslato.
cli-no_rows = PAŽNJA: datoteka ima zaglavlje i NIJEDAN RED. Ako to niste očekivali, izvoz nije uspeo.
cli-interrupted = prekinuto (`{ $reason }`); nastavlja se za { $seconds } s
cli-borders = Preko granica: zemlje partneri mogu naći { $found } od { $all } zapisa žrtava
cli-borders_consent = { $count ->
        [one] { $count } nema pristanak na to (`consent_cross_border_sharing` nije `YES`)
        [few] { $count } nemaju pristanak na to (`consent_cross_border_sharing` nije `YES`)
       *[other] { $count } nema pristanak na to (`consent_cross_border_sharing` nije `YES`)
    }
cli-borders_no_column = { $count ->
        [one] { $count } se ne može naći jer mapiranje ne navodi `consent_cross_border_sharing`: ovde se ne zna da li je lice pristalo
        [few] { $count } se ne mogu naći jer mapiranje ne navodi `consent_cross_border_sharing`: ovde se ne zna da li su lica pristala
       *[other] { $count } se ne može naći jer mapiranje ne navodi `consent_cross_border_sharing`: ovde se ne zna da li su lica pristala
    }
cli-borders_home = { $count ->
        [one] { $count } ne navodi drugu zemlju
        [few] { $count } ne navode drugu zemlju
       *[other] { $count } ne navodi drugu zemlju
    }
cli-borders_key = { $count ->
        [one] { $count } je napravljen bez transnacionalnog ključa
        [few] { $count } su napravljena bez transnacionalnog ključa
       *[other] { $count } je napravljeno bez transnacionalnog ključa
    }
cli-borders_perhaps = { $count ->
        [one] { $count } je nepromenjen, a ovo slanje nije imalo transnacionalni ključ
        [few] { $count } su nepromenjena, a ovo slanje nije imalo transnacionalni ključ
       *[other] { $count } je nepromenjeno, a ovo slanje nije imalo transnacionalni ključ
    }
cli-borders_little = { $count ->
        [one] { $count } govori premalo o licu
        [few] { $count } govore premalo o licu
       *[other] { $count } govori premalo o licu
    }
cli-hidden_records = { $count ->
        [one] { $count } zapis sa `consent_cross_border_sharing YES` zemlje partneri ne mogu naći: { $why }.
        [few] { $count } zapisa sa `consent_cross_border_sharing YES` zemlje partneri ne mogu naći: { $why }.
       *[other] { $count } zapisa sa `consent_cross_border_sharing YES` zemlje partneri ne mogu naći: { $why }.
    }
cli-hidden_key = nije dat `--transnational-key`, pa nemaju transnacionalne oznake; pokrenite istu komandu ponovo sa njim
cli-hidden_little = premalo je poznato o licu (matični broj, broj dokumenta, ili imena sa datumom rođenja)
cli-hidden_home = ništa u njima ne prelazi granicu (`citizenships`, `country_of_residence`, `country_of_recruitment`, `country_of_exploitation`)
cli-hidden_perhaps = Nije dat `--transnational-key`: od nepromenjenih zapisa sa `consent_cross_border_sharing YES` ({ $count }) zemlje partneri nalaze samo one koji su ranije poslati sa njim; pokrenite istu komandu ponovo sa njim.
cli-set_aside = { $count ->
        [one] `{ $column }`: { $count } vrednost je ostavljena po strani jer ništa ne govori: { $why } (prva u redu { $line }).
        [few] `{ $column }`: { $count } vrednosti su ostavljene po strani jer ništa ne govore: { $why } (prva u redu { $line }).
       *[other] `{ $column }`: { $count } vrednosti je ostavljeno po strani jer ništa ne govore: { $why } (prva u redu { $line }).
    }
cli-remark = { $count ->
        [one] `{ $column }`: { $count } vrednost { $what } (prva u redu { $line }).
        [few] `{ $column }`: { $count } vrednosti { $what } (prva u redu { $line }).
       *[other] `{ $column }`: { $count } vrednosti { $what } (prva u redu { $line }).
    }
cli-remark_two_orders = može se čitati kao RAZLIČITI DANI po dva oblika iz `date_formats`, i uzet je prvi navedeni; navedite samo pravi
cli-remark_short_year = sa godinama od dve cifre, čitano kao { $first } do { $last }; `two_digit_years_from` u datoteci mapiranja kaže koji vek
cli-remark_partly = poznato delimično: upotrebljeno je ono što se zna
cli-remark_rounded = sa decimalama, zaokruženo
cli-remark_empty = uzeto kao prazno (`empty = [...]` u datoteci mapiranja navodi šta jeste)
cli-remark_other = bez koda: umesto njih stoji `other` iz datoteke mapiranja
cli-remark_left_out = bez koda, izostavljeno kako kaže datoteka mapiranja
cli-remark_odd_letters = sa slovima koja imena u regionu nemaju (`æ è ð`, ili dve azbuke u jednoj reči): PROVERITE da li su tačna; u datoteci `windows-1250` pročitanoj kao `windows-1252` tako izgledaju `ć č đ`
cli-remark_two_persons = možda imena dve osobe (zarez, kosa crta ili „i“ između dva imena): jedan red je jedna osoba; napravite red za svaku
cli-remark_alike_ids = razlikuju se od drugog ID-a iz datoteke samo po nulama, crticama, razmacima, veličini slova ili slovima drugog pisma koja izgledaju isto (ćirilično i latinično A), i označavaju druge zapise: PROVERITE da ih tabela nije promenila
cli-remark_odd_hyphen = sa crticom koje nema na tastaturi (‑ – −): isti ID sa - je drugi zapis
cli-remark_zero = od dvanaest cifara: vraćena je prva nula, koju tabela uklanja, kako potvrđuje kontrolna cifra
cli-note_marked = Datoteka počinje oznakom `{ $encoding }`, i tako je pročitana; mapiranje navodi drugo kodiranje.
cli-note_hidden = { $count ->
        [one] { $count } red je skriven u tabeli (ručno, ili filterom) i pročitan je kao svi drugi: da ga izostavite, kopirajte ono što se vidi u drugu datoteku.
        [few] { $count } reda su skrivena u tabeli (ručno, ili filterom) i pročitana su kao svi drugi: da ih izostavite, kopirajte ono što se vidi u drugu datoteku.
       *[other] { $count } redova je skriveno u tabeli (ručno, ili filterom) i pročitano kao svi drugi: da ih izostavite, kopirajte ono što se vidi u drugu datoteku.
    }
cli-note_totals = { $count ->
        [one] { $count } red sa zbirovima je preskočen (prvi u redu { $line }).
        [few] { $count } reda sa zbirovima su preskočena (prvi u redu { $line }).
       *[other] { $count } redova sa zbirovima je preskočeno (prvi u redu { $line }).
    }
cli-note_headers = { $count ->
        [one] { $count } red koji ponavlja zaglavlje je preskočen (prvi u redu { $line }).
        [few] { $count } reda koji ponavljaju zaglavlje su preskočena (prvi u redu { $line }).
       *[other] { $count } redova koji ponavljaju zaglavlje je preskočeno (prvi u redu { $line }).
    }
cli-note_empty = { $count ->
        [one] { $count } red bez ijedne vrednosti je preskočen (prvi u redu { $line }).
        [few] { $count } reda bez ijedne vrednosti su preskočena (prvi u redu { $line }).
       *[other] { $count } redova bez ijedne vrednosti je preskočeno (prvi u redu { $line }).
    }
cli-note_short = { $count ->
        [one] { $count } red se završava ranije: ćelije koje nedostaju uzete su kao prazne (prvi u redu { $line }).
        [few] { $count } reda se završavaju ranije: ćelije koje nedostaju uzete su kao prazne (prvi u redu { $line }).
       *[other] { $count } redova se završava ranije: ćelije koje nedostaju uzete su kao prazne (prvi u redu { $line }).
    }
cli-rows_of_reason = redova: { $count } (redovi { $lines }, ...): { $what }
cli-line_of_reason = red { $line }: { $what }
cli-full_nameless = `--full`: identifikator u redu { $line } ne može se pročitati, pa se ne zna koji zapis izvoz ima: ništa nije povučeno kao nedostajuće
cli-full_unreadable = { $count ->
        [one] `--full`: { $count } red se ne može pročitati, pa se ne zna koje zapise izvoz ima: ništa nije povučeno kao nedostajuće
        [few] `--full`: { $count } reda se ne mogu pročitati, pa se ne zna koje zapise izvoz ima: ništa nije povučeno kao nedostajuće
       *[other] `--full`: { $count } redova se ne može pročitati, pa se ne zna koje zapise izvoz ima: ništa nije povučeno kao nedostajuće
    }
cli-full_older = `--full`: ova datoteka je starija od onoga što platforma ima (zapisa koje nema, a stigli su posle nje: { $newer }; njenih starijih redova: { $older }): ništa nije povučeno kao nedostajuće. Ako je ipak najnoviji potpuni izvoz, pokrenite ponovo sa `--newest`
cli-full_summary = { $count } od { $all } zapisa koji su bili na platformi (vrsta: { $kind }; { $share } %) nije u ovom izvozu
cli-full_other_number = { $summary }, a ne { $number }: ništa nije povučeno kao nedostajuće
cli-full_too_many = { $summary }, što je više od { $limit } %: ništa nije povučeno kao nedostajuće. Ako je izvoz potpun, potvrdite sa `--withdraw-missing { $count }`
cli-full_question = { $summary }. Povući ih?
cli-full_refused = ništa nije povučeno kao nedostajuće
cli-full_confirm = { $summary }: da ih povučete, potvrdite sa `--yes` ili `--withdraw-missing { $count }`
cli-duplicates_person = lice
cli-duplicates_found = Od vaših zapisa o žrtvama, za { $records } se čini da su zapisi o istim licima; broj tih lica: { $persons }
cli-duplicates_none = Ne čini se da su ma koja dva vaša zapisa o žrtvama o istom licu.
cli-duplicates_more = ima ih još: ispravite ili povucite neke od ovih i pitajte ponovo
cli-duplicates_own = Da pored ovih vidite identifikatore svog sistema: `--mapping FILE --export FILE`
cli-records_none = Platforma nema zapisa vaše ustanove.
cli-records_none_such = Platforma nema takvih zapisa vaše ustanove.
cli-records_no_periods = Nijedan vaš zapis se ne čuva duže od rokova čuvanja platforme; ako ih ona nema, nijedan nikada.
cli-records_others = { $count ->
        [one] Još { $count } zapis vaše ustanove je iz drugog sistema ili druge vrste; bez `--mapping` (ili `--system`) naveden je i on.
        [few] Još { $count } zapisa vaše ustanove su iz drugih sistema ili drugih vrsta; bez `--mapping` (ili `--system`) navedeni su i oni.
       *[other] Još { $count } zapisa vaše ustanove je iz drugih sistema ili drugih vrsta; bez `--mapping` (ili `--system`) navedeni su i oni.
    }
cli-records_absent = `{ $id }`: nije na platformi
cli-records_withdrawn = { $count ->
        [one] { $count } zapis je povučen: njegov sadržaj je obrisan.
        [few] { $count } zapisa su povučena: njihov sadržaj je obrisan.
       *[other] { $count } zapisa je povučeno: njihov sadržaj je obrisan.
    }
cli-records_other_number = { $count ->
        [one] to je { $count } zapis, a ne { $number }: ništa nije povučeno
        [few] to su { $count } zapisa, a ne { $number }: ništa nije povučeno
       *[other] to je { $count } zapisa, a ne { $number }: ništa nije povučeno
    }
cli-records_kind = vrsta
cli-records_id = identifikator na platformi
cli-records_revision = verzija
cli-records_month = mesec
cli-records_export = u izvozu
cli-records_mark = identifikatori počinju sa
cli-records_count = zapisa
cli-records_first = prvi mesec
cli-records_last = poslednji mesec
cli-first_records = napomena: prvi zapisi pod ovim ključem i sistemom. Ima li kopije ključa na drugom mestu? Bez nje se nijedan zapis ne može pojedinačno ispraviti ni povući.
cli-new_system_plain = sa identifikatorima takvim kakvi su
cli-new_system_hashed = pod ovim ključem i sistemom „{ $system }” (identifikatori bi počinjali sa `{ $mark }`)
cli-new_system = platforma ima { $count } zapisa vaše ustanove, i nijedan { $what }: ništa nije poslato. Ako su iz ovog izvoza, ključ ili ime sistema su drugi nego ranije: upotrebite ranije, inače je svaki zapis dva puta. Ako je ovaj izvoz iz drugog sistema, ili se identifikatori menjaju, pokrenite ponovo sa `--new-system` (`docs/mapping.md` objašnjava)
cli-say_how_named = recite kako su identifikatori nazvani kada su poslati: sa `--mapping FILE` (ili `--system NAME`, kao u mapiranju) skrivaju se kao tada; sa `--plain-ids` šalju se takvi kakvi su
cli-mapping_usable = Može se upotrebiti { $passed } od { $rows } redova; od njih nastaje zapisa: { $records }.
cli-mapping_field = polje
cli-mapping_column = kolona
cli-mapping_for_all = (za sve redove)
cli-mapping_uncoded = `{ $field }`: vrednosti bez koda
cli-mapping_more = i još { $count }
cli-mapping_leaves = Šta bi izašlo, od prvih zapisa (oznake samo kao broj):
cli-mapping_unusable = Redovi koji se ne mogu upotrebiti:
cli-mapping_aside = Ostavljeno po strani:
cli-mapping_reading = Kako je datoteka pročitana:
cli-mapping_regions = NIJE provereno da li su regioni na spisku platforme: ova komanda nikoga ne poziva (`vdx codes region --online` ih navodi). Red sa drugim regionom odbija se kada se pošalje.
cli-mapping_no_consent = ODLUČITE `consent_processing`: mapiranje ne kaže da li su ova lica pristala. Sve gore važi kada to kaže; do tada `vdx submit` ne šalje ništa.
cli-mapping_no_system = ODLUČITE `system`: mapiranje ne navodi sistem identifikatora (`system = "registry"`), niti kaže `plain_ids = true`; do tada `vdx submit` ne šalje ništa.
cli-mapping_looked = Pregledano redova: { $rows }, kolona: { $columns }.
cli-mapping_unreadable = { $count ->
        [one] { $count } red se ne može pročitati; `vdx mapping check` kaže zašto.
        [few] { $count } reda se ne mogu pročitati; `vdx mapping check` kaže zašto.
       *[other] { $count } redova se ne može pročitati; `vdx mapping check` kaže zašto.
    }
cli-mapping_next = Dalje: pročitajte je, zatim `vdx mapping check --mapping { $mapping } { $file }`
cli-mapping_there = `{ $file }` već postoji i nije menjana: navedite drugu datoteku sa `--out`
cli-mapping_decide = ODLUČITE { $what }
cli-no_such_file = `{ $path }`: nema takve datoteke; uporedite njeno ime i direktorijum u kome se komanda pokreće
cli-no_national_key = `{ $path }`: nema takve datoteke; `--key` navodi nacionalni ključ, koji koordinator daje ustanovama

## What reports say

report-title_strategy = Sprovođenje nacionalne strategije protiv trgovine ljudima, { $year }.
report-title_public = Žrtve trgovine ljudima, { $year }.
report-title_eurostat = `Eurostat`: trgovina ljudima, { $year }.
report-title_glotip = `UNODC`: upitnik za Globalni izveštaj o trgovini ljudima, do { $year }.
report-about_country = Zemlja
report-about_years = Godine
report-about_tier = Nivo zaštite
report-about_source = Izvor
report-about_release = Objava
report-source = Zapisi svih ustanova koje izveštavaju u razmeni podataka o žrtvama trgovine ljudima; svako lice se broji jednom.
report-source_of_table = Izvor: razmena podataka o žrtvama trgovine ljudima, objava { $releases }.
report-level_national = Nivo zaštite: nacionalni. Nije za objavljivanje.
report-level_transnational = Nivo zaštite: partnerske zemlje. Nije za objavljivanje.
report-level_public = Nivo zaštite: javni. Sme da se objavi.
report-drawn = Na grafikonu: { $column }
report-release = { $number }: { $years }, { $kind }, { $day }
report-release_open = Podaci ove objave se još mogu promeniti dok se konačno ne objave i ove godine: { $years }.
report-release_final = konačna
report-release_provisional = privremena
report-press = Za medije
report-press_table = Glavni podaci
report-press_estimate = Procenjen broj žrtava trgovine ljudima koje su ustanove identifikovale { $year }. godine: { $count }; pravi broj je vrlo verovatno { $interval }.
report-press_exact = Broj žrtava trgovine ljudima koje su ustanove identifikovale { $year }. godine: { $count }.
report-press_few = Ustanove su { $year }. godine identifikovale mali broj žrtava trgovine ljudima: procena je ispod deset; pravi broj je vrlo verovatno { $interval }.
report-press_provisional = Podaci za { $year }. godinu su privremeni: zapisi iz te godine možda još nedostaju. Ne porede se s drugim godinama.
report-press_none = Za { $year }. godinu nijedan broj identifikovanih žrtava nije dovoljno precizan da bi se objavio.
report-press_more = To je više nego { $year }. godine, a razlika je veća od nesigurnosti podataka.
report-press_less = To je manje nego { $year }. godine, a razlika je veća od nesigurnosti podataka.
report-press_same = To je isto koliko i { $year }. godine.
report-press_noise = Razlika u odnosu na { $year }. godinu nije veća od nesigurnosti podataka: iz nje se ne može zaključiti ni rast ni pad.
report-press_not_compared = { $year }. godina se ne poredi: njen broj se ne prikazuje, ili se nijedan ne može porediti s njim.
report-press_several = Te tvrdnje nisu u suprotnosti: nesigurnost podataka razlikuje se od godine do godine.
report-press_read = Ovo su žrtve koje je neka ustanova identifikovala, a ne sve žrtve koje postoje. Podaci su procene; interval pored svakog sadrži pravi broj u devet od deset slučajeva.
report-indicators = Pokazatelji strategije
report-victims = Ko su žrtve
report-victims_by = Žrtve prema: { $dimension }
report-by_year = Godine
report-victims_by_year = Identifikovane žrtve po godini
report-since_before = od prethodne godine
report-measures = Šta se broji, { $year }.
report-note_units = Svaka vrsta se broji za sebe: jedan predmet može imati više okrivljenih, jedna osoba više usluga.
report-since = od { $year }.
report-note_list = Ko je eksploatisan na više načina nije ni u jednom od ovih oblika.
report-count = Broj
report-table_by = { $measure } prema: { $dimensions }
report-table_only = Samo { $dimension }: { $codes }.
report-note_several = Ko ima više šifara nekog spiska stoji pod svakom od njih, ili pod „više“.
report-note_left_out = Izostavljeno, jer su podaci privremeni: { $years }. Pitajte za te godine posebno; o njima se zna manje.
report-rows_figures = Podatak
report-rows_indicators = Pokazatelj
report-rows_persons = Osobe
report-rows_victims = Žrtve
report-method = Kako se čitaju podaci
report-method_persons = Lice se broji jednom, u godini prve identifikacije, ma koliko ga ustanova prijavi. Ustanove umesto imena šalju šifrovane otiske; po njima se nalazi ko je ista osoba, pa pojedine osobe mogu biti izostavljene ili izbrojane dvaput.
report-method_noise = Da se nijedna žrtva ne bi mogla prepoznati, podaci su izmereni s namernim šumom, jednom, u okviru budžeta diferencijalne privatnosti. Svaki je procena s intervalom od 90 %: on sadrži pravi broj u devet od deset slučajeva. Samo podaci označeni kao tačni su bez šuma.
report-method_letters = Slovo govori koliko je podatak precizan: `A`, polovina njegovog intervala je najviše 10 % podatka; `B`, najviše 25 %; `C`, najviše 50 %; bez slova, više.
report-method_few = „<10“ je procena ispod deset, čiji bi sam broj govorio premalo. Može biti i nula.
report-method_dot = Tačka umesto podatka znači da se on ne prikazuje, iz razloga koji stoji pored. Ona nikada ne znači nulu. Što počiva na manje od deset važi kao pregrubo.
report-method_modelled = „Modelovani“ podaci slede iz izmerenih tabela ako njihove dimenzije ne deluju jedna na drugu izvan njih. Kada deluju, podaci mogu biti dalje nego što interval kaže.
report-method_reported = Broji se samo ono što ustanove prijave. Više žrtava u nekoj godini može značiti da ih je više bilo, ili da ih je više pronađeno.
report-method_group = Ćelije tabele se sabiraju do na zaokruživanje; ko ima više šifara stoji pod „više“.
report-method_change = Dve godine se razlikuju više od šuma kada im se intervali ne preklapaju. Kada se ništa nije promenilo, to se dešava u najviše jednom od deset poređenja, a uglavnom mnogo ređe: od mnogo podataka poneki se razlikuje slučajno. Interval razlike ide od donjeg kraja jednog do gornjeg kraja drugog.
report-method_strategy = Pokazatelji su iz Nacionalne strategije i Akcionog plana protiv trgovine ljudima 2008–2011, odeljak `IV.3.b`. Udeli su od onih za koje se činjenica zna; proseci slede iz tabela s razredima.
report-reason_modelled = modelovano: ne prikazuje se na ovom nivou
report-reason_rough = pregrubo za ovaj nivo
report-reason_rests_on_few = počiva na manje od deset
report-reason_not_measured = nije mereno u objavi
report-reason_not_told_apart = nijedan takav kod se ne razlikuje
report-reason_not_released = godina nije objavljena
report-reason_not_collected = ne prikuplja se u razmeni
report-reason_not_comparable = jedan od dva podatka se ne prikazuje
report-reason_provisional = privremeni podaci se ne porede
report-change_more = više
report-change_less = manje
report-change_noise = u granicama greške
report-change_same = isto
report-from_to = od { $from } do { $to }
report-basis_exact = tačno
report-basis_measured = mereno
report-basis_modelled = modelovano
report-value = Vrednost
report-low = Od
report-high = Do
report-precision = Slovo
report-basis = Poreklo
report-remark = Napomena
report-csv_table = Tabela
report-csv_heading = Naslov
report-csv_row = Red
report-csv_column = Kolona
report-csv_shown = Prikazano
report-sheet_about = O izveštaju
report-skip = Na podatke
report-chart_label = Na grafikonu
report-chart_below = Margina ispod
report-chart_above = Margina iznad
report-total = Ukupno
report-female = Ženski
report-male = Muški
report-women = Žene
report-men = Muškarci
report-girls = Devojčice
report-boys = Dečaci
report-sex_other = Drugo ili nepoznato
report-age_unknown = Nepoznata starost
report-under_18 = Ispod 18 godina
report-from_18 = 18 godina i više
report-not_reported = Nije prijavljeno
report-not_reported_or_several = Nije prijavljeno, ili više njih
report-not_told_apart = Zemlje koje objave ne razlikuju, u Evropskoj uniji ili van nje
report-own_citizens = Domaći državljani
report-foreign_citizens = Strani državljani
report-other_eu = Druge članice Evropske unije koje objave razlikuju: { $countries }
report-outside_eu = Zemlje van Evropske unije koje objave razlikuju: { $countries }
report-other_eu_short = Ostali iz Evropske unije
report-outside_eu_short = Van Evropske unije
report-several_forms = Više oblika
report-suspected = Osumnjičeni
report-prosecuted = Krivično gonjeni
report-convicted = Osuđeni
report-by_hand = Popunjava se ručno
report-by_hand_eurostat = Osoba za kontakt; definicije i domaći zakon; pol i državljanstvo osumnjičenih, gonjenih i osuđenih osoba, od policije i sudova.
report-by_hand_glotip = Službenik koji koordinira odgovor; članovi krivičnog zakona; pol i državljanstvo osumnjičenih, gonjenih i osuđenih osoba, od policije i sudova; opisi slučajeva.
report-eurostat_victims = Registrovane žrtve
report-eurostat_sex = Muški i ženski su kako su ustanove zabeležile rod; transrodne i rodno nekonformne žrtve stoje pod „drugo ili nepoznato“.
report-eurostat_organisation = Žrtve prema organizaciji koja ih je registrovala i polu
report-eurostat_age = Žrtve prema starosnoj grupi i polu
report-eurostat_citizenship = Žrtve prema državljanstvu i polu
report-eurostat_exploitation = Žrtve prema obliku eksploatacije i polu
report-eurostat_labour = Rad, sa servitutom, dečjim radom i prinudnim prosjačenjem
report-eurostat_other = Ostalo: brak, oružana služba, usvojenje, surogat materinstvo, krivična dela, druga vrsta
report-eurostat_traffickers = Osumnjičene, gonjene i osuđene osobe
report-eurostat_defendants = Okrivljeni se broji jednom, u godini u kojoj je postupak pokrenut; osuđeni u godini u kojoj je okončan. Gonjeni su oni čiji je slučaj stigao do tužilaštva ili suda.
report-eurostat_persons = Osobe prema pravnom statusu i polu
report-eurostat_persons_citizenship = Osobe prema pravnom statusu i državljanstvu
report-glotip_offenders = Krivična dela i učinioci
report-glotip_offences = Zabeležena krivična dela trgovine ljudima
report-glotip_cases = Pokrenuti krivični slučajevi
report-glotip_cases_note = Broje se slučajevi, od kojih jedan može sadržati više dela, i srodna dela.
report-glotip_persons = Osumnjičene, gonjene i osuđene osobe, prema polu
report-glotip_convicted = Osuđene osobe prema državljanstvu
report-glotip_victims = Otkrivene žrtve
report-glotip_by_age_sex = Žrtve prema starosti i polu
report-glotip_by_exploitation = Žrtve prema obliku eksploatacije
report-glotip_by_exploitation_who = Žrtve prema obliku eksploatacije, starosti i polu, { $year }.
report-glotip_by_citizenship = Žrtve prema državljanstvu
report-glotip_abroad = Domaći državljani eksploatisani u inostranstvu, prema zemlji

## Countries (names of the Unicode CLDR in Albanian and Serbian)

country-ad = Andora
country-ae = Ujedinjeni Arapski Emirati
country-af = Avganistan
country-ag = Antigva i Barbuda
country-ai = Angvila
country-al = Albanija
country-am = Jermenija
country-ao = Angola
country-aq = Antarktik
country-ar = Argentina
country-as = Američka Samoa
country-at = Austrija
country-au = Australija
country-aw = Aruba
country-ax = Olandska Ostrva
country-az = Azerbejdžan
country-ba = Bosna i Hercegovina
country-bb = Barbados
country-bd = Bangladeš
country-be = Belgija
country-bf = Burkina Faso
country-bg = Bugarska
country-bh = Bahrein
country-bi = Burundi
country-bj = Benin
country-bl = Sveti Bartolomej
country-bm = Bermudi
country-bn = Brunej
country-bo = Bolivija
country-bq = Karipska Holandija
country-br = Brazil
country-bs = Bahami
country-bt = Butan
country-bv = Ostrvo Buve
country-bw = Bocvana
country-by = Belorusija
country-bz = Belize
country-ca = Kanada
country-cc = Kokosova (Kilingova) Ostrva
country-cd = Kongo - Kinšasa
country-cf = Centralnoafrička Republika
country-cg = Kongo - Brazavil
country-ch = Švajcarska
country-ci = Obala Slonovače (Kot d’Ivoar)
country-ck = Kukova Ostrva
country-cl = Čile
country-cm = Kamerun
country-cn = Kina
country-co = Kolumbija
country-cr = Kostarika
country-cu = Kuba
country-cv = Zelenortska Ostrva
country-cw = Kurasao
country-cx = Božićno Ostrvo
country-cy = Kipar
country-cz = Češka
country-de = Nemačka
country-dj = Džibuti
country-dk = Danska
country-dm = Dominika
country-do = Dominikanska Republika
country-dz = Alžir
country-ec = Ekvador
country-ee = Estonija
country-eg = Egipat
country-eh = Zapadna Sahara
country-er = Eritreja
country-es = Španija
country-et = Etiopija
country-fi = Finska
country-fj = Fidži
country-fk = Foklandska Ostrva
country-fm = Mikronezija
country-fo = Farska Ostrva
country-fr = Francuska
country-ga = Gabon
country-gb = Ujedinjeno Kraljevstvo
country-gd = Grenada
country-ge = Gruzija
country-gf = Francuska Gvajana
country-gg = Gernzi
country-gh = Gana
country-gi = Gibraltar
country-gl = Grenland
country-gm = Gambija
country-gn = Gvineja
country-gp = Gvadelup
country-gq = Ekvatorijalna Gvineja
country-gr = Grčka
country-gs = Južna Džordžija i Južna Sendvička Ostrva
country-gt = Gvatemala
country-gu = Guam
country-gw = Gvineja-Bisao
country-gy = Gvajana
country-hk = SAR Hongkong (Kina)
country-hm = Ostrvo Herd i Mekdonaldova ostrva
country-hn = Honduras
country-hr = Hrvatska
country-ht = Haiti
country-hu = Mađarska
country-id = Indonezija
country-ie = Irska
country-il = Izrael
country-im = Ostrvo Man
country-in = Indija
country-io = Britanska teritorija Indijskog okeana
country-iq = Irak
country-ir = Iran
country-is = Island
country-it = Italija
country-je = Džerzi
country-jm = Jamajka
country-jo = Jordan
country-jp = Japan
country-ke = Kenija
country-kg = Kirgistan
country-kh = Kambodža
country-ki = Kiribati
country-km = Komorska Ostrva
country-kn = Sent Kits i Nevis
country-kp = Severna Koreja
country-kr = Južna Koreja
country-kw = Kuvajt
country-ky = Kajmanska Ostrva
country-kz = Kazahstan
country-la = Laos
country-lb = Liban
country-lc = Sveta Lucija
country-li = Lihtenštajn
country-lk = Šri Lanka
country-lr = Liberija
country-ls = Lesoto
country-lt = Litvanija
country-lu = Luksemburg
country-lv = Letonija
country-ly = Libija
country-ma = Maroko
country-mc = Monako
country-md = Moldavija
country-me = Crna Gora
country-mf = Sveti Martin (Francuska)
country-mg = Madagaskar
country-mh = Maršalska Ostrva
country-mk = Severna Makedonija
country-ml = Mali
country-mm = Mijanmar (Burma)
country-mn = Mongolija
country-mo = SAR Makao (Kina)
country-mp = Severna Marijanska Ostrva
country-mq = Martinik
country-mr = Mauritanija
country-ms = Monserat
country-mt = Malta
country-mu = Mauricijus
country-mv = Maldivi
country-mw = Malavi
country-mx = Meksiko
country-my = Malezija
country-mz = Mozambik
country-na = Namibija
country-nc = Nova Kaledonija
country-ne = Niger
country-nf = Ostrvo Norfok
country-ng = Nigerija
country-ni = Nikaragva
country-nl = Holandija
country-no = Norveška
country-np = Nepal
country-nr = Nauru
country-nu = Niue
country-nz = Novi Zeland
country-om = Oman
country-pa = Panama
country-pe = Peru
country-pf = Francuska Polinezija
country-pg = Papua Nova Gvineja
country-ph = Filipini
country-pk = Pakistan
country-pl = Poljska
country-pm = Sen Pjer i Mikelon
country-pn = Pitkern
country-pr = Portoriko
country-ps = Palestinske teritorije
country-pt = Portugalija
country-pw = Palau
country-py = Paragvaj
country-qa = Katar
country-re = Reinion
country-ro = Rumunija
country-rs = Srbija
country-ru = Rusija
country-rw = Ruanda
country-sa = Saudijska Arabija
country-sb = Solomonska Ostrva
country-sc = Sejšeli
country-sd = Sudan
country-se = Švedska
country-sg = Singapur
country-sh = Sveta Jelena
country-si = Slovenija
country-sj = Svalbard i Jan Majen
country-sk = Slovačka
country-sl = Sijera Leone
country-sm = San Marino
country-sn = Senegal
country-so = Somalija
country-sr = Surinam
country-ss = Južni Sudan
country-st = Sao Tome i Principe
country-sv = Salvador
country-sx = Sveti Martin (Holandija)
country-sy = Sirija
country-sz = Svazilend
country-tc = Ostrva Turks i Kaikos
country-td = Čad
country-tf = Francuske Južne Teritorije
country-tg = Togo
country-th = Tajland
country-tj = Tadžikistan
country-tk = Tokelau
country-tl = Timor-Leste (Istočni Timor)
country-tm = Turkmenistan
country-tn = Tunis
country-to = Tonga
country-tr = Turska
country-tt = Trinidad i Tobago
country-tv = Tuvalu
country-tw = Tajvan
country-tz = Tanzanija
country-ua = Ukrajina
country-ug = Uganda
country-um = Udaljena ostrva SAD
country-us = Sjedinjene Države
country-uy = Urugvaj
country-uz = Uzbekistan
country-va = Vatikan
country-vc = Sent Vinsent i Grenadini
country-ve = Venecuela
country-vg = Britanska Devičanska Ostrva
country-vi = Američka Devičanska Ostrva
country-vn = Vijetnam
country-vu = Vanuatu
country-wf = Valis i Futuna
country-ws = Samoa
country-xk = Kosovo
country-ye = Jemen
country-yt = Majot
country-za = Južnoafrička Republika
country-zm = Zambija
country-zw = Zimbabve
