# Words of everything that people read, in Albanian (standard, as institutions of Kosovo use it).

## Codes

code-not_reported = nuk është raportuar
    .meaning = Nuk është raportuar asgjë. Kjo nuk do të thotë as jo, as e panjohur.
code-multiple = disa kode
    .meaning = Janë raportuar disa kode aty ku numërohet vetëm një.
code-other_country = shtete të tjera
    .meaning = Shtete që botimi i të dhënave nuk i dallon veç e veç.

list-yes_no = po ose jo
code-yes_no-yes = po
    .meaning = Është kështu.
code-yes_no-no = jo
    .meaning = Nuk është kështu.
code-yes_no-unknown = e panjohur
    .meaning = Është pyetur, por askush nuk e di. Nuk është njësoj si jo.

list-trafficking_status = rezultati i identifikimit
code-trafficking_status-possible_victim = viktimë e mundshme
    .meaning = Ka tregues se personi është trafikuar dhe identifikimi nuk ka përfunduar.
code-trafficking_status-actual_victim = viktimë e identifikuar
    .meaning = Personi është identifikuar zyrtarisht si viktimë e trafikimit.
code-trafficking_status-not_a_victim = nuk është viktimë
    .meaning = Identifikimi ka treguar se personi nuk është trafikuar.
code-trafficking_status-at_risk_prevented = në rrezik, trafikimi u parandalua
    .meaning = Personi ishte në rrezik dhe trafikimi u parandalua para se të fillonte.

list-status_decided_by = kush e vendosi statusin
code-status_decided_by-police = policia
    .meaning = Ka vendosur policia.
code-status_decided_by-ngo = organizatë joqeveritare
    .meaning = Ka vendosur një organizatë joqeveritare.
code-status_decided_by-court_or_prosecution = gjykata ose prokuroria
    .meaning = Ka vendosur gjykata ose prokuroria.
code-status_decided_by-non_police_government = autoritet tjetër publik
    .meaning = Ka vendosur një autoritet shtetëror jashtë policisë, si qendra për punë sociale.
code-status_decided_by-other = dikush tjetër
    .meaning = Ka vendosur dikush që nuk është në grupet e tjera.

list-gender = gjinia
code-gender-feminine = vajzë ose grua
    .meaning = Gjinia e personit është shënuar si femërore.
code-gender-masculine = djalë ose burrë
    .meaning = Gjinia e personit është shënuar si mashkullore.
code-gender-transgender_feminine = transgjinor, femëror
    .meaning = Personi është transgjinor dhe gjinia është shënuar si femërore.
code-gender-transgender_masculine = transgjinor, mashkullor
    .meaning = Personi është transgjinor dhe gjinia është shënuar si mashkullore.
code-gender-non_conforming = gjini jokonforme
    .meaning = Gjinia e personit nuk është shënuar as si femërore, as si mashkullore.
code-gender-unknown = gjinia e panjohur
    .meaning = Gjinia është kërkuar, por nuk dihet.

list-age_band = mosha në kohën e identifikimit
code-age_band-from_0_to_8 = fëmijë 0–8 vjeç
    .meaning = Vajzë ose djalë deri në 8 vjeç në kohën e identifikimit.
code-age_band-from_9_to_17 = fëmijë 9–17 vjeç
    .meaning = Vajzë ose djalë 9 deri në 17 vjeç në kohën e identifikimit.
code-age_band-from_18_to_20 = 18–20 vjeç
    .meaning = Grua ose burrë 18 deri në 20 vjeç në kohën e identifikimit.
code-age_band-from_21_to_23 = 21–23 vjeç
    .meaning = Grua ose burrë 21 deri në 23 vjeç në kohën e identifikimit.
code-age_band-from_24_to_26 = 24–26 vjeç
    .meaning = Grua ose burrë 24 deri në 26 vjeç në kohën e identifikimit.
code-age_band-from_27_to_29 = 27–29 vjeç
    .meaning = Grua ose burrë 27 deri në 29 vjeç në kohën e identifikimit.
code-age_band-from_30_to_38 = 30–38 vjeç
    .meaning = Grua ose burrë 30 deri në 38 vjeç në kohën e identifikimit.
code-age_band-from_39_to_47 = 39–47 vjeç
    .meaning = Grua ose burrë 39 deri në 47 vjeç në kohën e identifikimit.
code-age_band-from_48 = 48 vjeç e lart
    .meaning = Grua ose burrë 48 vjeç ose më i vjetër në kohën e identifikimit.
code-age_band-unknown = mosha e panjohur
    .meaning = Mosha është kërkuar, por nuk dihet.

list-majority = mosha madhore gjatë shfrytëzimit
code-majority-adult = i rritur
    .meaning = Personi ishte 18 vjeç ose më i vjetër kur u shfrytëzua.
code-majority-minor = fëmijë
    .meaning = Personi ishte nën 18 vjeç kur u shfrytëzua.
code-majority-unknown = e panjohur
    .meaning = Nuk dihet nëse personi ishte i rritur kur u shfrytëzua.

list-trafficking_form = kalimi i kufirit
code-trafficking_form-internal = brenda shtetit
    .meaning = Nuk është kaluar asnjë kufi.
code-trafficking_form-cross_border = ndërkufitar
    .meaning = Është kaluar kufiri i një shteti.
code-trafficking_form-both = të dyja
    .meaning = Personi është trafikuar brenda një shteti dhe përtej kufirit.
code-trafficking_form-unknown = e panjohur
    .meaning = Nuk dihet nëse është kaluar ndonjë kufi.

list-duration_band = kohëzgjatja e trafikimit
code-duration_band-less_than_1_year = më pak se 1 vit
    .meaning = Trafikimi zgjati më pak se një vit.
code-duration_band-from_1_to_2_years = 1 deri në 2 vjet
    .meaning = Trafikimi zgjati nga një deri në dy vjet.
code-duration_band-more_than_2_years = më shumë se 2 vjet
    .meaning = Trafikimi zgjati më shumë se dy vjet.
code-duration_band-unknown = e panjohur
    .meaning = Nuk dihet sa zgjati trafikimi.

list-recruitment_method = mënyra e rekrutimit
code-recruitment_method-place_of_business = lokal ose biznes
    .meaning = Rekrutuar në dyqan, lokal, agjenci ose biznes tjetër.
code-recruitment_method-educational_institution = shkollë ose universitet
    .meaning = Rekrutuar në shkollë, universitet ose institucion tjetër arsimor.
code-recruitment_method-work = vendi i punës
    .meaning = Rekrutuar në vendin e punës.
code-recruitment_method-online_social_network = rrjet social në internet
    .meaning = Rekrutuar përmes një rrjeti social ose bisede në internet.
code-recruitment_method-online_advert = shpallje në internet
    .meaning = Rekrutuar përmes një shpalljeje në internet.
code-recruitment_method-television_advert = reklamë në televizion
    .meaning = Rekrutuar përmes një reklame në televizion.
code-recruitment_method-newspaper_advert = shpallje në gazetë
    .meaning = Rekrutuar përmes një shpalljeje në gazetë.
code-recruitment_method-family = familja
    .meaning = Rekrutuar përmes familjes.
code-recruitment_method-friends = miqtë
    .meaning = Rekrutuar përmes miqve.
code-recruitment_method-other = mënyrë tjetër
    .meaning = Rekrutuar në një mënyrë që nuk është në këtë listë.

list-control_method = mjetet e kontrollit
code-control_method-physical_threats = kërcënime me dhunë
    .meaning = Personi është kërcënuar me dhunë fizike.
code-control_method-threats_law_enforcement = kërcënime me autoritetet
    .meaning = Personi është kërcënuar se do të denoncohet në polici ose te autoritete të tjera.
code-control_method-threatens_family = kërcënime ndaj familjes
    .meaning = Është kërcënuar me dëm ndaj familjes ose të afërmve të personit.
code-control_method-debt_bondage = robëri për shkak të borxhit
    .meaning = Një borxh, i vërtetë ose i pretenduar, e lidhte personin me shfrytëzuesit.
code-control_method-false_promises = premtime të rreme
    .meaning = Personi është mbajtur me premtime të pasinqerta.
code-control_method-physical_abuse = dhunë fizike
    .meaning = Ndaj personit është ushtruar dhunë fizike.
code-control_method-sexual_abuse = dhunë seksuale
    .meaning = Ndaj personit është ushtruar dhunë seksuale si mjet kontrolli.
code-control_method-takes_earnings = marrje e të ardhurave
    .meaning = Të tjerët ia merrnin personit të ardhurat.
code-control_method-restricts_finances = kufizim i qasjes në para
    .meaning = Të tjerët vendosnin për paratë e personit.
code-control_method-restricts_medical_care = mohim i kujdesit mjekësor
    .meaning = Personit i është mohuar kujdesi mjekësor.
code-control_method-withholds_necessities = mohim i nevojave themelore
    .meaning = Janë mohuar ushqimi, uji, gjumi ose nevoja të tjera themelore.
code-control_method-psychological_abuse = dhunë psikologjike
    .meaning = Personi është poshtëruar, izoluar ose vënë nën presion.
code-control_method-psychoactive_substances = drogë ose alkool
    .meaning = Personi është kontrolluar me drogë, medikamente ose alkool.
code-control_method-excessive_hours = orar i tepruar i punës
    .meaning = Personi është detyruar të punojë tepër gjatë.
code-control_method-withholds_documents = marrje e dokumenteve
    .meaning = Personit i janë marrë pasaporta, letërnjoftimi ose dokumente të tjera.
code-control_method-restricts_movement = kufizim i lëvizjes
    .meaning = Personi nuk mund të shkonte ku donte.
code-control_method-uses_children = shtypje përmes fëmijëve
    .meaning = Fëmijët e personit janë mbajtur ose kërcënuar.
code-control_method-other = mjet tjetër
    .meaning = Kontroll me një mjet që nuk është në këtë listë.

list-exploitation_type = lloji i shfrytëzimit
code-exploitation_type-forced_labour = punë e detyruar
    .meaning = Punë ose shërbime nën kërcënim, për të cilat personi nuk është pajtuar lirisht.
code-exploitation_type-sexual_exploitation = shfrytëzim seksual
    .meaning = Shfrytëzim i prostitucionit të të tjerëve ose forma të tjera të shfrytëzimit seksual.
code-exploitation_type-child_labour = punë e fëmijëve
    .meaning = Punë e një fëmije që e dëmton ose e largon nga shkolla.
code-exploitation_type-forced_marriage = martesë e detyruar
    .meaning = Martesë për të cilën personi nuk është pajtuar lirisht.
code-exploitation_type-servitude = robëri
    .meaning = Personi është detyruar të jetojë dhe t'u shërbejë të tjerëve pa rrugëdalje, për shembull në shtëpi.
code-exploitation_type-forced_military = shërbim i detyruar me armë
    .meaning = Personi është detyruar të shërbejë në një forcë ose grup të armatosur.
code-exploitation_type-organ_removal = heqje e organeve
    .meaning = Organe ose inde janë hequr, ose do të hiqeshin.
code-exploitation_type-forced_begging = lypje e detyruar
    .meaning = Personi është detyruar të lypë për të tjerët.
code-exploitation_type-forced_adoption = birësim i paligjshëm
    .meaning = Një fëmijë u është dhënë të tjerëve kundër rregullave të birësimit, për përfitim.
code-exploitation_type-surrogacy = surrogaci shfrytëzuese
    .meaning = Personi është detyruar të lindë fëmijë për të tjerët.
code-exploitation_type-forced_criminality = kryerje e detyruar e veprave penale
    .meaning = Personi është detyruar të kryejë vepra penale për të tjerët.
code-exploitation_type-other = lloj tjetër
    .meaning = Shfrytëzim i një lloji që nuk është në këtë listë.

list-labour_sector = sektori i shfrytëzimit në punë
code-labour_sector-a_agriculture_forestry_fishing = bujqësi, pylltari, peshkim
    .meaning = Seksioni A i ISIC: bujqësi, punë në pyje, peshkim dhe rritje e peshkut.
code-labour_sector-b_mining = miniera dhe gurore
    .meaning = Seksioni B i ISIC: miniera dhe gurore.
code-labour_sector-c_manufacturing = industri përpunuese
    .meaning = Seksioni C i ISIC: prodhim i mallrave në fabrika dhe punishte.
code-labour_sector-d_electricity_gas = energji elektrike dhe gaz
    .meaning = Seksioni D i ISIC: furnizim me energji elektrike, gaz, avull dhe ajër të kondicionuar.
code-labour_sector-e_water_waste = ujë dhe mbeturina
    .meaning = Seksioni E i ISIC: furnizim me ujë, kanalizim dhe mbeturina.
code-labour_sector-f_construction = ndërtimtari
    .meaning = Seksioni F i ISIC: ndërtim i shtëpive, rrugëve dhe veprave të tjera.
code-labour_sector-g_trade_repair = tregti dhe riparim
    .meaning = Seksioni G i ISIC: tregti me shumicë e pakicë, riparim i automjeteve.
code-labour_sector-h_transport_storage = transport dhe magazinim
    .meaning = Seksioni H i ISIC: transport i njerëzve dhe mallrave, magazinim, postë.
code-labour_sector-i_accommodation_food = hoteleri dhe restorante
    .meaning = Seksioni I i ISIC: akomodim, restorante, lokale.
code-labour_sector-j_information_communication = informim dhe komunikim
    .meaning = Seksioni J i ISIC: botime, transmetim, telekomunikacion, softuer.
code-labour_sector-k_finance_insurance = financa dhe sigurime
    .meaning = Seksioni K i ISIC: banka, sigurime dhe shërbime të tjera financiare.
code-labour_sector-l_real_estate = pasuri të paluajtshme
    .meaning = Seksioni L i ISIC: dhënie me qira, shitje dhe administrim i pasurive të paluajtshme.
code-labour_sector-m_professional_scientific = veprimtari profesionale e shkencore
    .meaning = Seksioni M i ISIC: veprimtari profesionale, shkencore dhe teknike.
code-labour_sector-n_administrative_support = pastrim, sigurim dhe mbështetje
    .meaning = Seksioni N i ISIC: agjenci të punës, pastrim, sigurim dhe mbështetje tjetër e bizneseve.
code-labour_sector-o_public_administration = administrata publike dhe mbrojtja
    .meaning = Seksioni O i ISIC: administrata publike, mbrojtja, sigurimi social.
code-labour_sector-p_education = arsim
    .meaning = Seksioni P i ISIC: arsim i të gjitha niveleve.
code-labour_sector-q_health_social_work = shëndetësi dhe punë sociale
    .meaning = Seksioni Q i ISIC: kujdes shëndetësor, shtëpi përkujdesi dhe punë sociale.
code-labour_sector-r_arts_entertainment = art, argëtim, sport
    .meaning = Seksioni R i ISIC: art, argëtim, sport, lojëra fati.
code-labour_sector-s_other_services = shërbime të tjera
    .meaning = Seksioni S i ISIC: riparim i sendeve, floktari, larje dhe shërbime të tjera personale.
code-labour_sector-t_households = punë në shtëpi
    .meaning = Seksioni T i ISIC: punë shtëpiake për familje private.
code-labour_sector-u_extraterritorial = organe ndërkombëtare
    .meaning = Seksioni U i ISIC: ambasada dhe organizata ndërkombëtare.
code-labour_sector-unknown = sektori i panjohur
    .meaning = Sektori është kërkuar, por nuk dihet.

list-sexual_exploitation_form = forma e shfrytëzimit seksual
code-sexual_exploitation_form-prostitution = prostitucion
    .meaning = Të tjerët kanë përfituar nga prostitucioni i personit.
code-sexual_exploitation_form-pornography = pornografi
    .meaning = Personi është shfrytëzuar për fotografi ose filma.
code-sexual_exploitation_form-remote_interactive = drejtpërdrejt nga larg
    .meaning = Personi është shfrytëzuar drejtpërdrejt, nga larg, përmes internetit ose telefonit.
code-sexual_exploitation_form-private_services = shërbime seksuale private
    .meaning = Personi është mbajtur për përdorim seksual nga një ose pak persona.

list-recruiter_relation = lidhja e rekrutuesit
code-recruiter_relation-intimate_partner = partner intim
    .meaning = Rekrutuesi ishte partner i personit.
code-recruiter_relation-family = familjar
    .meaning = Rekrutuesi ishte nga familja e personit.
code-recruiter_relation-friend = mik
    .meaning = Rekrutuesi ishte mik i personit.
code-recruiter_relation-acquaintance = i njohur
    .meaning = Personi e njihte rekrutuesin, por jo mirë.
code-recruiter_relation-stranger = i panjohur
    .meaning = Personi nuk e njihte rekrutuesin më parë.
code-recruiter_relation-other = lidhje tjetër
    .meaning = Rekrutuesi ishte dikush që nuk është në këtë listë.

list-trafficking_act = veprimi sipas Protokollit të Palermos
code-trafficking_act-recruitment = rekrutim
    .meaning = Personi është rekrutuar për shfrytëzim.
code-trafficking_act-transportation = transportim
    .meaning = Personi është sjellë nga një vend në tjetrin.
code-trafficking_act-transfer = transferim
    .meaning = Personi u është dorëzuar të tjerëve.
code-trafficking_act-harbouring = strehim për shfrytëzim
    .meaning = Personi është strehuar ose fshehur për shfrytëzim.
code-trafficking_act-receipt = pranim
    .meaning = Personi është pranuar nga të tjerët.

list-trafficking_means = mjeti sipas Protokollit të Palermos
code-trafficking_means-force_or_threat = forcë ose kërcënim
    .meaning = Është përdorur forca ose është kërcënuar me të.
code-trafficking_means-other_coercion = shtrëngim tjetër
    .meaning = Personi është shtrënguar në mënyrë tjetër.
code-trafficking_means-abduction = rrëmbim
    .meaning = Personi është rrëmbyer.
code-trafficking_means-fraud = mashtrim
    .meaning = Personi është mashtruar.
code-trafficking_means-deception = vënie në lajthim
    .meaning = Personi është vënë në lajthim për atë që do të pasonte.
code-trafficking_means-abuse_of_power = keqpërdorim i pushtetit
    .meaning = Është keqpërdorur pushteti mbi personin.
code-trafficking_means-abuse_of_vulnerability = keqpërdorim i pozitës së cenueshme
    .meaning = Është keqpërdorur nevoja ose pozita e cenueshme e personit.
code-trafficking_means-payments_or_benefits = pagesa ose përfitime
    .meaning = Janë dhënë para ose përfitime dikujt që ka kontroll mbi personin.

list-service = shërbimi i ndihmës
code-service-shelter = strehim
    .meaning = Vend në një strehimore për viktima.
code-service-medical = ndihmë mjekësore
    .meaning = Ekzaminim, trajtim ose barna.
code-service-psychosocial = ndihmë psikosociale
    .meaning = Këshillim dhe mbështetje tjetër psikologjike e sociale.
code-service-legal_aid = ndihmë juridike
    .meaning = Këshillim dhe përfaqësim para autoriteteve dhe gjykatave.
code-service-education = arsimim
    .meaning = Vijim i shkollës ose plotësim i mësimit të humbur.
code-service-vocational_training = aftësim profesional
    .meaning = Trajnim për një profesion.
code-service-employment = punësim
    .meaning = Ndihmë për të gjetur punë, ose punë e gjetur.
