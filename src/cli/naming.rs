//! Under which ids records leave: hashed with a secret of the institution, unless somebody says that they
//! mean nothing as they stand.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use crate::client::{Client, ClientError, ClientProfile, record_states};
use crate::domain::code_list::CodeList;
use crate::domain::codes::RecordKind;
use crate::domain::id::OpaqueId;
use crate::foreign;
use crate::proto::v1;
use crate::pseudonym::{Builder, Mapping, MappingError, RecordIdKey, RecordIds, Rows};
use crate::secret_file::KeyError;

use super::common::{Connection, no_such_file, shown_path};
use super::speech::{sentence, word};

/// Reads a mapping.
pub fn load_mapping(path: &Path) -> Result<Mapping> {
    Mapping::load(path).map_err(|error| match error {
        MappingError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
            no_such_file(path)
        }
        error => error.into(),
    })
}

/// How the ids of an export leave.
#[derive(clap::Args, Clone, Debug)]
pub struct Naming {
    /// Secret under which record ids are hashed (vdx keys generate-ids), so that any text works as an id
    /// and none leaves; id_key of the client profile, or ids.key beside it, unless given.
    #[arg(long, value_name = "FILE")]
    pub id_key: Option<PathBuf>,
    /// Record ids mean nothing outside the system they come from, and leave as they stand; plain_ids =
    /// true in the mapping says the same.
    #[arg(long, conflicts_with = "id_key")]
    pub plain_ids: bool,
}

impl Naming {
    /// The secret, from the place where it is.
    fn key(&self, connection: &Connection) -> Result<RecordIdKey> {
        let path = match &self.id_key {
            Some(path) => path.clone(),
            None => ClientProfile::id_key_of(&connection.profile),
        };
        RecordIdKey::load(&path).map_err(|error| match error {
            KeyError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                no_key(&path)
            }
            error => error.into(),
        })
    }

    /// Has a builder name its records.
    pub fn name(&self, builder: Builder, connection: &Connection) -> Result<Builder> {
        if self.plain_ids || builder.mapping().plain_ids && self.id_key.is_none() {
            return Ok(builder.with_plain_ids());
        }
        if builder.mapping().plain_ids {
            return Err(MappingError::PlainAndHashed.into());
        }
        // Without a system no key is of use.
        if builder.mapping().system.is_none() {
            return Err(MappingError::NoSystem.into());
        }
        Ok(builder.with_record_ids(&self.key(connection)?)?)
    }
}

/// There is no secret: who makes it, and who must not. One that lies elsewhere must not be made a second
/// time: under another one every record is there twice.
fn no_key(path: &Path) -> anyhow::Error {
    let shown = shown_path(path);
    match elsewhere(path) {
        Some(other) => anyhow!(sentence(
            "cli-ids_key_elsewhere",
            &[("path", shown.into()), ("other", shown_path(&other).into())]
        )),
        None => anyhow!(sentence("cli-ids_key_missing", &[("path", shown.into())])),
    }
}

/// Another key for record ids than the one at this place: in the directory in which the command runs.
pub fn elsewhere(place: &Path) -> Option<PathBuf> {
    let other = PathBuf::from("ids.key");
    let is_same = std::fs::canonicalize(&other).ok() == std::fs::canonicalize(place).ok();
    (!is_same && other.exists()).then_some(other)
}

/// How ids were named when they were submitted.
#[derive(clap::Args, Clone, Debug)]
pub struct Named {
    #[command(flatten)]
    naming: Naming,
    /// Mapping with which they were submitted: it says of which system and kind they are.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// System that the mapping names with which they were submitted; instead of --mapping.
    #[arg(long, conflicts_with_all = ["mapping", "plain_ids"])]
    system: Option<String>,
}

impl Named {
    /// The mapping, when there is one.
    pub fn mapping(&self) -> Result<Option<Mapping>> {
        self.mapping.as_deref().map(load_mapping).transpose()
    }

