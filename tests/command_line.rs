//! The `vdx` binary as its users run it.

mod process;

use std::fs;
use std::path::Path;
use std::process::Command;

use process::{certify, configure, epochs, fails, free_port, ok, release, serve, text, vdx};

const MAPPING: &str = r#"
record = "victim"
plain_ids = true
date_formats = ["%d.%m.%Y"]
[identity]
given_name = "Emri"
surname = "Mbiemri"
birth_date = "Lindur"
national_id = "NrPersonal"
[fields]
record_id = "ID"
identified_on = "Data"
trafficking_status = { column = "Statusi", values = { "Viktimë" = "ACTUAL_VICTIM" } }
gender = { column = "Gjinia", values = { F = "FEMININE", M = "MASCULINE" } }
citizenships = "Shteti"
consent_processing = { constant = "YES" }
"#;

const EXPORT: &str = "\
ID,Emri,Mbiemri,Lindur,NrPersonal,Data,Statusi,Gjinia,Shteti,Shënime
a-1,Shpresë,Krasniqi,07.03.1991,1170234567,15.06.2010,Viktimë,F,XK,sekret
a-2,Арта,Бериша,01.12.1993,1170234999,20.07.2010,Viktimë,F,XK,sekret
a-3,Ilir,Gashi,99.99.1990,,20.07.2010,Viktimë,M,XK,sekret
a-4,Luan,Hoxha,01.02.1990,,20.07.2199,Viktimë,M,XK,sekret
a-5,Besa,Shala,01.02.1990,,20.07.2010,Ndoshta,F,XK,sekret
1180000777,Dritë,Morina,01.02.1992,1180000777,20.07.2010,Viktimë,F,XK,sekret
a-7,Zana,Sylaj,01.02.1992,,20.07.2010,Viktimë,F,XK
";

/// Writes an export with a line that is not UTF-8 at its end.
fn write_inputs(dir: &Path) {
    fs::write(dir.join("m.toml"), MAPPING).unwrap();
    let mut export = EXPORT.as_bytes().to_vec();
    export.extend_from_slice(b"a-8,Vjos\xff,Thaci,01.02.1992,,20.07.2010,x,F,XK,y\n");
    fs::write(dir.join("export.csv"), export).unwrap();
}

#[test]
fn a_dry_run_shows_what_leaves_and_nothing_that_identifies_is_in_it() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    write_inputs(dir);
    ok(dir, &["keys", "generate"]);
    let output = vdx(
        dir,
        &["submit", "--mapping", "m.toml", "--key", "national.key", "export.csv", "--dry-run"],
    );
    assert_eq!(output.status.code(), Some(3), "some rows are rejected");
    let (sent, told) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(sent.lines().count(), 3, "{sent}\n{told}");
    assert!(told.contains("1 row ends early"), "{told}");
    for line in sent.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(record["victim"]["trafficking_status"], "TRAFFICKING_STATUS_ACTUAL_VICTIM");
    }
    let secrets = [
        "Shpres",
        "Krasniqi",
        "Арта",
        "Бериша",
        "1991",
        "1993",
        "1170234567",
        "1170234999",
        "sekret",
        "Ilir",
        "Luan",
        "Ndoshta",
        "1180000777",
        "2199",
    ];
    // Tokens are 16 random bytes in base64, in which four letters come up by chance.
    let is_token = |word: &&str| word.len() == 24 && word.ends_with("==");
    let sent: Vec<&str> = sent.split('"').filter(|word| !is_token(word)).collect();
    for secret in secrets {
        assert!(!sent.iter().any(|word| word.contains(secret)), "{secret} leaves");
        assert!(!told.contains(secret), "{secret} is told");
    }
    for (line, column) in [(4, "Lindur"), (5, "Data"), (6, "Statusi"), (7, "ID"), (9, "UTF-8")] {
        let reason = told.lines().find(|l| l.starts_with(&format!("line {line}:")));
        assert!(reason.is_some_and(|r| r.contains(column)), "{line} {column}\n{told}");
    }
    // Consent to sharing abroad is worth nothing without the key for it: that is said.
    let mapping = format!(
        "{MAPPING}consent_cross_border_sharing = {{ constant = \"YES\" }}\ncountry_of_exploitation = {{ constant = \"AL\" }}\n"
    );
    fs::write(dir.join("abroad.toml"), mapping).unwrap();
    let abroad =
        ["submit", "--mapping", "abroad.toml", "--key", "national.key", "export.csv", "--dry-run"];
    let told = text(&vdx(dir, &abroad).stderr);
    assert!(told.contains("3 records") && told.contains("--transnational-key"), "{told}");
    ok(dir, &["keys", "generate-transnational"]);
    let with_key = [&abroad[..], &["--transnational-key", "transnational.key"]].concat();
    let told = text(&vdx(dir, &with_key).stderr);
    assert!(!told.contains("cannot be found"), "{told}");

    // The key file is private and never overwritten.
    assert!(!vdx(dir, &["keys", "generate"]).status.success());
}