code-service-micro_enterprise = mikrondërmarrje
    .meaning = Para, pajisje ose këshilla për një biznes të vogël vetanak.
code-service-independent_housing = banim i pavarur
    .meaning = Banesë në të cilën personi jeton në mënyrë të pavarur.
code-service-semi_independent_housing = banim gjysmë i pavarur
    .meaning = Banesë në të cilën personi jeton me njëfarë mbështetjeje.
code-service-family_reintegration = riintegrim në familje
    .meaning = Personi kthehet në familje, me mbështetje.
code-service-family_counselling = këshillim familjar
    .meaning = Këshillim i familjes si tërësi.
code-service-voluntary_return = kthim vullnetar
    .meaning = Personi kthehet me vullnet të lirë në vendin e origjinës, me mbështetje.
code-service-third_country_resettlement = vendosje në vend të tretë
    .meaning = Personi vendoset në siguri në një vend të tretë.
code-service-compensation = kompensim
    .meaning = Ndihmë për të marrë kompensim, ose pagesa e tij.
code-service-witness_protection = mbrojtje e dëshmitarëve
    .meaning = Mbrojtje e personit që dëshmon.
code-service-information_on_rights = informim për të drejtat
    .meaning = Personi është njoftuar për të drejtat dhe kompensimin.

list-assistance_status = gjendja e shërbimit
code-assistance_status-offered = ofruar
    .meaning = Shërbimi është ofruar; ende nuk dihet përgjigjja.
code-assistance_status-declined = refuzuar nga personi
    .meaning = Personi nuk e ka dëshiruar shërbimin.
code-assistance_status-referred = referuar te ofruesi
    .meaning = Personi është referuar te dikush që e jep shërbimin.
code-assistance_status-provided = në ofrim
    .meaning = Shërbimi po jepet.
code-assistance_status-already_received = e marrë më parë gjetkë
    .meaning = Personi e ka shërbimin nga dikush tjetër.
code-assistance_status-unavailable = nuk ka qenë në dispozicion
    .meaning = Askush nuk mund ta jepte shërbimin.
code-assistance_status-completed = përfunduar
    .meaning = Shërbimi është dhënë dhe ka përfunduar.

list-beneficiary = kush e mori shërbimin
code-beneficiary-victim = viktima
    .meaning = Shërbimi është për viktimën.
code-beneficiary-family = familja
    .meaning = Shërbimi është për familjen e viktimës.

list-provider_type = lloji i ofruesit
code-provider_type-government = autoritet publik
    .meaning = Shërbimin e jep një autoritet shtetëror ose komunal.
code-provider_type-ngo = organizatë joqeveritare
    .meaning = Shërbimin e jep një organizatë joqeveritare.
code-provider_type-international_organization = organizatë ndërkombëtare
    .meaning = Shërbimin e jep një organizatë ndërkombëtare.
code-provider_type-private = ofrues privat
    .meaning = Shërbimin e jep një subjekt privat.
code-provider_type-other = ofrues tjetër
    .meaning = Ofrues që nuk është në këtë listë.

list-proceeding_stage = faza e procedurës
code-proceeding_stage-police = policia
    .meaning = Policia heton.
code-proceeding_stage-prosecution = prokuroria
    .meaning = Rasti është në prokurori.
code-proceeding_stage-first_instance = gjykata e shkallës së parë
    .meaning = Rasti është në gjykatën e shkallës së parë, ose është gjykuar prej saj.
code-proceeding_stage-appeal = apeli
    .meaning = Rasti është në gjykatën e apelit, ose është gjykuar prej saj.
code-proceeding_stage-final = formë e prerë
    .meaning = Nuk është më e mundshme asnjë ankesë e rregullt.

list-proceeding_outcome = rezultati i procedurës
code-proceeding_outcome-ongoing = në vazhdim
    .meaning = Procedura vazhdon.
code-proceeding_outcome-convicted = aktgjykim dënues
    .meaning = I pandehuri është shpallur fajtor.
code-proceeding_outcome-acquitted = aktgjykim lirues
    .meaning = I pandehuri është liruar nga akuza.
code-proceeding_outcome-dismissed = hedhur poshtë ose pushuar
    .meaning = Procedura ka përfunduar pa vendim për fajësinë.
code-proceeding_outcome-prevented = trafikimi u parandalua
    .meaning = Trafikimi u parandalua para se të fillonte.

list-offence = vepra penale
code-offence-trafficking = trafikim me njerëz
    .meaning = Vepra penale është trafikimi me njerëz.
code-offence-related = vepër e ndërlidhur
    .meaning = Vepra penale është tjetër, e ndërlidhur me trafikimin, si mundësimi i prostitucionit.

list-handled_by = kush e trajtoi rastin
code-handled_by-police = policia
    .meaning = Rastin e ka raportuar policia.
code-handled_by-prosecution = prokuroria
    .meaning = Rastin e ka raportuar prokuroria.
code-handled_by-court = gjykata
    .meaning = Rastin e ka raportuar gjykata.

list-sentence_band = muajt e burgimit
code-sentence_band-under_12 = më pak se 1 vit
    .meaning = Më pak se 12 muaj burgim.
code-sentence_band-from_12_to_35 = 1 deri nën 3 vjet
    .meaning = 12 deri në 35 muaj burgim.
code-sentence_band-from_36_to_59 = 3 deri nën 5 vjet
    .meaning = 36 deri në 59 muaj burgim.
code-sentence_band-from_60_to_83 = 5 deri nën 7 vjet
    .meaning = 60 deri në 83 muaj burgim.
code-sentence_band-from_84_to_119 = 7 deri nën 10 vjet
    .meaning = 84 deri në 119 muaj burgim.
code-sentence_band-from_120 = 10 vjet e më shumë
    .meaning = 120 muaj burgim ose më shumë.

list-court_days_band = ditët në gjykatë
code-court_days_band-under_90 = më pak se 90 ditë
    .meaning = Rasti zgjati më pak se 90 ditë në gjykatë.
code-court_days_band-from_90_to_179 = 90 deri në 179 ditë
    .meaning = Rasti zgjati 90 deri në 179 ditë në gjykatë.
code-court_days_band-from_180_to_364 = 180 deri në 364 ditë
    .meaning = Rasti zgjati 180 deri në 364 ditë në gjykatë.
code-court_days_band-from_365_to_729 = 1 deri nën 2 vjet
    .meaning = Rasti zgjati 365 deri në 729 ditë në gjykatë.
code-court_days_band-from_730 = 2 vjet e më shumë
    .meaning = Rasti zgjati 730 ditë ose më shumë në gjykatë.

list-record_kind = lloji i regjistrimit
code-record_kind-victim = viktimë
    .meaning = Një person në një episod trafikimi, ashtu si e njeh një institucion.
code-record_kind-assistance = ndihmë
    .meaning = Një shërbim që i është ofruar ose dhënë një personi.
code-record_kind-proceeding = procedurë
    .meaning = Një rast kundër një të pandehuri për një vepër penale.

list-key_scope = lloji i çelësit të institucioneve
code-key_scope-national = çelësi kombëtar
    .meaning = Ndërlidh regjistrimet brenda shtetit.
code-key_scope-transnational = çelësi ndërshtetëror
    .meaning = Ndahet me shtetet partnere, për kontrolle të përputhjes dhe për qendrën e përbashkët.

list-role = roli i anëtarit
code-role-institution = institucion
    .meaning = Dërgon regjistrimet e veta.
code-role-analyst = analist
    .meaning = Kërkon shifra statistikore.
code-role-liaison = zyrtar ndërlidhës
    .meaning = Shkëmben referime dhe kontrolle të përputhjes me shtetet partnere.
code-role-coordinator = koordinator
    .meaning = Pranon anëtarë dhe lejon botimin e shifrave.
code-role-auditor = auditor
    .meaning = Lexon dhe kontrollon regjistrin e të gjitha thirrjeve.

list-member_status = gjendja e anëtarit
code-member_status-active = aktiv
    .meaning = Anëtari ka qasje.
code-member_status-suspended = pezulluar
    .meaning = Anëtari nuk ka qasje derisa ta lejojë koordinatori.

## Codes of referrals

list-referral_type = çfarë kërkohet
code-referral_type-identification_assistance = ndihmë për identifikim
    .meaning = Ndihmë për të identifikuar një viktimë të supozuar.
code-referral_type-protection_and_shelter = mbrojtje dhe strehim
    .meaning = Vend i sigurt dhe mbrojtje.
code-referral_type-medical = kujdes mjekësor
    .meaning = Ekzaminim ose trajtim.
code-referral_type-legal = ndihmë juridike
    .meaning = Këshillim dhe përfaqësim.
code-referral_type-risk_assessment = vlerësim i rrezikut para kthimit
    .meaning = Për të parë nëse kthimi do të ishte i sigurt.
code-referral_type-voluntary_return = kthim vullnetar
    .meaning = Kthim me vullnet të lirë, i përgatitur nga të dyja palët.
code-referral_type-reintegration = riintegrim pas kthimit
    .meaning = Mbështetje pasi personi të jetë kthyer.
code-referral_type-family_tracing = gjetje e familjes
    .meaning = Për të gjetur anëtarë të familjes së personit.
code-referral_type-witness_protection = mbrojtje e dëshmitarit
    .meaning = Mbrojtje e dëshmitarit, ose vendosje në një vend të tretë.
code-referral_type-joint_investigation = hetim i përbashkët
    .meaning = Autoritetet e të dyja shteteve hetojnë bashkë.
code-referral_type-information_request = kërkesë për informata
    .meaning = Pyetje për personin, edhe pas një përputhjeje.

list-referral_stage = faza e ndihmës
code-referral_stage-identification = identifikim
    .meaning = Personi është duke u identifikuar.
code-referral_stage-first_assistance = ndihma e parë dhe mbrojtja
    .meaning = Ndihma e parë pas identifikimit.
code-referral_stage-long_term_assistance = ndihmë afatgjatë
    .meaning = Ndihmë afatgjatë dhe përfshirje sociale.
code-referral_stage-return_and_inclusion = kthim dhe përfshirje
    .meaning = Kthim dhe përfshirje sociale.
code-referral_stage-proceedings = procedura gjyqësore
    .meaning = Procedura penale dhe civile.

list-referral_status = gjendja e referimit
code-referral_status-draft = draft
    .meaning = I përgatitur; e sheh vetëm dërguesi.
code-referral_status-sent = dërguar
    .meaning = I dërguar; marrësi ende nuk e ka shikuar.
code-referral_status-received = arritur
    .meaning = Marrësi e ka parë pjesën e hapur.
code-referral_status-information_requested = kërkohen informata shtesë
    .meaning = Marrësi ka kërkuar më shumë para se të vendosë.
code-referral_status-accepted = pranuar
    .meaning = Marrësi e ka pranuar dhe mund ta hapë pjesën e mbyllur.
code-referral_status-in_progress = në punë e sipër
    .meaning = Marrësi është duke punuar me të.
code-referral_status-completed = përfunduar
    .meaning = Është kryer.
code-referral_status-declined = refuzuar
    .meaning = Marrësi e ka refuzuar; pjesa e mbyllur është fshirë pa u lexuar.
code-referral_status-withdrawn = tërhequr
    .meaning = Dërguesi e ka tërhequr; përmbajtja e mbyllur është fshirë.
code-referral_status-consent_withdrawn = pëlqimi i tërhequr
    .meaning = Viktima e ka tërhequr pëlqimin; përmbajtja e mbyllur është fshirë.
code-referral_status-expired = skaduar
    .meaning = Ka kaluar një afat; përmbajtja e mbyllur është fshirë.

list-referral_action = hapi me referimin
code-referral_action-create = përgatiti një draft
    .meaning = Përgatit një draft.
code-referral_action-send = e dërgoi
    .meaning = Dërgon një draft, me afat për vendimin.
code-referral_action-receive = konfirmoi arritjen
    .meaning = Konfirmon se ka arritur.
code-referral_action-request_information = kërkoi më shumë
    .meaning = Kërkon më shumë para vendimit; pyetja është e mbyllur.
code-referral_action-provide_information = u përgjigj
    .meaning = I përgjigjet një pyetjeje të tillë; përgjigjja është e mbyllur.
code-referral_action-accept = pranoi
    .meaning = Pranon, me afat për përfundimin.
code-referral_action-decline = refuzoi
    .meaning = Refuzon, me arsye.
code-referral_action-start = nisi punën
    .meaning = Fillon punën.
code-referral_action-extend = shtyu afatin
    .meaning = Cakton një afat më të vonë për përfundimin.
code-referral_action-complete = përfundoi
    .meaning = E përfundon.
code-referral_action-withdraw = tërhoqi
    .meaning = E tërheq.
code-referral_action-withdraw_consent = shënoi tërheqjen e pëlqimit
    .meaning = Shënon se viktima e ka tërhequr pëlqimin.
code-referral_action-message = shkroi mesazh
    .meaning = Shton një mesazh të mbyllur.
code-referral_action-expire = kaloi afati
    .meaning = Ka kaluar një afat. Këtë hap e bën vetëm platforma e shkëmbimit.

list-decline_reason = arsyeja e refuzimit
code-decline_reason-outside_mandate = është kompetent një autoritet tjetër
    .meaning = Çështja nuk është në mandatin e marrësit.
code-decline_reason-no_capacity = pa kapacitet për momentin
    .meaning = Marrësi nuk mund ta marrë tani përsipër.
code-decline_reason-insufficient_information = dihet shumë pak
    .meaning = Dihet shumë pak për të vendosur.
code-decline_reason-unreadable = pjesa e mbyllur nuk hapet
    .meaning = Pjesa e mbyllur nuk mund të hapet me çelësat e marrësit.
code-decline_reason-person_not_known = personi nuk njihet këtu
    .meaning = Marrësi nuk e njeh personin.
code-decline_reason-safety_concern = shqetësim për sigurinë
    .meaning = Veprimi do ta rrezikonte viktimën ose të tjerët.
code-decline_reason-other = arsye tjetër
    .meaning = Arsye që nuk është në këtë listë.

list-legal_basis = baza ligjore
code-legal_basis-victim_consent = pëlqimi i viktimës
    .meaning = Pëlqimi i regjistruar i viktimës.
code-legal_basis-guardian_consent = pëlqimi i kujdestarit
    .meaning = Pëlqimi i regjistruar i kujdestarit të fëmijës.
code-legal_basis-child_at_risk = fëmijë në rrezik
    .meaning = Një fëmijë është në rrezik; arsyeja është e detyrueshme.

list-child_risk = rreziku për fëmijën
code-child_risk-immediate_danger = rrezik i menjëhershëm
    .meaning = Rrezik i menjëhershëm për jetën, shëndetin ose lirinë.
code-child_risk-missing_child = fëmija është i zhdukur
    .meaning = Askush nuk e di ku është fëmija.
code-child_risk-unaccompanied_child = fëmija është i pashoqëruar
    .meaning = Fëmija nuk ka prind ose kujdestar pranë.
code-child_risk-unsafe_return = kthimi nuk do të ishte i sigurt
    .meaning = Fëmija do të ishte në rrezik pas kthimit.
code-child_risk-exploited_by_family = shfrytëzohet nga familja
    .meaning = Familja ose kujdestari merr pjesë në shfrytëzim.
code-child_risk-court_decision = vendim i gjykatës
    .meaning = Ka vendosur gjykata ose organi i kujdestarisë.

list-hit_purpose = qëllimi i kontrollit të përputhjes
code-hit_purpose-identification = identifikim
    .meaning = Për të identifikuar një viktimë të supozuar.
code-hit_purpose-protection = mbrojtje
    .meaning = Për të mbrojtur një viktimë.
code-hit_purpose-risk_assessment = vlerësim i rrezikut
    .meaning = Për të vlerësuar rreziqet para kthimit.
code-hit_purpose-family_tracing = gjetje e familjes
    .meaning = Për të gjetur një familje.
code-hit_purpose-investigation = hetim
    .meaning = Për të hetuar një vepër penale.

list-hit_alarm = alarm për kontrollet e përputhjes
code-hit_alarm-many_checks = shumë kontrolle në një ditë
    .meaning = Një shtet ka bërë shumë kontrolle në një ditë.
code-hit_alarm-many_hits = shumë përputhje në shtatë ditë
    .meaning = Një shtet ka pasur shumë përputhje brenda shtatë ditëve.
code-hit_alarm-impossible_sets = kontrolle që s'i përgjigjen një personi
    .meaning = Kontrollet mbanin shenja që një person nuk mund t'i ketë: program i gabuar, ose dikush që pyet për shumë persona njëherësh. Nuk u kërkua asgjë.
code-hit_alarm-budget_used_up = kontrollet e ditës të shpenzuara
    .meaning = Një shtet e ka shpenzuar kuotën e ditës dhe ka vazhduar të pyesë.

## Match keys, measures

list-match_key_kind = nga se është krijuar shenja
code-match_key_kind-national_id = numri personal
code-match_key_kind-national_id_near = numri personal, pa një shenjë
code-match_key_kind-document = numri i dokumentit
code-match_key_kind-name_birth_date = emri, mbiemri, data e lindjes
code-match_key_kind-swapped_name_birth_date = emri e mbiemri në çdo radhitje, data e lindjes
code-match_key_kind-phonetic_birth_date = shqiptimi i emrave, data e lindjes
code-match_key_kind-phonetic_year_month = shqiptimi i emrave, viti dhe muaji i lindjes
code-match_key_kind-phonetic_year_day = shqiptimi i emrave, viti dhe dita e lindjes
code-match_key_kind-phonetic_month_day = shqiptimi i emrave, muaji dhe dita e lindjes
code-match_key_kind-phonetic_swapped_date = shqiptimi i emrave, dita e muaji i lindjes në çdo radhitje
code-match_key_kind-prefix_birth_date = shkronjat e para të emrave, data e lindjes
code-match_key_kind-surname_part_birth_date = emri, një pjesë e mbiemrit të dyfishtë, data e lindjes
code-match_key_kind-given_name_birth_date_place = emri, data dhe vendi i lindjes
code-match_key_kind-surname_birth_date_place = mbiemri, data dhe vendi i lindjes, seksi
code-match_key_kind-phonetic_place_year = shqiptimi i emrave, vendi dhe viti i lindjes
code-match_key_kind-given_name_birth_date = emri, data e lindjes
code-match_key_kind-surname_birth_date = mbiemri, data e lindjes
code-match_key_kind-phonetic_name_place = shqiptimi i emrave, vendi i lindjes
code-match_key_kind-birth_date_place = data dhe vendi i lindjes
code-match_key_kind-near_given_name_birth_date = emri pa një shkronjë, data e lindjes
code-match_key_kind-near_surname_birth_date = mbiemri pa një shkronjë, data e lindjes
code-match_key_kind-phonetic_name = shqiptimi i emrave
code-match_key_kind-national_id_stem = numri personal pa shenjën e fundit
code-match_key_kind-national_id_whole = forma e numrit personal
code-match_key_kind-sex_birth_date = seksi, data e lindjes
code-match_key_kind-name_words_birth_date = dy fjalë të emrave, data e lindjes
code-match_key_kind-names_year = emri, mbiemri, viti i lindjes
code-match_key_kind-name_roots_birth_date = emrat e plotë pas shkurtesave, data e lindjes
code-match_key_kind-document_near = numri i dokumentit, pa një shenjë
code-match_key_kind-name_consonants_birth_date = bashkëtingëlloret e emrave, data e lindjes
code-match_key_kind-birth_date_near_year = muaji dhe dita e lindjes, vit i ngjashëm
code-match_key_kind-phonetic_near_date = emri, mbiemri, data e lindjes ose një ditë a një vit afër saj
code-match_key_kind-known_given_name = mbiemri, data e lindjes, me një emër të njohur mirë
code-match_key_kind-document_name = numri i dokumentit, një fjalë e emrave
code-match_key_kind-national_id_name = numri personal, një fjalë e emrave

