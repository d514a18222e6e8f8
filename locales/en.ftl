# Words of everything that people read, in English: one line a key; crates/pseudonym/src/words says
# how keys are made. The other files of this directory have the same keys.

## Codes

code-not_reported = not reported
    .meaning = Nothing was reported. It means neither no nor unknown.
code-multiple = several codes
    .meaning = Several codes were reported where one counts.
code-other_country = other countries
    .meaning = Countries that the release does not tell apart.

list-yes_no = yes or no
code-yes_no-yes = yes
    .meaning = It is so.
code-yes_no-no = no
    .meaning = It is not so.
code-yes_no-unknown = unknown
    .meaning = It was asked, and nobody knows. It is not the same as no.

list-trafficking_status = outcome of the identification
code-trafficking_status-possible_victim = possible victim
    .meaning = There are indications that the person was trafficked, and the identification is not finished.
code-trafficking_status-actual_victim = identified victim
    .meaning = The person was formally identified as a victim of trafficking.
code-trafficking_status-not_a_victim = not a victim
    .meaning = The identification found that the person was not trafficked.
code-trafficking_status-at_risk_prevented = at risk, trafficking prevented
    .meaning = The person was at risk, and trafficking was prevented before it began.

list-status_decided_by = who decided the status
code-status_decided_by-police = police
    .meaning = The police decided.
code-status_decided_by-ngo = non-governmental organization
    .meaning = A non-governmental organization decided.
code-status_decided_by-court_or_prosecution = court or prosecution
    .meaning = A court or a prosecution office decided.
code-status_decided_by-non_police_government = other public authority
    .meaning = An authority of the state other than the police decided, such as a centre for social work.
code-status_decided_by-other = somebody else
    .meaning = Somebody decided who is in none of the other groups.

list-gender = gender
code-gender-feminine = girl or woman
    .meaning = The person's gender is recorded as feminine.
code-gender-masculine = boy or man
    .meaning = The person's gender is recorded as masculine.
code-gender-transgender_feminine = transgender, feminine
    .meaning = The person is transgender, and the gender is recorded as feminine.
code-gender-transgender_masculine = transgender, masculine
    .meaning = The person is transgender, and the gender is recorded as masculine.
code-gender-non_conforming = non-conforming
    .meaning = The person's gender is recorded as neither feminine nor masculine.
code-gender-unknown = gender unknown
    .meaning = The gender was asked for or looked up, and is not known.

list-age_band = age at identification
code-age_band-from_0_to_8 = child of 0 to 8
    .meaning = A girl or boy of up to 8 years at identification.
code-age_band-from_9_to_17 = child of 9 to 17
    .meaning = A girl or boy of 9 to 17 years at identification.
code-age_band-from_18_to_20 = 18 to 20 years
    .meaning = A woman or man of 18 to 20 years at identification.
code-age_band-from_21_to_23 = 21 to 23 years
    .meaning = A woman or man of 21 to 23 years at identification.
code-age_band-from_24_to_26 = 24 to 26 years
    .meaning = A woman or man of 24 to 26 years at identification.
code-age_band-from_27_to_29 = 27 to 29 years
    .meaning = A woman or man of 27 to 29 years at identification.
code-age_band-from_30_to_38 = 30 to 38 years
    .meaning = A woman or man of 30 to 38 years at identification.
code-age_band-from_39_to_47 = 39 to 47 years
    .meaning = A woman or man of 39 to 47 years at identification.
code-age_band-from_48 = 48 years or older
    .meaning = A woman or man of 48 years or more at identification.
code-age_band-unknown = age unknown
    .meaning = The age was asked for or looked up, and is not known.

list-majority = of age when exploited
code-majority-adult = adult
    .meaning = The person was 18 or older when exploited.
code-majority-minor = child
    .meaning = The person was below 18 when exploited.
code-majority-unknown = unknown
    .meaning = It is not known whether the person was of age when exploited.

list-trafficking_form = whether a border was crossed
code-trafficking_form-internal = within the country
    .meaning = No border was crossed.
code-trafficking_form-cross_border = across a border
    .meaning = A border of a state was crossed.
code-trafficking_form-both = both
    .meaning = The person was trafficked within a country and across a border.
code-trafficking_form-unknown = unknown
    .meaning = It is not known whether a border was crossed.

list-duration_band = how long the trafficking lasted
code-duration_band-less_than_1_year = less than 1 year
    .meaning = The trafficking lasted less than a year.
code-duration_band-from_1_to_2_years = 1 to 2 years
    .meaning = The trafficking lasted from one to two years.
code-duration_band-more_than_2_years = more than 2 years
    .meaning = The trafficking lasted more than two years.
code-duration_band-unknown = unknown
    .meaning = It is not known how long the trafficking lasted.

list-recruitment_method = way of recruitment
code-recruitment_method-place_of_business = place of business
    .meaning = Recruited in a shop, a bar, an agency or another place of business.
code-recruitment_method-educational_institution = school or university
    .meaning = Recruited at a school, a university or another place of education.
code-recruitment_method-work = at work
    .meaning = Recruited at the place of work.
code-recruitment_method-online_social_network = social network on the internet
    .meaning = Recruited by a social network or a chat on the internet.
code-recruitment_method-online_advert = advertisement on the internet
    .meaning = Recruited by an advertisement on the internet.
code-recruitment_method-television_advert = advertisement on television
    .meaning = Recruited by an advertisement on television.
code-recruitment_method-newspaper_advert = advertisement in a newspaper
    .meaning = Recruited by an advertisement in a newspaper.
code-recruitment_method-family = family
    .meaning = Recruited by way of the family.
code-recruitment_method-friends = friends
    .meaning = Recruited by way of friends.
code-recruitment_method-other = another way
    .meaning = Recruited in a way that is not in this list.

list-control_method = means of control
code-control_method-physical_threats = threats of violence
    .meaning = The person was threatened with physical violence.
code-control_method-threats_law_enforcement = threats with the authorities
    .meaning = The person was threatened with being reported to the police or other authorities.
code-control_method-threatens_family = threats against the family
    .meaning = Harm to the family or to others close to the person was threatened.
code-control_method-debt_bondage = debt bondage
    .meaning = A debt, real or claimed, tied the person to the exploiters.
code-control_method-false_promises = false promises
    .meaning = The person was held by promises that were not meant.
code-control_method-physical_abuse = physical violence
    .meaning = Physical violence was used on the person.
code-control_method-sexual_abuse = sexual violence
    .meaning = Sexual violence was used on the person as a means of control.
code-control_method-takes_earnings = earnings taken away
    .meaning = Others took what the person earned.
code-control_method-restricts_finances = access to money restricted
    .meaning = Others decided over the person's money.
code-control_method-restricts_medical_care = medical care withheld
    .meaning = The person was kept from medical care.
code-control_method-withholds_necessities = necessities withheld
    .meaning = Food, water, sleep or other necessities were withheld.
code-control_method-psychological_abuse = psychological violence
    .meaning = The person was humiliated, isolated or put under pressure.
code-control_method-psychoactive_substances = drugs or alcohol
    .meaning = The person was controlled by drugs, medicines or alcohol.
code-control_method-excessive_hours = excessive working hours
    .meaning = The person had to work for far too long.
code-control_method-withholds_documents = documents withheld
    .meaning = Passport, identity card or other documents were taken from the person.
code-control_method-restricts_movement = movement restricted
    .meaning = The person could not go where she or he wanted.
code-control_method-uses_children = children used for pressure
    .meaning = The person's children were held or threatened.
code-control_method-other = another means
    .meaning = Control by a means that is not in this list.

list-exploitation_type = type of exploitation
code-exploitation_type-forced_labour = forced labour
    .meaning = Work or services under threat, to which the person did not freely agree.
code-exploitation_type-sexual_exploitation = sexual exploitation
    .meaning = Exploitation of the prostitution of others or other forms of sexual exploitation.
code-exploitation_type-child_labour = child labour
    .meaning = Work of a child that harms it or keeps it from school.
code-exploitation_type-forced_marriage = forced marriage
    .meaning = A marriage to which the person did not freely agree.
code-exploitation_type-servitude = servitude
    .meaning = The person had to live with and serve others without a way out, for example in a household.
code-exploitation_type-forced_military = forced armed service
    .meaning = The person was forced to serve with an armed force or group.
code-exploitation_type-organ_removal = removal of organs
    .meaning = Organs or tissue were removed, or were to be removed.
code-exploitation_type-forced_begging = forced begging
    .meaning = The person was forced to beg for others.
code-exploitation_type-forced_adoption = illegal adoption
    .meaning = A child was given to others against the rules of adoption, for gain.
code-exploitation_type-surrogacy = exploitative surrogacy
    .meaning = The person was made to bear a child for others.
code-exploitation_type-forced_criminality = forced criminality
    .meaning = The person was forced to commit offences for others.
code-exploitation_type-other = another type
    .meaning = Exploitation of a type that is not in this list.

list-labour_sector = sector of labour exploitation
code-labour_sector-a_agriculture_forestry_fishing = agriculture, forestry, fishing
    .meaning = Section A of ISIC: farming, work in woods, catching and raising fish.
code-labour_sector-b_mining = mining and quarrying
    .meaning = Section B of ISIC: mines and quarries.
code-labour_sector-c_manufacturing = manufacturing
    .meaning = Section C of ISIC: making of goods in factories and workshops.
code-labour_sector-d_electricity_gas = electricity and gas
    .meaning = Section D of ISIC: supply of electricity, gas, steam and air conditioning.
code-labour_sector-e_water_waste = water and waste
    .meaning = Section E of ISIC: water supply, sewerage and waste.
code-labour_sector-f_construction = construction
    .meaning = Section F of ISIC: building of houses, roads and other works.
code-labour_sector-g_trade_repair = trade and repair
    .meaning = Section G of ISIC: wholesale and retail trade, repair of vehicles.
code-labour_sector-h_transport_storage = transport and storage
    .meaning = Section H of ISIC: transport of people and goods, storage, post.
code-labour_sector-i_accommodation_food = hotels and restaurants
    .meaning = Section I of ISIC: accommodation, restaurants, bars.
code-labour_sector-j_information_communication = information and communication
    .meaning = Section J of ISIC: publishing, broadcasting, telecommunication, software.
code-labour_sector-k_finance_insurance = finance and insurance
    .meaning = Section K of ISIC: banks, insurance and other services of finance.
code-labour_sector-l_real_estate = real estate
    .meaning = Section L of ISIC: letting, selling and managing of real estate.
code-labour_sector-m_professional_scientific = professional and scientific work
    .meaning = Section M of ISIC: professional, scientific and technical work.
code-labour_sector-n_administrative_support = cleaning, security and support
    .meaning = Section N of ISIC: agencies of labour, cleaning, security and other support of businesses.
code-labour_sector-o_public_administration = public administration and defence
    .meaning = Section O of ISIC: public administration, defence, social security.
code-labour_sector-p_education = education
    .meaning = Section P of ISIC: education at all levels.
code-labour_sector-q_health_social_work = health and social work
    .meaning = Section Q of ISIC: health care, homes and social work.
code-labour_sector-r_arts_entertainment = arts, entertainment, sport
    .meaning = Section R of ISIC: arts, entertainment, sport, gambling.
code-labour_sector-s_other_services = other services
    .meaning = Section S of ISIC: repair of goods, hairdressing, washing and other personal services.
code-labour_sector-t_households = work in households
    .meaning = Section T of ISIC: domestic work for private households.
code-labour_sector-u_extraterritorial = international bodies
    .meaning = Section U of ISIC: embassies and international organizations.
code-labour_sector-unknown = sector unknown
    .meaning = The sector was asked for or looked up, and is not known.

list-sexual_exploitation_form = form of sexual exploitation
code-sexual_exploitation_form-prostitution = prostitution of others
    .meaning = Others gained from the prostitution of the person.
code-sexual_exploitation_form-pornography = pornography
    .meaning = The person was exploited for pictures or films.
code-sexual_exploitation_form-remote_interactive = live by internet or telephone
    .meaning = The person was exploited live, at a distance.
code-sexual_exploitation_form-private_services = private sexual services
    .meaning = The person was held for the sexual use of one or few persons.

list-recruiter_relation = relation of the recruiter
code-recruiter_relation-intimate_partner = intimate partner
    .meaning = The recruiter was a partner of the person.
code-recruiter_relation-family = family
    .meaning = The recruiter was of the person's family.
code-recruiter_relation-friend = friend
    .meaning = The recruiter was a friend of the person.
code-recruiter_relation-acquaintance = acquaintance
    .meaning = The person knew the recruiter, though not well.
code-recruiter_relation-stranger = stranger
    .meaning = The person did not know the recruiter before.
code-recruiter_relation-other = another relation
    .meaning = The recruiter was somebody who is not in this list.

list-trafficking_act = act of the Palermo Protocol
code-trafficking_act-recruitment = recruitment
    .meaning = The person was recruited for exploitation.
code-trafficking_act-transportation = transportation
    .meaning = The person was brought from one place to another.
code-trafficking_act-transfer = transfer
    .meaning = The person was handed over to others.
code-trafficking_act-harbouring = harbouring
    .meaning = The person was lodged or hidden for exploitation.
code-trafficking_act-receipt = receipt
    .meaning = The person was taken over from others.

list-trafficking_means = means of the Palermo Protocol
code-trafficking_means-force_or_threat = force or threat of it
    .meaning = Force was used or threatened.
code-trafficking_means-other_coercion = other coercion
    .meaning = The person was coerced in another way.
code-trafficking_means-abduction = abduction
    .meaning = The person was abducted.
code-trafficking_means-fraud = fraud
    .meaning = The person was defrauded.
code-trafficking_means-deception = deception
    .meaning = The person was deceived about what was to come.
code-trafficking_means-abuse_of_power = abuse of power
    .meaning = Power over the person was abused.
code-trafficking_means-abuse_of_vulnerability = abuse of vulnerability
    .meaning = The person's need or weak position was abused.
code-trafficking_means-payments_or_benefits = payments or benefits
    .meaning = Money or benefits were given to somebody who has control over the person.

list-service = service of assistance
code-service-shelter = shelter
    .meaning = A place in a shelter for victims.