/// Everything a small exchange needs, made with the commands of the manual.
fn set_up(dir: &Path, port: u16) {
    let members = [("coordinator", "coordinator"), ("institution", "police"), ("analyst", "desk")];
    certify(dir, "exchange.example", port, &members);
    ok(dir, &["keys", "generate"]);
    configure(dir, "exchange.example", "XK", port, &epochs(dir, "national.key"));
}

#[test]
fn from_an_empty_directory_to_a_statistic() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir, free_port());
    write_inputs(dir);
    assert!(ok(dir, &["serve", "--check"]).contains("right"));
    let mut serving = serve(dir);
    let coordinator = ["--profile", "pki/coordinator.toml"];
    for (member, role) in [("police", "institution"), ("desk", "analyst")] {
        let member = format!("exchange.example/{member}");
        let put =
            ["members", "put", &member, "--roles", role, "--name", "A name", "--country", "XK"];
        ok(dir, &[&put[..], &coordinator].concat());
    }

    let submit = [
        "submit",
        "--mapping",
        "m.toml",
        "--key",
        "national.key",
        "--profile",
        "pki/police.toml",
        "export.csv",
    ];
    let first = vdx(dir, &submit);
    assert_eq!(first.status.code(), Some(3), "{}", text(&first.stderr));
    assert!(text(&first.stdout).contains("3 stored, 0 corrected, 0 unchanged, 5 rejected"));
    let rejected = fs::read_to_string(dir.join("export.csv.rejected.csv")).unwrap();
    assert_eq!(rejected.lines().next(), Some("line,column,reason"));
    assert!(rejected.lines().any(|line| line.starts_with("4,Lindur,")), "{rejected}");
    // What was refused is not in it: a second run does not call the file complete.
    let again = || {
        let output = vdx(dir, &submit);
        let told = text(&output.stdout);
        assert!(told.contains("compared again") && !told.contains("nothing changed"), "{told}");
        assert!(told.contains("3 unchanged, 5 rejected"), "{told}");
        assert_eq!(output.status.code(), Some(3), "{told}");
    };
    again();
    assert_eq!(fs::read_to_string(dir.join("export.csv.rejected.csv")).unwrap(), rejected);

    // Enough generated persons for an epoch and a cell.
    let mut many = String::from("ID,Emri,Mbiemri,Lindur,NrPersonal,Data,Statusi,Gjinia,Shteti\n");
    let syllables = ["Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki", "Lo", "Mu", "Na", "Pe", "Ri"];
    for i in 0..1500 {
        let part = |place: usize| syllables[place % syllables.len()];
        let (given, surname) = (part(i), [part(i / 13), part(i / 169), part(i * 5 + 3)].concat());
        let (day, month, year) = (i % 28 + 1, i / 28 % 12 + 1, 1960 + i % 31);
        many += &format!(
            "m-{i},{given}ra,{surname}shi,{day:02}.{month:02}.{year},9{i:09},15.06.2010,Viktimë,F,XK\n"
        );
    }
    fs::write(dir.join("many.csv"), &many).unwrap();
    let submit_many = [&submit[..7], &["many.csv"]].concat();
    assert!(ok(dir, &submit_many).contains("1500 stored"));
    let dry = ["release", "propose", "--years", "2010", "--dry"];
    let told = ok(dir, &[&dry[..], &coordinator].concat());
    assert!(told.contains("MEASURED") && told.contains("year x gender x child"), "{told}");
    assert!(told.contains("variance") && told.contains("1.645 standard deviations"), "{told}");
    assert!(told.contains("Nothing was proposed") && !told.contains("1500"), "{told}");
    assert!(ok(dir, &["epochs", "--profile", "pki/desk.toml"]).lines().count() < 5);
    let gone = fails(dir, &["publish", "--check", "--profile", "pki/coordinator.toml"]);
    assert!(gone.contains("vdx release propose"), "{gone}");
    let released = release(dir, "2010");
    assert!(released.contains("Release 1") && released.contains("person/2"), "{released}");
    let shown = ok(dir, &["release", "show", "1", "--profile", "pki/desk.toml"]);
    assert!(shown.contains("Victims, by year of first identification"), "{shown}");
    let export = ["release", "export", "--synthetic", "--year", "2010", "--out", "public"];
    let refused = fails(dir, &[&export[..], &["--profile", "pki/desk.toml"]].concat());
    assert!(refused.contains("released for good"), "{refused}");
    let by_gender = ["query", "--by", "gender", "--years", "2010", "--profile", "pki/desk.toml"];
    // However lines break.
    let open = ok(dir, &by_gender).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(open.contains("may still change") && open.contains("2008, 2009, 2011"), "{open}");
    // What waits of somebody else is not replaced without a word.
    let one = ["--years", "2008", "--yes", "--profile", "pki/coordinator-1.toml"];
    ok(dir, &[&["release", "propose"][..], &one].concat());
    let propose = ["release", "propose", "--years", "2008-2009"];
    let told = fails(dir, &[&propose[..], &coordinator].concat());
    assert!(told.contains("person/1") && told.contains("--yes"), "{told}");
    let propose = [&propose[..], &["--yes"]].concat();
    // A proposal of a certificate without a person: whose it is that lacks one is said at once, and
    // when another person approves it.
    let told = ok(dir, &[&propose[..], &coordinator].concat());
    assert!(told.contains("names no person") && told.contains("propose it again"), "{told}");
    let number = told.split_whitespace().nth(1).unwrap();
    let approve = |profile: &str| fails(dir, &["release", "approve", number, "--profile", profile]);
    let told = approve("pki/coordinator-2.toml");
    assert!(told.contains("PROPOSED names none") && told.contains("propose it again"), "{told}");
    assert!(approve("pki/coordinator.toml").contains("neither your certificate"));
    release(dir, "2008-2009");
    release(dir, "2011");
    assert!(!ok(dir, &by_gender).contains("may still change"));
    ok(dir, &[&export[..], &["--profile", "pki/desk.toml"]].concat());
    let rows = fs::read_to_string(dir.join("public.csv")).unwrap();
    assert!(rows.lines().count() > 1400 && rows.contains("FEMININE"), "{}", rows.len());
    let codebook = fs::read_to_string(dir.join("public.codebook.txt")).unwrap();
    for part in ["rho 0.70", "rows in public.csv", "public.fidelity.csv compares"] {
        assert!(codebook.contains(part), "{part}: {codebook}");
    }
    // Each code has its words, and pairs that were measured together are named.
    for (start, end) in [
        ("    FEMININE ", "girl or woman"),
        ("    NOT_REPORTED ", "not reported"),
        ("  citizenship: ", "itizenship"),
        ("  year with ", "exploitation_type"),
    ] {
        let mut lines = codebook.lines();
        assert!(lines.any(|line| line.starts_with(start) && line.contains(end)), "{codebook}");
    }
    // Files that are there stay.
    let refused = fails(dir, &[&export[..], &["--profile", "pki/desk.toml"]].concat());
    assert!(refused.contains("public.csv is there; nothing was written"), "{refused}");
    let fidelity = fs::read_to_string(dir.join("public.fidelity.csv")).unwrap();
    assert!(
        fidelity.starts_with("column,code,second_column,second_code,released,low,high,precision")
    );
    assert!(fidelity.contains(",<10,0,"), "{fidelity}");
    let pairs = |line: &&str| line.split(',').nth(2).is_some_and(|second| !second.is_empty());
    assert!(fidelity.lines().skip(1).filter(pairs).count() > 100);
    let listed = ok(dir, &["release", "list", "--json", "--profile", "pki/desk.toml"]);
    assert!(listed.contains("\"stage\": \"released\""), "{listed}");

    let desk = ["--profile", "pki/desk.toml"];
    let query = ["query", "--by", "gender", "--from", "2010-01", "--to", "2010-12", "--format"];
    let json = ok(dir, &[&query[..], &["json"], &desk].concat());
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    let feminine = answer["cells"].as_array().unwrap().iter().find(|c| c["gender"] == "FEMININE");
    let count = feminine.unwrap()["count"].as_u64().unwrap();
    assert!((1460..=1540).contains(&count), "{count}");
    let csv = ok(dir, &[&query[..], &["csv"], &desk].concat());
    assert!(
        csv.starts_with(
            "gender,status,count,low,high,precision,basis,releases,provisional,not_final\n"
        ),
        "{csv}"
    );
    let rest: Vec<&str> = csv.lines().nth(1).unwrap().rsplit(',').take(3).collect();
    assert_eq!(rest, ["", "", "1"], "{csv}");
    // Each figure says how precise it is, in JSON as in CSV.
    let cells = answer["cells"].as_array().unwrap();
    assert!(cells.iter().all(|cell| cell["precision"].is_string()), "{json}");
    assert!(csv.contains(&format!("FEMININE,published,{count},")), "{csv}");
    assert!(csv.contains(",A,MEASURED") && csv.contains("MASCULINE,few,,0,"), "{csv}");
    let table = ok(dir, &[&query[..], &["table"], &desk].concat());
    assert!(table.contains("girl or woman") && table.contains("Release 1"), "{table}");
    let table = ok(dir, &[&query[..], &["table", "--lang", "sr-Cyrl"], &desk].concat());
    assert!(table.contains("девојчица или жена") && table.contains("Објава 1"), "{table}");
    // Programs get codes whatever the language, and labels beside them when they ask.
    assert_eq!(ok(dir, &[&query[..], &["csv", "--lang", "sq"], &desk].concat()), csv);
    assert_eq!(ok(dir, &[&query[..], &["json", "--lang", "sq"], &desk].concat()), json);
    let csv = ok(dir, &[&query[..], &["csv", "--labels", "--lang", "sq"], &desk].concat());
    assert!(
        csv.starts_with("gender,gender_label,status,")
            && csv.contains("FEMININE,vajzë ose grua,published"),
        "{csv}"
    );
    for (language, title) in [
        ("sq", "Viktima të identifikuara"),
        ("sr", "Identifikovane žrtve"),
        ("en", "Victims identified"),
    ] {
        let args = ["indicators", "--period", "2010", "--lang", language];
        assert!(ok(dir, &[&args[..], &desk].concat()).contains(title));
    }

    let own = ok(dir, &[&["codes", "--online"][..], &desk].concat());
    assert!(own.contains("\nyear: 2008, 2009, 2010, 2011\n"), "{own}");
    assert!(own.contains("Not released of any year: ") && own.contains("recruitment_method"));
    let report = ["report", "--form", "strategy", "--year", "2010", "--compare", "2001"];
    let refused = fails(dir, &[&report[..], &["--out", "r.html"], &desk].concat());
    assert!(refused.contains("--compare: 2001 must lie within the released years"), "{refused}");
    assert!(!dir.join("r.html").exists());
    let national = [&query[..], &["csv", "--tier", "national"], &desk].concat();
    assert!(ok(dir, &national).contains(&format!("FEMININE,published,{count},")));

    let refused = vdx(dir, &["query", "--profile", "pki/police.toml"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("the role does not allow this call"));
    // A refusal says why in the reader's language, and keeps the exchange's own words.
    let refused = fails(dir, &["query", "--profile", "pki/police.toml", "--lang", "sq"]);
    assert!(refused.contains("platforma e shkëmbimit refuzoi: Këtë nuk mund ta bëni"), "{refused}");
    assert!(refused.contains("Fjalët e saj: the role does not allow this call"), "{refused}");
    // The language is that of the environment, unless it is given; of programs it is English.
    let mut command = Command::new(env!("CARGO_BIN_EXE_vdx"));
    let command = command.current_dir(dir).args(["indicators", "--period", "2010"]).args(desk);
    let command = command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "sr_RS.UTF-8");
    let told = text(&command.output().unwrap().stdout);
    assert!(told.contains("Идентификоване жртве") && told.contains("показатељ"), "{told}");
    let told = text(&command.args(["--format", "csv"]).output().unwrap().stdout);
    assert!(told.starts_with("no,indicator,figure,value") && told.contains("Victims identified"));
    let told = text(&command.args(["--lang", "sq"]).output().unwrap().stdout);
    assert!(
        told.starts_with("no,indicator") && told.contains("Viktima të identifikuara"),
        "{told}"
    );
    let withdrawn = ok(dir, &["withdraw", "--plain-ids", "m-1", "--profile", "pki/police.toml"]);
    assert_eq!(withdrawn, "m-1: withdrawn\n");
    let missing = vdx(dir, &["withdraw", "--plain-ids", "zz", "--profile", "pki/police.toml"]);
    assert_eq!(missing.status.code(), Some(3));
    // Who runs the same command again does not learn that all is there: the exchange is asked.
    for _ in 0..2 {
        let output = vdx(dir, &submit_many);
        let told = text(&output.stdout);
        assert_eq!(output.status.code(), Some(3), "{told}");
        assert!(told.contains("1 of its records WAS WITHDRAWN"), "{told}");
        let rejected = fs::read_to_string(dir.join("many.csv.rejected.csv")).unwrap();
        assert!(rejected.lines().nth(1).unwrap().starts_with("3,,\"was withdrawn"));
        assert_eq!(rejected.lines().count(), 2, "{rejected}");
    }
    // Submitted anew, it is there again, with a number now that the first file lacks.
    fs::write(dir.join("anew.toml"), format!("{MAPPING}revision = \"Versioni\"\n")).unwrap();
    let lines: Vec<&str> = many.lines().collect();
    let anew = format!("{},Versioni\n{},2\n", lines[0], lines[2]);
    fs::write(dir.join("anew.csv"), anew).unwrap();
    let mut submit_anew = submit.to_vec();
    submit_anew[2] = "anew.toml";
    *submit_anew.last_mut().unwrap() = "anew.csv";
    assert_eq!(
        vdx(dir, &submit_anew).status.code(),
        Some(3),
        "a number alone does not bring it back"
    );
    submit_anew.extend(["--readmit", "m-1"]);
    assert!(ok(dir, &submit_anew).contains("1 stored"));
    let output = vdx(dir, &submit_many);
    let told = text(&output.stdout);
    assert!(output.status.code() == Some(3) && told.contains("1 rejected"), "{told}");
    let rejected = fs::read_to_string(dir.join("many.csv.rejected.csv")).unwrap();
    assert!(rejected.contains("numbered versions"), "{rejected}");

    // SIGTERM: the server finishes and says so; what it held is there afterwards.
    let pid = serving.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert!(serving.0.wait().unwrap().success());
    let log = fs::read_to_string(dir.join("log")).unwrap();
    assert!(log.contains("stopped"), "{log}");
    for secret in ["Krasniqi", "Arta", "1170234567", "a-1", "m-1", "9000000001"] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
    let _serving = serve(dir);
    assert!(ok(dir, &[&query[..], &["json"], &desk].concat()) == json);
    again();

    // A second server on the same directory.
    let second = vdx(dir, &["serve"]);
    assert!(text(&second.stderr).contains("in use"), "{}", text(&second.stderr));
}