list-measure = çfarë numërohet
code-measure-persons = viktima
    .meaning = Viktima të identifikuara ose të mundshme, secila e numëruar një herë, sado institucione që e raportojnë.
code-measure-assisted_persons = persona të ndihmuar
    .meaning = Persona të cilëve u është ofruar ose dhënë ndihmë.
code-measure-assistance = shërbime
    .meaning = Shërbime: një për çdo person, shërbim dhe vit.
code-measure-cases = raste penale
    .meaning = Raste penale, secili i numëruar një herë, sado institucione që e raportojnë.
code-measure-defendants = të pandehur
    .meaning = Të pandehur, secili i numëruar një herë.
code-measure-proceedings = procedura
    .meaning = Procedura: një për çdo rast, të pandehur dhe vepër penale.
code-measure-prevented_persons = persona në rrezik, trafikimi i të cilëve u parandalua
    .meaning = Persona në rrezik, trafikimi i të cilëve u parandalua.
code-measure-referrals = referime ndërmjet shteteve
    .meaning = Referime ndërmjet shteteve, nga çasti kur dërgohen.

## Dimensions

dimension-year = viti
    .meaning = Viti i identifikimit të parë (viktima), i shërbimit (ndihmë), i hapjes (procedura), i dërgimit (referime).
dimension-trafficking_status = statusi i viktimës
    .meaning = Rezultati i procedurës së identifikimit.
dimension-status_decided_by = kush e vendosi statusin
    .meaning = Kush ka vendosur për statusin.
dimension-gender = gjinia
    .meaning = Gjinia ashtu si është shënuar.
dimension-age_band = mosha
    .meaning = Mosha në identifikimin e parë, në grupmosha.
dimension-child = fëmijë
    .meaning = Nën 18 vjeç në identifikimin e parë.
dimension-majority_at_exploitation = mosha madhore gjatë shfrytëzimit
    .meaning = Nëse personi ishte i rritur kur u shfrytëzua.
dimension-citizenship = shtetësia
    .meaning = Shtetësitë e personit.
dimension-foreign_national = shtetas i huaj
    .meaning = Nuk është shtetas i vendit të identifikimit.
dimension-country_of_exploitation = shteti i shfrytëzimit
    .meaning = Shtetet në të cilat personi është shfrytëzuar.
dimension-country_of_residence = shteti i banimit
    .meaning = Shtetet në të cilat personi ka jetuar.
dimension-country_of_identification = shteti i identifikimit
    .meaning = Shtetet në të cilat personi është identifikuar.
dimension-country_of_recruitment = shteti i rekrutimit
    .meaning = Shtetet në të cilat personi është rekrutuar.
dimension-region = rajoni
    .meaning = Rajonet në të cilat personi është identifikuar.
dimension-trafficking_form = brenda ose përtej kufirit
    .meaning = Brenda shtetit, përtej kufirit, ose të dyja.
dimension-trafficking_duration = kohëzgjatja e trafikimit
    .meaning = Sa zgjati trafikimi.
dimension-repeat_trafficking = trafikuar më shumë se një herë
    .meaning = Dy ose më shumë episode trafikimi, ose e raportuar kështu.
dimension-recruitment_method = mënyra e rekrutimit
    .meaning = Mënyrat në të cilat personi është rekrutuar.
dimension-control_method = mjeti i kontrollit
    .meaning = Mjetet me të cilat personi është kontrolluar.
dimension-exploitation_type = lloji i shfrytëzimit
    .meaning = Llojet e shfrytëzimit.
dimension-labour_sector = sektori i shfrytëzimit në punë
    .meaning = Seksioni i ISIC në të cilin është shfrytëzuar puna.
dimension-sexual_exploitation_form = forma e shfrytëzimit seksual
    .meaning = Format e shfrytëzimit seksual.
dimension-recruiter_relation = lidhja me rekrutuesin
    .meaning = Lidhjet e rekrutuesve me personin.
dimension-act = veprimi (Protokolli i Palermos)
    .meaning = Veprimet e Protokollit të Palermos, neni 3(a).
dimension-means = mjeti (Protokolli i Palermos)
    .meaning = Mjetet e Protokollit të Palermos, neni 3(a).
dimension-informed_on_rights = informuar për të drejtat
    .meaning = Informuar për të drejtat dhe kompensimin; jo kur është raportuar ndihmë, por jo kjo.
dimension-compensated = mori kompensim
    .meaning = Ka marrë kompensim; jo kur është kërkuar ose caktuar, por nuk është marrë.
dimension-service = shërbimi
    .meaning = Shërbimi i ndihmës.
dimension-assistance_received = ndihma e marrë
    .meaning = E marrë (po) ose vetëm e ofruar (jo).
dimension-beneficiary = kush e mori
    .meaning = Nëse shërbimin e ka marrë viktima apo familja.
dimension-provider_type = lloji i ofruesit
    .meaning = Lloji i ofruesit të shërbimit.
dimension-stage = faza e procedurës
    .meaning = Faza më e largët që është arritur.
dimension-handled_by = kush e trajtoi rastin
    .meaning = Policia, prokuroria ose gjykata: të gjitha që e kanë raportuar rastin.
dimension-outcome = rezultati
    .meaning = Rezultati në fazën më të largët.
dimension-offence = vepra penale
    .meaning = Trafikim ose vepër e ndërlidhur.
dimension-year_closed = viti i mbylljes
    .meaning = Viti në të cilin procedura është mbyllur.
dimension-sentence_band = dënimi me burgim
    .meaning = Muajt e burgimit të dënimit përfundimtar për trafikim, sipas grupeve.
dimension-court_days_band = koha në gjykatë
    .meaning = Ditët që ka zgjatur në gjykatë një rast i mbyllur, sipas grupeve.
dimension-arrested = arrestuar
    .meaning = I pandehuri është arrestuar.
dimension-public_official = zyrtar publik
    .meaning = I pandehuri është zyrtar publik.
dimension-assets_confiscated = pasuria e konfiskuar
    .meaning = Është konfiskuar pasuri.
dimension-compensation_awarded = kompensim i caktuar
    .meaning = Viktimave u është caktuar kompensim.
dimension-joint_investigation = hetim i përbashkët
    .meaning = I hetuar bashkë me një shtet tjetër.
dimension-child_interview = fëmija i intervistuar me punëtor social
    .meaning = Një fëmijë është intervistuar me (po) ose pa (jo) punëtor social.
dimension-referring_country = shteti dërgues
    .meaning = Shteti që e ka dërguar referimin.
dimension-receiving_country = shteti pranues
    .meaning = Shteti të cilit i është dërguar referimi.
dimension-referral_type = çfarë kërkohet
    .meaning = Çfarë është kërkuar me referim.
dimension-referral_status = gjendja e referimit
    .meaning = Ku ishte referimi kur u mat.
dimension-referral_accepted = referim i pranuar
    .meaning = Referimi është pranuar në një çast.
dimension-referral_completed = referim i përfunduar
    .meaning = Referimi është përfunduar.

## Regions and maps

region-ferizaj = Ferizaj
region-gjakova = Gjakovë
region-gjilan = Gjilan
region-mitrovica = Mitrovicë
region-peja = Pejë
region-prishtina = Prishtinë
region-prizren = Prizren
map-below = nën { $count }
map-or_more = { $count } ose më shumë
map-few = <10: vlerësim nën dhjetë, zero ose jo
map-untold = nuk tregohet; kjo nuk do të thotë zero
map-untold_because = nuk tregohet, { $reason }; kjo nuk do të thotë zero
map-nothing = pa shifër të vetën: nuk dallohet nga “shtete të tjera”
map-beside = Jo në hartë:
map-source = Format: Natural Earth, 1:110m, në projeksion me sipërfaqe të barabarta. Kufijtë janë ata të të dhënave dhe nuk thonë asgjë për statusin e asnjë territori. Shtetet e vogla nuk kanë formë: renditen kur kanë shifër.

## Fields

field-victim-record_id = numri i regjistrimit
    .meaning = Numri i vetë institucionit për regjistrimin. Del i koduar me çelës, përveç kur pasqyrimi thotë plain_ids.
field-victim-revision = versioni i regjistrimit
    .meaning = Numër që rritet me çdo korrigjim, ose koha e ndryshimit të fundit; pa të, më i riu është skedari që u dorëzua i fundit për herë të parë.
field-victim-episode = episodi
    .meaning = Emërton një episod trafikimi kur një person ka disa.
field-victim-trafficking_status = statusi i viktimës
    .meaning = Rezultati i procedurës së identifikimit.
field-victim-status_decided_by = kush e vendosi statusin
    .meaning = Kush ka vendosur për statusin.
field-victim-gender = gjinia
    .meaning = Gjinia ashtu si është shënuar.
field-victim-age_band = mosha
    .meaning = Mosha në identifikim: në vjet ose grupmoshë; llogaritet nga data e lindjes nëse nuk jepet.
field-victim-majority_at_exploitation = mosha madhore gjatë shfrytëzimit
    .meaning = Nëse personi ishte i rritur kur u shfrytëzua.
field-victim-citizenships = shtetësitë
    .meaning = Shtetet e të cilave personi është shtetas, më së shumti katër.
field-victim-country_of_exploitation = shteti i shfrytëzimit
    .meaning = Shteti në të cilin personi është shfrytëzuar.
field-victim-country_of_residence = shteti i banimit
    .meaning = Shteti në të cilin personi ka jetuar.
field-victim-country_of_identification = shteti i identifikimit
    .meaning = Shteti në të cilin personi është identifikuar.
field-victim-country_of_recruitment = shteti i rekrutimit
    .meaning = Shteti në të cilin personi është rekrutuar.
field-victim-region = rajoni
    .meaning = Rajoni i identifikimit, kod nga lista e platformës së shkëmbimit.
field-victim-trafficking_form = brenda ose përtej kufirit
    .meaning = Nëse është kaluar ndonjë kufi.
field-victim-identified_on = muaji i identifikimit
    .meaning = Kur është identifikuar personi; nga institucioni dalin vetëm viti dhe muaji.
field-victim-trafficking_duration = kohëzgjatja e trafikimit
    .meaning = Sa zgjati trafikimi.
field-victim-previously_trafficked = trafikuar më parë
    .meaning = Nëse personi është trafikuar para këtij episodi.
field-victim-recruitment_methods = mënyrat e rekrutimit
    .meaning = Si është rekrutuar personi.
field-victim-control_methods = mjetet e kontrollit
    .meaning = Me çfarë është kontrolluar personi.
field-victim-exploitation_types = llojet e shfrytëzimit
    .meaning = Si është shfrytëzuar personi, ose do të shfrytëzohej.
field-victim-labour_sector = sektori i shfrytëzimit në punë
    .meaning = Seksioni i ISIC në të cilin është shfrytëzuar puna.
field-victim-sexual_exploitation_forms = format e shfrytëzimit seksual
    .meaning = Në çfarë mënyrash është shfrytëzuar seksualisht personi.
field-victim-recruiter_relations = lidhja me rekrutuesit
    .meaning = Çfarë ishin rekrutuesit për personin.
field-victim-acts = veprimet (Protokolli i Palermos)
    .meaning = Veprimet e Protokollit të Palermos, neni 3(a).
field-victim-means = mjetet (Protokolli i Palermos)
    .meaning = Mjetet e Protokollit të Palermos, neni 3(a); për fëmijë nuk kërkohen.
field-victim-consent_processing = pëlqimi për përpunim
    .meaning = Pëlqimi për përpunim nga platforma e shkëmbimit; pa po regjistrimi nuk del.
field-victim-consent_cross_border_sharing = pëlqimi për ndarje ndërkufitare
    .meaning = Pëlqimi për ndarje me mekanizmat e referimit të shteteve të tjera.
field-victim-discoverable_by = shtetet që mund ta gjejnë
    .meaning = Shtetet, ndërlidhësit e të cilave mund të marrin përputhje për këtë regjistrim; të gjitha partneret nëse nuk jepet.

field-assistance-record_id = numri i regjistrimit
    .meaning = Numri i vetë institucionit për regjistrimin. Del i koduar me çelës, përveç kur pasqyrimi thotë plain_ids.
field-assistance-revision = versioni i regjistrimit
    .meaning = Numër që rritet me çdo korrigjim; pa të, më i riu është skedari që u dorëzua i fundit për herë të parë.
field-assistance-victim_record_id = regjistrimi i viktimës
    .meaning = Numri i regjistrimit të viktimës në të njëjtin institucion.
field-assistance-service = shërbimi
    .meaning = Shërbimi që është ofruar ose dhënë.
field-assistance-status = gjendja e shërbimit
    .meaning = Deri ku ka arritur shërbimi.
field-assistance-beneficiary = kush e mori
    .meaning = Nëse shërbimin e ka marrë viktima apo familja.
field-assistance-provider_type = lloji i ofruesit
    .meaning = Lloji i ofruesit të shërbimit.
field-assistance-started_on = muaji i parë
    .meaning = Kur filloi shërbimi; nga institucioni dalin vetëm viti dhe muaji.
field-assistance-ended_on = muaji i fundit
    .meaning = Kur përfundoi shërbimi; nga institucioni dalin vetëm viti dhe muaji.

field-proceeding-record_id = numri i regjistrimit
    .meaning = Numri i vetë institucionit për regjistrimin. Del i koduar me çelës, përveç kur pasqyrimi thotë plain_ids.
field-proceeding-revision = versioni i regjistrimit
    .meaning = Numër që rritet me çdo korrigjim; pa të, më i riu është skedari që u dorëzua i fundit për herë të parë.
field-proceeding-case_number = numri i rastit
    .meaning = Numri i rastit; nga institucioni del vetëm si kod i pakthyeshëm me çelës.
field-proceeding-stage = faza e procedurës
    .meaning = Faza më e largët që është arritur.
field-proceeding-outcome = rezultati
    .meaning = Rezultati në atë fazë.
field-proceeding-offence = vepra penale
    .meaning = Vepra penale për të cilën akuzohet.
field-proceeding-opened_on = muaji i hapjes
    .meaning = Kur është hapur procedura; nga institucioni dalin vetëm viti dhe muaji.
field-proceeding-closed_on = muaji i mbylljes
    .meaning = Kur është mbyllur procedura; nga institucioni dalin vetëm viti dhe muaji.
field-proceeding-court_days = ditët në gjykatë
    .meaning = Ditët që rasti ka zgjatur në gjykatë; llogariten nga datat e sakta nëse nuk jepen.
field-proceeding-arrested = arrestuar
    .meaning = I pandehuri është arrestuar.
field-proceeding-sentence_months = muajt e burgimit
    .meaning = Dënimi me burgim në muaj, më së shumti 1200; vetëm me aktgjykim dënues.
field-proceeding-is_public_official = zyrtar publik
    .meaning = I pandehuri është zyrtar publik.
field-proceeding-assets_confiscated = pasuria e konfiskuar
    .meaning = Është konfiskuar pasuri.
field-proceeding-compensation_requested = kompensim i kërkuar
    .meaning = Është kërkuar kompensim për viktimat.
field-proceeding-compensation_awarded = kompensim i caktuar
    .meaning = Kompensimi është caktuar me vendim.
field-proceeding-compensation_paid = kompensim i paguar
    .meaning = Kompensimi është paguar.
field-proceeding-compensation_amount_euro = shuma e kompensimit në euro
    .meaning = Shuma në euro të plota.
field-proceeding-joint_investigation = hetim i përbashkët
    .meaning = I hetuar bashkë me një shtet tjetër.
field-proceeding-child_interview_with_social_worker = fëmija i intervistuar me punëtor social
    .meaning = Nëse ishte i pranishëm punëtori social kur u intervistua një fëmijë; bosh kur nuk u intervistua asnjë.
field-proceeding-victim_record_ids = regjistrimet e viktimave
    .meaning = Numrat e regjistrimeve të viktimave në të njëjtin institucion, më së shumti 32.

## What identifies a person

identity-given_name = emri
    .meaning = Emri i personit. Nuk del kurrë nga institucioni.
identity-surname = mbiemri
    .meaning = Mbiemri i personit. Nuk del kurrë nga institucioni.
identity-full_name = emri dhe mbiemri
    .meaning = Të dy emrat në një kolonë, në vend të dyjave; me kolonën dhe renditjen e tyre. Nuk dalin kurrë nga institucioni.
identity-birth_date = data e lindjes
    .meaning = Data e lindjes, ose vetëm viti. Nuk del kurrë nga institucioni.
identity-sex = seksi
    .meaning = Seksi sipas dokumenteve të personit. Nuk del kurrë nga institucioni.
identity-national_id = numri personal
    .meaning = Numri i personit në regjistrin e popullsisë. Nuk del kurrë nga institucioni.
identity-document = numri i dokumentit
    .meaning = Numri i pasaportës ose i një dokumenti tjetër. Nuk del kurrë nga institucioni.
identity-place_of_birth = vendi i lindjes
    .meaning = Vendi ku ka lindur personi. Nuk del kurrë nga institucioni.

## Indicators of the national strategy

indicator-1 = Viktima të identifikuara
indicator-2 = Raste të parandaluara (fëmijë)
indicator-3 = Viktima të trafikuara më shumë se një herë
indicator-4 = Viktima të cilave u është ofruar shërbim adekuat, sipas shërbimit
indicator-5 = Mesatarja e dënimit me burgim
indicator-6 = Raste të trajtuara
indicator-7 = Viktima në arsimim
indicator-8 = Aftësim profesional
indicator-9 = Viktima të punësuara
indicator-10 = Strehimi
indicator-11 = Viktima të kthyera në familje
indicator-12 = Viktima që kanë nisur biznes
indicator-13 = Viktima të huaja të riatdhesuara
indicator-14 = Viktima të vendosura në vende të treta
indicator-15 = Kompensimi
indicator-16 = Viktima të informuara për të drejtat dhe kompensimin
indicator-17 = Arrestime dhe dënime
indicator-18 = Kohëzgjatja mesatare e një rasti në gjykatë
indicator-19 = Konfiskime të pasurisë
indicator-20 = Intervista me fëmijë në prani të punëtorit social
indicator-21 = Hetime të përbashkëta me shtete të tjera
indicator-22 = Familje të këshilluara
indicator-23 = Referime ndërmjet shteteve

figure-persons = persona
figure-cases = raste
figure-children = prej tyre fëmijë
figure-share = përqindja
figure-share_of_children = përqindja e fëmijëve
figure-years_of_prison = vjet, dënime përfundimtare për trafikim
figure-share_compensated = përqindja që e kanë marrë, nga ata që e kërkuan ose të cilëve u është caktuar
figure-proceedings_compensation = procedura me kompensim të caktuar
figure-days = ditë
figure-families = familje
figure-referrals_sent = të dërguara
figure-referrals_accepted = të pranuara
figure-referrals_completed = të përfunduara
figure-independent = në banim të pavarur
figure-sheltered = në strehimore
figure-sheltered_to_independent = të strehuara : të pavarura
figure-arrests = arrestime
figure-convictions = dënime
figure-arrests_convicted = arrestime që çuan në dënim