    /// The ids of the system, where they are hashed.
    fn ids(&self, connection: &Connection) -> Result<Option<RecordIds>> {
        let mapping = self.mapping()?;
        let is_plain = mapping.as_ref().is_some_and(|mapping| mapping.plain_ids);
        if self.naming.plain_ids || is_plain {
            return Ok(None);
        }
        let system = match (&self.system, mapping) {
            (Some(system), _) => system.clone(),
            (None, Some(mapping)) => mapping.system.ok_or(MappingError::NoSystem)?,
            (None, None) => bail!(word("cli-say_how_named")),
        };
        Ok(Some(self.naming.key(connection)?.of_system(&system)))
    }

    /// The kind of records that the mapping is of, and what the ids of its system begin with; nothing where
    /// neither a mapping nor a system is named.
    pub fn system(&self, connection: &Connection) -> Result<Option<(Option<RecordKind>, String)>> {
        if self.mapping.is_none() && self.system.is_none() {
            return Ok(None);
        }
        let kind = self.mapping()?.map(|mapping| mapping.record);
        let ids = self.ids(connection)?;
        let mark = ids.map_or_else(|| PLAIN.to_owned(), |ids| ids.mark().to_owned());
        Ok(Some((kind, mark)))
    }

    /// What makes of an id what was submitted. An id as the exchange lists it stays as it is.
    pub fn submitted(&self, wanted: &[String], connection: &Connection) -> Result<Submitted> {
        let needs_key = wanted.iter().any(|raw| !RecordIds::is_hashed(raw.trim()));
        if !needs_key {
            return Ok(Submitted::Listed);
        }
        Ok(match self.ids(connection)? {
            Some(ids) => {
                let named = self.mapping()?.and_then(|mapping| mapping.system);
                let system = self.system.clone().or(named).unwrap_or_default();
                Submitted::Hashed { ids, system }
            }
            None => Submitted::Plain,
        })
    }

    /// What the export calls each of its records, by the id at the exchange. Services of a row have the
    /// id of their row.
    pub fn of_export(
        &self,
        export: &Path,
        connection: &Connection,
    ) -> Result<HashMap<String, String>> {
        let mapping = self.mapping()?.context("--export needs --mapping")?;
        let ids = self.ids(connection)?;
        let column = mapping.fields.get("record_id").and_then(|source| source.column());
        let column = column.context("the mapping names no column for record_id")?.to_owned();
        let rows = Rows::open(export, &mapping)
            .map_err(|error| anyhow!("{}: {error}", shown_path(export)))?;
        let mut names = HashMap::new();
        for row in rows.flatten() {
            let raw = row.value(&column);
            let id = match &ids {
                Some(ids) => ids.id(mapping.record, raw),
                None => OpaqueId::new(raw.trim()),
            };
            if let Some(id) = id {
                names.insert(id.as_str().to_owned(), raw.trim().to_owned());
            }
        }
        Ok(names)
    }
}

/// How ids that somebody names were submitted.
pub enum Submitted {
    /// As the exchange lists them.
    Listed,
    /// As they stand.
    Plain,
    /// Hashed, as those of a system.
    Hashed {
        /// What hashes them.
        ids: RecordIds,
        /// Name of the system.
        system: String,
    },
}

impl Submitted {
    /// The id at the exchange of a record of a kind.
    pub fn id(&self, kind: RecordKind, raw: &str) -> Result<String> {
        let id = match self {
            _ if RecordIds::is_hashed(raw.trim()) => OpaqueId::new(raw.trim()),
            Self::Hashed { ids, .. } => ids.id(kind, raw),
            Self::Plain | Self::Listed => OpaqueId::new(raw),
        };
        let id = id.with_context(|| sentence("cli-no_id", &[("id", foreign::line(raw).into())]))?;
        Ok(id.as_str().to_owned())
    }

