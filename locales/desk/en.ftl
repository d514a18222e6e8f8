# Words of the desk, the pages for browsers, in English: one line a key, each of which begins with `desk-`. The
# other files of this directory have the same keys.

## The frame

desk-name = Exchange of data on victims of trafficking
desk-skip = To the contents
desk-navigation = Pages
desk-languages = Languages
desk-footer = Every question from this page is written into the audit log under the name in your certificate. The page sets no cookies and runs no scripts.
desk-back = To the start page

## What stands in the way

desk-problem_wrong = The question cannot be answered as it stands
desk-problem_not_found = There is no such page
desk-problem_refused = Refused
desk-problem_later = Not now
desk-problem_not_now = Not as things stand
desk-problem_failed = Something went wrong
desk-role_needed = Your certificate is for the role: { $own }. The page is for: { $needed }.
desk-wrong = What was asked must be as follows.
desk-wrong_parameter = is no parameter of this page; use the links and forms of the page
desk-wrong_repeated = stands more than once in the address
desk-wrong_number = must be a whole number
desk-wrong_language = must be sq, sr-Latn, sr-Cyrl or en
desk-not_found = There is no page at this address.
    .advice = Go to the start page and follow the links there.
desk-method = This page can be read, and nothing else.
    .advice = Whatever changes something is done with the program `vdx`.
desk-body = A question to this page is its address alone.
    .advice = Use the links and forms of the page.
desk-elsewhere = Another web page asked this in your name. It was not answered.
    .advice = If you have followed a link yourself and want to see it, open it here; otherwise close this page.
desk-elsewhere_open = Where the link leads: { $page }
desk-too_long = The address is too long.
    .advice = Restrict fewer things at a time, or use the program `vdx`.
desk-slow = The page took too long.
    .advice = Ask for less at a time: fewer years or dimensions. What was asked before is in the audit log.
desk-failed = The file could not be made.
    .advice = Tell the operator of the exchange when that happens again.
desk-exchange_says = The exchange says: { $text }

## The start page

desk-page_start = Start
    .meaning = Who you are here, what there is to look at, and what was released.
desk-nothing_to_see = With the role of this certificate there are no further pages. What it is for is done with the program vdx.
desk-who = Who you are here
desk-member = Member
desk-role = Role
desk-person = Person
desk-certificate_ends = Your certificate ends on
desk-certificate_soon = { $days ->
    [one] Your certificate ends in { $days } day. Ask your coordinator for a new one now.
   *[other] Your certificate ends in { $days } days. Ask your coordinator for a new one now.
  }
desk-releases = Releases
desk-releases_text = Every figure comes from one of these releases. Each was measured once, with deliberate noise, after two coordinators had agreed to it.
desk-no_release = Nothing has been released yet: there are no figures.
desk-number = Number
desk-kind = Kind
desk-released = Released on
desk-mind = Good to know
desk-mind_log = Whatever you ask is written into the audit log: your certificate's name, the call and the time; not which figures you saw.
desk-mind_close = A browser goes on using your certificate until it is closed. Close all its windows when you leave the machine.
desk-mind_keys = Sealed parts of referrals open with the keys of a liaison's own machine alone, never here.

## Files and reports

desk-downloads = Downloads
desk-downloads_text = The same as a file:
desk-as = As
desk-as_xlsx = Workbook (.xlsx)
desk-as_html = Page to print (.html)
desk-as_csv = Rows (.csv)
desk-as_csvw = Description of the rows (CSVW)
desk-as_sdmx = SDMX-CSV 2.0
desk-as_sdmx_csvw = Description of SDMX-CSV (CSVW)
desk-wrong_choice = must be one of: { $choices }
desk-page_reports = Reports
    .meaning = The yearly forms, filled: the national strategy, Eurostat, UNODC, and what may be printed.
desk-reports_text = Each figure stands with its 90 % interval, or as a dot with its reason.
desk-reports_forms = What the forms are
desk-form = Form
desk-form_strategy = National strategy
    .meaning = All indicators of the strategy, who the victims are, and one page for the press.
desk-form_public = For the public
    .meaning = Only what may be published, in the press or on a web page.
desk-form_eurostat = Eurostat
    .meaning = The yearly collection on trafficking in human beings, of one year.
desk-form_glotip = UNODC
    .meaning = The questionnaire of the Global Report on Trafficking in Persons: the year and the three before it.
desk-year = Year
desk-report_language = Language of the report
desk-compare = Compare with
desk-compare_hint = Earlier years, for the national strategy and for the public.
desk-make_report = Make the report
desk-wrong_year = must be a released year
desk-wrong_compare = must be released years before that of the report
desk-wrong_compare_form = is for the national strategy and for the public; the other forms have years of their own

## The years, and the indicators

desk-page_years = The years
    .meaning = How many victims were identified in each year, who they are, and what changed, with charts.