## How figures are protected

tier-national = kombëtar
    .meaning = Për analistët e vetë shtetit: gjithçka, me intervalin e vet.
tier-transnational = ndërshtetëror
    .meaning = Për ndërlidhësit e shteteve partnere dhe për të gjithë në qendrën e përbashkët: asgjë e modeluar.
tier-public = publik
    .meaning = Për çfarë botohet në shtyp ose vihet në internet: asgjë e modeluar dhe asgjë e përafërt.

## Why calls are refused

list-reason = arsyeja e refuzimit të thirrjes
code-reason-denied = Këtë nuk mund ta bëni me rolin, institucionin ose personin tuaj.
    .advice = Pyesni koordinatorin, ose përdorni certifikatën e një roli tjetër.
code-reason-not_found = Ajo që u kërkua nuk ekziston, ose nuk ju takon ta shihni.
    .advice = Kontrolloni numrin ose identifikuesin.
code-reason-try_again = Nuk u bë asgjë: platforma e shkëmbimit po ndalet ose ka tepër punë.
    .advice = Provoni të njëjtën gjë pas pak.
code-reason-store = Ruajtja e të dhënave e platformës dështoi. Ajo që është konfirmuar më parë mbetet.
    .advice = Provoni më vonë dhe njoftoni operatorin e platformës.
code-reason-disk_nearly_full = Platforma nuk ka vend për regjistrime të reja. Tërheqjet pranohen ende.
    .advice = Provoni pas disa minutash; operatori duhet të lirojë vend.
code-reason-restored = Platforma është rikthyer nga një kopje rezervë që ende askush nuk e ka konfirmuar.
    .advice = Prisni konfirmimin e koordinatorit; pastaj dërgoni sërish atë që i mungon kopjes.
code-reason-behind = Të dhënat e platformës janë më të vjetra se ato që ka konfirmuar.
    .advice = Mos dërgoni asgjë; operatori duhet t'i kthejë të dhënat më të reja.
code-reason-restore_unfinished = Rikthimi i platformës është ndërprerë.
    .advice = Operatori duhet ta rikthejë sërish në një dosje të zbrazët.
code-reason-wrong_exchange_key = Çelësi i platformës nuk është ai me të cilin janë shkruar të dhënat e saj.
    .advice = Operatori duhet ta nisë me çelësin e duhur.
code-reason-identity = Nuk ka certifikatë, ose ajo nuk tregon anëtar, rol dhe person të kësaj platforme.
    .advice = Përdorni një certifikatë tjetër, ose pyesni koordinatorin.
code-reason-revoked = Certifikata juaj është revokuar.
    .advice = Kërkoni një të re nga koordinatori.
code-reason-rate = Institucioni juaj bën më shumë thirrje në sekondë, ose në orë, sesa lejohet.
    .advice = Prisni pak dhe thirrni më rrallë.
code-reason-calls = Platforma po u shërben aq thirrjeve sa mundet.
    .advice = Provoni sërish pas pak.
code-reason-calls_at_a_time = Certifikata juaj ka aq thirrje të hapura sa lejohet.
    .advice = Prisni derisa të përfundojë një thirrje tjetër.
code-reason-bytes = Mesazhet e institucionit tuaj në rrugë janë bashkë tepër të mëdha.
    .advice = Prisni pak dhe dërgoni më pak njëherësh.
code-reason-message_too_large = Mesazhi është tepër i madh.
    .advice = Dërgoni grupe më të vogla.
code-reason-unreadable_message = Platforma nuk mundi ta lexojë mesazhin.
    .advice = Përditësoni programin që e dërgon, ose njoftoni prodhuesit e tij.
code-reason-idle = Nuk arriti asgjë për aq kohë sa platforma nuk priti më.
    .advice = Niseni komandën sërish: vazhdon aty ku u ndal.
code-reason-slow_message = Një mesazh u ndal ose erdhi tepër ngadalë.
    .advice = Niseni komandën sërish; në lidhje të ngadalshme dërgoni grupe më të vogla.
code-reason-wrong_national_key = Çelësi juaj kombëtar nuk është ai i tanishmi.
    .advice = Merrni çelësin e tanishëm nga koordinatori dhe dërgoni sërish me të.
code-reason-wrong_transnational_key = Çelësi juaj ndërshtetëror nuk është ai i tanishmi.
    .advice = Merrni çelësin e tanishëm nga koordinatori dhe provoni sërish me të.
code-reason-wrong_linkage_profile = Profili juaj i ndërlidhjes nuk është ai i platformës.
    .advice = Merrni profilin e platformës nga koordinatori dhe provoni sërish me të.
code-reason-sequence_gap = Mungon një grup ndërmjet asaj që ka platforma dhe asaj që u dërgua.
    .advice = Niseni komandën sërish: vazhdon pas grupit të fundit të ruajtur.
code-reason-no_release = Për vitet e kërkuara nuk ka botim të të dhënave.
    .advice = Kërkoni vite të tjera: `vdx release list` tregon cilat ka.
code-reason-too_few = Blloku i viteve ka aq pak viktima sa rreshtat sintetikë do të çorientonin.
    .advice = Përdorni në vend të tyre shifrat e botuara.
code-reason-releases = Shifrat nuk botohen më me këtë thirrje.
    .advice = Përdorni botimet: `vdx release propose`.
code-reason-released = Një vit është botuar përfundimisht dhe nuk matet më.
    .advice = Përdorni botimin që ekziston.
code-reason-provisional_spent = Botimet e përkohshme të këtij viti janë bërë të gjitha.
    .advice = Prisni botimin përfundimtar të vitit.
code-reason-no_provisional = Politika nuk parasheh buxhet për botime të përkohshme.
    .advice = Prisni fundin e vitit, për botimin përfundimtar.
code-reason-plan = Ajo që politika parasheh të matet nuk mund të matet.
    .advice = Operatori duhet ta rregullojë politikën.
code-reason-blocks_overlap = Vitet janë në një bllok që mbivendoset me një që ka botim.
    .advice = Operatori duhet të caktojë first_year dhe block_years në politikë.
code-reason-busy = Një botim tjetër është duke u matur.
    .advice = Provoni sërish kur të mbarojë: `vdx release list`.
code-reason-replaced = Një propozim i mëvonshëm ka zënë vendin e këtij.
    .advice = Miratoni të mëvonshmin: `vdx release list` tregon numrin e tij.
code-reason-approved = Propozimi është miratuar tashmë.
    .advice = Nuk ka mbetur asgjë për të bërë.
code-reason-other_rules = Politika ose rajonet kanë ndryshuar që nga propozimi i botimit.
    .advice = Propozojeni sërish.
code-reason-last_coordinator = Platforma do të mbetej pa koordinator aktiv.
    .advice = Shtoni së pari një koordinator tjetër.
code-reason-too_many_keys = Zyra juaj ka regjistruar aq versione të çelësit sa lejohet.
    .advice = Njoftoni operatorin e platformës.
code-reason-no_liaison_key = Një ndërlidhës ende nuk ka regjistruar çelës.
    .advice = Krijoni tuajin me `vdx referral keys init`, ose kërkojani partnerit.
code-reason-no_liaison = Shteti nuk ka ndërlidhës aktiv në këtë platformë.
    .advice = Pyesni koordinatorin.
code-reason-stale_key = Pjesa është mbyllur me një çelës që lexuesi e ka zëvendësuar.
    .advice = Krahasoni çelësin e ri me partnerin dhe provoni sërish.
code-reason-referral_changed = Ndërkohë dikush ka bërë një hap tjetër në referim.
    .advice = Lexojeni sërish: `vdx referral show`.
code-reason-illegal_transition = Hapi nuk është i mundur në gjendjen e tanishme të referimit.
    .advice = Shikoni cilët hapa janë: `vdx referral show`.
code-reason-wrong_signature = Nënshkrimi nuk është i çelësit tuaj të regjistruar.
    .advice = Përdorni çelësat që ka regjistruar zyra juaj.
code-reason-referral_full = Referimi ka aq hapa ose bashkëngjitje sa lejohet.
    .advice = Mbylleni dhe hapni një tjetër.
code-reason-referral_id_taken = Një referim tjetër e ka këtë identifikues.
    .advice = Provoni sërish me një të ri.
code-reason-too_many_open = Zyra juaj ka aq referime të hapura sa lejohet.
    .advice = Mbyllni disa së pari.
code-reason-hit_budget = Shteti juaj i ka shpenzuar kontrollet e përputhjes.
    .advice = Prisni deri në kohën që tregohet.
code-reason-hit_decided = Për këtë kontroll është vendosur tashmë, ndryshe.
    .advice = Nuk mund të bëhet asgjë: vendimi mbetet.
code-reason-hit_opened = Përgjigjja e kontrollit është hapur.
    .advice = Nuk mund të bëhet asgjë: nuk mund të vendoset më.
code-reason-no_recovery_key = Platforma nuk ka çelës për të enkriptuar kopjen rezervë.
    .advice = Operatori duhet të caktojë çelësin e rikthimit.
code-reason-backup = Një kopje tjetër rezervë është duke u bërë.
    .advice = Provoni sërish kur të mbarojë.
code-reason-witnesses = Regjistri ka aq dëshmitarë sa lejohet.
    .advice = Hiqni një që nuk duhet më.
code-reason-logs = Njihen tepër regjistra të një domeni besimi.
    .advice = Pyesni operatorin e platformës.
code-reason-not_restored = Asnjë rikthim nuk pret konfirmim.
    .advice = Nuk ka asgjë për t'u konfirmuar.
code-reason-relay_running = Bartja te qendra e përbashkët tashmë është në punë.
    .advice = Prisni derisa të përfundojë.
code-reason-no_transnational_key = Platforma nuk ka çelës ndërshtetëror për bartjen e regjistrimeve.
    .advice = Operatori duhet ta caktojë.
code-reason-hub = Qendra e përbashkët nuk u arrit, ose refuzoi.
    .advice = Provoni më vonë.
code-reason-losses_unknown = Platforma është rikthyer nga një kopje rezervë, dhe dy koordinatorë ende nuk kanë thënë cilat botime humbën.
    .advice = Dy koordinatorë thonë cilat botime humbën, ose që asnjë nuk humbi (vdx release lost).
code-reason-nothing_lost = Asnjë rikthim nuk pret që dikush të thotë cilat botime humbën.
    .advice = Nuk ka asgjë për të bërë.
code-reason-reading = Një thirrje tjetër që lexon të gjitha regjistrimet është duke u përgjigjur.
    .advice = Provoni sërish pas gjysmë minute.

## Reasons of refusals, as programs say them in English: rows of files, fields of records, questions