    /// What must be known where an id is not at the exchange: whether it has any record of its system at
    /// all. Under another key or another name of the system each id is another one, and that one is not
    /// there says nothing. Nothing where the exchange has records of the system.
    pub fn unknown_system(&self, held: &[v1::ListedRecord]) -> Option<String> {
        let own = match self {
            Self::Listed => return None,
            Self::Plain => PLAIN,
            Self::Hashed { ids, .. } => ids.mark(),
        };
        if held.is_empty() || held.iter().any(|record| mark(record) == own) {
            return None;
        }
        let count = ("count", held.len().into());
        Some(match self {
            Self::Hashed { system, .. } => sentence(
                "cli-unknown_system",
                &[count, ("system", foreign::line(system).into()), ("mark", own.into())],
            ),
            _ => sentence("cli-unknown_plain", &[count]),
        })
    }
}

/// The id of the row that a record is of: one with several services has records of its own id and a
/// service.
pub fn row_of(id: &str) -> &str {
    id.rsplit_once(':').map_or(id, |(row, _)| row)
}

/// What the ids of a record's system begin with; `plain` for ids that are not hashed.
pub fn mark(record: &v1::ListedRecord) -> &str {
    let id = record.name.as_ref().map_or("", |name| name.record_id.as_str());
    RecordIds::mark_of(id).unwrap_or(PLAIN)
}

/// In the place of a mark, for ids that are not hashed.
pub const PLAIN: &str = "plain";

/// Whether an exchange does not know a call: it is of an earlier version.
pub fn is_unknown_call(status: &tonic::Status) -> bool {
    matches!(status.code(), tonic::Code::Unimplemented | tonic::Code::PermissionDenied)
}

/// Refuses a first submission of ids that the exchange has never seen, beside records that it has of the
/// same institution, unless somebody says that it is one: under another key, or another name of the
/// system, every record would be stored a second time.
pub async fn known_system(client: &Client, builder: &Builder, is_new: bool) -> Result<()> {
    let own = builder.ids_mark().unwrap_or(PLAIN);
    let mut others = 0_u64;
    let mut from = 0;
    loop {
        let request = v1::ListRecordsRequest { kind: 0, from };
        let page = match client.intake().list_records(request).await {
            Ok(page) => page.into_inner(),
            // An exchange of an earlier version cannot tell.
            Err(status) if is_unknown_call(&status) => return Ok(()),
            Err(status) => return Err(ClientError::from(status).into()),
        };
        if page.records.iter().any(|record| mark(record) == own) {
            return Ok(());
        }
        others += page.records.len() as u64;
        if page.next <= from {
            break;
        }
        from = page.next;
    }
    if others > 0 && !is_new && remembers(client, builder).await? {
        return Ok(());
    }
    if others == 0 || is_new {
        if own != PLAIN {
            note!("{}", word("cli-first_records"));
        }
        return Ok(());
    }
    let system = builder.mapping().system.as_deref().unwrap_or_default();
    let what = match own {
        PLAIN => word("cli-new_system_plain"),
        mark => {
            let args = [("system", foreign::line(system).into()), ("mark", mark.into())];
            sentence("cli-new_system_hashed", &args)
        }
    };
    bail!(sentence("cli-new_system", &[("count", others.into()), ("what", what.into())]))
}

/// Whether the exchange knows a record of which an export says NO: such records alone make a system known
/// of which nothing else was submitted.
async fn remembers(client: &Client, builder: &Builder) -> Result<bool> {
    const ASKED: usize = 1000;
    let kind = i32::from(builder.mapping().record.number());
    let names = builder.said_no(ASKED).into_iter();
    let names = names.map(|id| v1::RecordName { kind, record_id: id.as_str().into() });
    let states = record_states(client, &names.collect::<Vec<_>>()).await?.unwrap_or_default();
    Ok(states.iter().any(|state| state.status() == v1::RecordStatus::Withdrawn))
}

/// A kind of record, as options name it.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Kind {
    Victim,
    Assistance,
    Proceeding,
}

impl From<Kind> for RecordKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Victim => Self::Victim,
            Kind::Assistance => Self::Assistance,
            Kind::Proceeding => Self::Proceeding,
        }
    }
}