code-service-medical = medical care
    .meaning = Examination, treatment or medicines.
code-service-psychosocial = psychosocial support
    .meaning = Counselling and other support of mind and social life.
code-service-legal_aid = legal aid
    .meaning = Advice and representation before authorities and courts.
code-service-education = education
    .meaning = Going to school, or making up for missed school.
code-service-vocational_training = vocational training
    .meaning = Training for an occupation.
code-service-employment = employment
    .meaning = Help to find work, or work that was found.
code-service-micro_enterprise = help to start a business
    .meaning = Money, equipment or advice for a small business of one's own.
code-service-independent_housing = independent housing
    .meaning = A dwelling in which the person lives independently.
code-service-semi_independent_housing = semi-independent housing
    .meaning = A dwelling in which the person lives with some support.
code-service-family_reintegration = return to the family
    .meaning = The person returns to the family, with support.
code-service-family_counselling = family counselling
    .meaning = Counselling of the family as a whole.
code-service-voluntary_return = voluntary return
    .meaning = The person returns to the country of origin by free will, with support.
code-service-third_country_resettlement = resettlement in a third country
    .meaning = The person is brought to safety in a third country.
code-service-compensation = compensation
    .meaning = Help to get compensation, or its payment.
code-service-witness_protection = witness protection
    .meaning = Protection of a person who testifies.
code-service-information_on_rights = information on rights
    .meaning = The person was told of rights and of compensation.

list-assistance_status = state of a service
code-assistance_status-offered = offered
    .meaning = The service was offered; nothing is known of an answer yet.
code-assistance_status-declined = declined by the person
    .meaning = The person did not want the service.
code-assistance_status-referred = referred to a provider
    .meaning = The person was referred to somebody who gives the service.
code-assistance_status-provided = being provided
    .meaning = The service is given.
code-assistance_status-already_received = already received elsewhere
    .meaning = The person has the service from somebody else.
code-assistance_status-unavailable = not available
    .meaning = Nobody could give the service.
code-assistance_status-completed = completed
    .meaning = The service was given, and has ended.

list-beneficiary = who received the service
code-beneficiary-victim = the victim
    .meaning = The service is for the victim.
code-beneficiary-family = the family
    .meaning = The service is for the victim's family.

list-provider_type = kind of provider
code-provider_type-government = public authority
    .meaning = An authority of the state or of a municipality gives the service.
code-provider_type-ngo = non-governmental organization
    .meaning = A non-governmental organization gives the service.
code-provider_type-international_organization = international organization
    .meaning = An international organization gives the service.
code-provider_type-private = private provider
    .meaning = A private firm or practice gives the service.
code-provider_type-other = another provider
    .meaning = A provider that is not in this list.

list-proceeding_stage = stage of a proceeding
code-proceeding_stage-police = police
    .meaning = The police investigate.
code-proceeding_stage-prosecution = prosecution
    .meaning = The case is with the prosecution.
code-proceeding_stage-first_instance = court of first instance
    .meaning = The case is before a court of first instance, or was judged by it.
code-proceeding_stage-appeal = appeal
    .meaning = The case is before a court of appeal, or was judged by it.
code-proceeding_stage-final = final
    .meaning = No ordinary appeal is possible any more.

list-proceeding_outcome = outcome of a proceeding
code-proceeding_outcome-ongoing = ongoing
    .meaning = The proceeding goes on.
code-proceeding_outcome-convicted = convicted
    .meaning = The defendant was found guilty.
code-proceeding_outcome-acquitted = acquitted
    .meaning = The defendant was found not guilty.
code-proceeding_outcome-dismissed = dismissed
    .meaning = The proceeding was ended without a judgment on guilt.
code-proceeding_outcome-prevented = trafficking prevented
    .meaning = The trafficking was prevented before it began.

list-offence = offence charged
code-offence-trafficking = trafficking in human beings
    .meaning = The offence is trafficking in human beings.
code-offence-related = related offence
    .meaning = The offence is another one that has to do with trafficking, such as facilitating prostitution.

list-handled_by = who handled the case
code-handled_by-police = police
    .meaning = The police reported the case.
code-handled_by-prosecution = prosecution
    .meaning = The prosecution reported the case.
code-handled_by-court = court
    .meaning = A court reported the case.

list-sentence_band = months of prison
code-sentence_band-under_12 = less than 1 year
    .meaning = Less than 12 months of prison.
code-sentence_band-from_12_to_35 = 1 to under 3 years
    .meaning = 12 to 35 months of prison.
code-sentence_band-from_36_to_59 = 3 to under 5 years
    .meaning = 36 to 59 months of prison.
code-sentence_band-from_60_to_83 = 5 to under 7 years
    .meaning = 60 to 83 months of prison.
code-sentence_band-from_84_to_119 = 7 to under 10 years
    .meaning = 84 to 119 months of prison.
code-sentence_band-from_120 = 10 years or more
    .meaning = 120 months of prison or more.

list-court_days_band = days in court
code-court_days_band-under_90 = less than 90 days
    .meaning = The case took less than 90 days in court.
code-court_days_band-from_90_to_179 = 90 to 179 days
    .meaning = The case took 90 to 179 days in court.
code-court_days_band-from_180_to_364 = 180 to 364 days
    .meaning = The case took 180 to 364 days in court.
code-court_days_band-from_365_to_729 = 1 to under 2 years
    .meaning = The case took 365 to 729 days in court.
code-court_days_band-from_730 = 2 years or more
    .meaning = The case took 730 days in court or more.

list-record_kind = kind of record
code-record_kind-victim = victim
    .meaning = One person in one episode of trafficking, as one institution knows it.
code-record_kind-assistance = assistance
    .meaning = One service that was offered or given to one person.
code-record_kind-proceeding = proceeding
    .meaning = One case against one defendant for one offence.

list-key_scope = kind of key of the institutions
code-key_scope-national = national key
    .meaning = Links records within the country.
code-key_scope-transnational = transnational key
    .meaning = Is shared with partner countries, for hit checks and a hub.

list-role = role of a member
code-role-institution = institution
    .meaning = Submits records of its own.
code-role-analyst = analyst
    .meaning = Asks for figures.
code-role-liaison = liaison
    .meaning = Exchanges referrals and hit checks with partner countries.
code-role-coordinator = coordinator
    .meaning = Admits members and releases figures.
code-role-auditor = auditor
    .meaning = Reads and checks the log of all calls.

list-member_status = whether a member may call
code-member_status-active = active
    .meaning = The member may call.
code-member_status-suspended = suspended
    .meaning = The member may not call until the coordinator lifts it.

## Codes of referrals

list-referral_type = what is asked
code-referral_type-identification_assistance = help with identification
    .meaning = Help to identify a presumed victim.
code-referral_type-protection_and_shelter = protection and shelter
    .meaning = A safe place, and protection.
code-referral_type-medical = medical care
    .meaning = Examination or treatment.
code-referral_type-legal = legal aid
    .meaning = Advice and representation.
code-referral_type-risk_assessment = risk assessment before a return
    .meaning = To find out whether a return would be safe.
code-referral_type-voluntary_return = voluntary return
    .meaning = A return by free will, prepared on both sides.
code-referral_type-reintegration = reintegration after a return
    .meaning = Support after the person has returned.
code-referral_type-family_tracing = tracing of the family
    .meaning = To find members of the person's family.
code-referral_type-witness_protection = witness protection or resettlement
    .meaning = Protection of a witness, or resettlement in a third country.
code-referral_type-joint_investigation = joint investigation
    .meaning = Authorities of both countries investigate together.
code-referral_type-information_request = request for information
    .meaning = A question about the person, also after a hit.

list-referral_stage = stage of assistance
code-referral_stage-identification = identification
    .meaning = The person is being identified.
code-referral_stage-first_assistance = first assistance and protection
    .meaning = The first help after identification.
code-referral_stage-long_term_assistance = long-term assistance
    .meaning = Long-term assistance and social inclusion.
code-referral_stage-return_and_inclusion = return and inclusion
    .meaning = Return and social inclusion.
code-referral_stage-proceedings = proceedings
    .meaning = Criminal and civil proceedings.

list-referral_status = where a referral stands
code-referral_status-draft = draft
    .meaning = Prepared; only the sender sees it.
code-referral_status-sent = sent
    .meaning = Sent; the recipient has not looked at it.
code-referral_status-received = received
    .meaning = The recipient has seen its open part.
code-referral_status-information_requested = more information asked for
    .meaning = The recipient has asked for more before it decides.
code-referral_status-accepted = accepted
    .meaning = The recipient has accepted, and may open the sealed part.
code-referral_status-in_progress = in progress
    .meaning = The recipient works on it.
code-referral_status-completed = completed
    .meaning = It is done.
code-referral_status-declined = declined
    .meaning = The recipient declined; the sealed part was erased unread.
code-referral_status-withdrawn = taken back
    .meaning = The sender took it back; sealed contents were erased.
code-referral_status-consent_withdrawn = consent withdrawn
    .meaning = The victim withdrew consent; sealed contents were erased.
code-referral_status-expired = expired
    .meaning = A deadline passed; sealed contents were erased.

list-referral_action = step with a referral
code-referral_action-create = made a draft
    .meaning = Makes a draft.
code-referral_action-send = sent it
    .meaning = Sends a draft, with a deadline for the decision.
code-referral_action-receive = confirmed its arrival
    .meaning = Confirms that it has arrived.
code-referral_action-request_information = asked for more
    .meaning = Asks for more before deciding; the question is sealed.
code-referral_action-provide_information = answered
    .meaning = Answers such a question; the answer is sealed.
code-referral_action-accept = accepted
    .meaning = Accepts, with a deadline for completion.
code-referral_action-decline = declined
    .meaning = Declines, with a reason.
code-referral_action-start = started work
    .meaning = Starts work on it.
code-referral_action-extend = set a later deadline
    .meaning = Sets a later deadline for completion.
code-referral_action-complete = completed it
    .meaning = Completes it.
code-referral_action-withdraw = took it back
    .meaning = Takes it back.
code-referral_action-withdraw_consent = recorded the withdrawal of consent
    .meaning = Records that the victim withdrew consent.
code-referral_action-message = wrote a message
    .meaning = Adds a sealed message.
code-referral_action-expire = a deadline passed
    .meaning = A deadline passed. The exchange alone takes this step.

list-decline_reason = why it is declined
code-decline_reason-outside_mandate = another authority is competent
    .meaning = The matter is not within the recipient's mandate.
code-decline_reason-no_capacity = no capacity at present
    .meaning = The recipient cannot take it on now.
code-decline_reason-insufficient_information = too little is known
    .meaning = Too little is known to decide.
code-decline_reason-unreadable = the sealed part cannot be opened
    .meaning = The sealed part cannot be opened with the recipient's keys.
code-decline_reason-person_not_known = the person is not known here
    .meaning = The recipient does not know the person.
code-decline_reason-safety_concern = concern for safety
    .meaning = Acting on it would endanger the victim or others.
code-decline_reason-other = another reason
    .meaning = A reason that is not in this list.

list-legal_basis = legal basis
code-legal_basis-victim_consent = the victim's consent
    .meaning = The victim's recorded consent.
code-legal_basis-guardian_consent = the guardian's consent
    .meaning = The recorded consent of a child's guardian.
code-legal_basis-child_at_risk = a child at risk
    .meaning = A child is at risk; the reason is required.

list-child_risk = risk to the child
code-child_risk-immediate_danger = immediate danger
    .meaning = Immediate danger to life, health or freedom.
code-child_risk-missing_child = the child is missing
    .meaning = Nobody knows where the child is.
code-child_risk-unaccompanied_child = the child is unaccompanied
    .meaning = The child has no parent or guardian with it.
code-child_risk-unsafe_return = a return would not be safe
    .meaning = The child would be in danger after a return.
code-child_risk-exploited_by_family = exploited by the family
    .meaning = The family or guardian takes part in the exploitation.
code-child_risk-court_decision = decision of a court
    .meaning = A court or guardianship authority decided so.

list-hit_purpose = purpose of a hit check
code-hit_purpose-identification = identification
    .meaning = To identify a presumed victim.
code-hit_purpose-protection = protection
    .meaning = To protect a victim.
code-hit_purpose-risk_assessment = risk assessment
    .meaning = To assess risks before a return.
code-hit_purpose-family_tracing = tracing of the family
    .meaning = To trace a family.
code-hit_purpose-investigation = investigation
    .meaning = To investigate an offence.

list-hit_alarm = alarm of hit checks
code-hit_alarm-many_checks = many hit checks on one day
    .meaning = A country has made many checks on one day.
code-hit_alarm-many_hits = many hits within seven days
    .meaning = A country has had many hits within seven days.
code-hit_alarm-impossible_sets = checks that no person fits
    .meaning = Checks held tokens that one person cannot have: a client that is wrong, or somebody who asks for many persons at once. They were not searched.
code-hit_alarm-budget_used_up = all checks of a day used up
    .meaning = A country has used up a day's budget and went on asking.

## Match keys, measures