said-kind_nothing = asgjë
said-kind_digits = një numër me { $count } shifra
said-kind_like = shifra si { $shape }
said-kind_marks = shenja pa shkronja e pa shifra
said-kind_word = një fjalë
said-kind_text = një tekst me { $count } fjalë
said-kind_mixed = shkronja dhe shifra
said-kind_mixed_text = një tekst me { $count } fjalë dhe shifra
said-required_empty = kërkohet, por është bosh
said-code_to_translate = përmban { $kind }; duhet të jetë njëri nga { $codes } (ose të përkthehet në të: values = { $example })
said-code_several = përmban { $kind }; duhet të jetë njëri nga { $codes } (duket se ka disa me { $separator } ndërmjet: list_separator = { $again })
said-country = përmban { $kind }; duhet të jetë kod ISO 3166-1 me dy ose tri shkronja (XK për Kosovën), ose emër shteti, ose të përkthehet: values = { $example }; çfarë nuk do të thotë asgjë: empty = { $empty }
said-yes_or_no = përmban { $kind }; duhet të jetë po ose jo, x ose bosh
said-month = përmban { $kind }; duhet të jetë muaj (VVVV-MM), ose datë në njërën nga date_formats të skedës së përputhjes
said-year_without_month = përmban vit pa muaj; duhet të jetë muaj ose datë
said-no_such_day = përmban një ditë që muaji nuk e ka; duhet të jetë datë që ekziston
said-no_such_birth = përmban një ditë që muaji nuk e ka; duhet të jetë datë që ekziston, ose me 00 për ditën që nuk dihet
said-month_from_1900 = duhet të jetë muaj nga 1900 e tutje
said-birth = përmban { $kind }; duhet të jetë datë në njërën nga date_formats të skedës së përputhjes, ose vit
said-short_year = përmban { $kind }; viti duhet të ketë katër shifra (ose date_formats të ketë %y në vend të %Y)
said-serial = përmban { $kind }; duket si ditë siç i numëron një tabelë llogaritëse: nëse po, shtoni "excel" te date_formats
said-instant = përmban kohë në UTC, që këtu mund të jetë ditë tjetër: eksportoni vetëm datën
said-birth_future = nuk duhet të jetë në të ardhmen
said-birth_after = nuk duhet të jetë pas { $other }: njëra nga të dyja është gabim
said-birth_after_short = nuk duhet të jetë pas { $other }: njëra nga të dyja është gabim (two_digit_years_from në skedën e përputhjes thotë në cilin shekull janë vitet me dy shifra)
said-birth_1900 = duhet të jetë vit nga 1900 e tutje, me katër shifra
said-amount_two_ways = përmban { $kind }; mund të lexohet me mijëshe ose me dhjetore: thojeni në skedën e përputhjes, si decimal = ","
said-amount = përmban { $kind }; duhet të jetë numër, pa fjalë pranë
said-age = duhet të jetë moshë në vite, ose kod
said-revision = duhet të jetë numër i plotë, ose datë në njërën nga date_formats të skedës së përputhjes
said-opaque = duhet të ketë 1 deri 96 shenja nga A-Z a-z 0-9 . _ - :
said-opaque_plain = duhet të ketë 1 deri 96 shenja nga A-Z a-z 0-9 . _ - :; çdo tekst vlen, dhe asnjë nuk del, kur identifikuesit fshihen me çelës (vdx keys generate-ids)
said-guard_number = nuk duhet të përmbajë numrin personal ose të dokumentit
said-guard_surname = nuk duhet të përmbajë mbiemrin e personit
said-id_date = është datë në tabelë: programi i merr identifikuesit si 3-11 për ditë; bëjeni kolonën tekst dhe shkruajini identifikuesit sërish
said-id_several = duket se përmban disa identifikues: çdo rresht duhet të ketë të vetin (ku mund të ketë disa, list_separator thotë çfarë ka ndërmjet)
said-id_double = është tashmë identifikuesi i rreshtit { $line }: çdo rresht duhet të ketë të vetin, ose të thotë të njëjtën gjë (ose caktoni revision, nëse janë versione të një regjistrimi)
said-identity_little = dihet tepër pak për ta dalluar personin nga të tjerët: jepni numrin personal, numrin e dokumentit, ose emrat me datëlindje
said-victim_reference = tregoni regjistrimin e viktimës, ose caktoni kolona te [identity] që e dallojnë personin
said-case_number = duhet të ketë së paku katër shkronja e shifra
said-no = është JO: regjistrimi nuk del, dhe tërhiqet nëse e ka platforma
said-no_yes = duhet të jetë PO: pa të regjistrimi nuk mund të dalë
said-lost_letter = përmban ? brenda fjalës: një shkronjë humbi në konvertim; eksportojeni sërish, në UTF-8
said-lost_mark = përmban shenjën e një shkronje që humbi në konvertim: eksportojeni sërish, në UTF-8
said-marks = përmban brenda fjalës një shenjë që s'e ka asnjë emër: skeda është në kodim tjetër nga ai i skedës së përputhjes, ose u konvertua gabim më parë; eksportojeni sërish, në UTF-8
said-age_in_dates = përmban { $kind }; me sa duket një moshë: duhet të jetë datë ose vit (një kolonë me mosha përputhet si age_band nën [fields])
said-age_of_1900 = është ditë e muajve të parë të vitit 1900, që tabela llogaritëse e bën nga një moshë: duhet të jetë datë ose vit (një kolonë me mosha përputhet si age_band nën [fields])
said-several_persons = përmban disa persona, me sa duket: një rresht është një person; bëni nga një rresht për secilin
said-several_objects = gjendet në disa objekte të një liste: një rresht është një person; bëni nga një objekt për secilin
said-formula = është formulë, vlera e së cilës nuk është në skedar: hapeni në një tabelë llogaritëse dhe ruajeni atje
said-merged = është bashkuar me një qelizë tjetër, e cila e vetme e ka vlerën: hiqeni bashkimin dhe shkruajeni vlerën në secilin rresht për të cilin vlen
said-cyrillic = është cirilik i lexuar në kodim tjetër: shkruani encoding = "windows-1251" në skedën e përputhjes, ose eksportojeni sërish, në UTF-8
said-control = përmban shenjë kontrolli: skeda është e dëmtuar, ose në kodim tjetër nga ai i skedës së përputhjes
said-twice = u konvertua dy herë (UTF-8 i lexuar në kodim tjetër dhe i ruajtur sërish): eksportojeni sërish
said-spreadsheet_error = përmban gabim të tabelës llogaritëse në vend të vlerës: eksportojeni sërish, me kolonën si tekst
said-scientific = është në shënim shkencor të tabelës llogaritëse, që ka humbur shifra: eksportojeni sërish, me kolonën si tekst
said-quantity = tabela llogaritëse e mori për sasi (mbaron me .0), dhe mund të ketë humbur shifra: eksportojeni sërish, me kolonën si tekst
said-zero = ka dymbëdhjetë shifra dhe fillon si një numër me trembëdhjetë: tabela llogaritëse ia hoqi zeron e parë, ose një shifër është gabim; eksportojeni sërish, me kolonën si tekst
said-columns = ka { $count } kolona, kurse kreu ka { $width }: ndarësi brenda qelizës duhet të jetë në thonjëza
said-quote = qeliza vazhdon pas thonjëzës mbyllëse: thonjëza brenda qelizës në thonjëza duhet të dyfishohet
said-not_utf8 = nuk është UTF-8: nëse e gjithë skeda është në kodim tjetër, tregojeni në skedën e përputhjes, si { $proposal }
said-not_json = nuk është objekt JSON
said-region = duhet të jetë kod i listës së rajoneve të platformës: { $codes }
said-not_before = nuk duhet të jetë para: { $other }
said-most_countries = duhet të jenë më së shumti { $count } shtete
said-most_victims = duhet të jenë më së shumti { $count } viktima
said-court_days = duhet të jetë më së shumti 20000
said-sentence = duhet të jetë më së shumti 1200
said-convicted = mund të jepet vetëm me rezultatin CONVICTED
said-crosses = mund të jepet vetëm me consent.cross_border_sharing YES dhe diçka që kalon kufirin
said-conflict_numbered = platforma ka versione të numëruara të këtij regjistrimi: tregoni kolonën e numrit, si revision = "..." te [fields]
said-conflict = ky version është në platformë me përmbajtje tjetër: për ta korrigjuar, jepini rreshtit numër më të lartë në kolonën që tregon [fields] revision
said-stale_numbered = në platformë ka tashmë version më të lartë
said-stale = platforma ka përmbajtje më të re të këtij regjistrimi, nga një skedë që u dërgua për herë të parë pas kësaj; nëse megjithatë kjo skedë është e sakta, jepeni komandën sërish me --newest
said-asked_wider = do ta ndante regjistrimin më gjerë se më parë; nëse personi e thotë këtë, jepeni komandën sërish me --confirm-wider NUMRI
said-asked_earlier = do të kthente përmbajtje që është korrigjuar ndërkohë; nëse megjithatë është e drejtë, jepeni komandën sërish me --confirm-earlier NUMRI
said-asked_other = është për person tjetër nga regjistrimi me këtë id në platformë; nëse megjithatë është e drejtë, jepeni komandën sërish me --confirm-other-person NUMRI
said-asked_unknown = platforma pyet diçka që ky version nuk e njeh: përdorni një më të ri
said-withdrawn = u tërhoq më parë, ose i tha JO përpunimit: për ta dërguar sërish, jepeni komandën sërish me --readmit ID
said-no_consent = duhet të jetë PO: pa të platforma nuk mund ta mbajë regjistrimin
said-released_years = duhet të jetë brenda viteve të botuara: { $years }
said-not_measured_in = { $dimension } nuk u mat në { $years }: shihni vdx release show
said-not_measured = { $dimension } nuk u mat: shihni vdx release show
said-not_measured_all = { $dimension } nuk u mat në të gjitha këto vite: ato me shifra të përkohshme kanë pak
said-other_codes = ka kode të tjera, ose nuk u mat, në disa nga blloqet { $blocks }: pyesni për vitet e njërit prej tyre
said-not_apart = { $code } nuk dallohet në { $years }: duhet të jenë kode nga { $codes }
said-dimension_twice = tregon një dimension për herë të dytë
said-restricts_twice = kufizon një dimension për herë të dytë
said-years_twice = kufizon vitet për herë të dytë
said-no_year = matja nuk ka vit të tillë
said-one_code = duhet të tregojë së paku një kod
said-codes_of = duhet të jenë kode të { $list }
said-codes = duhet të jenë kode: { $codes }
said-of_measure = duhet të jetë dimension i matjes: { $names }
said-most_dimensions = --by, --where dhe --years së bashku mund të tregojnë më së shumti 4 dimensione; vitet që janë të gjitha ato të një blloku nuk numërohen
said-by_closing = { $dimension } numërohet sipas vitit në të cilin procedurat janë mbyllur, ndërsa year është viti i hapjes: në vend të tij jepni { $way }
said-closing_of_cases = year_closed vlen vetëm për të pandehurit dhe procedurat: rastet numërohen sipas vitit në të cilin janë hapur
said-apart = { $dimension } rrjedh nga { $other }, dhe asnjë tabelë nuk i ka të dyja: një shifër sipas të dyjave do të tregonte persona ose raste që nuk mund të jenë
said-too_many_cells = ka tepër qeliza: kufizojeni me më pak kode
said-why_filler = fjalë për çka nuk dihet
said-why_no_digit = pa asnjë shifër
said-why_pattern = varg, ose një shifër e përsëritur
said-why_letter = një shkronjë e vetme
said-why_placeholder = datë që nuk thotë asgjë
said-why_shared = një numër pranë personave të ndryshëm në këtë skedë
said-why_date = datë në vend të numrit
said-why_case = numër lënde ose vit në vend të numrit të personit
said-why_telephone = numër telefoni
said-why_several = disa numra në një qelizë
said-why_short = më pak se katër shifra
said-form_member = duhet të jetë domeni/id, siç e tregon vdx referral keys list
said-form_recipient = kërkohet: një nga ata që tregon vdx referral keys list
said-form_handle = duhet të jenë 32 shifrat që shtypi kontrolli i përputhjes
said-form_either = jepni ose recipient ose hit_handle
said-form_case = kërkohet: numri juaj i rastit, i cili mbetet te ju
said-form_days = duhet të jetë 1 deri në 365
said-form_month = duhet të jetë një muaj, si 2026-03
said-form_one_of = duhet të jetë një nga { $codes }
said-form_former = është ende teksti i formularit; nuk u dërgua asgjë. Tregoni çfarë ndodhi dhe çfarë kërkohet, ose lëreni bosh
said-form_sealed = asgjë në të nuk është plotësuar; nuk u dërgua asgjë. Plotësoni sealed.narrative, sealed.person ose sealed.attachments; kur nuk ka çfarë të vuloset, formulari nuk duhet të ketë pjesën [sealed]
said-form_date = nuk ka datë të tillë; nuk u dërgua asgjë. Shkruajeni si 1991-03-07 ose 07.03.1991, ose me fjalë atë që dihet
said-form_files = duhet të emërtojë më së shumti { $count } skedarë
said-form_file = duhet të jetë skedar
said-form_large = gjithçka që vuloset duhet të jetë më së shumti { $count } bajtë; nuk u dërgua asgjë
said-form_hit = duhet të mungojë në një kërkesë që vjen pas një përputhjeje, sepse kujt t’i vuloset zbulohet vetëm kur ai të ketë pranuar; nuk u dërgua asgjë. Hiqeni pjesën [sealed] nga formulari dhe dërgojeni pas kësaj: vdx referral message ID TEKSTI
said-form_or_terminal = jepni --form SKEDARI, ose ekzekutojeni në një terminal që t’ju pyesë hap pas hapi
said-form_again = nuk u dërgua asgjë: referimi { $id } për këtë rast te ky marrës është { $status }. Vazhdoni me të (vdx referral show, send, message), ose shkruani një tjetër me --again
said-form_no_partner = asnjë partner nuk ka botuar ende çelës
said-form_fingerprint = nuk u dërgua asgjë: njoftoni koordinatorin se gjurmët ndryshojnë
said-form_value = nuk është vlerë e llojit të duhur
said-tls_denied = platforma nuk e pranon këtë certifikatë: anëtari i saj nuk është në regjistër, është pezulluar, ose nuk e ka rolin e certifikatës; pyesni koordinatorin
said-tls_revoked = certifikata është revokuar; kërkoni një të re nga koordinatori
said-tls_expired = certifikata ka skaduar, ose lista e revokimit e platformës; pyesni koordinatorin
said-tls_required = platforma kërkon një certifikatë; emërtoni certifikatën dhe çelësin në profil
said-tls_unknown = platforma nuk e njeh autoritetin e kësaj certifikate, ose lista e revokimit e autoritetit ka mbaruar; pyesni koordinatorin
said-tls_unsupported = platforma nuk e merr këtë certifikatë: përdorimi i zgjeruar i çelësit duhet të jetë clientAuth, emri i saj një id SPIFFE, vlefshmëria jo më e gjatë se sa lejon platforma, dhe certifikata e autoritetit e vlefshme; kërkoni një të re nga koordinatori
said-tls_reset = lidhja u ndërpre para se platforma të thoshte ndonjë gjë, nga platforma ose nga diçka në rrugë, si një mur mbrojtës; kjo nuk thotë asgjë për certifikatën: provoni përsëri pas një minute
said-tls_closed = lidhja u mbyll para se platforma të thoshte ndonjë gjë; mund të jetë e zënë: provoni përsëri pas një minute
said-certificate_early = certifikata { $path } ende nuk vlen: a është ora e saktë?
said-certificate_over = certifikata { $path } ka skaduar: rinojeni tani
said-certificate_soon = certifikata { $path } mbaron pas { $days } ditësh: rinojeni
said-unknown_issuer = certifikata e platformës nuk është e asnjë autoriteti në { $ca }, që { $profile } e emërton si ca. Kur një autoritet zëvendëson një tjetër, ai skedar duhet t’i ketë të dy; përndryshe kërkoni të duhurin nga koordinatori, dhe asgjë që vjen nga kjo lidhje
said-connection_failed = lidhja dështoi: { $why }
said-connection_broke = lidhja me platformën u ndërpre para se të përgjigjej ({ $why }): ajo që u kërkua mund të jetë bërë megjithatë
said-where = duhet të jetë dimensioni=KODI ose dimensioni=KODI,KODI
said-comma = një dimension nuk ka emër: ka një presje tepër
said-no_dimension = asnjë dimension nuk quhet { $name }; `vdx codes` i rendit
said-by_year = kërkon 2 deri në { $most } vite, për shembull --years 2009-2010
said-years = duhet të jetë një vit, ose i pari dhe i fundit i disave: 2010 ose 2008-2011, nga 1900 deri në 2199
said-within_released = { $year } duhet të jetë ndër vitet e botuara: { $years }
said-referral_none = nuk keni asnjë referim identifikuesi i të cilit fillon kështu
said-referral_several = disa nga referimet tuaja fillojnë kështu: jepni më shumë shifra
said-referral_named = një referim emërtohet me identifikuesin e tij, ose me shifrat e para të tij, së paku 4
said-keys_missing = { $path } nuk ekziston. Nëse një person ose kompjuter tjetër i zyrës suaj i ka çelësat e saj, përdorni të njëjtët: kopjoni skedarët .keys, .known, .seen dhe .cases, ose emërtoni çelësat me --keys (a VDX_REFERRAL_KEYS). Nëse zyra juaj nuk ka ende, bëjini: vdx referral keys init
said-decide_system = emërtoni sistemin nga vjen eksporti, që regjistrimet e tij të dallohen nga ato të një sistemi tjetër (shihni rreshtin mbi [identity], ose --system)
said-decide_pages = windows-1250 ose windows-1252: KONTROLLONI që emrat janë të saktë (vdx mapping check nuk tregon emra: shikojeni skedarin në një fletë llogaritëse)
said-decide_letters = propozuar sipas shkronjave në të: KONTROLLONI që emrat janë të saktë (vdx mapping check nuk tregon emra: shikojeni skedarin në një fletë llogaritëse)
said-decide_no_header = skedari duket se nuk ka kokë, prandaj nuk u njoh asnjë kolonë; emërtojini me numrin e tyre, si në surname = "3" (fundi i skedës thotë çfarë mban secila), ose eksportoni me kokë
said-decide_header = njihen pak emra kolonash, dhe nuk tregohen, sepse rreshti mund të jetë i një personi; nëse skedari nuk ka kokë, shkruani header = "none"
said-decide_order = { $column } duket se mban emrin dhe mbiemrin bashkë; KONTROLLONI që radha e tyre është "{ $order }"
said-decide_names = { $column } duket se mban emrin dhe mbiemrin bashkë: shihni rreshtin për të; pa emra një person vështirë gjendet
said-decide_persons = { $column }: një rresht është një person; kur këta janë disa, bëni një rresht për secilin në eksport
said-decide_borders = { $column } duket e tillë; shihni rreshtin në [fields]
said-decide_opposite = { $column } mund të thotë të kundërtën, ose flet për ndarje; shihni rreshtin në [fields]; pa pëlqim nuk del asgjë
said-decide_unheard = { $column } flet për pëlqim, dhe nuk ndiqet në këtë lloj regjistrimi: rreshtat që thonë JO DO TË DILNIN; lërini jashtë eksportit
said-decide_dates = KUJDES: disa data mund të lexohen në dy nga këto; mbani të duhurën
said-decide_month_first = KUJDES: muaji para ditës; KONTROLLONI
said-decide_days = numrat me pesë shifra lexohen si ditë të një flete llogaritëse; KONTROLLONI
said-decide_years = vitet me dy shifra lexohen si ato të njëqind viteve deri tani
said-decide_no_id = disa rreshta nuk kanë
said-decide_many = ka tepër vlera të ndryshme për t’u renditur
said-decide_refused = { $count } rreshta kanë vlera pa kod, dhe refuzohen
said-decide_left_out = { $count } rreshta kanë vlera pa kod, të cilat lihen jashtë
said-decide_hidden = { $count } vlera duket se mbajnë emra ose numra personash, dhe nuk tregohen; ndreqini në eksport
said-decide_consent = asnjë kolonë nuk thotë nëse personi ka dhënë pëlqimin; pa të nuk del asgjë (shihni rreshtin në [fields], ose --consent-given)
said-decide_required = kërkohet, dhe nuk u gjet asnjë kolonë për të
said-decide_by_name = marrë sipas emrit; KONTROLLONI që thotë atë që kjo fushë do të thotë
said-decide_ages = quhet datëlindje dhe mban mosha; KONTROLLONI që janë ato në kohën e identifikimit
said-decide_identity = nuk u gjet asnjë kolonë me numër personal, ose me emra dhe datëlindje: pa to askush nuk dallohet nga të tjerët (një datë në disa kolona bëhet një me [joined], docs/mapping.md)
said-cannot_connect = nuk mund të lidhet me { $server }: { $why }
said-why_long = më i gjatë se çdo numër

## What the command prints

cli-count = numri
cli-hidden_rows = { $count ->
        [one] Një rresht, nga i cili asgjë nuk tregohet ose nuk arrin dhjetë, është lënë jashtë; --all e tregon.
       *[other] { $count } rreshta, nga të cilët asgjë nuk tregohet ose nuk arrin dhjetë, janë lënë jashtë; --all i tregon.
    }
cli-empty = Nuk tregohet asnjë rresht: çdo shifër është nën dhjetë, ose nuk tregohet në këtë nivel. Kjo nuk do të thotë se nuk ka askënd.
cli-release = { $count ->
        [one] Botimi { $numbers }, niveli { $tier }.
       *[other] Botimet { $numbers }, niveli { $tier }.
    }
cli-open_years = Këto shifra ende mund të ndryshojnë: në të njëjtat blloqe vitesh nuk janë botuar përfundimisht { $years }.
cli-note = shënim: { $text }
cli-provisional_years = Për { $years } ka vetëm shifra të përkohshme: mund të mungojnë regjistrime, prandaj nuk thuhet se çfarë ka ndryshuar.
cli-legend = Në kllapa: intervali 90 %; A, B, C: gjysma e tij është më së shumti 10, 25, 50 % e shifrës; pika: më shumë. ~ para shifrës: e modeluar. = para saj: e saktë.
cli-indicators_legend = Përqindjet janë të atyre për të cilët fakti dihet; mesataret rrjedhin nga tabela me klasa.
cli-not_measured_legend = -: nuk u mat në këto vite. Nga vitet e përkohshme maten pak shifra.
cli-number = nr.
cli-indicator = treguesi
cli-figure = shifra
cli-value = vlera
cli-no_source = ende pa burim të dhënash
cli-code = kodi
cli-meaning = kuptimi
cli-counts = numëron
cli-dimension = dimensioni
cli-of_records = për
cli-several_possible = { $meaning } Janë të mundshme disa.
cli-codes_hint = `vdx codes DIMENSION` i liston kodet e tij.
cli-codes_not_released = Nuk janë botuar për asnjë vit: { $names }.
cli-refused = platforma e shkëmbimit refuzoi: { $what }
cli-refused_fields = platforma e shkëmbimit refuzoi:
cli-exchange_says = Fjalët e saj: { $text }
cli-referral = Referimi
cli-status = Gjendja
cli-status_unproven = { $status }, kështu thotë platforma
cli-due = Afati
cli-from = Nga
cli-to = Për
cli-type = Kërkohet
cli-pseudonym = Pseudonimi
cli-age = Mosha
cli-needs = Nevojat
cli-stage = Faza
cli-basis = Baza
cli-you_may = Mundeni
cli-sealed = E mbyllura
cli-recorded = , regjistruar më { $month }
cli-valid_until = , vlen deri më { $month }
cli-erased = e fshirë
cli-verified = Historia u kontrollua: çdo hap është nënshkruar me çelës të krahasuar dhe nuk mungon asnjë që keni parë.
cli-waits_for_disclosure = ENDE E PAVERIFIKUAR: kush është pyetur nuk zbulohet para se të pranojë, dhe hapat e tij janë vetëm fjala e platformës.
cli-unproven = E PAVERIFIKUAR: ajo që vijon është vetëm fjala e platformës, sepse jo për çdo hap është provuar se është ai që keni parë, ose se është nënshkruar me çelës të krahasuar.
cli-false_history = E PAVERIFIKUAR: HISTORIA NUK QËNDRON. Mos besoni asgjë nga ajo që vijon dhe njoftoni koordinatorin dhe auditorin.
cli-when = kur
cli-who = kush
cli-did = çfarë bëri
cli-sealed_part = pjesa e mbyllur
cli-until = { $what }, afati { $time }
cli-opened_below = e hapur më poshtë
cli-cannot_be_opened = nuk hapet
cli-not_yours_yet = jo juaja para se të pranoni
cli-by_exchange = platforma
cli-not_disclosed = ende e pazbuluar
cli-contact = kontakti
cli-handover = Dorëzimi
cli-handover_text = { $place }, { $time }, në shoqërim të { $escort }
cli-attachment = Bashkëngjitje prej { $bytes } bajtësh (--save DIR e ruan)
cli-inbox_empty = Asgjë nuk ju pret.
cli-list_empty = Nuk keni referim të tillë.
cli-list_unproven = Kështu thotë platforma; `vdx referral show ID` e verifikon.
cli-own_case = Rasti juaj
cli-last_verified = kur e verifikuat së fundi
cli-never = kurrë
cli-contradicts = KUNDËRSHTI: ishte { $status }
cli-hit = PËRPUTHJE: personi njihet në një shtet tjetër.
cli-hit_next = Për të kërkuar informata: { $command }
cli-hit_handle = Kodi vlen për një kërkesë brenda 30 ditëve.
cli-no_hit = Nuk ka përputhje.
cli-hit_pending = Përgjigjja hapet më { $time }, cilado qoftë: çdo përputhje e konfirmon së pari një person në anën që e mban.
cli-hit_ask_then = Pastaj kërkojeni: { $command }
cli-checks_left = { $count ->
        [one] Shtetit tuaj i ka mbetur edhe një kontroll sot.
       *[other] Shtetit tuaj i kanë mbetur edhe { $count } kontrolle sot.
    }