desk-page_indicators = Indicators
    .meaning = All indicators of the national strategy for a year, compared with another one.
desk-compare_none = no other year
desk-show = Show

## A table of one's own

desk-page_table = Your own table
    .meaning = Choose what is counted, by what, and of which years; see whether it was measured before you ask.
desk-table_text = Choose up to four dimensions; years count as one when they are restricted and not a dimension themselves.
desk-measures = What is counted
desk-dimension = Dimension { $number }
desk-dimension_what = Dimension
desk-dimension_none = none
desk-dimension_use = Use
desk-use_by = split by it
desk-use_only = restrict by it only
desk-restrict = Restrict: { $dimension }
desk-restriction = Restriction
desk-not_measured = not measured
desk-not_this_year = not counted by this year: choose “{ $own }”
desk-not_apart = not measured together with “{ $other }”, from which it follows
desk-years_and_tier = Years and level of protection
desk-from = From
desk-to = To
desk-all_years = all released years
desk-all_for_good = all years released for good
desk-tier_own = your own
desk-show_all = Show rows of which nothing reaches ten, too
desk-look = Can this be answered?
desk-ask = Ask
desk-before = Before you ask
desk-before_measured = This was measured together: figures come with known noise.
desk-before_modelled = This was not measured together. Figures are modelled from several tables, as if their dimensions did not act on each other beyond these; levels for partners and the public do not show them.
desk-before_not_measured = This cannot be answered: { $dimension } was not measured in all of these years.
desk-before_apart = This cannot be answered: { $dimension } follows from { $other }, and the two were not measured together.
desk-before_not_released = These years are not released: { $years }.
desk-before_nothing = This cannot be answered: nothing of it was released for these years.
desk-before_too_many = This is too much: a question has at most four dimensions, of which years are one when they are restricted.
desk-before_too_large = This is too much: the answer would have more cells than one can have. Restrict a dimension to fewer codes.
desk-before_other_year = This cannot be answered: what is asked is not counted by “{ $other }”. Choose “{ $own }” in its place.
desk-before_no_codes = Choose at least one code of the dimension that restricts.
desk-further_measured = Could be added, and was measured with it
desk-further_modelled = Could be added, and would be modelled
desk-hidden_rows = { $count ->
    [one] { $count } row of which nothing is told, or reaches ten, is not shown; files have it.
   *[other] { $count } rows of which nothing is told, or reaches ten, are not shown; files have them.
  }
desk-more_rows = { $count ->
    [one] { $count } further row has no room on the page; files have it.
   *[other] { $count } further rows have no room on the page; files have them.
  }
desk-unused_restriction = Restricted by { $dimension } before, which is not chosen any more: the restriction is not used.
desk-wrong_dimension = must be a dimension of what is counted
desk-wrong_twice = names a dimension a second time
desk-wrong_codes = must be codes of the dimension that releases tell apart
desk-wrong_years = must be a year from 1900 to 2199, not before the first
desk-wrong_year_codes = must be years without a gap between them, or the table must be split by years; and not beside From and To

## Maps

desk-page_maps = Maps
    .meaning = Where the victims come from, where they were exploited, and in which regions they were identified.
desk-maps = Maps
desk-maps_text = What the colours say stands in words below each map and in the tables under the maps.
desk-maps_missing = Not measured for these years: { $dimensions }. All released years together may tell it.
desk-extent = Part of the world
desk-extent_europe = Europe
desk-extent_world = World

## Releases

desk-page_releases = Releases
    .meaning = What was measured of which years, who proposed and approved it, and what it costs those who are in it.
desk-releases_protection = Each release is measured once, with deliberate noise, after two persons have agreed to it. What it costs is spent for good.
desk-releases_number = The number leads to what a release measures, how precisely, and what it costs.
desk-releases_how = A release is proposed with `vdx release propose` and approved by another person with `vdx release approve`; `vdx release propose --dry` tells beforehand what it would measure and cost.
desk-releases_all = All releases
desk-release_title = Release { $number }
desk-stage = Stage
desk-stage_proposed = proposed
desk-stage_approved = being measured
desk-stage_released = released
desk-stage_replaced = replaced
desk-stage_lost = lost with a restore
desk-proposed_by = Proposed by
desk-approved_by = Approved by
desk-block = Block of years
desk-plan = Plan
desk-exact = Published exactly, by year
desk-protection = What it measures and costs
desk-protection_life = Everybody has a budget of rho { $rho } for life (epsilon { $epsilon } at a delta of 10⁻⁶). What a release spends of it is never given back.
desk-protection_block = Tables of the whole block follow when its last year is released for good.
desk-protection_read = Noise is told as the half of a 90 % interval of one cell, before other tables help. Whoever has fewer codes pays less, and whoever has nothing left is not counted.
desk-pays = One pays at most rho { $year } for the tables of a year and { $block } for those of the block.
desk-units_victims = Victims, by year of first identification
desk-units_prevented = Persons whose trafficking was prevented, by year of first identification
desk-units_carried_over = Persons of earlier years, or without a victim record, by year of service
desk-units_opened = Defendants, by year in which their proceeding was opened
desk-units_closed = Defendants, by year in which their proceeding was closed
desk-units_cases = Cases, by year of opening
desk-units_referrals = Referrals, by year of sending
desk-measured = Measured
desk-yearly = For each year
desk-yearly_yes = yes
desk-yearly_no = for the block
desk-noise = Noise
desk-noise_20 = Of 20
desk-noise_100 = Of 100
desk-noise_500 = Of 500

