//! `vdx linkage`: measures linkage on a labelled file, by the code that institution and
//! exchange run.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::demo::{LABELLED_MAPPING, labelled, population};
use crate::domain::codes::KeyScope;
use crate::domain::profile::{Profile, Weights};
use crate::domain::record::Token;
use crate::exchange::ExchangeSecrets;
use crate::linkage::{Example, Linker, MentionKey, PairQuality, estimate, pair_quality};
use crate::pseudonym::rows::column_name;
use crate::pseudonym::{Builder, Mapping, Refusal, TOO_LITTLE, TokenKey};

use super::common::{json_text, print, profile, today, wrap};
use super::linkage_quality;
use super::linkage_reasons::{Reason, legend, reasons_text};
use super::reasons::{Reasons, Rejection, remarks_text, set_aside_text};
use super::speech::said;
use super::submission::{open_rows, study};

#[derive(Subcommand)]
pub enum Command {
    /// Link a file whose true persons are known, and tell how well it went.
    Evaluate(EvaluateArgs),
    /// Write invented identities with known persons, to measure on: OUT.csv and OUT.toml.
    Generate(GenerateArgs),
    /// Tell how good linkage at the exchange seems to be, in bands (coordinator).
    Quality(linkage_quality::QualityArgs),
    /// List victim records of your institution that seem to be of one person.
    Duplicates(linkage_quality::DuplicatesArgs),
    /// Estimate weights from a file whose true persons are known; print a profile.
    Estimate(Labelled),
}

/// A file of identities whose true persons are known.
#[derive(Args, Clone)]
pub struct Labelled {
    /// CSV or JSON Lines.
    file: PathBuf,
    /// Mapping of its columns; only the identity and date_formats count.
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
    /// Column that names the record.
    #[arg(long, value_name = "COLUMN")]
    record_column: String,
    /// Column that names the true person.
    #[arg(long, value_name = "COLUMN")]
    entity_column: String,
    /// Linkage profile; the shipped one unless given.
    #[arg(long, value_name = "FILE")]
    linkage_profile: Option<PathBuf>,
}

#[derive(Args)]
pub struct EvaluateArgs {
    #[command(flatten)]
    labelled: Labelled,
    /// Write record id and cluster id of every record to a CSV file.
    #[arg(long, value_name = "FILE")]
    clusters: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct GenerateArgs {
    /// Path of the files without ending.
    out: PathBuf,
    /// Number of invented persons; each has about two records.
    #[arg(long, default_value_t = 5000)]
    persons: usize,
    /// Seed of the generator.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn generate(args: &GenerateArgs) -> Result<ExitCode> {
    let (file, mapping) = (args.out.with_extension("csv"), args.out.with_extension("toml"));
    let text = labelled(&population(args.persons, args.seed), args.seed);
    std::fs::write(&file, text).with_context(|| file.display().to_string())?;
    std::fs::write(&mapping, LABELLED_MAPPING).with_context(|| mapping.display().to_string())?;
    print(&format!(
        "vdx linkage evaluate {} --mapping {} --record-column record --entity-column person\n",
        file.display(),
        mapping.display()
    ))
}

pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Evaluate(args) => evaluate(args),
        Command::Generate(args) => generate(args),
        Command::Quality(args) => linkage_quality::quality(args),
        Command::Duplicates(args) => linkage_quality::duplicates(args),
        Command::Estimate(labelled) => estimate_weights(labelled),
    }
}

/// A record of a labelled file.
struct LabelledRecord {
    id: String,
    entity: String,
    mention: MentionKey,
    tokens: Vec<Token>,
}

/// What a submission would have said of the rows. They are linked all the same, by what is left.
#[derive(Default)]
struct Told {
    /// Rows that a submission would refuse.
    refused: u64,
    /// Of these, rows that tell too little of a person.
    little: u64,
    reasons: Reasons,
    /// What was set aside or read in another way than it stands.
    aside: String,
}

impl Told {
    fn text(&self) -> String {
        let mut text = String::new();
        if self.refused > 0 {
            text += &format!(
                "\n{} of these records would be refused by vdx submit; here they count, by what is left of them:\n",
                self.refused
            );
            text += &self.reasons.text();
            if self.little > 0 {
                text += &format!("{} rows: {}\n", self.little, said(TOO_LITTLE));
            }
        }
        if !self.aside.is_empty() {
            text += &format!("\n{}", self.aside);
        }
        wrap(&text, 80)
    }
}