#[test]
fn a_wrong_configuration_is_told_all_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    set_up(dir, 0);
    let good = fs::read_to_string(dir.join("vdx.toml")).unwrap();
    let serve = |config: &str| {
        fs::write(dir.join("vdx.toml"), config).unwrap();
        let output = vdx(dir, &["serve", "--check"]);
        assert_eq!(output.status.code(), Some(1));
        text(&output.stderr)
    };
    let several = good
        .replace("country = \"XK\"", "country = \"Kosovo\"")
        .replace("/coordinator/coordinator", "/analyst/coordinator")
        .replace("exchange_key = \"exchange.key\"", "exchange_key = \"none.key\"")
        .replace("crl = \"pki/crl.pem\"", "crl = \"pki/ca.pem\"");
    let told = serve(&several);
    for part in ["country:", "first_coordinator:", "exchange_key:", "none.key", "trust:", "ca.pem"]
    {
        assert!(told.contains(part), "{part} in {told}");
    }
    assert!(serve("listen = ").contains("vdx.toml"));
    assert!(serve(&good.replace("data_dir", "data_dri")).contains("data_dri"));
    let policy = good.replace("policy = \"policy.toml\"", "policy = \"p.toml\"");
    fs::write(dir.join("p.toml"), "budget = { life = 9 }").unwrap();
    assert!(serve(&policy).contains("budget.life must be 0.10 to 1.05"));
    fs::write(dir.join("p.toml"), "first_year = 2099").unwrap();
    assert!(serve(&policy).contains("policy: first_year must be"));
    fs::write(dir.join("p.toml"), "tables = \"colour\"").unwrap();
    assert!(serve(&policy).contains("policy: tables: \"colour\" must be like"));
    fs::write(dir.join("p.toml"), "noise_bound = 8").unwrap();
    assert!(serve(&policy).contains("noise_bound is a setting of an earlier version"));

    // The environment overrides the file.
    fs::write(dir.join("vdx.toml"), &good).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_vdx"))
        .current_dir(dir)
        .args(["serve", "--check"])
        .env("VDX_LISTEN", "nowhere")
        .output()
        .unwrap();
    assert!(text(&output.stderr).contains("VDX_LISTEN"), "{}", text(&output.stderr));

    // A check makes nothing: what is misspelt here would be in the register for good.
    ok(dir, &["serve", "--check"]);
    assert!(!dir.join("data").exists());
    let elsewhere = good.replace("spiffe://exchange.example/", "spiffe://exchange.exmaple/");
    assert!(serve(&elsewhere).contains("first_coordinator: no [[trust]]"));
    let value = good.lines().find(|line| line.starts_with("check_value")).unwrap();
    let placeholder = good.replace(value, "check_value = \"0000000000000000\"");
    assert!(serve(&placeholder).contains("placeholder"));

    // A coordinator who was misspelt at the first start, and corrected too late.
    let typo = good.replace("/coordinator/coordinator", "/coordinator/coordinatro");
    fs::write(dir.join("vdx.toml"), typo).unwrap();
    first_start(dir);
    fs::write(dir.join("vdx.toml"), &good).unwrap();
    let report = ok(dir, &["doctor"]);
    assert!(report.contains("coordinatro") && report.contains("remove data_dir"), "{report}");
    fs::remove_dir_all(dir.join("data")).unwrap();

    // Another exchange key on an existing store.
    first_start(dir);
    fs::remove_file(dir.join("exchange.key")).unwrap();
    ok(dir, &["keys", "generate-exchange"]);
    assert!(text(&vdx(dir, &["serve", "--check"]).stderr).contains("another exchange key"));
}

