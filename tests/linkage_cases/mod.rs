//! Pairs of invented records, and what a human expert expects of each: one person or two. Cells are
//! given name, surname, sex, date of birth, national id, document, place of birth.

/// A pair of records.
pub type Case = (&'static str, &'static str);

/// One person in two records.
pub const ONE_PERSON: &[Case] = &[
    // Parts of names, one field, any order.
    ("Ana Maria|Popa|f|1994-02-05|||", "Ana|Popa|f|1994-02-05|||"),
    ("Maria Elena|Ciobanu|f|1994-02-05|||", "Elena Maria|Ciobanu|f|1994-02-05|||"),
    ("Elira|Gashi|f|1994-02-05|||", "Elira Mimoza|Gashi|f|1994-02-05|||"),
    ("Grace Adaeze||f|1997-06-11|||", "Grace|Adaeze|f|1997-06-11|||"),
    ("|Dafina Morina|f|1997-06-11|||", "Dafina|Morina|f|1997-06-11|||"),
    ("Joy Ese Omoruyi||f|1997-06-11|||", "Joy|Omoruyi|f|1997-06-11|||"),
    ("Thu Thảo|Trần|f|1997-06-11|||", "Tran|Thao Thu|f|1997-06-11|||"),
    ("Mei|Zhang|f|1997-06-11|||", "Zhang|Mei|f|1997-06-11|||"),
    ("Оксана Іванівна|Коваль|f|1997-06-11|||", "Oksana|Koval|f|1997-06-11|||"),
    ("Lucía|Torres Vega|f|1997-06-11|||", "Lucia|Torres|f|1997-06-11|||"),
    ("Salma|Begum|f|1997-06-11|||Dhaka", "Salma|Akter|f|1997-06-11|||Dhaka"),
    ("Edona|Shala-Rexha|f|1997-06-11|||", "Edona|Rexha Shala|f|1997-06-11|||"),
    // Numbers of two registers, and one number with words around it.
    ("Elira|Gashi|f|1994-02-05|1170384412||Pejë", "Elira|Gashi|f|1994-02-05|J45205044R||Pejë"),
    ("Elira|Gashi|f|1994-02-05|1170384412||Pejë", "Elira|Gashi|f|1994-02-05|0502994955017||Pejë"),
    ("Elira|Gashi|f|1994-02-05|ID 1170384412||", "Elira|Gashi|f|1994-02-05|1170384412 (kopje)||"),
    ("Elira|Gashi|f|1994-02-05|ll70384412||", "Elira|Gashi|f|1994-02-05|1170384412||"),
    // A slip in a name that makes no other one; one document and one word of the names.
    ("Njomza|Zeka|f|2001-04-17|||Pejë", "Njoza|Zeka|f|2001-04-17|||Pejë"),
    ("Olena|Koval|f|||FE883120|Lviv", "Olena|Bondar|f|||FE883120|"),
    // Other scripts.
    ("أحمد|الخالد|m|1995-09-21|||", "Ahmad|Al-Khalid|m|1995-09-21|||"),
    ("خديجة|حسن|f|1995-09-21|||", "Khadija|Hassan|f|1995-09-21|||"),
    ("مريم|سليم|f|1995-09-21|||", "Mariam|Salim|f|1995-09-21|||"),
    ("Μαρία|Παπαδοπούλου|f|1995-09-21|||", "Maria|Papadopoulou|f|1995-09-21|||"),
    ("Ελένη|Νικολάου|f|1995-09-21|||", "Eleni|Nikolaou|f|1995-09-21|||"),
    ("ნინო|ბერიძე|f|1995-09-21|||", "Nino|Beridze|f|1995-09-21|||"),
    ("თამარ|გელაშვილი|f|1995-09-21|||", "Tamar|Gelashvili|f|1995-09-21|||"),
    ("Անի|Պետրոսյան|f|1995-09-21|||", "Ani|Petrosyan|f|1995-09-21|||"),
    ("丽|陈|f|1995-09-21|||", "Li|Chen|f|1995-09-21|||"),
    ("Тетяна|Бондаренко|f|1995-09-21|||", "Tetiana|Bondarenko|f|1995-09-21|||"),
    ("Љубица|Живковић|f|1995-09-21|||", "Ljubica|Zivkovic|f|1995-09-21|||"),
    ("Ганна|Шевчук|f|1995-09-21|||", "Anna|Shevchuk|f|1995-09-21|||"),
    ("Hanna|Tkachuk|f|1995-09-21|||", "Anna|Tkaczuk|f|1995-09-21|||"),
    ("Ecaterina|Chirilă|f|1995-09-21|||", "Katerina|Kirila|f|1995-09-21|||"),
    ("Ion|Țurcanu|m|1995-09-21|||", "Ion|Tsurkanu|m|1995-09-21|||"),
    // Nicknames and variants.
    ("Fatime|Berisha|f|1990-12-03|||", "Time|Berisha|f|1990-12-03|||"),
    ("Mehmet|Krasniqi|m|1990-12-03|||", "Muhamed|Krasniqi|m|1990-12-03|||"),
    ("Husein|Hoxha|m|1990-12-03|||", "Hysen|Hoxha|m|1990-12-03|||"),
    ("Valbona|Kelmendi|f|1990-12-03|||", "Bona|Kelmendi|f|1990-12-03|||"),
    ("Aleksandra|Ilić|f|1990-12-03|||", "Saša|Ilić|f|1990-12-03|||"),
    ("Natalia|Rusu|f|1990-12-03|||", "Nataša|Rusu|f|1990-12-03|||"),
    ("Halyna|Bondar|f|1990-12-03|||", "Galina|Bondar|f|1990-12-03|||"),
    ("Yevheniia|Koval|f|1990-12-03|||", "Evgenija|Koval|f|1990-12-03|||"),
    ("Ioana|Ceban|f|1990-12-03|||", "Ivana|Ceban|f|1990-12-03|||"),
    ("Hatixhe|Zeka|f|1990-12-03|||", "Hatidža|Zeka|f|1990-12-03|||"),
    ("Xhevahire|Morina|f|1990-12-03|||", "Jevahire|Morina|f|1990-12-03|||"),
    // Dates.
    ("Blerina|Sopi|f|1992|||Gjilan", "Blerina|Sopi|f|1992-08-19|||Gjilan"),
    ("Blerina|Sopi|f|1992-01-01|||Gjilan", "Blerina|Sopi|f|1992-08-19|||Gjilan"),
    ("Blerina|Sopi|f|1992-08-19|||Gjilan", "Blerina|Sopi|f|1990-08-19|||Gjilan"),
    ("Blerina|Sopi|f|1992-08-19|||Gjilan", "Blerina|Sopi|f|1929-08-19|||Gjilan"),
    ("Blerina|Sopi|f|1992-08-19|||Gjilan", "Blerina|Sopi|f|1982-08-19|||Gjilan"),
    ("Blerina|Sopi|f|1992-08-19|||", "Blerina|Sopi|f|2002-08-19|||"),
    // A rare name and a place.
    ("Blerina|Sopi|f|1992-08-19|||Gjilan", "Blerina|Sopi|f||1170384412||Gjilan"),
    ("Blerina|Sopi|f|1992-08-09|||", "Blerina|Sopi|f|1992-09-08|||"),
    ("Blerina|Sopi|f|1992-08-09|||", "Blerina|Sopi|f|1992-08-19|||"),
    // Numbers.
    ("Blerina|Sopi|f|||K4417203|", "Blerina|Sopi|f|||K4417208|"),
    ("Blerina|Sopi|f|||KO441720|", "Blerina|Sopi|f|1992-08-19||K0441720|"),
    ("Blerina|Sopi|f|||AI441720|", "Blerina|Sopi|f|1992-08-19||A1441720|"),
    ("Candy||f|||K4417203|", "Blerina|Sopi|f|1992-08-19||K4417203|Pejë"),
    // One number, another surname and another date: one word of the names is the same.
    ("Olena|Koval|f|1993-01-27|1170384412||Lviv", "Olena|Bondar|f|1984-10-15|1170384412||Lviv"),
    // Places in two languages.
    ("Blerina|Sopi|f|1992|||Pejë", "Blerina|Sopi|f|1992|||Peć"),
    ("Blerina|Sopi|f|1992|||Ferizaj", "Blerina|Sopi|f|1992|||Uroševac"),
    ("Blerina|Sopi|f|1992-08-19|||Rahovec", "Blerina|Sopi|f|1992-08-17|||Orahovac"),
    ("Blerina|Sopi|f|1992|||Gjilan, Kosovë", "Blerina|Sopi|f|1992|||Gnjilane"),
    ("Blerina|Sopi|f|1992|||Suva Reka (Kosovo)", "Blerina|Sopi|f|1992|||Suharekë"),
    ("Olena|Koval|f|1992|||Київ", "Olena|Koval|f|1992|||Kiev, Ukraine"),
    ("Blerina|Sopi|f|1992|||Shkup", "Blerina|Sopi|f|1992|||Скопје"),
];