list-match_key_kind = what a token is made from
code-match_key_kind-national_id = national identification number
code-match_key_kind-national_id_near = national identification number, a character left out
code-match_key_kind-document = number of a document
code-match_key_kind-name_birth_date = names, date of birth
code-match_key_kind-swapped_name_birth_date = names in either order, date of birth
code-match_key_kind-phonetic_birth_date = sound of the names, date of birth
code-match_key_kind-phonetic_year_month = sound of the names, year and month of birth
code-match_key_kind-phonetic_year_day = sound of the names, year and day of birth
code-match_key_kind-phonetic_month_day = sound of the names, month and day of birth
code-match_key_kind-phonetic_swapped_date = sound of the names, day and month of birth in either order
code-match_key_kind-prefix_birth_date = first letters of the names, date of birth
code-match_key_kind-surname_part_birth_date = given name, part of a double surname, date of birth
code-match_key_kind-given_name_birth_date_place = given name, date and place of birth
code-match_key_kind-surname_birth_date_place = surname, date and place of birth, sex
code-match_key_kind-phonetic_place_year = sound of the names, place and year of birth
code-match_key_kind-given_name_birth_date = given name, date of birth
code-match_key_kind-surname_birth_date = surname, date of birth
code-match_key_kind-phonetic_name_place = sound of the names, place of birth
code-match_key_kind-birth_date_place = date and place of birth
code-match_key_kind-near_given_name_birth_date = given name with a letter left out, date of birth
code-match_key_kind-near_surname_birth_date = surname with a letter left out, date of birth
code-match_key_kind-phonetic_name = sound of the names
code-match_key_kind-national_id_stem = national identification number without its last character
code-match_key_kind-national_id_whole = form of the national identification number
code-match_key_kind-sex_birth_date = sex, date of birth
code-match_key_kind-name_words_birth_date = two words of the names, date of birth
code-match_key_kind-names_year = names, year of birth
code-match_key_kind-name_roots_birth_date = names behind nicknames, date of birth
code-match_key_kind-document_near = number of a document, a character left out
code-match_key_kind-name_consonants_birth_date = consonants of the names, date of birth
code-match_key_kind-birth_date_near_year = month and day of birth, a similar year
code-match_key_kind-phonetic_near_date = names, date of birth or one a day or a year beside it
code-match_key_kind-known_given_name = surname, date of birth, beside a well-known given name
code-match_key_kind-document_name = document number, a word of the names
code-match_key_kind-national_id_name = national identification number, a word of the names

list-measure = what is counted
code-measure-persons = victims
    .meaning = Victims, identified or possible, each counted once however many institutions report them.
code-measure-assisted_persons = persons assisted
    .meaning = Persons who were offered or given assistance.
code-measure-assistance = services
    .meaning = Services: one for each person, service and year.
code-measure-cases = criminal cases
    .meaning = Criminal cases, each counted once however many institutions report it.
code-measure-defendants = defendants
    .meaning = Defendants, each counted once.
code-measure-proceedings = proceedings
    .meaning = Proceedings: one for each case, defendant and offence.
code-measure-prevented_persons = persons at risk, trafficking prevented
    .meaning = Persons at risk whose trafficking was prevented.
code-measure-referrals = referrals between countries
    .meaning = Referrals between countries, from the moment they are sent.

## Dimensions

dimension-year = year
    .meaning = The year of first identification (victims), of the service (assistance), of opening (proceedings), of sending (referrals).
dimension-trafficking_status = status of the victim
    .meaning = Outcome of the identification procedure.
dimension-status_decided_by = who decided the status
    .meaning = Who decided on the status.
dimension-gender = gender
    .meaning = Gender as recorded.
dimension-age_band = age
    .meaning = Age at first identification, in bands.
dimension-child = child
    .meaning = Below 18 at first identification.
dimension-majority_at_exploitation = of age when exploited
    .meaning = Whether the person was of age when exploited.
dimension-citizenship = citizenship
    .meaning = Citizenships of the person.
dimension-foreign_national = foreign national
    .meaning = Not a citizen of the country of identification.
dimension-country_of_exploitation = country of exploitation
    .meaning = Countries in which the person was exploited.
dimension-country_of_residence = country of residence
    .meaning = Countries in which the person lived.
dimension-country_of_identification = country of identification
    .meaning = Countries in which the person was identified.
dimension-country_of_recruitment = country of recruitment
    .meaning = Countries in which the person was recruited.
dimension-region = region
    .meaning = Regions in which the person was identified.
dimension-trafficking_form = within or across borders
    .meaning = Within a country, across a border, or both.
dimension-trafficking_duration = duration of the trafficking
    .meaning = How long the trafficking lasted.
dimension-repeat_trafficking = trafficked more than once
    .meaning = Two or more episodes of trafficking, or reported so.
dimension-recruitment_method = way of recruitment
    .meaning = Ways in which the person was recruited.
dimension-control_method = means of control
    .meaning = Means by which the person was controlled.
dimension-exploitation_type = type of exploitation
    .meaning = Types of exploitation.
dimension-labour_sector = sector of labour exploitation
    .meaning = The section of ISIC in which labour was exploited.
dimension-sexual_exploitation_form = form of sexual exploitation
    .meaning = Forms of sexual exploitation.
dimension-recruiter_relation = relation of the recruiter
    .meaning = Relations of the recruiters to the person.
dimension-act = act (Palermo Protocol)
    .meaning = Acts of the Palermo Protocol, article 3(a).
dimension-means = means (Palermo Protocol)
    .meaning = Means of the Palermo Protocol, article 3(a).
dimension-informed_on_rights = informed on rights
    .meaning = Informed on rights and compensation; no when assistance is reported, but not this.
dimension-compensated = received compensation
    .meaning = Received compensation; no when it was asked for or awarded, but not received.
dimension-service = service
    .meaning = The service of assistance.
dimension-assistance_received = assistance received
    .meaning = Received (yes) or offered only (no).
dimension-beneficiary = who received it
    .meaning = Whether the victim or the family received the service.
dimension-provider_type = kind of provider
    .meaning = Kind of provider of the service.
dimension-stage = stage of the proceeding
    .meaning = Furthest stage that was reached.
dimension-handled_by = who handled the case
    .meaning = Police, prosecution or court: all that reported the case.
dimension-outcome = outcome
    .meaning = Outcome at the furthest stage.
dimension-offence = offence
    .meaning = Trafficking or a related offence.
dimension-year_closed = year of closing
    .meaning = The year in which the proceeding was closed.
dimension-sentence_band = prison sentence
    .meaning = Months of prison of a final trafficking conviction, in bands.
dimension-court_days_band = time in court
    .meaning = Days that a closed case took in court, in bands.
dimension-arrested = arrested
    .meaning = The defendant was arrested.
dimension-public_official = public official
    .meaning = The defendant is a public official.
dimension-assets_confiscated = assets confiscated
    .meaning = Assets were confiscated.
dimension-compensation_awarded = compensation awarded
    .meaning = Compensation was awarded to victims.
dimension-joint_investigation = joint investigation
    .meaning = Investigated jointly with another state.
dimension-child_interview = child interviewed with a social worker
    .meaning = A child was interviewed with (yes) or without (no) a social worker.
dimension-referring_country = referring country
    .meaning = The country that sent the referral.
dimension-receiving_country = receiving country
    .meaning = The country that the referral was sent to.
dimension-referral_type = what is asked
    .meaning = What was asked by the referral.
dimension-referral_status = state of the referral
    .meaning = Where the referral stood when it was measured.
dimension-referral_accepted = referral accepted
    .meaning = The referral was accepted at any time.
dimension-referral_completed = referral completed
    .meaning = The referral was completed.

## Regions and maps

region-ferizaj = Ferizaj
region-gjakova = Gjakova
region-gjilan = Gjilan
region-mitrovica = Mitrovica
region-peja = Peja
region-prishtina = Prishtina
region-prizren = Prizren
map-below = below { $count }
map-or_more = { $count } or more
map-few = <10: an estimate below ten, zero or not
map-untold = not told; this does not mean zero
map-untold_because = not told, { $reason }; this does not mean zero
map-nothing = no figure of its own: not told apart from “other countries”
map-beside = Not on the map:
map-source = Shapes: Natural Earth, 1:110m, in an equal-area projection. Borders are those of the data and say nothing of the status of any territory. Small states have no shape: they are listed where they have a figure.

## Fields

field-victim-record_id = number of the record
    .meaning = The institution's own number of the record. It leaves hashed, unless the mapping says plain_ids.
field-victim-revision = version of the record
    .meaning = A number that grows with every correction, or the time of the last change; left out where the system has none: then the file that was first submitted last is the newest.
field-victim-episode = episode
    .meaning = Names one episode of trafficking where a person has several.
field-victim-trafficking_status = status of the victim
    .meaning = Outcome of the identification procedure.
field-victim-status_decided_by = who decided the status
    .meaning = Who decided on the status.
field-victim-gender = gender
    .meaning = Gender as recorded.
field-victim-age_band = age
    .meaning = Age at identification: an age in years or a band; counted from the date of birth unless mapped.
field-victim-majority_at_exploitation = of age when exploited
    .meaning = Whether the person was of age when exploited.
field-victim-citizenships = citizenships
    .meaning = Countries of which the person is a citizen, at most four.
field-victim-country_of_exploitation = country of exploitation
    .meaning = The country in which the person was exploited.
field-victim-country_of_residence = country of residence
    .meaning = The country in which the person lived.
field-victim-country_of_identification = country of identification
    .meaning = The country in which the person was identified.
field-victim-country_of_recruitment = country of recruitment
    .meaning = The country in which the person was recruited.
field-victim-region = region
    .meaning = The region of identification, a code of the exchange's list.
field-victim-trafficking_form = within or across borders
    .meaning = Whether a border was crossed.
field-victim-identified_on = month of identification
    .meaning = When the person was identified; only year and month leave the institution.
field-victim-trafficking_duration = duration of the trafficking
    .meaning = How long the trafficking lasted.
field-victim-previously_trafficked = trafficked before
    .meaning = Whether the person was trafficked before this episode.
field-victim-recruitment_methods = ways of recruitment
    .meaning = How the person was recruited.
field-victim-control_methods = means of control
    .meaning = By what the person was controlled.
field-victim-exploitation_types = types of exploitation
    .meaning = How the person was exploited, or was to be.
field-victim-labour_sector = sector of labour exploitation
    .meaning = The section of ISIC in which labour was exploited.
field-victim-sexual_exploitation_forms = forms of sexual exploitation
    .meaning = In what ways the person was sexually exploited.
field-victim-recruiter_relations = relation of the recruiters
    .meaning = Who the recruiters were to the person.
field-victim-acts = acts (Palermo Protocol)
    .meaning = Acts of the Palermo Protocol, article 3(a).
field-victim-means = means (Palermo Protocol)
    .meaning = Means of the Palermo Protocol, article 3(a); not required for a child.
field-victim-consent_processing = consent to processing
    .meaning = Consent to processing by the exchange; without yes the record does not leave.
field-victim-consent_cross_border_sharing = consent to sharing across borders
    .meaning = Consent to sharing with the referral mechanisms of other countries.
field-victim-discoverable_by = countries that may find it
    .meaning = Countries whose liaisons may get a hit on this record; all partners unless given.

field-assistance-record_id = number of the record
    .meaning = The institution's own number of the record. It leaves hashed, unless the mapping says plain_ids.
field-assistance-revision = version of the record
    .meaning = A number that grows with every correction; left out where the system has none: then the file that was first submitted last is the newest.
field-assistance-victim_record_id = the victim's record
    .meaning = Number of the victim's record at the same institution.
field-assistance-service = service
    .meaning = The service that was offered or given.
field-assistance-status = state of the service
    .meaning = How far the service has come.
field-assistance-beneficiary = who received it
    .meaning = Whether the victim or the family received the service.
field-assistance-provider_type = kind of provider
    .meaning = Kind of provider of the service.
field-assistance-started_on = first month
    .meaning = When the service began; only year and month leave the institution.
field-assistance-ended_on = last month
    .meaning = When the service ended; only year and month leave the institution.

field-proceeding-record_id = number of the record
    .meaning = The institution's own number of the record. It leaves hashed, unless the mapping says plain_ids.
field-proceeding-revision = version of the record
    .meaning = A number that grows with every correction; left out where the system has none: then the file that was first submitted last is the newest.
field-proceeding-case_number = case number
    .meaning = Number of the case; it leaves the institution as a keyed hash alone.
field-proceeding-stage = stage of the proceeding
    .meaning = Furthest stage that was reached.
field-proceeding-outcome = outcome
    .meaning = Outcome at that stage.
field-proceeding-offence = offence
    .meaning = Offence charged.
field-proceeding-opened_on = month of opening
    .meaning = When the proceeding was opened; only year and month leave the institution.
field-proceeding-closed_on = month of closing
    .meaning = When the proceeding was closed; only year and month leave the institution.
field-proceeding-court_days = days in court
    .meaning = Days that the case took in court; counted from the exact dates unless given.
field-proceeding-arrested = arrested
    .meaning = The defendant was arrested.
field-proceeding-sentence_months = months of prison
    .meaning = Custodial sentence in months, at most 1200; only with a conviction.
field-proceeding-is_public_official = public official
    .meaning = The defendant is a public official.
field-proceeding-assets_confiscated = assets confiscated
    .meaning = Assets were confiscated.
field-proceeding-compensation_requested = compensation asked for
    .meaning = Compensation of victims was asked for.
field-proceeding-compensation_awarded = compensation awarded
    .meaning = Compensation was awarded by a decision.
field-proceeding-compensation_paid = compensation paid
    .meaning = Compensation was paid out.
field-proceeding-compensation_amount_euro = amount of compensation in euro
    .meaning = The amount in whole euro.
field-proceeding-joint_investigation = joint investigation
    .meaning = Investigated jointly with another state.
field-proceeding-child_interview_with_social_worker = child interviewed with a social worker
    .meaning = Whether a social worker was there when a child was interviewed; empty when no child was.
field-proceeding-victim_record_ids = the victims' records
    .meaning = Numbers of the victims' records at the same institution, at most 32.

## What identifies a person

identity-given_name = given name
    .meaning = The person's given name. It never leaves the institution.
identity-surname = surname
    .meaning = The person's surname. It never leaves the institution.
identity-full_name = given name and surname
    .meaning = Both names in one column, in the place of the two; with its column and their order. They never leave the institution.
identity-birth_date = date of birth
    .meaning = The date of birth, or the year alone. It never leaves the institution.
identity-sex = sex
    .meaning = The sex as in the person's documents. It never leaves the institution.
identity-national_id = national identification number
    .meaning = The person's number in the register of the population. It never leaves the institution.
identity-document = document number
    .meaning = Number of a passport or another document. It never leaves the institution.
identity-place_of_birth = place of birth
    .meaning = The place in which the person was born. It never leaves the institution.

## Indicators of the national strategy