/// Starts an exchange on any port, and ends it when it serves.
fn first_start(dir: &Path) {
    let log = fs::File::create(dir.join("first.log")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_vdx"));
    let serving =
        process::Serving(command.current_dir(dir).arg("serve").stderr(log).spawn().unwrap());
    for _ in 0..400 {
        if fs::read_to_string(dir.join("first.log")).unwrap().contains("serving") {
            return drop(serving);
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("it does not start: {}", fs::read_to_string(dir.join("first.log")).unwrap());
}

#[test]
fn the_demo_runs_and_cleans_up() {
    let dir = tempfile::tempdir().unwrap();
    let told = ok(dir.path(), &["demo", "--persons", "600"]);
    for part in ["records received", "precision", "recall", "Victims identified", "girl or woman"] {
        assert!(told.contains(part), "{part} in {told}");
    }
    let figure = |name: &str| -> f64 {
        let rest = &told[told.find(name).unwrap() + name.len()..];
        rest.trim_start().split([' ', ',']).next().unwrap().parse().unwrap()
    };
    assert!(figure("precision") > 0.98 && figure("recall") > 0.97, "{told}");
    assert!(told.contains("the role does not allow this call"));
    assert!(fs::read_dir(dir.path()).unwrap().next().is_none(), "nothing is left behind");
}

#[test]
fn codes_and_help_need_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let codes = ok(dir.path(), &["codes"]);
    assert!(codes.contains("exploitation_type") && codes.contains("assisted_persons"));
    let named = |args: &[&str], code: &str, label: &str| {
        let told = ok(dir.path(), args);
        let is =
            |line: &str| line.trim().strip_prefix(code).is_some_and(|rest| rest.trim() == label);
        assert!(told.lines().any(is), "{args:?}: {told}");
    };
    named(&["codes", "citizenship"], "XK", "Kosovo");
    named(&["codes", "citizenship", "--lang", "sq"], "AL", "Shqipëri");
    named(&["--lang", "sr-Cyrl", "codes", "age_band"], "FROM_9_TO_17", "дете од 9 до 17 година");
    named(&["codes", "service", "--lang", "sr"], "LEGAL_AID", "pravna pomoć");
    let explained = ok(dir.path(), &["codes", "gender", "--meanings", "--lang", "sq"]);
    assert!(explained.contains("Gjinia e personit është shënuar si femërore."), "{explained}");
    let wrong = vdx(dir.path(), &["codes", "--lang", "de"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("sr-Cyrl"), "{}", text(&wrong.stderr));
    assert!(ok(dir.path(), &["submit", "--help"]).contains("--dry-run"));
    assert_eq!(vdx(dir.path(), &["query", "--from", "2010-01"]).status.code(), Some(2));

    let script = ok(dir.path(), &["completions", "bash"]);
    assert!(script.contains("--storage-key") && script.contains("complete -F _vdx"));
    ok(dir.path(), &["manual", "--out", "man"]);
    let page = |name: &str| fs::read_to_string(dir.path().join("man").join(name)).unwrap();
    assert!(page("vdx.1").contains("doctor") && page("vdx-submit.1").contains("mapping"));
}

/// An export with a title and totals, in windows-1250, as nobody has described it yet.
fn undescribed(rows: usize) -> Vec<u8> {
    let syllables = ["Vë", "ra", "Šu", "mi", "Ćo", "la", "Že", "na", "Çë", "ti", "Ba", "ku", "Do"];
    let name = |seed: usize| [1, 5, 11].map(|step| syllables[(seed * step + step) % 13]).concat();
    let mut text = "Raporti vjetor;;;;;;;;;\n;;;;;;;;;\nNr rasti;Emri;Mbiemri;Datëlindja;Gjinia;Nr personal;Data e identifikimit;Statusi;Lloji i shfrytëzimit;Shtetësia\n".to_owned();
    let genders = ["Femër", "femer", "M", "F"];
    let types =
        ["Prostitucion i detyruar", "Punë e detyruar", "lypje, punë e detyruar", "Tjetër", "-"];
    let countries = ["Kosovë", "kosovare", "SRB", "Shqipëri", "N/A"];
    for i in 0..rows {
        let (day, month, year) = (i % 28 + 1, i / 28 % 12 + 1, 1960 + i % 31);
        let birth = match i % 9 {
            0 => format!("00.00.{year}"),
            1 => format!("{day}.{month}.{year}."),
            _ => format!("{day:02}.{month:02}.{year}"),
        };
        text += &format!(
            "r-{i};{};{};{birth};{};11{:08};{day:02}.{month:02}.2010 00:00;Viktimë;{};{}\n",
            name(i),
            name(i + 7),
            genders[i % 4],
            i * 7919,
            types[i % 5],
            countries[i % 5]
        );
    }
    text += &format!("Gjithsej: {rows};;;;;;;;;\n");
    let letters = [('ë', 0xeb), ('Ç', 0xc7), ('Š', 0x8a), ('Ž', 0x8e), ('Ć', 0xc6)];
    text.chars().map(|c| letters.iter().find(|(l, _)| *l == c).map_or(c as u8, |l| l.1)).collect()
}

#[test]
fn a_first_mapping_of_an_export_that_nobody_described_reads_it() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("export.csv"), undescribed(300)).unwrap();
    let made = vdx(dir, &["mapping", "new", "export.csv", "--out", "m.toml"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let (mapping, told) = (fs::read_to_string(dir.join("m.toml")).unwrap(), text(&made.stderr));
    assert!(told.contains("DECIDE consent_processing") && told.contains("encoding"), "{told}");
    assert!(told.contains("DECIDE system"), "{told}");
    for line in [
        "encoding = \"windows-1250\"",
        "delimiter = \";\"",
        "header_line = 3",
        "date_formats = [\"%d.%m.%Y\"]",
        "surname = \"Mbiemri\"",
        "identified_on = \"Data e identifikimit\"",
        "\"Femër\" = \"FEMININE\"",
        "\"Prostitucion i detyruar\" = \"SEXUAL_EXPLOITATION\"",
        "\"kosovare\" = \"XK\"",
        "# consent_processing",
    ] {
        assert!(mapping.contains(line), "{line}\n{mapping}");
    }
    assert!(
        !mapping.contains("Vëra") && !mapping.contains("1100"),
        "no person is in it\n{mapping}"
    );
    assert!(fails(dir, &["mapping", "new", "export.csv", "--out", "m.toml"]).contains("m.toml"));
    // What would leave is told before consent is decided; the command says that it is not.
    let check = ["mapping", "check", "--mapping", "m.toml", "export.csv"];
    let checked = vdx(dir, &check);
    let told = text(&checked.stdout);
    assert_eq!(checked.status.code(), Some(3), "{told}\n{}", text(&checked.stderr));
    assert!(told.contains("300 of 300 rows") && told.contains("DECIDE consent"), "{told}");
    assert!(told.contains("known in part") && told.contains("with totals"), "{told}");
    assert!(told.contains("tokens\"") && !told.contains("Baku"), "{told}");
    // An institution that knows says so.
    let new = [
        "mapping",
        "new",
        "export.csv",
        "--consent-given",
        "--system",
        "registry",
        "--out",
        "c.toml",
    ];
    assert!(vdx(dir, &new).status.success());
    let told = ok(dir, &["mapping", "check", "--mapping", "c.toml", "export.csv"]);
    assert!(told.contains("300 of 300 rows") && told.contains("gender"), "{told}");
    assert!(told.contains("a hashed id"), "{told}");
    let codes = ok(dir, &["mapping", "fields", "gender"]);
    assert!(codes.contains("FEMININE") && codes.contains("Albanian"), "{codes}");
    assert!(ok(dir, &["mapping", "fields"]).contains("consent_cross_border_sharing"));
}