/// Reads the records with their tokens as the exchange keeps them. The keys are random:
/// they do not matter to the result.
fn read(labelled: &Labelled, profile: &Profile) -> Result<(Vec<LabelledRecord>, Told)> {
    let mapping = Mapping::load(&labelled.mapping)?;
    let builder = Builder::new(
        mapping,
        profile.clone(),
        vec![TokenKey::generate(KeyScope::National, 1)?],
        today(),
    );
    let (builder, _) = study(&labelled.file, builder)?;
    let mut pepper = [0; 32];
    getrandom::fill(&mut pepper).ok().context("the operating system gave no random bytes")?;
    let secrets = ExchangeSecrets::from_bytes(pepper);
    let (mut records, mut told) = (Vec::new(), Told::default());
    let rows = open_rows(&labelled.file, &builder)?;
    if let Some(columns) = rows.columns() {
        for column in [&labelled.record_column, &labelled.entity_column] {
            if !columns.contains(&column_name(column)) {
                bail!("{}: there is no column {column}", labelled.file.display());
            }
        }
    }
    for row in rows {
        let row = row.with_context(|| labelled.file.display().to_string())?;
        let (identity, refusals) = builder.checked_identity(&row);
        let mut tokens = builder.tokens(&identity);
        let is_little = !tokens.iter().any(|token| profile.seeks(token.kind));
        told.little += u64::from(is_little);
        told.refused += u64::from(is_little || !refusals.is_empty());
        let rejection = |Refusal { column, reason }| Rejection { line: row.line, column, reason };
        told.reasons.add(refusals.into_iter().map(rejection).collect());
        secrets.pepper_tokens(&mut tokens);
        records.push(LabelledRecord {
            id: row.value(&column_name(&labelled.record_column)).to_owned(),
            entity: row.value(&column_name(&labelled.entity_column)).to_owned(),
            // Names of mentions break ties alone; the place in the file is as good as any.
            mention: MentionKey(records.len() as u128),
            tokens,
        });
    }
    if records.is_empty() {
        bail!("{}: holds no records", labelled.file.display());
    }
    told.aside = set_aside_text(&builder.set_aside())
        + &remarks_text(&builder.remarks(), builder.short_years());
    Ok((records, told))
}

fn estimate_weights(labelled: &Labelled) -> Result<ExitCode> {
    let profile = profile(labelled.linkage_profile.as_deref())?;
    let (records, _) = read(labelled, &profile)?;
    // Whether estimated weights are better is asked of persons whom they were not estimated from:
    // each half is linked by the weights of the other one. The profile's own stay unless the others
    // make no more than half of its errors, which shows that the file is of another kind than what
    // the profile was made for; a smaller gain is most likely one on this very file alone.
    let half = |record: &LabelledRecord| blake3::hash(record.entity.as_bytes()).as_bytes()[0] % 2;
    let mut errors = [0.0; 2];
    for unseen in [0, 1] {
        let seen = records.iter().filter(|record| half(record) != unseen).collect::<Vec<_>>();
        let rest = records.iter().filter(|record| half(record) == unseen).collect::<Vec<_>>();
        if seen.is_empty() || rest.is_empty() {
            bail!("{}: holds too few persons", labelled.file.display());
        }
        let estimated = Profile::parse(&profile.to_toml(&weights_of(&profile, &seen)?))?;
        for (errors, tried) in errors.iter_mut().zip([&profile, &estimated]) {
            *errors += 1.0 - quality_of(tried, &rest).f1;
        }
    }
    let [own, estimated] = errors;
    if estimated > own / 2.0 {
        super::common::note(&format!(
            "the weights of the given profile stay: on persons whom they had not seen, estimated ones made \
             {:.2} % errors (1 - F1), these {:.2} %",
            estimated * 50.0,
            own * 50.0
        ));
        return print(&profile.to_toml(&profile.own_weights()));
    }
    let all: Vec<_> = records.iter().collect();
    print(&profile.to_toml(&weights_of(&profile, &all)?))
}

/// How well a profile links some records.
fn quality_of(profile: &Profile, records: &[&LabelledRecord]) -> PairQuality {
    let mut linker = Linker::new(profile.clone());
    records.iter().for_each(|record| linker.insert(record.mention, &record.tokens));
    pair_quality(records.iter().map(|r| (linker.person(r.mention), r.entity.as_str())))
}

/// Weights that are estimated from some records, with the threshold that links them best.
fn weights_of(profile: &Profile, records: &[&LabelledRecord]) -> Result<Weights> {
    let mut entities: HashMap<&str, usize> = HashMap::new();
    let examples: Vec<Example<'_>> = records
        .iter()
        .map(|record| {
            let next = entities.len();
            let entity = *entities.entry(&record.entity).or_insert(next);
            Example { tokens: &record.tokens, entity }
        })
        .collect();
    let mut weights = estimate(profile, &examples);
    // Groups are not quite independent, and common names count less: the threshold that links the
    // file best is found by trying, around the one that theory gives. Two persons taken for one are
    // worse than one taken for two: precision comes first.
    let theory = weights.threshold;
    let mut best = (0.0, 0.0);
    for step in -8i8..=16 {
        let threshold = (theory + f32::from(step) * 0.5).max(1.0);
        let tried = Weights { threshold, ..weights.clone() };
        let quality = quality_of(&Profile::parse(&profile.to_toml(&tried))?, records);
        let rank = (quality.precision.min(PRECISION), quality.f1);
        if rank > best {
            best = rank;
            weights.threshold = threshold;
        }
    }
    Ok(weights)
}