indicator-1 = Victims identified
indicator-2 = Cases prevented (children)
indicator-3 = Victims trafficked more than once
indicator-4 = Victims offered an adequate service, by service
indicator-5 = Mean prison sentence
indicator-6 = Cases handled
indicator-7 = Victims receiving education
indicator-8 = Vocational training
indicator-9 = Victims employed
indicator-10 = Housing
indicator-11 = Victims returned to their family
indicator-12 = Victims who started a business
indicator-13 = Foreign victims repatriated to the country of origin
indicator-14 = Victims resettled in third countries
indicator-15 = Compensation
indicator-16 = Victims informed on rights and compensation
indicator-17 = Arrests and convictions
indicator-18 = Mean duration of a court case
indicator-19 = Asset confiscations
indicator-20 = Child interviews with a social worker
indicator-21 = Joint investigations with other states
indicator-22 = Families counselled
indicator-23 = Referrals between countries

figure-persons = persons
figure-cases = cases
figure-children = of them children
figure-share = share
figure-share_of_children = share of children
figure-years_of_prison = years, final trafficking convictions
figure-share_compensated = share who received it, of those who asked for it or were awarded it
figure-proceedings_compensation = proceedings in which it was awarded
figure-days = days
figure-families = families
figure-referrals_sent = sent
figure-referrals_accepted = accepted
figure-referrals_completed = completed
figure-independent = living independently
figure-sheltered = sheltered
figure-sheltered_to_independent = sheltered : independent
figure-arrests = arrests
figure-convictions = convictions
figure-arrests_convicted = arrests that led to a conviction

## How figures are protected

tier-national = national
    .meaning = For the country's own analysts: everything, with its interval.
tier-transnational = transnational
    .meaning = For liaisons of partner countries, and for everybody at a hub: nothing that is modelled.
tier-public = public
    .meaning = For what is printed or put on a web page: nothing modelled, and nothing rough.

## Why calls are refused

list-reason = reason of a refusal
code-reason-denied = You may not do this with your role, institution or person.
    .advice = Ask your coordinator, or use the certificate of another role.
code-reason-not_found = What was asked for does not exist, or is not yours to see.
    .advice = Check the number or id.
code-reason-try_again = Nothing was done: the exchange is stopping or has too much to do.
    .advice = Try the same again in a moment.
code-reason-store = The store of the exchange failed. What was acknowledged before stays.
    .advice = Try again later, and tell the operator of the exchange.
code-reason-disk_nearly_full = The exchange has no room for more records. Withdrawals are still taken.
    .advice = Try again in some minutes; the operator has to make room.
code-reason-restored = The exchange was restored from a backup, which nobody has acknowledged yet.
    .advice = Wait until the coordinator acknowledges it; then send again what the backup lacks.
code-reason-behind = The data of the exchange is older than what it has acknowledged.
    .advice = Send nothing; the operator has to put the newest data back.
code-reason-restore_unfinished = A restore of the exchange broke off.
    .advice = The operator has to restore again into an empty directory.
code-reason-wrong_exchange_key = The exchange key is not the one that its data was written with.
    .advice = The operator has to start it with the right key.
code-reason-identity = There is no certificate, or it names no member, role and person of this exchange.
    .advice = Use another certificate, or ask your coordinator.
code-reason-revoked = Your certificate was revoked.
    .advice = Ask your coordinator for a new one.
code-reason-rate = Your institution makes more calls a second, or an hour, than it may.
    .advice = Wait a moment, and call less often.
code-reason-calls = The exchange serves as many calls as it can.
    .advice = Try again in a moment.
code-reason-calls_at_a_time = Your certificate has as many open calls as it may.
    .advice = Wait until another call has ended.
code-reason-bytes = Messages of your institution on their way are together too large.
    .advice = Wait a moment, and send fewer at a time.
code-reason-message_too_large = The message is too large.
    .advice = Send smaller batches.
code-reason-unreadable_message = The exchange could not read the message.
    .advice = Update the program that sends it, or tell its makers.
code-reason-idle = Nothing arrived for so long that the exchange stopped waiting.
    .advice = Run the command again: it goes on where it stopped.
code-reason-slow_message = A message paused, or came too slowly.
    .advice = Run the command again; on a slow line send smaller batches.
code-reason-wrong_national_key = Your national key is not the present one.
    .advice = Get the present key from your coordinator, and submit again with it.
code-reason-wrong_transnational_key = Your transnational key is not the present one.
    .advice = Get the present key from your coordinator, and try again with it.
code-reason-wrong_linkage_profile = Your linkage profile is not that of the exchange.
    .advice = Get the exchange's profile from your coordinator, and try again with it.
code-reason-sequence_gap = A batch is missing between what the exchange has and what was sent.
    .advice = Run the command again: it goes on after the last batch that was stored.
code-reason-no_release = There is no release of the years asked for.
    .advice = Ask for other years: `vdx release list` shows which there are.
code-reason-too_few = The block of years has so few victims that synthetic rows would mislead.
    .advice = Use the released figures instead.
code-reason-releases = Figures are no longer published by this call.
    .advice = Use releases: `vdx release propose`.
code-reason-released = A year was released for good and is never measured again.
    .advice = Ask for the release that there is.
code-reason-provisional_spent = The provisional releases of this year have all been made.
    .advice = Wait for the final release of the year.
code-reason-no_provisional = The policy has no budget for provisional releases.
    .advice = Wait until the year is over, for its final release.
code-reason-plan = What the policy plans to measure cannot be measured.
    .advice = The operator has to mend the policy.
code-reason-blocks_overlap = The years lie in a block that overlaps one which has a release.
    .advice = The operator has to set first_year and block_years in the policy.
code-reason-busy = Another release is being measured.
    .advice = Try again when it is done: `vdx release list`.
code-reason-replaced = A later proposal took the place of this one.
    .advice = Approve the later one: `vdx release list` shows its number.
code-reason-approved = The proposal is approved already.
    .advice = There is nothing left to do.
code-reason-other_rules = Policy or regions have changed since the release was proposed.
    .advice = Propose it again.
code-reason-last_coordinator = The exchange would be left without an active coordinator.
    .advice = Add another coordinator first.
code-reason-too_many_keys = Your desk has registered as many versions of its key as it may.
    .advice = Tell the operator of the exchange.
code-reason-no_liaison_key = A liaison has not registered a key yet.
    .advice = Make yours by `vdx referral keys init`, or ask your partner to do so.
code-reason-no_liaison = The country has no active liaison at this exchange.
    .advice = Ask your coordinator.
code-reason-stale_key = The part was sealed to a key that its reader has replaced.
    .advice = Compare the new key with your partner, and try again.
code-reason-referral_changed = Somebody took another step on the referral meanwhile.
    .advice = Read it again: `vdx referral show`.
code-reason-illegal_transition = The step is not possible as the referral stands.
    .advice = Look at which steps are: `vdx referral show`.
code-reason-wrong_signature = A signature is not that of your registered key.
    .advice = Use the keys that your desk registered.
code-reason-referral_full = The referral has as many steps or attachments as it may.
    .advice = Close it and open another one.
code-reason-referral_id_taken = Another referral has this id.
    .advice = Try again with a new one.
code-reason-too_many_open = Your desk has as many open referrals as it may.
    .advice = Close some first.
code-reason-hit_budget = Your country has used up its hit checks.
    .advice = Wait until the time that is named.
code-reason-hit_decided = The check was decided already, in another way.
    .advice = Nothing can be done: the decision stands.
code-reason-hit_opened = The answer of the check was opened.
    .advice = Nothing can be done: it can no longer be decided.
code-reason-no_recovery_key = The exchange has no key to encrypt a backup to.
    .advice = The operator has to set a recovery key.
code-reason-backup = Another backup is being made.
    .advice = Try again when it is done.
code-reason-witnesses = The log has as many witnesses as it may.
    .advice = Remove one that is no longer needed.
code-reason-logs = Too many logs of one trust domain are known.
    .advice = Ask the operator of the exchange.
code-reason-not_restored = No restore waits for an acknowledgement.
    .advice = There is nothing to acknowledge.
code-reason-relay_running = The relay to the hub runs already.
    .advice = Wait until it has ended.
code-reason-no_transnational_key = The exchange has no transnational key to relay records under.
    .advice = The operator has to set one.
code-reason-hub = The hub could not be reached, or refused.
    .advice = Try again later.
code-reason-losses_unknown = The exchange was restored, and two coordinators have not said yet which releases were lost.
    .advice = Two coordinators say which releases were lost, or that none was (vdx release lost).
code-reason-nothing_lost = No restore waits for anybody to say which releases were lost.
    .advice = There is nothing to do.
code-reason-reading = Another call that reads all records is being answered.
    .advice = Try again in half a minute.

## Reasons of refusals, as programs say them in English: rows of files, fields of records, questions