cli-country = shteti
cli-purpose = qëllimi
cli-answer = përgjigjja
cli-check = kontrolli
cli-answer_hit = përputhje
cli-answer_hit_holder = përputhje me regjistrim të { $country }
cli-answer_no_hit = pa përputhje
cli-answer_opens = hapet më { $time }
cli-answer_broken = e ndërprerë
cli-asked_by = kërkuar nga
cli-asked = kërkuar
cli-decide_before = vendosni para
cli-record = regjistrimi
cli-decision = vendimi
cli-confirmed = konfirmuar
cli-denied = mohuar
cli-decided = { $decision }. Përgjigjja hapet më { $time }.
cli-nothing_waits = Asnjë përputhje nuk pret fjalën tuaj.
cli-alarm_many_checks = { $count } kontrolle të përputhjes në një ditë
cli-alarm_many_hits = { $count } përputhje brenda shtatë ditëve
cli-alarm_impossible_sets = { $count } kontrolle në një ditë me shenja që një person nuk mund t'i ketë (nuk u kërkua asgjë)
cli-alarm_budget_used_up = u shpenzuan të gjitha { $count } kontrollet e një dite dhe u kërkuan më shumë
cli-alarm_unknown = diçka për kontrollet e përputhjes që ky version nuk e njeh
cli-alarm = kujdes: { $time }: { $country }: { $what }; shihni vdx referral checks
cli-hits_wait = kujdes: { $count } kontrolle të përputhjes presin fjalën tuaj: vdx referral waiting
cli-fingerprint = Gjurma e kësaj historie: { $words }
cli-sealed_part_of = Pjesa e mbyllur e hapit { $number }:
cli-sealed_part_again = Pjesa e mbyllur e hapit { $number } (çfarë mbante hapi { $first }, edhe një herë):
cli-sealed_part_closed = Pjesa e mbyllur e hapit { $number }: NUK HAPET: { $why }
cli-form_intro = Një referim. Rreshtat që fillojnë me # janë shpjegime. Atë që nuk e dini, lëreni bosh; referimi pa marrës, lloj, rast, bazë ose pjesë të vulosur nuk dërgohet.
cli-form_open = E sheh platforma, dhe marrësi para se të pranojë: vetëm kode
cli-form_recipient = Autoriteti marrës (vdx referral keys list), si në "exchange.example/desk".
cli-form_case = Numri juaj i rastit. Ai mbetet te ju: prej tij bëhet një pseudonim, një tjetër për secilin partner.
cli-form_needs = Shërbimet që nevojiten, si në ["SHELTER", "MEDICAL"]:
cli-form_respond = Ditët brenda të cilave marrësi duhet të vendosë; pas tyre referimi skadon.
cli-form_basis = Një nga këto:
cli-form_recorded_on = Me pëlqim: muaji në të cilin u regjistrua, si në "2026-03".
cli-form_valid_until = Kur pëlqimi mbaron: muaji i fundit për të cilin vlen.
cli-form_child_risk = Me CHILD_AT_RISK: rreziku.
cli-form_sealed = Ajo që vijon është e vulosur: vetëm marrësi mund ta lexojë, pasi të ketë pranuar.
cli-form_attachments = Skedarë, si në ["raporti.pdf"].
cli-form_handover = Dorëzimi i personit: hiqeni # nga këta rreshta nëse e dini.
cli-ask_unknown = (nuk dihet)
cli-ask_month_rule = shkruajeni si 2026-03
cli-ask_type = Çfarë kërkoni
cli-ask_case = Numri juaj i rastit
cli-ask_age = Mosha
cli-ask_needs = Çfarë nevojitet (hapësira zgjedh, enter vazhdon)
cli-ask_stage = Faza
cli-ask_basis = Pse mund të kalojë kufirin
cli-ask_child_risk = Rreziku
cli-ask_recorded_on = Muaji në të cilin u regjistrua pëlqimi (VVVV-MM)
cli-ask_valid_until = Muaji i fundit për të cilin vlen (VVVV-MM, ose asgjë)
cli-ask_days = Ditë për të vendosur
cli-ask_key_changed = Çelësi i { $member } ka ndryshuar pa fjalën e çelësit të mëparshëm.
cli-ask_call = Telefononi në një numër që e njihni. Gjurma e tyre duhet të jetë:
cli-ask_same = A është e njëjta
cli-ask_recipient = Marrësi
cli-ask_narrative = Çfarë ndodhi, dhe çfarë kërkohet
cli-ask_files = Skedarët për t’u bashkëngjitur, të ndarë me presje (ose asgjë)
cli-ask_no_file = { $path } nuk është skedar
cli-ask_given_name = Emri
cli-ask_surname = Mbiemri
cli-ask_birth_date = Datëlindja
cli-ask_sex = Gjinia
cli-ask_national_id = Numri personal
cli-ask_document = Pasaporta ose dokument tjetër
cli-ask_place_of_birth = Vendlindja
cli-ask_contact = Si mund të arrihet personi në mënyrë të sigurt
cli-case_not_noted = Numri juaj i rastit nuk u shënua: { $why }
cli-keys_partner = partneri
cli-keys_version = versioni
cli-keys_fingerprint = gjurma
cli-keys_compared = e krahasuar
cli-keys_yes = po
cli-keys_continued = po, nga çelësi i mëparshëm
cli-keys_no = jo
cli-keys_changed = JO: NDRYSHOI
cli-keys_none = Asnjë partner nuk ka botuar ende çelës.
cli-keys_shows = Platforma tregon për { $member }:
cli-keys_read = A jua lexoi partneri të njëjtën, në një numër që e njihni
cli-keys_noted = U shënua: çelësi i { $member }, versioni { $version }, u krahasua.
cli-hidden_referral = PLATFORMA E FSHEH { $id }, që e keni verifikuar si { $status }. Njoftoni koordinatorin.
cli-lost_referral = Platforma nuk e ka { $id }, që e keni verifikuar si { $status }. Që atëherë është rikthyer nga një kopje rezervë, siç ka nënshkruar koordinatori i saj; nëse referimi është më i ri se kopja, ai ka humbur: njoftoni partnerin dhe shkruajeni sërish. Nëse është më i vjetër, njoftoni koordinatorin tuaj.
cli-report_written = { $told } shifra të treguara, { $untold } pika me arsyet e tyre.
cli-report_waits = Thirrjet për sekondë a për orë të anëtarit tuaj janë shpenzuar: vazhdohet pas { $seconds } s.
cli-report_ending = duhet të mbarojë me .xlsx, .html, .csv ose .sdmx.csv
cli-report_compare_form = është për strategy dhe public; formularët e tjerë kanë vitet e veta
cli-report_compare = duhet të jenë vite të botuara para atij të raportit, secili një herë, me radhë
cli-report_year = duhet të jetë vit i botuar (vdx codes --online i liston)
cli-report_is_there = { $file } ekziston; --replace e zëvendëson
cli-release_number = botimi
cli-release_years = vitet
cli-release_kind = lloji
cli-release_stage = faza
cli-release_proposed_by = propozuar nga
cli-release_approved_by = miratuar nga
cli-release_since = që nga
cli-unknown_code = e panjohur
cli-release_is = Botimi { $number } ({ $years }, { $kind }): { $stage }.
cli-release_by = Propozuar nga { $who }.
cli-release_approved = Miratuar nga { $who }.
cli-release_stated_by = Se u bë, e kanë deklaruar { $who }.
cli-release_unknown_rules = Nuk dihet sipas cilave rregulla, prandaj secilit në të iu ngarkua gjithçka që mund të ketë dikush.
cli-release_back_up = Bëni tani një kopje rezervë (`vdx backup`): rikthimi nga një më e hershme i harron shifrat dhe se kush ka shpenzuar buxhet për to.
cli-proposed_nothing = Nuk u propozua asgjë.
cli-propose_other = Për të propozuar një tjetër në vend të tij, shtoni --yes. Nuk u propozua asgjë.
cli-propose_in_place = Të propozohet ky në vend të tij
cli-propose_once = { $years } mund të botohet përfundimisht vetëm një herë: ajo që institucionet dërgojnë më vonë nuk duket kurrë. Platforma nuk i thotë askujt nëse kanë dërguar ndonjë gjë.
cli-propose_all_sent = A kanë dërguar gjithçka
cli-approve_other = E miraton një koordinator tjetër: { $command }
cli-approve_other_member = Certifikata me të cilën u propozua nuk emërton asnjë person: mund ta miratojë vetëm një koordinator i një ANËTARI TJETËR ({ $command }). Kur të gjithë koordinatorët janë të një anëtari, propozojeni përsëri me një certifikatë që emërton personin e vet (`vdx pki issue --person`).
cli-lost_said = Ju thatë: { $lost }.
cli-lost_other = DIÇKA TJETËR tha { $statement }.
cli-lost_confirmed = Dy koordinatorë kanë thënë të njëjtën gjë: ajo që kushtuan ato botime është shpenzuar, dhe mund të bëhen përsëri botime.
cli-lost_waits = Pritet një koordinator tjetër që thotë të njëjtën gjë me të njëjtën komandë, në çfarëdo radhe. Kush ka gabuar e thotë përsëri; `vdx release list` tregon çfarë ka thënë secili.
cli-lost_perhaps_you = Dikush ka thënë të njëjtën gjë, dhe mund të jeni ju: njëra nga dy certifikatat nuk emërton asnjë person (`vdx pki issue --person`). Pritet një koordinator i një anëtari tjetër, ose me një certifikatë që emërton një person tjetër.
cli-lost_charged = Politika siç është nuk mund t’i ketë bërë të gjitha këto botime, prandaj askush nuk e di sa kushtuan: secilit në { $releases } iu ngarkua gjithçka që mund të ketë dikush. Kur policy.toml mund të rikthehet siç ishte atëherë, bëjeni së pari këtë: kushton më pak.
cli-lost_to_be_charged = Politika siç është nuk mund t’i ketë bërë të gjitha këto botime, prandaj askush nuk e di sa kushtuan: secilit në { $releases } do t’i ngarkohet gjithçka që mund të ketë dikush. Kur policy.toml mund të rikthehet siç ishte atëherë, bëjeni së pari këtë: kushton më pak.
cli-lost_none = nuk humbi asnjë botim
cli-lost_name = emërtoni botimet që humbën (--final 2008-2011, --provisional 2012), ose thoni se nuk kishte (--none)
cli-lost_unknown = Platforma u rikthye nga një kopje rezervë: dy koordinatorë thonë cilat botime humbën, ose se nuk humbi asnjë (`vdx release lost`), para se të botohet ndonjë gjë.
cli-lost_said_by = E tha { $statement }.
cli-export_there = { $file } ekziston; nuk u shkrua asgjë
cli-export_written = { $rows } rreshta; u shkruan: { $files }
cli-plan_of = Për { $years } në bllokun { $block }, sipas planit { $plan } (rregullat { $rules }).
cli-plan_measured = MATUR
cli-plan_yearly = çdo vit
cli-plan_variance = varianca
cli-plan_noise = zhurma
cli-plan_near_20 = në 20
cli-plan_near_100 = në 100
cli-plan_near_500 = në 500
cli-plan_legend = Për çdo qelizë, para se të ndihmojnë tabela të tjera: varianca e zhurmës së saj; gjysma e një intervali 90 % (1,645 devijime standarde) në persona; dhe e njëjta gjë në përqindje të një qelize me 20, 100 dhe 500. Një tabelë ia vlen të matet kur qeliza e saj e zakonshme ka më shumë persona se varianca. Çdo vit: tabela që maten veçmas për secilin vit. Kush ka më pak kode paguan më pak, dhe kush nuk ka më asgjë nuk numërohet.
cli-members_member = anëtari
cli-members_name = emri
cli-members_roles = rolet
cli-members_status = gjendja
cli-members_last = regjistrimet e fundit
cli-members_at_most = më së shumti
cli-members_rounded = Numrat janë rrumbullakosur lart në dhjetëshen tjetër.
cli-members_roles_rule = duhet të jetë institution, analyst, liaison, coordinator ose auditor
cli-members_stays = { $member } është pezulluar dhe mbetet ashtu: të dhënat e tij u korrigjuan, dhe çdo thirrje e tij refuzohet. Për ta lejuar përsëri: vdx members reinstate { $member }
cli-members_named = anëtari emërtohet domeni/id, për shembull exchange.example/police
cli-country_rule = duhet të jetë një kod ISO 3166-1 (XK për Kosovën)
cli-whoami_is = { $name } ({ $country }), certifikata vlen deri më { $day }
cli-whoami_may = Mund të thërrasë:
cli-init_there = { $dir } ekziston dhe nuk është bosh: nuk u bë asgjë; emërtoni një direktori tjetër
cli-init_half = { $dir } është bërë përgjysmë: hiqeni dhe provoni përsëri
cli-init_required = kërkohet kur nuk mund të pyetet askush, për shembull { $example }
cli-init_ask_domain = Domeni i platformës
cli-init_ask_host = Emri i serverit me të cilin e arrijnë anëtarët
cli-init_ask_country = Shteti i saj (ISO 3166-1)
cli-init_has = { $dir } ka konfigurimin e platformës ({ $dir }/vdx.toml), politikën e statistikave ({ $dir }/policy.toml), autoritetin, çelësat dhe profilet e klientëve.
cli-init_offline = Hiqni { $offline } dhe { $dir }/pki/ca.key.pem nga ky kompjuter, në dy mjete që mbahen të kyçura. Atje bëjnë pjesë edhe kopje të exchange.key dhe storage.key: pa to depoja nuk vlen asgjë.
cli-init_national = vetëm për institucionet; platforma nuk duhet ta ketë kurrë
cli-init_recovery = lexon çdo kopje rezervë
cli-init_authority = lëshon certifikata; nevojitet çdo 30 ditë (vdx pki renew-crl)
cli-init_check = Kontrollojeni:
cli-init_serve = Niseni:
cli-init_enter = Regjistroni institucionet, si koordinator; kur lëshohet një certifikatë, ca.key.pem kthehet ndërkohë në vendin e vet:
cli-init_hand_over = Dorëzojini secilit institucion, në një rrugë që i besoni, direktorinë e tij nga { $members } dhe national.key; pastaj fshijini këtu. Secili bën çelësin e vet për identifikuesit e regjistrimeve (vdx keys generate-ids) dhe një skedë të parë përputhjeje (vdx mapping new).
cli-init_coordinator = Jepjani { $members }/{ $coordinator } koordinatorit: -1 dhe -2 janë për dy personat që nënshkruajnë botimet.
cli-init_others = Analistët dhe auditori (autoriteti për mbrojtjen e të dhënave), me ca.key.pem ndërkohë në vendin e vet; regjistrojini si më sipër, me --roles analyst dhe --roles auditor. Auditori krahason çelësin që tregon e fundit nga këto komanda:
cli-init_policy = Para botimit të parë, me koordinatorin: caktoni te { $dir }/policy.toml sa viktima në vit priten, cilat shtete dallohen dhe çfarë matet, dhe niseni platformën përsëri. Një bllok vitesh e ruan politikën me të cilën nisi botimi i tij i parë.
cli-init_release = Kur institucionet të kenë dorëzuar, botimi i parë, nga dy persona; pastaj mund të pyesë një analist:
cli-ids_key_missing = identifikuesit e regjistrimeve fshihen me një çelës të institucionit tuaj, dhe te { $path } nuk ka asnjë. Nëse e ka një kompjuter tjetër i institucionit, kopjojeni prej andej (--id-key FILE tregon një vend tjetër). Përndryshe krijojeni, një herë: vdx keys generate-ids --out { $path }. Identifikuesit që jashtë sistemit tuaj nuk thonë asgjë mund të dalin ashtu siç janë: plain_ids = true në skedën e përputhjes, ose --plain-ids
cli-ids_key_elsewhere = identifikuesit e regjistrimeve fshihen me një çelës të institucionit tuaj, vendi i të cilit është pranë profilit, dhe te { $path } nuk ka asnjë. Një ka te { $other }: nëse është i institucionit tuaj, zhvendoseni te { $path }, ose tregojeni me --id-key { $other } (ose id_key në profil). Mos krijoni të dytin: me çelës tjetër çdo regjistrim do të ishte dy herë
cli-ids_key_twice = te { $other } ka tashmë një çelës për identifikuesit e regjistrimeve: nuk u krijua asgjë. Nëse është i institucionit tuaj, zhvendoseni te { $path }, ku e kërkon vdx submit, dhe mos krijoni të dytin: me çelës tjetër çdo regjistrim do të ishte dy herë. Për çelësin e një institucioni tjetër, tregoni skedën e tij me --out
cli-no_id = { $id } ashtu siç është nuk mund të jetë identifikues në platformë
cli-unknown_system = { $count ->
        [one] KUJDES: që nuk gjendet nuk thotë ASGJË: platforma ka një regjistrim të institucionit tuaj, dhe asnjë me këtë çelës dhe sistemin "{ $system }" (identifikuesit do të fillonin me { $mark }). Ai u dërgua me emër tjetër të sistemit ose me çelës tjetër, prandaj ky identifikues mund të jetë aty megjithatë: përdorni skedën e përputhjes dhe çelësin me të cilët u dërgua; vdx records tregon çfarë ka.
       *[other] KUJDES: që nuk gjendet nuk thotë ASGJË: platforma ka { $count } regjistrime të institucionit tuaj, dhe asnjë me këtë çelës dhe sistemin "{ $system }" (identifikuesit do të fillonin me { $mark }). Ato u dërguan me emër tjetër të sistemit ose me çelës tjetër, prandaj ky identifikues mund të jetë aty megjithatë: përdorni skedën e përputhjes dhe çelësin me të cilët u dërguan; vdx records tregon çfarë ka.
    }
cli-unknown_plain = { $count ->
        [one] KUJDES: që nuk gjendet nuk thotë ASGJË: platforma ka një regjistrim të institucionit tuaj, me identifikues të fshehur. Tregoni skedën e përputhjes me të cilën u dërgua (--mapping), pa --plain-ids.
       *[other] KUJDES: që nuk gjendet nuk thotë ASGJË: platforma ka { $count } regjistrime të institucionit tuaj, të gjitha me identifikues të fshehur. Tregoni skedën e përputhjes me të cilën u dërguan (--mapping), pa --plain-ids.
    }
cli-withdrawn = u tërhoq
cli-withdrawn_before = ishte tërhequr më parë
cli-withdrawn_services = { $count ->
        [one] u tërhoq: një shërbim i këtij rreshti
       *[other] u tërhoqën: { $count } shërbime të këtij rreshti
    }
cli-withdraw_missing = NUK U GJET ndër regjistrimet tuaja (lloji i regjistrimit: { $kind }); nuk u tërhoq asgjë
cli-withdraw_hint = Krahasoni identifikuesin me atë të eksportit, dhe llojin (--kind). Kur personi i thotë JO përpunimit dhe regjistrimi nuk është dërguar kurrë, dërgojeni rreshtin e tij me JO: platforma e mban mend.
cli-withdraw_again = e njëjta komandë thotë për çdo regjistrim nëse ishte tërhequr më parë
cli-submit_summary = { $stored } të ruajtura, { $corrected } të korrigjuara, { $unchanged } të pandryshuara, { $rejected } të refuzuara.
cli-submit_says = Platforma thotë: { $summary }
cli-submit_before_nothing = Kjo skedë ishte dërguar e plotë më parë; asgjë nuk ndryshoi.
cli-submit_before_compared = Kjo skedë ishte dërguar e plotë më parë; u krahasua sërish.
cli-submit_resumed = { $count ->
        [one] Vazhdoi pas një pakete të ruajtur.
       *[other] Vazhdoi pas { $count } paketave të ruajtura.
    }
cli-told_resumed = { $count ->
        [one] 1 regjistrim ishte tashmë në platformë, nga dërgimi që u ndërpre.
       *[other] { $count } regjistrime ishin tashmë në platformë, nga dërgimi që u ndërpre.
    }
cli-told_older = { $count ->
        [one] 1 rresht është MË I VJETËR se ai që ka platforma; prej tij nuk u mor asgjë. Nëse megjithatë kjo skedë është e sakta, jepeni komandën sërish me --newest.
       *[other] { $count } rreshta janë MË TË VJETËR se ata që ka platforma; prej tyre nuk u mor asgjë. Nëse megjithatë kjo skedë është e sakta, jepeni komandën sërish me --newest.
    }