/// Precision that an estimated threshold reaches before recall counts.
const PRECISION: f64 = 0.9995;

fn evaluate(args: &EvaluateArgs) -> Result<ExitCode> {
    let profile = profile(args.labelled.linkage_profile.as_deref())?;
    let started = Instant::now();
    let (records, told) = read(&args.labelled, &profile)?;
    let tokens: usize = records.iter().map(|record| record.tokens.len()).sum();
    let read_seconds = started.elapsed().as_secs_f64();

    let started = Instant::now();
    let mut linker = Linker::new(profile.clone());
    for record in &records {
        linker.insert(record.mention, &record.tokens);
    }
    let link_seconds = started.elapsed().as_secs_f64();

    let cluster = |record: &LabelledRecord| linker.person(record.mention).unwrap_or(record.mention);
    let quality = pair_quality(records.iter().map(|r| (cluster(r), r.entity.as_str())));
    if let Some(path) = &args.clusters {
        write_clusters(path, &records, cluster)?;
    }
    let explain = |a: &LabelledRecord, b: &LabelledRecord| {
        linker
            .comparison(a.mention, b.mention)
            .map_or_else(Reason::not_compared, |found| Reason::of(&found, &profile))
    };
    let misses = pairs(&records, |r| r.entity.clone(), |a, b| cluster(a) != cluster(b), explain);
    let merges = pairs(&records, cluster, |a, b| a.entity != b.entity, explain);

    if args.json {
        let reasons = |list: &[(Reason, usize)]| -> Vec<_> {
            list.iter().map(|(why, pairs)| json!({ "keys": why.line(), "pairs": pairs })).collect()
        };
        let document = json!({
            "precision": quality.precision,
            "recall": quality.recall,
            "f1": quality.f1,
            "records": quality.records,
            "clusters": quality.clusters,
            "entities": quality.entities,
            "tokens": tokens,
            "would_be_refused": told.refused,
            "seconds_tokens": read_seconds,
            "seconds_linkage": link_seconds,
            "misses": reasons(&misses),
            "false_merges": reasons(&merges),
        });
        return print(&json_text(&document)?);
    }
    let per_second = |seconds: f64| quality.records as f64 / seconds.max(1e-9);
    let mut text = format!(
        "precision {:.4}, recall {:.4}, F1 {:.4} over pairs of records\n\
         {} records of {} persons were found to be {} persons\n\
         {:.1} tokens a record; {:.0} records/s to tokens, {:.0} records/s linked\n",
        quality.precision,
        quality.recall,
        quality.f1,
        quality.records,
        quality.entities,
        quality.clusters,
        tokens as f64 / quality.records as f64,
        per_second(read_seconds),
        per_second(link_seconds),
    );
    text += &told.text();
    text += &reasons_text("\nMissed pairs, by the keys that they share", &misses);
    text += &reasons_text("\nFalsely merged pairs, by the keys that they share", &merges);
    text += &legend(&profile, misses.iter().chain(&merges).take(30).map(|(reason, _)| reason));
    print(&text)
}

fn write_clusters(
    path: &Path,
    records: &[LabelledRecord],
    cluster: impl Fn(&LabelledRecord) -> MentionKey,
) -> Result<()> {
    let file = File::create(path).with_context(|| path.display().to_string())?;
    let mut writer = csv::Writer::from_writer(file);
    writer.write_record(["record_id", "cluster_id"])?;
    let names: HashMap<MentionKey, &str> =
        records.iter().map(|record| (record.mention, record.id.as_str())).collect();
    for record in records {
        // A cluster is named after one of its records.
        writer.write_record([&record.id, names[&cluster(record)]])?;
    }
    writer.flush()?;
    Ok(())
}

/// Counts the wrong pairs within groups of records by reason, the commonest first.
fn pairs<K: Eq + std::hash::Hash>(
    records: &[LabelledRecord],
    group: impl Fn(&LabelledRecord) -> K,
    is_wrong: impl Fn(&LabelledRecord, &LabelledRecord) -> bool,
    explain: impl Fn(&LabelledRecord, &LabelledRecord) -> Reason,
) -> Vec<(Reason, usize)> {
    let mut groups: HashMap<K, Vec<&LabelledRecord>> = HashMap::new();
    for record in records {
        groups.entry(group(record)).or_default().push(record);
    }
    let mut reasons: BTreeMap<Reason, usize> = BTreeMap::new();
    for members in groups.values() {
        for (place, a) in members.iter().enumerate() {
            for b in &members[place + 1..] {
                if is_wrong(a, b) {
                    *reasons.entry(explain(a, b)).or_default() += 1;
                }
            }
        }
    }
    let mut reasons: Vec<(Reason, usize)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    reasons
}