said-kind_nothing = nothing
said-kind_digits = a number of { $count } digits
said-kind_like = digits like { $shape }
said-kind_marks = marks without letters or digits
said-kind_word = a word
said-kind_text = a text of { $count } words
said-kind_mixed = letters and digits
said-kind_mixed_text = a text of { $count } words with digits
said-required_empty = is required, but empty
said-code_to_translate = holds { $kind }; must be one of { $codes } (or be translated to one: values = { $example })
said-code_several = holds { $kind }; must be one of { $codes } (several seem to stand between { $separator }: list_separator = { $again })
said-country = holds { $kind }; must be a code of ISO 3166-1 of two or three letters (XK for Kosovo), or a country's name, or be translated: values = { $example }; what means nothing: empty = { $empty }
said-yes_or_no = holds { $kind }; must be yes or no, x or empty
said-month = holds { $kind }; must be a month (YYYY-MM), or a date in one of the mapping's date_formats
said-year_without_month = holds a year without a month; must be a month or a date
said-no_such_day = holds a day that its month does not have; must be a date that there is
said-no_such_birth = holds a day that its month does not have; must be a date that there is, or one with 00 for a day that is not known
said-month_from_1900 = must be a month from 1900 on
said-birth = holds { $kind }; must be a date in one of the mapping's date_formats, or a year
said-short_year = holds { $kind }; must have a year of four digits (or the mapping's date_formats %y in place of %Y)
said-serial = holds { $kind }; looks like a day as a spreadsheet counts them: add "excel" to date_formats in the mapping if it is
said-instant = holds a time in UTC, which may be of another day here: export the date alone
said-birth_future = must not be in the future
said-birth_after = must not be after { $other }: one of the two is wrong
said-birth_after_short = must not be after { $other }: one of the two is wrong (two_digit_years_from in the mapping says in which hundred years years of two digits lie)
said-birth_1900 = must be a year from 1900 on, in four digits
said-amount_two_ways = holds { $kind }; can be read as thousands or as decimals: say which in the mapping, as in decimal = ","
said-amount = holds { $kind }; must be a number, without words beside it
said-age = must be an age in years, or a code
said-revision = must be a whole number, or a date in one of the mapping's date_formats
said-opaque = must be 1 to 96 characters of A-Z a-z 0-9 . _ - :
said-opaque_plain = must be 1 to 96 characters of A-Z a-z 0-9 . _ - :; any text works, and none leaves, where ids are hashed (vdx keys generate-ids) and not plain
said-guard_number = must not hold the person's identification or document number
said-guard_surname = must not hold the person's surname
said-id_date = is a date in the workbook: a spreadsheet takes ids such as 3-11 for days; make the column text, and write the ids anew
said-id_several = holds several ids, it seems: each row must have its own (where several records may be named, list_separator says what stands between them)
said-id_double = is the id of line { $line } already: each row must have its own, or say the same (or map revision, if they are versions of one record)
said-identity_little = too little is known to tell the person from others: give a national id, a document number, or names with a date of birth
said-victim_reference = name the victim's record, or map [identity] columns that tell the person from others
said-case_number = must have at least four letters and digits
said-no = is NO: the record does not leave, and is withdrawn where the exchange has it
said-no_yes = must be YES: without it the record may not leave
said-lost_letter = holds ? within a word: a letter was lost in a conversion; export it anew, in UTF-8
said-lost_mark = holds the mark of a letter that was lost in a conversion: export it anew, in UTF-8
said-marks = holds a mark within a word that stands in no name: the file is in another encoding than the mapping says, or was converted wrongly before; export it anew, in UTF-8
said-age_in_dates = holds { $kind }; an age, it seems: must be a date or a year (a column of ages is mapped as age_band under [fields])
said-age_of_1900 = is a day of the first months of 1900, which a spreadsheet makes of an age: must be a date or a year (a column of ages is mapped as age_band under [fields])
said-several_persons = holds several persons, it seems: a row is one person; make a row of each
said-several_objects = stands in several objects of a list: a row is one person; make an object of each
said-formula = is a formula whose value is not in the file: open it in a spreadsheet, and save it there
said-merged = is merged with another cell, which alone has the value: take the merging away, and write the value into each row that it holds for
said-cyrillic = is Cyrillic that was read as another encoding: name encoding = "windows-1251" in the mapping, or export it anew, in UTF-8
said-control = holds a control character: the file is damaged, or in another encoding than the mapping says
said-twice = was converted twice (UTF-8 that was read as another encoding and saved again): export it anew
said-spreadsheet_error = holds an error of a spreadsheet in place of a value: export it anew, with the column as text
said-scientific = is in a spreadsheet's scientific notation, which has lost digits: export it anew, with the column as text
said-quantity = was taken for a quantity by a spreadsheet (it ends in .0), which may have lost digits: export it anew, with the column as text
said-zero = has twelve digits and begins as a number of thirteen does: a spreadsheet took its first zero, or a digit is wrong; export it anew, with the column as text
said-columns = has { $count } columns where the header has { $width }: a separator within a cell must be between quotes
said-quote = a cell goes on behind its closing quote: a quote within a quoted cell must be doubled
said-not_utf8 = is not UTF-8: if the whole file is in another encoding, name it in the mapping, as in { $proposal }
said-not_json = is not a JSON object
said-region = must be a code of the exchange's list of regions: { $codes }
said-not_before = must not be before { $other }
said-most_countries = must be at most { $count } countries
said-most_victims = must be at most { $count } victims
said-court_days = must be at most 20000
said-sentence = must be at most 1200
said-convicted = may only be given with outcome CONVICTED
said-crosses = may only be given with consent.cross_border_sharing YES and a cross-border element
said-conflict_numbered = the exchange has numbered versions of this record: name the column of the number, as in revision = "..." under [fields]
said-conflict = this revision is at the exchange with other content: to correct it, give the row a higher number in the column that [fields] revision names
said-stale_numbered = a higher revision is at the exchange already
said-stale = the exchange has newer content of this record, from a file that was first submitted after this one; if this file is right all the same, run again with --newest
said-withdrawn = was withdrawn, or said NO to processing, before: to submit it anew, run again with --readmit ID
said-asked_wider = would share the record more widely than before; if the person says so, run again with --confirm-wider NUMBER
said-asked_earlier = would bring back contents that were corrected since; if it is right all the same, run again with --confirm-earlier NUMBER
said-asked_other = is about another person than the record with this id at the exchange; if it is right all the same, run again with --confirm-other-person NUMBER
said-asked_unknown = the exchange asks what this version does not know: use a newer one
said-no_consent = must be YES: without it the exchange may not keep the record
said-released_years = must lie within the released years: { $years }
said-not_measured_in = { $dimension } was not measured in { $years }: see vdx release show
said-not_measured = { $dimension } was not measured: see vdx release show
said-not_measured_all = { $dimension } was not measured in all of these years: those whose figures are provisional have few
said-other_codes = has other codes, or was not measured, in some of the blocks { $blocks }: ask for the years of one of them
said-not_apart = { $code } is not told apart in { $years }: must be codes of { $codes }
said-dimension_twice = names a dimension a second time
said-restricts_twice = restricts a dimension a second time
said-years_twice = restricts years a second time
said-no_year = the measure has no such year
said-one_code = must name at least one code
said-codes_of = must be codes of { $list }
said-codes = must be codes: { $codes }
said-of_measure = must be a dimension of the measure: { $names }
said-most_dimensions = a question may name at most 4 dimensions together, in what it is split and restricted by and in its years; years that are all those of a block do not count
said-by_closing = { $dimension } is counted by the year in which proceedings were closed, and year is that of opening: name { $way } in its place
said-closing_of_cases = year_closed is of defendants and proceedings alone: cases are counted by the year in which they were opened
said-apart = { $dimension } follows from { $other }, and no table has both: a figure by both would tell of persons or cases that cannot be
said-too_many_cells = spans too many cells: restrict it to fewer codes
said-why_filler = a word for what is not known
said-why_no_digit = no digit in it
said-why_pattern = a sequence, or one digit repeated
said-why_letter = a single letter
said-why_placeholder = a date that stands for none
said-why_shared = one number beside different persons in this file
said-why_date = a date in place of a number
said-why_case = a case number or a year in place of a person's number
said-why_telephone = a telephone number
said-why_several = several numbers in one cell
said-why_short = fewer than four digits
said-form_member = must be trust-domain/id, as vdx referral keys list shows
said-form_recipient = is required: one of those that vdx referral keys list shows
said-form_handle = must be the 32 digits that the hit check printed
said-form_either = give either a recipient or a hit_handle
said-form_case = is required: your own number of the case, which stays with you
said-form_days = must be 1 to 365
said-form_month = must be a month, as in 2026-03
said-form_one_of = must be one of { $codes }
said-form_former = is still the text of the form; nothing was sent. Say what happened, and what is asked, or leave it empty
said-form_sealed = nothing in it is filled in; nothing was sent. Fill in sealed.narrative, sealed.person or sealed.attachments; where there is nothing to seal, the form must have no [sealed] part
said-form_date = there is no such date; nothing was sent. Write it as 1991-03-07 or 07.03.1991, or in words what is known
said-form_files = must name at most { $count } files
said-form_file = must be a file
said-form_large = all that is sealed must be at most { $count } bytes; nothing was sent
said-form_hit = must be left out of a request that follows a hit, because whom to seal it to is disclosed only when it has accepted; nothing was sent. Take the [sealed] part out of the form, and send it after that: vdx referral message ID TEXT
said-form_or_terminal = give --form FILE, or run this at a terminal to be asked step by step
said-form_again = nothing was sent: referral { $id } about this case to this recipient is { $status }. Go on with it (vdx referral show, send, message), or write another one with --again
said-form_no_partner = no partner has published a key yet
said-form_fingerprint = nothing was sent: tell your coordinator that the fingerprints differ
said-form_value = not a value of the right kind
said-tls_denied = the exchange does not admit this certificate: its member is not in the register, is suspended, or does not hold the certificate's role; ask your coordinator
said-tls_revoked = the certificate has been revoked; ask your coordinator for a new one
said-tls_expired = the certificate has expired, or the exchange's revocation list has; ask your coordinator
said-tls_required = the exchange asks for a certificate; name certificate and key in the profile
said-tls_unknown = the exchange does not know the authority of this certificate, or the authority's revocation list has ended; ask your coordinator
said-tls_unsupported = the exchange does not take this certificate: its extended key usage must be clientAuth, its name a SPIFFE id, its validity no longer than the exchange allows, and its authority's certificate valid; ask your coordinator for a new one
said-tls_reset = the connection was reset before the exchange said anything, by the exchange or by something on the way, such as a firewall; it says nothing of the certificate: try again in a minute
said-tls_closed = the connection was closed before the exchange said anything; it may be busy: try again in a minute
said-certificate_early = certificate { $path } is not valid yet: is the clock right?
said-certificate_over = certificate { $path } has expired: renew it now
said-certificate_soon = certificate { $path } ends in { $days } days: renew it
said-unknown_issuer = the exchange's certificate is of no authority in { $ca }, which { $profile } names as ca. While one authority takes over from another, that file must hold both; otherwise ask your coordinator for the right one, and for nothing that comes by this connection
said-connection_failed = the connection failed: { $why }
said-connection_broke = the connection to the exchange broke before it answered ({ $why }): what was asked may be done all the same
said-where = must be dimension=CODE or dimension=CODE,CODE
said-comma = a dimension has no name: there is a comma too many
said-no_dimension = no dimension is called { $name }; `vdx codes` lists them
said-by_year = needs 2 to { $most } years, for example --years 2009-2010
said-years = must be a year, or the first and last of several: 2010 or 2008-2011, from 1900 to 2199
said-within_released = { $year } must lie within the released years: { $years }
said-referral_none = you have no referral whose id begins so
said-referral_several = several of your referrals begin so: give more digits
said-referral_named = a referral is named by its id, or by the first digits of it, at least 4
said-keys_missing = { $path } is not there. If another person or machine of your desk has its keys, use the same ones: copy the files .keys, .known, .seen and .cases, or name the keys with --keys (or VDX_REFERRAL_KEYS). If your desk has none yet, make them: vdx referral keys init
said-decide_system = name the system that the export comes from, so that its records and those of another system are kept apart (see the line above [identity], or --system)
said-decide_pages = windows-1250 or windows-1252: CHECK that names are right (vdx mapping check shows no names: look at the file in a spreadsheet)
said-decide_letters = proposed by the letters in it: CHECK that names are right (vdx mapping check shows no names: look at the file in a spreadsheet)
said-decide_no_header = the file seems to have no header, so that no column could be recognized; name them by their number, as in surname = "3" (the end of the mapping says what each holds), or export with a header
said-decide_header = few names of columns are known, and they are not shown, since the row may be of a person; if the file has no header, write header = "none"
said-decide_order = { $column } holds given name and surname in one, it seems; CHECK that their order is "{ $order }"
said-decide_names = { $column } holds given name and surname in one, it seems: see the line about it; without names a person is hardly found
said-decide_persons = { $column }: a row is one person; where these are several, make a row of each in the export
said-decide_borders = { $column } looks like it; see the line in [fields]
said-decide_opposite = { $column } may say the opposite, or speak of sharing; see the line in [fields]; without consent nothing leaves
said-decide_unheard = { $column } speaks of consent, and is not followed in this kind of record: rows that say NO there WOULD LEAVE; leave them out of the export
said-decide_dates = WARNING: some dates can be read in two of these; keep the right one
said-decide_month_first = WARNING: month before day; CHECK
said-decide_days = numbers of five digits are read as days of a spreadsheet; CHECK
said-decide_years = years of two digits are read as those of the hundred years up to now
said-decide_no_id = some rows have none
said-decide_many = has too many different values to list
said-decide_refused = { $count } rows have values without a code, and are refused
said-decide_left_out = { $count } rows have values without a code, which are left out
said-decide_hidden = { $count } values hold names or numbers of persons, it seems, and are not shown; put them right in the export
said-decide_consent = no column says whether the person consented; without it nothing leaves (see the line in [fields], or --consent-given)
said-decide_required = required, and no column for it was found
said-decide_by_name = taken by its name; CHECK that it says what this field means
said-decide_ages = it is called a date of birth and holds ages; CHECK that they are those at the identification
said-decide_identity = no column with a national id, or with names and date of birth, was found: without them nobody is told from others (a date in several columns is made one by [joined], docs/mapping.md)
said-cannot_connect = cannot connect to { $server }: { $why }
said-why_long = longer than any number

## What the command prints

cli-count = count
cli-hidden_rows = { $count ->
        [one] One row of which nothing is shown, or reaches ten, is left out; --all shows it.
       *[other] { $count } rows of which nothing is shown, or reaches ten, are left out; --all shows them.
    }
cli-empty = No row is shown: each figure is below ten, or is not told at this tier. That does not mean that there is nobody.
cli-release = { $count ->
        [one] Release { $numbers }, { $tier } tier.
       *[other] Releases { $numbers }, { $tier } tier.
    }
cli-open_years = These figures may still change: years of the same block that are not released for good: { $years }.
cli-note = note: { $text }
cli-provisional_years = There are provisional figures alone for { $years }: records may be missing, so that it is not said what changed.
cli-legend = In parentheses: 90 % interval; A, B, C: half of it is at most 10, 25, 50 % of the figure; a dot: more. ~ before a figure: modelled. = before it: exact.
cli-indicators_legend = Shares are of those of whom the fact is known; means follow from tables of bands.
cli-not_measured_legend = -: not measured in these years. Of provisional years few figures are.
cli-number = no
cli-indicator = indicator
cli-figure = figure
cli-value = value
cli-no_source = no source of data yet
cli-code = code
cli-meaning = meaning
cli-counts = counts
cli-dimension = dimension
cli-of_records = of
cli-several_possible = { $meaning } Several are possible.
cli-codes_hint = `vdx codes DIMENSION` lists its codes.
cli-codes_not_released = Not released of any year: { $names }.
cli-refused = the exchange refused: { $what }
cli-refused_fields = the exchange refused:
cli-exchange_says = Its own words: { $text }
cli-referral = Referral
cli-status = Status
cli-status_unproven = { $status }, so says the exchange
cli-due = Due
cli-from = From
cli-to = To
cli-type = Type
cli-pseudonym = Pseudonym
cli-age = Age
cli-needs = Needs
cli-stage = Stage
cli-basis = Basis
cli-you_may = You may
cli-sealed = Sealed
cli-recorded = , recorded { $month }
cli-valid_until = , valid until { $month }
cli-erased = erased
cli-verified = History checked: every step is signed with a compared key, and none that you have seen is missing.
cli-waits_for_disclosure = NOT VERIFIED yet: whoever was asked is not disclosed before it accepts, and its steps are the word of the exchange alone.
cli-unproven = NOT VERIFIED: what follows is the word of the exchange alone, because not every step is proven to be what you saw, or to be signed with a compared key.
cli-false_history = NOT VERIFIED: THE HISTORY DOES NOT HOLD. Believe nothing of what follows, and tell your coordinator and the auditor.
cli-when = when
cli-who = who
cli-did = did
cli-sealed_part = sealed part
cli-until = { $what }, deadline { $time }
cli-opened_below = opened below
cli-cannot_be_opened = cannot be opened
cli-not_yours_yet = not yours before you accept
cli-by_exchange = the exchange
cli-not_disclosed = not disclosed yet
cli-contact = contact
cli-handover = Handover
cli-handover_text = { $place }, { $time }, escorted by { $escort }
cli-attachment = Attachment of { $bytes } bytes (--save DIR saves it)
cli-inbox_empty = Nothing is waiting for you.
cli-list_empty = You have no such referral.
cli-list_unproven = So says the exchange; `vdx referral show ID` verifies it.
cli-own_case = Your case
cli-last_verified = when you last verified it
cli-never = never
cli-contradicts = CONTRADICTS: was { $status }
cli-hit = HIT: the person is known in another country.
cli-hit_next = To ask for information: { $command }
cli-hit_handle = The handle is good for one request within 30 days.
cli-no_hit = No hit.
cli-hit_pending = The answer opens at { $time }, whatever it is: a person at the holding side confirms each hit first.
cli-hit_ask_then = Then ask for it: { $command }
cli-checks_left = { $count ->
        [one] Your country has one check left today.
       *[other] Your country has { $count } checks left today.
    }
cli-country = country
cli-purpose = purpose
cli-answer = answer
cli-check = check
cli-answer_hit = hit
cli-answer_hit_holder = hit on a record of { $country }
cli-answer_no_hit = no hit
cli-answer_opens = opens { $time }
cli-answer_broken = broken off
cli-asked_by = asked by
cli-asked = asked
cli-decide_before = decide before
cli-record = record
cli-decision = decision
cli-confirmed = confirmed
cli-denied = denied
cli-decided = { $decision }. The answer opens at { $time }.
cli-nothing_waits = No hit waits for your word.
cli-alarm_many_checks = { $count } hit checks on one day
cli-alarm_many_hits = { $count } hits within seven days
cli-alarm_impossible_sets = { $count } hit checks on one day with tokens that one person cannot have (nothing was searched)
cli-alarm_budget_used_up = all { $count } hit checks of one day used up, and asked for more
cli-alarm_unknown = something about hit checks that this version does not know
cli-alarm = attention: { $time }: { $country }: { $what }; see vdx referral checks
cli-hits_wait = attention: { $count } hit checks wait for your word: vdx referral waiting
cli-fingerprint = Fingerprint of this history: { $words }
cli-sealed_part_of = Sealed part of step { $number }:
cli-sealed_part_again = Sealed part of step { $number } (what step { $first } held, once more):
cli-sealed_part_closed = Sealed part of step { $number }: CANNOT BE OPENED: { $why }
cli-form_intro = A referral. Lines that begin with # are explanations. What you do not know, leave empty; a referral whose recipient, type, case, basis or sealed part is empty is not sent.
cli-form_open = Seen by the exchange, and by the recipient before it accepts: codes only
cli-form_recipient = The receiving authority (vdx referral keys list), as in "exchange.example/desk".
cli-form_case = Your own number of the case. It stays with you: a pseudonym is made of it, another one for each partner.
cli-form_needs = Services that are needed, as in ["SHELTER", "MEDICAL"]:
cli-form_respond = Days within which the recipient is to decide; the referral expires after them.
cli-form_basis = One of these:
cli-form_recorded_on = With consent: the month in which it was recorded, as in "2026-03".
cli-form_valid_until = Where it ends: the last month for which it holds.
cli-form_child_risk = With CHILD_AT_RISK: the risk.
cli-form_sealed = What follows is sealed: only the recipient can read it, after it has accepted.
cli-form_attachments = Files, as in ["report.pdf"].
cli-form_handover = The handover of the person: take the # away from these lines if you know it.
cli-ask_unknown = (not known)
cli-ask_month_rule = write it as 2026-03
cli-ask_type = What you ask for
cli-ask_case = Your number of the case
cli-ask_age = Age
cli-ask_needs = What is needed (space chooses, enter goes on)
cli-ask_stage = Stage
cli-ask_basis = Why it may cross the border
cli-ask_child_risk = The risk
cli-ask_recorded_on = Month in which consent was recorded (YYYY-MM)
cli-ask_valid_until = Last month for which it holds (YYYY-MM, or nothing)
cli-ask_days = Days to decide
cli-ask_key_changed = The key of { $member } has changed without the word of its former key.
cli-ask_call = Call them on a number that you know. Their fingerprint must be:
cli-ask_same = Is it the same
cli-ask_recipient = Recipient
cli-ask_narrative = What happened, and what is asked
cli-ask_files = Files to attach, separated by commas (or nothing)
cli-ask_no_file = { $path } is not a file
cli-ask_given_name = Given name
cli-ask_surname = Surname
cli-ask_birth_date = Date of birth
cli-ask_sex = Sex
cli-ask_national_id = National identification number
cli-ask_document = Passport or other document
cli-ask_place_of_birth = Place of birth
cli-ask_contact = How the person can be reached safely
cli-case_not_noted = Your number of the case was not noted: { $why }
cli-keys_partner = partner
cli-keys_version = version
cli-keys_fingerprint = fingerprint
cli-keys_compared = compared
cli-keys_yes = yes
cli-keys_continued = yes, by its former key
cli-keys_no = no
cli-keys_changed = NO: CHANGED
cli-keys_none = No partner has published a key yet.
cli-keys_shows = The exchange shows for { $member }:
cli-keys_read = Has the partner read the same to you, on a number that you know
cli-keys_noted = Noted: the key of { $member }, version { $version }, was compared.
cli-hidden_referral = THE EXCHANGE HIDES { $id }, which you have verified as { $status }. Tell your coordinator.
cli-lost_referral = The exchange does not have { $id }, which you have verified as { $status }. It was restored from a backup since, as its coordinator has signed; if the referral is newer than the backup, it is lost: tell the partner, and write it anew. If it is older, tell your coordinator.
cli-report_written = { $told } figures told, { $untold } dots with their reasons.
cli-report_waits = Your member's calls a second or an hour are used up: going on in { $seconds } s.
cli-report_ending = must end in .xlsx, .html, .csv or .sdmx.csv
cli-report_compare_form = is for strategy and public; the other forms have years of their own
cli-report_compare = must be released years before that of the report, each once, in their order
cli-report_year = must be a released year (vdx codes --online lists them)
cli-report_is_there = { $file } is there; --replace replaces it
cli-release_number = release
cli-release_years = years
cli-release_kind = kind
cli-release_stage = stage
cli-release_proposed_by = proposed by
cli-release_approved_by = approved by
cli-release_since = since
cli-unknown_code = unknown
cli-release_is = Release { $number } ({ $years }, { $kind }): { $stage }.
cli-release_by = Proposed by { $who }.
cli-release_approved = Approved by { $who }.
cli-release_stated_by = That it was made was stated by { $who }.
cli-release_unknown_rules = By which rules is not known, so that everybody in it was charged all that anybody can have.
cli-release_back_up = Make a backup now (`vdx backup`): a restore from an earlier one forgets the figures, and who has spent budget on them.
cli-proposed_nothing = Nothing was proposed.
cli-propose_other = To propose another one in its place, say --yes. Nothing was proposed.
cli-propose_in_place = Propose this one in its place
cli-propose_once = { $years } can be released for good once: what institutions send later never shows. The exchange tells nobody whether they have sent anything yet.
cli-propose_all_sent = Have they sent everything
cli-approve_other = Another coordinator approves it: { $command }
cli-approve_other_member = The certificate with which it was proposed names no person: only a coordinator of ANOTHER MEMBER can approve it ({ $command }). Where one member has all coordinators, propose it again with a certificate that names its person (`vdx pki issue --person`).
cli-lost_said = You said: { $lost }.
cli-lost_other = SOMETHING ELSE was said by { $statement }.
cli-lost_confirmed = Two coordinators have said the same: what those releases cost is spent, and releases can be made again.
cli-lost_waits = It waits for another coordinator who says the same with the same command, whatever the order. Whoever was wrong says it again; `vdx release list` shows what everybody has said.
cli-lost_perhaps_you = Somebody has said the same, who may be you: one of the two certificates names no person (`vdx pki issue --person`). It waits for a coordinator of another member, or with a certificate that names another person.
cli-lost_charged = The policy as it is cannot have made all of these releases, so that nobody knows what they cost: everybody in { $releases } was charged all that anybody can have. Where policy.toml can be put back as it was then, do that first: it costs less.
cli-lost_to_be_charged = The policy as it is cannot have made all of these releases, so that nobody knows what they cost: everybody in { $releases } will be charged all that anybody can have. Where policy.toml can be put back as it was then, do that first: it costs less.
cli-lost_none = no release was lost
cli-lost_name = name the releases that were lost (--final 2008-2011, --provisional 2012), or say that there were none (--none)
cli-lost_unknown = The exchange was restored from a backup: two coordinators say which releases were lost, or that none was (`vdx release lost`), before anything is released.
cli-lost_said_by = Said by { $statement }.
cli-export_there = { $file } is there; nothing was written
cli-export_written = { $rows } rows; written: { $files }
cli-plan_of = Of { $years } in the block { $block }, by plan { $plan } (rules { $rules }).
cli-plan_measured = MEASURED
cli-plan_yearly = a year
cli-plan_variance = variance
cli-plan_noise = noise
cli-plan_near_20 = in 20
cli-plan_near_100 = in 100
cli-plan_near_500 = in 500
cli-plan_legend = Of each cell, before other tables help: the variance of its noise; half of a 90 % interval (1.645 standard deviations) in persons; and the same in percent of a cell of 20, 100 and 500. A table is worth measuring where its usual cell holds more persons than the variance. A year: tables that are measured of each year apart. Who has fewer codes pays less, and who has nothing left is not counted.
cli-members_member = member
cli-members_name = name
cli-members_roles = roles
cli-members_status = status
cli-members_last = last records
cli-members_at_most = at most
cli-members_rounded = Numbers are rounded up to the next ten.
cli-members_roles_rule = must be institution, analyst, liaison, coordinator or auditor
cli-members_stays = { $member } is suspended, and stays so: its entry is corrected, and every call of it is refused. To let it call again: vdx members reinstate { $member }
cli-members_named = a member is named trust-domain/id, for example exchange.example/police
cli-country_rule = must be an ISO 3166-1 code (XK for Kosovo)
cli-whoami_is = { $name } ({ $country }), certificate valid to { $day }
cli-whoami_may = May call:
cli-init_there = { $dir } is there and not empty: nothing was made; name another directory
cli-init_half = { $dir } is half made: remove it and run again
cli-init_required = required where nobody can be asked, for example { $example }
cli-init_ask_domain = Domain of the exchange
cli-init_ask_host = Host name by which members reach it
cli-init_ask_country = Its country (ISO 3166-1)
cli-init_has = { $dir } has the configuration of the exchange ({ $dir }/vdx.toml), the policy of its statistics ({ $dir }/policy.toml), its authority, keys and client profiles.
cli-init_offline = Take { $offline } and { $dir }/pki/ca.key.pem off this machine, to two media that are locked away. Copies of exchange.key and storage.key belong there, too: without them the store is of no use.
cli-init_national = for the institutions alone; the exchange must never hold it
cli-init_recovery = reads every backup
cli-init_authority = issues certificates; needed every 30 days (vdx pki renew-crl)
cli-init_check = Check it:
cli-init_serve = Start it:
cli-init_enter = Enter the institutions, as the coordinator; where a certificate is issued, ca.key.pem is back in its place for the while:
cli-init_hand_over = Hand to each institution, by a way that you trust, its directory of { $members } and national.key; then delete them here. Each makes its own key for record ids (vdx keys generate-ids) and a first mapping (vdx mapping new).
cli-init_coordinator = Give { $members }/{ $coordinator } to the coordinator: -1 and -2 are for the two persons who sign releases.
cli-init_others = Analysts and the auditor (the data-protection authority), with ca.key.pem back in its place for the while; enter them as above, with --roles analyst and --roles auditor. The auditor compares the key that the last of these commands shows:
cli-init_policy = Before the first release, with the coordinator: set in { $dir }/policy.toml how many victims a year are expected, which countries are told apart, and what is measured, and start the exchange again. A block of years keeps the policy with which its first release began.
cli-init_release = When institutions have submitted, the first release, by two persons; then an analyst may ask:
cli-ids_key_missing = record ids are hashed under a key of your institution, and there is none at { $path }. Where another machine of the institution has it, copy it from there (--id-key FILE names another place). Otherwise make it, once: vdx keys generate-ids --out { $path }. Ids that mean nothing outside your system may leave as they stand instead: plain_ids = true in the mapping, or --plain-ids
cli-ids_key_elsewhere = record ids are hashed under a key of your institution, which belongs beside the client profile, and there is none at { $path }. There is one at { $other }: if that is your institution's, move it to { $path }, or name it with --id-key { $other } (or id_key in the profile). Make no second one: under another key every record would be there twice
cli-ids_key_twice = there is a key for record ids at { $other } already: nothing was made. If it is your institution's, move it to { $path }, where vdx submit looks for it, and make no second one: under another key every record would be there twice. For a key of another institution, name its file with --out
cli-no_id = { $id } can be no id at the exchange as it stands
cli-unknown_system = { $count ->
        [one] ATTENTION: that it is not there says NOTHING: the exchange has a record of your institution, and none under this id key and the system "{ $system }" (their ids would begin with { $mark }). It was submitted under another name of the system or another key, so that this id may be there all the same: use the mapping and the key with which it was submitted; vdx records lists what there is.
       *[other] ATTENTION: that it is not there says NOTHING: the exchange has { $count } records of your institution, and none under this id key and the system "{ $system }" (their ids would begin with { $mark }). They were submitted under another name of the system or another key, so that this id may be there all the same: use the mapping and the key with which they were submitted; vdx records lists what there is.
    }
cli-unknown_plain = { $count ->
        [one] ATTENTION: that it is not there says NOTHING: the exchange has a record of your institution, and its id is hashed. Name the mapping with which it was submitted (--mapping), without --plain-ids.
       *[other] ATTENTION: that it is not there says NOTHING: the exchange has { $count } records of your institution, and all their ids are hashed. Name the mapping with which they were submitted (--mapping), without --plain-ids.
    }
cli-withdrawn = withdrawn
cli-withdrawn_before = was withdrawn before
cli-withdrawn_services = { $count ->
        [one] withdrawn: one service of this row
       *[other] withdrawn: { $count } services of this row
    }
cli-withdraw_missing = NOT FOUND among your records (kind of record: { $kind }); nothing was withdrawn
cli-withdraw_hint = Compare the id with that of the export, and the kind (--kind). Where a person says NO to processing and the record was never submitted, submit its row with the NO: the exchange remembers it.
cli-withdraw_again = the same command tells of each record whether it was withdrawn before
cli-submit_summary = { $stored } stored, { $corrected } corrected, { $unchanged } unchanged, { $rejected } rejected.
cli-submit_says = The exchange says: { $summary }
cli-submit_before_nothing = This file was submitted completely before; nothing changed.
cli-submit_before_compared = This file was submitted completely before; it was compared again.
cli-submit_resumed = { $count ->
        [one] Resumed after one durable batch.
       *[other] Resumed after { $count } durable batches.
    }
cli-told_resumed = { $count ->
        [one] 1 record was at the exchange already, from the run that broke off.
       *[other] { $count } records were at the exchange already, from the run that broke off.
    }
cli-told_older = { $count ->
        [one] 1 row is OLDER than what the exchange has; nothing of it was taken. If this file is right all the same, run again with --newest (or raise the revision, where the mapping has one).
       *[other] { $count } rows are OLDER than what the exchange has; nothing of them was taken. If this file is right all the same, run again with --newest (or raise the revision, where the mapping has one).
    }
cli-asked_wider = MORE WIDELY SHARED: { $count } corrections (lines { $lines }) turn consent to sharing across borders to YES, or let more countries find the record.
cli-asked_wider_how = They were NOT made. If these persons say so now, run again with --confirm-wider { $count }; if not, this export is older than what the exchange has, or its mapping is wrong.
cli-asked_earlier = CORRECTED BEFORE: { $count } rows (lines { $lines }) say what was corrected since.
cli-asked_earlier_how = Nothing of them was taken. If this export is the newest all the same, run again with --confirm-earlier { $count }.
cli-asked_other = ANOTHER PERSON: { $count } rows (lines { $lines }) are about another person, or another case, than the records with their ids at the exchange.
cli-asked_other_how = Nothing of them was taken. Do two systems have one name in their mappings (system = ...), or was an id given twice? If it is right all the same, run again with --confirm-other-person { $count }.
cli-asked_confirmed = You have confirmed that.
cli-asked_question = { $count ->
        [one] Is that right, and is this row to be taken?
       *[other] Is that right, and are these { $count } rows to be taken?
    }
cli-asked_unknown = { $count ->
        [one] 1 correction was not made: the exchange asks what this version does not know. Use a newer one.
       *[other] { $count } corrections were not made: the exchange asks what this version does not know. Use a newer one.
    }
cli-told_withdrawn_before = { $count ->
        [one] 1 of its records WAS WITHDRAWN, or said NO to processing, before and is NOT at the exchange. To submit it anew, run again with --readmit ID.
       *[other] { $count } of its records WERE WITHDRAWN, or said NO to processing, before and are NOT at the exchange. To submit them anew, run again with --readmit ID.
    }
cli-told_superseded = { $count ->
        [one] 1 row is an older version of a record that another row of this file has: only the newest one leaves.
       *[other] { $count } rows are older versions of records that other rows of this file have: only the newest ones leave.
    }
cli-told_others = Services and proceedings of these persons that you submitted are NOT withdrawn by that: withdraw them with vdx withdraw ID --kind assistance (or proceeding).
cli-told_no = { $count ->
        [one] 1 row says NO to processing: its record did not leave.
       *[other] { $count } rows say NO to processing: their records did not leave.
    }
cli-told_consent = { $count ->
        [one] 1 of these records was at the exchange and WAS WITHDRAWN now.
       *[other] { $count } of these records were at the exchange and WERE WITHDRAWN now.
    }
cli-told_remembered = { $count ->
        [one] 1 of them was not at the exchange; it remembers the NO, and takes this record with --readmit ID alone.
       *[other] { $count } of them were not at the exchange; it remembers the NO, and takes these records with --readmit ID alone.
    }
cli-told_not_remembered = { $count ->
        [one] 1 of them was not at the exchange, which REMEMBERS NOTHING of it, since it remembers too many already: see to it that no older file with a YES is submitted.
       *[other] { $count } of them were not at the exchange, which REMEMBERS NOTHING of them, since it remembers too many already: see to it that no older file with a YES is submitted.
    }
cli-told_services = { $count ->
        [one] 1 service that its row does not have any more WAS WITHDRAWN now.
       *[other] { $count } services that their rows do not have any more WERE WITHDRAWN now.
    }
cli-told_newer_services = { $count ->
        [one] 1 service that its row does not have came with a NEWER file and stays; is this file older?
       *[other] { $count } services that their rows do not have came with a NEWER file and stay; is this file older?
    }
cli-told_unknown = { $count ->
        [one] 1 row is so damaged that its id cannot be read: if it says NO, or its record is at the exchange, that record IS STILL there as it was before. Mend the row, or withdraw its record.
       *[other] { $count } rows are so damaged that their ids cannot be read: if they say NO, or their records are at the exchange, those ARE STILL there as they were before. Mend the rows, or withdraw their records.
    }
cli-told_still = { $count ->
        [one] 1 of the rejected rows has a record that IS STILL at the exchange as it was before: correct the row, or withdraw it.
       *[other] { $count } of the rejected rows have a record that IS STILL at the exchange as it was before: correct the row, or withdraw it.
    }
cli-told_missing = { $count ->
        [one] 1 record that this export does not have any more WAS WITHDRAWN now.
       *[other] { $count } records that this export does not have any more WERE WITHDRAWN now.
    }
cli-rejected_incomplete = { $file } IS NOT COMPLETE: it could not be written ({ $why }). Make room for it, and run the same command again.
cli-rejected_file = Rejected rows and reasons: { $file }
cli-rejected_unwritable = { $file }: cannot be written, so nothing was sent: rejected rows would be told nowhere
cli-dry_summary = { $records } records would be sent; { $rejected } rows would be rejected; nothing was sent.
cli-no_rows = ATTENTION: the file has a header and NO ROWS. If that is not what you expect, the export broke.
cli-interrupted = interrupted ({ $reason }); resuming in { $seconds } s
cli-borders = Across borders: partner countries can find { $found } of { $all } victim records
cli-borders_consent = { $count ->
        [one] 1 has no consent to it (consent_cross_border_sharing is not YES)
       *[other] { $count } have no consent to it (consent_cross_border_sharing is not YES)
    }
cli-borders_no_column = { $count ->
        [one] 1 cannot be found because the mapping names no consent_cross_border_sharing: whether its person consented is not known here
       *[other] { $count } cannot be found because the mapping names no consent_cross_border_sharing: whether their persons consented is not known here
    }
cli-borders_home = { $count ->
        [one] 1 names no second country
       *[other] { $count } name no second country
    }
cli-borders_key = { $count ->
        [one] 1 was made without the transnational key
       *[other] { $count } were made without the transnational key
    }
cli-borders_perhaps = { $count ->
        [one] 1 is unchanged, and this run had no transnational key
       *[other] { $count } are unchanged, and this run had no transnational key
    }
cli-borders_little = { $count ->
        [one] 1 tells too little of the person
       *[other] { $count } tell too little of the person
    }
cli-hidden_records = { $count ->
        [one] 1 record with consent_cross_border_sharing YES cannot be found by partner countries: { $why }.
       *[other] { $count } records with consent_cross_border_sharing YES cannot be found by partner countries: { $why }.
    }
cli-hidden_key = no --transnational-key was given, so they carry no transnational tokens; run the same command again with it
cli-hidden_little = too little is known of the person (a national id, a document number, or names with a date of birth)
cli-hidden_home = nothing in them crosses a border (citizenships, country_of_residence, country_of_recruitment, country_of_exploitation)
cli-hidden_perhaps = No --transnational-key was given: of { $count } unchanged records with consent_cross_border_sharing YES, partner countries find those alone that were submitted with it before; run the same command again with it.
cli-set_aside = { $count ->
        [one] { $column }: 1 value was set aside as saying nothing: { $why } (first in line { $line }).
       *[other] { $column }: { $count } values were set aside as saying nothing: { $why } (first in line { $line }).
    }
cli-remark = { $count ->
        [one] { $column }: 1 value { $what } (first in line { $line }).
       *[other] { $column }: { $count } values { $what } (first in line { $line }).
    }
cli-remark_two_orders = can be read as DIFFERENT DAYS by two of date_formats, and the one that is listed first was taken; list the right one alone
cli-remark_short_year = with years of two digits, read as { $first } to { $last }; two_digit_years_from in the mapping says which hundred years
cli-remark_partly = known in part: what is known was used
cli-remark_rounded = with decimals, rounded
cli-remark_empty = taken as empty (the mapping's empty = [...] lists what is)
cli-remark_other = without a code: the mapping's other stands for them
cli-remark_left_out = without a code, left out as the mapping says
cli-remark_odd_letters = with letters that names of the region do not have (æ è ð, or two alphabets in one word): CHECK that they are right; in a file in windows-1250 that is read as windows-1252, ć č đ look so
cli-remark_two_persons = that may be of two persons (a comma, a slash, or “i” between two names): a row is one person; make a row of each
cli-remark_alike_ids = that differ from another id of the file in zeros, hyphens, blanks or letter case alone, and are ids of other records: CHECK that no spreadsheet has changed them
cli-remark_odd_hyphen = with a hyphen that keyboards do not have (‑ – −): the same id with - is another record
cli-remark_zero = of twelve digits: the first zero, which a spreadsheet takes, was restored, as the check digit proves
cli-note_marked = The file begins with the mark of { $encoding }, and was read so; the mapping names another encoding.
cli-note_hidden = { $count ->
        [one] 1 row is hidden in the workbook (by hand, or by a filter) and was read like all others: to leave it out, copy what is shown into another file.
       *[other] { $count } rows are hidden in the workbook (by hand, or by a filter) and were read like all others: to leave them out, copy what is shown into another file.
    }
cli-note_totals = { $count ->
        [one] 1 row with totals was passed over (first in line { $line }).
       *[other] { $count } rows with totals were passed over (first in line { $line }).
    }
cli-note_headers = { $count ->
        [one] 1 row that repeats the header was passed over (first in line { $line }).
       *[other] { $count } rows that repeat the header were passed over (first in line { $line }).
    }
cli-note_empty = { $count ->
        [one] 1 row without any value was passed over (first in line { $line }).
       *[other] { $count } rows without any value were passed over (first in line { $line }).
    }
cli-note_short = { $count ->
        [one] 1 row ends early: the cells that are missing were taken as empty (first in line { $line }).
       *[other] { $count } rows end early: the cells that are missing were taken as empty (first in line { $line }).
    }
cli-rows_of_reason = { $count } rows (lines { $lines }, ...): { $what }
cli-line_of_reason = line { $line }: { $what }
cli-full_nameless = --full: the id of line { $line } cannot be read, so it is not known which record the export has: nothing was withdrawn for missing
cli-full_unreadable = { $count ->
        [one] --full: 1 row cannot be read, so it is not known which records the export has: nothing was withdrawn for missing
       *[other] --full: { $count } rows cannot be read, so it is not known which records the export has: nothing was withdrawn for missing
    }
cli-full_older = --full: this file is older than what the exchange has ({ $newer } records that it lacks came after it, { $older } of its rows are older): nothing was withdrawn for missing. If it is the newest complete export all the same, run again with --newest
cli-full_summary = { $count } of { $all } { $kind } records that were at the exchange ({ $share } %) are not in this export
cli-full_other_number = { $summary }, not { $number }: nothing was withdrawn for missing
cli-full_too_many = { $summary }, which is more than { $limit } %: nothing was withdrawn for missing. If the export is complete, confirm with --withdraw-missing { $count }
cli-full_question = { $summary }. Withdraw them?
cli-full_refused = nothing was withdrawn for missing
cli-full_confirm = { $summary }: to withdraw them, confirm with --yes or --withdraw-missing { $count }
cli-duplicates_person = person
cli-duplicates_found = Of your victim records, { $records } seem to be of { $persons } persons:
cli-duplicates_none = No two of your victim records seem to be of one person.
cli-duplicates_more = there are more: correct or withdraw some of these, and ask again
cli-duplicates_own = To see the ids of your own system beside these: --mapping FILE --export FILE
cli-records_none = The exchange has no records of your institution.
cli-records_none_such = The exchange has no such records of your institution.
cli-records_no_periods = No record of yours is kept for longer than the retention periods of the exchange say; where it has none, none ever is.
cli-records_absent = { $id }: not at the exchange
cli-records_withdrawn = { $count ->
        [one] 1 record withdrawn: its contents are erased.
       *[other] { $count } records withdrawn: their contents are erased.
    }
cli-records_other_number = { $count ->
        [one] this is one record, not { $number }: nothing was withdrawn
       *[other] these are { $count } records, not { $number }: nothing was withdrawn
    }
cli-records_kind = kind
cli-records_id = id at the exchange
cli-records_revision = revision
cli-records_month = month
cli-records_export = in the export
cli-records_mark = ids begin with
cli-records_count = records
cli-records_first = first month
cli-records_last = last month
cli-first_records = note: the first records under this id key and system. Is there a copy of the key elsewhere? Without it no record can be corrected or withdrawn by itself.
cli-new_system_plain = with ids as they stand
cli-new_system_hashed = under this id key and the system "{ $system }" (their ids would begin with { $mark })
cli-new_system = the exchange has { $count } records of your institution, and none { $what }: nothing was sent. If they are of this export, the key or the name of the system is another one than before: use the ones from before, or every record is there twice. If this export is of another system, or ids are to be named anew, run again with --new-system (docs/mapping.md tells how to move)
cli-say_how_named = say how the ids were named when they were submitted: with --mapping FILE (or --system NAME, as the mapping has it) they are hashed as they were then; with --plain-ids they are sent as they stand
cli-mapping_usable = { $passed } of { $rows } rows can be used; they make { $records } records.
cli-mapping_field = field
cli-mapping_column = column
cli-mapping_for_all = (for all rows)
cli-mapping_uncoded = { $field }: values without a code
cli-mapping_more = and { $count } more
cli-mapping_leaves = What would leave, of the first records (tokens as their number alone):
cli-mapping_unusable = Rows that cannot be used:
cli-mapping_aside = Set aside:
cli-mapping_reading = How the file was read:
cli-mapping_no_consent = DECIDE consent_processing: the mapping does not say whether these persons consented. All of the above holds once it does; until then vdx submit sends nothing.
cli-mapping_no_system = DECIDE system: the mapping does not name the system that the ids are of (system = "registry"), nor says plain_ids = true; until then vdx submit sends nothing.
cli-mapping_looked = Looked at { $rows } rows with { $columns } columns.
cli-mapping_unreadable = { $count ->
        [one] 1 row cannot be read; vdx mapping check tells why.
       *[other] { $count } rows cannot be read; vdx mapping check tells why.
    }
cli-mapping_next = Next: read it, then vdx mapping check --mapping { $mapping } { $file }
cli-mapping_there = { $file } is there already and was left alone: name another file with --out
cli-mapping_decide = DECIDE { $what }
cli-no_such_file = { $path }: there is no such file; compare its name, and the directory in which the command runs
cli-no_national_key = { $path }: there is no such file; --key names the national key, which your coordinator gives to institutions

## What reports say

report-title_strategy = Progress of the national strategy against trafficking in human beings, { $year }
report-title_public = Victims of trafficking in human beings, { $year }
report-title_eurostat = Eurostat: trafficking in human beings, { $year }
report-title_glotip = UNODC: questionnaire for the Global Report on Trafficking in Persons, to { $year }
report-about_country = Country
report-about_years = Years
report-about_tier = Level of protection
report-about_source = Source
report-about_release = Release
report-source = Records of all reporting institutions in the exchange of data on victims of trafficking, each person counted once.
report-source_of_table = Source: exchange of data on victims of trafficking, release { $releases }.
report-level_national = Level of protection: national. Not for publication.
report-level_transnational = Level of protection: partner countries. Not for publication.
report-level_public = Level of protection: public. May be published.
report-drawn = In the chart: { $column }
report-release = { $number }: { $years }, { $kind }, { $day }
report-release_open = Figures of this release may still change until these years, too, are released for good: { $years }.
report-release_final = final
report-release_provisional = provisional
report-press = For the press
report-press_table = The main figures
report-press_estimate = In { $year } the institutions identified an estimated { $count } victims of trafficking in human beings; the true number is very probably { $interval }.
report-press_exact = Number of victims of trafficking in human beings whom the institutions identified in { $year }: { $count }.
report-press_few = In { $year } the institutions identified few victims of trafficking in human beings: the estimate is below ten; the true number is very probably { $interval }.
report-press_provisional = The figures of { $year } are provisional: records of that year may still be missing. They are not compared with other years.
report-press_none = For { $year } no number of identified victims is precise enough to be printed.
report-press_more = That is more than in { $year }, and the difference is larger than the uncertainty of the figures.
report-press_less = That is less than in { $year }, and the difference is larger than the uncertainty of the figures.
report-press_same = That is as many as in { $year }.
report-press_noise = The difference to { $year } is no larger than the uncertainty of the figures: neither a rise nor a fall can be told from it.
report-press_read = These are victims whom an institution has identified, not all victims that there are. Figures are estimates; the interval beside each holds the true number in nine of ten cases.
report-indicators = Indicators of the strategy
report-victims = Who the victims are
report-victims_by = Victims by: { $dimension }
report-by_year = The years
report-victims_by_year = Identified victims by year
report-since_before = since the year before
report-measures = What is counted, { $year }
report-note_units = Each kind is counted by itself: a case may have several defendants, a person several services.
report-since = since { $year }
report-note_list = Whoever was exploited in several ways stands in none of these forms.
report-count = Count
report-table_by = { $measure } by: { $dimensions }
report-table_only = Only { $dimension }: { $codes }.
report-note_several = Whoever has several codes of a list stands under each of them, or under “several”.
report-rows_figures = Figure
report-rows_indicators = Indicator
report-rows_persons = Persons
report-rows_victims = Victims
report-method = How to read the figures
report-method_persons = A person counts once, in the year of first identification, however many institutions report that person. Institutions send hashes in place of names; who is the same person is found from these, and a few persons may be missed or counted twice.
report-method_noise = So that no victim can be recognized, figures were measured with deliberate noise, once, under a budget of differential privacy. Each is an estimate with a 90 % interval: it holds the true number in nine of ten cases. Only figures marked as exact are without noise.
report-method_letters = The letter tells how precise a figure is: A, half of its interval is at most 10 % of it; B, at most 25 %; C, at most 50 %; no letter, more.
report-method_few = “<10” is an estimate below ten, of which the number itself would say too little. It may be zero.
report-method_dot = A dot in place of a figure means that it is not told, for the reason beside it. It never means zero. What rests on fewer than ten counts as too rough.
report-method_modelled = “Modelled” figures follow from measured tables where their dimensions do not act on each other beyond these. They may be further off than their interval says where they do.
report-method_reported = Only what institutions report is counted. More victims in a year may mean that more were trafficked, or that more were found.
report-method_group = Cells of a table add up but for rounding; whoever has several codes stands under “several”.
report-method_change = Two years differ by more than noise when their intervals do not overlap. Where nothing has changed, that happens in at most one of ten comparisons, and mostly in far fewer: of many figures a few differ by chance. The interval of a difference reaches from the lower end of the one to the upper end of the other.
report-method_strategy = The indicators are those of the National Strategy and Action Plan against Trafficking in Human Beings 2008–2011, section IV.3.b. Shares are of those about whom the fact is known; means follow from tables of bands.
report-reason_modelled = modelled: not shown at this level
report-reason_rough = too rough for this level
report-reason_rests_on_few = rests on fewer than ten
report-reason_not_measured = not measured in the release
report-reason_not_released = year not released
report-reason_not_collected = not collected by the exchange
report-reason_not_comparable = one of the two is not shown
report-reason_provisional = provisional figures are not compared
report-change_more = more
report-change_less = less
report-change_noise = within noise
report-change_same = the same
report-from_to = from { $from } to { $to }
report-basis_exact = exact
report-basis_measured = measured
report-basis_modelled = modelled
report-value = Value
report-low = From
report-high = To
report-precision = Letter
report-basis = Origin
report-remark = Remark
report-csv_table = Table
report-csv_heading = Heading
report-csv_row = Row
report-csv_column = Column
report-csv_shown = Shown
report-sheet_about = About
report-skip = To the figures
report-chart_label = In the chart
report-chart_below = Margin below
report-chart_above = Margin above
report-total = Total
report-female = Female
report-male = Male
report-women = Women
report-men = Men
report-girls = Girls
report-boys = Boys
report-sex_other = Other or not known
report-age_unknown = Age not known
report-under_18 = Under 18
report-from_18 = 18 and over
report-not_reported = Not reported
report-not_reported_or_several = Not reported, or several
report-not_told_apart = Countries that releases do not tell apart, in the European Union or not
report-own_citizens = Own citizens
report-foreign_citizens = Foreign citizens
report-other_eu = Other members of the European Union that releases tell apart: { $countries }
report-outside_eu = Countries outside of the European Union that releases tell apart: { $countries }
report-other_eu_short = Other European Union
report-outside_eu_short = Outside of the European Union
report-several_forms = Several forms
report-suspected = Suspected
report-prosecuted = Prosecuted
report-convicted = Convicted
report-by_hand = To be filled in by hand
report-by_hand_eurostat = Contact person; definitions and national law; sex and citizenship of suspected, prosecuted and convicted persons, from police and courts.
report-by_hand_glotip = The officer who coordinates the response; articles of the criminal code; sex and citizenship of suspected, prosecuted and convicted persons, from police and courts; descriptions of cases.
report-eurostat_victims = Registered victims
report-eurostat_sex = Male and female are as institutions recorded the gender; transgender and non-conforming victims stand under “other or not known”.
report-eurostat_organisation = Victims by registering organisation and sex
report-eurostat_age = Victims by age group and sex
report-eurostat_citizenship = Victims by citizenship and sex
report-eurostat_exploitation = Victims by form of exploitation and sex
report-eurostat_labour = Labour, with servitude, child labour and forced begging
report-eurostat_other = Other: marriage, armed service, adoption, surrogacy, crime, another type
report-eurostat_traffickers = Suspected, prosecuted and convicted persons
report-eurostat_defendants = A defendant counts once, in the year in which the proceeding was opened; convicted ones in the year in which it was closed. Prosecuted are those whose case reached a prosecutor or a court.
report-eurostat_persons = Persons by legal status and sex
report-eurostat_persons_citizenship = Persons by legal status and citizenship
report-glotip_offenders = Offences and offenders
report-glotip_offences = Recorded offences of trafficking in persons
report-glotip_cases = Criminal cases opened
report-glotip_cases_note = Counted are cases, of which one may hold several offences, and related offences too.
report-glotip_persons = Persons suspected, prosecuted and convicted, by sex
report-glotip_convicted = Convicted persons by citizenship
report-glotip_victims = Detected victims
report-glotip_by_age_sex = Victims by age and sex
report-glotip_by_exploitation = Victims by form of exploitation
report-glotip_by_exploitation_who = Victims by form of exploitation, age and sex, { $year }
report-glotip_by_citizenship = Victims by citizenship
report-glotip_abroad = Own citizens who were exploited abroad, by country

## Countries (names of the Unicode CLDR in Albanian and Serbian)

country-ad = Andorra
country-ae = United Arab Emirates
country-af = Afghanistan
country-ag = Antigua and Barbuda
country-ai = Anguilla
country-al = Albania
country-am = Armenia
country-ao = Angola
country-aq = Antarctica
country-ar = Argentina
country-as = American Samoa
country-at = Austria
country-au = Australia
country-aw = Aruba
country-ax = Åland Islands
country-az = Azerbaijan
country-ba = Bosnia and Herzegovina
country-bb = Barbados
country-bd = Bangladesh
country-be = Belgium
country-bf = Burkina Faso
country-bg = Bulgaria
country-bh = Bahrain
country-bi = Burundi
country-bj = Benin
country-bl = Saint Barthélemy
country-bm = Bermuda
country-bn = Brunei Darussalam
country-bo = Bolivia
country-bq = Bonaire, Sint Eustatius and Saba
country-br = Brazil
country-bs = Bahamas
country-bt = Bhutan
country-bv = Bouvet Island
country-bw = Botswana
country-by = Belarus
country-bz = Belize
country-ca = Canada
country-cc = Cocos (Keeling) Islands
country-cd = Congo, The Democratic Republic of the
country-cf = Central African Republic
country-cg = Congo
country-ch = Switzerland
country-ci = Côte d'Ivoire
country-ck = Cook Islands
country-cl = Chile
country-cm = Cameroon
country-cn = China
country-co = Colombia
country-cr = Costa Rica
country-cu = Cuba
country-cv = Cabo Verde
country-cw = Curaçao
country-cx = Christmas Island
country-cy = Cyprus
country-cz = Czechia
country-de = Germany
country-dj = Djibouti
country-dk = Denmark
country-dm = Dominica
country-do = Dominican Republic
country-dz = Algeria
country-ec = Ecuador
country-ee = Estonia
country-eg = Egypt
country-eh = Western Sahara
country-er = Eritrea
country-es = Spain
country-et = Ethiopia
country-fi = Finland
country-fj = Fiji
country-fk = Falkland Islands (Malvinas)
country-fm = Micronesia
country-fo = Faroe Islands
country-fr = France
country-ga = Gabon
country-gb = United Kingdom
country-gd = Grenada
country-ge = Georgia
country-gf = French Guiana
country-gg = Guernsey
country-gh = Ghana
country-gi = Gibraltar
country-gl = Greenland
country-gm = Gambia
country-gn = Guinea
country-gp = Guadeloupe
country-gq = Equatorial Guinea
country-gr = Greece
country-gs = South Georgia and the South Sandwich Islands
country-gt = Guatemala
country-gu = Guam
country-gw = Guinea-Bissau
country-gy = Guyana
country-hk = Hong Kong
country-hm = Heard Island and McDonald Islands
country-hn = Honduras
country-hr = Croatia
country-ht = Haiti
country-hu = Hungary
country-id = Indonesia
country-ie = Ireland
country-il = Israel
country-im = Isle of Man
country-in = India
country-io = British Indian Ocean Territory
country-iq = Iraq
country-ir = Iran
country-is = Iceland
country-it = Italy
country-je = Jersey
country-jm = Jamaica
country-jo = Jordan
country-jp = Japan
country-ke = Kenya
country-kg = Kyrgyzstan
country-kh = Cambodia
country-ki = Kiribati
country-km = Comoros
country-kn = Saint Kitts and Nevis
country-kp = North Korea
country-kr = South Korea
country-kw = Kuwait
country-ky = Cayman Islands
country-kz = Kazakhstan
country-la = Laos
country-lb = Lebanon
country-lc = Saint Lucia
country-li = Liechtenstein
country-lk = Sri Lanka
country-lr = Liberia
country-ls = Lesotho
country-lt = Lithuania
country-lu = Luxembourg
country-lv = Latvia
country-ly = Libya
country-ma = Morocco
country-mc = Monaco
country-md = Moldova
country-me = Montenegro
country-mf = Saint Martin (French part)
country-mg = Madagascar
country-mh = Marshall Islands
country-mk = North Macedonia
country-ml = Mali
country-mm = Myanmar
country-mn = Mongolia
country-mo = Macao
country-mp = Northern Mariana Islands
country-mq = Martinique
country-mr = Mauritania
country-ms = Montserrat
country-mt = Malta
country-mu = Mauritius
country-mv = Maldives
country-mw = Malawi
country-mx = Mexico
country-my = Malaysia
country-mz = Mozambique
country-na = Namibia
country-nc = New Caledonia
country-ne = Niger
country-nf = Norfolk Island
country-ng = Nigeria
country-ni = Nicaragua
country-nl = Netherlands
country-no = Norway
country-np = Nepal
country-nr = Nauru
country-nu = Niue
country-nz = New Zealand
country-om = Oman
country-pa = Panama
country-pe = Peru
country-pf = French Polynesia
country-pg = Papua New Guinea
country-ph = Philippines
country-pk = Pakistan
country-pl = Poland
country-pm = Saint Pierre and Miquelon
country-pn = Pitcairn
country-pr = Puerto Rico
country-ps = Palestine
country-pt = Portugal
country-pw = Palau
country-py = Paraguay
country-qa = Qatar
country-re = Réunion
country-ro = Romania
country-rs = Serbia
country-ru = Russian Federation
country-rw = Rwanda
country-sa = Saudi Arabia
country-sb = Solomon Islands
country-sc = Seychelles
country-sd = Sudan
country-se = Sweden
country-sg = Singapore
country-sh = Saint Helena, Ascension and Tristan da Cunha
country-si = Slovenia
country-sj = Svalbard and Jan Mayen
country-sk = Slovakia
country-sl = Sierra Leone
country-sm = San Marino
country-sn = Senegal
country-so = Somalia
country-sr = Suriname
country-ss = South Sudan
country-st = Sao Tome and Principe
country-sv = El Salvador
country-sx = Sint Maarten (Dutch part)
country-sy = Syria
country-sz = Eswatini
country-tc = Turks and Caicos Islands
country-td = Chad
country-tf = French Southern Territories
country-tg = Togo
country-th = Thailand
country-tj = Tajikistan
country-tk = Tokelau
country-tl = Timor-Leste
country-tm = Turkmenistan
country-tn = Tunisia
country-to = Tonga
country-tr = Türkiye
country-tt = Trinidad and Tobago
country-tv = Tuvalu
country-tw = Taiwan
country-tz = Tanzania
country-ua = Ukraine
country-ug = Uganda
country-um = United States Minor Outlying Islands
country-us = United States
country-uy = Uruguay
country-uz = Uzbekistan
country-va = Holy See (Vatican City State)
country-vc = Saint Vincent and the Grenadines
country-ve = Venezuela
country-vg = Virgin Islands, British
country-vi = Virgin Islands, U.S.
country-vn = Vietnam
country-vu = Vanuatu
country-wf = Wallis and Futuna
country-ws = Samoa
country-xk = Kosovo
country-ye = Yemen
country-yt = Mayotte
country-za = South Africa
country-zm = Zambia
country-zw = Zimbabwe