/// Two persons.
pub const TWO_PERSONS: &[Case] = &[
    // Twins of similar names, also of another sex or with two numbers.
    ("Arta|Zeka|f|2001-04-17|||Pejë", "Arba|Zeka|f|2001-04-17|||Pejë"),
    ("Lira|Zeka|f|2001-04-17|||Pejë", "Mira|Zeka|f|2001-04-17|||Pejë"),
    ("Arben|Zeka|m|2001-04-17|||Pejë", "Arbena|Zeka|f|2001-04-17|||Pejë"),
    ("Valon|Zeka|M|2001-04-17|||Pejë", "Valona|Zeka|F|2001-04-17|||Pejë"),
    ("Driton|Zeka|mashkull|2001-04-17|||", "Dritona|Zeka|femër|2001-04-17|||"),
    ("Ivan|Petrov|м|2001-04-17|||", "Ivana|Petrova|ж|2001-04-17|||"),
    ("Besim|Zeka|m|2001-04-17|||Pejë", "Besime|Zeka|f|2001-04-17|||Pejë"),
    ("Albana|Zeka|f|2001-04-17|1170384412||", "Albona|Zeka|f|2001-04-17|1170391837||"),
    ("Blerta|Zeka|f|2001-04-17|1170384412||", "Blerina|Zeka|f|2001-04-17|1170384413||"),
    ("Teuta|Zeka|f|2001-04-17|||Pejë", "Vlora|Zeka|f|2001-04-17|||Pejë"),
    // Two names that both are well known, however alike.
    ("Hasan|Zeka|m|2001-04-17|||Pejë", "Husein|Zeka|m|2001-04-17|||Pejë"),
    ("Ana|Ilić|f|2001-04-17|||Niš", "Anja|Ilić|f|2001-04-17|||Niš"),
    ("Ана|Илић|f|2001-04-17|||", "Ања|Илић|f|2001-04-17|||"),
    ("Besa|Zeka|f|2001-04-17|||Pejë", "Besarta|Zeka|f|2001-04-17|||Pejë"),
    ("Mila|Ilić|f|2001-04-17|||Niš", "Milica|Ilić|f|2001-04-17|||Niš"),
    ("Mila|Ilić|f|2001-04-17|||", "Milica|Ilić|f|2001-04-17|||"),
    ("Albana|Zeka|f|2001-04-17|||Pejë", "Albina|Zeka|f|2001-04-17|||Pejë"),
    ("Марија|Илић|f|2001-04-17|||Ниш", "Marina|Ilić|f|2001-04-17|||Niš"),
    ("Drita|Zeka||2001-04-17|||Pejë", "Dritan|Zeka||2001-04-17|||Pejë"),
    ("Edona|Zeka|f|2001-04-17|1170384412||Pejë", "Erona|Zeka|f|2001-04-17|1170384413||Pejë"),
    ("Arta|Zeka|f|2001-04-17||P7712345|Pejë", "Blerta|Zeka|f|2001-04-17||P7712345|Pejë"),
    // Parents and children of one name.
    ("Agim|Rama|m|1968-05-14|||Istog", "Agim|Rama|m|1993-05-14|||Istog"),
    ("Agim|Rama|m|1968-05-14|||Istog", "Agim|Rama|m|1995-11-02|||Istog"),
    ("Zoja|Rama|f|1971-05-14|||Istog", "Zoja|Rama|f|2004-05-14|||Istog"),
    // Namesakes of another age, where the day of one is not known.
    ("Arta|Rama|f|1970-01-01|||Istog", "Arta|Rama|f|1980-11-11|||Istog"),
    ("Arta|Rama|f|1970|||Istog", "Arta|Rama|f|1980-11-11|||Istog"),
    // Namesakes with two numbers of a register.
    ("Fatime|Gashi|f|1990-06-08|1170384412||Pejë", "Fatime|Gashi|f|1990-06-08|1180297753||Pejë"),
    ("Fatime|Gashi|f|1990-06-08|1170384412||Pejë", "Fatime|Gashi|f|1990-06-08|1180297753||Istog"),
    ("Ion|Rusu|m|1990-06-08|2004001882113||", "Ion|Rusu|m|1990-06-08|0971204556128||"),
    ("Ayşe|Kaya|f|1990-06-08|48213307716||", "Ayşe|Kaya|f|1990-06-08|19375528804||"),
    ("Fatime|Gashi|f|1990-06-08|||Pejë", "Fatime|Gashi|f|1990-11-23|||Klinë"),
    // One passport of two persons.
    ("Olena|Koval|f|1993-01-27||FE883120|Lviv", "Doina|Lupu|f|1984-10-15||FE883120|Bălți"),
    ("Joy|Osagie|f|1993-01-27||A0338812|", "Linh|Tran|f|2000-10-15||A0338812|"),
    ("Mira|Deda|f|1993-01-27||FE883120|Pejë", "Sanja|Ilić|f|1984-10-15||FE883120|Pejë"),
    ("Olena|Koval|f|||FE883120|Lviv", "Doina|Lupu|f|||FE883120|Bălți"),
    ("Olena|Koval|f|1993||FE883120|Lviv", "Doina|Lupu|f|1997||FE883120|Bălți"),
    // One national id of two persons.
    ("Olena|Koval|f|1993-01-27|1170384412||Lviv", "Doina|Lupu|f|1984-10-15|1170384412||Bălți"),
    ("Joy|Osagie|f|1993-01-27|1170384412||", "Linh|Tran|f|2000-10-15|1170384412||"),
    // The year alone is known, written as 1 January.
    ("Blerina|Sopi|f|1992-01-01|||Gjilan", "Blerina|Sopi|f|1998-01-01|||Gjilan"),
    ("Blerina|Sopi|f|1992-01-01|||", "Blerina|Sopi|f|1998-01-01|||"),
    // A name alone, or with two documents or two places: no date says whether it is a brother's or sister's, whose
    // names sound alike, or a namesake's.
    ("Blerina|Sopi|f|1992-08-19|||", "Blerina|Sopi|f||1170384412||Gjilan"),
    ("Valon|Gashi|m|1994|||Prizren", "Valona|Gashi|f||||Prizren"),
    ("Ivan|Ivanov|m|1994-03-05|||", "Ivana|Ivanova|f|||P9921455|"),
    ("Marin|Popa|m|1988-03-05|||", "Marina|Popa|f|||P9921455|"),
    ("Blerina|Sopi|f|1992-08-19||K4417203|", "Blerina|Sopi|f|||P9921455|"),
    ("Blerina|Sopi|f|1992-08-19|||Gjilan", "Blerina|Sopi|f||1170384412||Istog"),
    // Short numbers of one register.
    ("Fatime|Gashi|f|1990-06-08|11703844||Pejë", "Fatime|Gashi|f|1990-06-08|29482753||Pejë"),
    // A date, a case number, a telephone number in the column of another.
    ("Olena|Koval|f|1993-01-27|27.01.1993||Lviv", "Doina|Lupu|f|1993-01-27|27.01.1993||Bălți"),
    ("Olena|Koval|f|1993-01-27||270193|Lviv", "Doina|Lupu|f|1993-01-27||270193|Bălți"),
    ("Olena|Koval|f|1993-01-27|PK-2011/0001||Lviv", "Doina|Lupu|f|1993-01-27|PK-2011/0001||Bălți"),
    ("Olena|Koval|f|1993-01-27||PA 123/10|Lviv", "Doina|Lupu|f|1993-01-27||PA 123/10|Bălți"),
    ("Olena|Koval|f|1993-01-27|2009||Lviv", "Doina|Lupu|f|1993-01-27|2009||Bălți"),
    ("Olena|Koval|f|1993-01-27||+383 44 123 456|", "Doina|Lupu|f|1993-01-27||+383 44 123 456|"),
    // Twins of similar names, with numbers that follow each other.
    ("Ana|Morina|f|2001-10-19|1203984417||Rahovec", "Anja|Morina|f|2001-10-19|1203984418||Rahovec"),
    (
        "Elona|Gashi|f|2001-10-19|1203984417||Rahovec",
        "Elena|Gashi|f|2001-10-19|1203984418||Rahovec",
    ),
    ("Merita|Hoxha|f|1999-04-21|1203984417||", "Merina|Hoxha|f|1999-04-21|1203984418||"),
    ("Alina|Rusu|f|2003-02-11|1203984417||Viti", "Elina|Rusu|f|2003-02-11|1203984418||Viti"),
    // What says nothing.
    ("Victim|1|f|1995-02-03|||Prizren", "Victim|1|f|1995-02-03|||Prizren"),
    ("zaštićen|podatak|f|1995-02-03|||Niš", "zaštićen|podatak|f|1995-02-03|||Niš"),
    ("nuk ka|nuk ka|f|1995|||Prizren", "nuk ka|nuk ka|f|1995|||Prizren"),
    ("nema|nepoznato|f|1900-01-01|||", "nema|nepoznato|f|1900-01-01|||"),
    ("E panjohur|E panjohur|f|1995|||Pejë", "E panjohur|E panjohur|f|1995|||Pejë"),
    ("Lira|Deda|f|1995-03-04|0000000000||", "Olga|Rusu|f|1983-07-12|0000000000||"),
    ("Lira|Deda|f|1995-03-04|2345678901||", "Olga|Rusu|f|1983-07-12|2345678901||"),
    ("Lira|Deda|f|1995-03-04||pa pasaporte|", "Olga|Rusu|f|1983-07-12||pa pasaporte|"),
    ("Lira|Deda|f|1995-03-04||u postupku|", "Olga|Rusu|f|1983-07-12||u postupku|"),
];