cli-asked_wider = NDAHEN MË GJERË: { $count } korrigjime (rreshtat { $lines }) e kthejnë në PO pëlqimin për ndarje përtej kufijve, ose lejojnë më shumë shtete ta gjejnë regjistrimin.
cli-asked_wider_how = NUK u bënë. Nëse këta persona e thonë këtë tani, jepeni komandën sërish me --confirm-wider { $count }; nëse jo, ky eksport është më i vjetër se ç'ka platforma, ose skeda e përputhjes është e gabuar.
cli-asked_earlier = KORRIGJUAR MË PARË: { $count } rreshta (rreshtat { $lines }) thonë atë që është korrigjuar ndërkohë.
cli-asked_earlier_how = Asgjë prej tyre nuk u mor. Nëse ky eksport megjithatë është më i riu, jepeni komandën sërish me --confirm-earlier { $count }.
cli-asked_other = PERSON TJETËR: { $count } rreshta (rreshtat { $lines }) janë për person tjetër, ose rast tjetër, nga regjistrimet me id-të e tyre në platformë.
cli-asked_other_how = Asgjë prej tyre nuk u mor. A kanë dy sisteme të njëjtin emër në skedat e përputhjes (system = ...), apo një id u dha dy herë? Nëse megjithatë është e drejtë, jepeni komandën sërish me --confirm-other-person { $count }.
cli-asked_confirmed = Këtë e keni konfirmuar.
cli-asked_question = { $count ->
        [one] A është e drejtë kjo, dhe a të merret ky rresht?
       *[other] A është e drejtë kjo, dhe a të merren këta { $count } rreshta?
    }
cli-asked_unknown = { $count ->
        [one] 1 korrigjim nuk u bë: platforma pyet diçka që ky version nuk e njeh. Përdorni një më të ri.
       *[other] { $count } korrigjime nuk u bënë: platforma pyet diçka që ky version nuk e njeh. Përdorni një më të ri.
    }
cli-told_withdrawn_before = { $count ->
        [one] 1 nga regjistrimet e saj U TËRHOQ më parë, ose i tha JO përpunimit, dhe NUK është në platformë. Për ta dërguar sërish, jepeni komandën me --readmit ID (ose rriteni revision, nëse e ka skeda e përputhjes).
       *[other] { $count } nga regjistrimet e saj U TËRHOQËN më parë, ose i thanë JO përpunimit, dhe NUK janë në platformë. Për t'i dërguar sërish, jepeni komandën me --readmit ID (ose rriteni revision, nëse e ka skeda e përputhjes).
    }
cli-told_superseded = { $count ->
        [one] 1 rresht është version më i vjetër i një regjistrimi që e ka një rresht tjetër i këtij skedari: del vetëm më i riu.
       *[other] { $count } rreshta janë versione më të vjetra të regjistrimeve që i kanë rreshta të tjerë të këtij skedari: dalin vetëm më të rejat.
    }
cli-told_others = Shërbimet dhe procedurat e këtyre personave që i keni dërguar NUK tërhiqen me këtë: tërhiqini me vdx withdraw ID --kind assistance (ose proceeding).
cli-told_no = { $count ->
        [one] 1 rresht i thotë JO përpunimit: regjistrimi i tij nuk doli.
       *[other] { $count } rreshta i thonë JO përpunimit: regjistrimet e tyre nuk dolën.
    }
cli-told_consent = { $count ->
        [one] 1 nga këto regjistrime ishte në platformë dhe U TËRHOQ tani.
       *[other] { $count } nga këto regjistrime ishin në platformë dhe U TËRHOQËN tani.
    }
cli-told_remembered = { $count ->
        [one] 1 prej tyre nuk ishte në platformë; ajo e mban mend JO-në, dhe e merr këtë regjistrim vetëm me --readmit ID.
       *[other] { $count } prej tyre nuk ishin në platformë; ajo e mban mend JO-në, dhe i merr këto regjistrime vetëm me --readmit ID.
    }
cli-told_not_remembered = { $count ->
        [one] 1 prej tyre nuk ishte në platformë, e cila NUK MBAN MEND ASGJË prej tij, sepse mban mend tashmë tepër: kujdesuni që të mos dërgohet skedë më e vjetër me PO.
       *[other] { $count } prej tyre nuk ishin në platformë, e cila NUK MBAN MEND ASGJË prej tyre, sepse mban mend tashmë tepër: kujdesuni që të mos dërgohet skedë më e vjetër me PO.
    }
cli-told_services = { $count ->
        [one] 1 shërbim që rreshti i tij nuk e ka më U TËRHOQ tani.
       *[other] { $count } shërbime që rreshtat e tyre nuk i kanë më U TËRHOQËN tani.
    }
cli-told_newer_services = { $count ->
        [one] 1 shërbim që rreshti i tij nuk e ka erdhi me një skedar MË TË RI dhe mbetet; a është ky skedar më i vjetër?
       *[other] { $count } shërbime që rreshtat e tyre nuk i kanë erdhën me një skedar MË TË RI dhe mbeten; a është ky skedar më i vjetër?
    }
cli-told_unknown = { $count ->
        [one] 1 rresht është aq i dëmtuar sa identifikuesi i tij nuk lexohet: nëse thotë JO, ose regjistri i tij është në platformë, ai regjistër ËSHTË ENDE aty siç ishte më parë. Ndreqeni rreshtin, ose tërhiqeni regjistrin.
       *[other] { $count } rreshta janë aq të dëmtuar sa identifikuesit e tyre nuk lexohen: nëse thonë JO, ose regjistrat e tyre janë në platformë, ata JANË ENDE aty siç ishin më parë. Ndreqini rreshtat, ose tërhiqini regjistrat.
    }
cli-told_still = { $count ->
        [one] 1 nga rreshtat e refuzuar ka një regjistrim që ËSHTË ENDE në platformë siç ishte më parë: korrigjojeni rreshtin, ose tërhiqeni.
       *[other] { $count } nga rreshtat e refuzuar kanë nga një regjistrim që ËSHTË ENDE në platformë siç ishte më parë: korrigjojeni rreshtin, ose tërhiqeni.
    }
cli-told_missing = { $count ->
        [one] 1 regjistrim që ky eksport nuk e ka më U TËRHOQ tani.
       *[other] { $count } regjistrime që ky eksport nuk i ka më U TËRHOQËN tani.
    }
cli-rejected_incomplete = { $file } NUK ËSHTË E PLOTË: nuk mundi të shkruhej ({ $why }). Bëni vend për të, dhe jepeni sërish të njëjtën komandë.
cli-rejected_file = Rreshtat e refuzuar dhe arsyet: { $file }
cli-rejected_unwritable = { $file }: nuk mund të shkruhet, prandaj nuk u dërgua asgjë: rreshtat e refuzuar nuk do të tregoheshin askund
cli-dry_summary = Do të dërgoheshin { $records } regjistrime; do të refuzoheshin { $rejected } rreshta; nuk u dërgua asgjë.
cli-no_rows = KUJDES: skeda ka krye dhe ASNJË RRESHT. Nëse nuk e prisnit këtë, eksporti dështoi.
cli-interrupted = u ndërpre ({ $reason }); vazhdon pas { $seconds } s
cli-borders = Përtej kufijve: shtetet partnere mund të gjejnë { $found } nga { $all } regjistrime të viktimave
cli-borders_consent = { $count ->
        [one] 1 nuk ka pëlqim për këtë (consent_cross_border_sharing nuk është YES)
       *[other] { $count } nuk kanë pëlqim për këtë (consent_cross_border_sharing nuk është YES)
    }
cli-borders_no_column = { $count ->
        [one] 1 nuk mund të gjendet sepse skeda e përputhjes nuk tregon consent_cross_border_sharing: nuk dihet këtu nëse personi dha pëlqim
       *[other] { $count } nuk mund të gjenden sepse skeda e përputhjes nuk tregon consent_cross_border_sharing: nuk dihet këtu nëse personat dhanë pëlqim
    }
cli-borders_home = { $count ->
        [one] 1 nuk tregon shtet të dytë
       *[other] { $count } nuk tregojnë shtet të dytë
    }
cli-borders_key = { $count ->
        [one] 1 u bë pa çelësin ndërshtetëror
       *[other] { $count } u bënë pa çelësin ndërshtetëror
    }
cli-borders_perhaps = { $count ->
        [one] 1 është i pandryshuar, dhe ky dërgim nuk kishte çelës ndërshtetëror
       *[other] { $count } janë të pandryshuara, dhe ky dërgim nuk kishte çelës ndërshtetëror
    }
cli-borders_little = { $count ->
        [one] 1 thotë tepër pak për personin
       *[other] { $count } thonë tepër pak për personin
    }
cli-hidden_records = { $count ->
        [one] 1 regjistrim me consent_cross_border_sharing YES nuk mund të gjendet nga shtetet partnere: { $why }.
       *[other] { $count } regjistrime me consent_cross_border_sharing YES nuk mund të gjenden nga shtetet partnere: { $why }.
    }
cli-hidden_key = nuk u dha --transnational-key, prandaj nuk kanë shenja ndërshtetërore; jepeni sërish të njëjtën komandë me të
cli-hidden_little = dihet tepër pak për personin (numri personal, numri i dokumentit, ose emrat me datëlindje)
cli-hidden_home = asgjë në to nuk kalon kufirin (citizenships, country_of_residence, country_of_recruitment, country_of_exploitation)
cli-hidden_perhaps = Nuk u dha --transnational-key: nga { $count } regjistrime të pandryshuara me consent_cross_border_sharing YES, shtetet partnere i gjejnë vetëm ato që u dërguan më parë me të; jepeni sërish të njëjtën komandë me të.
cli-set_aside = { $count ->
        [one] { $column }: 1 vlerë u la mënjanë sepse nuk thotë asgjë: { $why } (e para në rreshtin { $line }).
       *[other] { $column }: { $count } vlera u lanë mënjanë sepse nuk thonë asgjë: { $why } (e para në rreshtin { $line }).
    }
cli-remark = { $count ->
        [one] { $column }: 1 vlerë { $what } (e para në rreshtin { $line }).
       *[other] { $column }: { $count } vlera { $what } (e para në rreshtin { $line }).
    }
cli-remark_two_orders = mund të lexohen si DITË TË NDRYSHME me dy nga date_formats, dhe u mor ai që është i pari; lini vetëm të saktin
cli-remark_short_year = me vite dyshifrore, të lexuara si { $first } deri { $last }; two_digit_years_from në skedën e përputhjes thotë cilin shekull
cli-remark_partly = dihen pjesërisht: u përdor çka dihet
cli-remark_rounded = me dhjetore, të rrumbullakuara
cli-remark_empty = u morën si bosh (empty = [...] në skedën e përputhjes thotë cilat)
cli-remark_other = pa kod: në vend të tyre qëndron other i skedës së përputhjes
cli-remark_left_out = pa kod, u lanë jashtë siç thotë skeda e përputhjes
cli-remark_odd_letters = me shkronja që emrat e rajonit nuk i kanë (æ è ð, ose dy alfabete në një fjalë): KONTROLLONI nëse janë të sakta; në një skedë windows-1250 të lexuar si windows-1252 kështu duken ć č đ
cli-remark_two_persons = që mund të jenë të dy personave (presje, vijë e pjerrët ose “i” mes dy emrave): një rresht është një person; bëni nga një rresht për secilin
cli-remark_alike_ids = që ndryshojnë nga një id tjetër e skedarit vetëm në zero, vija, hapësira ose shkronja të mëdha, dhe janë të regjistrimeve të tjera: KONTROLLONI që tabela llogaritëse të mos i ketë ndryshuar
cli-remark_odd_hyphen = me një vijë që tastierat nuk e kanë (‑ – −): e njëjta id me - është regjistrim tjetër
cli-remark_zero = me dymbëdhjetë shifra: zeroja e parë, që e heq tabela llogaritëse, u kthye, siç e vërteton shifra e kontrollit
cli-note_marked = Skeda fillon me shenjën e { $encoding }, dhe u lexua ashtu; skeda e përputhjes tregon kodim tjetër.
cli-note_hidden = { $count ->
        [one] 1 rresht është i fshehur në tabelë (me dorë, ose me filtër) dhe u lexua si të tjerët: për ta lënë jashtë, kopjoni çka shihet në skedë tjetër.
       *[other] { $count } rreshta janë të fshehur në tabelë (me dorë, ose me filtër) dhe u lexuan si të tjerët: për t'i lënë jashtë, kopjoni çka shihet në skedë tjetër.
    }
cli-note_totals = { $count ->
        [one] 1 rresht me shuma u kapërcye (i pari në rreshtin { $line }).
       *[other] { $count } rreshta me shuma u kapërcyen (i pari në rreshtin { $line }).
    }
cli-note_headers = { $count ->
        [one] 1 rresht që përsërit kreun u kapërcye (i pari në rreshtin { $line }).
       *[other] { $count } rreshta që përsërisin kreun u kapërcyen (i pari në rreshtin { $line }).
    }
cli-note_empty = { $count ->
        [one] 1 rresht pa asnjë vlerë u kapërcye (i pari në rreshtin { $line }).
       *[other] { $count } rreshta pa asnjë vlerë u kapërcyen (i pari në rreshtin { $line }).
    }
cli-note_short = { $count ->
        [one] 1 rresht mbaron herët: qelizat që mungojnë u morën si bosh (i pari në rreshtin { $line }).
       *[other] { $count } rreshta mbarojnë herët: qelizat që mungojnë u morën si bosh (i pari në rreshtin { $line }).
    }
cli-rows_of_reason = { $count } rreshta (rreshtat { $lines }, ...): { $what }
cli-line_of_reason = rreshti { $line }: { $what }
cli-full_nameless = --full: identifikuesi i rreshtit { $line } nuk lexohet, prandaj nuk dihet cilin regjistrim ka eksporti: asgjë nuk u tërhoq si e munguar
cli-full_unreadable = { $count ->
        [one] --full: 1 rresht nuk lexohet, prandaj nuk dihet cilat regjistrime ka eksporti: asgjë nuk u tërhoq si e munguar
       *[other] --full: { $count } rreshta nuk lexohen, prandaj nuk dihet cilat regjistrime ka eksporti: asgjë nuk u tërhoq si e munguar
    }
cli-full_older = --full: kjo skedë është më e vjetër se ajo që ka platforma (regjistrime që i mungojnë dhe erdhën pas saj: { $newer }; rreshta të saj më të vjetër: { $older }): asgjë nuk u tërhoq si e munguar. Nëse megjithatë është eksporti i plotë më i ri, jepeni komandën sërish me --newest
cli-full_summary = { $count } nga { $all } regjistrime që ishin në platformë (lloji: { $kind }; { $share } %) nuk janë në këtë eksport
cli-full_other_number = { $summary }, jo { $number }: asgjë nuk u tërhoq si e munguar
cli-full_too_many = { $summary }, që është më shumë se { $limit } %: asgjë nuk u tërhoq si e munguar. Nëse eksporti është i plotë, konfirmojeni me --withdraw-missing { $count }
cli-full_question = { $summary }. Të tërhiqen?
cli-full_refused = asgjë nuk u tërhoq si e munguar
cli-full_confirm = { $summary }: për t'i tërhequr, konfirmojeni me --yes ose --withdraw-missing { $count }
cli-duplicates_person = personi
cli-duplicates_found = Nga regjistrimet tuaja të viktimave, { $records } duket se janë të { $persons } personave:
cli-duplicates_none = Asnjë dy regjistrime viktimash tuajat nuk duket se janë të një personi.
cli-duplicates_more = ka edhe të tjera: korrigjoni ose tërhiqni disa nga këto dhe pyetni sërish
cli-duplicates_own = Për t'i parë pranë tyre identifikuesit e sistemit tuaj: --mapping FILE --export FILE
cli-records_none = Platforma nuk ka regjistrime të institucionit tuaj.
cli-records_none_such = Platforma nuk ka regjistrime të tilla të institucionit tuaj.
cli-records_no_periods = Asnjë regjistrim juaji nuk mbahet më gjatë se afatet e ruajtjes të platformës; kur ajo nuk ka afate, asnjëherë.
cli-records_absent = { $id }: nuk është në platformë
cli-records_withdrawn = { $count ->
        [one] 1 regjistrim u tërhoq: përmbajtja e tij u fshi.
       *[other] { $count } regjistrime u tërhoqën: përmbajtja e tyre u fshi.
    }
cli-records_other_number = { $count ->
        [one] ky është një regjistrim, jo { $number }: nuk u tërhoq asgjë
       *[other] këto janë { $count } regjistrime, jo { $number }: nuk u tërhoq asgjë
    }
cli-records_kind = lloji
cli-records_id = identifikuesi në platformë
cli-records_revision = versioni
cli-records_month = muaji
cli-records_export = në eksport
cli-records_mark = identifikuesit fillojnë me
cli-records_count = regjistrime
cli-records_first = muaji i parë
cli-records_last = muaji i fundit
cli-first_records = vërejtje: regjistrimet e para me këtë çelës dhe sistem. A ka kopje të çelësit diku tjetër? Pa të asnjë regjistrim nuk mund të korrigjohet ose të tërhiqet veçmas.
cli-new_system_plain = me identifikues ashtu siç janë
cli-new_system_hashed = me këtë çelës dhe sistemin "{ $system }" (identifikuesit do të fillonin me { $mark })
cli-new_system = platforma ka { $count } regjistrime të institucionit tuaj, dhe asnjë { $what }: nuk u dërgua asgjë. Nëse janë të këtij eksporti, çelësi ose emri i sistemit është tjetër se më parë: përdorni ata të mëparshmit, përndryshe çdo regjistrim është dy herë. Nëse ky eksport është i një sistemi tjetër, ose identifikuesit do të ndryshohen, jepeni komandën sërish me --new-system (docs/mapping.md e shpjegon)
cli-say_how_named = thoni si u emërtuan identifikuesit kur u dërguan: me --mapping FILE (ose --system NAME, si në skedën e përputhjes) fshihen si atëherë; me --plain-ids dërgohen ashtu siç janë
cli-mapping_usable = Mund të përdoren { $passed } nga { $rows } rreshta; prej tyre bëhen { $records } regjistrime.
cli-mapping_field = fusha
cli-mapping_column = kolona
cli-mapping_for_all = (për të gjithë rreshtat)
cli-mapping_uncoded = { $field }: vlera pa kod
cli-mapping_more = dhe { $count } të tjera
cli-mapping_leaves = Çka do të dilte, nga regjistrimet e para (shenjat vetëm si numër):
cli-mapping_unusable = Rreshta që nuk mund të përdoren:
cli-mapping_aside = Lënë mënjanë:
cli-mapping_reading = Si u lexua skeda:
cli-mapping_no_consent = VENDOSNI consent_processing: skeda e përputhjes nuk thotë nëse këta persona dhanë pëlqim. E gjithë kjo vlen sapo ta thotë; deri atëherë vdx submit nuk dërgon asgjë.
cli-mapping_no_system = VENDOSNI system: skeda e përputhjes nuk tregon sistemin e identifikuesve (system = "registry"), as nuk thotë plain_ids = true; deri atëherë vdx submit nuk dërgon asgjë.
cli-mapping_looked = U shikuan { $rows } rreshta me { $columns } kolona.
cli-mapping_unreadable = { $count ->
        [one] 1 rresht nuk lexohet; vdx mapping check thotë pse.
       *[other] { $count } rreshta nuk lexohen; vdx mapping check thotë pse.
    }
cli-mapping_next = Më tej: lexojeni, pastaj vdx mapping check --mapping { $mapping } { $file }
cli-mapping_there = { $file } ekziston tashmë dhe nuk u prek: tregoni skedë tjetër me --out
cli-mapping_decide = VENDOSNI { $what }
cli-no_such_file = { $path }: nuk ka skedë të tillë; krahasoni emrin e saj dhe dosjen në të cilën jepet komanda
cli-no_national_key = { $path }: nuk ka skedë të tillë; --key tregon çelësin kombëtar, që koordinatori ua jep institucioneve