## The coordinator's pages

desk-page_members = Members
    .meaning = Who takes part, as what.
desk-country = Country
desk-roles = Roles
desk-role_void = { $role } (void: must be held alone)
desk-status = Status
desk-last_report = Last sent records
desk-last_report_none = never
desk-last_report_how = The month in which an institution last sent records that were stored, corrected, or the same as before. No day is told: where records are few, it would be that on which a person came.
desk-members_how = Members are added and corrected with `vdx members put`, and suspended with `vdx members suspend`.
desk-page_due = What is due
    .meaning = Years without a release, records that are kept for too long, certificates that end.
desk-due_reports = Yearly figures
desk-due_years = These years are over and not released for good: { $years }. Their yearly report waits for it.
desk-due_provisional = Of these there are provisional figures for: { $years }.
desk-due_no_report = Every year that is over, from the first released one on, is released for good.
desk-due_report_how = When the institutions have sent their records of a year: `vdx release propose --years YEARS`.
desk-due_records = Records that are kept for too long
desk-due_period = Kind of record: { $kind }. Kept for { $months } months.
desk-due_no_periods = The exchange has no retention periods: [retention] in its configuration. Nobody is told what is kept for too long.
desk-due_no_record = No record is kept for longer.
desk-due_records_how = Numbers are rounded up to the next ten. The institutions withdraw these records: `vdx records --due` lists them.
desk-records = Records
desk-up_to = at most { $count }
desk-due_certificates = Certificates
desk-due_own = Your own ends on { $day }: days left: { $days }.
desk-due_others = The exchange does not know the certificates of others before they are shown. `vdx pki show` lists those that the authority has issued, `vdx doctor` tells on the exchange's machine what ends soon there.
desk-page_linkage = Linkage
    .meaning = How well records of one person are found.
desk-linkage_text = Measured in the quarter that began in { $month }, within each institution by itself, with noise.
desk-linkage_missed = Pairs of one person that are not linked
desk-linkage_wrong = Linked pairs that are of two persons
desk-linkage_large = Persons with very many descriptions
desk-linkage_contradicting = Persons whose records contradict each other
desk-linkage_aside = Values set aside by institution, because they say nothing of a person
desk-linkage_too_few = too few records say something about it
desk-linkage_not_yet = Nothing is measured yet: too few records say something about linkage (some 250 pairs of records that are linked, and have a number or names and a date of birth each). Ask again when there are more; this answer is not kept.
desk-linkage_stands = The answer stands until the end of { $month }, whatever is submitted meanwhile.
desk-linkage_how = Where a share is high, the institutions look for their own duplicates (`vdx linkage duplicates`) and correct names and dates at the source.
desk-fewer_than_10 = fewer than 10
desk-at_least = at least { $count }

## The liaison's pages

desk-page_referrals = Referrals
    .meaning = What partners have sent, what was sent to them, and what is open in it.
desk-referrals_unverified = NOT VERIFIED: this is the word of the exchange. Whether a history holds is proven on your own machine, with keys that you have compared: `vdx referral show ID`. Decide nothing by this page alone.
desk-referrals_received = Inbox
desk-referrals_sent = Sent
desk-referrals_none = Nothing.
desk-referrals_open = Open ones only
desk-referrals_all = All, with those that are closed
desk-referrals_back = All referrals
desk-changed = Last change
desk-more = More
desk-wrong_referral = must be the 32 hexadecimal digits of a referral
desk-wrong_show = must be all, or missing
desk-sealed = Sealed part
desk-sealed_text = Who the person is, and what happened, is sealed to your keys, which lie on your own machine alone. This page cannot open it. There:
desk-sealed_erased = Its sealed contents have been erased.
desk-sealed_closed = sealed
desk-history = History
desk-hits = Hit checks
desk-hits_text = Hit checks are not offered here. They are made of details of a person and of the key that partner countries share; neither may come to the exchange or into a browser. On your own machine: `vdx referral check`.
desk-page_partners = Partners
    .meaning = Who has published keys.
desk-partners_text = These partners have published keys. Whose a key is, is known only after a call: `vdx referral keys list` and `vdx referral keys trust` on your own machine show and note fingerprints. This page shows none, because it would be the word of the exchange.
desk-partners_none = No partner has published a key yet.
desk-version = Version
desk-since = Since