## What reports say

report-title_strategy = Zbatimi i strategjisë kombëtare kundër trafikimit me njerëz, { $year }
report-title_public = Viktimat e trafikimit me njerëz, { $year }
report-title_eurostat = Eurostat: trafikimi me njerëz, { $year }
report-title_glotip = UNODC: pyetësori për Raportin Global mbi trafikimin me njerëz, deri më { $year }
report-about_country = Shteti
report-about_years = Vitet
report-about_tier = Niveli i mbrojtjes
report-about_source = Burimi
report-about_release = Botimi
report-source = Regjistrimet e të gjitha institucioneve raportuese në shkëmbimin e të dhënave për viktimat e trafikimit; çdo person numërohet një herë.
report-source_of_table = Burimi: shkëmbimi i të dhënave për viktimat e trafikimit, botimi { $releases }.
report-level_national = Niveli i mbrojtjes: kombëtar. Jo për publikim.
report-level_transnational = Niveli i mbrojtjes: shtetet partnere. Jo për publikim.
report-level_public = Niveli i mbrojtjes: publik. Mund të publikohet.
report-drawn = Në grafik: { $column }
report-release = { $number }: { $years }, { $kind }, { $day }
report-release_open = Shifrat e këtij botimi ende mund të ndryshojnë, derisa të botohen përfundimisht edhe këto vite: { $years }.
report-release_final = përfundimtar
report-release_provisional = i përkohshëm
report-press = Për shtypin
report-press_table = Shifrat kryesore
report-press_estimate = Në vitin { $year } institucionet identifikuan rreth { $count } viktima të trafikimit me njerëz; numri i vërtetë ka shumë gjasa të jetë { $interval }.
report-press_exact = Numri i viktimave të trafikimit me njerëz që institucionet identifikuan në vitin { $year }: { $count }.
report-press_few = Në vitin { $year } institucionet identifikuan pak viktima të trafikimit me njerëz: vlerësimi është nën dhjetë; numri i vërtetë ka shumë gjasa të jetë { $interval }.
report-press_provisional = Shifrat e vitit { $year } janë të përkohshme: mund të mungojnë ende regjistrime të këtij viti. Ato nuk krahasohen me vite të tjera.
report-press_none = Për vitin { $year } asnjë numër i viktimave të identifikuara nuk është mjaft i saktë për t'u botuar.
report-press_more = Kjo është më shumë se në vitin { $year }, dhe ndryshimi është më i madh se pasiguria e shifrave.
report-press_less = Kjo është më pak se në vitin { $year }, dhe ndryshimi është më i madh se pasiguria e shifrave.
report-press_same = Kjo është po aq sa në vitin { $year }.
report-press_noise = Ndryshimi nga viti { $year } nuk është më i madh se pasiguria e shifrave: prej tij nuk mund të thuhet as rritje, as rënie.
report-press_read = Këto janë viktima që i ka identifikuar një institucion, jo të gjitha viktimat që ekzistojnë. Shifrat janë vlerësime; intervali pranë secilës e përmban numrin e vërtetë në nëntë nga dhjetë raste.
report-indicators = Treguesit e strategjisë
report-victims = Kush janë viktimat
report-victims_by = Viktima sipas: { $dimension }
report-by_year = Vitet
report-victims_by_year = Viktimat e identifikuara sipas vitit
report-since_before = që nga viti i mëparshëm
report-measures = Çfarë numërohet, { $year }
report-note_units = Secili lloj numërohet më vete: një rast mund të ketë disa të pandehur, një person disa shërbime.
report-since = që nga { $year }
report-note_list = Kush është shfrytëzuar në disa mënyra nuk gjendet në asnjërën nga këto forma.
report-count = Numri
report-table_by = { $measure } sipas: { $dimensions }
report-table_only = Vetëm { $dimension }: { $codes }.
report-note_several = Kush ka disa kode të një liste qëndron te secili prej tyre, ose te “disa”.
report-rows_figures = Shifra
report-rows_indicators = Treguesi
report-rows_persons = Persona
report-rows_victims = Viktima
report-method = Si lexohen shifrat
report-method_persons = Një person numërohet një herë, në vitin e identifikimit të parë, sado institucione ta raportojnë. Institucionet dërgojnë gjurmë të koduara në vend të emrave; prej tyre gjendet kush është i njëjti person, dhe pak persona mund të mungojnë ose të numërohen dy herë.
report-method_noise = Që asnjë viktimë të mos mund të njihet, shifrat u matën me zhurmë të qëllimshme, një herë, brenda një buxheti të privatësisë diferenciale. Secila është vlerësim me interval 90 %: ai e përmban numrin e vërtetë në nëntë nga dhjetë raste. Vetëm shifrat e shënuara si të sakta janë pa zhurmë.
report-method_letters = Shkronja tregon sa e përpiktë është shifra: A, gjysma e intervalit të saj është më së shumti 10 % e saj; B, më së shumti 25 %; C, më së shumti 50 %; pa shkronjë, më shumë.
report-method_few = “<10” është vlerësim nën dhjetë, numri i të cilit vetë do të thoshte tepër pak. Mund të jetë zero.
report-method_dot = Pika në vend të shifrës do të thotë se ajo nuk tregohet, për arsyen që gjendet pranë. Ajo kurrë nuk do të thotë zero. Çfarë mbështetet në më pak se dhjetë vlen si tepër e përafërt.
report-method_modelled = Shifrat “e modeluara” rrjedhin nga tabelat e matura kur dimensionet e tyre nuk ndikojnë mbi njëra-tjetrën përtej këtyre. Kur ndikojnë, ato mund të jenë më larg sesa thotë intervali.
report-method_reported = Numërohet vetëm ajo që raportojnë institucionet. Më shumë viktima në një vit mund të do të thotë se u trafikuan më shumë, ose se u gjetën më shumë.
report-method_group = Qelizat e tabelës mblidhen deri te rrumbullakimi; kush ka disa kode gjendet te “disa”.
report-method_change = Dy vite ndryshojnë më shumë se zhurma kur intervalet e tyre nuk mbivendosen. Kur nuk ka ndryshuar asgjë, kjo ndodh në më së shumti një nga dhjetë krahasime, dhe zakonisht shumë më rrallë: nga shumë shifra disa ndryshojnë rastësisht. Intervali i ndryshimit shtrihet nga skaji i poshtëm i njërës deri te skaji i sipërm i tjetrës.
report-method_strategy = Treguesit janë ata të Strategjisë dhe Planit Kombëtar të Veprimit kundër Trafikimit me Njerëz 2008–2011, pjesa IV.3.b. Përqindjet janë të atyre për të cilët fakti dihet; mesataret rrjedhin nga tabela me klasa.
report-reason_modelled = e modeluar: nuk tregohet në këtë nivel
report-reason_rough = tepër e përafërt për këtë nivel
report-reason_rests_on_few = mbështetet në më pak se dhjetë
report-reason_not_measured = nuk është matur në botim
report-reason_not_released = viti nuk është botuar
report-reason_not_collected = nuk mblidhet në shkëmbim
report-reason_not_comparable = njëra nga të dyja nuk tregohet
report-reason_provisional = shifrat e përkohshme nuk krahasohen
report-change_more = më shumë
report-change_less = më pak
report-change_noise = brenda zhurmës
report-change_same = e njëjtë
report-from_to = nga { $from } deri { $to }
report-basis_exact = e saktë
report-basis_measured = e matur
report-basis_modelled = e modeluar
report-value = Vlera
report-low = Nga
report-high = Deri
report-precision = Shkronja
report-basis = Prejardhja
report-remark = Shënim
report-csv_table = Tabela
report-csv_heading = Titulli
report-csv_row = Rreshti
report-csv_column = Kolona
report-csv_shown = Tregohet
report-sheet_about = Për raportin
report-skip = Te shifrat
report-chart_label = Në grafik
report-chart_below = Kufiri poshtë
report-chart_above = Kufiri lart
report-total = Gjithsej
report-female = Femra
report-male = Meshkuj
report-women = Gra
report-men = Burra
report-girls = Vajza
report-boys = Djem
report-sex_other = Tjetër ose e panjohur
report-age_unknown = Mosha e panjohur
report-under_18 = Nën 18 vjeç
report-from_18 = 18 vjeç e lart
report-not_reported = Nuk është raportuar
report-not_reported_or_several = Nuk është raportuar, ose disa
report-not_told_apart = Shtete që botimet nuk i dallojnë, në Bashkimin Evropian ose jo
report-own_citizens = Shtetas të vet
report-foreign_citizens = Shtetas të huaj
report-other_eu = Anëtare të tjera të Bashkimit Evropian që botimet i dallojnë: { $countries }
report-outside_eu = Shtete jashtë Bashkimit Evropian që botimet i dallojnë: { $countries }
report-other_eu_short = Të tjerë nga Bashkimi Evropian
report-outside_eu_short = Jashtë Bashkimit Evropian
report-several_forms = Disa forma
report-suspected = Të dyshuar
report-prosecuted = Të ndjekur penalisht
report-convicted = Të dënuar
report-by_hand = Plotësohet me dorë
report-by_hand_eurostat = Personi i kontaktit; përkufizimet dhe ligji vendor; gjinia dhe shtetësia e personave të dyshuar, të ndjekur dhe të dënuar, nga policia dhe gjykatat.
report-by_hand_glotip = Zyrtari që e bashkërendon përgjigjen; nenet e kodit penal; gjinia dhe shtetësia e personave të dyshuar, të ndjekur dhe të dënuar, nga policia dhe gjykatat; përshkrimet e rasteve.
report-eurostat_victims = Viktima të regjistruara
report-eurostat_sex = Meshkuj dhe femra janë siç e kanë shënuar gjininë institucionet; viktimat transgjinore dhe ato që nuk përputhen me këto gjenden te “tjetër ose e panjohur”.
report-eurostat_organisation = Viktima sipas organizatës regjistruese dhe gjinisë
report-eurostat_age = Viktima sipas grupmoshës dhe gjinisë
report-eurostat_citizenship = Viktima sipas shtetësisë dhe gjinisë
report-eurostat_exploitation = Viktima sipas formës së shfrytëzimit dhe gjinisë
report-eurostat_labour = Punë, me robërinë, punën e fëmijëve dhe lypjen e detyruar
report-eurostat_other = Tjetër: martesë, shërbim me armë, birësim, surrogaci, vepra penale, lloj tjetër
report-eurostat_traffickers = Persona të dyshuar, të ndjekur dhe të dënuar
report-eurostat_defendants = Një i pandehur numërohet një herë, në vitin kur u hap procedura; të dënuarit në vitin kur ajo u mbyll. Të ndjekur janë ata, rasti i të cilëve arriti te prokuroria ose gjykata.
report-eurostat_persons = Persona sipas statusit ligjor dhe gjinisë
report-eurostat_persons_citizenship = Persona sipas statusit ligjor dhe shtetësisë
report-glotip_offenders = Veprat penale dhe kryerësit
report-glotip_offences = Vepra penale të trafikimit me njerëz të regjistruara
report-glotip_cases = Raste penale të hapura
report-glotip_cases_note = Numërohen rastet, njëri prej të cilëve mund të përmbajë disa vepra, edhe vepra të lidhura.
report-glotip_persons = Persona të dyshuar, të ndjekur dhe të dënuar, sipas gjinisë
report-glotip_convicted = Persona të dënuar sipas shtetësisë
report-glotip_victims = Viktima të zbuluara
report-glotip_by_age_sex = Viktima sipas moshës dhe gjinisë
report-glotip_by_exploitation = Viktima sipas formës së shfrytëzimit
report-glotip_by_exploitation_who = Viktima sipas formës së shfrytëzimit, moshës dhe gjinisë, { $year }
report-glotip_by_citizenship = Viktima sipas shtetësisë
report-glotip_abroad = Shtetas të vet që u shfrytëzuan jashtë vendit, sipas shtetit

## Countries (names of the Unicode CLDR in Albanian and Serbian)

country-ad = Andorrë
country-ae = Emiratet e Bashkuara Arabe
country-af = Afganistan
country-ag = Antigua e Barbuda
country-ai = Anguilë
country-al = Shqipëri
country-am = Armeni
country-ao = Angolë
country-aq = Antarktikë
country-ar = Argjentinë
country-as = Samoa Amerikane
country-at = Austri
country-au = Australi
country-aw = Arubë
country-ax = Ishujt Alandë
country-az = Azerbajxhan
country-ba = Bosnjë-Hercegovinë
country-bb = Barbados
country-bd = Bangladesh
country-be = Belgjikë
country-bf = Burkina-Faso
country-bg = Bullgari
country-bh = Bahrejn
country-bi = Burundi
country-bj = Benin
country-bl = Sen-Bartelemi
country-bm = Bermude
country-bn = Brunei
country-bo = Bolivi
country-bq = Karaibet holandeze
country-br = Brazil
country-bs = Bahama
country-bt = Butan
country-bv = Ishulli Bove
country-bw = Botsvanë
country-by = Bjellorusi
country-bz = Belizë
country-ca = Kanada
country-cc = Ishujt Kokos
country-cd = Kongo-Kinshasa
country-cf = Republika e Afrikës Qendrore
country-cg = Kongo-Brazavilë
country-ch = Zvicër
country-ci = Côte d’Ivoire
country-ck = Ishujt Kuk
country-cl = Kili
country-cm = Kamerun
country-cn = Kinë
country-co = Kolumbi
country-cr = Kosta-Rikë
country-cu = Kubë
country-cv = Kepi i Gjelbër
country-cw = Kurasao
country-cx = Ishulli i Krishtlindjes
country-cy = Qipro
country-cz = Çeki
country-de = Gjermani
country-dj = Xhibuti
country-dk = Danimarkë
country-dm = Dominikë
country-do = Republika Dominikane
country-dz = Algjeri
country-ec = Ekuador
country-ee = Estoni
country-eg = Egjipt
country-eh = Saharaja Perëndimore
country-er = Eritre
country-es = Spanjë
country-et = Etiopi
country-fi = Finlandë
country-fj = Fixhi
country-fk = Ishujt Falkland
country-fm = Mikronezi
country-fo = Ishujt Faroe
country-fr = Francë
country-ga = Gabon
country-gb = Mbretëria e Bashkuar
country-gd = Granadë
country-ge = Gjeorgji
country-gf = Guajana Franceze
country-gg = Gernsej
country-gh = Ganë
country-gi = Gjibraltar
country-gl = Grënlandë
country-gm = Gambi
country-gn = Guine
country-gp = Guadelupë
country-gq = Guineja Ekuatoriale
country-gr = Greqi
country-gs = Xhorxha Jugore dhe Ishujt Senduiçë të Jugut
country-gt = Guatemalë
country-gu = Guam
country-gw = Guine-Bisau
country-gy = Guajanë
country-hk = RPA i Hong-Kongut
country-hm = Ishujt Hërd e Mekdonald
country-hn = Honduras
country-hr = Kroaci
country-ht = Haiti
country-hu = Hungari
country-id = Indonezi
country-ie = Irlandë
country-il = Izrael
country-im = Ishulli i Manit
country-in = Indi
country-io = Territori Britanik i Oqeanit Indian
country-iq = Irak
country-ir = Iran
country-is = Islandë
country-it = Itali
country-je = Xhersej
country-jm = Xhamajkë
country-jo = Jordani
country-jp = Japoni
country-ke = Kenia
country-kg = Kirgizi
country-kh = Kamboxhia
country-ki = Kiribati
country-km = Komore
country-kn = Shën-Kits dhe Nevis
country-kp = Kore e Veriut
country-kr = Kore e Jugut
country-kw = Kuvajt
country-ky = Ishujt Kajman
country-kz = Kazakistan
country-la = Laos
country-lb = Liban
country-lc = Shën-Luçia
country-li = Lihtenshtajn
country-lk = Sri-Lankë
country-lr = Liberi
country-ls = Lesoto
country-lt = Lituani
country-lu = Luksemburg
country-lv = Letoni
country-ly = Libi
country-ma = Marok
country-mc = Monako
country-md = Moldavi
country-me = Mal i Zi
country-mf = Sen-Marten
country-mg = Madagaskar
country-mh = Ishujt Marshall
country-mk = Maqedonia e Veriut
country-ml = Mali
country-mm = Mianmar (Burmë)
country-mn = Mongoli
country-mo = RPA i Makaos
country-mp = Ishujt e Marianës Veriore
country-mq = Martinikë
country-mr = Mauritani
country-ms = Montserat
country-mt = Maltë
country-mu = Mauritius
country-mv = Maldive
country-mw = Malavi
country-mx = Meksikë
country-my = Malajzi
country-mz = Mozambik
country-na = Namibi
country-nc = Kaledoni e Re
country-ne = Niger
country-nf = Ishulli Norfolk
country-ng = Nigeri
country-ni = Nikaragua
country-nl = Holandë
country-no = Norvegji
country-np = Nepal
country-nr = Nauru
country-nu = Niue
country-nz = Zelandë e Re
country-om = Oman
country-pa = Panama
country-pe = Peru
country-pf = Polinezia Franceze
country-pg = Guineja e Re-Papua
country-ph = Filipine
country-pk = Pakistan
country-pl = Poloni
country-pm = Shën-Pier dhe Mikelon
country-pn = Ishujt Pitkern
country-pr = Porto-Riko
country-ps = Territoret Palestineze
country-pt = Portugali
country-pw = Palau
country-py = Paraguai
country-qa = Katar
country-re = Reunion
country-ro = Rumani
country-rs = Serbi
country-ru = Rusi
country-rw = Ruandë
country-sa = Arabi Saudite
country-sb = Ishujt Solomon
country-sc = Sejshelle
country-sd = Sudan
country-se = Suedi
country-sg = Singapor
country-sh = Shën-Elenë
country-si = Slloveni
country-sj = Svalbard e Jan-Majen
country-sk = Sllovaki
country-sl = Sierra-Leone
country-sm = San-Marino
country-sn = Senegal
country-so = Somali
country-sr = Surinami
country-ss = Sudani i Jugut
country-st = Sao-Tome e Principe
country-sv = Salvador
country-sx = Sint-Marten
country-sy = Siri
country-sz = Esvatini
country-tc = Ishujt Turks dhe Kaikos
country-td = Çad
country-tf = Territoret Jugore Franceze
country-tg = Togo
country-th = Tajlandë
country-tj = Taxhikistan
country-tk = Tokelau
country-tl = Timor-Leste
country-tm = Turkmenistan
country-tn = Tunizi
country-to = Tonga
country-tr = Turqi
country-tt = Trinidad e Tobago
country-tv = Tuvalu
country-tw = Tajvan
country-tz = Tanzani
country-ua = Ukrainë
country-ug = Ugandë
country-um = Ishujt Periferikë të SHBA-së
country-us = SHBA
country-uy = Uruguai
country-uz = Uzbekistan
country-va = Vatikan
country-vc = Shën-Vincent dhe Grenadine
country-ve = Venezuelë
country-vg = Ishujt e Virgjër Britanikë
country-vi = Ishujt e Virgjër të SHBA-së
country-vn = Vietnam
country-vu = Vanuatu
country-wf = Uollis e Futuna
country-ws = Samoa
country-xk = Kosovë
country-ye = Jemen
country-yt = Majotë
country-za = Afrika e Jugut
country-zm = Zambi
country-zw = Zimbabve
